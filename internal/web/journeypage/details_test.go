package journeypage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/webtest"
)

func has(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in: %s", w, text)
		}
	}
}

func hasNot(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			t.Errorf("%q stands in: %s", w, text)
		}
	}
}

func TestDetailsShowWhatThePostAllows(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/details"
	text := s.As("amina").Get(path).Text()
	has(t, text, "Rosa Adomako", "Rosie, she/her", "MW 12 34 56 A", "After 4pm", "Universal Credit", "Disabled people", "Equality monitoring", "Health")
	text = s.As("joel").Get(path).Text()
	has(t, text, "Rosa Adomako", "After 4pm", "Single parents")
	hasNot(t, text, "Disabled people", "Equality monitoring", "Benefits", "Health", "Change")
	text = s.As("ines").Get(path).Text()
	has(t, text, "Rosa Adomako", "Change contact details")
	hasNot(t, text, "On entry", "Single parents", "Change identity")
	for _, who := range []string{"grace", "bola", "jan"} {
		if r := s.As(who).Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
}

func TestChangeIdentityKeepsAndWarnsOfAnother(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/details/identity"
	c := s.As("amina")
	values := func(given, version string) url.Values {
		return url.Values{"given": {given}, "family": {"Adomako"}, "preferred": {"Rosie"}, "pronouns": {""}, "born": {"4 5 1991"},
			"nino": {""}, "universal_credit": {""}, "uln": {""}, "_version": {version}}
	}
	if r := c.Post(path, values("Rosaline", "1")); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	r := c.Post(path, values("Rosanna", "1"))
	if r.Status != http.StatusConflict {
		t.Fatalf("a stale change: %d", r.Status)
	}
	has(t, r.Text(), "Given name", "Rosaline", "Rosanna", "Keep mine", "Keep theirs")
	if r := c.Post(path, values("Rosanna", "2")); r.Status != http.StatusSeeOther {
		t.Fatalf("choosing mine: %d %s", r.Status, r.Text())
	}
	has(t, c.Get(path).Body, `value="Rosanna"`, `value="MW 12 34 56 A"`)
	bad := values("", "3")
	bad.Set("born", "31 2 1991")
	bad.Set("nino", "nonsense")
	r = c.Post(path, bad)
	has(t, r.Text(), "There is a problem")
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", r.Status)
	}
	has(t, r.Body, `value="31 2 1991"`, `value="nonsense"`)
	if r := s.As("joel").Post(path, values("X", "3")); r.Status != http.StatusNotFound {
		t.Errorf("a colleague changed it: %d", r.Status)
	}
}

func TestIntakeChangesContactAndSearchFollows(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/details/contact"
	c := s.As("ines")
	page := c.Follow(path, url.Values{"telephone": {"07700 900 456"}, "safe_way": {"Text only"}, "safe_time": {""}, "email": {""}, "address": {"12 The Broadway"},
		"postcode": {"w5 1aa"}, "language": {"Twi"}, "interpreter": {"yes"}, "_version": {"1"}})
	has(t, page.Text(), "07700 900456", "Text only", "W5 1AA", "Twi", "Interpreter needed Yes")
	r := c.Post(path, url.Values{"telephone": {"12"}, "email": {"nobody"}, "postcode": {"QQ"}, "_version": {"2"}})
	if r.Status != http.StatusUnprocessableEntity || strings.Count(r.Body, "govuk-error-message") != 3 {
		t.Errorf("three mistakes: %d, %d messages", r.Status, strings.Count(r.Body, "govuk-error-message"))
	}
}

func TestEqualityAndBackground(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	base := "/journeys/" + s.Rosa().String() + "/details"
	c := s.As("amina")
	page := c.Follow(base+"/equality", url.Values{"sex": {"female"}, "ethnicity": {"black_african"}, "religion": {"prefer_not_to_say"}, "_version": {"0"}})
	has(t, page.Text(), "Black: African", "Prefer not to say", "Not asked yet")
	if r := c.Post(base+"/equality", url.Values{"sex": {"sideways"}, "_version": {"1"}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("an answer that was not offered: %d", r.Status)
	}
	page = c.Follow(base+"/background", url.Values{"groups": {"single_parent", "justice"}, "qualification": {"level_3"}, "months": {"3"}, "work": {"employed"},
		"amount": {"£330"}, "per": {"week"}, "hours": {"20"}, "benefits": {"None"}})
	has(t, page.Text(), "Level 3", "3 months", "£330.00 a week, 20 hours a week", "criminal justice", "Offences")
	hasNot(t, page.Text(), "Disabled people")
	r := c.Post(base+"/background", url.Values{"groups": {"nobles"}, "months": {"x"}, "amount": {"lots"}, "hours": {"200"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", r.Status)
	}
	has(t, r.Text(), "Enter whole months", "Enter the pay in pounds", "Enter the hours")
}
