package caseload

import (
	"encoding/csv"
	"os"
	"reflect"
	"strings"
	"testing"

	"onward/internal/resident"
)

func TestBarriersIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ codes, unknown string }{
		"Childcare; Lone parent; LTU":                      {"childcare single_parent long_term_unemployed", ""},
		"MH\nESOL\nNo laptop":                              {"mental_health english digital", ""},
		"Ex-offender / English language":                   {"offending english", ""},
		"Back pain / physical health":                      {"physical_health", ""},
		"ESOL / Back pain / physical health / debt":        {"english physical_health debt", ""},
		"Ex-offender, LTU, Back pain / physical health":    {"offending long_term_unemployed physical_health", ""},
		"Low skills (L2 or below)":                         {"qualifications_low", ""},
		"childcare and debt":                               {"childcare debt", ""},
		"Childcare & debt + housing":                       {"childcare debt housing", ""},
		"drugs and alcohol":                                {"substance_misuse", ""},
		"literacy and numeracy / housing":                  {"literacy_numeracy housing", ""},
		"Housing (high), Debt (main)":                      {"housing debt", ""},
		"housing issues; has debt problems":                {"housing debt", ""},
		"mental_health;physical_health":                    {"mental_health physical_health", ""},
		"Mental health / MH":                               {"mental_health mental_health", ""},
		"Homeless, likes football, Debt":                   {"housing debt", "likes football"},
		"fear of lifts / moths":                            {"", "fear of lifts|moths"},
		"health":                                           {"", "health"},
		"50+":                                              {"age_50_plus", ""},
		"None":                                             {"", ""},
		"no barriers":                                      {"", ""},
		"- Debt.\n- Housing":                               {"debt housing", ""},
		"• Debt • Housing":                                 {"debt housing", ""},
		"N/A; ; Debt;":                                     {"debt", ""},
		"Special educational needs and disabilities":       {"send", ""},
		"In low-paid or insecure work":                     {"low_pay", ""},
		"=HYPERLINK(\"http://x.example\")":                 {"", "=HYPERLINK(\"http:|x.example\")"},
		"Caring responsibilities other than childcare":     {"caring", ""},
		"Homeless or at risk of homelessness - since 2024": {"housing", "since 2024"},
	} {
		codes, unknown := barriersIn(text)
		if got := strings.Join(codes, " "); got != want.codes || strings.Join(unknown, "|") != want.unknown {
			t.Errorf("%q is %q, %q, want %+v", text, codes, unknown, want)
		}
	}
}

// TestBarrierWordsFitTheTaxonomy: every code has words, its own name among them,
// and no word means two codes.
func TestBarrierWordsFitTheTaxonomy(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/barriers.csv")
	if err != nil {
		t.Fatal(err)
	}
	taxonomy, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for _, record := range taxonomy[1:] {
		codes[record[0]] = true
		for _, words := range record[:2] {
			if got, unknown := barriersIn(words); !reflect.DeepEqual(got, []string{record[0]}) || unknown != nil {
				t.Errorf("%q is %v, want %s", words, got, record[0])
			}
		}
	}
	meant := map[string]string{}
	for _, record := range dataRows(barriersCSV) {
		if !codes[record[0]] {
			t.Errorf("%s is not in the taxonomy", record[0])
		}
		for _, words := range strings.Split(record[1], ";") {
			key := resident.Key(words)
			if other := meant[key]; other != "" || key == "" {
				t.Errorf("%q means %s and %s", words, other, record[0])
			}
			meant[key] = record[0]
		}
	}
	for _, record := range dataRows(statusesCSV) {
		if record[0] != StatusActive && record[0] != StatusInWork && record[0] != StatusClosed {
			t.Errorf("%s is no status", record[0])
		}
		for _, words := range strings.Split(record[2], ";") {
			key := "status " + resident.Key(words)
			if other := meant[key]; other != "" {
				t.Errorf("%q means %s and %s", words, other, record[0])
			}
			meant[key] = record[0]
		}
	}
}

func FuzzBarriersIn(f *testing.F) {
	for _, seed := range []string{"MH / ESOL", "Back pain / physical health", "a/b/c/d/e/f & g + h and i - j", "\xff;\xff", "••"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		codes, unknown := barriersIn(text)
		for _, code := range codes {
			if barrierCodes[resident.Key(code)] != code {
				t.Fatalf("%q is the code %q", text, code)
			}
		}
		if len(codes)+len(unknown) > len(text)+1 {
			t.Fatalf("%q makes %d barriers", text, len(codes)+len(unknown))
		}
	})
}
