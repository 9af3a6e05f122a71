package sharing

import (
	"context"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Agreements drafts, signs and moves agreements, each piece in one transaction
// in the name of the actor in the context. Agreements hold no resident's data,
// so none of it takes a decision on a journey: parties alone see them, which
// the second wall keeps by itself, and governance officers alone change them.
type Agreements struct {
	DB     *postgres.DB
	Policy *access.Policy // of roles
	Box    *secret.Box    // seals complaints
}

// Shelf is what a party's reader sees of agreements, and the day of the reading.
type Shelf struct {
	Agreements   []Agreement // without their texts
	Organisation int         // of the reader
	Today        calendar.Date
}

// List reads all versions that the actor's organisation is a party to or has
// drafted. Drafts are a governance officer's.
func (s Agreements) List(ctx context.Context) (Shelf, error) { return s.shelf(ctx, false) }

// Register is List with all texts: the record of sharing that Article 30 asks
// for, without what was never offered.
func (s Agreements) Register(ctx context.Context) (Shelf, error) {
	shelf, err := s.shelf(ctx, true)
	shelf.Agreements = slices.DeleteFunc(shelf.Agreements, func(a Agreement) bool { return a.State == Draft || a.OfferedAt.IsZero() && a.State == Ended })
	return shelf, err
}

func (s Agreements) shelf(ctx context.Context, whole bool) (shelf Shelf, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		shelf.Organisation, shelf.Today = tx.Actor.Organisation, tx.Actor.Today
		shelf.Agreements, err = agreements(tx, whole, nil)
		if !s.governs(tx) {
			shelf.Agreements = slices.DeleteFunc(shelf.Agreements, func(a Agreement) bool { return a.State == Draft })
		}
		return err
	})
	return shelf, err
}

// Get reads one version whole.
func (s Agreements) Get(ctx context.Context, id int) (a Agreement, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		if a, err = agreement(tx, id); err != nil {
			return err
		}
		if a.State == Draft && !s.governs(tx) {
			return fault.NotHere()
		}
		return nil
	})
	return a, err
}

// Organisations are those that can be parties.
func (s Agreements) Organisations(ctx context.Context) (list []Party, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := s.may(tx); err != nil {
			return err
		}
		list, err = candidates(tx)
		return err
	})
	return list, err
}

// New begins an agreement from a template and gives its id.
func (s Agreements) New(ctx context.Context, template, title string) (int, error) {
	return s.begin(ctx, func(tx *postgres.Tx) (int, error) {
		t, ok := FindTemplate(template)
		if !ok {
			return 0, fault.Fields(fault.Field{Name: "template", Message: "Choose what the agreement is for"})
		}
		list, err := candidates(tx)
		if err != nil {
			return 0, err
		}
		terms := t.Terms(title, tx.Actor.Today)
		for _, p := range list {
			if p.Organisation == tx.Actor.Organisation {
				p.Discloses, p.Receives, p.Capacity = t.Discloses, t.Receives, "controller"
				terms.Parties = append(terms.Parties, p)
			}
		}
		if err := terms.check(list); err != nil {
			return 0, err
		}
		return insertDraft(tx, uuid.New(), 1, terms)
	})
}

// Next drafts a new version from one, and gives its id. There is one next
// version at a time.
func (s Agreements) Next(ctx context.Context, id int) (int, error) {
	return s.begin(ctx, func(tx *postgres.Tx) (int, error) {
		a, err := agreement(tx, id)
		if err != nil {
			return 0, err
		}
		if _, ok := a.Terms.Party(tx.Actor.Organisation); !ok && a.Drafter != tx.Actor.Organisation {
			return 0, fault.NotHere()
		}
		for _, v := range a.Versions {
			if v.State == Draft || v.State == Awaiting {
				return 0, fault.New(fault.Conflict, "A version of this agreement is being drafted or signed already. Work on that one, or end it first.")
			}
		}
		a.Terms.From = tx.Actor.Today
		return insertDraft(tx, a.Series, a.Versions[0].Number+1, a.Terms)
	})
}

func (s Agreements) begin(ctx context.Context, do func(*postgres.Tx) (int, error)) (id int, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := s.may(tx); err != nil {
			return err
		}
		if id, err = do(tx); err != nil {
			return err
		}
		a, err := agreement(tx, id)
		if err != nil {
			return err
		}
		tx.Answer(strconv.Itoa(id))
		return happened(tx, a, "drafted", "")
	})
	if answer, again := postgres.WasRepeated(err); again {
		return strconv.Atoi(answer)
	}
	return id, err
}

// Draft changes the terms of a draft over the revision that was read. What
// another revision made of it is a Conflict, and nothing is written.
func (s Agreements) Draft(ctx context.Context, id, revision int, change func(*Terms)) error {
	return s.write(ctx, func(tx *postgres.Tx) error {
		a, err := locked(tx, id)
		if err != nil {
			return err
		}
		switch {
		case a.State != Draft:
			return fault.New(fault.Conflict, "What is out for signature does not change. Send it back, or draft a new version.")
		case a.Drafter != tx.Actor.Organisation:
			return fault.New(fault.Forbidden, "Only the organisation that drafts this agreement changes it.")
		case a.Revision != revision:
			return stale()
		}
		list, err := candidates(tx)
		if err != nil {
			return err
		}
		before := a.Terms
		change(&a.Terms)
		if err := a.Terms.check(list); err != nil {
			return err
		}
		if err := updateDraft(tx, a); err != nil {
			return err
		}
		var fields []string
		for _, d := range Compare(before, a.Terms) {
			if !slices.Contains(fields, d.Section) {
				fields = append(fields, d.Section)
			}
		}
		trace(tx, "change", a, fields...)
		return nil
	})
}

// write does something once; a repeated send has been done.
func (s Agreements) write(ctx context.Context, do func(*postgres.Tx) error) error {
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := s.may(tx); err != nil {
			return err
		}
		return do(tx)
	})
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}

func (s Agreements) governs(tx *postgres.Tx) bool {
	return s.Policy.May(tx.Actor.Role, access.DoAgreements)
}

func (s Agreements) may(tx *postgres.Tx) error {
	if !s.governs(tx) {
		return fault.New(fault.Forbidden, "Ask your organisation's governance officer: agreements are theirs.")
	}
	return nil
}

// happened puts a move into the agreement's own history and into the audit.
func happened(tx *postgres.Tx, a Agreement, what, detail string) error {
	if err := insertEvent(tx, a.ID, what, detail); err != nil {
		return err
	}
	trace(tx, what, a)
	return nil
}

func trace(tx *postgres.Tx, action string, a Agreement, fields ...string) {
	fields = append(fields, "agreement:"+strconv.Itoa(a.ID), "version:"+strconv.Itoa(a.Number))
	audit.Record(tx, audit.Entry{Action: action, Subject: "agreement", SubjectID: a.Series, Fields: fields})
}
