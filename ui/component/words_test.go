package component

import (
	"strings"
	"testing"
)

func TestALinkThatLeadsNowhereIsItsWords(t *testing.T) {
	t.Parallel()
	if got := strings.TrimSpace(render(t, Anchor(Link{Label: "Childcare"}))); got != "Childcare" {
		t.Errorf("%q", got)
	}
	holds(t, render(t, Name(Link{Label: "Rosa Adomako"})), "<strong>Rosa Adomako</strong>")
}

// A space inside a link would be underlined.
func TestNoSpaceFollowsALinksWords(t *testing.T) {
	t.Parallel()
	holds(t, render(t, Anchor(Link{Label: "Plan", Href: "/plan"})), `>Plan</a>`)
	holds(t, render(t, Anchor(Link{Label: "Stop", Href: "/stop", Hidden: "sharing with Brent"})), `>Stop <span class="govuk-visually-hidden">sharing with Brent</span></a>`)
}

func TestEveryStageHasItsWordsAndAnUnknownOneHasNoTag(t *testing.T) {
	t.Parallel()
	for stage, want := range map[Stage]string{New: "New", Assessing: "Assessing", GettingReady: "Getting ready", Looking: "Looking for work", InWork: "In work", Sustained: "Sustained", Paused: "Paused", Closed: "Closed"} {
		holds(t, render(t, StageTag(stage)), "onward-stage--"+string(stage), ">"+want+"<")
	}
	if got := strings.TrimSpace(render(t, StageTag("lost"))); got != "" {
		t.Errorf("%q", got)
	}
}

// Colour alone never tells statuses apart: shape and words do.
func TestStatusesDifferInShapeOrWords(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range []Status{AtRisk(""), Overdue(""), OnCourse(""), Achieved(""), Eased(""), InHand(""), Waiting(""), DueSoon(""), Ended(""), Stopped(""), ToDo("")} {
		mark := string(s.Shape) + " " + s.Words
		if seen[mark] {
			t.Errorf("two statuses look like %q without colour", mark)
		}
		seen[mark] = true
		markup := render(t, Mark(s))
		holds(t, markup, s.Words, "onward-sign--"+string(s.Shape), `aria-hidden="true"`)
		if !strings.Contains(markup, "<path") && !strings.Contains(markup, "<circle") {
			t.Errorf("%q has no shape", s.Words)
		}
	}
	if got := AtRisk("Pay falls on 1 May").Words; got != "Pay falls on 1 May" {
		t.Errorf("%q", got)
	}
}

func TestStepsBeforeNowAreDone(t *testing.T) {
	t.Parallel()
	markup := render(t, Steps(StepsAt(3, "Upload", "Match columns", "Check", "Import")))
	if n := strings.Count(markup, ", done"); n != 2 {
		t.Errorf("%d steps are done", n)
	}
	if n := strings.Count(markup, `aria-current="step"`); n != 1 {
		t.Errorf("%d steps are current", n)
	}
	holds(t, markup, ">4</span>")
}

func TestTheStageLineShortensWhatHasNoRoom(t *testing.T) {
	t.Parallel()
	steps := StageSteps(Looking)
	if steps[3].Label != "Looking" || steps[3].State != "current" || steps[2].State != "past" || steps[4].State != "future" {
		t.Errorf("%+v", steps)
	}
	for _, step := range StageSteps(Paused) {
		if step.State != "future" {
			t.Errorf("a paused journey stands at %+v", step)
		}
	}
}

func TestATelephoneIsDialledByItsDigits(t *testing.T) {
	t.Parallel()
	holds(t, render(t, Identity(IdentityView{Name: "Rosa", Facts: []Fact{{Label: "Contact", Value: "Amina,", Phone: "+44 (20) 7946 0142"}}})), `href="tel:+442079460142"`, "+44 (20) 7946 0142")
}

func TestAGuardedFactLeavesNoTraceWhereItMayNotBeKnown(t *testing.T) {
	t.Parallel()
	lacks(t, render(t, Identity(IdentityView{Name: "Rosa"})), "guarded", "moj-badge")
	lacks(t, render(t, Timeline([]TimelineEntry{{Title: "Note", Meta: "14 April"}})), "guarded")
}

func TestAMenuOpensWithoutScriptsAndPostsWhatChanges(t *testing.T) {
	t.Parallel()
	markup := render(t, Menu(MenuView{Label: "More", Items: []MenuItem{{Label: "Print", Href: "/print"}, {Label: "Pause", Post: &ActionView{Action: "/pause", CSRF: "token"}}}}))
	holds(t, markup, "<details", "<summary", `href="/print"`, `method="post" action="/pause"`, "govuk-button--secondary")
	holds(t, render(t, Menu(MenuView{Label: "More", Kind: White})), "onward-button--white")
}

func TestAButtonIsALinkOnlyWhereItLeadsSomewhere(t *testing.T) {
	t.Parallel()
	holds(t, render(t, Button(ButtonView{Label: "Refer", Href: "/refer", Kind: Secondary})), `<a class="govuk-button govuk-button--secondary" href="/refer"`)
	holds(t, render(t, Button(ButtonView{Label: "Save", Name: "do", Value: "save", Small: true})), `<button class="govuk-button onward-button--small" type="submit"`, `name="do"`, `value="save"`)
}

func TestAnActionPostsWithItsTokenAndKey(t *testing.T) {
	t.Parallel()
	markup := render(t, ActionButton(ActionView{Action: "/attended", CSRF: "token", Key: "key", Version: "2", Fields: []Pair{{"journey", "7"}}, Button: ButtonView{Label: "Attended"}}))
	holds(t, markup, `name="_csrf" value="token"`, `name="_key" value="key"`, `name="_version" value="2"`, `name="journey" value="7"`, "data-once")
	lacks(t, render(t, ActionButton(ActionView{Action: "/x"})), "_key", "_version")
}
