package caseload

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]pay{
		"11.44":                        {pence: 1144, per: hour},
		"£14":                          {pence: 1400, per: hour},
		"99.99":                        {pence: 9999, per: hour},
		"£14 an hour":                  {pence: 1400, per: hour},
		"£13.15 per hour":              {pence: 1315, per: hour},
		"14.80ph":                      {pence: 1480, per: hour},
		"£14.80 p/h":                   {pence: 1480, per: hour},
		"£14.80 p.h.":                  {pence: 1480, per: hour},
		"£14.80 p/hr":                  {pence: 1480, per: hour},
		"13.15/hr":                     {pence: 1315, per: hour},
		"13.15/h":                      {pence: 1315, per: hour},
		"14.80 hr":                     {pence: 1480, per: hour},
		"£14.80 hour":                  {pence: 1480, per: hour},
		"£14.80 hourly":                {pence: 1480, per: hour},
		"Hourly rate: £14.80":          {pence: 1480, per: hour},
		"14,80":                        {pence: 1480, per: hour},
		"14,8 ph":                      {pence: 1480, per: hour},
		"14.800 ph":                    {pence: 1480, per: hour},
		"GBP 14.80/hour":               {pence: 1480, per: hour},
		"£330.00 pw":                   {pence: 33000, per: week},
		"330pw":                        {pence: 33000, per: week},
		"£330 a week":                  {pence: 33000, per: week},
		"183.04 per week":              {pence: 18304, per: week},
		"£330/wk":                      {pence: 33000, per: week},
		"£330 p.w.":                    {pence: 33000, per: week},
		"weekly £330":                  {pence: 33000, per: week},
		"£80 pw":                       {pence: 8000, per: week},
		"£2,405 pcm":                   {pence: 240500, per: month},
		"£2405 p.c.m.":                 {pence: 240500, per: month},
		"2,405.50 pm":                  {pence: 240550, per: month},
		"£2,405 per calendar month":    {pence: 240500, per: month},
		"£2,405 monthly":               {pence: 240500, per: month},
		"£2.405,50 a month":            {pence: 240550, per: month},
		"28,860 per year":              {pence: 2886000, per: year},
		"£28,860 pa":                   {pence: 2886000, per: year},
		"£28,860 per annum":            {pence: 2886000, per: year},
		"20821 p.a.":                   {pence: 2082100, per: year},
		"20821 p/a":                    {pence: 2082100, per: year},
		"£28k pa":                      {pence: 2800000, per: year},
		"28.5k a year":                 {pence: 2850000, per: year},
		"28 860 pa":                    {pence: 2886000, per: year},
		"28.860 pa":                    {pence: 2886000, per: year},
		"£28,860 annually gross":       {pence: 2886000, per: year},
		"£9,518 pa":                    {pence: 951800, per: year},
		"£661 per fortnight":           {pence: 1718600, per: year}, // 26 of them
		"£661 fortnightly":             {pence: 1718600, per: year},
		"£1,200 4-weekly":              {pence: 1560000, per: year}, // 13 of them
		"£1,200 every four weeks":      {pence: 1560000, per: year},
		"£14.80 ph, 37.5 hours a week": {pence: 1480, per: hour, more: true},
		"£14.80/hr x 37.5":             {pence: 1480, per: hour, more: true},
		"16 hours @ £12.21":            {pence: 1221, per: hour, more: true},
		"£14.80 ph for 20 hrs":         {pence: 1480, per: hour, more: true},
		"£14.80 ph rising in April":    {pence: 1480, per: hour, more: true},
		"£12.21 ph (NLW)":              {pence: 1221, per: hour, more: true},
		"£14.80 ph plus bonus":         {pence: 1480, per: hour, doubt: doubtRough, more: true},
		"approx £300 pw":               {pence: 30000, per: week, doubt: doubtRough},
		"circa £28k pa":                {pence: 2800000, per: year, doubt: doubtRough},
		"up to £15 an hour":            {pence: 1500, per: hour, doubt: doubtRough},
		"28860":                        {pence: 2886000, per: year, doubt: doubtYear},
		"£28k":                         {pence: 2800000, per: year, doubt: doubtYear},
		"£330 per hour":                {pence: 33000, per: hour, doubt: doubtHour},
		"£28 pa":                       {pence: 2800, per: year, doubt: doubtSmall},
		"£14.797 ph":                   {pence: 1479, per: hour, doubt: doubtPenny}, // never up to a floor
		"£0.01 ph":                     {pence: 1, per: hour},
	} {
		if got, err := parsePay(text, ""); err != nil || got != want {
			t.Errorf("%q is %+v (%v), want %+v", text, got, err, want)
		}
	}
}

func TestParsePayRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]error{
		"":                                errPay,
		"min wage":                        errMinimum,
		"minimum wage":                    errMinimum,
		"NLW":                             errMinimum,
		"London Living Wage":              errMinimum,
		"good":                            errPay,
		"unpaid":                          errPay,
		"£0.001 ph":                       errPay,
		"0":                               errPay,
		"£0.00 ph":                        errPay,
		"-14.80":                          errPay,
		"£12.345.678 pw":                  errPay,
		"330":                             errPeriod,
		"£540":                            errPeriod,
		"£2,405":                          errPeriod,
		"£9,999.99":                       errPeriod,
		"14.805":                          errPay, // a stop before three figures: thousands or pence?
		"£12 - £14 an hour":               errOne,
		"£24,000-£28,000 pa":              errOne,
		"£330 weekly or monthly":          errOne,
		"£1,800 net pcm":                  errNet,
		"£28,000 pro rata":                errNet,
		"£28,000 FTE":                     errNet,
		"£90 per day":                     errNet,
		"£100,000,000 pa":                 errPay,
		"9999999999999999999":             errPay,
		"=1+1":                            errOne,
		fmt.Sprintf("%0300d", 1):          errNet,
		"£14.80 ph (£28,860 a year)":      errOne,
		"14.80 until April then 15.20":    errOne,
		"£14.80 ph £330 pw":               errOne,
		"twelve pounds":                   errPay,
		"\u00a0":                          errPay,
		"£28860.123456789012345678901 pa": errPay,
	} {
		if got, err := parsePay(text, ""); !errors.Is(err, want) || got != (pay{}) && err != nil {
			t.Errorf("%q is %+v (%v), want the error %v", text, got, err, want)
		}
	}
}

// TestPayUnderAHeading: the heading's period counts where the cell names none.
func TestPayUnderAHeading(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]string{
		"Hourly rate": hour, "Pay (per hour)": hour, "£/hr": hour, "Pay ph": hour, "Weekly wage": week, "Pay p/w": week,
		"Monthly pay": month, "Pay pcm": month, "Annual salary": year, "Salary (pa)": year, "4-weekly pay": fourWeeks,
		"Pay": "", "Salary": "", "Wage": "", "Weekly or monthly pay": "", "": "",
	} {
		if got := periodIn(heading); got != want {
			t.Errorf("%q is for %q, want %q", heading, got, want)
		}
	}
	for _, c := range []struct {
		text, hint string
		want       pay
	}{
		{"80", week, pay{pence: 8000, per: week}},
		{"330", week, pay{pence: 33000, per: week}},
		{"2405", month, pay{pence: 240500, per: month}},
		{"600", fortnight, pay{pence: 1560000, per: year}},
		{"28860", year, pay{pence: 2886000, per: year}},
		{"14.80", year, pay{pence: 1480, per: hour}}, // under 100 a bare amount is an hourly rate
		{"14.80", hour, pay{pence: 1480, per: hour}},
		{"£330 pw", hour, pay{pence: 33000, per: week}},
		{"28860", hour, pay{pence: 2886000, per: year, doubt: doubtYear}},
	} {
		if got, err := parsePay(c.text, c.hint); err != nil || got != c.want {
			t.Errorf("%q under %s is %+v (%v), want %+v", c.text, c.hint, got, err, c.want)
		}
	}
	if _, err := parsePay("330", hour); !errors.Is(err, errPeriod) {
		t.Errorf("330 for an hour is taken: %v", err)
	}
}

// TestPayInEveryDress: whichever way an amount and its period are written, they are the same.
func TestPayInEveryDress(t *testing.T) {
	t.Parallel()
	words := map[string][]string{
		hour: {"ph", "per hour", "/hr", "an hour", "hourly"}, week: {"pw", "per week", "/wk", "a week", "weekly"},
		month: {"pcm", "per month", "/month", "a month", "monthly"}, year: {"pa", "per annum", "p.a.", "a year", "per year"},
	}
	rapid.Check(t, func(t *rapid.T) {
		per := rapid.SampledFrom([]string{hour, week, month, year}).Draw(t, "per")
		least := map[string]int{hour: 500, week: 5_000, month: 20_000, year: 200_000}[per]
		pence := rapid.IntRange(least, least*18).Draw(t, "pence")
		want := pay{pence: pence, per: per}
		amount := fmt.Sprintf("%d.%02d", pence/100, pence%100)
		if pence >= 100_000 {
			amount = fmt.Sprintf("%d,%03d.%02d", pence/100_000, pence/100%1000, pence%100)
		}
		if pence/100 >= bareHourly && per == hour {
			want.doubt = doubtHour
		}
		for _, word := range words[per] {
			for _, text := range []string{"£" + amount + " " + word, amount + word, " " + amount + " " + word + " ", word + " £" + amount} {
				if got, err := parsePay(text, ""); err != nil || got != want {
					t.Fatalf("%q is %+v (%v), want %+v", text, got, err, want)
				}
			}
		}
	})
}

func FuzzParsePay(f *testing.F) {
	for _, seed := range []string{"£14.80 ph", "28k", "£1.234,56 pcm", "4 weekly", "x 37.5", "\xff£", "1'000'000'000'000"} {
		f.Add(seed, "")
	}
	f.Fuzz(func(t *testing.T, text, heading string) {
		p, err := parsePay(text, periodIn(heading))
		if err == nil && (p.pence <= 0 || p.pence > mostPounds*2600) {
			t.Fatalf("%q is %+v", text, p)
		}
		switch p.per {
		case hour, week, month, year:
		default:
			if err == nil {
				t.Fatalf("%q is for %q", text, p.per)
			}
		}
	})
}
