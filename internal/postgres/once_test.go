package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// someone is a resident about to be registered.
func someone() journey.New {
	return journey.New{EntryPoint: "self", Resident: resident.New{Identity: resident.Identity{Given: "Ada", Family: "Nwosu", Born: calendar.MustISO("1990-02-03")}}}
}

// send is one arrival of a form: it answers with the id of its row, or with
// that of the first arrival.
func send(db *postgres.DB, ctx context.Context) (answer string, repeated bool, err error) {
	err = db.Write(ctx, func(tx *postgres.Tx) error {
		if err := put(tx); err != nil {
			return err
		}
		answer = uuid.NewString()
		tx.Answer(answer)
		return nil
	})
	if first, again := postgres.WasRepeated(err); again {
		return first, true, nil
	}
	return answer, false, err
}

func TestSendsAtOnceAreDoneOnce(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	ctx := postgres.Once(w.As("amina"), uuid.New(), "POST /notes")
	const sends = 8
	answers, first := make([]string, sends), 0
	var group sync.WaitGroup
	var guard sync.Mutex
	for i := range sends {
		group.Go(func() {
			answer, repeated, err := send(w.DB, ctx)
			guard.Lock()
			defer guard.Unlock()
			if err != nil {
				t.Error(err)
			}
			if !repeated {
				first++
			}
			answers[i] = answer
		})
	}
	group.Wait()
	for _, a := range answers {
		if a == "" || a != answers[0] {
			t.Fatalf("the answers differ: %q", answers)
		}
	}
	if n := rows(t, w); n != 1 || first != 1 {
		t.Errorf("%d rows by %d first sends", n, first)
	}
}

func TestAKeyIsOnePersonsForOnePurpose(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	key := uuid.New()
	answer, repeated, err := send(w.DB, postgres.Once(w.As("amina"), key, "POST /notes"))
	if err != nil || repeated {
		t.Fatalf("%v %v", repeated, err)
	}
	if _, _, err := send(w.DB, postgres.Once(w.As("amina"), key, "POST /goals")); !fault.Is(err, fault.Conflict) {
		t.Errorf("another purpose: %v", err)
	}
	// A colleague's send under the same key is a send of its own, and learns nothing.
	if got, repeated, err := send(w.DB, postgres.Once(w.As("joel"), key, "POST /notes")); err != nil || repeated || got == answer {
		t.Errorf("joel: %q %v %v", got, repeated, err)
	}
	for range 2 {
		if _, repeated, err := send(w.DB, postgres.Once(w.As("amina"), uuid.Nil, "POST /notes")); err != nil || repeated {
			t.Errorf("without a key: %v %v", repeated, err)
		}
	}
	if n := rows(t, w); n != 3 {
		t.Errorf("%d rows", n)
	}
}

// A send that failed has not happened: the key is free for the next try.
func TestAFailedSendMayBeSentAgain(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	ctx := postgres.Once(w.As("amina"), uuid.New(), "POST /notes")
	broken := errors.New("broken")
	if err := w.DB.Write(ctx, func(*postgres.Tx) error { return broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if _, repeated, err := send(w.DB, ctx); err != nil || repeated {
		t.Errorf("the second try: %v %v", repeated, err)
	}
	if _, repeated, err := send(w.DB, ctx); err != nil || !repeated {
		t.Errorf("the third: %v %v", repeated, err)
	}
}
