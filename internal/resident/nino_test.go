package resident_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"onward/internal/fault"
	"onward/internal/resident"
)

func TestParseNINO(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]resident.NINO{
		"AA 07 59 54 A":                     "AA075954A",
		"aa 86 61 38 a":                     "AA866138A",
		"AA188499B":                         "AA188499B",
		" aa-18-84-99-b ":                   "AA188499B",
		"AA.188499.D":                       "AA188499D",
		"AA\u00a018\u00a084\u00a099\u00a0C": "AA188499C",
		"'AA188499C":                        "AA188499C",
		"AA 18 84 99":                       "AA188499", // the last letter is not known
		"MW123456A":                         "MW123456A",
		"OA123456A":                         "OA123456A",
	} {
		if got, err := resident.ParseNINO(text); err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", text, got, err, want)
		}
	}
}

func TestParseNINORefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "QQ12345", "QQ123456C", "AA12345C", "AA1234567C", "AA123456E", "AA12345O", "A1234567C",
		"BG123456A", "GB123456A", "KN123456A", "NK123456A", "NT123456A", "TN123456A", "ZZ123456A",
		"DA123456A", "FY123456A", "IA123456A", "UA123456A", "VA123456A", "AD123456A", "AO123456A", "OO123456A",
		"11 a1 11 11", "AA123456CC", "AA٣٤٥٦٧٨A", "ÀA123456A", "AA 12 34 56 C (old)",
	} {
		got, err := resident.ParseNINO(text)
		if got != "" || !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is %q (%v), want an Invalid fault", text, got, err)
		}
	}
}

func TestNINOParts(t *testing.T) {
	t.Parallel()
	whole, short := resident.NINO("AA123456C"), resident.NINO("AA123456")
	if whole.Stem() != "AA123456" || short.Stem() != "AA123456" || resident.NINO("").Stem() != "" {
		t.Error("the stem is the first eight characters")
	}
	if whole.Short() || !short.Short() {
		t.Error("only a number of eight characters is short")
	}
	if whole.Spaced() != "AA 12 34 56 C" || short.Spaced() != "AA 12 34 56" || resident.NINO("").Spaced() != "" {
		t.Errorf("spaced: %q, %q", whole.Spaced(), short.Spaced())
	}
	if whole.Administrative() || !resident.NINO("MW123456A").Administrative() || resident.NINO("").Administrative() {
		t.Error("MW is administrative, AA is not")
	}
}

// TestNINOAgreesWithThePublishedPattern compares with formats.csv, whose pattern
// needs the seven prefixes taken out first because Go cannot look ahead.
func TestNINOAgreesWithThePublishedPattern(t *testing.T) {
	t.Parallel()
	pattern := regexp.MustCompile(`^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]?$`)
	never := regexp.MustCompile(`^(BG|GB|KN|NK|NT|TN|ZZ)`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[A-Z]{2}[0-9]{5,6}[A-F]{0,2}`).Draw(t, "number")
		_, err := resident.ParseNINO(text)
		if want := pattern.MatchString(text) && !never.MatchString(text); (err == nil) != want {
			t.Fatalf("%s: %v, want it to pass: %v", text, err, want)
		}
	})
}

func FuzzParseNINO(f *testing.F) {
	for _, seed := range []string{"AA 12 34 56 C", "QQ12345", "aa123456", "\xff", "ß"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := resident.ParseNINO(text)
		if again, _ := resident.ParseNINO(n.Spaced()); err == nil && again != n {
			t.Fatalf("%q is %q, spaced and read again %q", text, n, again)
		}
	})
}
