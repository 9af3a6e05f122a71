package resident_test

import (
	"strings"
	"testing"

	"onward/internal/fault"
	"onward/internal/resident"
)

func TestParseEmail(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]resident.Email{
		"mei.0@example.org":                "mei.0@example.org",
		" Jean-Luc.66@Example.ORG ":        "jean-luc.66@example.org",
		"mailto:a+b@mail.example.co.uk":    "a+b@mail.example.co.uk",
		"Mei Jones <mei@example.org>":      "mei@example.org",
		"mei@example.org;":                 "mei@example.org",
		"o'brien@example.org":              "o'brien@example.org",
		"mei@bücher.example":               "mei@bücher.example",
		"x@xn--bcher-kva.example":          "x@xn--bcher-kva.example",
		"mei@example.org. ":                "mei@example.org",
		"\u00a0mei@example.xn--p1ai\u00a0": "mei@example.xn--p1ai",
	} {
		if got, err := resident.ParseEmail(text); err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "@", "mei", "mei@", "@example.org", "mei@example", "mei@example..org", "mei..x@example.org", ".mei@example.org", "mei.@example.org",
		"mei@@example.org", "mei@ex ample.org", "a@example.org, b@example.org", "mei@-example.org", "mei@example.o", "<>", "no email",
		strings.Repeat("a", 250) + "@example.org", "mei@example.123",
	} {
		if got, err := resident.ParseEmail(text); got != "" || !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is %q (%v), want an Invalid fault", text, got, err)
		}
	}
}

func FuzzParseEmail(f *testing.F) {
	for _, seed := range []string{"mei@example.org", "A <b@c.de>", "<", ">", "mailto:", "\xff@\xff.org"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		address, err := resident.ParseEmail(text)
		if again, _ := resident.ParseEmail(string(address)); err == nil && again != address {
			t.Fatalf("%q is %q, read again %q", text, address, again)
		}
	})
}
