package journey_test

import (
	"context"
	"testing"

	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/resident"
)

func TestSearchBeyondTheLimitFindsNothing(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	known := resident.Probe{Given: "Rosa", Family: "Delgado", Telephone: "+447700900123"}
	asked := 0
	w.Journeys.Limit = func(ctx context.Context) error {
		if asked++; asked > 1 {
			return fault.New(fault.TooMany, "Wait.")
		}
		return nil
	}
	if _, err := w.Journeys.Duplicates(w.As("ines"), known); err != nil {
		t.Errorf("within the limit: %v", err)
	}
	if found, err := w.Journeys.Duplicates(w.As("ines"), known); !fault.Is(err, fault.TooMany) || found != nil {
		t.Errorf("beyond the limit: %v, %v", found, err)
	}
}
