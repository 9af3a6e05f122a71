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

type bookInput struct {
	Send
	Body struct {
		Start   time.Time `json:"start" doc:"With its offset; seconds are left out"`
		Minutes int       `json:"minutes" minimum:"5" maximum:"480" doc:"How long it lasts"`
		Manner  string    `json:"manner" enum:"place,telephone,video"`
		Place   string    `json:"place,omitempty" doc:"Where, or the number or link to meet by; needed to meet at a place"`
		Purpose string    `json:"purpose" doc:"Leave health and convictions to a note"`
		Advisor string    `json:"advisor,omitempty" doc:"Username or id of a colleague; the token's user where it is left out"`
		Anyway  bool      `json:"anyway,omitempty" doc:"Book although the answer to an earlier send named a clash"`
	}
}

func (a API) appointments(api huma.API) {
	handle(api, operation(http.MethodPost, "/journeys/{id}/appointments", "book-appointment", "Book an appointment"), a.book)
}

// book answers a clash with 409, which a second send with anyway overrides. The
// answer says nothing of what the other appointment is.
func (a API) book(ctx context.Context, in *bookInput) (*Answer[Created], error) {
	b := in.Body
	terms := diary.Appointment{Start: b.Start, End: b.Start.Add(time.Duration(b.Minutes) * time.Minute), Manner: diary.Manner(b.Manner),
		Place: b.Place, Purpose: b.Purpose}.Terms()
	var err error
	if terms.Advisor, err = a.colleague(ctx, "advisor", b.Advisor); err != nil {
		return nil, err
	}
	id, err := a.Diary.Book(in.once(ctx, "appointment"), in.ID, diary.New{Terms: terms}, b.Anyway)
	var clash *diary.Clashing
	if errors.As(err, &clash) {
		err = fault.Wrap(err, fault.Conflict, `The advisor has another appointment at that time. Choose another time, or send it again with "anyway": true to keep both.`)
	}
	return created(id, renamed(err, map[string]string{"on": "start", "at": "start"}))
}
