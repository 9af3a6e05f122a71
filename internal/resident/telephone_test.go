package resident_test

import (
	"testing"

	"pgregory.net/rapid"

	"onward/internal/fault"
	"onward/internal/resident"
)

func TestParseTelephone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]resident.Telephone{
		"07700 900931":       "+447700900931",
		"+447700900931":      "+447700900931",
		"+44 (0)7700 900931": "+447700900931",
		"0044 7700 900931":   "+447700900931",
		"447700900931":       "+447700900931",
		"7700900931":         "+447700900931", // a spreadsheet ate the nought
		"'07700-900931":      "+447700900931",
		"(020) 7946 0000":    "+442079460000",
		"2079460000":         "+442079460000",
		"01632 96001":        "+44163296001",
		"+353 20 912 3456":   "+353209123456",
		"+1 202.555.0123":    "+12025550123",
	} {
		if got, err := resident.ParseTelephone(text); err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "0", "999", "7946 0000", "12345", "07700 90093", "077009009311", "0800 1111", "00000 000000", "020 7946 000",
		"07700 900931 / 020 7946 0000", "07700 900931 ext 3", "07700 900931 (mum)", "call me", "0800 REVERSE", "7.7009E+09", "+999 1234567",
	} {
		if got, err := resident.ParseTelephone(text); got != "" || !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is %q (%v), want an Invalid fault", text, got, err)
		}
	}
}

func TestTelephoneAsPeopleUseIt(t *testing.T) {
	t.Parallel()
	for number, want := range map[resident.Telephone][2]string{
		"+447700900931": {"07700900931", "07700 900931"},
		"+442079460000": {"02079460000", "020 7946 0000"},
		"+353209123456": {"+353209123456", "+353 20 912 3456"},
		"":              {"", ""},
	} {
		if got := [2]string{number.National(), number.Spaced()}; got != want {
			t.Errorf("%s is dialled and read %q, want %q", number, got, want)
		}
	}
}

// TestDramaNumbersInAnyDress holds all ways of writing Ofcom's fictitious mobiles to one number.
func TestDramaNumbersInAnyDress(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		last := rapid.StringMatching(`[0-9]{3}`).Draw(t, "last three")
		want := resident.Telephone("+447700900" + last)
		for _, text := range []string{"07700900" + last, "07700 900" + last, "+44 7700 900 " + last, "7700900" + last, "0044 7700 900-" + last} {
			if got, err := resident.ParseTelephone(text); err != nil || got != want {
				t.Fatalf("%q is %q (%v), want %q", text, got, err, want)
			}
		}
	})
}

func FuzzParseTelephone(f *testing.F) {
	for _, seed := range []string{"07700 900931", "+353 20 912 3456", "+", "0", "\xff", "tel:+44"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := resident.ParseTelephone(text)
		if again, _ := resident.ParseTelephone(string(number)); err == nil && again != number {
			t.Fatalf("%q is %q, read again %q", text, number, again)
		}
	})
}
