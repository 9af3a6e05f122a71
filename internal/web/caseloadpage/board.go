package caseloadpage

import (
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/caseload"
)

// cards is how many journeys a column of the board shows.
const cards = 4

func (p Pages) board(r *web.Request) error {
	at, err := p.place(r, boardPath)
	if err != nil {
		return err
	}
	tabs := builtIn(r)
	found, err := p.Caseload.Board(r.Ctx(), at.query.Filter, at.query.Order, cards, filters(tabs)...)
	if err != nil {
		return err
	}
	v := page.BoardView{Layout: r.View("Caseload", "Caseload"), Bar: p.bar(r, at, found, tabs)}
	v.Bar.Other = component.ButtonView{Label: "List", Kind: component.Secondary, Href: at.on(listPath)}
	for _, c := range found.Columns {
		more := at
		more.path, more.query.Filter.Stages = listPath, []journey.Stage{c.Stage}
		if c.Stage == journey.StagePaused || c.Stage == journey.StageClosed { // they stand beside the way
			if c.Count > 0 {
				v.Beside = append(v.Beside, component.Link{Label: fmt.Sprintf("%d %s", c.Count, lower(c.Stage.Label())), Href: more.href()})
			}
			continue
		}
		v.Columns = append(v.Columns, p.column(r, at, c, found, more.href()))
	}
	return r.Show(page.Board(v))
}

func (p Pages) column(r *web.Request, at place, c caseload.Column, found caseload.Page, more string) component.Column {
	v := component.Column{Stage: component.Stage(c.Stage), Count: c.Count}
	for _, row := range c.Rows {
		card := component.Card{Name: component.Link{Label: row.Name(), Href: path(row, "")}, Next: row.NextWhat, Outcome: cardOutcome(found.Outcomes, row)}
		if row.NextWhat == "" {
			card.Next = "Nothing planned"
		}
		card.Due, card.DueBold, card.Overdue = due(row, found.Today)
		if mayMove(row) {
			card.Move, card.To = moveForm(r, at, row), others(c.Stage)
		}
		v.Cards = append(v.Cards, card)
	}
	if rest := c.Count - len(c.Rows); rest > 0 {
		v.More = &component.Link{Label: fmt.Sprintf("%d more", rest), Href: more, Hidden: "at " + c.Stage.Label()}
	}
	return v
}

func moveForm(r *web.Request, at place, row caseload.Row) *component.ActionView {
	post := r.Post("/caseload/move")
	return &component.ActionView{Action: post.Action, CSRF: post.CSRF, Key: post.Key, Version: strconv.Itoa(row.Version),
		Fields: []component.Pair{{Name: "journey", Value: row.ID().String()}, {Name: "back", Value: at.href()}}}
}

func others(now journey.Stage) []component.Stage {
	var list []component.Stage
	for _, s := range journey.Stages {
		if s != now {
			list = append(list, component.Stage(s))
		}
	}
	return list
}

// move puts a card's journey on another stage. Pausing and closing ask why, so
// they go on at the journey's own page.
func (p Pages) move(r *web.Request) error {
	f, err := r.Form("journey", "stage", "back")
	if err != nil {
		return err
	}
	id, to := f.UUID("journey"), journey.Stage(f.Text("stage"))
	if id == uuid.Nil || !to.Valid() {
		return fault.New(fault.Invalid, "Choose the stage to move the journey to.")
	}
	if to == journey.StagePaused || to == journey.StageClosed {
		return r.Go("/journeys/"+id.String()+"/stage?to="+string(to), "")
	}
	path, query := back(f.Text("back"))
	from := path + "?" + query.Encode()
	err = p.Journeys.Move(r.Once(), id, to, "", f.Version())
	if _, again := postgres.WasRepeated(err); again {
		err = nil
	}
	switch {
	case err == nil:
		return r.Go(from, "Moved to "+to.Label()+".")
	case fault.Is(err, fault.Conflict):
		r.Flash(layout.Flash{Kind: layout.Warning, Title: "Not moved", Text: "Somebody moved this journey at the same moment. It stands below where they put it; move it again if that is not right."})
		return r.Go(from, "")
	}
	return err
}
