package testbrowser

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience is how long a step may wait. It is long because the machines that
// run tests are small and shared.
const patience = time.Minute

// Step is one of chromedp's actions, for Do.
type Step = chromedp.Action[chromedp.Void]

// Browser is a tab of its own, for one test.
type Browser struct {
	t       testing.TB
	ctx     context.Context
	scripts bool
	page    console
}

type settings struct {
	width, height int64
	scripts       bool
}

// Option shapes a Browser.
type Option func(*settings)

// Width sets the window's width in pixels; 1280 otherwise.
func Width(pixels int) Option { return func(s *settings) { s.width = int64(pixels) } }

// Phone is a window 390 wide.
func Phone() Option { return Width(390) }

// NoScripts turns scripts off, as some people's browsers and networks do.
func NoScripts() Option { return func(s *settings) { s.scripts = false } }

// Open gives the test a tab. The tab closes with the test, and the test fails
// if any of its pages threw an error or broke the Content-Security-Policy.
func Open(t testing.TB, options ...Option) *Browser {
	t.Helper()
	s := settings{width: 1280, height: 900, scripts: true}
	for _, option := range options {
		option(&s)
	}
	parent, err := hold()
	if err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	t.Cleanup(release)
	ctx, closeTab := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(closeTab)

	b := &Browser{t: t, ctx: ctx, scripts: s.scripts}
	b.prepare(s)
	b.page.watch(ctx)
	t.Cleanup(b.report)
	return b
}

// prepare uses the tab's own context: the first step makes the tab, and a
// context with a time limit would take it along when the limit is lifted.
func (b *Browser) prepare(s settings) {
	b.t.Helper()
	steps := []Step{chromedp.EmulateViewport(s.width, s.height)}
	if !s.scripts {
		steps = append(steps, runScripts(false))
	}
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("open a tab: %v", err)
	}
}

func runScripts(on bool) Step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// Do runs chromedp's own actions, for what Browser has no word for.
func (b *Browser) Do(steps ...Step) {
	b.t.Helper()
	get(b, chromedp.Steps(steps...))
}

// get runs an action within patience and gives its value.
func get[T any](b *Browser, action chromedp.Action[T]) T {
	b.t.Helper()
	value, err := try(b, action)
	if err != nil {
		b.t.Fatalf("%v\nat %s", err, b.whereabouts())
	}
	return value
}

func try[T any](b *Browser, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, action)
}

// whereabouts helps to read a failure: the page's address and what is written on it.
func (b *Browser) whereabouts() string {
	address, err := try(b, chromedp.Location())
	if err != nil {
		return "an unreadable page: " + err.Error()
	}
	text, err := try(b, chromedp.Evaluate[string](`document.body ? document.body.innerText.slice(0, 1500) : ""`))
	if err != nil {
		return address + ", unreadable: " + err.Error()
	}
	return address + "\n" + text
}
