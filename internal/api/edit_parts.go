package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/outcome"
	"onward/internal/postgres"
)

type (
	barrierEdit struct {
		Detail   string `json:"detail,omitempty"`
		Severity int    `json:"severity" minimum:"1" maximum:"3"`
		Status   string `json:"status" enum:"open,easing,resolved"`
		Since    string `json:"since,omitempty" format:"date"`
		FoundBy  string `json:"found_by,omitempty"`
		Versioned
	}
	noteEdit struct {
		NoteBody
		Versioned
	}
	appointmentEdit struct {
		AppointmentBody
		Versioned
	}
	stateEdit struct {
		State  string `json:"state" enum:"booked,attended,missed,cancelled"`
		Reason string `json:"reason,omitempty" enum:"no_word,told,forgot,travel,work,caring,ours,other" doc:"Asked for where it was missed"`
		Versioned
	}
	spellEdit struct {
		SpellFacts
		Versioned
	}
)

// partChanges are the changes of barriers, notes and appointments.
func (a API) partChanges(api huma.API) {
	barriers := kind{"barriers", "barrier", versionOf(a.Barriers.Get, func(b barrier.Barrier) int { return b.Version })}
	notes := kind{"notes", "note", versionOf(a.Notes.Versions, func(all []note.Note) int { return all[0].Revision })}
	meetings := kind{"appointments", "appointment", versionOf(a.Diary.Appointment, func(m diary.Appointment) int { return m.Version })}

	edit(a, api, barriers, http.MethodPut, "", "change-barrier", "Say how a barrier stands now", func(ctx context.Context, in *editInput[barrierEdit], version int) error {
		b := in.Body
		since, err := day("since", b.Since)
		if err != nil {
			return err
		}
		return a.Barriers.Change(ctx, in.ID, in.Part, barrier.Facts{Detail: b.Detail, Severity: barrier.Severity(b.Severity), Status: barrier.Status(b.Status),
			Since: since, FoundBy: b.FoundBy}, version)
	})
	removal(a, api, barriers, a.Barriers.Remove)
	edit(a, api, notes, http.MethodPut, "", "correct-note", "Correct a note by its next version; the earlier ones stay", func(ctx context.Context, in *editInput[noteEdit], version int) error {
		n, err := in.Body.note()
		if err != nil {
			return err
		}
		n.ID = in.Part
		return renamed(a.Notes.Correct(ctx, in.ID, n, version), noteNames)
	})
	edit(a, api, meetings, http.MethodPut, "", "change-appointment", "Agree other terms for an appointment", func(ctx context.Context, in *editInput[appointmentEdit], version int) error {
		terms, err := a.terms(ctx, in.Body.AppointmentBody)
		if err != nil {
			return err
		}
		return renamed(a.Diary.Change(ctx, in.ID, in.Part, terms, version, in.Body.Anyway), diaryNames)
	})
	edit(a, api, meetings, http.MethodPost, "/state", "mark-appointment", "Say what became of an appointment", func(ctx context.Context, in *editInput[stateEdit], version int) error {
		return a.Diary.Mark(ctx, in.ID, in.Part, diary.State(in.Body.State), in.Body.Reason, version)
	})
}

type payInput struct {
	Send
	Part uuid.UUID `path:"part" doc:"Of the spell"`
	Body Pay
}

// workChanges are the changes of spells and of what they pay.
func (a API) workChanges(api huma.API) {
	spells := kind{"spells", "spell", versionOf(a.spell, func(r outcome.Record) int { return r.Version })}
	edit(a, api, spells, http.MethodPut, "", "change-spell", "Change what is on record of work; its pay has records of its own", func(ctx context.Context, in *editInput[spellEdit], version int) error {
		r, err := in.Body.record()
		if err != nil {
			return err
		}
		r.ID, r.Version = in.Part, version
		return a.Outcomes.Change(ctx, in.ID, r)
	})
	removal(a, api, spells, a.Outcomes.Remove)
	handle(api, operation(http.MethodPost, "/journeys/{id}/spells/{part}/pay", "add-pay", "Say what is paid from a day on; a record from that same day is replaced"), a.addPay)
}

// spell reads one spell of the journey; another's is not there.
func (a API) spell(tx *postgres.Tx, d access.Decision, id uuid.UUID) (outcome.Record, error) {
	all, err := a.Outcomes.Store.List(tx, d)
	if err != nil {
		return outcome.Record{}, err
	}
	for _, r := range all {
		if r.ID == id {
			return r, nil
		}
	}
	return outcome.Record{}, fault.NotHere()
}

func (a API) addPay(ctx context.Context, in *payInput) (*Answer[Created], error) {
	p, err := in.Body.record()
	if err != nil {
		return nil, err
	}
	var of outcome.Record
	err = a.DB.Read(ctx, func(tx *postgres.Tx) error {
		d, err := a.Journeys.Gate.Require(tx, in.ID, access.Change, access.Work)
		if err != nil {
			return err
		}
		of, err = a.spell(tx, d, in.Part)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = a.Outcomes.AddPay(in.once(ctx, "pay "+in.Part.String()), in.ID, of, p)
	if _, again := postgres.WasRepeated(err); again {
		err = nil
	}
	return created(in.Part, renamed(err, map[string]string{"hours": "hours_per_week"}))
}

type supporterInput struct {
	Send
	Staff int `path:"staff" doc:"Id of the colleague"`
}

// supporterChanges name a supporter of the single point of contact, and end
// their part. Either done twice is done once.
func (a API) supporterChanges(api huma.API) {
	for _, c := range []struct {
		method, id, summary string
		do                  func(context.Context, uuid.UUID, int) error
	}{
		{http.MethodPut, "add-supporter", "Name a supporter", a.Journeys.Support},
		{http.MethodDelete, "end-supporter", "End a supporter's part from now on", a.Journeys.EndSupport},
	} {
		op := operation(c.method, "/journeys/{id}/supporters/{staff}", c.id, c.summary)
		op.DefaultStatus = http.StatusNoContent
		handle(api, op, func(ctx context.Context, in *supporterInput) (*struct{}, error) {
			err := c.do(in.once(ctx, c.id+" "+strconv.Itoa(in.Staff)), in.ID, in.Staff)
			if _, again := postgres.WasRepeated(err); again {
				err = nil
			}
			return &struct{}{}, err
		})
	}
}
