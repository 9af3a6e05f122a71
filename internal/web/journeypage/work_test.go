package journeypage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

func job(start string) url.Values {
	return url.Values{"employer": {"Acton Vale Foods"}, "title": {"Kitchen assistant"}, "start": {start}, "end": {""}, "evidence": {"payslip"},
		"amount": {"£13.85"}, "per": {"hour"}, "hours": {"37.5"}}
}

func TestJobCountsFromItsFirstDay(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/work"
	c := s.As("amina")
	has(t, c.Get(path).Text(), "No work on record yet")
	values := job("12 1 2026")
	values.Set("_key", uuid.NewString())
	page := c.Follow(path+"/new", values)
	has(t, page.Text(), "Acton Vale Foods", "£13.85 an hour, 37.5 hours a week", "Still there", "of 182")
	c.Follow(path+"/new", values) // sent twice
	if n := len(regexp.MustCompile(`the job at Acton`).FindAllString(c.Get(path).Body, -1)); n != 1 {
		t.Errorf("sent twice, kept %d times", n)
	}
	r := c.Post(path+"/new", url.Values{"employer": {""}, "start": {"31 2 2026"}, "amount": {"lots"}, "per": {""}, "hours": {"400"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", r.Status)
	}
	has(t, r.Text(), "Enter who the employer is", "Enter the pay in pounds")
	if r := s.As("joel").Get(path); r.Status != http.StatusNotFound {
		t.Errorf("a colleague without sight of work: %d", r.Status)
	}
}

func TestJobIsChangedPaidRemovedAndPutBack(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/work"
	c := s.As("amina")
	page := c.Follow(path+"/new", job("12 1 2026"))
	spell := regexp.MustCompile(`/work/([0-9a-f-]{36})`).FindStringSubmatch(page.Body)
	if spell == nil {
		t.Fatal("no link to the job")
	}
	at := path + "/" + spell[1]
	has(t, c.Follow(at+"/pay", url.Values{"from": {"1 5 2026"}, "amount": {"14.80"}, "per": {"hour"}, "hours": {"37.5"}}).Text(), "From 1 May 2026 £14.80 an hour")
	r := c.Post(at+"/pay", url.Values{"from": {"1 5 2020"}, "amount": {"14.80"}, "per": {"hour"}, "hours": {"37.5"}})
	has(t, r.Text(), "Enter a day between the first and the last day of the job")
	values := job("12 1 2026")
	for _, gone := range []string{"amount", "per", "hours"} {
		values.Del(gone)
	}
	values.Set("end", "30 6 2026")
	values.Set("_version", "1")
	has(t, c.Follow(at, values).Text(), "30 June 2026")
	values.Set("title", "Cook")
	if r := c.Post(at, fresh(values)); r.Status != http.StatusConflict {
		t.Errorf("a stale change: %d", r.Status)
	} else {
		has(t, r.Text(), "Amina Yusufi, Ealing", "today at")
	}
	if r := c.Post(at+"/remove", url.Values{"_version": {"1"}}); r.Location != at {
		t.Errorf("a stale removal led to %q", r.Location)
	}
	has(t, c.Get(at).Text(), "Somebody changed this meanwhile")
	has(t, c.Get(at).Body, `name="_version" value="2"`)
	removed := c.Follow(at+"/remove", url.Values{"_version": {"2"}})
	has(t, removed.Text(), "Job removed.", "Put it back", "No work on record yet")
	has(t, c.Follow(at+"/restore", nil).Text(), "The job is back.", "Acton Vale Foods")
	if r := c.Get(path + "/" + uuid.NewString()); r.Status != http.StatusNotFound {
		t.Errorf("a foreign job: %d", r.Status)
	}
}

func TestPayIsTakenOffAndPutBack(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/work"
	c := s.As("amina")
	at := path + "/" + regexp.MustCompile(`/work/([0-9a-f-]{36})`).FindStringSubmatch(c.Follow(path+"/new", job("12 1 2026")).Body)[1]
	from := url.Values{"from": {"1 5 2026"}, "amount": {"14.80"}, "per": {"hour"}, "hours": {"37.5"}}
	page := c.Follow(at+"/pay", from)
	has(t, page.Text(), "Remove the pay from 1 May 2026")
	buttons := regexp.MustCompile(`action="(`+at+`/pay/[0-9a-f-]{36})/remove"`).FindAllStringSubmatch(page.Body, -1)
	if len(buttons) != 2 {
		t.Fatalf("%d buttons", len(buttons))
	}
	pay := buttons[1][1]
	for who, want := range map[string]int{"joel": http.StatusNotFound, "bola": http.StatusNotFound} {
		if r := s.As(who).Post(pay+"/remove", nil); r.Status != want {
			t.Errorf("%s removes pay: %d", who, r.Status)
		}
	}
	key := uuid.NewString()
	for range 2 { // sent twice
		page = c.Follow(pay+"/remove", url.Values{"_key": {key}})
		has(t, page.Text(), "Pay removed.", "Undo")
		hasNot(t, page.Text(), "From 1 May 2026")
	}
	has(t, c.Follow(pay+"/remove", nil).Text(), "Somebody changed this meanwhile")
	has(t, c.Follow(pay+"/restore", nil).Text(), "The pay is back.", "From 1 May 2026 £14.80 an hour")
	c.Follow(pay+"/remove", nil)
	from.Set("amount", "15")
	c.Follow(at+"/pay", fresh(from))
	page = c.Follow(pay+"/restore", nil)
	has(t, page.Text(), "Somebody changed this meanwhile", "£15.00 an hour")
	hasNot(t, page.Text(), "£14.80")
	other := path + "/" + uuid.NewString() + pay[len(at):]
	for _, gone := range []string{at + "/pay/" + uuid.NewString() + "/remove", other + "/remove", other + "/restore", at + "/pay/x/remove", path + "/" + uuid.NewString() + "/remove", path + "/" + uuid.NewString() + "/restore"} {
		if r := c.Post(gone, nil); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", gone, r.Status)
		}
	}
}

// fresh is the same form opened again: what the session adds is left out.
func fresh(v url.Values) url.Values {
	out := url.Values{}
	for name, values := range v {
		if name != "_key" && name != "_csrf" {
			out[name] = values
		}
	}
	return out
}

func TestStageAndSupporters(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	base := "/journeys/" + s.Rosa().String()
	c := s.As("amina")
	r := c.Post(base+"/stage", url.Values{"stage": {"closed"}, "close_reason": {""}, "pause_reason": {""}, "_version": {"1"}})
	has(t, r.Text(), "Choose why")
	r = c.Post(base+"/stage", url.Values{"stage": {"assessing"}, "_version": {"1"}, "from": {"/caseload?view=board"}})
	if r.Location != "/caseload?view=board" {
		t.Errorf("led to %q", r.Location)
	}
	if r = c.Post(base+"/stage", url.Values{"stage": {"looking"}, "_version": {"1"}}); r.Status != http.StatusConflict {
		t.Errorf("a stale move: %d", r.Status)
	}
	page := c.Follow(base+"/supporters", url.Values{"staff": {itoa(s.Staff["joel"])}})
	has(t, page.Text(), "Joel Hartigan", "Single points of contact", "Amina Yusufi")
	if r := s.As("joel").Get(base + "/work"); r.Status != http.StatusOK {
		t.Errorf("a supporter does not see work: %d", r.Status)
	}
	r = c.Post(base+"/supporters", url.Values{"staff": {itoa(s.Staff["bola"])}})
	has(t, r.Text(), "Choose somebody who works with residents at your organisation")
	c.Follow(base+"/supporters/end", url.Values{"staff": {itoa(s.Staff["joel"])}})
	if r := s.As("joel").Get(base + "/work"); r.Status != http.StatusNotFound {
		t.Errorf("support has ended, and work is seen: %d", r.Status)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
