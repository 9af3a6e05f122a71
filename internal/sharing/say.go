package sharing

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Gate decides on a journey; journey.Gate is the one.
type Gate interface {
	Decide(tx *postgres.Tx, id uuid.UUID) (access.Decision, error)
	Require(tx *postgres.Tx, id uuid.UUID, v access.Verb, c access.Category) (access.Decision, error)
	DecideMany(tx *postgres.Tx, ids []uuid.UUID) ([]access.Decision, error)
}

// Says keeps what residents say of sharing: that they were told, what they agree
// to, and to whom they object. What is recorded holds from the next request on.
type Says struct {
	DB    *postgres.DB
	Gate  Gate
	Rules *Rules
}

// Manner is how something was said or given.
type Manner struct{ Code, Label string }

// Manners are the ways that are offered, with their words within a sentence.
var Manners = []Manner{{"voice", "By voice"}, {"leaflet", "On paper"}, {"leaflet_voice", "On paper and by voice"}, {"message", "By email or text"},
	{"letter", "By letter"}, {"signed", "Signed"}, {"record", "Taken from earlier records"}}

// MannerLabel is a manner in words, empty where it is not offered.
func MannerLabel(code string) string {
	for _, m := range Manners {
		if m.Code == code {
			return m.Label
		}
	}
	return ""
}

// Said is one thing that a resident said: how, on which day, and what shows it.
type Said struct {
	How      string // code of Manners
	On       calendar.Date
	Evidence string // where to find what shows it, or the resident's words
}

// Told is the privacy notice as it is given.
type Told struct {
	Wording string // the version of the notice
	Said
}

// Notice is a privacy notice that was given.
type Notice struct {
	ID uuid.UUID
	Told
	By    string
	ByOrg string
	At    time.Time // when it was recorded
	Ours  bool      // the actor recorded it less than a day ago and may take it back
}

// Consent is what a resident agreed to, and perhaps withdrew.
type Consent struct {
	ID        uuid.UUID
	Agreement int
	Title     string
	Number    int // of the agreement's version
	Said
	By           string
	Withdrawn    calendar.Date // no day while it stands
	WithdrawnHow string
	WithdrawnBy  string
}

// Objection is to one organisation. It is told as long as it stands, and after.
type Objection struct {
	ID           uuid.UUID
	Organisation int
	Name         string
	Said
	By        string
	Lifted    calendar.Date
	LiftedHow string
	LiftedBy  string
}

// Say is all that a resident has said, the newest first.
type Say struct {
	Notices    []Notice
	Consents   []Consent
	Objections []Objection
}

// MayRecord is nil for whoever may record what the resident says: those who may
// change how to reach them, at the organisation that leads.
func MayRecord(d access.Decision) error {
	if err := d.Require(access.Change, access.Contact); err != nil {
		return err
	}
	switch d.Basis(access.Change, access.Contact) {
	case access.Caseload.String(), access.Own.String():
		return nil
	}
	return fault.New(fault.Forbidden, "Only the organisation that leads this journey records what the resident says.")
}

// most is how long evidence and wordings may be: they are a line, not a note.
const most = 200

func (s *Said) check(today calendar.Date, after calendar.Date) []fault.Field {
	var wrong []fault.Field
	s.Evidence = strings.Join(strings.Fields(s.Evidence), " ")
	if MannerLabel(s.How) == "" {
		wrong = append(wrong, fault.Field{Name: "how", Message: "Choose how it was said or given"})
	}
	switch {
	case s.On.IsZero():
		wrong = append(wrong, fault.Field{Name: "on", Message: "Enter the day, like 31 3 2026"})
	case s.On.After(today):
		wrong = append(wrong, fault.Field{Name: "on", Message: "Enter a day that is not in the future"})
	case s.On.Before(after):
		wrong = append(wrong, fault.Field{Name: "on", Message: "Enter a day that is not before it was given"})
	}
	if utf8.RuneCountInString(s.Evidence) > most {
		wrong = append(wrong, fault.Field{Name: "evidence", Message: "Shorten this to 200 characters or fewer"})
	}
	return wrong
}

// Check tidies a notice and says what is wrong with it.
func (t *Told) Check(today calendar.Date) error {
	var wrong []fault.Field
	switch t.Wording = strings.Join(strings.Fields(t.Wording), " "); {
	case t.Wording == "":
		wrong = append(wrong, fault.Field{Name: "wording", Message: "Enter which version of the privacy notice was given, like Leaflet 4"})
	case utf8.RuneCountInString(t.Wording) > 60:
		wrong = append(wrong, fault.Field{Name: "wording", Message: "Shorten this to 60 characters or fewer"})
	}
	return fault.Fields(append(wrong, t.Said.check(today, calendar.Date{})...)...)
}

// record runs one recording on a journey: the decision first, the audit's row
// with it.
func (s Says) record(ctx context.Context, journey uuid.UUID, verb access.Verb, subject string, do func(*postgres.Tx, access.Decision) (uuid.UUID, []string, error)) (id uuid.UUID, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, journey)
		if err != nil {
			return err
		}
		if err := MayRecord(d); err != nil {
			return err
		}
		var fields []string
		if id, fields, err = do(tx, d); err != nil {
			return err
		}
		did(tx, d, verb, subject, id, d.Basis(access.Change, access.Contact), fields...)
		tx.Answer(id.String())
		return nil
	})
	if answer, again := postgres.WasRepeated(err); again {
		return uuid.Parse(answer)
	}
	return id, err
}

// did is the audit's row of something recorded about a journey.
func did(tx *postgres.Tx, d access.Decision, v access.Verb, subject string, id uuid.UUID, basis string, fields ...string) {
	audit.Record(tx, audit.Entry{Action: v.String(), Subject: subject, SubjectID: id, Journey: d.Subject.Journey, Resident: d.Subject.Resident,
		Categories: []string{access.Existence.String()}, Basis: basis, Fields: fields})
}

