package governancepage

import (
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/governance"
)

// fewLooks stand on the journey's page; the search has the others.
const fewLooks = 25

// journey shows headings, readers and reasons of one journey.
func (p Pages) journey(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	var head journey.Head
	var readers []sharing.Reader
	var looks audit.Found
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.officers(tx, id)
		if err != nil {
			return err
		}
		if head, err = p.Journeys.Store.Head(tx, d); err != nil {
			return err
		}
		if readers, err = p.Says.Readers(tx, d); err != nil {
			return err
		}
		looks, err = p.Trail.Read(tx, audit.Ask{Journey: id}, 0, fewLooks)
		journey.Seen(tx, d, "who sees what", access.Existence)
		return err
	})
	if err != nil {
		return err
	}
	name := "ONW " + head.Reference
	v := page.JourneyView{Layout: r.View(name, sightNav), Title: name, Lead: "Led by " + head.Lead + ". Single point of contact: " + head.SPOCName + ".",
		Record: component.ButtonView{Label: "Who has seen this record", Href: "/journeys/" + id.String() + "/record", Kind: component.Secondary}}
	v.Layout.Back = &layout.Link{Label: sightNav, Href: lookupPath}
	v.Sections, v.Readers = sectionTable(id, readers), readerTable(readers)
	v.LooksHead = component.SectionView{ID: "looks", Title: "Who has looked", Count: counted(looks), Link: &component.Link{Label: "Search all of them", Href: place{ask: audit.Ask{Journey: id}}.href()}}
	v.Looks = trailTable(looks.Marks, place{ask: audit.Ask{Journey: id}}, false)
	if len(looks.Marks) == 0 {
		v.NoLooks = &component.EmptyView{Text: "Nobody has looked yet."}
	}
	return r.Show(page.Journey(v))
}

// sectionTable says of each section who sees it; the question why is asked of
// somebody in particular.
func sectionTable(id uuid.UUID, readers []sharing.Reader) component.TableView {
	t := component.TableView{Caption: "Who sees which section", Stack: true, Columns: []component.TableColumn{{Label: "Section"}, {Label: "Who sees it"}, {Label: "Why", Hidden: true}}}
	for _, c := range sharing.AllCategories() {
		var all, own []string
		for _, reader := range readers {
			switch {
			case reader.Sees.Has(c):
				all = append(all, reader.Name)
			case reader.Wrote.Has(c):
				own = append(own, reader.Name)
			}
		}
		who, second := strings.Join(all, "; "), ""
		if who == "" {
			who = "Nobody"
		}
		if len(own) > 0 {
			second = "What they wrote alone: " + strings.Join(own, "; ")
		}
		label := component.Cell{Text: sharing.CategoryWords(c)}
		if c.Guarded() {
			label.Second = "Guarded by law"
		}
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{label, {Text: who, Second: second},
			{Text: "Why can somebody see this?", Hidden: sharing.CategoryWords(c), Href: path(id, "why") + "?section=" + c.String()}}})
	}
	return t
}

// readerTable says of each reader on what it stands, or what is missing.
func readerTable(readers []sharing.Reader) component.TableView {
	t := component.TableView{Caption: "Readers and reasons", Stack: true, Columns: []component.TableColumn{{Label: "Reader"}, {Label: "Because"}, {Label: "Sees"}}}
	for _, reader := range readers {
		sees := sections(reader.Sees)
		if own := reader.Wrote &^ reader.Sees; !own.Empty() {
			sees = strings.TrimPrefix(sees+"; of what it wrote: "+sections(own), "; ")
		}
		if sees == "" {
			sees = "Nothing"
		}
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: reader.Name}, {Text: strings.Join(reader.Why, " ")}, {Text: sees}}})
	}
	return t
}

func counted(f audit.Found) string {
	if f.More {
		return "more than " + web.Count(f.Total, "entry")
	}
	return number(f.Total)
}
