package importpage_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

// slow begins to send a file and never ends; stop breaks it off and waits.
func (b *sender) slow() (stop func()) {
	b.t.Helper()
	from, to := io.Pipe()
	form := multipart.NewWriter(to)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if res, err := b.http.Post(b.base+"/import", form.FormDataContentType(), from); err == nil {
			res.Body.Close()
		}
	}()
	if err := form.WriteField("_csrf", b.csrf); err != nil { // returns when it was read off the pipe
		b.t.Fatal(err)
	}
	return func() { to.CloseWithError(io.ErrUnexpectedEOF); <-done }
}

func TestASecondFileWaitsForTheFirst(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	b := newSender(t, s, "tom")
	stop := b.slow()
	defer func() { stop() }()
	r := b.upload(uuid.New(), "a.csv", []byte("none"))
	for r.Status == http.StatusUnprocessableEntity {
		// The first had not reached its page yet, or came to it while this one was
		// there and was sent away itself: it begins anew.
		stop()
		stop = b.slow()
		r = b.upload(uuid.New(), "a.csv", []byte("none"))
	}
	if r.Status != http.StatusTooManyRequests || r.Header.Get("Retry-After") == "" {
		t.Errorf("%d, Retry-After %q", r.Status, r.Header.Get("Retry-After"))
	}
	has(t, r, "Your other file is still on its way")
	if r := newSender(t, s, "ines").upload(uuid.New(), "a.csv", []byte("none")); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("somebody else's file: %d", r.Status)
	}
}

func TestOtherPagesTakeNoFiles(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	b := newSender(t, s, "tom")
	for _, path := range []string{"/sign-in", "/find", "/account"} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		if err := form.WriteField("_csrf", b.csrf); err != nil {
			t.Fatal(err)
		}
		form.Close()
		res, err := b.http.Post(s.URL+path, form.FormDataContentType(), &body)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(text), "takes no files") {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}

// The share of an organisation in the queue is limited; the sheet and the
// choices that were made of it are kept.
func TestAFullQueueSaysWhenToComeBack(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at := sendIn(t, s, "tom", "a.csv", []byte("First name,Surname,Date of birth\nAda,Okoye,1/2/1990\n"))
	c := s.As("tom")
	c.Follow(at+"/columns", url.Values{"column-0": {"given"}, "column-1": {"family"}, "column-2": {"dob"}})
	fill := func(org, who string, n int) {
		s.AsOwner(t, `insert into onward.import (id, staff_id, post_id, organisation_id, file_name, sealed, state)
			select gen_random_uuid(), $1, $2, $3, 'x', '', case when g = 1 then 'running' else 'queued' end from generate_series(1, $4::int) g`, s.Staff[who], s.Posts[who], s.Orgs[org], n)
	}
	fill("brent", "bimpe", 30)
	fill("ealing", "ines", 10)
	r := c.Post(at+"/start", nil)
	if r.Status != http.StatusTooManyRequests || r.Header.Get("Retry-After") == "" {
		t.Errorf("%d, Retry-After %q", r.Status, r.Header.Get("Retry-After"))
	}
	has(t, r, "10 spreadsheets of your organisation wait", "Start this one when one of them is done")
	s.AsOwner(t, "update onward.import set state = 'done' where state = 'running' and organisation_id = $1", s.Orgs["ealing"])
	if r := c.Post(at+"/start", nil); r.Status != http.StatusSeeOther || r.Location != at+"/progress" {
		t.Errorf("with room again: %d %s", r.Status, r.Location)
	}
}
