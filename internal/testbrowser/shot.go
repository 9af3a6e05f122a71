package testbrowser

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// Screenshot keeps a picture of the whole page as name.png in the folder that
// ONWARD_SHOTS names; without it nothing is taken.
func (b *Browser) Screenshot(name string) {
	b.t.Helper()
	folder := os.Getenv("ONWARD_SHOTS")
	if folder == "" {
		return
	}
	picture := get(b, chromedp.FullScreenshot(100))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
