package app_test

import (
	"log/slog"
	"testing"

	"onward/internal/app"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/resident"
)

func TestSearchesAndLooksForDuplicatesShareOneLimit(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	a, err := app.Over(t.Context(), app.Config{Data: t.TempDir()}, slog.New(slog.DiscardHandler), w.DB, fixture.Root)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.Caseload.Find(w.As("ines"), "nobody", 25); err != nil {
		t.Fatal(err)
	}
	w.AsOwner(t, "update onward.attempt set tries = 599 where what = 'search'")
	if _, err := a.Journeys.Duplicates(w.As("ines"), resident.Probe{Given: "Nobody", Family: "Atall"}); err != nil {
		t.Errorf("the 600th: %v", err)
	}
	if _, _, err := a.Caseload.Find(w.As("ines"), "nobody", 25); !fault.Is(err, fault.TooMany) {
		t.Errorf("the 601st: %v", err)
	}
	if _, err := a.Journeys.Duplicates(w.As("ines"), resident.Probe{Given: "Nobody", Family: "Atall"}); !fault.Is(err, fault.TooMany) {
		t.Errorf("the 602nd: %v", err)
	}
}
