package sheet

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// dates tells of a style's number whether it shows a date, and remembers.
func dates(f *excelize.File) func(style int) bool {
	known := map[int]bool{}
	return func(id int) bool {
		is, ok := known[id]
		if !ok {
			style, err := f.GetStyle(id)
			is = err == nil && showsDate(style)
			known[id] = is
		}
		return is
	}
}

func showsDate(style *excelize.Style) bool {
	if style.CustomNumFmt != nil {
		return dateCode(*style.CustomNumFmt)
	}
	switch n := style.NumFmt; { // those that are built in, by ECMA-376 part 1, 18.8.30
	case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n == 57, n == 58:
		return true
	}
	return false
}

// notShown are the parts of a format that show no part of the value: what is
// quoted, bracketed, escaped, a width or a filling.
var notShown = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|[\\_*].`)

// dateCode is true of a format that shows a day or a year. Hours and minutes
// alone are a duration.
func dateCode(code string) bool {
	return strings.ContainsAny(strings.ToLower(notShown.ReplaceAllString(code, "")), "dy")
}