// Tell records that the privacy notice was given. Until then nothing is shared.
func (s Says) Tell(ctx context.Context, journey uuid.UUID, t Told) (uuid.UUID, error) {
	return s.record(ctx, journey, access.Add, "privacy notice", func(tx *postgres.Tx, d access.Decision) (uuid.UUID, []string, error) {
		if err := t.Check(tx.Actor.Today); err != nil {
			return uuid.Nil, nil, err
		}
		id, err := uuid.NewV7()
		if err != nil {
			return id, nil, err
		}
		return id, nil, addNotices(tx, []access.Decision{d}, []uuid.UUID{id}, t, uuid.Nil)
	})
}

// Untell takes back a notice that was recorded by mistake, within a day.
func (s Says) Untell(ctx context.Context, journey, notice uuid.UUID) error {
	_, err := s.record(ctx, journey, access.Change, "privacy notice", func(tx *postgres.Tx, d access.Decision) (uuid.UUID, []string, error) {
		return notice, []string{"removed"}, dropNotice(tx, d, notice)
	})
	return err
}

// Agree records consent to one version of an agreement.
func (s Says) Agree(ctx context.Context, journey uuid.UUID, agreement int, said Said) (uuid.UUID, error) {
	return s.record(ctx, journey, access.Add, "consent", func(tx *postgres.Tx, d access.Decision) (uuid.UUID, []string, error) {
		wrong := said.check(tx.Actor.Today, calendar.Date{})
		asks, err := s.asks(tx, d, agreement)
		if err != nil {
			return uuid.Nil, nil, err
		}
		if !asks {
			wrong = append(wrong, fault.Field{Name: "agreement", Message: "Choose an agreement that asks for consent"})
		}
		if err := fault.Fields(wrong...); err != nil {
			return uuid.Nil, nil, err
		}
		id, err := addConsent(tx, d, agreement, said)
		return id, nil, err
	})
}

// asks says whether an agreement in force lets the lead disclose and asks for consent.
func (s Says) asks(tx *postgres.Tx, d access.Decision, agreement int) (bool, error) {
	list, err := s.Agreements(tx, d)
	for _, a := range list {
		if a.ID == agreement && a.Consent {
			return true, err
		}
	}
	return false, err
}

// Withdraw ends consent from the next request on.
func (s Says) Withdraw(ctx context.Context, journey, consent uuid.UUID, said Said) error {
	_, err := s.record(ctx, journey, access.Change, "consent", func(tx *postgres.Tx, d access.Decision) (uuid.UUID, []string, error) {
		return consent, []string{"withdrawn"}, endConsent(tx, d, consent, said)
	})
	return err
}

// Object records that the resident objects to one organisation.
func (s Says) Object(ctx context.Context, journey uuid.UUID, organisation int, said Said) (uuid.UUID, error) {
	return s.record(ctx, journey, access.Add, "objection", func(tx *postgres.Tx, d access.Decision) (uuid.UUID, []string, error) {
		wrong := said.check(tx.Actor.Today, calendar.Date{})
		others, err := organisationsOf(tx, d)
		if err != nil {
			return uuid.Nil, nil, err
		}
		if others[organisation].Name == "" || organisation == d.Subject.Lead {
			wrong = append(wrong, fault.Field{Name: "organisation", Message: "Choose the organisation that the resident objects to"})
		}
		if err := fault.Fields(wrong...); err != nil {
			return uuid.Nil, nil, err
		}
		id, err := addObjection(tx, d, organisation, said)
		return id, nil, err
	})
}

// Lift ends an objection, because the resident says so.
func (s Says) Lift(ctx context.Context, journey, objection uuid.UUID, said Said) error {
	_, err := s.record(ctx, journey, access.Change, "objection", func(tx *postgres.Tx, d access.Decision) (uuid.UUID, []string, error) {
		return objection, []string{"lifted"}, endObjection(tx, d, objection, said)
	})
	return err
}

// Read gives all that the resident has said, for the people of the lead. The
// evidence of it is for those alone who may record.
func (s Says) Read(tx *postgres.Tx, d access.Decision) (Say, error) {
	if err := leads(d); err != nil {
		return Say{}, err
	}
	say, err := readSay(tx, d)
	if err == nil && MayRecord(d) != nil {
		say.hideEvidence()
	}
	return say, err
}

func (s *Say) hideEvidence() {
	for i := range s.Notices {
		s.Notices[i].Evidence = ""
	}
	for i := range s.Consents {
		s.Consents[i].Evidence = ""
	}
	for i := range s.Objections {
		s.Objections[i].Evidence = ""
	}
}

// leads is nil for the people of the organisation that leads the journey.
func leads(d access.Decision) error {
	if err := d.Require(access.View, access.Existence); err != nil {
		return err
	}
	if d.Subject.Lead != d.Who.Organisation {
		return fault.NotHere()
	}
	return nil
}

// Agreements are those in force by which the lead of the journey discloses.
func (s Says) Agreements(tx *postgres.Tx, d access.Decision) ([]access.Agreement, error) {
	if err := leads(d); err != nil {
		return nil, err
	}
	p, err := s.Rules.At(tx)
	if err != nil {
		return nil, err
	}
	return disclosing(p, d.Subject.Lead), nil
}

// Organisation is one of the directory's.
type Organisation struct {
	ID    int
	Name  string
	Short string
}

// Organisations are the lead's and its neighbours, by id: whom a resident may
// object to.
func (s Says) Organisations(tx *postgres.Tx, d access.Decision) (map[int]Organisation, error) {
	return organisationsOf(tx, d)
}
