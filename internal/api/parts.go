package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/journey/timeline"
	"onward/internal/postgres"
)

// read registers a part of a journey: the decision on the category that it
// needs, the rows, the record of the look with all categories that they show.
func read[T any](a API, api huma.API, path, id, summary string, c access.Category, f func(*postgres.Tx, access.Decision) ([]T, error), shows ...access.Category) {
	handle(api, operation(http.MethodGet, "/journeys/{id}"+path, id, summary), func(ctx context.Context, in *One) (*Answer[List[T]], error) {
		var rows []T
		err := a.DB.Read(ctx, func(tx *postgres.Tx) error {
			d, err := a.Journeys.Gate.Require(tx, in.ID, access.View, c)
			if err != nil {
				return err
			}
			journey.Seen(tx, d, id, append([]access.Category{c}, shows...)...)
			rows, err = f(tx, d)
			return err
		})
		return list(rows, err)
	})
}

// Barrier is one that stands in the way.
type Barrier struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	Detail   string    `json:"detail,omitempty"`
	Category string    `json:"category"`
	Severity int       `json:"severity" minimum:"1" maximum:"3"`
	Status   string    `json:"status" enum:"open,easing,resolved"`
	Since    string    `json:"since,omitempty" format:"date"`
	FoundBy  string    `json:"found_by,omitempty"`
	Version  int       `json:"version" doc:"A change brings it"`
}

type barrierInput struct {
	Send
	Body struct {
		Code     string `json:"code"`
		Detail   string `json:"detail,omitempty"`
		Severity int    `json:"severity" minimum:"1" maximum:"3"`
		Since    string `json:"since,omitempty" format:"date"`
		FoundBy  string `json:"found_by,omitempty"`
	}
}

// Goal is what the resident wants, in their words.
type Goal struct {
	ID      uuid.UUID `json:"id"`
	Words   string    `json:"words"`
	SaidOn  string    `json:"said_on" format:"date"`
	Version int       `json:"version" doc:"A change brings it"`
}

// Action is one step of the plan.
type Action struct {
	ID      uuid.UUID `json:"id"`
	What    string    `json:"what"`
	Who     string    `json:"who" enum:"resident,advisor,organisation"`
	Owner   string    `json:"owner,omitempty"`
	Due     string    `json:"due,omitempty" format:"date"`
	Done    string    `json:"done,omitempty" format:"date"`
	Version int       `json:"version" doc:"A change brings it"`
}

// ActionBody is what an action is.
type ActionBody struct {
	What         string `json:"what"`
	Who          string `json:"who" enum:"resident,organisation" doc:"Colleagues are given work on the pages"`
	Organisation string `json:"organisation,omitempty"`
	Due          string `json:"due,omitempty" format:"date"`
}

type actionInput struct {
	Send
	Body ActionBody
}

func (b ActionBody) facts() (plan.ActionFacts, error) {
	due, err := day("due", b.Due)
	return plan.ActionFacts{What: b.What, Due: due, Owner: plan.Owner{Kind: plan.OwnerKind(b.Who), Name: b.Organisation}}, err
}

// Note is a note of a contact.
type Note struct {
	ID       uuid.UUID `json:"id"`
	Contact  string    `json:"contact"`
	On       string    `json:"on" format:"date"`
	Text     string    `json:"text"`
	By       string    `json:"by"`
	ByOrg    string    `json:"organisation"`
	Revision int       `json:"revision" doc:"A correction brings it as its version"`
}

// NoteBody is what is noted of a contact.
type NoteBody struct {
	Contact string `json:"contact" enum:"face,telephone,video,message,letter,none,record"`
	On      string `json:"on" format:"date"`
	Text    string `json:"text" maxLength:"8000"`
}

type noteInput struct {
	Send
	Body NoteBody
}

var noteNames = map[string]string{"happened_on": "on"}

func (b NoteBody) note() (note.New, error) {
	on, err := day("on", b.On)
	if err == nil && on.IsZero() {
		err = fault.Fields(fault.Field{Name: "on", Message: "Enter the day of the contact, like 2026-03-31"})
	}
	return note.New{Contact: note.Contact(b.Contact), On: on, Text: b.Text}, err
}

// Appointment is a meeting with the resident.
type Appointment struct {
	ID      uuid.UUID `json:"id"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`
	Manner  string    `json:"manner" enum:"place,telephone,video"`
	Place   string    `json:"place,omitempty"`
	Purpose string    `json:"purpose"`
	State   string    `json:"state"`
	Advisor string    `json:"advisor"`
	Reason  string    `json:"missed_reason,omitempty"`
	Version int       `json:"version" doc:"A change brings it"`
}

// Intervention is a piece of support.
type Intervention struct {
	ID        uuid.UUID `json:"id"`
	Type      string    `json:"type"`
	Programme string    `json:"programme,omitempty"`
	Provider  string    `json:"provider,omitempty"`
	Starts    string    `json:"starts_on" format:"date"`
	Ends      string    `json:"ends_on,omitempty" format:"date"`
	Hours     string    `json:"hours,omitempty"`
	Result    string    `json:"result,omitempty"`
	Version   int       `json:"version" doc:"A change brings it"`
}

