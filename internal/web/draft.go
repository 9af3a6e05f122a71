package web

import (
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/ui/control"
)

// Draft is what somebody had typed into a form before it was sent.
type Draft struct {
	Text string // empty where there is none
	At   time.Time
}

// DraftAddress is where pages post what is being typed: "key" and "text", with
// the token in a header.
const DraftAddress = "/drafts"

// mostDraft is how many characters a draft may have: more than any form takes,
// so that what is too long for the form is not lost either.
const mostDraft = 20000

// DraftRoutes keep what is being typed. A draft is its writer's own: nobody
// else's session reads it, and only the page of its form shows it.
func (s *Site) DraftRoutes() []Route {
	return []Route{{Method: http.MethodPost, Path: DraftAddress, Duty: access.DoFind, Handle: keepDraft}}
}

// DraftKey names the draft of a form on one rendering of its page. Once that
// rendering has been sent, a draft of it that comes late is dropped.
func DraftKey(form string, post control.Post) string { return form + "#" + post.Key }

// A form's name is a word and the ids of what it is of; never a name.
var draftKey = regexp.MustCompile(`^[a-z]+(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){1,2}#[0-9a-f-]{36}$`)

func keepDraft(r *Request) error {
	f, err := r.Form("key", "text")
	if err != nil {
		return err
	}
	if !draftKey.MatchString(f.Raw("key")) {
		return fault.New(fault.Invalid, "Reload the page: this draft belongs to no form.")
	}
	name, sent, _ := strings.Cut(f.Raw("key"), "#")
	key, err := uuid.Parse(sent)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "Reload the page: this draft belongs to no form.")
	}
	text := f.Text("text")
	if utf8.RuneCountInString(text) > mostDraft {
		return fault.New(fault.Invalid, "This is too long for a draft. Shorten it.")
	}
	err = r.Site.DB.Write(r.Ctx(), func(tx *postgres.Tx) error {
		if text == "" {
			return DropDraft(tx, name)
		}
		return r.Site.putDraft(tx, name, key, text)
	})
	if err != nil {
		return err
	}
	return r.NoContent(http.StatusNoContent)
}
