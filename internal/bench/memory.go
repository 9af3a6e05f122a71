package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// memory is what a server holds by itself, and at most while a crowd does a day's
// work on it, both read from the kernel.
func memory(w *world, binary string) error {
	cmd := exec.Command(binary, "serve", "--data", w.dir+"/data")
	cmd.Env = append(os.Environ(), "ONWARD_DATABASE_URL="+w.app.Config.DatabaseURL, "ONWARD_ADDRESS=127.0.0.1:0", "ONWARD_SECURE=false")
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
	base, err := address(out)
	if err != nil {
		return err
	}
	if err := held("memory_idle", cmd.Process.Pid, "VmRSS", 60, nil); err != nil {
		return err
	}
	done, err := w.mixedDay(base)
	if err != nil {
		return err
	}
	return held("memory_mixed_day", cmd.Process.Pid, "VmHWM", 250, map[string]any{"requests": done, "crowd": people, "seconds": day.Seconds()})
}

// address waits for the server to say where it answers.
func address(out io.Reader) (string, error) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if at := regexp.MustCompile(`http://[0-9.:]+`).FindString(lines.Text()); at != "" {
			go func() { _, _ = io.Copy(io.Discard, out) }() // whatever it says later must not stop it
			return at, nil
		}
	}
	return "", fmt.Errorf("the server does not say where it answers")
}

// held prints what the kernel says that a process holds, in budget MB at most.
func held(name string, pid int, field string, budget int, more map[string]any) error {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return err
	}
	m := regexp.MustCompile(field + `:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		return fmt.Errorf("the kernel says nothing of the server's memory")
	}
	kb, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return err
	}
	Figure{Name: name, Work: fmt.Sprintf("%d KB", kb), Floor: "none", Ratio: round(float64(kb) / float64(budget*1024)), Budget: fmt.Sprintf("<= %d MB", budget),
		Met: kb <= budget*1024, More: more}.print()
	return nil
}

// The mixed day: so many people at once for so long, fewer searches in all than
// one person may send.
const (
	people       = 8
	day          = 10 * time.Second
	mostSearches = 100
)

func (w *world) mixedDay(base string) (done int64, err error) {
	who, err := w.app.Directory.Username(w.ctx, "amina")
	if err != nil {
		return 0, err
	}
	bearer, err := w.app.Tokens.Make(w.ctx, who.Post)
	if err != nil {
		return 0, err
	}
	journey, err := w.journey(who.Staff)
	if err != nil {
		return 0, err
	}
	c, err := browser(base)
	if err != nil {
		return 0, err
	}
	page := func(path string) func() error { return func() error { _, err := get(c, base+path, ""); return err } }
	var searches, count atomic.Int64
	steps := []func() error{page("/today"), page("/caseload"), page("/caseload/board"), page(journey), page(journey + "/timeline"),
		func() error { _, err := get(plain, base+"/api/v1/journeys?mine=true", bearer); return err },
		func() error {
			if searches.Add(1) > mostSearches {
				return nil
			}
			return search(c, base, "samira hasan")
		}}
	until := time.Now().Add(day)
	var group errgroup.Group
	for n := range people {
		group.Go(func() error {
			for i := n; time.Now().Before(until); i++ {
				if err := steps[i%len(steps)](); err != nil {
					return err
				}
				count.Add(1)
			}
			return nil
		})
	}
	err = group.Wait()
	return count.Load(), err
}

// search sends the form of Find a resident, and follows it to what was found.
func search(c *http.Client, base, typed string) error {
	page, err := get(c, base+"/find", "")
	if err != nil {
		return err
	}
	m := token.FindStringSubmatch(page)
	if m == nil {
		return fmt.Errorf("the search has no token")
	}
	res, err := c.PostForm(base+"/find", url.Values{"_csrf": {m[1]}, "q": {typed}})
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("searching answered %s", res.Status)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}
