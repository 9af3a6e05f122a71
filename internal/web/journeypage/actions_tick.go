package journeypage

import (
	"context"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/layout"
)

// ticking is something that is done, or not, at the press of a button.
type ticking struct {
	noun, under string
	done        bool
	do          func(ctx context.Context, journey, id uuid.UUID, version int) error
}

func (p Pages) tickRoutes() []web.Route {
	var routes []web.Route
	for path, t := range map[string]ticking{
		"actions/:entry/done":   {"Action", "actions", true, p.Plan.FinishAction},
		"actions/:entry/undone": {"Action", "actions", false, p.Plan.ReopenAction},
		"tasks/:entry/done":     {"Task", "tasks", true, p.Plan.FinishTask},
		"tasks/:entry/undone":   {"Task", "tasks", false, p.Plan.ReopenTask},
	} {
		routes = append(routes, web.Route{Method: http.MethodPost, Path: "/journeys/:id/" + path, Duty: access.DoFind,
			Handle: func(r *web.Request) error { return p.tick(r, t) }})
	}
	return routes
}

// tick leads back to the page that the button was on, named in "from"; to the
// plan otherwise. The version comes with the form, or in the address of an undo.
func (p Pages) tick(r *web.Request, t ticking) error {
	journey, id, err := entryIDs(r)
	if err != nil {
		return err
	}
	f, err := r.Form("from")
	if err != nil {
		return err
	}
	version := f.Version()
	if version == 0 {
		version, _ = strconv.Atoi(r.QueryParam("version"))
	}
	to := web.SafePath(f.Text("from"))
	if to == "" {
		to = Path(journey, "plan")
	}
	err = once(t.do(r.Once(), journey, id, version))
	switch {
	case fault.Is(err, fault.Conflict):
		return p.meanwhile(r, to)
	case err != nil:
		return err
	case !t.done:
		return r.Go(to, t.noun+" to do again.")
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: t.noun + " done.", Undo: &layout.Undo{Label: "Undo", Key: uuid.NewString(),
		Action: Path(journey, t.under+"/"+id.String()+"/undone") + "?version=" + strconv.Itoa(version+1)}})
	return r.Go(to, "")
}

// tickButton is the one click: "Done", or "Not done" of what is.
func tickButton(f *Frame, csrf, under string, id uuid.UUID, version int, done bool, what string) *component.ActionView {
	label, part := "Done", "done"
	if done {
		label, part = "Not done", "undone"
	}
	return &component.ActionView{Action: f.Path(under + "/" + id.String() + "/" + part), CSRF: csrf, Key: uuid.NewString(), Version: strconv.Itoa(version),
		Button: component.ButtonView{Label: label, Hidden: what, Kind: component.Secondary, Small: true}}
}
