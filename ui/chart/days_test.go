package chart

import (
	"strings"
	"testing"
	"time"

	"onward/internal/calendar"
)

func rosa() Days {
	day := calendar.MustISO
	return Days{
		From: day("2025-11-10"), Until: day("2026-05-24"), Today: day("2026-04-15"),
		TodayWords: "Today, day 143", DueWords: "24 May, day 182", Title: "Day 143 of 182",
		Jobs: []Job{{From: day("2026-01-12"), Until: day("2026-05-24"), Employer: "Acton Vale Foods"}},
		Stretches: []Stretch{
			{From: day("2025-11-10"), Until: day("2026-01-04"), Kind: Counts, Numbers: "Days 1 to 56"},
			{From: day("2026-01-05"), Until: day("2026-01-11"), Kind: NotInWork, Leader: "Not in work, 7 days"},
			{From: day("2026-01-12"), Until: day("2026-04-15"), Kind: Counts, Numbers: "57 to 143"},
			{From: day("2026-04-16"), Until: day("2026-04-30"), Kind: WillCount, Numbers: "144 to 158"},
			{From: day("2026-05-01"), Until: day("2026-05-24"), Kind: PayLow, Numbers: "159 to 182"},
		},
		Threat: &Threat{On: day("2026-05-01"), Words: "Pay too low", When: "from 1 May"},
	}
}

func TestDaysLieOnACalendarAxis(t *testing.T) {
	t.Parallel()
	d := rosa()
	if d.length() != 196 {
		t.Fatalf("the axis has %d days", d.length())
	}
	if got := d.at(d.From); got != "0%" {
		t.Errorf("the first day begins at %s", got)
	}
	if got := d.at(d.Until.Add(1)); got != "100%" {
		t.Errorf("the last day ends at %s", got)
	}
	if got := d.span(d.From, d.Until); got != "100%" {
		t.Errorf("all days are %s wide", got)
	}
	if got := d.at(d.From.Add(-30)); got != "0%" {
		t.Errorf("a day before the axis is at %s", got)
	}
}

func TestTodaysLineStandsWhereTodayEnds(t *testing.T) {
	t.Parallel()
	d := rosa()
	if d.now() != calendar.Day(2026, time.April, 16) || !d.nowOnRight() {
		t.Errorf("%v, right %v", d.now(), d.nowOnRight())
	}
	d.Today = calendar.Day(2025, time.November, 20)
	if d.nowOnRight() {
		t.Error("the chip of an early day hangs over the left edge")
	}
}

func TestMonthsAreNamedWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	var words []string
	for _, tick := range rosa().months() {
		words = append(words, tick.words)
	}
	if got := strings.Join(words, " "); got != "Dec Jan Feb Mar Apr May" {
		t.Errorf("%q", got)
	}
	d := rosa()
	d.From = calendar.Day(2025, time.November, 28) // 1 December would run into the first day's words
	if first := d.months()[0].words; first != "Jan" {
		t.Errorf("the first month named is %q", first)
	}
	if got := d.firstDay(); got != "28 Nov 2025" {
		t.Errorf("%q", got)
	}
}

func TestPhonesNameEveryOtherMonthOfALongRun(t *testing.T) {
	t.Parallel()
	d := rosa()
	d.Until = calendar.Day(2026, time.December, 31)
	named := 0
	for _, tick := range d.phoneMonths() {
		if tick.words != "" {
			named++
		}
	}
	if total := len(d.phoneMonths()); named > (total+1)/2 {
		t.Errorf("%d of %d months are named", named, total)
	}
}

func TestTheFlagsWordsGiveWayToTodaysChip(t *testing.T) {
	t.Parallel()
	d := rosa()
	if !d.dueFits() {
		t.Error("there is room beside the chip")
	}
	d.Today = calendar.Day(2026, time.May, 20)
	if d.dueFits() {
		t.Error("the flag's words run into the chip")
	}
	holds(t, render(t, DayBar(rosa())), "24 May, day 182")
	lacks(t, render(t, DayBar(d)), "24 May, day 182")
}

func TestNumbersStandInsideOnlyWhereTheyFit(t *testing.T) {
	t.Parallel()
	d := rosa()
	if !d.numbersFit(d.Stretches[3]) {
		t.Error("144 to 158 fits")
	}
	d.Stretches[3].Numbers = "days 144 to 158"
	if d.numbersFit(d.Stretches[3]) {
		t.Error("too many words for 15 days")
	}
	if d.numbersFit(d.Stretches[1]) {
		t.Error("a stretch without numbers has none to show")
	}
}

func TestTheKeyCountsEachKindThatOccurs(t *testing.T) {
	t.Parallel()
	var got []string
	for _, entry := range rosa().key() {
		got = append(got, entry.words+entry.days)
	}
	want := "Counts, 150 days|Will count if nothing changes, 15|Pay below the London Living Wage, 24|Not in work, 7"
	if strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
	if got := amount(1, true); got != ", 1 day" {
		t.Errorf("%q", got)
	}
}

func TestThePictureIsToldInWords(t *testing.T) {
	t.Parallel()
	markup := render(t, DayBar(rosa()))
	holds(t, markup, `aria-label="Day 143 of 182"`, "Not in work from 5 January 2026 to 11 January 2026.")
	if kindWords("unheard of") != "" {
		t.Error("an unknown kind has words")
	}
}

func TestAnEmptyBarIsNoAccident(t *testing.T) {
	t.Parallel()
	lacks(t, render(t, DayBar(Days{})), "NaN", "Inf", "-1%")
}
