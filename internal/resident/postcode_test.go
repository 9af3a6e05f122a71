package resident_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onward/internal/fault"
	"onward/internal/resident"
)

func TestParsePostcode(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]resident.Postcode{
		"NW10 8QD": "NW10 8QD", "nw34yy": "NW3 4YY", " w5  1sh ": "W5 1SH", "NW1W 7UT": "NW1W 7UT",
		"EC1A1BB": "EC1A 1BB", "M11AE": "M1 1AE", "gir 0aa": "GIR 0AA", "W13 OBR": "W13 0BR", "w5 ish": "W5 1SH",
		"SW1A-1AA": "SW1A 1AA", "UB6\u00a09TH": "UB6 9TH",
	} {
		if got, err := resident.ParsePostcode(text); err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "W5", "NFA", "QA1 1AA", "W5 1CH", "W5 1S", "W5 1SHX", "123 456", "n/a", "Ealing", "GIR 0AAX", "XGIR 0AA", "W5 2B¥",
	} {
		if got, err := resident.ParsePostcode(text); got != "" || !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is %q (%v), want an Invalid fault", text, got, err)
		}
	}
	if got := resident.Postcode("NW10 8QD").Area(); got != "NW10" {
		t.Errorf("the area of NW10 8QD is %q", got)
	}
}

func TestPostcodeOfAnAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]resident.Postcode{
		"1 High Street, Ealing W5 1SH":   "W5 1SH",
		"1 High Street, Ealing\nw51sh. ": "W5 1SH",
		"W5 1SH":                         "W5 1SH",
		"Flat W5 1SH House":              "",
		"1 High StreetW5 1SH":            "",
		"1 High Street":                  "",
		"":                               "",
	} {
		if got := resident.PostcodeOf(address); got != want {
			t.Errorf("%q ends with %q, want %q", address, got, want)
		}
	}
}

func TestAnySpacingGivesTheSamePostcode(t *testing.T) {
	t.Parallel()
	published := regexp.MustCompile(`^(GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2})$`)
	rapid.Check(t, func(t *rapid.T) {
		out := rapid.StringMatching(`[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?`).Draw(t, "outward")
		in := rapid.StringMatching(`[0-9][ABD-HJLNP-UW-Z]{2}`).Draw(t, "inward")
		want := resident.Postcode(out + " " + in)
		for _, text := range []string{out + in, out + " " + in, strings.ToLower(out + "  " + in)} {
			got, err := resident.ParsePostcode(text)
			if err != nil || got != want || !published.MatchString(string(got)) {
				t.Fatalf("%q is %q (%v), want %q", text, got, err, want)
			}
		}
	})
}

func FuzzParsePostcode(f *testing.F) {
	for _, seed := range []string{"NW10 8QD", "girOaa", "O", "\xff\xfe", "ééé"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, err := resident.ParsePostcode(text)
		if again, _ := resident.ParsePostcode(string(code)); err == nil && again != code {
			t.Fatalf("%q is %q, read again %q", text, code, again)
		}
		resident.PostcodeOf(text)
	})
}
