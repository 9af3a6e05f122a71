package demo

import (
	"strings"
	"testing"
	"unicode"

	"onward/internal/calendar"
	"onward/internal/resident"
)

var testDay = calendar.MustISO("2026-04-15")

func TestNamesAreAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	ethnicities, scripts := map[string]bool{}, map[string]bool{}
	for _, k := range communities.members {
		ethnicities[k.ethnicity] = true
		for _, list := range [][]string{k.women, k.men, k.kin, k.kinWomen} {
			seen := map[string]bool{}
			for _, name := range list {
				if name != resident.CleanName(name) || resident.Key(name) == "" || seen[name] && len(list) < 3 {
					t.Errorf("%s: %q is not as it would be kept", k.word, name)
				}
				seen[name] = true
				for word, table := range unicode.Scripts {
					if unicode.Is(table, []rune(name)[0]) {
						scripts[word] = true
					}
				}
			}
		}
	}
	for _, script := range []string{"Latin", "Cyrillic", "Arabic", "Han", "Tamil", "Bengali", "Gurmukhi", "Ethiopic"} {
		if !scripts[script] {
			t.Errorf("nobody writes %s", script)
		}
	}
	for _, q := range resident.Questions {
		if q.Name != "ethnicity" {
			continue
		}
		for _, o := range q.Options {
			if strings.HasPrefix(o.Code, "mixed_") || o.Code == "black_other" || o.Code == resident.NotSaid {
				continue
			}
			if !ethnicities[o.Code] {
				t.Errorf("no community is %s", o.Code)
			}
		}
	}
}

func TestNamesThatAreNotWholeAreRefused(t *testing.T) {
	t.Parallel()
	for what, text := range map[string]string{
		"no weight":             "[x]\nethnicity: arab\nf: A\nm: B\nkin: C\n",
		"a key that is none":    "[x]\nweight: 1\ncolour: red\n",
		"unequal forms of kin":  "[x]\nweight: 1\nethnicity: arab\nf: A\nm: B\nkin: C, D\nkin f: C\n",
		"a weight in words":     "[x]\nweight: many\n",
		"a religion in words":   "[x]\nweight: 1\nreligion: none lots\n",
		"a section without men": "[x]\nweight: 1\nethnicity: arab\nf: A\nkin: C\n[y]\nweight: 1\n",
	} {
		if _, _, err := readNames(text); err == nil {
			t.Errorf("%s: read", what)
		}
	}
}

func TestEveryResidentIsValidAndNobody(t *testing.T) {
	t.Parallel()
	ninos := map[string]bool{}
	var latin, other, interpreters, answered int
	ages := map[int]int{}
	for n := range 6000 {
		b := boroughs[n%len(boroughs)]
		p := newPerson(newChance(3, uint64(n)), n, b, testDay)
		if err := p.Check(testDay); err != nil {
			t.Fatalf("resident %d: %v", n, err)
		}
		if id := p.Identifiers.NINO; id != "" {
			if !resident.NINO(id).Administrative() || ninos[id[:8]] {
				t.Fatalf("resident %d: %s is somebody's or twice there", n, id)
			}
			ninos[id[:8]] = true
		}
		if tel := string(p.Contact.Telephone); tel != "" && !strings.HasPrefix(tel, "+447700900") && !strings.HasPrefix(tel, "+442079460") {
			t.Fatalf("resident %d: %s rings", n, tel)
		}
		if e := p.Contact.Email; e != "" && !strings.HasSuffix(e, "@example.org") && !strings.HasSuffix(e, ".example") {
			t.Fatalf("resident %d: %s may be somebody's", n, e)
		}
		if code := p.Contact.Postcode; code != "" && !contains(b.postcodes, code) {
			t.Fatalf("resident %d: %s is not in %s", n, code, b.name)
		}
		if unicode.Is(unicode.Latin, []rune(p.Identity.Given)[0]) {
			latin++
		} else {
			other++
		}
		if p.Contact.Interpreter {
			interpreters++
		}
		if !p.Equality.Empty() {
			answered++
		}
		ages[p.age/10]++
	}
	if other < 60 || interpreters < 100 || answered < 4500 || ages[1] == 0 || ages[6] == 0 || ages[0]+ages[8] > 0 {
		t.Errorf("%d Latin, %d other scripts, %d interpreters, %d answered, ages %v", latin, other, interpreters, answered, ages)
	}
}

func TestNumbersDoNotRunOut(t *testing.T) {
	t.Parallel()
	c, seen := newChance(1, 1), make(map[string]bool, 300_000)
	for n := 0; n < most; n += 10 {
		id := nino(c, n)
		if _, err := resident.ParseNINO(id); err != nil || seen[id[:8]] {
			t.Fatalf("number %d: %s, %v", n, id, err)
		}
		seen[id[:8]] = true
	}
}

func contains(list []string, one string) bool {
	for _, member := range list {
		if member == one {
			return true
		}
	}
	return false
}

func TestBoroughsAreAllThereWithTheirPostcodes(t *testing.T) {
	t.Parallel()
	regions := map[string]int{}
	for _, b := range boroughs {
		regions[b.regionCode]++
		if len(b.postcodes) < 200 || b.gss == "" || b.official == "" {
			t.Errorf("%s has %d postcodes", b.name, len(b.postcodes))
		}
		for _, code := range b.postcodes {
			if parsed, err := resident.ParsePostcode(code); err != nil || string(parsed) != code {
				t.Errorf("%s: %s, %v", b.name, code, err)
			}
		}
	}
	if regions["CLF"] != 12 || regions["LL"] != 9 || regions["SLP"] != 5 || regions["WLA"] != 7 {
		t.Errorf("sub-regions: %v", regions)
	}
}
