package agreementpage

import (
	"context"
	"net/http"
	"strconv"

	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/agreement"
)

// moved is something that takes effect at once, and asks for its reason.
type moved struct {
	path, title, button, field, label, done string
	text                                    []string
	kind                                    component.ButtonKind
	effect                                  bool // shows who loses sight
	do                                      func(sharing.Agreements, context.Context, int, int, string) error
}

var moves = []moved{
	{path: "question", title: "Send back with a question", button: "Send question", field: "question", label: "Your question", done: "Question sent.",
		text: []string{"Where nobody has signed yet, the version becomes a draft again. Where somebody has, it waits, and the drafter sees your question."}, do: sharing.Agreements.SendBack},
	{path: "suspend", title: "Suspend", button: "Suspend now", field: "reason", label: "Why does sharing stop?", done: "Suspended. Nothing is shared under it from now on.", kind: component.Danger, effect: true,
		text: []string{"Sharing under this agreement stops for all its parties with the next request. It goes on once your organisation, and every other that suspended it, resumes it."}, do: sharing.Agreements.Suspend},
	{path: "resume", title: "Resume", button: "Resume", field: "reason", label: "What was put right?", done: "Resumed for your organisation.",
		text: []string{"Your organisation no longer suspends the agreement. Sharing goes on at once, unless another party suspends it too."}, do: sharing.Agreements.Resume},
	{path: "end", title: "End", button: "End now", field: "reason", label: "Why does it end?", done: "Ended. Nothing is shared under it any more.", kind: component.Danger, effect: true,
		text: []string{"This version ends for all its parties, at once and for good. The others can sign a new version without your organisation."}, do: sharing.Agreements.End},
	{path: "review", title: "Record a review", button: "Record review", field: "reason", label: "What did the review find?", done: "Review recorded.",
		text: []string{"Record it here where the agreement stays as it is. To change it, draft a new version."}, do: sharing.Agreements.Reviewed},
}

func (p Pages) moveForm(r *web.Request, m moved) error {
	a, err := p.version(r)
	if err != nil {
		return err
	}
	return p.showMove(r, m, a, form.Empty(r.Today()), http.StatusOK)
}

func (p Pages) showMove(r *web.Request, m moved, a sharing.Agreement, f *form.Values, status int) error {
	post := r.Post(path(a.ID, m.path))
	post.Version = strconv.Itoa(a.Revision)
	v := page.MoveView{Layout: view(r, m.title, backTo(a)), Form: page.MoveForm{Head: component.HeadView{Title: m.title, Caption: a.Terms.Title + ", version " + strconv.Itoa(a.Number)}, Text: m.text,
		Problems: web.Problems(f), Post: post, Reason: control.Area{Field: web.Field(f, m.field, m.label), Limit: sharing.MostReason, Rows: 4},
		Button: component.ButtonView{Label: m.button, Kind: m.kind}, Cancel: path(a.ID)}}
	v.Layout.Errors = !f.OK()
	if a.State == sharing.Draft {
		v.Form.Text = []string{"The draft is dropped. It was never in force, and nothing was shared under it."}
	} else if m.effect && a.OpensOn(r.Today()) {
		var err error
		if v.Change, err = p.preview(r, a, true); err != nil {
			return err
		}
	}
	return r.ShowStatus(status, page.Move(v))
}

func (p Pages) move(r *web.Request, m moved) error {
	f, err := r.Form(m.field)
	if err != nil {
		return err
	}
	a, err := p.version(r)
	if err != nil {
		return err
	}
	err = m.do(p.Agreements, r.Once(), a.ID, f.Version(), f.Text(m.field))
	if fault.Is(err, fault.Conflict) {
		f.Problem(m.field, fault.Of(err).Public)
		return p.showMove(r, m, a, f, http.StatusConflict)
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showMove(r, m, a, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path(a.ID), m.done)
}
