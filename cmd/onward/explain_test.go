package main

import (
	"strings"
	"testing"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/sharing"
)

// What cannot be explained ends in words and code 1, before anything is printed.
func TestExplainSaysWhatItCannotFind(t *testing.T) {
	t.Parallel()
	data := world(t)
	for want, args := range map[string][]string{
		`leads an unsealed journey "1A11 1A"`: {"--user", "amina", "--journey", "1A11 1A"},
		`leads an unsealed journey "x"`:       {"--user", "amina", "--journey", "x"},
	} {
		if a := onward(t, "", append([]string{"--data", data, "access", "explain"}, args...)...); a.code != 1 || a.out != "" || !strings.Contains(a.err, want) {
			t.Errorf("%v: %+v", args, a)
		}
	}
}

// Whoever is asked about is answered for each category; with several posts, for
// each of them; of somebody unknown it says how to find out who there is.
func TestExplainAnswersForEveryCategory(t *testing.T) {
	t.Parallel()
	data := world(t)
	explain := func(user, ref string) answer {
		return onward(t, "", "--data", data, "access", "explain", "--user", user, "--journey", ref)
	}
	ref, a := "", answer{code: 1}
	for n := int64(1); n < 10 && a.code != 0; n++ {
		ref = journey.Reference(n)
		a = explain("amina.yusufi@ealing.example", ref)
	}
	if a.code != 0 || !strings.Contains(a.out, "London Borough of Ealing, on "+ref+":\n") || strings.Count(a.out, "\n  ") < int(access.Documents)+1 || !strings.Contains(a.out, "  existence ") {
		t.Errorf("%+v", a)
	}
	if a := explain("nobody", ref); a.code != 1 || a.out != "" || !strings.Contains(a.err, `Nobody is called "nobody". See: onward user list.`) {
		t.Errorf("nobody: %+v", a)
	}
}

func TestDiffFindsVersionsByTitleAndSaysWhatItCannotFind(t *testing.T) {
	t.Parallel()
	data := world(t)
	diff := func(old, next string) answer {
		return onward(t, "", "--data", data, "access", "diff", "--agreement", old, "--as", next)
	}
	if a := diff("Neighbouring boroughs/1", "neighbouring boroughs/2"); a.code != 0 || !strings.HasPrefix(a.out, "If “Neighbouring boroughs”, version 2 stood in place of version 1, of ") {
		t.Errorf("%+v", a)
	}
	for want, pair := range map[string][2]string{
		"is no later version of “Neighbouring boroughs”, version 2": {"Neighbouring boroughs/2", "Neighbouring boroughs/1"},
		`sees an agreement "99999"`:                                 {"99999", "Neighbouring boroughs/2"},
		`sees an agreement "Nothing/1"`:                             {"Neighbouring boroughs/1", "Nothing/1"},
	} {
		if a := diff(pair[0], pair[1]); a.code != 1 || a.out != "" || !strings.Contains(a.err, want) {
			t.Errorf("%v: %+v", pair, a)
		}
	}
}

func TestTheEffectInLines(t *testing.T) {
	t.Parallel()
	old := sharing.Agreement{Number: 1, Terms: sharing.Terms{Title: "West"}}
	next := sharing.Agreement{Number: 2, Terms: sharing.Terms{Title: "West"}}
	for want, e := range map[string]sharing.Effect{
		"If “West”, version 2 stood in place of version 1, of 7 open journeys:\n  nobody gains or loses sight of any.\n": {Open: sharing.Count{Ours: 7}},
		"If “West”, version 2 stood in place of version 1, of 7 open journeys:\n  Brent gains sight of 2 and fewer than 5 more\n  Brent sees less of 3\n" +
			"  Brent gains the categories contact, plan\n  Brent loses the categories work\n  Brent gains nothing on 1: they objected to it\n": {Open: sharing.Count{Ours: 7},
			Sights: []sharing.Sight{{Name: "Brent", Gains: sharing.Count{Ours: 2, Others: -1}, Fewer: sharing.Count{Ours: 3}, Objected: sharing.Count{Ours: 1},
				Adds: access.SetOf(access.Contact, access.Plan), Drops: access.SetOf(access.Work)}}},
	} {
		var out strings.Builder
		printEffect(&out, old, next, e)
		if out.String() != want {
			t.Errorf("%q, want %q", out.String(), want)
		}
	}
}
