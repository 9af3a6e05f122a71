package testbrowser

import (
	"encoding/json"
	"strings"

	"github.com/chromedp/chromedp"
)

// byWords finds what a person would press by its words: those that are shown,
// or those that are heard.
const byWords = `((words) => {
	const fold = (text) => text.replace(/\s+/g, " ").trim();
	for (const e of document.querySelectorAll("a, button, summary, label")) {
		if (!e.checkVisibility()) continue;
		const shown = e.cloneNode(true);
		for (const hidden of shown.querySelectorAll(".govuk-visually-hidden, [aria-hidden]")) hidden.remove();
		const names = [e.textContent, shown.textContent, e.getAttribute("aria-label") ?? ""];
		if (names.some((name) => fold(name) === words)) return e;
	}
	return null;
})`

// find reads the selector language of the steps: "text=Sign in" is the first
// visible link, button, summary or label with exactly these words; anything
// else is CSS.
func find(selector string) chromedp.JSPath {
	if words, ok := strings.CutPrefix(selector, "text="); ok {
		return chromedp.JSPath(byWords + "(" + quote(words) + ")")
	}
	return chromedp.JSPath("document.querySelector(" + quote(selector) + ")")
}

// quote writes a string as JavaScript reads it.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return string(text)
}