// Entry is one line of the timeline.
type Entry struct {
	Kind  string    `json:"kind"`
	At    time.Time `json:"at"`
	Title string    `json:"title"`
	Text  string    `json:"text,omitempty"`
	By    string    `json:"by,omitempty"`
	ByOrg string    `json:"organisation,omitempty"`
}

func each[A, B any](from []A, err error, f func(A) B) ([]B, error) {
	out := make([]B, len(from))
	for i, v := range from {
		out[i] = f(v)
	}
	return out, err
}

func (a API) parts(api huma.API) {
	read(a, api, "/barriers", "list-barriers", "What stands in the way", access.Circumstances, func(tx *postgres.Tx, d access.Decision) ([]Barrier, error) {
		rows, err := a.Barriers.List(tx, d)
		return each(rows, err, func(b barrier.Barrier) Barrier {
			return Barrier{b.ID, b.Kind.Code, b.Detail, b.Kind.Category.String(), int(b.Severity), string(b.Status), b.Since.String(), b.FoundBy, b.Version}
		})
	}, access.HousingMoney, access.Health, access.Equality, access.Offences)
	read(a, api, "/goals", "list-goals", "Goals in the resident's words", access.Plan, func(tx *postgres.Tx, d access.Decision) ([]Goal, error) {
		rows, err := a.Plan.Store.Goals(tx, d)
		return each(rows, err, func(g plan.Goal) Goal { return Goal{g.ID, g.Words, g.SaidOn.String(), g.Version} })
	})
	read(a, api, "/actions", "list-actions", "The action plan", access.Plan, func(tx *postgres.Tx, d access.Decision) ([]Action, error) {
		rows, err := a.Plan.Store.Actions(tx, d)
		return each(rows, err, func(x plan.Action) Action {
			return Action{x.ID, x.What, string(x.Owner.Kind), x.Owner.Name, x.Due.String(), x.Done.String(), x.Version}
		})
	})
	read(a, api, "/interventions", "list-interventions", "Support that was given", access.Plan, func(tx *postgres.Tx, d access.Decision) ([]Intervention, error) {
		rows, err := a.Plan.Store.Interventions(tx, d)
		return each(rows, err, func(x plan.Intervention) Intervention {
			return Intervention{x.ID, x.Type, x.Programme, x.Provider, x.Starts.String(), x.Ends.String(), x.Hours, x.Result, x.Version}
		})
	})
	read(a, api, "/appointments", "list-appointments", "Appointments", access.Plan, func(tx *postgres.Tx, d access.Decision) ([]Appointment, error) {
		rows, err := a.Diary.Store().List(tx, d)
		return each(rows, err, func(x diary.Appointment) Appointment {
			return Appointment{x.ID, x.Start.UTC(), x.End.UTC(), string(x.Manner), x.Place, x.Purpose, string(x.State), x.AdvisorName, x.Reason, x.Version}
		})
	})
	read(a, api, "/notes", "list-notes", "Notes of contacts", access.Notes, func(tx *postgres.Tx, d access.Decision) ([]Note, error) {
		rows, err := a.Notes.List(tx, d)
		return each(rows, err, func(n note.Note) Note {
			return Note{n.ID, string(n.Contact), n.On.String(), n.Text, n.By, n.ByOrg, n.Revision}
		})
	})
	read(a, api, "/timeline", "list-timeline", "All that happened, the newest first, 100 at most", access.Plan, func(tx *postgres.Tx, d access.Decision) ([]Entry, error) {
		rows, err := a.Timeline.Lately(tx, d, 100)
		return each(rows, err, func(e timeline.Entry) Entry { return Entry{string(e.Kind), e.At.UTC(), e.Title, e.Text, e.By, e.ByOrg} })
	}, access.Notes, access.Work, access.Circumstances, access.HousingMoney, access.Health, access.Offences, access.Equality)
	a.adding(api)
}

func (a API) adding(api huma.API) {
	handle(api, operation(http.MethodPost, "/journeys/{id}/barriers", "add-barrier", "Add a barrier"), func(ctx context.Context, in *barrierInput) (*Answer[Created], error) {
		since, err := day("since", in.Body.Since)
		if err != nil {
			return nil, err
		}
		return created(a.Barriers.Add(in.once(ctx, "barrier"), in.ID, barrier.New{Code: in.Body.Code,
			Facts: barrier.Facts{Detail: in.Body.Detail, Severity: barrier.Severity(in.Body.Severity), Since: since, FoundBy: in.Body.FoundBy}}))
	})
	handle(api, operation(http.MethodPost, "/journeys/{id}/actions", "add-action", "Add an action to the plan"), func(ctx context.Context, in *actionInput) (*Answer[Created], error) {
		x, err := in.Body.facts()
		if err != nil {
			return nil, err
		}
		return created(a.Plan.AddAction(in.once(ctx, "action"), in.ID, x))
	})
	handle(api, operation(http.MethodPost, "/journeys/{id}/notes", "add-note", "Add a note"), func(ctx context.Context, in *noteInput) (*Answer[Created], error) {
		n, err := in.Body.note()
		if err != nil {
			return nil, err
		}
		id, err := a.Notes.Add(in.once(ctx, "note"), in.ID, n)
		return created(id, renamed(err, noteNames))
	})
}
