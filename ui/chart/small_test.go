package chart

import (
	"strings"
	"testing"
)

func TestAMiniBarShowsCountGapsAndWhatWillNotCount(t *testing.T) {
	t.Parallel()
	markup := render(t, MiniBar(Mini{Count: 143, Of: 182, Gaps: []int{56, 91}, Bad: 159}))
	holds(t, markup, `aria-label="Day 143 of 182"`, `width="150"`, `onward-mini__today`, `url(#onward-pay-low-small)`)
	if n := strings.Count(markup, "onward-mini__gap"); n != 2 {
		t.Errorf("%d gaps, want 2", n)
	}
}

func TestAMiniBarThatIsReachedOrEndedHasNoToday(t *testing.T) {
	t.Parallel()
	reached := render(t, MiniBar(Mini{Count: 182, Of: 182, State: Reached, Words: "Achieved"}))
	holds(t, reached, "onward-mini__reached", `aria-label="Achieved"`)
	lacks(t, reached, "onward-mini__today")
	ended := render(t, MiniBar(Mini{Count: 34, Of: 182, State: RunEnded, Words: "Run ended"}))
	holds(t, ended, "url(#onward-not-in-work)")
	lacks(t, ended, "onward-mini__today", "onward-mini__counts")
}

func TestAMiniBarNeverLeavesItsAxis(t *testing.T) {
	t.Parallel()
	m := Mini{Count: 500, Of: 182, Width: 120}
	if got := m.at(m.Count); got != "120" {
		t.Errorf("today at %s", got)
	}
	if got := m.span(190, 200); got != "0" {
		t.Errorf("a span beyond the end is %s wide", got)
	}
	lacks(t, render(t, MiniBar(Mini{Count: 3, Of: 0})), "NaN", "Inf")
}

func TestAClockHasASquareADay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		clock            Clock
		days, used, late int
		tight            bool
	}{
		{Clock{Allowed: 5, Used: 0}, 5, 0, 0, false},
		{Clock{Allowed: 5, Used: 3}, 5, 3, 0, false},
		{Clock{Allowed: 5, Used: 4}, 5, 4, 0, true},
		{Clock{Allowed: 5, Used: 5}, 5, 5, 0, true},
		{Clock{Allowed: 5, Used: 7}, 7, 5, 2, true},
	} {
		markup := render(t, WorkingDays(c.clock))
		if n := strings.Count(markup, "<rect"); n != c.days {
			t.Errorf("%+v: %d squares, want %d", c.clock, n, c.days)
		}
		if n := strings.Count(markup, "day--used"); n != c.used {
			t.Errorf("%+v: %d used, want %d", c.clock, n, c.used)
		}
		if n := strings.Count(markup, "day--late"); n != c.late {
			t.Errorf("%+v: %d late, want %d", c.clock, n, c.late)
		}
		if strings.Contains(markup, "onward-clock--tight") != c.tight {
			t.Errorf("%+v: tight is not %v", c.clock, c.tight)
		}
	}
	holds(t, render(t, WorkingDays(Clock{Allowed: 5, Words: "5 working days left"})), "5 working days left")
}

func TestTheStageLineTellsTheCurrentStep(t *testing.T) {
	t.Parallel()
	markup := render(t, StageLine([]Step{{"New", Past}, {"In work", Current}, {"Sustained", Future}}))
	if n := strings.Count(markup, `aria-current="step"`); n != 1 {
		t.Errorf("%d current steps", n)
	}
	holds(t, markup, "onward-stages__done", "onward-stages__here", "onward-stages__ahead")
}

func TestSharesFillTheBarAndTheKeyNamesEvenNone(t *testing.T) {
	t.Parallel()
	markup := render(t, ShareBar([]Share{{196, "ready", Ready}, {0, "to put right", Problem}, {18, "known", Known}}, "214 rows."))
	holds(t, markup, `x="0%"`, `width="91.58%"`, `x="91.58%"`, "to put right", "214 rows.")
	if n := strings.Count(markup, `height="22">`); n != 2 {
		t.Errorf("%d parts drawn, want the two that are not empty", n)
	}
	lacks(t, render(t, ShareBar([]Share{{0, "ready", Ready}}, "")), "NaN", "onward-share__note")
}

func TestABulletSaysInWordsWhetherItIsMet(t *testing.T) {
	t.Parallel()
	holds(t, render(t, BulletBar(Bullet{Value: 94, Target: 90})), "94%, target 90% met", "onward-mini__counts")
	holds(t, render(t, BulletBar(Bullet{Value: 81, Target: 90})), "81%, target 90% missed", "url(#onward-pay-low)")
	holds(t, render(t, BulletBar(Bullet{Value: 140, Target: 90})), `width="180"`)
}

func TestAWeightBarLeavesOutClassesWithoutJourneys(t *testing.T) {
	t.Parallel()
	markup := render(t, WeightBar(Weight{Heavy: WeightPart{12, 48}, Light: WeightPart{4, 6}, Full: 100, Scale: 130, Words: "weight 54"}))
	holds(t, markup, "part--heavy", "part--light", `x="36.92%"`, `x="76.92%"`, `aria-label="weight 54"`)
	lacks(t, markup, "part--middle")
}
