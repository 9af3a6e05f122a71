package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"onward/internal/fault"
	"onward/internal/journey/diary"
)

// AppointmentBody is what is agreed about an appointment.
type AppointmentBody struct {
	Start   time.Time `json:"start" doc:"With its offset; seconds are left out"`
	Minutes int       `json:"minutes" minimum:"5" maximum:"480" doc:"How long it lasts"`
	Manner  string    `json:"manner" enum:"place,telephone,video"`
	Place   string    `json:"place,omitempty" doc:"Where, or the number or link to meet by; needed to meet at a place"`
	Purpose string    `json:"purpose" doc:"Leave health and convictions to a note"`
	Advisor string    `json:"advisor,omitempty" doc:"Username or id of a colleague; whoever it was, of a new one the token's user, where it is left out"`
	Anyway  bool      `json:"anyway,omitempty" doc:"Book although the answer to an earlier send named a clash"`
}

type bookInput struct {
	Send
	Body AppointmentBody
}

var diaryNames = map[string]string{"on": "start", "at": "start"}

func (a API) appointments(api huma.API) {
	handle(api, operation(http.MethodPost, "/journeys/{id}/appointments", "book-appointment", "Book an appointment"), a.book)
}

// book answers a clash with 409, which a second send with anyway overrides. The
// answer says nothing of what the other appointment is.
func (a API) book(ctx context.Context, in *bookInput) (*Answer[Created], error) {
	terms, err := a.terms(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	id, err := a.Diary.Book(in.once(ctx, "appointment"), in.ID, diary.New{Terms: terms}, in.Body.Anyway)
	return created(id, renamed(clashing(err), diaryNames))
}

func (a API) terms(ctx context.Context, b AppointmentBody) (diary.Terms, error) {
	terms := diary.Appointment{Start: b.Start, End: b.Start.Add(time.Duration(b.Minutes) * time.Minute), Manner: diary.Manner(b.Manner),
		Place: b.Place, Purpose: b.Purpose}.Terms()
	var err error
	terms.Advisor, err = a.colleague(ctx, "advisor", b.Advisor)
	return terms, err
}

// clashing makes a warning of a clash a conflict that says what to do.
func clashing(err error) error {
	var clash *diary.Clashing
	if errors.As(err, &clash) {
		return fault.Wrap(err, fault.Conflict, `The advisor has another appointment at that time. Choose another time, or send it again with "anyway": true to keep both.`)
	}
	return err
}
