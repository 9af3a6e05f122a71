package findpage

import (
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/find"
)

const example = "Name, reference or telephone"

// find keeps what was typed and leads to its answer, so that no name stands in
// an address. The search box in the header posts here too.
func (p Pages) find(r *web.Request) error {
	f, err := r.Form("q")
	if err != nil {
		return err
	}
	switch typed := f.Text("q"); {
	case typed == "":
		f.Problem("q", "Enter a name, a reference, a telephone number or a National Insurance number")
	case utf8.RuneCountInString(typed) > 200:
		f.Problem("q", "Shorten this to 200 characters or fewer")
	}
	if !f.OK() {
		return r.ShowStatus(http.StatusUnprocessableEntity, page.Find(view(r, f)))
	}
	key, err := p.Caseload.Remember(r.Ctx(), f.Text("q"))
	if err != nil {
		return err
	}
	return r.Go("/find?s="+key.String(), "")
}

func view(r *web.Request, f *form.Values) page.FindView {
	v := page.FindView{Layout: r.View("Find a resident", "Find a resident"), Problems: web.Problems(f),
		Finder: control.Finder{Field: web.Field(f, "q", "Who are you looking for?"), Action: "/find", CSRF: r.Post("").CSRF, Sample: example}}
	v.Finder.Hint = "A name and, where you know it, the date of birth, like “tomasz 3 4 1988”. Or a reference, a telephone number, an email address or a National Insurance number."
	v.Layout.Search.Action = "" // this page has its own
	if r.May(access.DoEmergency) {
		v.Emergency = "/emergency"
	}
	v.Layout.Errors = !f.OK()
	return v
}

// found shows whom the words under the key find, or what to do first.
func (p Pages) found(r *web.Request) error {
	f := form.Empty(r.Today())
	if r.QueryParam("s") == "" {
		return r.Show(page.Find(view(r, f)))
	}
	typed, err := p.recall(r)
	if err != nil {
		return err
	}
	q := readSought(r)
	q.find.Typed = typed
	found, err := p.Caseload.FindPage(r.Ctx(), q.find)
	if err != nil {
		return err
	}
	q.find.Page = found.Page
	f.Set("q", typed)
	v := view(r, f)
	v.Searched = true
	v.Answer = answer(len(found.All), found.More)
	if len(found.All) > 1 {
		v.List = listView(r, q, found)
		v.List.Export = exportButton(q, found)
	}
	if len(found.Rows) > 0 {
		table := peopleTable(found.Rows, r.Today())
		v.People = &table
	}
	if r.May(access.DoRegister) {
		v.Start = "/journeys/new?s=" + r.QueryParam("s")
	}
	return r.Show(page.Find(v))
}

func (p Pages) recall(r *web.Request) (string, error) {
	key, err := uuid.Parse(r.QueryParam("s"))
	if err != nil {
		return "", fault.NotHere()
	}
	return p.Caseload.Recall(r.Ctx(), key)
}

func answer(n int, more bool) string {
	switch {
	case n == 0:
		return "Nobody matches"
	case more:
		return fmt.Sprintf("The first %d who match", n)
	case n == 1:
		return "1 person matches"
	}
	return fmt.Sprintf("%d people match", n)
}

// peopleTable is people with enough beside their names to tell them apart. The
// stage is there only if some row's decision shows one.
func peopleTable(rows []caseload.Row, today calendar.Date) component.TableView {
	v := component.TableView{Caption: "Residents who match", Stack: true,
		Columns: []component.TableColumn{{Label: "Resident"}, {Label: "Reference"}, {Label: "Date of birth"}}}
	stages := false
	for _, row := range rows {
		stages = stages || row.Stage != ""
	}
	if stages {
		v.Columns = append(v.Columns, component.TableColumn{Label: "Stage"})
	}
	v.Columns = append(v.Columns, component.TableColumn{Label: "Single point of contact"})
	for _, row := range rows {
		name := component.Cell{Text: row.Name(), Href: "/journeys/" + row.ID().String(), Bold: true}
		if row.Preferred != "" && row.Preferred != row.Given {
			name.Second = "Likes to be called " + row.Preferred
		}
		cells := []component.Cell{name, {Text: row.Reference}, {Text: born(row.Born, today)}}
		if stages {
			cells = append(cells, component.Cell{Content: component.StageTag(component.Stage(row.Stage))})
		}
		v.Rows = append(v.Rows, component.TableRow{Cells: append(cells, contactCell(row))})
	}
	return v
}

// contactCell is whom to call, with the organisation where another one leads.
func contactCell(row caseload.Row) component.Cell {
	cell := component.Cell{Text: row.SPOC}
	if row.Lead != "" {
		cell.Second = strings.TrimSuffix(row.Lead+", "+row.Phone, ", ")
	}
	return cell
}

func born(d, today calendar.Date) string {
	if d.IsZero() {
		return "Not known"
	}
	return fmt.Sprintf("%s, aged %d", d.Long(), d.AgeOn(today))
}
