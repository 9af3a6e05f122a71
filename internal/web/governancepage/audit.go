package governancepage

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/organisation"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/governance"
)

// search finds in the trace what concerns the officer's organisation.
func (p Pages) search(r *web.Request) error {
	return p.showSearch(r, "", http.StatusOK)
}

// searchJourney narrows the search to a journey by its reference, which is
// posted: the address that it leads to holds the journey's id.
func (p Pages) searchJourney(r *web.Request) error {
	f, err := r.Form("reference")
	if err != nil {
		return err
	}
	at, _, err := parsePlace(r)
	if err != nil {
		return err
	}
	id, problem, err := p.found(r, f.Text("reference"))
	if err != nil {
		return err
	}
	if problem != "" {
		return p.showSearch(r, problem, http.StatusUnprocessableEntity)
	}
	return r.Go(at.with(func(a *audit.Ask) { a.Journey = id }), "")
}

// showSearch shows what is found, with what is wrong with a typed reference.
func (p Pages) showSearch(r *web.Request, problem string, status int) error {
	at, f, err := parsePlace(r)
	if err != nil {
		return err
	}
	everyone, err := colleagues(r)
	if err != nil {
		return err
	}
	v := page.AuditView{Layout: r.View("Audit", auditNav)}
	if !f.OK() {
		status = http.StatusUnprocessableEntity
		at.ask.From, at.ask.Until = calendar.Date{}, calendar.Date{} // what cannot be read narrows nothing, and the message says so
	} else if err := p.fill(r, &v, at); err != nil {
		return err
	}
	v.Bar = component.FilterBarView{Tags: tags(at, everyone), Clear: place{size: at.size}.href(), Action: auditPath, Keep: at.pairs(), Open: !f.OK()}
	v.Fields = fields(r, at, f, everyone)
	v.Find = control.Finder{Field: control.Field{ID: "reference", Name: "reference", Label: "Journey by its reference", Error: problem}, Action: at.on(auditPath + "/journey"),
		CSRF: v.Layout.CSRF, Sample: "7K42 9M"}
	v.Problems = web.Problems(f)
	if problem != "" {
		v.Problems = append(v.Problems, control.Problem{Text: problem, Href: "#reference"})
	}
	v.Layout.Errors = len(v.Problems) > 0
	standing, err := p.Trail.Standing(r.Ctx())
	if err != nil {
		return err
	}
	v.Standing = standingRows(standing)
	return r.ShowStatus(status, page.Audit(v))
}

// fill reads the rows; a page beyond the last is the last.
func (p Pages) fill(r *web.Request, v *page.AuditView, at place) error {
	found, err := p.Trail.Search(r.Ctx(), at.ask, (at.page-1)*at.size, at.size)
	if err != nil {
		return err
	}
	if len(found.Marks) == 0 && at.page > 1 {
		return r.Go(at.turned(1), "")
	}
	v.Head = component.ListHeadView{Count: found.Total, Noun: web.Plural(found.Total, "entry", "entries")}
	if found.More {
		v.Head.Noun = "entries and more: narrow the search to count them"
	}
	if found.Total > len(found.Marks) {
		first := (at.page - 1) * at.size
		v.Head.Range = fmt.Sprintf("%d to %d", first+1, first+len(found.Marks))
	}
	v.Table = trailTable(found.Marks, at, true)
	v.Pages = component.Paginate(found.Total, at.size, at.page, at.turned, at.sized)
	if len(found.Marks) == 0 {
		v.Empty = &component.EmptyView{Text: "Nothing in the trace fits. Take a filter away, or choose other days."}
	} else {
		v.Export = &component.ButtonView{Label: "Export", Href: at.on(auditPath + "/export"), Kind: component.Secondary}
	}
	return nil
}

// deeds are the audit's actions in words.
var deeds = map[string]string{"view": "Looked at", "add": "Added", "change": "Changed", "amend": "Changed own", "export": "Exported", "search": "Searched", "explain": "Asked why somebody sees it",
	"seal": "Sealed", "declare": "Declared", "review": "Reviewed", "reassign": "Reassigned", "import": "Imported", "check": "Checked", "refer": "Referred", "verify": "Verified"}

// grounds are the bases in words.
var grounds = map[string]string{"caseload": "Caseload", "own": "Lead organisation", "offered": "Referral offered", "referral": "Referral", "neighbour": "Neighbour",
	"match": "About to register", "emergency": "Emergency", "author": "Wrote it"}

func deed(m audit.Mark) string {
	if m.Action == "explain" {
		return deeds[m.Action]
	}
	words := deeds[m.Action]
	if words == "" {
		words = strings.ToUpper(m.Action[:min(1, len(m.Action))]) + m.Action[min(1, len(m.Action)):]
	}
	return words + " " + strings.ReplaceAll(m.Subject, "_", " ")
}

