package chart

import "testing"

func TestLengthsAreExactDecimals(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 5: "0.05", 50: "0.5", 100: "1", 1234: "12.34", 1200: "12", -150: "-1.5", -5: "-0.05", 10000: "100"} {
		if got := hundredths(n); got != want {
			t.Errorf("hundredths(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestSharesAreRoundedDown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part, whole int
		want        string
	}{{1, 3, "33.33%"}, {2, 3, "66.66%"}, {0, 7, "0%"}, {7, 7, "100%"}, {1, 0, "0%"}, {1, -1, "0%"}} {
		if got := percent(c.part, c.whole); got != c.want {
			t.Errorf("percent(%d, %d) = %q, want %q", c.part, c.whole, got, c.want)
		}
	}
	if got := pixels(143, 182, 150); got != "117.85" {
		t.Errorf("pixels = %q", got)
	}
	if got := pixels(1, 0, 150); got != "0" {
		t.Errorf("pixels of nothing = %q", got)
	}
}

func TestTextWidthIsArials(t *testing.T) {
	t.Parallel()
	// Measured in Chromium with Liberation Sans, whose widths are Arial's.
	for _, c := range []struct {
		text string
		bold bool
		want int
	}{{"144 to 158", false, 76}, {"Days 1 to 56", true, 94}, {"", false, 0}, {"££", false, 18}} {
		if got := textWidth(c.text, 16, c.bold); got < c.want-2 || got > c.want+2 {
			t.Errorf("textWidth(%q) = %d, want about %d", c.text, got, c.want)
		}
	}
}
