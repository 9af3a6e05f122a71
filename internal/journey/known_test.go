package journey_test

import (
	"reflect"
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// lookedAlike counts what was recorded of likely duplicates, of whom.
func lookedAlike(t *testing.T, w *fixture.World, id uuid.UUID) (n int) {
	t.Helper()
	err := w.Read("amina", func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		return tx.Conn().QueryRow(tx, `select count(*) from onward.audit where subject = 'likely duplicate' and action = 'view' and resident_id = $1
			and categories = '{existence,identity,contact}' and basis = 'own' and staff_id = $2`, d.Subject.Resident, w.Staff["amina"]).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestALikelyDuplicateIsALook(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	twin := resident.New{Identity: resident.Identity{Given: "Rosa", Family: "Adomako", Born: calendar.MustISO("1991-05-04")}}
	found, err := w.Journeys.Duplicates(w.As("amina"), twin.Probe())
	if err != nil || len(found) != 1 || lookedAlike(t, w, rosa) != 1 {
		t.Fatalf("%d found, %d looks, %v", len(found), lookedAlike(t, w, rosa), err)
	}
	key := uuid.New()
	start := func(unlessKnown bool) (journey.Started, error) {
		return w.Journeys.Start(postgres.Once(w.As("amina"), key, "start"), journey.New{EntryPoint: "self", Resident: twin, UnlessKnown: unlessKnown})
	}
	started, err := start(true)
	if !fault.Is(err, fault.Conflict) || !reflect.DeepEqual(started, journey.Started{}) || lookedAlike(t, w, rosa) != 2 {
		t.Fatalf("a refusal: %v, %+v, %d looks", err, started, lookedAlike(t, w, rosa))
	}
	first, err := start(false)
	if err != nil {
		t.Fatalf("meant, with the same key: %v", err)
	}
	if again, err := start(false); err != nil || again.Decision.Subject.Journey != first.Decision.Subject.Journey {
		t.Errorf("sent again: %v, %v", again.Decision.Subject.Journey, err)
	}
	w.AsOwner(t, "revoke insert on onward.audit from onward_app")
	if found, err := w.Journeys.Duplicates(w.As("amina"), twin.Probe()); err == nil {
		t.Errorf("no trace, and yet a look at %d people", len(found))
	}
	key = uuid.New()
	if _, err := start(true); err == nil || fault.Is(err, fault.Conflict) {
		t.Errorf("no trace, and yet a refusal that tells: %v", err)
	}
}