// trailTable is rows of the trace; their people narrow the search at where the
// table stands on it.
func trailTable(marks []audit.Mark, at place, journeys bool) component.TableView {
	t := component.TableView{Caption: "The trace, newest first", Stack: true, Columns: []component.TableColumn{{Label: "When"}, {Label: "Who"}, {Label: "Did"}}}
	if journeys {
		t.Columns = append(t.Columns, component.TableColumn{Label: "Journey"})
	}
	t.Columns = append(t.Columns, component.TableColumn{Label: "Sections"}, component.TableColumn{Label: "On basis"})
	for _, m := range marks {
		cells := []component.Cell{{Text: moment(m.At)}, {Text: m.Name, Second: roleAt(m.Role, m.OrgName), Href: at.with(func(a *audit.Ask) { a.Staff = m.Staff }), Hidden: ": only what they did"},
			{Text: deed(m)}}
		if journeys {
			cells = append(cells, journeyCell(m))
		}
		t.Rows = append(t.Rows, component.TableRow{Cells: append(cells, component.Cell{Text: sections(m.Categories)}, basisCell(m))})
	}
	return t
}

func journeyCell(m audit.Mark) component.Cell {
	switch {
	case m.Reference != "":
		return component.Cell{Text: "ONW " + m.Reference, Href: path(m.Journey, "")}
	case m.Lead != "":
		return component.Cell{Text: "Led by " + m.Lead}
	case m.Journeys > 0:
		return component.Cell{Text: web.Count(m.Journeys, "journey"), Second: "In a list"}
	}
	return component.Cell{}
}

func basisCell(m audit.Mark) component.Cell {
	c := component.Cell{Text: grounds[m.Basis]}
	if m.Agreement != "" {
		c.Second = fmt.Sprintf("“%s”, version %d", m.Agreement, m.Number)
	}
	return c
}

func number(n int) string { return strconv.Itoa(n) }

// tags are the filters that are on, each with the address without it.
func tags(at place, everyone []organisation.Colleague) []component.FilterTag {
	var list []component.FilterTag
	tag := func(on bool, label string, off func(*audit.Ask)) {
		if on {
			list = append(list, component.FilterTag{Label: label, Remove: at.with(off)})
		}
	}
	category, _ := access.ParseCategory(at.ask.Category)
	tag(at.ask.Staff != 0, called(at.ask.Staff, everyone), func(a *audit.Ask) { a.Staff = 0 })
	tag(at.ask.Organisation != 0, organisationName(at.ask.Organisation, everyone), func(a *audit.Ask) { a.Organisation = 0 })
	tag(at.ask.Journey != uuid.Nil, "One journey", func(a *audit.Ask) { a.Journey = uuid.Nil })
	tag(at.ask.Action != "", deeds[at.ask.Action], func(a *audit.Ask) { a.Action = "" })
	tag(at.ask.Category != "", sharing.CategoryWords(category), func(a *audit.Ask) { a.Category = "" })
	tag(at.ask.Guarded, "Guarded only", func(a *audit.Ask) { a.Guarded = false })
	tag(at.ask.Basis != "", grounds[at.ask.Basis], func(a *audit.Ask) { a.Basis = "" })
	tag(at.ask.Emergency, "Emergencies", func(a *audit.Ask) { a.Emergency = false })
	tag(!at.ask.From.IsZero(), "From "+at.ask.From.Long(), func(a *audit.Ask) { a.From = calendar.Date{} })
	tag(!at.ask.Until.IsZero(), "Until "+at.ask.Until.Long(), func(a *audit.Ask) { a.Until = calendar.Date{} })
	return list
}

func called(staff int, everyone []organisation.Colleague) string {
	for _, c := range everyone {
		if c.Staff == staff {
			return c.Name
		}
	}
	return "A former colleague"
}

func organisationName(id int, everyone []organisation.Colleague) string {
	for _, c := range everyone {
		if c.Org.ID == id {
			return c.Org.Name
		}
	}
	return "Another organisation"
}

// standingRows say how far the trace is known to be whole.
func standingRows(s audit.Standing) []component.SummaryRow {
	verified := component.SummaryRow{Key: "Last verification", Value: "None yet", Second: "Ask your operator to run “onward audit verify” every night."}
	if !s.Verified.IsZero() {
		verified.Value, verified.Second = moment(s.Verified), web.Count(int(s.Links), "link")+" verified, "+web.Count(int(s.Waiting), "row")+" waiting to be chained"
		mark := component.Achieved("Nothing was altered")
		if s.Findings > 0 {
			mark = component.Overdue(web.Count(s.Findings, "finding") + ". Ask your operator what “onward audit verify” says.")
		}
		verified.Content = page.Verified(verified.Value, mark)
	}
	kept := component.SummaryRow{Key: "Last external checkpoint", Value: "None yet"}
	if s.Head.Seq > 0 {
		kept.Value, kept.Second = moment(s.HeadAt), fmt.Sprintf("Link %d, %s…", s.Head.Seq, hex.EncodeToString(s.Head.Hash)[:min(12, 2*len(s.Head.Hash))])
	}
	return []component.SummaryRow{verified, kept}
}
