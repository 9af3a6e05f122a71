package findpage_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"onward/internal/webtest"
)

func itoa(n int) string { return strconv.Itoa(n) }

// full is a form with everything in it.
func full(s *webtest.Site, spoc string) url.Values {
	return url.Values{"given": {"Tomasz"}, "family": {"Brandl"}, "preferred": {"Tomek"}, "pronouns": {"he/him"}, "born": {"3 4 1988"}, "address": {"1 High Street"},
		"postcode": {"w5 2by"}, "telephone": {"07700 900456"}, "email": {"Tomasz@Example.org"}, "safe_way": {"Text only"}, "safe_time": {"After 4pm"},
		"language": {"Polish"}, "interpreter": {"yes"}, "nino": {"nc 12 34 56 b"}, "universal_credit": {"uc 1234567890"}, "uln": {"1234567890"},
		"entry_point": {"library"}, "spoc": {itoa(s.Staff[spoc])}, "groups": {"care_leaver", "disabled"}, "work": {"employed"}, "amount": {"£14.80"}, "per": {"hour"},
		"hours": {"16"}, "qualification": {"level_2"}, "months": {"14"}, "benefits": {"Universal Credit"}, "sex": {"male"}, "ethnicity": {"prefer_not_to_say"}}
}

func TestStartComesAfterASearchAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	if r := c.Get("/journeys/new"); r.Status != http.StatusSeeOther || r.Location != "/find" {
		t.Errorf("without a search: %d %s", r.Status, r.Location)
	}
	for typed, want := range map[string][]string{
		"tomasz brandl 3 4 1988": {`name="given" type="text" value="Tomasz"`, `name="family" type="text" value="Brandl"`, `value="3 4 1988"`},
		"07700 900456":           {`value="07700 900456"`},
		"tomasz@example.org":     {`value="tomasz@example.org"`},
		"nc123456b":              {`value="NC 12 34 56 B"`},
		"Mei van der Berg":       {`value="Mei"`, `value="van der Berg"`},
	} {
		key := strings.TrimPrefix(c.Post("/find", url.Values{"q": {typed}}).Location, "/find?s=")
		r := c.Get("/journeys/new?s=" + key)
		for _, w := range want {
			if !strings.Contains(r.Body, w) {
				t.Errorf("%q: no %s", typed, w)
			}
		}
		contains(t, r, "Amina Yusufi (you)", "Equality monitoring", "Disabled people")
	}
	if r := s.As("joel").Get("/journeys/new?s=x"); r.Status != http.StatusNotFound {
		t.Errorf("no key: %d", r.Status)
	}
}

func TestStartOnceAndWhole(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	v := full(s, "amina")
	v.Set("_key", "0d7c2c06-5a0f-4a37-a34a-66f2e3ac0001")
	first := c.Post("/journeys/new", v)
	if first.Status != http.StatusSeeOther || !strings.HasPrefix(first.Location, "/journeys/") {
		t.Fatalf("%d %s", first.Status, first.Text())
	}
	contains(t, c.Get(first.Location), "Journey started.", "Tomasz Brandl", "Tomek, he/him")
	details := c.Get(first.Location + "/details")
	contains(t, details, "W5 2BY", "Text only", "Polish", "NC 12 34 56 B", "Care leavers", "Disabled people")
	again := c.Post("/journeys/new", v)
	if again.Location != first.Location {
		t.Errorf("again: %d %s, first %s", again.Status, again.Location, first.Location)
	}
	contains(t, c.Follow("/find", url.Values{"q": {"brandl"}}), "1 person matches")
}

