package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/postgres"
	"onward/internal/testdb"
	"onward/internal/web"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// drafting is the product over a small world with a note's form open.
type drafting struct {
	*webtest.Site
	t      *testing.T
	form   string // the address that it is sent to
	page   string // the key of its rendering
	client *webtest.Client
}

func newDrafting(t *testing.T) drafting {
	t.Helper()
	s := webtest.New(t)
	return drafting{Site: s, t: t, form: "/journeys/" + s.Rosa().String() + "/notes/new", page: uuid.NewString(), client: s.As("amina")}
}

// typed sends what stands in the note's form, as the browser does.
func (d drafting) typed(c *webtest.Client, text string) int {
	d.t.Helper()
	fields := ""
	if text != "" {
		fields = url.Values{"contact": {"telephone"}, "happened_on": {"1 3 2026"}, "text": {text}, "next_who": {"advisor"}}.Encode()
	}
	return d.keep(c, d.form+"#"+d.page, fields)
}

func (d drafting) keep(c *webtest.Client, key, fields string) int {
	d.t.Helper()
	return c.Post(web.DraftAddress, url.Values{"key": {key}, "fields": {fields}, "_key": {""}}).Status
}

// back is whether the form of somebody comes with a draft, and its page.
func (d drafting) back(c *webtest.Client) (bool, string) {
	d.t.Helper()
	r := c.Get(d.form)
	if r.Status != http.StatusOK {
		d.t.Fatalf("the form: %d", r.Status)
	}
	return strings.Contains(r.Body, "It is filled in below."), r.Body
}

func TestADraftIsKeptSealedForItsWriterAlone(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	for _, text := range []string{"She said", "She said that"} {
		if status := d.typed(d.client, text); status != http.StatusOK {
			t.Fatalf("keeping: %d", status)
		}
	}
	back, body := d.back(d.client)
	if !back || !strings.Contains(body, "She said that</textarea>") || !strings.Contains(body, `value="1 3 2026"`) || !strings.Contains(body, "You were writing this on ") {
		t.Error("the draft is not filled in")
	}
	if back, _ := d.back(d.As("joel")); back {
		t.Error("a colleague's form shows it")
	}
	_ = d.Read("amina", func(tx *postgres.Tx) error {
		var sealed []byte
		var form string
		err := tx.Conn().QueryRow(tx, "select sealed, form from onward.draft").Scan(&sealed, &form)
		if err != nil || bytes.Contains(sealed, []byte("said")) || form != d.form {
			t.Errorf("it lies open in the database or under %q, %v", form, err)
		}
		return nil
	})
	if status := d.typed(d.client, ""); status != http.StatusOK {
		t.Errorf("an emptied form: %d", status)
	}
	if back, _ := d.back(d.client); back {
		t.Error("an emptied form comes back")
	}
}

func TestADraftStaysInItsPost(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.typed(d.client, "She said that")
	d.AsOwner(t, "update onward.draft set post_id = $1", d.Posts["joel"])
	if back, _ := d.back(d.client); back {
		t.Error("it came along into another post")
	}
}

func TestADraftNeedsTheDecisionOfItsForm(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	bola := d.As("bola")
	d.typed(bola, "Of a journey that is not hers") // her own words, kept for her
	if r := bola.Get(d.form); r.Status != http.StatusNotFound || strings.Contains(r.Body, "not hers") {
		t.Errorf("the form of another organisation's journey: %d", r.Status)
	}
}

func TestADraftGoesWithTheNote(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.typed(d.client, "She said that")
	note := url.Values{"contact": {"telephone"}, "happened_on": {"2 3 2026"}, "text": {""}, "_key": {d.page}}
	if r := d.client.Post(d.form, note); r.Status != http.StatusUnprocessableEntity || strings.Contains(r.Body, "It is filled in below") {
		t.Fatalf("with an error: %d", r.Status)
	}
	if back, _ := d.back(d.client); !back {
		t.Error("a send that was refused lost the draft")
	}
	note.Set("text", "She said that she is well")
	if r := d.client.Post(d.form, note); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	if back, _ := d.back(d.client); back {
		t.Error("it outlived its note")
	}
	d.typed(d.client, "She said that she is")
	if back, _ := d.back(d.client); back {
		t.Error("what was typed before the send came after it and is kept")
	}
	d.page = uuid.NewString()
	d.typed(d.client, "Another")
	if back, _ := d.back(d.client); !back {
		t.Error("the next note has no draft")
	}
	if r := d.client.Post("/drafts/discard", url.Values{"draft": {d.form}, "_key": {d.page}}); r.Status != http.StatusSeeOther {
		t.Errorf("discarding: %d", r.Status)
	}
	d.typed(d.client, "Another")
	if back, _ := d.back(d.client); back {
		t.Error("it came back after it was discarded")
	}
}

func TestDraftsThatAreRefused(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	for name, c := range map[string]struct {
		key, fields string
		status      int
	}{
		"of no form":      {"", "text=x", http.StatusUnprocessableEntity},
		"of another site": {"//elsewhere.example#" + d.page, "text=x", http.StatusUnprocessableEntity},
		"of a name":       {"/notes/Rosa Adomako#" + d.page, "text=x", http.StatusUnprocessableEntity},
		"of no page":      {d.form + "#", "text=x", http.StatusUnprocessableEntity},
		"of a wrong one":  {d.form + "#" + strings.Repeat("-", 36), "text=x", http.StatusUnprocessableEntity},
		"of a long one":   {strings.Repeat("/notes", 40) + "#" + d.page, "text=x", http.StatusUnprocessableEntity},
		"that is no form": {d.form + "#" + d.page, "text=%zz", http.StatusUnprocessableEntity},
		"too long":        {d.form + "#" + d.page, "text=" + strings.Repeat("x", 60000), http.StatusUnprocessableEntity},
	} {
		if status := d.keep(d.client, c.key, c.fields); status != c.status {
			t.Errorf("%s: %d, want %d", name, status, c.status)
		}
	}
	if status := d.typed(d.As("petra"), "x"); status != http.StatusNotFound {
		t.Errorf("somebody who opens no journeys: %d", status)
	}
	if status := d.typed(d.Visitor(), "x"); status == http.StatusOK {
		t.Error("a visitor's was kept")
	}
	forged := d.client.Post(web.DraftAddress, url.Values{"key": {d.form + "#" + d.page}, "fields": {"text=x"}, "_csrf": {"guessed"}})
	if back, _ := d.back(d.client); forged.Status != http.StatusUnprocessableEntity || back {
		t.Errorf("from another site: %d, kept %v", forged.Status, back)
	}
	if r := d.client.Post("/drafts/discard", url.Values{"draft": {"//elsewhere.example"}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("discarding what is none: %d", r.Status)
	}
}

func TestOldDraftsGo(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.typed(d.client, "Long ago")
	d.AsOwner(t, "update onward.draft set changed_at = changed_at - interval '31 days'")
	d.keep(d.client, "/journeys/"+uuid.NewString()+"/stage#"+d.page, "stage=paused")
	if back, _ := d.back(d.client); back {
		t.Error("it is there after a month")
	}
}
