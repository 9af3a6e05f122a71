package demo

import (
	"testing"

	"onward/internal/calendar"
	"onward/internal/journey"
)

// saidOnce says of a story that no two of its notes read the same.
func saidOnce(t *testing.T, s story) {
	t.Helper()
	seen := map[string]bool{}
	for _, n := range s.notes {
		if seen[n.Text] {
			t.Errorf("%s, %s: written twice: %s", s.Resident.Identity.Name(), s.Stage, n.Text)
		}
		seen[n.Text] = true
	}
}

func TestNoJourneyRepeatsANote(t *testing.T) {
	t.Parallel()
	tell, n, notes := pictureWorld(calendar.MustISO("2026-11-25")), 0, 0
	for _, sitting := range tell.pictured(&n) {
		for _, s := range sitting.stories {
			saidOnce(t, s)
		}
	}
	for ; n < 4000; n++ {
		wish := journeyWish{stage: journey.Stages[n%len(journey.Stages)], calm: n%2 == 0}
		s := tell.tell(n, tell.desks[n%len(tell.desks)], wish)
		saidOnce(t, s)
		notes += len(s.notes)
	}
	if notes < 8000 {
		t.Errorf("only %d notes were read", notes)
	}
}

// A stage of two sentences borrows from those for any time, and when these are
// used up too nothing more is written.
func TestAJourneyRunsOutOfSentencesNotIntoRepeats(t *testing.T) {
	t.Parallel()
	tell := pictureWorld(calendar.MustISO("2026-11-25"))
	var s story
	s.Resident.Identity.Given, s.OpenedOn = "Rosa", tell.day(-100)
	d, c := tell.desk("amina"), newChance(1, 1)
	for i := range 30 {
		tell.note(c, &s, d, journey.StagePaused, tell.day(-90+i), contacts[0])
	}
	saidOnce(t, s)
	if want := len(texts[journey.StagePaused]) + len(anytime); len(s.notes) != want {
		t.Errorf("%d notes, want %d", len(s.notes), want)
	}
}
