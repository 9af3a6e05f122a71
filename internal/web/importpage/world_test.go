package importpage_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/exchange/sheet"
	"onward/internal/fixture"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

var token = regexp.MustCompile(`name="_csrf" value="([^"]*)"`)

// sender is a browser that can send files.
type sender struct {
	t    *testing.T
	base string
	http *http.Client
	csrf string
}

func newSender(t *testing.T, s *webtest.Site, who string) *sender {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &sender{t: t, base: s.URL, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	b.look("/sign-in")
	res, err := b.http.PostForm(b.base+"/sign-in", url.Values{"email": {s.Colleague(who).Email}, "password": {fixture.Password}, "_csrf": {b.csrf}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	b.look("/account")
	return b
}

func (b *sender) look(path string) {
	b.t.Helper()
	res, err := b.http.Get(b.base + path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if m := token.FindSubmatch(text); m != nil {
		b.csrf = string(m[1])
	}
}

// upload posts a file under a key; without a name, the empty part that browsers
// send where no file was chosen.
func (b *sender) upload(key uuid.UUID, name string, content []byte) webtest.Reply {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, value := range map[string]string{"_csrf": b.csrf, "_key": key.String()} {
		if err := form.WriteField(field, value); err != nil {
			b.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		b.t.Fatal(err)
	}
	res, err := b.http.Post(b.base+"/import", form.FormDataContentType(), &body)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return webtest.Reply{Status: res.StatusCode, Header: res.Header, Location: res.Header.Get("Location"), Body: string(text)}
}

// sendIn uploads a sheet and gives the address of its import.
func sendIn(t *testing.T, s *webtest.Site, who, name string, content []byte) string {
	t.Helper()
	r := newSender(t, s, who).upload(uuid.New(), name, content)
	if r.Status != http.StatusSeeOther || !strings.HasSuffix(r.Location, "/columns") {
		t.Fatalf("uploading answered %d %s: %s", r.Status, r.Location, r.Text())
	}
	return strings.TrimSuffix(r.Location, "/columns")
}

// recognised are the columns as the page says they were.
func recognised(c *webtest.Client, at string) url.Values {
	values := url.Values{}
	for _, m := range regexp.MustCompile(`(?s)<select[^>]* name="(column-\d+)".*?</select>`).FindAllStringSubmatch(c.Get(at+"/columns").Body, -1) {
		chosen := regexp.MustCompile(`<option value="([^"]*)" selected`).FindStringSubmatch(m[0])
		values.Set(m[1], "")
		if chosen != nil {
			values.Set(m[1], chosen[1])
		}
	}
	return values
}

// checked is an upload whose columns are taken as they were recognised.
func checked(t *testing.T, s *webtest.Site, c *webtest.Client, who, name string, content []byte) string {
	t.Helper()
	at := sendIn(t, s, who, name, content)
	if r := c.Post(at+"/columns", recognised(c, at)); r.Status != http.StatusSeeOther || r.Location != at {
		t.Fatalf("columns answered %d %s: %s", r.Status, r.Location, r.Text())
	}
	return at
}

func work(t *testing.T, s *webtest.Site) {
	t.Helper()
	if worked, err := s.App.Uploads.Work(t.Context()); err != nil || !worked {
		t.Fatalf("worked %v, %v", worked, err)
	}
}

func borough(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile("../../exchange/caseload/testdata/caseload.csv")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func small(lines ...string) []byte {
	return []byte("First name,Surname,DOB,NI No,Adviser,Status,Notes\n" + strings.Join(lines, "\n") + "\n")
}

// has fails for each of the words that is not on the page.
func has(t *testing.T, r webtest.Reply, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(r.Text(), w) {
			t.Errorf("%q is not on the page: %s", w, r.Text())
		}
	}
}

func hasNot(t *testing.T, r webtest.Reply, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(r.Text(), w) {
			t.Errorf("%q is on the page", w)
		}
	}
}

// reads gives a downloaded file as a table.
func reads(t *testing.T, r webtest.Reply) *sheet.Table {
	t.Helper()
	if r.Status != http.StatusOK || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment;") {
		t.Fatalf("no file: %d %v", r.Status, r.Header)
	}
	table, err := sheet.Read("file", strings.NewReader(r.Body), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}
