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
	for _, p := range people {
		if err := visit(allocator, *base, filepath.Join(*out, p.folder), p.email, *password, *most); err != nil {
			log.Printf("shots: %s: %v", p.folder, err)
			os.Exit(1)
		}
	}
}

// visit signs one person in and takes pictures until there is no kind of page
// left that they have not seen.
func visit(allocator context.Context, base, folder, email, password string, most int) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, 10*time.Minute)
	defer stop()
	emailBox, passwordBox := chromedp.CSS("#email"), chromedp.CSS("#password")
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"/sign-in"), chromedp.WaitVisible(emailBox)); err != nil {
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
	return crawl(ctx, base, folder, home, most)
}

func crawl(ctx context.Context, base, folder, home string, most int) error {
	queue, seen := []string{home}, map[string]bool{kind(home): true}
	for taken := 0; len(queue) > 0 && taken < most; taken++ {
		at := queue[0]
		queue = queue[1:]
		if err := chromedp.Do(ctx, chromedp.Navigate(at), chromedp.WaitReady(chromedp.CSS("body"))); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		links, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('a[href]')].map(a => a.href)`))
		if err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		if err := shoot(ctx, folder, kind(at)); err != nil {
			return err
		}
		for _, link := range links {
			u, err := url.Parse(link)
			if err != nil || !strings.HasPrefix(link, base+"/") || download.MatchString(u.Path) {
				continue
			}
			u.Fragment = ""
			if k := kind(u.String()); !seen[k] {
				seen[k] = true
				queue = append(queue, u.String())
			}
		}
	}
	return nil
}

var (
	ids      = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
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
