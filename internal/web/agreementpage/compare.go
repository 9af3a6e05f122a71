package agreementpage

import (
	"strconv"

	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/agreement"
)

// compare shows a version beside the one before it, or beside the one that the
// address names in "with".
func (p Pages) compare(r *web.Request) error {
	a, err := p.version(r)
	if err != nil {
		return err
	}
	v := page.CompareView{Layout: view(r, "Compare versions", backTo(a)), Head: component.HeadView{Title: "Compare versions", Caption: a.Terms.Title}}
	other, ok := a.Previous()
	for _, w := range a.Versions {
		if strconv.Itoa(w.ID) == r.QueryParam("with") {
			other, ok = w, true
		}
	}
	if !ok {
		v.Empty = &component.EmptyView{Text: "This is the first version that your organisation may see: there is nothing to compare it with."}
		return r.Show(page.Compare(v))
	}
	before, err := p.Agreements.Get(r.Ctx(), other.ID)
	if err != nil {
		return err
	}
	after := a
	if before.Number > after.Number {
		before, after = after, before
	}
	v.Head.Lead = "What version " + strconv.Itoa(after.Number) + " says differently from version " + strconv.Itoa(before.Number)
	v.Groups = differences(before, after)
	if len(v.Groups) == 0 {
		v.Empty = &component.EmptyView{Text: "Both versions say the same."}
	}
	return r.Show(page.Compare(v))
}

func differences(before, after sharing.Agreement) (groups []page.Group) {
	diffs := sharing.Compare(before.Terms, after.Terms)
	for _, s := range sharing.Contents() {
		t := component.TableView{Caption: s.Title, Stack: true, Columns: []component.TableColumn{{Label: "What"}, {Label: numbered(before)}, {Label: numbered(after)}}}
		for _, d := range diffs {
			if d.Section == s.Key {
				t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: d.Label}, {Text: said(d.Before)}, {Text: said(d.After)}}})
			}
		}
		if len(t.Rows) > 0 {
			groups = append(groups, page.Group{Head: component.SectionView{Title: s.Title, Count: strconv.Itoa(len(t.Rows))}, Table: t})
		}
	}
	return groups
}

func said(text string) string {
	if text == "" {
		return "Nothing"
	}
	return text
}
