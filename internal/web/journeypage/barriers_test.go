package journeypage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/journey/barrier"
	"onward/internal/webtest"
)

func barrierValues(code string, more ...string) url.Values {
	v := url.Values{"detail": {""}, "severity": {"2"}, "status": {"open"}, "since": {""}, "found_by": {"resident"}}
	if code != "" {
		v.Set("code", code)
	}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// hinder puts a barrier on Rosa's journey in Amina's name.
func hinder(t *testing.T, s *webtest.Site, journey uuid.UUID, code, detail string) string {
	t.Helper()
	id, err := s.App.Barriers.Add(s.World.As("amina"), journey, barrier.New{Code: code, Facts: barrier.Facts{Severity: barrier.Marked, Detail: detail}})
	if err != nil {
		t.Fatal(err)
	}
	return Path(journey, "barriers/"+id.String())
}

// Path is the address of a part of a journey.
func Path(journey uuid.UUID, part string) string { return "/journeys/" + journey.String() + "/" + part }

func TestBarriersShowWhatThePostAllows(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	hinder(t, s, rosa, "childcare", "Childcare before 8am")
	secret := hinder(t, s, rosa, "mental_health", "Panic in crowds")
	hinder(t, s, rosa, "debt", "")

	text := s.As("amina").Get(Path(rosa, "barriers")).Text()
	has(t, text, "Childcare before 8am Childcare responsibilities", "Panic in crowds Health Mental health", "Debt or money problems", "Marked", "To do", "Add a barrier")
	text = s.As("joel").Get(Path(rosa, "barriers")).Text()
	has(t, text, "Childcare before 8am", "What stands in the way 1")
	hasNot(t, text, "Panic", "Mental health", "Health", "Debt", "Add a barrier")
	if r := s.As("joel").Get(secret); r.Status != http.StatusNotFound {
		t.Errorf("joel opens a guarded one: %d", r.Status)
	}
	for _, who := range []string{"grace", "bola", "jan"} {
		if r := s.As(who).Get(Path(rosa, "barriers")); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
}

func TestBarrierFormOffersWhatMayBeAdded(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	body := s.As("amina").Get(Path(rosa, "barriers/new")).Body
	has(t, body, `value="mental_health"`, `value="offending"`, `value="discrimination"`, `value="childcare"`, `optgroup label="Health"`)
	if n := strings.Count(body, `optgroup label="Circumstances"`); n != 1 {
		t.Errorf("circumstances are a group %d times", n)
	}
	body = s.As("ines").Get(Path(rosa, "barriers/new")).Body // intake adds circumstances alone
	has(t, body, `value="childcare"`)
	hasNot(t, body, `value="mental_health"`, `value="debt"`, `value="offending"`)
	for _, who := range []string{"joel", "grace", "bola"} {
		if r := s.As(who).Get(Path(rosa, "barriers/new")); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
		if r := s.As(who).Post(Path(rosa, "barriers/new"), barrierValues("childcare")); r.Status != http.StatusNotFound {
			t.Errorf("%s posts: %d", who, r.Status)
		}
	}
}

func TestIntakeAddsWithoutSeeing(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	hinder(t, s, rosa, "digital", "")
	intake := s.As("ines") // adds barriers and sees none: a list would say that nothing is on record
	if r := intake.Get(Path(rosa, "barriers")); r.Status != http.StatusNotFound {
		t.Errorf("the list: %d %s", r.Status, r.Text())
	}
	has(t, intake.Get(strings.TrimSuffix(Path(rosa, ""), "/")).Text(), "Add a barrier")
	has(t, intake.Get(Path(rosa, "barriers/new")).Body, `href="`+strings.TrimSuffix(Path(rosa, ""), "/")+`">Cancel`)
	page := intake.Follow(Path(rosa, "barriers/new"), barrierValues("childcare"))
	if page.Status != http.StatusOK {
		t.Fatalf("after adding: %d", page.Status)
	}
	has(t, page.Text(), "Barrier added.")
	hasNot(t, page.Text(), "Digital", "Childcare responsibilities")
	has(t, s.As("amina").Get(Path(rosa, "barriers")).Text(), "Childcare responsibilities")
}

func TestAddBarrierSaysWhatToDoAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	r := c.Post(Path(rosa, "barriers/new"), url.Values{"detail": {"Before 8am"}, "since": {"31 2 2025"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	has(t, r.Text(), "There is a problem", "Choose what stands in the way", "Choose how much it stands in the way")
	has(t, r.Body, `value="Before 8am"`, `value="31 2 2025"`, `href="#since"`)
	r = c.Post(Path(rosa, "barriers/new"), barrierValues("childcare", "since", "1 1 2099", "detail", strings.Repeat("x", 201)))
	has(t, r.Text(), "Enter a day that is not in the future", "Shorten this to 200 characters or fewer")
	hinder(t, s, rosa, "childcare", "")
	r = c.Post(Path(rosa, "barriers/new"), barrierValues("childcare"))
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("the same again: %d", r.Status)
	}
	has(t, r.Text(), "This barrier is on record. Change that one, or choose another")
}

func TestAddBarrierTwiceDoesItOnce(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	v := barrierValues("transport", "since", "1 9 2025", "_key", uuid.NewString())
	for range 2 {
		if r := c.Post(Path(rosa, "barriers/new"), v); r.Status != http.StatusSeeOther {
			t.Fatalf("%d %s", r.Status, r.Text())
		}
	}
	text := c.Get(Path(rosa, "barriers")).Text()
	has(t, text, "What stands in the way 1", "1 September 2025", "The resident said so")
}

func TestChangeBarrierKeepsItsHistory(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := hinder(t, s, rosa, "mental_health", "Panic in crowds")
	c := s.As("amina")
	has(t, c.Get(path).Text(), "Mental health", "Health", "Found, Marked")
	page := c.Follow(path, barrierValues("", "detail", "Calmer", "severity", "1", "status", "easing", "_version", "1"))
	has(t, page.Text(), "Barrier changed.", "Calmer", "Slight", "Eased")
	has(t, c.Get(path).Text(), "Eased, Slight", "Found, Marked", "Amina Yusufi, Ealing")
	page = c.Follow(path, barrierValues("", "detail", "Gone", "severity", "1", "status", "resolved", "_version", "2"))
	has(t, page.Text(), "Removed (1)", "What stands in the way 0")
	r := c.Post(path, url.Values{"severity": {"much"}, "_version": {"3"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("a severity that is none: %d", r.Status)
	}
	has(t, r.Text(), "Choose how much it stands in the way")
}

func TestTwoPeopleChangeABarrier(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := hinder(t, s, rosa, "childcare", "Before 8am")
	s.As("tom").Follow(path, barrierValues("", "detail", "Before 7am", "severity", "3", "_version", "1"))
	c := s.As("amina")
	r := c.Post(path, barrierValues("", "detail", "Before 9am", "since", "1 9 2025", "_version", "1"))
	if r.Status != http.StatusConflict {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	has(t, r.Text(), "Tom Redgate, Ealing", "changed this today at", "Before 7am", "Before 9am", "Severe", "Marked", "1 September 2025", "Keep mine", "Keep theirs")
	has(t, r.Body, `name="_version" value="2"`, `name="detail" value="Before 9am"`)
	page := c.Follow(path, barrierValues("", "detail", "Before 9am", "_version", "2"))
	has(t, page.Text(), "Before 9am", "Marked")
}

func TestRemoveBarrierCanBeUndone(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := hinder(t, s, rosa, "digital", "")
	c := s.As("amina")
	page := c.Follow(path+"/remove", url.Values{"_version": {"1"}})
	has(t, page.Text(), "Barrier removed.", "Undo")
	standing, removed, _ := strings.Cut(page.Text(), "Recently removed")
	hasNot(t, standing, "Digital access")
	has(t, removed, "Digital access or skills", "Removed by Amina Yusufi, Ealing")
	has(t, page.Body, path+"/restore")
	page = c.Follow(path+"/restore", nil)
	has(t, page.Text(), "Barrier brought back.", "Digital access")
	page = c.Follow(path+"/remove", url.Values{"_version": {"1"}})
	has(t, page.Text(), "Somebody changed this meanwhile")
	if r := s.As("joel").Post(path+"/remove", url.Values{"_version": {"3"}}); r.Status != http.StatusNotFound {
		t.Errorf("joel removes it: %d", r.Status)
	}
	if r := c.Post(Path(rosa, "barriers/"+uuid.NewString()+"/restore"), nil); r.Status != http.StatusNotFound {
		t.Errorf("restoring what never was: %d", r.Status)
	}
}

func TestBarrierIsReadByThoseWhoMayNotChangeIt(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := hinder(t, s, rosa, "childcare", "Before 8am")
	r := s.As("joel").Get(path)
	has(t, r.Text(), "Childcare responsibilities", "Before 8am", "Marked", "In the way", "History", "Found, Marked")
	hasNot(t, r.Body, `name="severity"`, "Remove this barrier")
	if r := s.As("joel").Post(path, barrierValues("", "_version", "1")); r.Status != http.StatusNotFound {
		t.Errorf("joel changes it: %d", r.Status)
	}
	if r := s.As("joel").Post(path, url.Values{"_version": {"1"}}); r.Status != http.StatusNotFound {
		t.Errorf("joel gets the form with problems: %d", r.Status)
	}
	if r := s.As("amina").Get(Path(rosa, "barriers/not-an-id")); r.Status != http.StatusNotFound {
		t.Errorf("no id: %d", r.Status)
	}
}
