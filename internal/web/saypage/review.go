package saypage

import (
	"fmt"
	"net/http"
	"strconv"

	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/say"
)

func (p Pages) queue(r *web.Request) error {
	waiting, reviewed, err := p.Emergencies.Queue(r.Ctx())
	if err != nil {
		return err
	}
	v := page.QueueView{Layout: r.View("Emergency reviews", "Emergency reviews"), Count: strconv.Itoa(len(waiting))}
	v.Waiting = component.TableView{Caption: "To review", Stack: true, Columns: []component.TableColumn{{Label: "Journey"}, {Label: "Declared by"}, {Label: "When"}, {Label: "Reason"}, {Label: "Open until"}}}
	for _, e := range waiting {
		v.Waiting.Rows = append(v.Waiting.Rows, component.TableRow{Cells: []component.Cell{{Text: called(e), Href: path(e), Bold: true}, {Text: e.By, Second: declarer(e)},
			{Text: moment(e.At)}, {Text: e.Reason}, {Text: moment(e.Until)}}})
	}
	if len(waiting) == 0 {
		v.Empty = &component.EmptyView{Text: "Nothing waits for your review."}
	}
	if len(reviewed) > 0 {
		t := component.TableView{Caption: "Reviewed", Stack: true, Columns: []component.TableColumn{{Label: "Journey"}, {Label: "Declared by"}, {Label: "When"}, {Label: "Found"}, {Label: "Reviewed"}}}
		for _, e := range reviewed {
			t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: called(e), Href: path(e), Bold: true}, {Text: e.By, Second: declarer(e)}, {Text: moment(e.At)},
				{Text: sharing.VerdictLabel(e.Finding), Second: e.Remark}, {Text: moment(e.Reviewed), Second: e.ReviewedBy}}})
		}
		v.Reviewed = &t
	}
	return r.Show(page.Queue(v))
}

func path(e sharing.Emergency) string { return "/emergencies/" + strconv.FormatInt(e.ID, 10) }

// called is the journey by its reference; of one that is sealed or has moved
// away not even that is known.
func called(e sharing.Emergency) string {
	if e.Reference == "" {
		return fmt.Sprintf("Emergency %d", e.ID)
	}
	return "ONW " + e.Reference
}

func declarer(e sharing.Emergency) string {
	if e.Role == "" {
		return e.ByOrg
	}
	return web.RoleLabel(actor.Role(e.Role)) + ", " + e.ByOrg
}

func number(r *web.Request) (int64, error) {
	n, err := strconv.ParseInt(r.Param("number"), 10, 64)
	if err != nil || n <= 0 {
		return 0, fault.NotHere()
	}
	return n, nil
}

func (p Pages) showReview(r *web.Request, v *form.Values, status int) error {
	id, err := number(r)
	if err != nil {
		return err
	}
	e, looks, err := p.Emergencies.Get(r.Ctx(), id)
	if err != nil {
		return err
	}
	version := e.Version
	if v == nil {
		v = form.With(r.Today(), map[string]string{"finding": e.Finding, "remark": e.Remark})
	} else {
		version = v.Version()
	}
	view := page.ReviewView{Layout: r.View("Review an emergency", "Emergency reviews"), Problems: web.Problems(v), Heading: called(e), Form: r.Post(path(e)),
		NoLooks: "Nothing was looked at."}
	view.Layout.Errors, view.Layout.Back = !v.OK(), &layout.Link{Label: "Emergency reviews", Href: "/emergencies"}
	view.Form.Version = strconv.Itoa(version)
	view.Facts = []component.SummaryRow{{Key: "Declared by", Value: e.By, Second: declarer(e)}, {Key: "When", Value: moment(e.At)}, {Key: "Open until", Value: moment(e.Until)},
		{Key: "Reason given", Value: e.Reason}}
	if !e.Reviewed.IsZero() {
		view.Facts = append(view.Facts, component.SummaryRow{Key: "Reviewed", Value: moment(e.Reviewed), Second: e.ReviewedBy})
	}
	if len(looks) > 0 {
		t := component.TableView{Caption: "What was looked at", Stack: true, Columns: []component.TableColumn{{Label: "When"}, {Label: "What"}, {Label: "Categories"}}}
		for _, l := range looks {
			t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: moment(l.At)}, {Text: action(l)}, {Text: words(l)}}})
		}
		view.Looks = &t
	}
	view.Finding = control.Choice{Field: web.Field(v, "finding", "Was it right to open the journey?"), Small: true}
	for _, f := range sharing.Verdicts {
		view.Finding.Options = append(view.Finding.Options, control.Option{Value: f.Code, Label: f.Label})
	}
	view.Remark = control.Area{Field: web.Field(v, "remark", "Remark"), Rows: 4, Limit: 1000}
	view.Remark.Hint = "What was wrong and what follows. Not needed where it was justified."
	return r.ShowStatus(status, page.Review(view))
}

func action(l sharing.Look) string {
	verb := map[string]string{"view": "Looked at ", "add": "Added ", "change": "Changed ", "declare": "Declared the "}[l.Action]
	return verb + l.Subject
}

func words(l sharing.Look) string {
	text := ""
	for _, w := range l.Categories.Words() {
		if text != "" {
			text += ", "
		}
		text += w
	}
	return text
}

func (p Pages) review(r *web.Request) error {
	id, err := number(r)
	if err != nil {
		return err
	}
	v, err := r.Form("finding", "remark")
	if err != nil {
		return err
	}
	err = p.Emergencies.Review(r.Once(), id, v.Text("finding"), v.Text("remark"), v.Version())
	if fault.Is(err, fault.Conflict) {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: "Somebody reviewed this meanwhile. Look at their review; save yours again if it should stand instead."})
		return r.Go("/emergencies/"+strconv.FormatInt(id, 10), "")
	}
	if err = v.Add(err); err != nil {
		return err
	}
	if !v.OK() {
		return p.showReview(r, v, http.StatusUnprocessableEntity)
	}
	return r.Go("/emergencies", "Review saved.")
}
