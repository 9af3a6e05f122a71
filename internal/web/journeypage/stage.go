package journeypage

import (
	"net/http"
	"strconv"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

func (p Pages) stageRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/stage", Duty: access.DoFind, Handle: p.stageForm},
		{Method: http.MethodPost, Path: "/journeys/:id/stage", Duty: access.DoFind, Handle: p.moveStage},
	}
}

// stageForm may be led to from the board with the stage that was chosen there.
func (p Pages) stageForm(r *web.Request) error {
	f := form.Empty(r.Today())
	f.Set("stage", r.QueryParam("to"))
	return p.showStage(r, f, http.StatusOK)
}

func (p Pages) showStage(r *web.Request, f *form.Values, status int) error {
	var v page.StageView
	err := p.open(r, "Move to another stage", []access.Category{access.Plan}, func(tx *postgres.Tx, frame *Frame) error {
		if err := frame.Decision.Require(access.Change, access.Plan); err != nil {
			return err
		}
		v = page.StageView{Layout: frame.Layout, Form: r.Post(frame.Path("stage")), Problems: web.Problems(f), Cancel: frame.Path("")}
		v.Layout.Errors = !f.OK()
		v.Form.Version = strconv.Itoa(frame.Head.StageVersion)
		if err := p.stageDraft(tx, r, &v.Form, f); err != nil {
			return err
		}
		if status == http.StatusUnprocessableEntity && f.Version() > 0 { // it goes on from the version it was made from
			v.Form.Version = strconv.Itoa(f.Version())
		}
		v.Stage = stageChoice(f, frame.Head.Stage)
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.StageForm(v))
}

// stageDraft leaves a stage that was chosen on the board as it is.
func (p Pages) stageDraft(tx *postgres.Tx, r *web.Request, post *control.Post, f *form.Values) error {
	chosen := f.Text("stage")
	return r.DraftAs(tx, post.Action, r.First(), post, func(draft *form.Values) bool {
		if chosen != "" && draft.Text("stage") != chosen {
			return false
		}
		f.Replace(draft, "stage", "pause_reason", "close_reason")
		return true
	})
}

// stageChoice offers every other stage; pausing and closing ask why.
func stageChoice(f *form.Values, now journey.Stage) control.Choice {
	c := control.Choice{Field: web.Field(f, "stage", "Where does the journey stand now?")}
	for _, s := range journey.Stages {
		if s == now {
			continue
		}
		o := control.Option{Value: string(s), Label: s.Label()}
		switch s {
		case journey.StagePaused:
			o.Reveal = page.Reason(reasonChoice(f, "pause_reason", "Why is it paused?", journey.PauseReasons))
		case journey.StageClosed:
			o.Reveal = page.Reason(reasonChoice(f, "close_reason", "Why is it closed?", journey.CloseReasons))
		}
		c.Options = append(c.Options, o)
	}
	return c
}

func reasonChoice(f *form.Values, name, label string, reasons []journey.Reason) control.Choice {
	c := control.Choice{Field: web.Field(f, name, label), Empty: "Choose a reason"}
	for _, r := range reasons {
		c.Options = append(c.Options, control.Option{Value: r.Code, Label: r.Label})
	}
	return c
}

// reasonFields name the field that asks why, for the stages that need it.
var reasonFields = map[journey.Stage]string{journey.StagePaused: "pause_reason", journey.StageClosed: "close_reason"}

func (p Pages) moveStage(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form("stage", "pause_reason", "close_reason", "from")
	if err != nil {
		return err
	}
	to := journey.Stage(f.Text("stage"))
	err = p.Journeys.Move(r.Once(), id, to, f.Text(reasonFields[to]), f.Version())
	if _, again := postgres.WasRepeated(err); again {
		err = nil
	}
	switch {
	case err == nil:
		return r.Go(back(f.Text("from"), id), "Moved to "+to.Label()+".")
	case fault.Is(err, fault.Conflict):
		f.Problem("stage", "Somebody moved this journey meanwhile: its stage now stands above. Choose again.")
		return p.showStage(r, f, http.StatusConflict)
	}
	for _, problem := range fault.Of(err).Fields {
		name := problem.Name
		if name == "reason" {
			name = reasonFields[to]
		}
		f.Problem(name, problem.Message)
	}
	if f.OK() {
		return err
	}
	return p.showStage(r, f, http.StatusUnprocessableEntity)
}
