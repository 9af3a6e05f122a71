package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// Journey is a journey as far as the token's post may see it; what may not be
// seen is absent.
type Journey struct {
	ID         uuid.UUID      `json:"id"`
	Reference  string         `json:"reference" example:"7K42 9M"`
	ResidentID uuid.UUID      `json:"resident_id"`
	Lead       string         `json:"lead_organisation"`
	Contact    PointOfContact `json:"single_point_of_contact"`
	OpenedOn   string         `json:"opened_on" format:"date"`
	ClosedOn   string         `json:"closed_on,omitempty" format:"date"`
	Stage      string         `json:"stage,omitempty" enum:"new,assessing,preparing,looking,in_work,sustained,paused,closed"`
	StageOn    string         `json:"stage_on,omitempty" format:"date"`
	Reason     string         `json:"reason,omitempty" doc:"Why it is paused or closed"`
	EntryPoint string         `json:"entry_point,omitempty"`
	Groups     []string       `json:"priority_groups,omitempty"`
	Baseline   *Baseline      `json:"baseline,omitempty"`
	Version    int            `json:"stage_version,omitempty" doc:"Send it back with a move"`
	Basis      string         `json:"basis" doc:"How the token's post comes to this journey"`
	Resident   *Person        `json:"resident,omitempty"`
}

// PointOfContact is the one person to call about a journey.
type PointOfContact struct {
	ID        int    `json:"id"`
	Name      string `json:"name"`
	Telephone string `json:"telephone,omitempty"`
}

// Summary is a journey in a list.
type Summary struct {
	ID          uuid.UUID `json:"id"`
	Reference   string    `json:"reference"`
	Name        string    `json:"name,omitempty"`
	Born        string    `json:"date_of_birth,omitempty" format:"date"`
	Stage       string    `json:"stage,omitempty"`
	Contact     string    `json:"single_point_of_contact"`
	Lead        string    `json:"lead_organisation,omitempty" doc:"Where another organisation than the token's leads"`
	Telephone   string    `json:"telephone,omitempty" doc:"Of the single point of contact, where another organisation leads"`
	Basis       string    `json:"basis" doc:"How the token's post comes to this journey"`
	NextAction  string    `json:"next_action,omitempty"`
	NextDue     string    `json:"next_due,omitempty" format:"date"`
	LastContact string    `json:"last_contact,omitempty" format:"date"`
}

type listInput struct {
	Stage   []string `query:"stage" doc:"Any of these stages"`
	Mine    bool     `query:"mine" doc:"Only those whose single point of contact the token's user is"`
	Overdue bool     `query:"overdue" doc:"Only those whose next action is overdue"`
	From    []string `query:"from" doc:"shared: journeys that other organisations lead and share; or the ids of such organisations. The token's own organisation where it is left out"`
	State   string   `query:"state" enum:"open,closed,any" default:"open"`
	Sort    string   `query:"sort" enum:"due,name,stage,contact,opened" default:"due"`
	Page    int      `query:"page" minimum:"1" default:"1"`
	Size    int      `query:"size" minimum:"25" maximum:"100" default:"25" doc:"25, 50 or 100"`
}

func (in listInput) query() caseload.Query {
	v := url.Values{"stage": in.Stage, "from": in.From, "state": {in.State}}
	if in.Mine {
		v.Set("who", "me")
	}
	if in.Overdue {
		v.Set("overdue", "1")
	}
	return caseload.Query{Filter: caseload.ParseFilter(v), Order: caseload.ParseOrder(in.Sort), Page: in.Page, Size: in.Size}
}

type startInput struct {
	Key  uuid.UUID `header:"Idempotency-Key" doc:"A UUID of your own: the same send with the same key is done once"`
	Body struct {
		Person
		EntryPoint   string   `json:"entry_point" doc:"The door that the resident came through" enum:"self,jobcentre,council,library,outreach,college,provider,public,import,other"`
		Groups       []string `json:"priority_groups,omitempty"`
		Contact      string   `json:"single_point_of_contact,omitempty" doc:"Username or id of a colleague; the token's user where it is left out"`
		SomebodyElse bool     `json:"somebody_else,omitempty" doc:"Register although the answer to an earlier send named likely duplicates"`
	}
}

type moveInput struct {
	Send
	Body struct {
		Stage   string `json:"stage" enum:"new,assessing,preparing,looking,in_work,sustained,paused,closed"`
		Reason  string `json:"reason,omitempty" doc:"Asked for where the journey is paused or closed"`
		Version int    `json:"stage_version" doc:"The version that was read"`
	}
}

func (a API) journeys(api huma.API) {
	handle(api, operation(http.MethodGet, "/journeys", "list-journeys", "Journeys that the token's post may see"),
		func(ctx context.Context, in *listInput) (*Answer[List[Summary]], error) {
			p, err := a.Caseload.Bare(ctx, in.query())
			return answer(List[Summary]{Items: summaries(p.Rows), Total: p.Total}, err)
		})
	handle(api, operation(http.MethodGet, "/journeys/{id}", "get-journey", "One journey with its resident"),
		func(ctx context.Context, in *One) (*Answer[Journey], error) {
			var j Journey
			err := a.DB.Read(ctx, func(tx *postgres.Tx) error {
				d, err := a.Journeys.Gate.Decide(tx, in.ID)
				if err != nil {
					return err
				}
				j, err = a.journey(tx, d)
				return err
			})
			return answer(j, err)
		})
	handle(api, operation(http.MethodPost, "/journeys", "start-journey", "Register a resident and start a journey"), a.start)
	move := operation(http.MethodPost, "/journeys/{id}/stage", "move-journey", "Move a journey to another stage")
	move.DefaultStatus = http.StatusNoContent
	handle(api, move, func(ctx context.Context, in *moveInput) (*struct{}, error) {
		err := a.Journeys.Move(in.once(ctx, "move"), in.ID, journey.Stage(in.Body.Stage), in.Body.Reason, in.Body.Version)
		if _, again := postgres.WasRepeated(err); again {
			err = nil
		}
		return &struct{}{}, err
	})
}

