package journeypage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/webtest"
)

func noteForm(text string, more ...string) url.Values {
	v := url.Values{"contact": {"telephone"}, "happened_on": {"2 3 2026"}, "text": {text}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

func TestANoteIsTwoClicksAway(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	s.AsOwner(t, "insert into onward.clock_shift values ($1::timestamptz - pg_catalog.now())", calendar.MustISO("2026-03-02").At(12, 0))
	c := s.As("amina")
	form := c.Get("/journeys/" + id + "/notes/new")
	has(t, form.Body, `value="2 3 2026"`, `data-draft="/drafts"`, `checked`)
	has(t, form.Text(), "Rosa Adomako", "Add a note", "Face to face", "Tried, not reached", "Next action", "Rosie")
	page := c.Follow("/journeys/"+id+"/notes/new", noteForm("She starts on Monday"))
	has(t, page.Text(), "Note added.")
}

func TestAColleagueAddsANoteAndReadsNone(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	joel := s.As("joel")
	hasNot(t, joel.Get("/journeys/"+id+"/notes/new").Text(), "Next action")
	r := joel.Post("/journeys/"+id+"/notes/new", noteForm("She came by"))
	if r.Status != http.StatusSeeOther || r.Location != "/journeys/"+id {
		t.Fatalf("%d %s %s", r.Status, r.Location, r.Text())
	}
	note := onlyNote(t, s)
	if r := joel.Get("/journeys/" + id + "/notes/" + note); r.Status != http.StatusNotFound {
		t.Errorf("he reads the note: %d", r.Status)
	}
	if r := joel.Get("/journeys/" + id + "/notes/" + note + "/correct"); r.Status != http.StatusNotFound {
		t.Errorf("he corrects the note: %d", r.Status)
	}
	if r := joel.Post("/journeys/"+id+"/notes/new", noteForm("x", "next_what", "Call her")); r.Status != http.StatusNotFound {
		t.Errorf("he adds to the plan: %d", r.Status)
	}
	text := s.As("amina").Get("/journeys/" + id + "/notes/" + note).Text()
	has(t, text, "Telephone, 2 March 2026", "She came by", "Written by Joel Hartigan, Ealing", "Correct")
	for who, path := range map[string]string{"bola": "/notes/" + note, "jan": "/notes/new", "grace": "/notes/new", "ines": "/notes/new"} {
		if r := s.As(who).Get("/journeys/" + id + path); r.Status != http.StatusNotFound {
			t.Errorf("%s at %s: %d", who, path, r.Status)
		}
	}
	if r := s.As("bola").Post("/journeys/"+id+"/notes/new", noteForm("x")); r.Status != http.StatusNotFound {
		t.Errorf("another borough adds a note: %d", r.Status)
	}
}

// notesOf are the notes of Ealing, as they stand.
func notesOf(t *testing.T, s *webtest.Site) []string {
	t.Helper()
	return column(t, s, "select note_id::text from onward.note where superseded_at is null")
}

// onlyNote is the id of the one note that there is.
func onlyNote(t *testing.T, s *webtest.Site) string {
	t.Helper()
	notes := notesOf(t, s)
	if len(notes) != 1 {
		t.Fatalf("%d notes", len(notes))
	}
	return notes[0]
}

func TestEveryMistakeInANoteSaysWhatToDo(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/notes/new"
	c := s.As("amina")
	for message, values := range map[string]url.Values{
		"Choose how you were in contact":                     noteForm("x", "contact", ""),
		"Enter the day of the contact, like 31 3 2026":       noteForm("x", "happened_on", ""),
		"Enter a day that is not in the future":              noteForm("x", "happened_on", "1 1 2099"),
		"Write what was said or done":                        noteForm(" "),
		"Shorten this to 8000 characters or fewer":           noteForm(strings.Repeat("x", 8001)),
		"Enter what is to be done by then, or leave the day": noteForm("x", "next_due", "1 5 2026"),
		"Shorten this to 200 characters or fewer":            noteForm("x", "next_what", strings.Repeat("y", 201)),
	} {
		r := c.Post(path, values)
		if r.Status != http.StatusUnprocessableEntity || strings.Count(r.Body, "govuk-error-message") != 1 {
			t.Errorf("%s: %d, %d messages", message, r.Status, strings.Count(r.Body, "govuk-error-message"))
		}
		has(t, r.Text(), "There is a problem", message)
		if text := values.Get("text"); strings.TrimSpace(text) != "" {
			has(t, r.Body, ">"+text+"</textarea>")
		}
	}
	for name, values := range map[string]url.Values{"happened_on": noteForm("x", "happened_on", "31 2 2026"), "next_due": noteForm("x", "next_what", "Call", "next_due", "soon")} {
		r := c.Post(path, values)
		if r.Status != http.StatusUnprocessableEntity || strings.Count(r.Body, `href="#`+name+`"`) != 1 {
			t.Errorf("a day that is none in %s: %d", name, r.Status)
		}
	}
	if n := len(notesOf(t, s)); n != 0 {
		t.Errorf("%d notes stand", n)
	}
}

func TestSentTwiceANoteIsThereOnce(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/notes/new"
	c := s.As("amina")
	for range 2 {
		if r := c.Post(path, noteForm("Once", "_key", "0197c2f2-0000-7000-8000-000000000001")); r.Status != http.StatusSeeOther || !strings.HasSuffix(r.Location, "/timeline") {
			t.Fatalf("%d %s", r.Status, r.Text())
		}
	}
	onlyNote(t, s)
}

func TestANoteBringsItsNextAction(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	c := s.As("amina")
	c.Follow("/journeys/"+id+"/notes/new", noteForm("Talked about the CV", "next_what", "Send the CV", "next_who", "resident", "next_due", "1 5 2099"))
	text := c.Get("/journeys/" + id + "/timeline").Text()
	has(t, text, "Action", "Send the CV, by 1 May", "Talked about the CV")
}

func TestACorrectionKeepsWhatStoodBefore(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	c := s.As("amina")
	c.Follow("/journeys/"+id+"/notes/new", noteForm("Starts on Monday"))
	path := "/journeys/" + id + "/notes/" + onlyNote(t, s)
	has(t, c.Get(path+"/correct").Body, "Starts on Monday</textarea>", `name="_version" value="1"`)
	page := c.Follow(path+"/correct", noteForm("Starts on Tuesday", "_version", "1"))
	has(t, page.Text(), "Note corrected.", "Starts on Tuesday", "Corrected by Amina Yusufi", "Earlier versions", "Starts on Monday", "Written by Amina Yusufi")
	r := s.As("tom").Post(path+"/correct", noteForm("Starts on Friday", "_version", "1"))
	if r.Status != http.StatusConflict {
		t.Fatalf("over an older version: %d", r.Status)
	}
	has(t, r.Text(), "Amina Yusufi, Ealing changed this on", "Starts on Tuesday", "Starts on Friday", "Keep mine", "Keep theirs")
	has(t, r.Body, `name="_version" value="2"`, `name="text" value="Starts on Friday"`)
	has(t, s.As("tom").Follow(path+"/correct", noteForm("Starts on Friday", "_version", "2")).Text(), "Starts on Friday", "Starts on Tuesday", "Starts on Monday")
	if r := c.Post(path+"/correct", noteForm("", "_version", "3")); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("an empty correction: %d", r.Status)
	}
	if r := c.Get("/journeys/" + id + "/notes/" + uuid.NewString()); r.Status != http.StatusNotFound {
		t.Errorf("a note that is not there: %d", r.Status)
	}
}