func TestLikelyDuplicatesAreShownFirst(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa().String()
	c := s.As("joel")
	v := url.Values{"given": {"Rosa"}, "family": {"Adomako"}, "born": {"4 5 1991"}, "entry_point": {"self"}, "spoc": {itoa(s.Staff["joel"])}}
	r := c.Post("/journeys/new", v)
	if r.Status != http.StatusConflict {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	contains(t, r, "Is it one of these people?", "Same name, date of birth", "This is somebody else: register them", "4 May 1991, aged")
	if !strings.Contains(r.Body, `href="/journeys/`+rosa+`"`) || !strings.Contains(r.Body, `value="Adomako"`) {
		t.Error("the journey cannot be opened, or what was typed is gone")
	}
	v.Set("else", "yes") // ticked without having been shown anybody
	if r := c.Post("/journeys/new", v); r.Status != http.StatusConflict {
		t.Errorf("a tick before the question: %d", r.Status)
	}
	v.Set("known", rosa)
	if r := c.Post("/journeys/new", v); r.Status != http.StatusSeeOther {
		t.Errorf("somebody else: %d %s", r.Status, r.Text())
	}
	elsewhere := s.As("bola")
	v.Set("spoc", itoa(s.Staff["bola"]))
	for _, name := range []string{"known", "else", "_csrf", "_key"} {
		v.Del(name)
	}
	if r := elsewhere.Post("/journeys/new", v); r.Status != http.StatusSeeOther {
		t.Errorf("at another organisation nobody is known: %d %s", r.Status, r.Text())
	}
}

func TestEveryMistakeIsNamed(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	for field, wrong := range map[string][2]string{
		"given": {" ", "Enter the given name"}, "family": {"", "Enter the family name"}, "preferred": {strings.Repeat("x", 101), "Shorten this"},
		"born": {"31 2 1988", "Enter a real date"}, "postcode": {"ZZ", "Enter a full UK postcode"}, "telephone": {"12", "Enter one telephone number"},
		"email": {"x", "Enter one email address"}, "nino": {"AB12", "Enter a National Insurance number"}, "uln": {"12", "Enter a unique learner number"},
		"universal_credit": {strings.Repeat("x", 21), "Enter a Universal Credit reference"}, "entry_point": {"", "Choose how the resident came to you"},
		"spoc": {"", "Choose who will be the single point of contact"}, "groups": {"nonsense", "Choose priority groups from the list"},
		"work": {"", "Choose how things stand with work"}, "amount": {"plenty", "Enter the pay in pounds"}, "per": {"", "say whether it is an hour"},
		"hours": {"200", "Enter the hours worked each week"}, "months": {"a year", "Enter how many months"}, "qualification": {"x", "Choose one of the qualifications"},
		"benefits": {strings.Repeat("x", 201), "Shorten this"}, "sex": {"x", "Choose one of the answers"}, "safe_way": {strings.Repeat("x", 201), "Shorten this"},
	} {
		v := full(s, "amina")
		v.Set(field, wrong[0])
		r := c.Post("/journeys/new", v)
		if r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), wrong[1]) || !strings.Contains(r.Body, `value="Brandl"`) && field != "family" {
			t.Errorf("%s: %d %s", field, r.Status, between(r.Text(), "There is a problem", "Start a journey"))
		}
	}
	for _, spoc := range []string{"bola", "grace"} {
		if r := c.Post("/journeys/new", full(s, spoc)); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Choose somebody who works with residents at your organisation") {
			t.Errorf("%s as single point of contact: %d", spoc, r.Status)
		}
	}
	contains(t, c.Follow("/find", url.Values{"q": {"brandl"}}), "Nobody matches")
}

func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	found, _, _ := strings.Cut(rest, after)
	return found
}

// TestIntakeRegistersAndHandsOn: what intake may not add is not on the form,
// and does not get in past it.
func TestIntakeRegistersAndHandsOn(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("ines")
	key := strings.TrimPrefix(c.Post("/find", url.Values{"q": {"tomasz brandl"}}).Location, "/find?s=")
	r := c.Get("/journeys/new?s=" + key)
	contains(t, r, "Choose a colleague", "Care leavers", "Highest qualification")
	lacks(t, r, "Equality monitoring", "Disabled people", "Pay before tax", "Benefits")
	v := full(s, "amina")
	if r := c.Post("/journeys/new", v); r.Status != http.StatusNotFound && r.Status != http.StatusForbidden {
		t.Errorf("a guarded group from intake: %d", r.Status)
	}
	v.Set("groups", "care_leaver")
	r = c.Post("/journeys/new", v)
	if r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	amina := s.As("amina")
	contains(t, amina.Get("/caseload"), "My open journeys 1", "Tomasz Brandl")
	details := amina.Get(r.Location + "/details")
	contains(t, details, "Care leavers")
	lacks(t, details, "14.80")
	for _, who := range []string{"grace", "anil", "petra"} {
		if r := s.As(who).Post("/journeys/new", full(s, "amina")); r.Status != http.StatusNotFound {
			t.Errorf("%s registers: %d", who, r.Status)
		}
	}
}