func summaries(rows []caseload.Row) []Summary {
	out := make([]Summary, len(rows))
	for i, r := range rows {
		out[i] = Summary{ID: r.ID(), Reference: r.Reference, Name: r.Name(), Born: r.Born.String(), Stage: string(r.Stage), Contact: r.SPOC, Lead: r.Lead, Telephone: r.Phone,
			Basis:      r.Decision.Basis(access.View, access.Identity),
			NextAction: r.NextWhat, NextDue: r.NextDue.String(), LastContact: r.LastContact.String()}
	}
	return out
}

// journey reads a journey as far as the decision goes, and records the look.
func (a API) journey(tx *postgres.Tx, d access.Decision) (Journey, error) {
	h, err := a.Journeys.Store.Head(tx, d)
	if err != nil {
		return Journey{}, err
	}
	groups, err := a.Journeys.Store.Groups(tx, d)
	if err != nil {
		return Journey{}, err
	}
	person, err := a.person(tx, d)
	if err != nil {
		return Journey{}, err
	}
	j := Journey{ID: h.ID, Reference: h.Reference, ResidentID: d.Subject.Resident, Lead: h.Lead, Contact: PointOfContact{h.SPOC, h.SPOCName, h.SPOCPhone},
		OpenedOn: h.OpenedOn.String(), ClosedOn: h.ClosedOn.String(), Stage: string(h.Stage), StageOn: h.StageOn.String(), Reason: h.Reason,
		EntryPoint: h.EntryPoint, Version: h.StageVersion, Basis: d.Basis(access.View, access.Existence), Resident: person}
	for _, g := range groups {
		j.Groups = append(j.Groups, g.Code)
	}
	if j.Baseline, err = a.baseline(tx, d); err != nil {
		return Journey{}, err
	}
	journey.Seen(tx, d, "journey", access.Existence, access.Identity, access.Contact, access.Plan, access.Circumstances, access.HousingMoney, access.Health,
		access.Equality, access.Offences)
	return j, nil
}

// bodyNames are what a body calls the fields that a form calls otherwise.
var bodyNames = map[string]string{"spoc": "single_point_of_contact", "born": "date_of_birth", "nino": "national_insurance_number",
	"universal_credit": "universal_credit_reference", "uln": "unique_learner_number", "groups": "priority_groups"}

// start refuses likely duplicates, as the page does: another system is no way
// around them.
func (a API) start(ctx context.Context, in *startInput) (*Answer[Created], error) {
	n := journey.New{EntryPoint: in.Body.EntryPoint, Groups: in.Body.Groups}
	var err error
	if n.Resident, err = in.Body.Person.resident(); err != nil {
		return nil, err
	}
	if n.SPOC, err = a.colleague(ctx, "single_point_of_contact", in.Body.Contact); err != nil {
		return nil, err
	}
	n.UnlessKnown = !in.Body.SomebodyElse
	started, err := a.Journeys.Start(postgres.Once(ctx, in.Key, "api start"), n)
	return created(started.Decision.Subject.Journey, renamed(err, bodyNames))
}

// Person is a resident as far as the token's post may see, or to be registered.
type Person struct {
	Given       string   `json:"given,omitempty"`
	Family      string   `json:"family,omitempty"`
	Preferred   string   `json:"preferred,omitempty"`
	Pronouns    string   `json:"pronouns,omitempty"`
	Born        string   `json:"date_of_birth,omitempty" format:"date"`
	NINO        string   `json:"national_insurance_number,omitempty"`
	UC          string   `json:"universal_credit_reference,omitempty"`
	ULN         string   `json:"unique_learner_number,omitempty"`
	Address     string   `json:"address,omitempty"`
	Postcode    string   `json:"postcode,omitempty"`
	Telephone   string   `json:"telephone,omitempty"`
	Email       string   `json:"email,omitempty"`
	SafeWay     string   `json:"safe_way,omitempty" doc:"How it is safe to reach them"`
	SafeTime    string   `json:"safe_time,omitempty"`
	Language    string   `json:"language,omitempty"`
	Interpreter bool     `json:"interpreter,omitempty"`
	_           struct{} `json:"-" additionalProperties:"false"`
}

func (p Person) resident() (resident.New, error) {
	n := resident.New{Identity: resident.Identity{Given: p.Given, Family: p.Family, Preferred: p.Preferred, Pronouns: p.Pronouns},
		Contact: resident.Contact{Address: p.Address, Postcode: p.Postcode, Telephone: resident.Telephone(p.Telephone), Email: p.Email,
			SafeWay: p.SafeWay, SafeTime: p.SafeTime, Language: p.Language, Interpreter: p.Interpreter},
		Identifiers: resident.Identifiers{NINO: p.NINO, UniversalCredit: p.UC, ULN: p.ULN}}
	var err error
	n.Identity.Born, err = day("date_of_birth", p.Born)
	return n, err
}

// day reads a date of the body; empty is no day.
func day(name, text string) (calendar.Date, error) {
	if text == "" {
		return calendar.Date{}, nil
	}
	d, err := calendar.ParseISO(text)
	if err != nil {
		return d, fault.Fields(fault.Field{Name: name, Message: "Enter a date like 1980-03-31"})
	}
	return d, nil
}
