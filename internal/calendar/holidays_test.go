package calendar

import (
	"strings"
	"testing"
)

func TestHolidayOn(t *testing.T) {
	t.Parallel()
	h, ok := HolidayOn(MustISO("2026-05-04"))
	if !ok || h.Title != "Early May bank holiday" || h.Confidence != "high" || h.Source == "" {
		t.Errorf("4 May 2026 is %+v, %v", h, ok)
	}
	for _, day := range []string{"2026-05-05", "1999-12-25", "2040-12-25"} {
		if h, ok := HolidayOn(MustISO(day)); ok {
			t.Errorf("%s is taken for %s", day, h.Title)
		}
	}
}

// Every year of the span is whole: the eight usual days, and never two holidays on one day.
func TestHolidaysAreWholeYears(t *testing.T) {
	t.Parallel()
	first, last := HolidaysKnown()
	if first != MustISO("2019-01-01") || last != MustISO("2028-12-31") {
		t.Errorf("known from %s to %s", first, last)
	}
	count := map[int]int{}
	seen := map[Date]bool{}
	for _, h := range bankHolidays.holidays {
		count[h.Day.Year()]++
		if seen[h.Day] || h.Title == "" || weekend(h.Day) {
			t.Errorf("a row that cannot be: %+v", h)
		}
		seen[h.Day] = true
	}
	for year := first.Year(); year <= last.Year(); year++ {
		if count[year] < 8 {
			t.Errorf("%d has %d bank holidays", year, count[year])
		}
	}
}

func TestReadAlmanacRefusesAnotherTable(t *testing.T) {
	t.Parallel()
	head := "date,title,confidence,source\n"
	for name, table := range map[string]string{
		"nothing":        "",
		"head alone":     head,
		"other head":     "day,title,confidence,source\n2026-01-01,x,high,y\n",
		"no date":        head + "1 January,x,high,y\n",
		"a column short": head + "2026-01-01,x\n",
	} {
		if _, err := readAlmanac([]byte(table)); err == nil || !strings.HasPrefix(err.Error(), "calendar: bank holidays:") {
			t.Errorf("%s: %v", name, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a table that cannot be read does not stop the start")
		}
	}()
	mustAlmanac(nil)
}

// A holiday at a weekend must not be taken off the count of weekdays.
func TestWeekendHolidayIsNoLostWeekday(t *testing.T) {
	t.Parallel()
	a, err := readAlmanac([]byte("date,title,confidence,source\n2021-12-25,Christmas Day,high,x\n2021-12-27,Christmas Day,high,x\n"))
	if err != nil || len(a.holidays) != 2 || len(a.weekdays) != 1 {
		t.Errorf("%+v, %v", a, err)
	}
}
