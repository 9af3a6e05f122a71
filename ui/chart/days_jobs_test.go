package chart

import (
	"testing"

	"onward/internal/calendar"
)

// paidLess is Rosa's second job with lower pay for its last 24 days, which have
// no room for as many words.
func paidLess() Days {
	d, day := rosa(), calendar.MustISO
	d.Jobs = []Job{
		{From: day("2025-11-10"), Until: day("2026-01-04"), Employer: "Brightwell Kitchens", Pay: "£14.80 an hour"},
		{From: day("2026-01-12"), Until: day("2026-04-30"), Employer: "Acton Vale Foods", Pay: "£14.80 an hour"},
		{From: day("2026-05-01"), Until: day("2026-05-24"), Employer: "Acton Vale Foods", Pay: "£13.85 an hour"},
	}
	return d
}

// inside says of all labels that they stand in the picture, each clear of the others.
func inside(t *testing.T, d Days) {
	t.Helper()
	labels := d.jobLabels()
	for _, width := range []int{narrowDesk, 1040, deskWidth} {
		for i, l := range labels {
			from, until := l.reach(d, width)
			if from < 0 || until > width {
				t.Errorf("%q goes from %d to %d of %d", l.words, from, until, width)
			}
			for _, other := range labels[:i] {
				if start, end := other.reach(d, width); from < end && until > start {
					t.Errorf("%q lies on %q", l.words, other.words)
				}
			}
		}
	}
}

func TestTheLastJobsWordsEndInsideThePicture(t *testing.T) {
	t.Parallel()
	d := paidLess()
	inside(t, d)
	labels := d.jobLabels()
	if len(labels) != 3 {
		t.Fatalf("%+v", labels)
	}
	last := labels[2]
	if last.words != "£13.85 an hour" || last.anchor != "start" || last.at(d) != "87.75%" || last.shift() != "0" {
		t.Errorf("%+v at %s, %s", last, last.at(d), last.shift())
	}
	if first := labels[0]; first.words != "Brightwell Kitchens, £14.80 an hour" || first.anchor != "start" || first.at(d) != "0%" || first.shift() != "0" {
		t.Errorf("%+v at %s, %s", first, first.at(d), first.shift())
	}
}

func TestAnotherEmployerIsNamedAlsoAtTheEdge(t *testing.T) {
	t.Parallel()
	d := paidLess()
	d.Jobs[2].Employer = "Orchard Stores"
	inside(t, d)
	if last := d.jobLabels()[2]; last.words != "Orchard Stores, £13.85 an hour" || last.anchor != "end" || last.at(d) != "100%" || last.shift() != "-6" {
		t.Errorf("%+v at %s, %s", last, last.at(d), last.shift())
	}
	holds(t, render(t, DayBar(d)), `x="100%" dx="-6" y="43" text-anchor="end">Orchard Stores, £13.85 an hour</text>`)
	d.Jobs = d.Jobs[1:]
	d.Jobs[0].Until, d.Jobs[0].Employer = calendar.MustISO("2026-02-01"), "Acton Vale Foods"
	d.Jobs[1].Employer, d.Jobs[1].From = "Acton Vale Foods", calendar.MustISO("2026-05-20") // too late also for the pay from its first day on
	inside(t, d)
	if last := d.jobLabels()[1]; last.words != "£13.85 an hour" || last.anchor != "end" {
		t.Errorf("%+v", last)
	}
}

func TestWordsWithoutRoomAreTold(t *testing.T) {
	t.Parallel()
	d, day := rosa(), calendar.MustISO
	d.Jobs = []Job{
		{From: day("2026-01-12"), Until: day("2026-01-14"), Employer: "Acton Vale Foods", Pay: "£14.80 an hour"},
		{From: day("2026-01-15"), Until: day("2026-01-18"), Employer: "Brightwell Kitchens", Pay: "£13.85 an hour"},
	}
	inside(t, d)
	if labels := d.jobLabels(); len(labels) != 1 || labels[0].words != "Acton Vale Foods, £14.80 an hour" {
		t.Errorf("%+v", labels)
	}
	holds(t, render(t, DayBar(d)), "Brightwell Kitchens, £13.85 an hour from 15 January 2026 to 18 January 2026.")
	if (Job{Employer: "Orchard Stores"}).words() != "Orchard Stores" {
		t.Error("a job without pay says more than its employer")
	}
}
