package sharing

import (
	"context"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// What a complaint is about, and how it was found.
var (
	Abouts = []Answer{{"access", "A request for access"}, {"rectification", "A correction"}, {"erasure", "Erasure"}, {"objection", "An objection, or consent withdrawn"},
		{"breach", "A breach"}, {"information", "What residents were told"}, {"other", "Something else"}}
	ComplaintFindings = []Answer{{"upheld", "Upheld"}, {"partly_upheld", "Partly upheld"}, {"not_upheld", "Not upheld"}, {"withdrawn", "Withdrawn"}}
)

// Complaint is one about sharing under an agreement. Every party's governance
// officer reads it; the organisation that took it answers it.
type Complaint struct {
	ID           uuid.UUID
	Organisation int
	TakenBy      string // name and organisation
	ReceivedOn   calendar.Date
	About        string
	What         string
	Answer       string
	Finding      string
	AnsweredOn   calendar.Date
	Version      int
}

// Open says that it waits for an answer.
func (c Complaint) Open() bool { return c.Finding == "" }

// said is what lies sealed.
type said struct {
	What   string `json:"what"`
	Answer string `json:"answer"`
}

func complaintPlace(id uuid.UUID) string { return "complaint/" + id.String() }

// Complaints reads the log of one version, the newest first.
func (s Agreements) Complaints(ctx context.Context, id int) (list []Complaint, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := s.may(tx); err != nil {
			return err
		}
		a, err := agreement(tx, id)
		if err != nil {
			return err
		}
		if list, err = complaints(tx, s.Box, id); err != nil {
			return err
		}
		trace(tx, "view", a, "complaints")
		return nil
	})
	return list, err
}

// Complain logs a complaint that the actor's organisation took.
func (s Agreements) Complain(ctx context.Context, id int, c Complaint) error {
	return s.write(ctx, func(tx *postgres.Tx) error {
		a, err := agreement(tx, id)
		if err != nil {
			return err
		}
		if err := c.check(tx.Actor.Today); err != nil {
			return err
		}
		if c.ID, err = uuid.NewV7(); err != nil {
			return err
		}
		if err := insertComplaint(tx, s.Box, a.ID, c); err != nil {
			return err
		}
		trace(tx, "add", a, "complaint:"+c.ID.String())
		return nil
	})
}

// Answer answers a complaint that the actor's organisation took, over the
// version that was read.
func (s Agreements) Answer(ctx context.Context, id int, complaint uuid.UUID, version int, finding, answer string) error {
	return s.write(ctx, func(tx *postgres.Tx) error {
		a, err := agreement(tx, id)
		if err != nil {
			return err
		}
		list, err := complaints(tx, s.Box, id)
		if err != nil {
			return err
		}
		for _, c := range list {
			if c.ID != complaint {
				continue
			}
			if c.Organisation != tx.Actor.Organisation {
				return fault.New(fault.Forbidden, "Only the organisation that took a complaint answers it.")
			}
			if Find(ComplaintFindings, finding) == "" {
				return fault.Fields(fault.Field{Name: "finding", Message: "Choose what was found"})
			}
			if err := reasoned("answer", "Write what was answered", answer); err != nil {
				return err
			}
			c.Finding, c.Answer, c.Version = finding, answer, version
			trace(tx, "change", a, "complaint:"+c.ID.String())
			return updateComplaint(tx, s.Box, c)
		}
		return fault.NotHere()
	})
}

func (c Complaint) check(today calendar.Date) error {
	var wrong []fault.Field
	bad := func(is bool, name, message string) {
		if is {
			wrong = append(wrong, fault.Field{Name: name, Message: message})
		}
	}
	bad(c.ReceivedOn.IsZero(), "received", "Enter the day on which it was received")
	bad(c.ReceivedOn.After(today), "received", "Enter a day that is today or earlier")
	bad(Find(Abouts, c.About) == "", "about", "Choose what it is about")
	bad(c.What == "", "what", "Write what the complaint says, without names")
	bad(utf8.RuneCountInString(c.What) > MostReason, "what", "Shorten this to 1000 characters or fewer")
	return fault.Fields(wrong...)
}
