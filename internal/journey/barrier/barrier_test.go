package barrier_test

import (
	"strings"
	"testing"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/barrier"
)

var today = calendar.MustISO("2026-04-15")

func TestTaxonomyIsWhole(t *testing.T) {
	t.Parallel()
	if len(barrier.Kinds) != 27 {
		t.Errorf("%d kinds", len(barrier.Kinds))
	}
	seen := map[string]bool{}
	for _, k := range barrier.Kinds {
		if seen[k.Code] || k.Label == "" || k.Source == "" {
			t.Errorf("kind: %+v", k)
		}
		seen[k.Code] = true
	}
	k, ok := barrier.Find("mental_health")
	if !ok || k.Category != access.Health || k.Label != "Mental health" {
		t.Errorf("mental health: %+v", k)
	}
	if _, ok := barrier.Find("laziness"); ok {
		t.Error("a code that is none was found")
	}
}

func TestKindsInOffersOnlyTheCategoriesGiven(t *testing.T) {
	t.Parallel()
	for _, k := range barrier.KindsIn(access.SetOf(access.Circumstances, access.HousingMoney)) {
		if k.Category != access.Circumstances && k.Category != access.HousingMoney {
			t.Errorf("offered %s in %s", k.Code, k.Category)
		}
	}
	if n := len(barrier.KindsIn(barrier.Categories)); n != len(barrier.Kinds) {
		t.Errorf("all categories offer %d kinds", n)
	}
	if len(barrier.KindsIn(0)) != 0 {
		t.Error("no category offers something")
	}
}

func TestCheckSaysWhatToDoAboutEachField(t *testing.T) {
	t.Parallel()
	n := barrier.New{Code: "x", Facts: barrier.Facts{Detail: strings.Repeat("é", 201), Severity: 4, Status: "gone", Since: today.Add(1), FoundBy: "a neighbour"}}
	err := n.Check(today)
	if !fault.Is(err, fault.Invalid) {
		t.Fatalf("check: %v", err)
	}
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
		if strings.Contains(f.Message, "neighbour") {
			t.Errorf("the message repeats what was typed: %s", f.Message)
		}
	}
	if got := strings.Join(names, " "); got != "code detail severity status since found_by" {
		t.Errorf("wrong: %s", got)
	}
}

func TestCheckTidies(t *testing.T) {
	t.Parallel()
	n := barrier.New{Code: "childcare", Facts: barrier.Facts{Detail: "  Childcare\n before  8am ", Severity: barrier.Marked, Since: today}}
	if err := n.Check(today); err != nil {
		t.Fatal(err)
	}
	if n.Detail != "Childcare before 8am" || n.Status != barrier.Open {
		t.Errorf("tidied: %+v", n.Facts)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for _, s := range barrier.Severities {
		if s.Label() == "" || s.Hint() == "" {
			t.Errorf("severity %d has no words", s)
		}
	}
	for _, s := range barrier.Statuses {
		if s.Label() == "" {
			t.Errorf("status %s has no words", s)
		}
	}
	if barrier.Severity(0).Label() != "" || barrier.Severity(9).Hint() != "" || barrier.Status("").Label() != "" || barrier.FinderLabel("nobody") != "" {
		t.Error("what is none has words")
	}
	if barrier.FinderLabel("resident") != "The resident said so" {
		t.Error("the resident is no finder")
	}
}

func TestStandingFollowsStatusAndWork(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		b    barrier.Barrier
		want string
	}{
		{barrier.Barrier{Status: barrier.Open, Version: 1}, "To do"},
		{barrier.Barrier{Status: barrier.Open, Version: 2}, "In hand"},
		{barrier.Barrier{Status: barrier.Easing, Version: 1}, "Eased"},
		{barrier.Barrier{Status: barrier.Resolved, Version: 3}, "Removed"},
	} {
		if got := c.b.Standing().Label(); got != c.want {
			t.Errorf("%s at version %d stands as %q, want %q", c.b.Status, c.b.Version, got, c.want)
		}
	}
}

func TestTitleIsTheBarriersOwnWords(t *testing.T) {
	t.Parallel()
	k, _ := barrier.Find("childcare")
	if got := (barrier.Barrier{Kind: k}).Title(); got != "Childcare responsibilities" {
		t.Error(got)
	}
	if got := (barrier.Barrier{Kind: k, Detail: "Childcare before 8am"}).Title(); got != "Childcare before 8am" {
		t.Error(got)
	}
}
