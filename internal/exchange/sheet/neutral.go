package sheet

import "strings"

// formula is true of a text that a spreadsheet would take for one, also behind
// the apostrophes that neutralise it. OWASP names the signs; the tab and the
// return are dropped by some programs, and what follows them is taken.
func formula(text string) bool {
	text = strings.TrimLeft(text, "'")
	return text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0]))
}

// neutral puts an apostrophe before what would be a formula.
func neutral(text string) string {
	if formula(text) {
		return "'" + text
	}
	return text
}

// plain takes back what neutral did, so that a file which was written here,
// put right by hand and read again holds the same texts.
func plain(text string) string {
	if strings.HasPrefix(text, "'") && formula(text[1:]) {
		return text[1:]
	}
	return text
}
