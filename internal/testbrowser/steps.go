package testbrowser

import (
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Go opens an address and waits until the page is there.
func (b *Browser) Go(address string) {
	b.t.Helper()
	b.Do(chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("body")))
}

// Click presses the first match, once it is visible.
func (b *Browser) Click(selector string) {
	b.t.Helper()
	b.Do(chromedp.Click(find(selector), chromedp.NodeVisible))
}

// Type replaces what a box holds, key by key.
func (b *Browser) Type(selector, text string) {
	b.t.Helper()
	box := find(selector)
	b.Do(
		chromedp.WaitVisible(box),
		chromedp.Evaluate[chromedp.Void](string(box)+`.focus()`),
		chromedp.Evaluate[chromedp.Void](string(box)+`.select()`),
	)
	if text == "" {
		text = kb.Delete
	}
	b.Press(text)
}

// Press sends keys to whatever has the focus; kb.Tab and its like are keys too.
func (b *Browser) Press(keys string) {
	b.t.Helper()
	b.Do(chromedp.KeyEvent(keys))
}

// Choose picks an option of a list by its value; the page hears of it.
func (b *Browser) Choose(selector, value string) {
	b.t.Helper()
	b.Do(chromedp.SetValue(find(selector), value, chromedp.NodeVisible))
}

// Upload puts files into a file box.
func (b *Browser) Upload(selector string, paths ...string) {
	b.t.Helper()
	b.Do(chromedp.SetUploadFiles(find(selector), paths))
}

// Wait waits until the first match is visible.
func (b *Browser) Wait(selector string) {
	b.t.Helper()
	b.Do(chromedp.WaitVisible(find(selector)))
}

// Gone waits until nothing visible matches.
func (b *Browser) Gone(selector string) {
	b.t.Helper()
	b.Until(`!` + string(find(selector)) + `?.checkVisibility()`)
}

// See waits until the words stand on the page.
func (b *Browser) See(words string) {
	b.t.Helper()
	b.Until(`document.body && document.body.innerText.replace(/\s+/g, " ").includes(` + quote(words) + `)`)
}

// Text is what the first match says, spaces folded.
func (b *Browser) Text(selector string) string {
	b.t.Helper()
	text := get(b, chromedp.Text(find(selector)))
	return strings.Join(strings.Fields(text), " ")
}

// Value is what a box holds.
func (b *Browser) Value(selector string) string {
	b.t.Helper()
	return get(b, chromedp.Value(find(selector)))
}

// Count is how many elements match a CSS selector.
func (b *Browser) Count(selector string) int {
	b.t.Helper()
	return Eval[int](b, `document.querySelectorAll(`+quote(selector)+`).length`)
}

// Address is where the page is.
func (b *Browser) Address() string {
	b.t.Helper()
	return get(b, chromedp.Location())
}

// Focused is the id of the element that has the focus.
func (b *Browser) Focused() string {
	b.t.Helper()
	return Eval[string](b, `document.activeElement?.id ?? ""`)
}

// Eval gives an expression's value on the page.
func Eval[T any](b *Browser, expression string) T {
	b.t.Helper()
	return get(b, chromedp.Evaluate[T](expression))
}
