package sharing

import (
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Batch gathers what many residents said, with the cards of their referrals, and
// keeps each kind in one statement. Items may be of the past, as in a seed. The
// triggers behind the second wall work once a kind: notices go in last, because
// nothing opens before them.
type Batch struct {
	tx      *postgres.Tx
	kinds   []*postgres.Bulk // in the order in which they are written
	entries []audit.Entry
}

// The places of the kinds.
const (
	consentsAt = iota
	objectionsAt
	cardsAt
	noticesAt
)

// NewBatch begins one for the transaction.
func NewBatch(tx *postgres.Tx) *Batch { return &Batch{tx: tx, kinds: newKinds()} }

// Past is when something was recorded, and how it was taken back later; the zero
// value for what is recorded now and stands.
type Past struct {
	At      time.Time
	Ended   calendar.Date
	EndedBy string // code of Manners
}

func (p Past) check(s *Said, today calendar.Date) error {
	wrong := s.check(today, calendar.Date{})
	if !p.Ended.IsZero() {
		end := Said{How: p.EndedBy, On: p.Ended}
		wrong = append(wrong, end.check(today, s.On)...)
	}
	return fault.Fields(wrong...)
}

// Tell adds a privacy notice that was given.
func (b *Batch) Tell(d access.Decision, t Told, p Past) error {
	if err := t.Check(b.tx.Actor.Today); err != nil {
		return err
	}
	return b.add(d, noticesAt, "privacy notice", p.At, t.Wording, t.How, t.Evidence, t.On)
}

// Agree adds consent to one version of an agreement.
func (b *Batch) Agree(d access.Decision, agreement int, s Said, p Past) error {
	if err := p.check(&s, b.tx.Actor.Today); err != nil {
		return err
	}
	return b.add(d, consentsAt, "consent", p.At, agreement, s.How, s.Evidence, s.On, p.Ended, p.EndedBy, b.ender(p))
}

// Object adds an objection to one organisation.
func (b *Batch) Object(d access.Decision, organisation int, s Said, p Past) error {
	if err := p.check(&s, b.tx.Actor.Today); err != nil {
		return err
	}
	return b.add(d, objectionsAt, "objection", p.At, organisation, s.How, s.Evidence, s.On, p.Ended, p.EndedBy, b.ender(p))
}

func (b *Batch) ender(p Past) any {
	if p.Ended.IsZero() {
		return nil
	}
	return b.tx.Actor.User
}

// Card is as much of a referral as opens and closes access.
type Card struct {
	To                       int // organisation
	Categories               access.Set
	State                    string // as the table has them
	Offered, Answered, Ended time.Time
}

// Refer adds the card of a referral. Only categories that the actor may view can
// be named.
func (b *Batch) Refer(d access.Decision, c Card) error {
	if err := d.Require(access.Refer, access.Existence); err != nil {
		return err
	}
	if c.Categories&^d.On(access.View) != 0 || c.To == d.Subject.Lead {
		return fault.New(fault.Forbidden, "A referral goes to another organisation and names what you see yourself.")
	}
	return b.put(d, cardsAt, "referral", c.Offered, d.Subject.Journey, c.To, "{"+joined(c.Categories.Words())+"}", c.State, orNull(c.Offered), orNull(c.Answered), orNull(c.Ended))
}

func (b *Batch) add(d access.Decision, kind int, subject string, at time.Time, row ...any) error {
	if err := MayRecord(d); err != nil {
		return err
	}
	return b.put(d, kind, subject, at, row...)
}

func (b *Batch) put(d access.Decision, kind int, subject string, at time.Time, row ...any) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	if at.IsZero() {
		at = b.tx.Actor.Now
	}
	b.kinds[kind].Add(append([]any{id, d.Subject.Resident, d.Subject.Lead, b.tx.Actor.Organisation, b.tx.Actor.User, at}, row...)...)
	b.entries = append(b.entries, audit.Entry{Action: access.Add.String(), Subject: subject, SubjectID: id, Journey: d.Subject.Journey, Resident: d.Subject.Resident,
		Categories: []string{access.Existence.String()}, Basis: d.Basis(access.Change, access.Contact)})
	return nil
}

func orNull(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at
}

// Insert writes all of it with its audit.
func (b *Batch) Insert(tx *postgres.Tx) error {
	for _, kind := range b.kinds {
		if err := kind.Insert(tx); err != nil {
			return err
		}
	}
	entries := b.entries
	b.entries = nil
	return audit.RecordMany(tx, entries)
}
