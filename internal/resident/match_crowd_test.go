package resident_test

import (
	"fmt"
	"testing"

	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// TestAnOfficesEmailTellsNobodyApart: under a key that many share the latest
// alone are compared, so that looking one person up stays quick.
func TestAnOfficesEmailTellsNobodyApart(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	const many = 60
	list := make([]journey.New, many)
	name := func(i int) string { return "Rosa" + string(rune('a'+i/26)) + string(rune('a'+i%26)) }
	for i := range list {
		list[i] = journey.New{EntryPoint: "self", Resident: resident.New{Identity: resident.Identity{Given: name(i), Family: "Adomako"},
			Contact: resident.Contact{Email: "office@example.org", Postcode: fmt.Sprintf("W%d 2NU", 3+i%5)}}}
	}
	err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		for i := range list {
			if err := list[i].Check(tx.Actor.Today); err != nil {
				return err
			}
		}
		_, err := w.Journeys.Store.StartMany(tx, w.Policy, w.Journeys.Residents, list)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	probe := func(i int, postcode string) resident.Probe {
		return resident.Probe{Given: name(i), Family: "Adomako", Email: "office@example.org", Postcode: postcode}
	}
	got, err := candidates(w, "amina", probe(0, ""), probe(many-1, ""), probe(0, list[0].Resident.Contact.Postcode))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 1, 1} {
		if len(got[i]) != want {
			t.Errorf("probe %d finds %v, want %d", i, got[i], want)
		}
	}
}
