package journey_test

import (
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// next is what lists are sorted by.
type next struct {
	due, contact calendar.Date
	what, kind   string
	at           string
}

func nexts(t *testing.T, w *fixture.World, ids []uuid.UUID) []next {
	t.Helper()
	list := make([]next, len(ids))
	err := w.Read("amina", func(tx *postgres.Tx) error {
		for i, id := range ids {
			n := &list[i]
			if err := tx.Conn().QueryRow(tx, "select next_due, last_contact_on, next_what, next_kind, coalesce(next_at::text, '') from onward.progress where journey_id = $1", id).
				Scan(&n.due, &n.contact, &n.what, &n.kind, &n.at); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// lay gives the i-th journey something that only its own case of the query finds.
func lay(t *testing.T, w *fixture.World, i int, id uuid.UUID) {
	t.Helper()
	own := []any{uuid.New(), id, w.Orgs["ealing"], w.Staff["amina"]}
	const to = " (id, journey_id, lead_org_id, author_org_id, author_id, "
	if i != 0 && i != 5 {
		w.AsOwner(t, "insert into onward.action"+to+"what, owner_kind, due_on, done_on, removed_at) values ($1, $2, $3, $3, $4, 'Call back', 'advisor', onward.today() + 3, null, null)", own...)
		own[0] = uuid.New()
		w.AsOwner(t, "insert into onward.action"+to+"what, owner_kind, due_on, done_on, removed_at) values ($1, $2, $3, $3, $4, 'Done long ago', 'advisor', onward.today() - 9, onward.today(), null)", own...)
		own[0] = uuid.New()
	}
	switch i {
	case 2:
		w.AsOwner(t, "insert into onward.appointment"+to+"advisor_id, starts_at, ends_at, manner, purpose) values ($1, $2, $3, $3, $4, $4, onward.now() + interval '1 day', onward.now() + interval '25 hours', 'video', 'Review')", own...)
	case 3:
		w.AsOwner(t, "insert into onward.task"+to+"assignee_id, what, due_on) values ($1, $2, $3, $3, $4, $4, 'Consent form', onward.today() - 1)", own...)
	case 4:
		w.AsOwner(t, "insert into onward.note (id, note_id, revision, journey_id, lead_org_id, author_org_id, author_id, contact, happened_on, sealed) values ($1, $1, 1, $2, $3, $3, $4, 'telephone', onward.today() - 2, '')", own...)
	case 5:
		w.AsOwner(t, "insert into onward.appointment"+to+"advisor_id, starts_at, ends_at, manner, purpose, state) values ($1, $2, $3, $3, $4, $4, onward.now() - interval '49 hours', onward.now() - interval '48 hours', 'video', 'First meeting', 'attended')", own...)
	}
}

func TestRefreshManyIsRefreshOfEach(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	ids := make([]uuid.UUID, 6)
	for i := range ids {
		ids[i] = w.Start("amina", "Rosa", "Adomako")
		lay(t, w, i, ids[i])
	}
	var each []next
	for _, refresh := range []func(*postgres.Tx, []access.Decision) error{
		func(tx *postgres.Tx, list []access.Decision) error {
			for _, d := range list {
				if err := journey.Refresh(tx, d); err != nil {
					return err
				}
			}
			return nil
		},
		journey.RefreshMany,
	} {
		w.AsOwner(t, "update onward.progress set next_due = '9999-12-31', next_what = 'stale', next_kind = '', next_at = null, last_contact_on = null")
		err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
			list := make([]access.Decision, len(ids))
			for i, id := range ids {
				d, err := w.Gate.Decide(tx, id)
				if err != nil {
					return err
				}
				list[i] = d
			}
			return refresh(tx, list)
		})
		if err != nil {
			t.Fatal(err)
		}
		if each == nil {
			each = nexts(t, w, ids)
		}
	}
	many := nexts(t, w, ids)
	kinds := map[string]bool{}
	for i := range ids {
		if many[i] != each[i] || many[i].what == "stale" {
			t.Errorf("journey %d: each %+v, many %+v", i, each[i], many[i])
		}
		kinds[many[i].kind] = true
	}
	if len(kinds) != 4 || many[4].contact.IsZero() || many[5].contact.IsZero() {
		t.Errorf("the cases do not differ: %+v", many)
	}
}

func TestRefreshManyNeedsEveryDecision(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		if err := journey.RefreshMany(tx, nil); err != nil {
			t.Errorf("of none: %v", err)
		}
		return journey.RefreshMany(tx, []access.Decision{d, {}})
	})
	if !fault.Is(err, fault.Missing) {
		t.Errorf("with a decision that denies: %v", err)
	}
}

func TestPastHoldersKeepExactlyOneAtATime(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	first := calendar.MustISO("2026-01-05")
	id := w.Start("amina", "Rosa", "Adomako", func(n *journey.New) { n.OpenedOn = first })
	add := func(d access.Decision, tx *postgres.Tx) error {
		p := journey.NewPastHolders(tx)
		if err := p.AddSupporter(d, w.Staff["tom"], first); err != nil {
			return err
		}
		if err := p.AddBefore(d, w.Staff["joel"], first, first.Add(30)); err != nil {
			return err
		}
		return p.Insert(tx)
	}
	err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		if err := add(d, tx); err != nil {
			return err
		}
		spocs, supporters, err := w.Journeys.Store.Holders(tx, d)
		if err != nil || len(spocs) != 2 || len(supporters) != 1 || spocs[0].Name != "Amina Yusufi" || spocs[0].From != first.Add(30) ||
			spocs[1].Name != "Joel Hartigan" || spocs[1].From != first || spocs[1].Until != first.Add(30) || supporters[0].Name != "Tom Redgate" {
			t.Errorf("holders: %+v %+v, %v", spocs, supporters, err)
		}
		if err := journey.NewPastHolders(tx).AddBefore(d, w.Staff["joel"], first, first); !fault.Is(err, fault.Invalid) {
			t.Errorf("handed over on the first day: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.DB.Write(w.As("joel"), func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		return add(d, tx)
	}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a colleague: %v", err)
	}
}
