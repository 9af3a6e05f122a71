package sheet

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// plainDates finds the workbook's styles that show dates and makes them show plain
// numbers: join writes the day itself, and excelize takes half of all its time
// to write dates in the languages of the world.
func plainDates(f *excelize.File) map[int]bool {
	dated := map[int]bool{}
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return dated
	}
	general := 0
	for id := range f.Styles.CellXfs.Xf {
		if style, err := f.GetStyle(id); err == nil && showsDate(style) {
			dated[id] = true
			f.Styles.CellXfs.Xf[id].NumFmtID = &general
		}
	}
	return dated
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
