package journeypage

import (
	"net/http"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

func (p Pages) oursRoutes() []web.Route {
	return []web.Route{{Method: http.MethodGet, Path: "/journeys/:id/ours", Duty: access.DoFind, Handle: p.ours}}
}

// ours shows what the reader's organisation wrote on a journey of another's
// where the category is not open to it, as after its part has ended. It says
// nothing of the resident, and nothing is there where nothing was written.
func (p Pages) ours(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	v := page.OursView{Title: "What " + r.Me.Org.Short + " wrote", Lead: "Your organisation keeps sight of what it wrote on this journey, and of nothing else there."}
	err = p.DB.Ahead(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.DecideWritten(tx, id)
		if err != nil {
			return err
		}
		v.Tables = nil
		var seen []access.Category
		for _, part := range []struct {
			category access.Category
			read     func(*postgres.Tx, access.Decision) (component.TableView, error)
		}{{access.Notes, p.ourNotes}, {access.Plan, p.ourActions}, {access.Plan, p.ourAppointments}, {access.Plan, p.ourSupport}, {access.Work, p.ourJobs}} {
			if !d.Wrote().Has(part.category) {
				continue
			}
			t, err := part.read(tx, d)
			if err != nil {
				return err
			}
			if len(t.Rows) > 0 {
				v.Tables, seen = append(v.Tables, t), append(seen, part.category)
			}
		}
		if len(seen) == 0 {
			return fault.NotHere()
		}
		journey.SeenWritten(tx, d, "what they wrote", seen...)
		return nil
	})
	if err != nil {
		return err
	}
	v.Layout = r.View(v.Title, "")
	return r.Show(page.Ours(v))
}

// ourTable is a table of one kind of what was written.
func ourTable(caption string, columns ...string) component.TableView {
	t := component.TableView{Caption: caption, Shown: true, Stack: true}
	for _, c := range columns {
		t.Columns = append(t.Columns, component.TableColumn{Label: c})
	}
	return t
}

func ourRow(t *component.TableView, cells ...string) {
	row := component.TableRow{}
	for _, c := range cells {
		row.Cells = append(row.Cells, component.Cell{Text: c})
	}
	t.Rows = append(t.Rows, row)
}

func dayOrNone(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Long()
}

func (p Pages) ourNotes(tx *postgres.Tx, d access.Decision) (component.TableView, error) {
	t := ourTable("Notes", "Day", "Note", "Written by")
	list, err := p.Notes.Store().Written(tx, d)
	for _, n := range list {
		ourRow(&t, n.On.Long(), n.Text, n.By)
	}
	return t, err
}

func (p Pages) ourActions(tx *postgres.Tx, d access.Decision) (component.TableView, error) {
	t := ourTable("Actions", "Action", "Due", "Done")
	list, err := p.Plan.Store.WrittenActions(tx, d)
	for _, a := range list {
		ourRow(&t, a.What, dayOrNone(a.Due), dayOrNone(a.Done))
	}
	return t, err
}

func (p Pages) ourAppointments(tx *postgres.Tx, d access.Decision) (component.TableView, error) {
	t := ourTable("Appointments", "When", "What for", "With")
	list, err := p.Diary.Store().Written(tx, d)
	for _, a := range list {
		ourRow(&t, calendar.DayOf(a.Start).Long()+", "+diary.Clock(a.Start), a.Purpose, a.AdvisorName)
	}
	return t, err
}

func (p Pages) ourSupport(tx *postgres.Tx, d access.Decision) (component.TableView, error) {
	t := ourTable("Support", "Support", "From", "Until")
	list, err := p.Plan.Store.WrittenInterventions(tx, d)
	for _, i := range list {
		ourRow(&t, plan.TypeLabel(i.Type), i.Starts.Long(), dayOrNone(i.Ends))
	}
	return t, err
}

func (p Pages) ourJobs(tx *postgres.Tx, d access.Decision) (component.TableView, error) {
	t := ourTable("Work", "Employer", "Work", "From", "Until")
	list, err := p.Outcomes.Store.Written(tx, d)
	for _, s := range list {
		ourRow(&t, s.Employer, s.Title, s.Start.Long(), dayOrNone(s.End))
	}
	return t, err
}
