package web_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"onward/internal/fault"
	"onward/internal/web"
)

func TestFilesArriveInTheirPlaces(t *testing.T) {
	t.Parallel()
	a := web.NewArrivals(2, time.Millisecond)
	enter := func(staff int) func() {
		t.Helper()
		leave, err := a.Enter(t.Context(), staff)
		if err != nil {
			t.Fatalf("%d: %v", staff, err)
		}
		return leave
	}
	refused := func(staff int, kind fault.Kind) {
		t.Helper()
		if _, err := a.Enter(t.Context(), staff); !fault.Is(err, kind) || fault.Of(err).Retry <= 0 || fault.Of(err).Public == "" {
			t.Errorf("%d: %v", staff, err)
		}
	}
	first, second := enter(1), enter(2)
	refused(1, fault.TooMany)
	refused(3, fault.Unavailable)
	first()
	third := enter(3) // who was refused is not taken for somebody whose file is on its way
	refused(1, fault.Unavailable)
	second()
	enter(1)()
	third()
	enter(1)()
}

func TestWhoGoesAwayWaitsForNoPlace(t *testing.T) {
	t.Parallel()
	a := web.NewArrivals(1, time.Hour)
	leave, err := a.Enter(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Enter(gone, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	leave()
	if _, err := a.Enter(t.Context(), 2); err != nil {
		t.Errorf("the place is not free again: %v", err)
	}
}
