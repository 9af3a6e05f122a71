package saypage

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/say"
)

func (p Pages) seals(r *web.Request) error {
	list, err := p.Seals.Standing(r.Ctx())
	if err != nil {
		return err
	}
	v := page.SealsView{Layout: r.View("Sealed journeys", "Sealed journeys")}
	if len(list) == 0 {
		v.Empty = &component.EmptyView{Text: "No journey of your organisation is sealed."}
	}
	v.Table = component.TableView{Caption: "Sealed journeys", Stack: true, Columns: []component.TableColumn{{Label: "Reference"}, {Label: "Sealed"}, {Label: "Who sees it"}, {Label: "Replace", Hidden: true}}}
	for _, s := range list {
		v.Table.Rows = append(v.Table.Rows, component.TableRow{Cells: []component.Cell{{Text: "ONW " + s.Reference}, {Text: moment(s.At)}, {Text: strings.Join(s.Names, ", ")},
			{Text: "Replace the names", Hidden: " of ONW " + s.Reference, Href: "/seals/" + s.ID.String()}}})
	}
	return r.Show(page.Seals(v))
}

func (p Pages) showNames(r *web.Request, v *form.Values, status int) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	s, err := p.standing(r, id)
	if err != nil {
		return err
	}
	colleagues, err := r.Site.Directory.Caseworkers(r.Request().Context(), r.Me.Org.ID)
	if err != nil {
		return err
	}
	version := s.Version
	if v == nil {
		v = form.Empty(r.Today())
		for _, staff := range s.List {
			v.Append("list", strconv.Itoa(staff))
		}
	} else {
		version = v.Version()
	}
	view := page.SealNamesView{Layout: r.View("Replace the names of a seal", "Sealed journeys"), Problems: web.Problems(v), Heading: "Who sees ONW " + s.Reference, Form: r.Post("/seals/" + id.String())}
	view.Layout.Errors, view.Layout.Back = !v.OK(), &layout.Link{Label: "Sealed journeys", Href: "/seals"}
	view.Form.Version = strconv.Itoa(version)
	view.List = control.Choice{Field: web.Field(v, "list", "People at your organisation"), Small: true}
	view.List.Hint = "At least two. The single point of contact sees it in any case."
	offered := map[int]bool{}
	for _, c := range colleagues {
		if staff := strconv.Itoa(c.Staff); !offered[c.Staff] {
			offered[c.Staff] = true
			view.List.Options = append(view.List.Options, control.Option{Value: staff, Label: c.Name, Chosen: v.Has("list", staff)})
		}
	}
	return r.ShowStatus(status, page.SealNames(view))
}

func (p Pages) standing(r *web.Request, id uuid.UUID) (sharing.Sealed, error) {
	list, err := p.Seals.Standing(r.Ctx())
	if err != nil {
		return sharing.Sealed{}, err
	}
	if i := slices.IndexFunc(list, func(s sharing.Sealed) bool { return s.ID == id }); i >= 0 {
		return list[i], nil
	}
	return sharing.Sealed{}, fault.NotHere()
}

func (p Pages) replaceNames(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	v, err := r.Form("list[]")
	if err != nil {
		return err
	}
	var list []int
	for _, text := range v.Many("list") {
		staff, _ := strconv.Atoi(text) // what is no number is nobody's, and refused as such
		list = append(list, staff)
	}
	err = p.Seals.Replace(r.Once(), id, list, v.Version())
	if fault.Is(err, fault.Conflict) {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: "Somebody changed the names meanwhile. Look at them, then choose again."})
		return r.Go("/seals/"+id.String(), "")
	}
	if err = v.Add(err); err != nil {
		return err
	}
	if !v.OK() {
		return p.showNames(r, v, http.StatusUnprocessableEntity)
	}
	return r.Go("/seals", "Names replaced.")
}
