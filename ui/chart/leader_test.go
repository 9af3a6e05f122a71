package chart

import (
	"testing"
	"time"

	"onward/internal/calendar"
)

// crowded has gaps so close that their words cannot stand in one row.
func crowded() Days {
	first := calendar.Day(2026, time.March, 2)
	return Days{From: first, Until: first.Add(189), Today: first.Add(40), Stretches: []Stretch{
		{From: first.Add(10), Until: first.Add(14), Kind: PayUnknown, Leader: "Pay not known, 5 days"},
		{From: first.Add(20), Until: first.Add(24), Kind: HoursLow, Leader: "8 hours a week, under 16: 5 days"},
		{From: first.Add(30), Until: first.Add(34), Kind: NotInWork, Leader: "Not in work, 5 days"},
	}}
}

func TestLeadersStandCentredInOneRowWhereTheyFit(t *testing.T) {
	t.Parallel()
	leaders := rosa().leaders()
	if len(leaders) != 1 || leaders[0].anchor != "middle" || leaders[0].row != 0 {
		t.Errorf("%+v", leaders)
	}
}

// No words of a leader lie on another's, and no leader runs through the words
// of a row above its own.
func TestCrowdedLeadersKeepClearOfEachOther(t *testing.T) {
	t.Parallel()
	leaders := crowded().leaders()
	for i, a := range leaders {
		for j, b := range leaders {
			if i == j {
				continue
			}
			aFrom, aUntil := a.reach()
			bFrom, bUntil := b.reach()
			if a.row == b.row && aFrom < bUntil && bFrom < aUntil {
				t.Errorf("%q lies on %q", a.words, b.words)
			}
			if a.row > b.row && a.px > bFrom && a.px < bUntil {
				t.Errorf("the leader of %q runs through %q", a.words, b.words)
			}
		}
	}
}

func TestLeadersKeepClearOfTheThreat(t *testing.T) {
	t.Parallel()
	d := rosa()
	late := d.Threat.On.Add(2)
	d.Stretches = append(d.Stretches, Stretch{From: late, Until: late.Add(3), Kind: HoursLow, Leader: "12 hours a week"})
	leaders := d.leaders()
	if last := leaders[len(leaders)-1]; last.row < 2 {
		t.Errorf("%+v stands in the threat's rows", last)
	}
}

func TestWordsNearTheRightEdgeTurnBack(t *testing.T) {
	t.Parallel()
	d := rosa()
	d.Threat = nil
	d.Stretches = []Stretch{{From: d.Until.Add(-3), Until: d.Until, Kind: HoursLow, Leader: "12 hours a week, under 16"}}
	if l := d.leaders()[0]; l.anchor != "end" {
		t.Errorf("%+v", l)
	}
	d.Threat = &Threat{On: d.Until.Add(-3), Words: "Hours too low", When: "from 21 May"}
	if !d.threatOnLeft() {
		t.Error("the threat's words run over the edge")
	}
}

func TestThePictureIsAsHighAsItsDeepestWords(t *testing.T) {
	t.Parallel()
	plain := Days{From: calendar.Day(2026, time.March, 2), Until: calendar.Day(2026, time.May, 2)}
	if got := plain.height(); got != "132" {
		t.Errorf("without words: %s", got)
	}
	if got := rosa().height(); got != "178" {
		t.Errorf("with a threat: %s", got)
	}
	if got := crowded().height(); got != "220" {
		t.Errorf("with three rows: %s", got)
	}
}
