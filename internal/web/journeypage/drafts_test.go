package journeypage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

// TestEveryLongFormKeepsItsDraft opens each form, keeps what somebody types into
// it as the browser does, and finds it there again.
func TestEveryLongFormKeepsItsDraft(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	c := s.As("amina")
	journey := "/journeys/" + id
	job := c.Post(journey+"/work/new", url.Values{"employer": {"Ealing Foods"}, "start": {"2 3 2026"}})
	if job.Status != http.StatusSeeOther {
		t.Fatalf("a job: %d %s", job.Status, job.Text())
	}
	_, spell, _ := strings.Cut(c.Get(journey+"/work").Body, journey+"/work/")
	for _, again := range []string{"new", "panel"} {
		if strings.HasPrefix(spell, again) {
			_, spell, _ = strings.Cut(spell, journey+"/work/")
		}
	}
	spell = spell[:36]
	for name, f := range map[string]struct {
		page, sent, fields, see string
	}{
		"note":         {journey + "/notes/new", "", "text=She+called+today", "She called today</textarea>"},
		"barrier":      {journey + "/barriers/new", "", "detail=Childcare+before+8&severity=2", `value="Childcare before 8"`},
		"goal":         {journey + "/goals/new", "", "words=Work+with+animals", "Work with animals</textarea>"},
		"action":       {journey + "/actions/new", "", "what=Send+the+payslip&who=resident", `value="Send the payslip"`},
		"support":      {journey + "/support/new", "", "provider=Acton+College", `value="Acton College"`},
		"appointment":  {journey + "/appointments/new", "", "place=Acton+Library&minutes=45", `value="Acton Library"`},
		"identity":     {journey + "/details/identity", "", "given=Rosalind&family=Adomako&_version=7", `value="Rosalind"`},
		"contact":      {journey + "/details/contact", "", "safe_way=Text+only&interpreter=yes", `value="yes" checked`},
		"background":   {journey + "/details/background", "", "months=22&groups=care_leaver", `value="22"`},
		"equality":     {journey + "/details/equality", "", "sex=male", `value="male" selected`},
		"stage":        {journey + "/stage", "", "stage=paused&pause_reason=health", `value="paused" checked`},
		"job":          {journey + "/work/new", "", "employer=Brent+Bakery", `value="Brent Bakery"`},
		"job, changed": {journey + "/work/" + spell, "", "employer=Ealing+Bakery", `value="Ealing Bakery"`},
		"pay":          {journey + "/work/" + spell, journey + "/work/" + spell + "/pay", "amount=14.80&per=hour", `value="14.80"`},
	} {
		sent := f.sent
		if sent == "" {
			sent = f.page
		}
		armed := c.Get(f.page)
		if armed.Status != http.StatusOK || !strings.Contains(armed.Body, `data-draft-key="`+sent+"#") || strings.Contains(armed.Body, "filled in below") {
			t.Errorf("%s: %d, or it keeps no draft", name, armed.Status)
			continue
		}
		if r := c.Post("/drafts", url.Values{"key": {sent + "#" + uuid.NewString()}, "fields": {f.fields}, "_key": {""}}); r.Status != http.StatusOK {
			t.Errorf("%s: keeping answers %d", name, r.Status)
		}
		if again := c.Get(f.page); !strings.Contains(again.Body, "It is filled in below.") || !strings.Contains(again.Body, f.see) {
			t.Errorf("%s: %s is not filled in", name, f.see)
		}
		if name == "identity" && !strings.Contains(c.Get(f.page).Body, `name="_version" value="7"`) {
			t.Errorf("the draft does not go on from the version that it was made from")
		}
		if r := c.Post("/drafts/discard", url.Values{"draft": {sent}}); r.Status != http.StatusSeeOther || strings.Contains(c.Get(f.page).Body, "filled in below") {
			t.Errorf("%s: discarding answers %d, or it is still there", name, r.Status)
		}
	}
}

// The plan's own short form leaves the draft of the long one where it is.
func TestAQuickActionLeavesTheDraft(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	form := "/journeys/" + s.Rosa().String() + "/actions/new"
	c.Post("/drafts", url.Values{"key": {form + "#" + uuid.NewString()}, "fields": {"what=Send+the+payslip&who=resident"}, "_key": {""}})
	if r := c.Post(form, url.Values{"what": {"Ring the college"}, "who": {"resident"}, "due": {""}}); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	if !strings.Contains(c.Get(form).Body, "Send the payslip") {
		t.Error("it took the draft with it")
	}
	if r := c.Post(form, url.Values{"what": {"Send the payslip"}, "who": {"resident"}, "due": {""}, "colleague": {""}, "organisation": {""}}); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	if strings.Contains(c.Get(form).Body, "filled in below") {
		t.Error("the draft outlived its form")
	}
}

// A stage that was chosen on the board is not overwritten by an old draft.
func TestAStageChosenOnTheBoardWaitsForTheDraft(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	form := "/journeys/" + s.Rosa().String() + "/stage"
	c.Post("/drafts", url.Values{"key": {form + "#" + uuid.NewString()}, "fields": {"stage=closed&close_reason=moved"}, "_key": {""}})
	r := c.Get(form + "?to=paused")
	if !strings.Contains(r.Body, `value="paused" checked`) || !strings.Contains(r.Body, "You were writing something else here") || strings.Contains(r.Body, "data-draft-key") {
		t.Error("the draft took the place of what was chosen, or is not offered")
	}
	if !strings.Contains(c.Get(form).Body, `value="closed" checked`) {
		t.Error("the draft cannot be opened")
	}
}
