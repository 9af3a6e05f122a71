package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
)

// TrailEntry is one row of the trace: who did what, on which basis.
type TrailEntry struct {
	ID         int64      `json:"id"`
	At         time.Time  `json:"at"`
	Staff      int        `json:"staff_id"`
	Name       string     `json:"name"`
	Role       string     `json:"role"`
	Org        int        `json:"organisation_id"`
	OrgName    string     `json:"organisation"`
	Action     string     `json:"action"`
	Subject    string     `json:"subject,omitempty"`
	Journey    *uuid.UUID `json:"journey_id,omitempty" doc:"Of a journey that your organisation leads"`
	Reference  string     `json:"reference,omitempty"`
	Lead       string     `json:"lead,omitempty"`
	Journeys   int        `json:"journeys,omitempty" doc:"How many, where a list showed several"`
	Categories []string   `json:"categories"`
	Basis      string     `json:"basis,omitempty"`
	Agreement  string     `json:"agreement,omitempty"`
	Version    int        `json:"agreement_version,omitempty"`
}

type trailInput struct {
	Staff        int       `query:"staff" minimum:"0" doc:"Of whoever did it"`
	Organisation int       `query:"organisation" minimum:"0" doc:"Of whoever did it"`
	Journey      uuid.UUID `query:"journey" doc:"One that your organisation leads"`
	Action       string    `query:"action" maxLength:"40" doc:"view, add, change, export, search …"`
	Category     string    `query:"category" maxLength:"40" doc:"existence, identity, health …"`
	Guarded      bool      `query:"guarded" doc:"Only what shows guarded categories, notes or documents"`
	Basis        string    `query:"basis" maxLength:"40"`
	Emergency    bool      `query:"emergency"`
	From         string    `query:"from" format:"date" doc:"First day"`
	Until        string    `query:"until" format:"date" doc:"Last day"`
	Page         int       `query:"page" minimum:"1" default:"1"`
	Size         int       `query:"size" minimum:"1" maximum:"100" default:"25"`
}

// ask is the search; days that are none are said beside their names.
func (in trailInput) ask() (audit.Ask, error) {
	a := audit.Ask{Staff: in.Staff, Organisation: in.Organisation, Journey: in.Journey, Action: in.Action, Category: in.Category, Guarded: in.Guarded, Basis: in.Basis,
		Emergency: in.Emergency}
	for _, d := range []struct {
		name, text string
		into       *calendar.Date
	}{{"from", in.From, &a.From}, {"until", in.Until, &a.Until}} {
		if d.text == "" {
			continue
		}
		day, err := calendar.ParseISO(d.text)
		if err != nil {
			return a, fault.Fields(fault.Field{Name: d.name, Message: "Give a day like 2026-03-31"})
		}
		*d.into = day
	}
	return a, nil
}

func (a API) trail(api huma.API) {
	handle(api, operation(http.MethodGet, "/audit", "search-audit", "The trace that concerns a governance officer's organisation, newest first"),
		func(ctx context.Context, in *trailInput) (*Answer[List[TrailEntry]], error) {
			ask, err := in.ask()
			if err != nil {
				return nil, err
			}
			found, err := a.Trail.Search(ctx, ask, (in.Page-1)*in.Size, in.Size)
			items := make([]TrailEntry, len(found.Marks))
			for i, m := range found.Marks {
				items[i] = TrailEntry{ID: m.ID, At: m.At, Staff: m.Staff, Name: m.Name, Role: m.Role, Org: m.Org, OrgName: m.OrgName, Action: m.Action, Subject: m.Subject,
					Reference: m.Reference, Lead: m.Lead, Journeys: m.Journeys, Categories: slices.Concat([]string{}, m.Categories.Words()), Basis: m.Basis, Agreement: m.Agreement, Version: m.Number}
				if m.Reference != "" {
					items[i].Journey = &m.Journey
				}
			}
			return answer(List[TrailEntry]{Items: items, Total: found.Total}, err)
		})
}
