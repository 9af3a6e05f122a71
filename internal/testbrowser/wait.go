package testbrowser

import (
	"context"
	"time"

	"github.com/chromedp/chromedp"
)

const interval = 25 * time.Millisecond

// Until waits until an expression is true on the page, or on the page that the
// last step led to. It asks again and again from outside the page, so that it
// outlives a navigation in between and works where scripts are off.
func (b *Browser) Until(expression string) {
	b.t.Helper()
	holds := chromedp.Evaluate[bool]("Boolean(" + expression + ")")
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			if yes, err := holds(ctx, t); err == nil && yes {
				return nil
			}
			select {
			case <-ctx.Done():
				return vain(expression)
			case <-ticker.C:
			}
		}
	}))
}

type vain string

func (v vain) Error() string { return "waited in vain for " + string(v) }
