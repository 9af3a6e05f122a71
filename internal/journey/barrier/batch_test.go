package barrier_test

import (
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/barrier"
	"onward/internal/postgres"
)

func TestBatchCarriesHistory(t *testing.T) {
	t.Parallel()
	b := lay(t)
	then := calendar.MustISO("2025-03-03")
	err := b.World.DB.Write(b.As("tom"), func(tx *postgres.Tx) error {
		d, err := b.World.Gate.Decide(tx, b.rosa)
		if err != nil {
			return err
		}
		batch := b.NewBatch(tx)
		for _, code := range []string{"debt", "mental_health"} {
			if err := batch.Add(d, barrier.New{Code: code, At: then.At(10, 0), StatusOn: then.Add(30), Author: b.Staff["amina"],
				Facts:   barrier.Facts{Severity: barrier.Slight, Status: barrier.Resolved},
				Earlier: []barrier.Step{{Status: barrier.Open, Severity: barrier.Severe, At: then.At(10, 0), By: b.Staff["amina"]}}}); err != nil {
				return err
			}
		}
		return batch.Insert(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	all := b.list(t, "amina")
	if codes(all) != "debt mental_health" || all[0].Author != "Amina Yusufi" || calendar.DayOf(all[0].CreatedAt) != then || all[0].StatusOn != then.Add(30) {
		t.Fatalf("batch: %+v", all)
	}
	_, history, _ := b.get(t, "amina", all[1].ID)
	if len(history) != 2 || history[0].Status != barrier.Resolved || history[1].Severity != barrier.Severe {
		t.Errorf("history: %+v", history)
	}
	if n := b.column(t, "select count(*) from onward.audit where subject = 'barrier' and action = 'add'"); n != 2 {
		t.Errorf("%d audit rows", n)
	}
}

func TestBatchAsksTheDecision(t *testing.T) {
	t.Parallel()
	b := lay(t)
	_ = b.World.DB.Write(b.As("joel"), func(tx *postgres.Tx) error {
		d, err := b.World.Gate.Decide(tx, b.rosa)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.NewBatch(tx).Add(d, barrier.New{Code: "debt", Facts: barrier.Facts{Severity: barrier.Slight}}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("joel: %v", err)
		}
		if _, err := b.List(tx, access.Decision{}); !fault.Is(err, fault.Missing) {
			t.Errorf("the zero decision lists: %v", err)
		}
		if _, err := b.History(tx, access.Decision{}, uuid.New()); !fault.Is(err, fault.Missing) {
			t.Errorf("the zero decision reads history: %v", err)
		}
		return nil
	})
}
