package todaypage_test

import (
	"strings"
	"testing"
)

func TestWeekIsTheDiaryFromMonday(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	c := b.As("amina")
	page := c.Get("/week")
	text := page.Text()
	has(t, text, "From 13 April 2026", "Wednesday 15 April 2026 10:00 to 10:45 Rosa Adomako", "Talk about pay", "Friday 17 April 2026 9:00 to 9:45 Tomasz Brandl", "Sunday 19 April 2026")
	hasNot(t, text, "Mei", "Kwame", "free")
	has(t, page.Body, `href="/week?day=2026-04-06"`, `href="/week?day=2026-04-20"`)
	if n := strings.Count(text, "No appointments."); n != 5 {
		t.Errorf("%d days without appointments, want 5", n)
	}
	b.looked("amina", "week", map[string]string{"Rosa": planned + "caseload", "Tomasz": planned + "caseload"})
}

func TestWeekOfADay(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	c := b.As("amina")
	for day, want := range map[string]string{"2026-04-19": "From 13 April 2026", "2026-04-20": "From 20 April 2026", "nonsense": "From 13 April 2026",
		"9999-12-31": "From 27 December 9999", "0001-01-01": "From 1 January 0001"} {
		r := c.Get("/week?day=" + day)
		if r.Status != 200 || !strings.Contains(r.Text(), want) {
			t.Errorf("the week of %s: %d, no %q in %s", day, r.Status, want, r.Text())
		}
	}
	hasNot(t, c.Get("/week?day=2026-04-20").Text(), "Rosa", "Tomasz")
}

func TestWeekIsOnesOwn(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	for _, who := range []string{"joel", "tom", "bola"} {
		text := b.As(who).Get("/week").Text()
		hasNot(t, text, "Rosa", "Tomasz", "Talk about pay")
		if n := strings.Count(text, "No appointments."); n != 7 {
			t.Errorf("%s has %d free days", who, n)
		}
		b.looked(who, "week", map[string]string{})
	}
}
