package testbrowser

import (
	"context"
	"sync"

	"github.com/chromedp/chromedp"
)

// console gathers what a page does wrong: errors that nothing caught, and what
// the Content-Security-Policy refused.
type console struct {
	mu       sync.Mutex
	problems []string
}

func (c *console) watch(ctx context.Context) {
	messages := chromedp.Console(ctx) // subscribed from here on, before any page
	go func() {
		for message, err := range messages {
			if err != nil {
				return // the tab is closed
			}
			if wrong(message) {
				c.add(message.String())
			}
		}
	}()
}

// wrong leaves answers like 404 and 422 alone: Chromium logs them, but they are
// the server's business.
func wrong(m chromedp.ConsoleMessage) bool {
	return m.IsException() || (m.Type == chromedp.ConsoleError && m.Source != "network")
}

func (c *console) add(problem string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.problems = append(c.problems, problem)
}

func (b *Browser) report() {
	b.page.mu.Lock()
	defer b.page.mu.Unlock()
	for _, problem := range b.page.problems {
		b.t.Errorf("the page reported: %s", problem)
	}
}
