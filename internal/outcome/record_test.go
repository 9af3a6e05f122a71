package outcome_test

import (
	"testing"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/outcome"
)

func record(pay ...outcome.PayRecord) outcome.Record {
	return outcome.Record{Spell: outcome.Spell{Employer: "Acton Vale Foods", Start: calendar.MustISO("2025-06-02")}, PayRecords: pay}
}

func TestPayThatBecomesUnknownStopsTheCount(t *testing.T) {
	t.Parallel()
	rates, _ := outcome.Reference()
	known := outcome.PayRecord{From: calendar.MustISO("2025-06-02"), Known: true, Pence: 1500, Per: outcome.PerHour, Hours: "35"}
	unknown := outcome.PayRecord{From: calendar.MustISO("2025-07-01"), Hours: "35"}
	e, err := outcome.Judge([]outcome.Record{record(known, unknown)}, outcome.Sustained, rates, calendar.MustISO("2025-07-10"))
	if err != nil || e.State != outcome.AtRisk || e.Reason != outcome.PayUnknown || e.Count != 29 {
		t.Errorf("%+v, %v", e.Answer, err)
	}
}

func TestRecordsAreChecked(t *testing.T) {
	t.Parallel()
	good := outcome.PayRecord{Known: true, Pence: 1480, Per: outcome.PerHour, Hours: "37.5"}
	r := record(good)
	if err := r.Check(); err != nil || r.PayRecords[0].From != r.Start {
		t.Fatalf("%v: pay from %s", err, r.PayRecords[0].From)
	}
	for name, break_ := range map[string]func(*outcome.Record){
		"employer": func(r *outcome.Record) { r.Employer = "  " },
		"start":    func(r *outcome.Record) { r.Start = calendar.Date{} },
		"end":      func(r *outcome.Record) { r.End = calendar.MustISO("2025-06-01") },
		"amount":   func(r *outcome.Record) { r.PayRecords[0].Pence = 0 },
		"per":      func(r *outcome.Record) { r.PayRecords[0].Per = "fortnight" },
		"hours":    func(r *outcome.Record) { r.PayRecords[0].Hours = "37,5" },
		"from":     func(r *outcome.Record) { r.PayRecords[0].From = calendar.MustISO("2025-06-01") },
	} {
		r := record(good)
		break_(&r)
		found := false
		for _, f := range fault.Of(r.Check()).Fields {
			found = found || f.Name == name
		}
		if !found {
			t.Errorf("%s: not named", name)
		}
	}
}

func TestPoundsAreReadExactly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"14.80": 1480, "£14.8": 1480, " 1,250 ": 125000, "0.01": 1} {
		if got, err := outcome.ParsePounds(text); err != nil || got != want {
			t.Errorf("%q is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "lots", "14.805", "-3", "1e3", "99999999999999999999"} {
		if got, err := outcome.ParsePounds(text); err == nil {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}
