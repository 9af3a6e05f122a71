package testbrowser

import (
	"context"
	"os"
	"os/exec"
	"sync"

	"github.com/chromedp/chromedp"
)

// process is the one Chromium of a test binary, alive while tests hold it.
var process struct {
	sync.Mutex
	holders int
	ctx     context.Context
	stop    context.CancelFunc
}

// hold starts Chromium for the first holder and gives the context in which
// tabs are made. The last release ends it, so that no process outlives the
// tests and its folder is removed.
func hold() (context.Context, error) {
	process.Lock()
	defer process.Unlock()
	if process.holders == 0 {
		if err := start(); err != nil {
			return nil, err
		}
	}
	process.holders++
	return process.ctx, nil
}

func release() {
	process.Lock()
	defer process.Unlock()
	process.holders--
	if process.holders == 0 {
		process.stop()
	}
}

// start makes the browser's own first tab at once: later contexts then make
// tabs in this process instead of starting one each.
func start() error {
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), flags()...)
	ctx, endBrowser := chromedp.NewContext(allocator)
	stop := func() {
		endBrowser()
		endAllocator()
	}
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return err
	}
	process.ctx, process.stop = ctx, stop
	return nil
}

func flags() []chromedp.ExecAllocatorOption {
	list := []chromedp.ExecAllocatorOption{
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.Headless,
		chromedp.NoSandbox, // tests run as root in containers
		chromedp.DisableGPU,
	}
	for _, name := range []string{
		"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync",
		"disable-extensions", "disable-default-apps", "disable-dev-shm-usage", "hide-scrollbars", "mute-audio",
		"disable-background-timer-throttling", "disable-renderer-backgrounding", "disable-backgrounding-occluded-windows",
	} {
		list = append(list, chromedp.Flag(name, true))
	}
	if path := executable(); path != "" {
		list = append(list, chromedp.ExecPath(path))
	}
	return list
}

// executable prefers what CHROME names, then Debian's own Chromium; without
// either chromedp looks in the usual places.
func executable() string {
	if path := os.Getenv("CHROME"); path != "" {
		return path
	}
	if path, err := exec.LookPath("chromium"); err == nil {
		return path
	}
	return ""
}
