package calendar_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"onward/internal/calendar"
)

var asOf = calendar.Day(2026, 4, 15)

func TestParseTyped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"31 3 1980":                  "1980-03-31",
		"31/03/1980":                 "1980-03-31",
		"03/06/1995":                 "1995-06-03", // the day comes first, always
		"15.3.1995":                  "1995-03-15",
		"31-Mar-1980":                "1980-03-31",
		"31-mar-80":                  "1980-03-31",
		"3 September 2024":           "2024-09-03",
		"3 Sept 2024":                "2024-09-03",
		"3rd of September, 2024":     "2024-09-03",
		"the 3rd September 2024":     "2024-09-03",
		"Tues 3 September 2024":      "2024-09-03",
		"Tuesday, 3 September 2024":  "2024-09-03",
		"March 31, 1980":             "1980-03-31",
		"31Mar1980":                  "1980-03-31",
		"2024-09-03":                 "2024-09-03",
		"2024/9/3":                   "2024-09-03",
		"1980 March 31":              "1980-03-31",
		"2024-09-03T00:00:00":        "2024-09-03",
		"2024-09-03T10:15:30.123Z":   "2024-09-03",
		"2024-09-03T10:15:30+01:00":  "2024-09-03",
		"03/09/2024 00:00":           "2024-09-03",
		"03/09/2024, 1:05:00 pm":     "2024-09-03",
		" 31\u00a03\u00a01980 ":      "1980-03-31",
		"31–3–1980":                  "1980-03-31",
		"29/2/2024":                  "2024-02-29",
		"1/1/30":                     "2030-01-01",
		"1/1/36":                     "2036-01-01",
		"1/1/37":                     "1937-01-01",
		"1/1/99":                     "1999-01-01",
		"31 3 '80":                   "1980-03-31",
		"29306":                      "1980-03-26",
		"45538":                      "2024-09-03",
		"45538.75":                   "2024-09-03",
		"31031980":                   "1980-03-31",
		"19800331":                   "1980-03-31",
		"20112011":                   "2011-11-20",
		"310380":                     "1980-03-31",
		"1 1 1900":                   "1900-01-01",
		"31 12 2149":                 "2149-12-31",
		"1/05/2026 Friday":           "2026-05-01",
		"Wed 01 Apr 2026 at 9":       "",
		"01\\04\\2026":               "2026-04-01",
		"1.4.2026.":                  "2026-04-01",
		"the of st":                  "",
		"1/1":                        "",
		"1985":                       "",
		"":                           "",
		"n/a":                        "",
		"soon":                       "",
		"31/03":                      "",
		"1/2/3/4":                    "",
		"1/2/3":                      "",
		"1/2/19855":                  "",
		"31 Mardi 1980":              "",
		"31 ma 1980":                 "",
		"100/2/1985":                 "",
		"=1+2":                       "",
		"31/03/1980*":                "",
		"٣١/٣/١٩٨٠":                  "",
		"March March 1980":           "",
		"31 3 March":                 "",
		"99999999999999999999999999": "",
	} {
		got, err := calendar.ParseTyped(text, asOf)
		if got.String() != want {
			t.Errorf("%q is %v (%v), want %q", text, got, err, want)
		}
		if want == "" && !errors.Is(err, calendar.ErrNotADate) {
			t.Errorf("%q fails with %v, want ErrNotADate", text, err)
		}
	}
}

func TestParseTypedRefusesDaysThatAreNot(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"31/02/1985", "29/2/2023", "31 April 2026", "12/31/1980", "0/1/1980", "1/0/1980",
		"32/1/1980", "1/13/1980", "1/1/0001", "31/12/1899", "1/1/2150", "2024-13-01", "31 Sep 2024",
	} {
		if got, err := calendar.ParseTyped(text, asOf); !errors.Is(err, calendar.ErrNoSuchDay) || !got.IsZero() {
			t.Errorf("%q is %v (%v), want ErrNoSuchDay", text, got, err)
		}
	}
}

func TestParseBirth(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"31 3 80":    "1980-03-31",
		"31 3 05":    "2005-03-31",
		"31 3 12":    "2012-03-31",
		"31 3 13":    "2013-03-31",
		"31 3 26":    "1926-03-31",
		"16 4 15":    "2015-04-16",
		"31 3 16":    "1916-03-31",
		"15/4/2026":  "2026-04-15",
		"16/4/1915":  "1915-04-16",
		"01/01/1960": "1960-01-01",
	} {
		if got, err := calendar.ParseBirth(text, asOf); err != nil || got.String() != want {
			t.Errorf("%q is %v (%v), want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"16/04/2026": calendar.ErrNotABirth,
		"01/01/2031": calendar.ErrNotABirth,
		"15/4/1915":  calendar.ErrNotABirth,
		"31/02/1985": calendar.ErrNoSuchDay,
		"unknown":    calendar.ErrNotADate,
	} {
		if got, err := calendar.ParseBirth(text, asOf); !errors.Is(err, want) || !got.IsZero() {
			t.Errorf("%q is %v (%v), want %v", text, got, err, want)
		}
	}
}

func TestSerials(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{
		-1: "", 0: "", 1: "1900-01-01", 59: "1900-02-28", 60: "", 61: "1900-03-01",
		25569: "1970-01-01", 36526: "2000-01-01", 45538: "2024-09-03", 91312: "2149-12-31", 91313: "",
	} {
		got, ok := calendar.FromSerial(n)
		if got.String() != want || ok != (want != "") {
			t.Errorf("serial %d is %v, %v, want %q", n, got, ok, want)
		}
		if ok && got.Serial() != n {
			t.Errorf("%v has the serial %d, want %d", got, got.Serial(), n)
		}
	}
}

// TestEveryWayOfWritingADay holds every layout to the same day, whatever day it is.
func TestEveryWayOfWritingADay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.Day(1930, 1, 1).Add(rapid.IntRange(0, 365*150).Draw(t, "days"))
		y, m, day := d.Year(), int(d.Month()), d.DayOfMonth()
		for _, text := range []string{
			d.String(), d.Long(), d.Full(),
			fmt.Sprintf("%d/%d/%d", day, m, y), fmt.Sprintf("%02d.%02d.%d", day, m, y),
			fmt.Sprintf("%d-%s-%d", day, d.Month().String()[:3], y), fmt.Sprintf("%d %d %d", day, m, y),
			fmt.Sprintf("%02d%02d%d", day, m, y), fmt.Sprintf("%d%02d%02d", y, m, day), fmt.Sprint(d.Serial()),
		} {
			if got, err := calendar.ParseTyped(text, asOf); err != nil || got != d {
				t.Fatalf("%q is %v (%v), want %v", text, got, err, d)
			}
		}
	})
}

func FuzzParseTyped(f *testing.F) {
	for _, seed := range []string{"31 3 1980", "2024-09-03T00:00", "45538.5", "3rd Sept '24", "\xff/1/1", "00000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := calendar.ParseTyped(text, asOf)
		if (err == nil) == d.IsZero() {
			t.Fatalf("%q: %v with %v: a date or an error, never both", text, d, err)
		}
		if again, _ := calendar.ParseTyped(d.String(), asOf); err == nil && again != d {
			t.Fatalf("%q is %v, read again %v", text, d, again)
		}
	})
}
