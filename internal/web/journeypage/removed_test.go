package journeypage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"onward/internal/webtest"
)

// taken finds the first record of a part on a page.
func taken(t *testing.T, c *webtest.Client, page, part string) string {
	t.Helper()
	found := regexp.MustCompile(regexp.QuoteMeta(part) + `/([0-9a-f-]{36})"`).FindStringSubmatch(c.Get(page).Body)
	if found == nil {
		t.Fatalf("%s: nothing of %s", page, part)
	}
	return part + "/" + found[1]
}

var versionField = regexp.MustCompile(`name="_version" value="(\d+)"`)

// TestWhatWasRemovedCanBePutBackLater removes one of each, as a colleague would,
// and puts it back from the page long after the message has gone.
func TestWhatWasRemovedCanBePutBackLater(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	journey := "/journeys/" + s.Rosa().String()
	amina, tom := s.As("amina"), s.As("tom")
	for name, v := range map[string]struct {
		tab, part string
		add       url.Values
		see       string
	}{
		"barrier": {"/barriers", "/barriers", url.Values{"code": {"childcare"}, "severity": {"2"}, "status": {"open"}, "detail": {"Before 8"}}, "Before 8"},
		"goal":    {"/plan", "/goals", url.Values{"words": {"Work with animals"}, "said_on": {"2 3 2026"}}, "Goal: Work with animals"},
		"action":  {"/plan", "/actions", url.Values{"what": {"Send the payslip"}, "who": {"resident"}}, "Action: Send the payslip"},
		"support": {"/plan", "/support", url.Values{"type": {"training"}, "starts": {"2 3 2026"}}, "Support: "},
		"job":     {"/work", "/work", url.Values{"employer": {"Ealing Foods"}, "start": {"2 3 2026"}}, "Job: Ealing Foods"},
	} {
		if r := amina.Post(journey+v.part+"/new", v.add); r.Status != http.StatusSeeOther {
			t.Errorf("%s: adding: %d %s", name, r.Status, r.Text())
			continue
		}
		record := taken(t, amina, journey+v.tab, journey+v.part)
		version := versionField.FindStringSubmatch(tom.Get(record).Body)[1]
		if r := tom.Post(record+"/remove", url.Values{"_version": {version}}); r.Status != http.StatusSeeOther {
			t.Errorf("%s: removing: %d %s", name, r.Status, r.Text())
			continue
		}
		amina.Get(journey + v.tab) // takes no message: it was tom's
		page := amina.Get(journey + v.tab)
		has(t, page.Text(), "Recently removed", v.see, "Removed by Tom Redgate, Ealing, today at ")
		if !strings.Contains(page.Body, `action="`+record+`/restore"`) {
			t.Errorf("%s: no way to put it back", name)
		}
		if name == "goal" {
			if text := s.As("joel").Get(journey + v.tab).Text(); strings.Contains(text, "Recently removed") {
				t.Error("it is offered to somebody who may not change it")
			}
		}
		if r := amina.Post(record+"/restore", nil); r.Status != http.StatusSeeOther {
			t.Errorf("%s: putting back: %d %s", name, r.Status, r.Text())
		}
		amina.Get(journey + v.tab)
		if text := amina.Get(journey + v.tab).Text(); strings.Contains(text, "Recently removed") || !strings.Contains(text, strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(v.see, "Goal: "), "Action: "), "Job: ")) && name != "support" {
			t.Errorf("%s: not back", name)
		}
	}
	record := taken(t, amina, journey+"/work", journey+"/work")
	pay := amina.Post(record+"/pay", url.Values{"amount": {"14.80"}, "per": {"hour"}, "hours": {"16"}, "from": {"2 3 2026"}})
	of := regexp.MustCompile(regexp.QuoteMeta(record) + `/pay/[0-9a-f-]{36}`).FindString(amina.Get(record).Body)
	if r := amina.Post(of+"/remove", nil); pay.Status != http.StatusSeeOther || r.Status != http.StatusSeeOther {
		t.Fatalf("pay: %d, removed: %d", pay.Status, r.Status)
	}
	amina.Get(journey)
	has(t, amina.Get(journey+"/work").Text(), "Pay from 2 March 2026: Ealing Foods", "Removed by Amina Yusufi")
	amina.Post(record+"/pay", url.Values{"amount": {"15"}, "per": {"hour"}, "hours": {"16"}, "from": {"2 3 2026"}})
	amina.Get(journey)
	if strings.Contains(amina.Get(journey+"/work").Text(), "Recently removed") {
		t.Error("pay that cannot be put back, since there is other pay from that day, is offered")
	}
}

func TestWhatWasRemovedIsGoneAfterADay(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	journey := "/journeys/" + s.Rosa().String()
	c := s.As("amina")
	c.Post(journey+"/actions/new", url.Values{"what": {"Send the payslip"}, "who": {"resident"}})
	record := taken(t, c, journey+"/plan", journey+"/actions")
	if r := c.Post(record+"/remove", url.Values{"_version": {"1"}}); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	has(t, c.Get(journey+"/plan").Text(), "Recently removed")
	s.AsOwner(t, "update onward.action set removed_at = removed_at - interval '24 hours'")
	if strings.Contains(c.Get(journey+"/plan").Text(), "Recently removed") || c.Post(record+"/restore", nil).Status == http.StatusSeeOther {
		t.Error("it can be put back after a day")
	}
}

func TestASupporterWhoWasEndedIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	journey := "/journeys/" + s.Rosa().String()
	c := s.As("amina")
	joel := url.Values{"staff": {itoa(s.Staff["joel"])}}
	for _, step := range []string{"", "/end"} {
		if r := c.Post(journey+"/supporters"+step, url.Values{"staff": joel["staff"]}); r.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", step, r.Status, r.Text())
		}
	}
	c.Get(journey)
	has(t, c.Get(journey+"/supporters").Text(), "Recently ended", "Joel Hartigan Ended by Amina Yusufi today at ")
	if r := s.As("joel").Post(journey+"/supporters/restore", url.Values{"staff": joel["staff"]}); r.Status == http.StatusSeeOther {
		t.Error("joel took himself up again")
	}
	if r := c.Post(journey+"/supporters/restore", url.Values{"staff": joel["staff"]}); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	c.Get(journey)
	if text := c.Get(journey + "/supporters").Text(); strings.Contains(text, "Recently ended") || !strings.Contains(text, "Joel Hartigan Since") {
		t.Error("he is not back")
	}
	if r := c.Post(journey+"/supporters/restore", url.Values{"staff": joel["staff"]}); r.Status != http.StatusNotFound {
		t.Errorf("again: %d", r.Status)
	}
	c.Post(journey+"/supporters/end", url.Values{"staff": joel["staff"]})
	s.AsOwner(t, "update onward.supporter set until_at = until_at - interval '24 hours', from_at = from_at - interval '48 hours' where until_at is not null")
	if r := c.Post(journey+"/supporters/restore", url.Values{"staff": joel["staff"]}); r.Status != http.StatusNotFound {
		t.Errorf("after a day: %d", r.Status)
	}
}
