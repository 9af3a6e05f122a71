package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// served is a server in a process of its own.
type served struct {
	*exec.Cmd
	url string
}

// serve starts a server on a data folder and waits until it says where it answers.
func serve(t *testing.T, data string) *served {
	t.Helper()
	// The test's own context ends before its cleanup: it would kill the server, which then leaves PostgreSQL behind.
	c := command(context.Background(), "--data", data, "serve")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "Onward answers on "); ok {
			t.Cleanup(func() { _ = c.Process.Signal(syscall.SIGTERM); _ = c.Wait() })
			return &served{c, url}
		}
	}
	_ = c.Wait()
	t.Fatalf("serve: %s", said.String())
	return nil
}

// call asks the API and decodes its answer.
func call(method, url, token string, body, into any) (int, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequest(method, url, bytes.NewReader(text))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err // cut off: not acknowledged
	}
	return res.StatusCode, json.Unmarshal(answer, into)
}

// ledger is what clients were told was kept.
type ledger struct {
	sync.Mutex
	notes map[string]string // text by id
}

func (l *ledger) size() int {
	l.Lock()
	defer l.Unlock()
	return len(l.notes)
}

// write posts notes from a few clients until the server does not answer, and
// tells of each that was acknowledged.
func (l *ledger) write(url, token, journey string) (*sync.WaitGroup, <-chan struct{}) {
	var clients sync.WaitGroup
	acknowledged := make(chan struct{}, 1<<20) // nobody waits to tell
	for client := range 4 {
		clients.Go(func() {
			for n := 0; ; n++ {
				text := fmt.Sprintf("Note %d of client %d, after %d", n, client, l.size())
				var kept struct{ ID string }
				status, err := call(http.MethodPost, url+"/api/v1/journeys/"+journey+"/notes", token, map[string]string{"contact": "telephone", "on": "2026-03-02", "text": text}, &kept)
				if err != nil || status != http.StatusCreated {
					return
				}
				l.Lock()
				l.notes[kept.ID] = text
				l.Unlock()
				acknowledged <- struct{}{}
			}
		})
	}
	return &clients, acknowledged
}

// grow waits until so many more have been acknowledged.
func grow(t *testing.T, acknowledged <-chan struct{}, more int) {
	t.Helper()
	for range more {
		select {
		case <-acknowledged:
		case <-t.Context().Done():
			t.Fatal("the ledger does not grow")
		}
	}
}

// held compares the ledger with what a server has.
func (l *ledger) held(t *testing.T, url, token, journey string) {
	t.Helper()
	var list struct{ Items []struct{ ID, Text string } }
	if status, err := call(http.MethodGet, url+"/api/v1/journeys/"+journey+"/notes", token, nil, &list); err != nil || status != http.StatusOK {
		t.Fatalf("the notes: %d, %v", status, err)
	}
	there := map[string]string{}
	for _, n := range list.Items {
		there[n.ID] = n.Text
	}
	for id, text := range l.notes {
		if there[id] != text {
			t.Errorf("%q was acknowledged as %s, and there is %q", text, id, there[id])
		}
	}
}

// postmaster is the process id of a data folder's PostgreSQL.
func postmaster(t *testing.T, data string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "postgres", "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// TestWhatWasAcknowledgedIsThere kills the server and then PostgreSQL as
// kill -9 does, while clients write, and looks for every note they were told of.
func TestWhatWasAcknowledgedIsThere(t *testing.T) {
	t.Parallel()
	data, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(data) })
	if a := onward(t, "", "--data", data, "seed", "--demo", "--residents", "100"); a.code != 0 {
		t.Fatalf("seeding: %+v", a)
	}
	s := serve(t, data)
	a := onward(t, "", "--data", data, "token", "--user", "amina.yusufi@ealing.example")
	token := strings.TrimSpace(a.out)
	var mine struct{ Items []struct{ ID string } }
	if status, err := call(http.MethodGet, s.url+"/api/v1/journeys", token, nil, &mine); err != nil || status != http.StatusOK || len(mine.Items) == 0 {
		t.Fatalf("amina's journeys: %d, %v", status, err)
	}
	journey := mine.Items[0].ID
	if second := onward(t, "", "--data", data, "serve"); second.code != 1 || !strings.Contains(second.err, "already serving from this data folder") {
		t.Errorf("a second server: %+v", second)
	}

	l := &ledger{notes: map[string]string{}}
	clients, acknowledged := l.write(s.url, token, journey)
	grow(t, acknowledged, 20)
	kill(t, s.Process.Pid)
	clients.Wait()
	_ = s.Wait()

	s = serve(t, data)
	l.held(t, s.url, token, journey)
	clients, acknowledged = l.write(s.url, token, journey)
	grow(t, acknowledged, 20)
	kill(t, postmaster(t, data))
	clients.Wait()
	kill(t, s.Process.Pid)
	_ = s.Wait()

	s = serve(t, data)
	l.held(t, s.url, token, journey)
	if l.size() < 40 {
		t.Errorf("only %d notes were acknowledged", l.size())
	}
	if a := onward(t, "", "--data", data, "audit", "verify"); a.code != 0 || !strings.Contains(a.out, " 0 findings") {
		t.Errorf("the trace: %+v", a)
	}
}

func kill(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}
