package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/web/form"
	"onward/ui/control"
)

// Drafts keep what is typed into a long form until the form is sent. Everything
// that such a form needs is Draft, which fills it and arms it; the rest happens
// here and in the browser:
//
//   - a draft is of one member of staff, in one post, for one form. The form is
//     named by the address that it is sent to, so that whatever is done there
//     once takes the draft with it (a trigger on onward.idempotency);
//   - the browser posts all that stands in the form after a pause and when the
//     page is hidden; never a password, a file or the form's token;
//   - it lies sealed. Only the page of its form opens it, within the
//     transaction that has decided that this person may have the form.

// Where pages post what is being typed, as "key" and "fields" with the token in
// a header, and where a draft is thrown away.
const (
	DraftAddress   = "/drafts"
	discardAddress = "/drafts/discard"
)

// mostDraft is how many bytes a draft may have, encoded as a form: more than any
// form takes, so that what is too long for the form is not lost either.
const mostDraft = 60000

// DraftRoutes keep what is being typed. A draft is its writer's own: nobody
// else's session reads it.
func (s *Site) DraftRoutes() []Route {
	return []Route{
		{Method: http.MethodPost, Path: DraftAddress, Duty: access.DoFind, Handle: keepDraft},
		{Method: http.MethodPost, Path: discardAddress, Duty: access.DoFind, Handle: discardDraft},
	}
}

// draftForm is an address of words and opaque ids; never a name.
var draftForm = regexp.MustCompile(`^(/([a-z]{1,20}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}))+$`)

var ofNoForm = fault.New(fault.Invalid, "Reload the page: this draft belongs to no form.")

// draftKey reads which form a draft is of and the key of the rendering it was
// typed on. Once that rendering has been sent, what comes late is dropped.
func draftKey(text string) (name string, page uuid.UUID, err error) {
	name, sent, _ := strings.Cut(text, "#")
	if page, err = uuid.Parse(sent); err != nil || len(name) > 200 || !draftForm.MatchString(name) {
		return "", page, ofNoForm
	}
	return name, page, nil
}

// keepDraft keeps the latest of a form; nothing typed any more is no draft. It
// answers with the session's end, which typing puts off.
func keepDraft(r *Request) error {
	f, err := r.Form("key", "fields")
	if err != nil {
		return err
	}
	name, page, err := draftKey(f.Raw("key"))
	if err != nil {
		return err
	}
	if len(f.Raw("fields")) > mostDraft {
		return fault.New(fault.Invalid, "This is too long for a draft. Shorten it.")
	}
	fields, err := url.ParseQuery(f.Raw("fields"))
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "Reload the page: this draft could not be read.")
	}
	err = r.Site.DB.Write(r.Ctx(), func(tx *postgres.Tx) error {
		if len(fields) == 0 {
			return dropDraft(tx, name)
		}
		return r.Site.putDraft(tx, name, page, fields)
	})
	if err != nil {
		return err
	}
	return r.JSON(http.StatusOK, r.Ends())
}

// discardDraft forgets a draft. The page that it stood on counts as sent, so
// that nothing typed there a moment ago comes back.
func discardDraft(r *Request) error {
	f, err := r.Form("draft")
	if err != nil {
		return err
	}
	name := f.Raw("draft")
	if len(name) > 200 || !draftForm.MatchString(name) {
		return ofNoForm
	}
	err = r.Site.DB.Write(r.Once(), func(tx *postgres.Tx) error { return dropDraft(tx, name) })
	if _, again := postgres.WasRepeated(err); err != nil && !again {
		return err
	}
	back := r.formPage()
	if back == "" {
		back = r.Home()
	}
	return r.Go(back, "Draft discarded.")
}

// Draft arms a form to keep what is typed into the named fields, as forms name
// them to be read, and on its first showing fills f with what had been typed
// before. It belongs after the decision to show the form and before its
// controls are made from f.
func (r *Request) Draft(tx *postgres.Tx, post *control.Post, f *form.Values, fields ...string) error {
	return r.DraftAs(tx, post.Action, r.First(), post, func(draft *form.Values) bool { f.Replace(draft, fields...); return true })
}

// First says that a form is shown for the first time rather than again with what
// was sent.
func (r *Request) First() bool { return r.Request().Method == http.MethodGet }

// DraftAs is Draft for a form whose draft has a name of its own, or is not taken
// as it is. Take may refuse a draft that is about something else: then it waits,
// is offered, and nothing new is kept before the person has opened or discarded
// it.
func (r *Request) DraftAs(tx *postgres.Tx, name string, first bool, post *control.Post, take func(*form.Values) bool) error {
	post.Draft = control.Draft{Keep: DraftAddress, Name: name, Key: name + "#" + post.Key, Discard: discardAddress}
	if !first {
		return nil // what was sent stands in the form already
	}
	kept, err := r.Site.readDraft(tx, name)
	if err != nil || len(kept.fields) == 0 {
		return err
	}
	draft := form.Of(r.Today(), kept.fields)
	when := calendar.DayOf(kept.at).Short() + " at " + kept.at.In(calendar.London).Format("15:04")
	if !take(draft) {
		post.Draft.Keep = ""
		post.Draft.Back = "You were writing something else here on " + when + ". Open or discard it before you begin: until then nothing that you type is kept as a draft."
		post.Draft.Open = r.Request().URL.Path
		return nil
	}
	post.Draft.Back = "You were writing this on " + when + ". It is filled in below."
	if v := draft.Raw("_version"); v != "" {
		post.Version = v // it goes on from the record as it was then
	}
	return nil
}
