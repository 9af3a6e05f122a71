package saypage

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/say"
)

// mostRows are shown at once; the rest is reached by a filter, or all at once.
const mostRows = 100

var noticeFields = []string{"journeys[]", "all[]", "imported", "advisor", "wording", "how", "on", "evidence"}

// chosen reads the filter from the address, or from the form that kept it.
func chosen(imported, advisor string) (u sharing.Untold) {
	if d, err := calendar.ParseISO(imported); err == nil {
		u.Imported = d
	}
	u.Advisor, _ = strconv.Atoi(advisor) // what is none filters nothing
	return u
}

func address(u sharing.Untold) string {
	q := url.Values{}
	if !u.Imported.IsZero() {
		q.Set("imported", u.Imported.String())
	}
	if u.Advisor != 0 {
		q.Set("advisor", strconv.Itoa(u.Advisor))
	}
	if len(q) == 0 {
		return "/notices"
	}
	return "/notices?" + q.Encode()
}

func (p Pages) showNotices(r *web.Request, v *form.Values, status int) error {
	u := chosen(r.QueryParam("imported"), r.QueryParam("advisor"))
	if v != nil {
		u = chosen(v.Text("imported"), v.Text("advisor"))
	} else {
		v = form.Empty(r.Today())
		v.Set("on", web.DateText(r.Today()))
	}
	waiting, err := p.Says.Untold(r.Ctx(), u, mostRows)
	if err != nil {
		return err
	}
	lately, err := p.Says.Lately(r.Ctx())
	if err != nil {
		return err
	}
	view := page.NoticesView{Layout: r.View("Residents not told yet", "Not told yet"), Problems: web.Problems(v), Form: r.Post(address(u)), Error: v.Error("journeys")}
	view.Layout.Errors, view.Form.Guard = !v.OK(), true
	view.Filter = noticeFilter(&view, waiting, u)
	fillNotices(&view, v, waiting, u)
	view.Lately = latelyTable(r, lately)
	return r.ShowStatus(status, page.Notices(view))
}

func fillNotices(view *page.NoticesView, v *form.Values, w sharing.Waiting, u sharing.Untold) {
	view.Count = fmt.Sprintf("%d not told", w.Total)
	if w.Total > len(w.Rows) {
		view.Count += fmt.Sprintf(", the first %d shown", len(w.Rows))
	}
	if w.Total == 0 {
		view.Empty = &component.EmptyView{Text: "Everybody with an open journey was told."}
		if u != (sharing.Untold{}) {
			view.Empty.Text = "Nobody fits these filters. Take one away."
		}
	}
	view.All = control.Choice{Field: control.Field{Name: "all", ID: "all", Label: "All of them", HiddenLabel: true}, Small: true,
		Options: []control.Option{{Value: "yes", Label: fmt.Sprintf("All %d who fit the filters", w.Total), Chosen: v.Has("all", "yes")}}}
	for _, row := range w.Rows {
		id := row.Journey.String()
		line := page.NoticeRow{ID: id, Name: row.Given + " " + row.Family, Href: "/journeys/" + id + "/sharing", Born: "Not known", Reference: row.Reference, Advisor: row.Advisor,
			Chosen: v.Has("journeys", id)}
		if !row.Born.IsZero() {
			line.Born = row.Born.Long()
		}
		if !row.Imported.IsZero() {
			line.Imported = row.Imported.Long()
		}
		view.Rows = append(view.Rows, line)
	}
	view.Wording = web.Field(v, "wording", "Which version of the privacy notice")
	view.Wording.Hint, view.Wording.Width = "As it stands on the leaflet, like Leaflet 4", control.W20
	view.How = control.Choice{Field: web.Field(v, "how", "How"), Small: true}
	for _, m := range sharing.Manners {
		view.How.Options = append(view.How.Options, control.Option{Value: m.Code, Label: m.Label})
	}
	view.On, view.Evidence = web.Field(v, "on", "When"), web.Field(v, "evidence", "What shows it")
	view.Evidence.Optional, view.Evidence.Hint = true, "Like the name of the letter that was sent to all of them"
}

