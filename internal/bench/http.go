package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"onward/internal/demo"
)

// floorServer answers a list over HTTP with pgx alone: no transaction, no
// row-level security, no session.
func (w *world) floorServer() (*httptest.Server, error) {
	config, err := pgxpool.ParseConfig(w.raw.Config().ConnString())
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(w.ctx, config)
	if err != nil {
		return nil, err
	}
	return httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rows, err := pool.Query(r.Context(), `select p.journey_id, j.reference, i.given, i.family, i.born, p.stage, p.next_what, p.next_due from onward.progress p
			join onward.journey j on j.id = p.journey_id join onward.resident_identity i on i.resident_id = p.resident_id
			where p.spoc_id = 1 and p.open order by p.next_due, p.journey_id limit 25`)
		if err != nil {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
			return
		}
		var list []any
		for rows.Next() {
			values, err := rows.Values()
			if err != nil {
				break
			}
			list = append(list, values)
		}
		rw.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(rw).Encode(list)
	})), nil
}

// crowd is the same done by eight at once, 40 times each: what is compared is
// how many requests a second come through, and a commit that waits for the disk
// takes its neighbours along.
func crowd(do func() error) func() error {
	return func() error {
		var group errgroup.Group
		for range 8 {
			group.Go(func() error {
				for range 40 {
					if err := do(); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return group.Wait()
	}
}

// plain keeps a connection for each of the crowd.
var plain = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}}

var token = regexp.MustCompile(`name="_csrf" value="([^"]*)"`)

// browser is a client that has signed in as amina.
func browser(base string) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &http.Client{Jar: jar, Transport: plain.Transport}
	page, err := get(c, base+"/sign-in", "")
	if err != nil {
		return nil, err
	}
	m := token.FindStringSubmatch(page)
	if m == nil {
		return nil, fmt.Errorf("the sign-in page has no token")
	}
	res, err := c.PostForm(base+"/sign-in", url.Values{"_csrf": {m[1]}, "email": {"amina.yusufi@ealing.example"}, "password": {demo.Password}})
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || strings.HasSuffix(res.Request.URL.Path, "/sign-in") {
		return nil, fmt.Errorf("signing in answered %s at %s", res.Status, res.Request.URL.Path)
	}
	return c, nil
}

func get(c *http.Client, address, bearer string) (string, error) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	res, err := c.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s", address, res.Status)
	}
	return string(text), err
}

func overHTTP(w *world) error {
	floorServer, err := w.floorServer()
	if err != nil {
		return err
	}
	defer floorServer.Close()
	site := httptest.NewServer(w.app.Server().Echo)
	defer site.Close()
	who, err := w.app.Directory.Username(w.ctx, "amina")
	if err != nil {
		return err
	}
	bearer, err := w.app.Tokens.Make(w.ctx, who.Post)
	if err != nil {
		return err
	}
	c, err := browser(site.URL)
	if err != nil {
		return err
	}
	floor := func() error { _, err := get(plain, floorServer.URL, ""); return err }
	for _, page := range []struct {
		name, path, bearer string
		budget             float64
	}{{"json_list", "/api/v1/journeys?mine=true", bearer, 0.85}, {"page_caseload", "/caseload", "", 0.6}, {"page_today", "/today", "", 0.6}} {
		client := c
		if page.bearer != "" {
			client = plain
		}
		f, work, err := compare(8, crowd(floor), crowd(func() error { _, err := get(client, site.URL+page.path, page.bearer); return err }))
		if err != nil {
			return err
		}
		atLeast(page.name, f, work, page.budget, nil)
	}
	return nil
}

// pageSize weighs what travels: the first page with its assets, then a page.
func pageSize(w *world) error {
	site := httptest.NewServer(w.app.Server().Echo)
	defer site.Close()
	c, err := browser(site.URL)
	if err != nil {
		return err
	}
	page, err := get(c, site.URL+"/today", "")
	if err != nil {
		return err
	}
	first := 0
	for _, m := range regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		n, err := weigh(c, site.URL+m[1])
		if err != nil {
			return err
		}
		first += n
	}
	for _, path := range []string{"/today", "/caseload"} {
		n, err := weigh(c, site.URL+path)
		if err != nil {
			return err
		}
		Figure{Name: "bytes_" + strings.TrimPrefix(path, "/"), Work: fmt.Sprintf("%d bytes", n), Floor: "none", Ratio: round(float64(n) / 15360), Budget: "<= 15 KB", Met: n <= 15360}.print()
		if path == "/today" {
			Figure{Name: "bytes_first_page", Work: fmt.Sprintf("%d bytes", n+first), Floor: "none", Ratio: round(float64(n+first) / 102400), Budget: "<= 100 KB", Met: n+first <= 102400}.print()
		}
	}
	return nil
}

// weigh is the size of an answer as it travels.
func weigh(c *http.Client, address string) (int, error) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Accept-Encoding", "br, gzip")
	res, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	return int(n), err
}

// memory is what an idle server holds, read from the kernel.
func memory(w *world, binary, database string) error {
	cmd := exec.Command(binary, "serve", "--data", w.dir+"/data")
	cmd.Env = append(os.Environ(), "ONWARD_DATABASE_URL="+database, "ONWARD_ADDRESS=127.0.0.1:0", "ONWARD_SECURE=false")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting %s: %w", binary, err)
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}()
	if _, err := out.Read(make([]byte, 1)); err != nil { // it says where it answers once it does
		return err
	}
	status, err := os.ReadFile("/proc/" + strconv.Itoa(cmd.Process.Pid) + "/status")
	if err != nil {
		return err
	}
	m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		return fmt.Errorf("the kernel says nothing of the server's memory")
	}
	kb, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return err
	}
	Figure{Name: "memory_idle", Work: fmt.Sprintf("%d KB", kb), Floor: "none", Ratio: round(float64(kb) / (60 * 1024)), Budget: "<= 60 MB", Met: kb <= 60*1024,
		More: map[string]any{"taken": time.Now().UTC().Format(time.RFC3339)}}.print()
	return nil
}
