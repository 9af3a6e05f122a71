package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/postgres"
	"onward/internal/server"
	"onward/internal/testdb"
	"onward/internal/web"
	"onward/internal/webtest"
	"onward/ui/control"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// drafting is the product over a small world with a note's form open.
type drafting struct {
	*webtest.Site
	t      *testing.T
	form   string
	page   string // the key of the form's page
	client *webtest.Client
}

func newDrafting(t *testing.T) drafting {
	t.Helper()
	s := webtest.New(t)
	site := s.App.Site()
	served := server.New(server.Options{Site: site, Log: slog.New(slog.DiscardHandler), Ready: s.DB.Ready})
	site.Register(served.Echo, append(s.App.Routes(), site.DraftRoutes()...))
	over := httptest.NewServer(served.Echo)
	t.Cleanup(over.Close)
	s.URL = over.URL
	return drafting{Site: s, t: t, form: "note/" + s.Rosa().String(), page: uuid.NewString(), client: s.As("amina")}
}

func (d drafting) keep(c *webtest.Client, key, text string) int {
	d.t.Helper()
	return c.Post(web.DraftAddress, url.Values{"key": {key}, "text": {text}, "_key": {""}}).Status
}

func (d drafting) kept(who string) (text string) {
	d.t.Helper()
	err := d.Read(who, func(tx *postgres.Tx) error {
		draft, err := (&web.Site{Box: d.Box}).ReadDraft(tx, d.form)
		text = draft.Text
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return text
}

func TestADraftIsKeptSealedForItsWriterAlone(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	key := web.DraftKey(d.form, control.Post{Key: d.page})
	for _, text := range []string{"She said", "She said that"} {
		if status := d.keep(d.client, key, text); status != http.StatusNoContent {
			t.Fatalf("keeping: %d", status)
		}
	}
	if got := d.kept("amina"); got != "She said that" {
		t.Errorf("kept %q", got)
	}
	if got := d.kept("joel"); got != "" {
		t.Errorf("a colleague reads %q", got)
	}
	_ = d.Read("amina", func(tx *postgres.Tx) error {
		var sealed []byte
		err := tx.Conn().QueryRow(tx, "select sealed from onward.draft").Scan(&sealed)
		if err != nil || bytes.Contains(sealed, []byte("said")) {
			t.Errorf("it lies open in the database, %v", err)
		}
		return nil
	})
	if status := d.keep(d.client, key, "  "); status != http.StatusNoContent || d.kept("amina") != "" {
		t.Errorf("an emptied box: %d, %q", status, d.kept("amina"))
	}
}

func TestADraftComesBackAndGoesWithTheNote(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	path := "/journeys/" + strings.TrimPrefix(d.form, "note/") + "/notes/"
	key := d.form + "#" + d.page
	d.keep(d.client, key, "She said that")
	body := d.client.Get(path + "new").Body
	for _, words := range []string{"She said that</textarea>", "is back.", "Discard the draft"} {
		if !strings.Contains(body, words) {
			t.Errorf("%q is missing on the form", words)
		}
	}
	if strings.Contains(d.As("joel").Get(path+"new").Body, "She said that") {
		t.Error("a colleague's form shows it")
	}
	note := url.Values{"contact": {"telephone"}, "happened_on": {"2 3 2026"}, "text": {"She said that she is well"}, "_key": {d.page}}
	if r := d.client.Post(path+"new", note); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	if status := d.keep(d.client, key, "She said that she is"); status != http.StatusNoContent || d.kept("amina") != "" {
		t.Errorf("a draft that came after its note: %d, kept %q", status, d.kept("amina"))
	}
	next := d.form + "#" + uuid.NewString()
	if d.keep(d.client, next, "Another"); d.kept("amina") != "Another" {
		t.Errorf("the next note's draft: %q", d.kept("amina"))
	}
	note.Set("_key", strings.TrimPrefix(next, d.form+"#"))
	if r := d.client.Post(path+"discard", note); r.Location != path+"new" || d.kept("amina") != "" {
		t.Errorf("discarding leads to %q, kept %q", r.Location, d.kept("amina"))
	}
	if d.keep(d.client, next, "Another"); d.kept("amina") != "" {
		t.Errorf("it came back: %q", d.kept("amina"))
	}
}

func TestDraftsThatAreRefused(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	for name, c := range map[string]struct {
		key, text string
		status    int
	}{
		"of no form":     {"", "x", http.StatusUnprocessableEntity},
		"of a name":      {"note/rosa#" + d.page, "x", http.StatusUnprocessableEntity},
		"of no page":     {d.form + "#", "x", http.StatusUnprocessableEntity},
		"of a wrong one": {d.form + "#" + strings.Repeat("-", 36), "x", http.StatusUnprocessableEntity},
		"too long":       {d.form + "#" + d.page, strings.Repeat("x", 20001), http.StatusUnprocessableEntity},
	} {
		if status := d.keep(d.client, c.key, c.text); status != c.status {
			t.Errorf("%s: %d, want %d", name, status, c.status)
		}
	}
	if status := d.keep(d.As("petra"), d.form+"#"+d.page, "x"); status != http.StatusNotFound {
		t.Errorf("somebody who opens no journeys: %d", status)
	}
	if status := d.keep(d.Visitor(), d.form+"#"+d.page, "x"); status == http.StatusNoContent {
		t.Error("a visitor's was kept")
	}
	forged := d.client.Post(web.DraftAddress, url.Values{"key": {d.form + "#" + d.page}, "text": {"x"}, "_csrf": {"guessed"}})
	if forged.Status != http.StatusUnprocessableEntity || d.kept("amina") != "" {
		t.Errorf("from another site: %d, kept %q", forged.Status, d.kept("amina"))
	}
}

func TestOldDraftsGo(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.keep(d.client, d.form+"#"+d.page, "Long ago")
	d.AsOwner(t, "update onward.draft set changed_at = changed_at - interval '31 days'")
	d.keep(d.client, "note/"+uuid.NewString()+"#"+d.page, "Today")
	if got := d.kept("amina"); got != "" {
		t.Errorf("after a month: %q", got)
	}
}
