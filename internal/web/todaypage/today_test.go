package todaypage_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"onward/internal/journey"
	"onward/internal/journey/diary"
)

const (
	planned = "{existence,identity,plan} "
	judged  = "{existence,identity,work,outcomes} "
)

func TestTodayShowsTheDayAndWhatMustNotLie(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	text := b.As("amina").Get("/today").Text()
	_, text, _ = strings.Cut(text, "Wednesday 15 April 2026, 12:00")
	has(t, text, "3 appointments 1 outcome at risk 1 overdue 1 without contact",
		"10:00 to 10:45 Rosa Adomako", "Review of plan, Acton Library", "Attended", "Did not attend",
		"10:45 to 12:30 free", "12:30 to 13:15 Rosa Adomako", "Talk about pay", "Starts in 30 minutes", "13:45 to 14:30", "14:30 to 17:00 free",
		"Mei Tanaka", "Day 94 of 182", "London Living Wage", "Tomasz Brandl", "Send the CV", "due 13 April", "2 working days",
		"Kwame Boateng", "started, no contact yet, 20 March", "26")
	hasNot(t, text, "9:00 to 10:00 free", "13:15 to 13:45", "You cover for", "Nothing is overdue.")
	if n := strings.Count(text, "Attended"); n != 1 {
		t.Errorf("%d appointments wait for an answer, want the one that began", n)
	}
	for order, pair := range [][2]string{{"10:00 to", "10:45 to"}, {"10:45 to", "12:30 to"}, {"13:45 to", "14:30 to"}} {
		if strings.Index(text, pair[0]) > strings.Index(text, pair[1]) {
			t.Errorf("%d: %q comes after %q", order, pair[0], pair[1])
		}
	}
	b.looked("amina", "today", map[string]string{"Rosa": planned + "caseload", "Tomasz": planned + "caseload", "Kwame": planned + "caseload", "Mei": judged + "caseload"})
}

func TestTodayIsOnesOwn(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	for _, who := range []string{"joel", "tom", "bola"} {
		text := b.As(who).Get("/today").Text()
		has(t, text, "0 appointments 0 outcomes at risk 0 overdue 0 without contact", "9:00 to 17:00 free", "Nothing is overdue.", "No outcome of yours is at risk.",
			"You have been in touch with everybody lately.")
		hasNot(t, text, "Rosa", "Tomasz", "Mei", "Kwame", "Send the CV")
		b.looked(who, "today", map[string]string{})
	}
	for _, who := range []string{"ines", "grace", "anil", "petra"} {
		for _, path := range []string{"/today", "/week"} {
			if r := b.As(who).Get(path); r.Status == http.StatusOK {
				t.Errorf("%s opens %s", who, path)
			}
		}
	}
}

// TestWhoMeetsAColleaguesResidentSeesTheMeetingAlone: Joel sees Rosa for
// Amina, and may not say of her journey how it went.
func TestWhoMeetsAColleaguesResidentSeesTheMeetingAlone(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	b.clock("2026-04-14", 9)
	noor := b.start("Noor", "Aziz", journey.StageLooking)
	b.book(noor, "2026-04-15", 11, 0, func(t *diary.Terms) { t.Advisor = b.Staff["joel"] })
	b.clock("2026-04-15", 12)
	text := b.As("joel").Get("/today").Text()
	has(t, text, "1 appointment", "11:00 to 11:45 Noor Aziz", "11:45 to 17:00 free", "0 overdue")
	hasNot(t, text, "Attended", "Did not attend", "Rosa")
	b.looked("joel", "today", map[string]string{"Noor": planned + "own"})
}

func TestACoverSeesBoth(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	b.AsOwner(t, "insert into onward.absence (organisation_id, staff_id, cover_id, from_on, until_on) values ($1, $2, $3, '2026-04-15', '2026-04-15')",
		b.Orgs["ealing"], b.Staff["amina"], b.Staff["joel"])
	b.clock("2026-04-14", 9)
	own := b.Start("joel", "Noor", "Aziz")
	b.names[own] = "Noor"
	b.book(b.start("Ada", "Okafor", journey.StageNew), "2026-04-15", 16, 0, func(t *diary.Terms) { t.Advisor = b.Staff["joel"] })
	text := b.As("joel").Get("/today").Text()
	hasNot(t, text, "You cover for", "Rosa")
	b.clock("2026-04-15", 12)
	text = b.As("joel").Get("/today").Text()
	has(t, text, "You cover for Amina Yusufi today: their appointments and residents are here too.", "4 appointments 1 outcome at risk 1 overdue 1 without contact",
		"10:00 to 10:45 Rosa Adomako", "16:00 to 16:45 Ada Okafor", "Attended", "9:00 to 16:00 free", "Tomasz Brandl", "Kwame Boateng", "Mei Tanaka")
	got := b.looks("joel", "today")
	if got["Rosa"] != planned+"caseload" || got["Mei"] != judged+"caseload" || got["Noor"] != "" {
		t.Errorf("the cover left %v", got)
	}
	b.clock("2026-04-16", 9)
	hasNot(t, b.As("joel").Get("/today").Text(), "You cover for", "Tomasz")
}

// TestASectionCountsAllAndShowsFew: what is not shown is not recorded as seen.
func TestASectionCountsAllAndShowsFew(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	b.clock("2026-04-10", 9)
	for i := range 6 {
		b.owe(b.start(fmt.Sprintf("Late%d", i), "Aziz", journey.StageLooking), "Call", "2026-04-14")
	}
	b.clock("2026-04-15", 12)
	text := b.As("amina").Get("/today").Text()
	has(t, text, "7 overdue", "Tomasz", "Late3", "1 working day")
	hasNot(t, text, "Late4", "Late5")
	if got := b.looks("amina", "today"); len(got) != 8 || got["Late3"] == "" || got["Late4"] != "" {
		t.Errorf("Today left %v", got)
	}
}

func TestNoTodayWithoutATrace(t *testing.T) {
	t.Parallel()
	b := newBorough(t)
	c := b.As("amina")
	b.AsOwner(t, "revoke insert on onward.audit from onward_app")
	for _, path := range []string{"/today", "/week"} {
		if r := c.Get(path); r.Status == http.StatusOK || strings.Contains(r.Body, "Rosa") {
			t.Errorf("%s: %d %s", path, r.Status, r.Text())
		}
	}
}
