package journeypage_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"onward/internal/calendar"
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
	has(t, text, "Rosa Adomako", "Rosie, she/her", "MW 12 34 56 A", "After 4pm", "Universal Credit", "Disabled people", "Equality monitoring", "Health", "Added by Amina Yusufi, "+today())
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
			"nino": {"MW123456A"}, "universal_credit": {""}, "uln": {""}, "_version": {version}}
	}
	if r := c.Post(path, values("Rosaline", "1")); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	r := c.Post(path, values("Rosanna", "1"))
	if r.Status != http.StatusConflict {
		t.Fatalf("a stale change: %d", r.Status)
	}
	has(t, r.Text(), "Given name", "Rosaline", "Rosanna", "Keep mine", "Keep theirs", "Amina Yusufi", "today at")
	if r := c.Post(path, values("Rosanna", "2")); r.Status != http.StatusSeeOther {
		t.Fatalf("choosing mine: %d %s", r.Status, r.Text())
	}
	has(t, c.Get(path).Body, `value="Rosanna"`, `value="MW 12 34 56 A"`)
	none := values("Rosanna", "3")
	none.Set("nino", "")
	has(t, c.Follow(path, none).Text(), "National Insurance number Not on record", "Changed by Amina Yusufi, "+today())
	bad := values("", "4")
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
	page = c.Follow(base+"/background", url.Values{"_version": {"1"}, "groups": {"single_parent", "justice"}, "qualification": {"level_3"}, "months": {"3"}, "work": {"employed"},
		"amount": {"£330"}, "per": {"week"}, "hours": {"20"}, "benefits": {"None"}})
	has(t, page.Text(), "Level 3", "3 months", "£330.00 a week, 20 hours a week", "criminal justice", "Offences")
	hasNot(t, page.Text(), "Disabled people")
	r := c.Post(base+"/background", url.Values{"groups": {"nobles"}, "months": {"x"}, "amount": {"lots"}, "hours": {"200"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", r.Status)
	}
	has(t, r.Text(), "Enter whole months", "Enter the pay in pounds", "Enter the hours")
}

func today() string { return calendar.DayOf(time.Now()).Long() }

func TestEqualityShowsBothVersionsInWords(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/details/equality"
	c := s.As("amina")
	first := url.Values{"sex": {"female"}, "religion": {"prefer_not_to_say"}, "_version": {"0"}}
	c.Follow(path, first)
	for _, version := range []string{"0", "7"} { // both began with nothing; one is behind
		mine := url.Values{"sex": {"female"}, "ethnicity": {"arab"}, "religion": {"sikh"}, "_version": {version}}
		r := c.Post(path, mine)
		if r.Status != http.StatusConflict {
			t.Fatalf("over version %s: %d %s", version, r.Status, r.Text())
		}
		has(t, r.Text(), "Amina Yusufi", "today at", "Religion", "Prefer not to say", "Sikh", "Ethnic group", "Not asked yet", "Arab", "Keep mine")
		has(t, r.Body, `name="religion" value="sikh"`, `name="_version" value="1"`)
	}
	has(t, c.Follow(path, url.Values{"sex": {"female"}, "ethnicity": {"arab"}, "religion": {"sikh"}, "_version": {"1"}}).Text(), "Sikh")
}

func TestBackgroundGoesOnFromTheVersionThatWasRead(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := Path(rosa, "details/background")
	c := s.As("amina")
	has(t, c.Get(path).Body, `name="_version" value="1"`)
	values := func(version string, groups ...string) url.Values {
		return url.Values{"groups": groups, "qualification": {"level_2"}, "months": {"14"}, "work": {"unemployed"}, "benefits": {"Universal Credit"}, "_version": {version}}
	}
	c.Follow(path, values("1", "single_parent", "justice"))
	r := c.Post(path, values("1", "single_parent", "disabled", "homeless"))
	if r.Status != http.StatusConflict {
		t.Fatalf("a stale change: %d", r.Status)
	}
	has(t, r.Text(), "Amina Yusufi, Ealing", "today at", "Priority groups", "criminal justice", "Disabled people", "Keep mine")
	hasNot(t, r.Text(), "Highest qualification")
	has(t, r.Body, `name="groups" value="disabled"`, `name="groups" value="homeless"`, `name="_version" value="2"`)
	c.Follow(path, values("2", "single_parent", "disabled"))
	got := column(t, s, `select categories::text || fields::text from onward.audit where action = 'change' and subject = 'background' order by id`)
	if want := "{health}{groups} {offences}{groups} {health}{groups} {offences}{groups}"; strings.Join(got, " ") != want {
		t.Errorf("the trace says %v", got)
	}
	c.Follow(path, values("3", "single_parent", "disabled")) // the same again
	c.Follow(path, url.Values{"groups": {"single_parent", "disabled"}, "qualification": {"level_3"}, "months": {"14"}, "work": {"employed"}, "benefits": {""}, "_version": {"4"}})
	got = column(t, s, `select categories::text || fields::text from onward.audit where action = 'change' and subject = 'background' order by id offset 4`)
	if want := "{circumstances}{} {circumstances}{baseline} {housing_money}{baseline} {work}{baseline}"; strings.Join(got, " ") != want {
		t.Errorf("the trace says %v", got)
	}
}

// A manager beside the caseload may put somebody in a group of the category
// equality and does not see who is in one.
func TestAGroupThatIsNotSeenIsAddedOnceAndNotTakenAway(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := Path(rosa, "details/background")
	save := func(who, version string, groups ...string) {
		t.Helper()
		s.As(who).Follow(path, url.Values{"groups": groups, "qualification": {"level_2"}, "months": {"14"}, "work": {"unemployed"}, "benefits": {"Universal Credit"}, "_version": {version}})
	}
	there := func() string {
		return strings.Join(column(t, s, "select category from onward.priority_group where removed_at is null order by category"), " ")
	}
	save("amina", "1", "single_parent", "disabled", "minority_ethnic")
	save("tom", "2", "single_parent", "disabled", "minority_ethnic")
	if got := there(); got != "circumstances equality health" {
		t.Errorf("added again: %s", got)
	}
	save("tom", "3", "single_parent", "disabled")
	if got := there(); got != "circumstances equality health" {
		t.Errorf("taken away unseen: %s", got)
	}
	save("amina", "4", "single_parent")
	save("tom", "5", "single_parent", "minority_ethnic")
	if got := there(); got != "circumstances equality" {
		t.Errorf("added by the manager: %s", got)
	}
}

// TestNoMonthsAndPayWithoutAStatusAreKept: nothing is not the same as not known.
func TestNoMonthsAndPayWithoutAStatusAreKept(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	details := "/journeys/" + s.Rosa().String() + "/details"
	version := 0
	save := func(v url.Values) {
		t.Helper()
		version++
		v.Set("_version", strconv.Itoa(version))
		if r := c.Post(details+"/background", v); r.Status != http.StatusSeeOther {
			t.Fatalf("%d %s", r.Status, r.Text())
		}
		c.Get("/today") // takes the message
	}
	save(url.Values{"months": {"0"}, "amount": {"14.80"}, "per": {"hour"}, "hours": {"16"}})
	has(t, c.Get(details).Text(), "Time out of work 0 months", "Pay £14.80 an hour, 16 hours a week", "Work Not on record", "Changed by Amina Yusufi")
	if form := c.Get(details + "/background").Body; !strings.Contains(form, `name="months" type="text" value="0"`) || !strings.Contains(form, `value="14.80"`) {
		t.Error("the form has lost them")
	}
	save(url.Values{"months": {""}, "hours": {"16"}})
	has(t, c.Get(details).Text(), "Time out of work Not on record", "Pay not known, 16 hours a week")
}

// TestAConflictOfEveryPartSaysWhoAndWhen, for the parts whose forms have codes.
func TestAConflictOfEveryPartSaysWhoAndWhen(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	journey := "/journeys/" + s.Rosa().String()
	if r := c.Post(journey+"/supporters", url.Values{"staff": {strconv.Itoa(s.Staff["joel"])}}); r.Status != http.StatusSeeOther {
		t.Fatal(r.Status)
	}
	joel := s.As("joel")
	for part, v := range map[string]struct{ theirs, mine url.Values }{
		"background": {url.Values{"months": {"3"}, "_version": {"1"}}, url.Values{"months": {"4"}, "_version": {"1"}}},
		"equality":   {url.Values{"sex": {"female"}, "_version": {"0"}}, url.Values{"sex": {"male"}, "_version": {"0"}}},
	} {
		form := journey + "/details/" + part
		if r := joel.Post(form, v.theirs); r.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", part, r.Status, r.Text())
		}
		r := c.Post(form, v.mine)
		if r.Status != http.StatusConflict {
			t.Fatalf("%s: %d %s", part, r.Status, r.Text())
		}
		has(t, r.Text(), "Joel Hartigan", "today at ")
		hasNot(t, r.Text(), "Somebody changed this today", "Somebody changed this a moment")
	}
}
