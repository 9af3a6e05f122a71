// Command shots signs in to a running Onward as each person of the demo world
// and saves a picture of every kind of page that they can reach, at desk and at
// phone width. scripts/shots starts the server and calls it.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// person is somebody of the demo world, and the name of their folder.
type person struct{ folder, email string }

func main() {
	base := flag.String("base", "http://127.0.0.1:8080", "where Onward answers")
	out := flag.String("out", "var/shots", "where the pictures go")
	password := flag.String("password", "", "the demo world's password")
	most := flag.Int("most", 60, "kinds of page a person at the most")
	name := flag.String("resident", "Rosa Adomako", "whose journey is shown to everybody, where the first person can open it")
	flag.Parse()
	var people []person
	for _, arg := range flag.Args() {
		folder, email, ok := strings.Cut(arg, "=")
		if !ok {
			log.Fatalf("shots: name people as folder=email, not %q", arg)
		}
		people = append(people, person{folder, email})
	}
	browser := []chromedp.ExecAllocatorOption{chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless,
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true)}
	if path := os.Getenv("CHROME"); path != "" { // else where chromedp finds one
		browser = append(browser, chromedp.ExecPath(path))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), browser...)
	defer stop()
	c := camera{base: *base, most: *most, resident: *name}
	for _, p := range people {
		if err := c.visit(allocator, filepath.Join(*out, p.folder), p.email, *password); err != nil {
			log.Printf("shots: %s: %v", p.folder, err)
			os.Exit(1)
		}
	}
}

// camera goes from person to person with the address of one rich journey, so that
// the same resident is seen from all sides.
type camera struct {
	base, resident string
	most           int
	journey        string // address, empty until the resident's name is met
}

// visit signs one person in and takes pictures until there is no kind of page
// left that they have not seen.
func (c *camera) visit(allocator context.Context, folder, email, password string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, 10*time.Minute)
	defer stop()
	emailBox, passwordBox := chromedp.CSS("#email"), chromedp.CSS("#password")
	if err := chromedp.Do(ctx, chromedp.Navigate(c.base+"/sign-in"), chromedp.WaitVisible(emailBox)); err != nil {
		return err
	}
	if err := shoot(ctx, folder, "sign-in"); err != nil {
		return err
	}
	if err := chromedp.Do(ctx, chromedp.SendKeys(emailBox, email), chromedp.SendKeys(passwordBox, password), chromedp.Submit(emailBox),
		chromedp.WaitReady(chromedp.CSS("form[action='/sign-out']"))); err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	home, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return err
	}
	return c.crawl(ctx, folder, home)
}

// link is one on a page, with the words of its row or card.
type link struct{ Href, Text string }

const linksOf = `[...document.querySelectorAll('a[href]')].map(a => ({Href: a.href, Text: (a.closest('tr, li') || a).innerText}))`

func (c *camera) crawl(ctx context.Context, folder, home string) error {
	queue, seen := []string{home}, map[string]bool{kind(home): true}
	if c.journey != "" {
		queue, seen[kind(c.journey)] = append(queue, c.journey), true
	}
	for taken := 0; len(queue) > 0 && taken < c.most; taken++ {
		at := queue[0]
		queue = queue[1:]
		if err := chromedp.Do(ctx, chromedp.Navigate(at), chromedp.WaitReady(chromedp.CSS("body"))); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		links, err := chromedp.Run(ctx, chromedp.Evaluate[[]link](linksOf))
		if err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		if err := shoot(ctx, folder, kind(at)); err != nil {
			return err
		}
		for _, address := range c.onward(links) {
			if k := kind(address); !seen[k] {
				seen[k] = true
				queue = append(queue, address)
			}
		}
	}
	return nil
}

// onward are the addresses of a page that lead to pages of Onward, those of the
// resident's journey first.
func (c *camera) onward(links []link) []string {
	var first, rest []string
	for _, l := range links {
		u, err := url.Parse(l.Href)
		if err != nil || !strings.HasPrefix(l.Href, c.base+"/") || download.MatchString(u.Path) {
			continue
		}
		u.Fragment = ""
		if c.journey == "" && strings.Contains(l.Text, c.resident) && journey.MatchString(u.Path) {
			c.journey = c.base + journey.FindString(u.Path)
		}
		if c.journey != "" && strings.HasPrefix(u.String(), c.journey) {
			first = append(first, u.String())
			continue
		}
		rest = append(rest, u.String())
	}
	return append(first, rest...)
}

var (
	ids      = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	journey  = regexp.MustCompile(`^/journeys/[0-9a-f-]{36}`)
	download = regexp.MustCompile(`\.(csv|xlsx|jsonl|ics)$|/export`)
	odd      = regexp.MustCompile(`[^a-z0-9]+`)
)

// kind is an address without its ids and values: pages of one kind look alike.
func kind(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	name := ids.ReplaceAllString(u.Path, "id")
	for key := range u.Query() {
		if key == "view" {
			name += "-" + u.Query().Get(key)
		}
	}
	if name = strings.Trim(odd.ReplaceAllString(strings.ToLower(name), "-"), "-"); name == "" {
		return "home"
	}
	return name
}

// shoot takes the whole page at both widths.
func shoot(ctx context.Context, folder, name string) error {
	for _, width := range []int64{1280, 390} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			return err
		}
		picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			return err
		}
		file := filepath.Join(folder, fmt.Sprintf("%s-%d.png", name, width))
		if err := os.WriteFile(file, picture, 0o644); err != nil {
			return err
		}
	}
	return nil
}
