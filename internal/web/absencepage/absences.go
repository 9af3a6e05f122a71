// Package absencepage is where managers say who covers while somebody is away.
package absencepage

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/absence"
)

const path = "/absences"

// fields are the names of the form.
var fields = []string{"staff", "cover", "from", "until"}

// Pages are the pages, over the service that keeps absences.
type Pages struct{ Covers organisation.Covers }

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: path, Duty: access.DoReassign, Handle: func(r *web.Request) error {
			return p.show(r, form.Empty(r.Today()), http.StatusOK)
		}},
		{Method: http.MethodPost, Path: path, Duty: access.DoReassign, Handle: p.add},
		{Method: http.MethodPost, Path: path + "/end", Duty: access.DoReassign, Handle: p.end},
		{Method: http.MethodPost, Path: path + "/restore", Duty: access.DoReassign, Handle: p.restore},
	}
}

func (p Pages) show(r *web.Request, f *form.Values, status int) error {
	list, today, err := p.Covers.Absences(r.Ctx())
	if err != nil {
		return err
	}
	colleagues, err := r.Site.Directory.Caseworkers(r.Ctx(), r.Me.Org.ID)
	if err != nil {
		return err
	}
	post := r.Post(path)
	if err := r.Site.DB.Read(r.Ctx(), func(tx *postgres.Tx) error { return r.Draft(tx, &post, f, fields...) }); err != nil {
		return err
	}
	v := page.AbsencesView{Layout: r.View("Cover while someone is away", "Cover"), Form: post, Problems: web.Problems(f), List: table(r, list, today)}
	v.Layout.Errors = !f.OK()
	v.Staff = choice(f, "staff", "Who is away?", colleagues)
	v.Cover = choice(f, "cover", "Who covers?", colleagues)
	v.From, v.Until = web.Field(f, "from", "First day away"), web.Field(f, "until", "Last day away")
	v.From.Hint = "For example, " + web.DateText(today.Add(7))
	v.Until.Hint = "The cover ends after this day. You can end it earlier."
	if v.Ended, err = p.ended(r); err != nil {
		return err
	}
	if len(list) == 0 {
		v.Empty = &component.EmptyView{Text: "Nobody is away, and no absence is planned. Add one below."}
	}
	return r.ShowStatus(status, page.Absences(v))
}

// choice offers each colleague once, also those with two posts.
func choice(f *form.Values, name, label string, colleagues []organisation.Colleague) control.Choice {
	c := control.Choice{Field: web.Field(f, name, label), Empty: "Choose a colleague"}
	offered := map[int]bool{}
	for _, who := range colleagues {
		if !offered[who.Staff] {
			offered[who.Staff] = true
			c.Options = append(c.Options, control.Option{Value: strconv.Itoa(who.Staff), Label: who.Name})
		}
	}
	return c
}

func table(r *web.Request, list []organisation.Absence, today calendar.Date) component.TableView {
	t := component.TableView{Caption: "Absences, now and to come", Stack: true,
		Columns: []component.TableColumn{{Label: "Away"}, {Label: "Covered by"}, {Label: "First day"}, {Label: "Last day"}, {Label: "End", Hidden: true}}}
	csrf := r.Post("").CSRF
	for _, a := range list {
		when := ""
		if a.On(today) {
			when = "Away now"
		}
		end := component.ActionView{Action: path + "/end", CSRF: csrf, Key: uuid.NewString(), Fields: []component.Pair{{Name: "absence", Value: strconv.Itoa(a.ID)}},
			Button: component.ButtonView{Label: "End", Hidden: " the cover for " + a.Name + " from " + a.From.Long(), Kind: component.Secondary, Small: true}}
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: a.Name, Second: when}, {Text: a.CoverName}, {Text: a.From.Long()}, {Text: a.Until.Long()},
			{Content: component.ActionButton(end)}}})
	}
	return t
}

func (p Pages) add(r *web.Request) error {
	f, err := r.Form(fields...)
	if err != nil {
		return err
	}
	f.Need("staff", "Choose who is away")
	f.Need("cover", "Choose who covers")
	n := organisation.NewAbsence{Staff: f.Int("staff", 0, "Choose who is away"), Cover: f.Int("cover", 0, "Choose who covers"),
		From: f.NeedDate("from", "Enter the first day away"), Until: f.NeedDate("until", "Enter the last day away")}
	if f.OK() {
		if err := f.Add(p.Covers.Add(r.Once(), n)); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.show(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path, "Absence added.")
}

func (p Pages) end(r *web.Request) error {
	f, err := r.Form("absence")
	if err != nil {
		return err
	}
	id := f.Int("absence", 0, "Choose an absence from the list") // none of that number is there
	if err := p.Covers.End(r.Once(), id); err != nil {
		return err
	}
	return r.Go(path, "Cover ended. You can put it back below for 24 hours.")
}

// ended are the covers that can be put back.
func (p Pages) ended(r *web.Request) ([]component.RemovedRow, error) {
	list, today, err := p.Covers.Ended(r.Ctx())
	if err != nil {
		return nil, err
	}
	csrf := r.Post("").CSRF
	var rows []component.RemovedRow
	for _, e := range list {
		when := "today at "
		if day := calendar.DayOf(e.At); day != today {
			when = "on " + day.Long() + " at "
		}
		rows = append(rows, component.RemovedRow{What: e.Name + ", covered by " + e.CoverName + ", " + e.From.Long() + " to " + e.Until.Long(),
			Who: "Ended by " + e.By + " " + when + e.At.In(calendar.London).Format("15:04"),
			Undo: component.ActionView{Action: path + "/restore", CSRF: csrf, Key: uuid.NewString(), Fields: []component.Pair{{Name: "absence", Value: strconv.Itoa(e.ID)}},
				Button: component.ButtonView{Label: "Undo", Hidden: " ending the cover for " + e.Name, Kind: component.Secondary, Small: true}}})
	}
	return rows, nil
}

func (p Pages) restore(r *web.Request) error {
	f, err := r.Form("absence")
	if err != nil {
		return err
	}
	if err := f.Add(p.Covers.Restore(r.Once(), f.Int("absence", 0, "Choose an absence from the list"))); err != nil {
		return err
	}
	if !f.OK() {
		return p.show(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path, "The cover goes on.")
}