// noticeFilter offers the days of imports and the advisors of whom some wait.
func noticeFilter(view *page.NoticesView, w sharing.Waiting, u sharing.Untold) component.FilterBarView {
	bar := component.FilterBarView{Action: "/notices", Clear: "/notices"}
	view.Imported = control.Choice{Field: control.Field{Name: "imported", Label: "Imported on", Value: u.Imported.String()}, Empty: "Any day, or not imported"}
	for _, d := range w.Days {
		view.Imported.Options = append(view.Imported.Options, control.Option{Value: d.On.String(), Label: d.On.Long() + " (" + residents(d.Count) + ")"})
	}
	if !u.Imported.IsZero() {
		bar.Tags = append(bar.Tags, component.FilterTag{Label: "Imported on " + u.Imported.Long(), Remove: address(sharing.Untold{Advisor: u.Advisor})})
	}
	view.Advisor = control.Choice{Field: control.Field{Name: "advisor", Label: "Single point of contact", Value: strconv.Itoa(u.Advisor)}, Empty: "Anybody"}
	for _, a := range w.Advisors {
		view.Advisor.Options = append(view.Advisor.Options, control.Option{Value: strconv.Itoa(a.ID), Label: a.Name})
		if a.ID == u.Advisor {
			bar.Tags = append(bar.Tags, component.FilterTag{Label: a.Name, Remove: address(sharing.Untold{Imported: u.Imported})})
		}
	}
	return bar
}

func latelyTable(r *web.Request, list []sharing.Goes) *component.TableView {
	if len(list) == 0 {
		return nil
	}
	t := &component.TableView{Caption: "Recorded in the last 30 days", Stack: true,
		Columns: []component.TableColumn{{Label: "Recorded"}, {Label: "By"}, {Label: "Residents", Number: true}, {Label: "Notice"}, {Label: "Told on"}, {Label: "Undo", Hidden: true}}}
	csrf := r.Post("").CSRF
	for _, g := range list {
		row := []component.Cell{{Text: moment(g.At)}, {Text: g.By}, {Text: strconv.Itoa(g.Count)}, {Text: g.Wording, Second: sharing.MannerLabel(g.How)}, {Text: g.On.Long(), Second: g.Evidence}, {}}
		if g.Ours {
			row[5].Content = component.ActionButton(component.ActionView{Action: "/notices/" + g.Batch.String() + "/undo", CSRF: csrf, Key: uuid.NewString(),
				Button: component.ButtonView{Label: "Undo", Hidden: " recording " + web.Count(g.Count, "resident") + " as told", Kind: component.Secondary, Small: true}})
		}
		t.Rows = append(t.Rows, component.TableRow{Cells: row})
	}
	return t
}

func (p Pages) tell(r *web.Request) error {
	v, err := r.Form(noticeFields...)
	if err != nil {
		return err
	}
	v.Set("imported", r.QueryParam("imported"))
	v.Set("advisor", r.QueryParam("advisor"))
	u := chosen(v.Text("imported"), v.Text("advisor"))
	var ids []uuid.UUID
	for _, text := range v.Many("journeys") {
		if id, err := uuid.Parse(text); err == nil {
			ids = append(ids, id)
		}
	}
	told := sharing.Told{Wording: v.Text("wording"), Said: sharing.Said{How: v.Text("how"), On: v.Date("on"), Evidence: v.Text("evidence")}}
	all := v.Has("all", "yes")
	if !all && len(ids) == 0 {
		v.Problem("journeys", "Choose whom you told")
		if err := v.Add(told.Check(r.Today())); err != nil {
			return err
		}
	}
	if !v.OK() {
		return p.showNotices(r, v, http.StatusUnprocessableEntity)
	}
	n, batch, err := p.Says.TellMany(r.Once(), ids, all, u, told)
	if err = v.Add(err); err != nil {
		return err
	}
	if !v.OK() {
		return p.showNotices(r, v, http.StatusUnprocessableEntity)
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: residents(n) + " recorded as told.",
		Undo: &layout.Undo{Label: "Undo", Action: "/notices/" + batch.String() + "/undo", Key: uuid.NewString()}})
	return r.Go("/notices", "")
}

func (p Pages) untell(r *web.Request) error {
	batch, err := r.ID("batch")
	if err != nil {
		return err
	}
	n, err := p.Says.UntellMany(r.Once(), batch)
	if fault.Is(err, fault.Conflict) {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: fault.Of(err).Public})
		return r.Go("/notices", "")
	}
	if err != nil {
		return err
	}
	return r.Go("/notices", "Undone: "+residents(n)+" not told any more.")
}

func residents(n int) string { return web.Count(n, "resident") }
