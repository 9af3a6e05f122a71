package caseload

import (
	"errors"
	"math/big"
	"regexp"
	"strings"

	"onward/internal/resident"
)

// pay is an amount before tax for a period. doubt is a sentence for whoever should
// look at it again, more that the text says more than the pay.
type pay struct {
	pence int
	per   string
	doubt string
	more  bool
}

// What is wrong with a pay that cannot be taken.
var (
	errPay     = errors.New("Enter the pay before tax, like £14.80 an hour")
	errPeriod  = errors.New("Say whether the pay is for an hour, a week, a month or a year")
	errOne     = errors.New("Enter one amount and one period, like £14.80 an hour")
	errMinimum = errors.New("Enter the amount: the minimum and living wages change each year")
	errNet     = errors.New("Enter the pay before tax that is really paid, like £14.80 an hour")
)

const (
	doubtYear   = "Check the pay: so large an amount is taken for a year"
	doubtHour   = "Check the pay: this is a great deal for an hour"
	doubtRough  = "Check the pay: the sheet says that it is not exact"
	doubtSmall  = "Check the pay: this is very little for a year"
	doubtPenny  = "Check the pay: it is kept in whole pence, and the fraction of a penny is left out"
	bareHourly  = 100    // pounds: a bare amount under it is for an hour
	bareYearly  = 10_000 // pounds: nobody here earns it in a month
	longestPay  = 200
	mostPounds  = 10_000_000
	leastYearly = 1_000
)

// amounts are numbers as people write money: 14.80, 14,80, 28,860, 28 860, 28k.
var amounts = regexp.MustCompile(`\d{1,3}(?:[ ,.']\d{3})+(?:[.,]\d{1,2})?\b|\d+(?:[.,]\d+)?`)

var (
	notGross = regexp.MustCompile(`\b(net|take[ -]?home|after tax|pro[ -]?rata|prorata|fte|full[ -]time equivalent|ote|commission|piece|shift|daily|day|pd|p/d)\b`)
	minimum  = regexp.MustCompile(`\b(nmw|nlw|llw|rlw|min(imum)?|living) ?(wage)?\b`)
	inexact  = regexp.MustCompile(`[~≈]|\b(approx(imately)?|circa|c|ca|about|around|roughly|up to|at least|from|plus)\b`)
	filling  = regexp.MustCompile(`\b(starting|gross|basic|paid|salary|wages?|pay|rate|of|gbp|before tax|at|is|just|only|hours?|hrs?)\b`)
	joined   = regexp.MustCompile(`(\d)([a-z])`)

	// The hours of a week beside the pay, like "£14.80 x 37.5 hours".
	weekHours = regexp.MustCompile(`\d+(?:[.,]\d+)?\s*(?:hours?|hrs?|h)\s*(?:(?:/|p/?|per|a|each)\s*(?:week|wk|w)\b|weekly\b)`)
	someHours = regexp.MustCompile(`[x×]\s*\d+(?:[.,]\d+)?|(?:[(,;]|\bfor\b|\bon\b)\s*\d+(?:[.,]\d+)?\s*(?:hours|hrs)\b|^\s*\d+(?:[.,]\d+)?\s*(?:hours|hrs)?\s*[x×@]`)
)

// parsePay reads pay as people write it. hint is the period that the heading
// names, empty for none. It fails with a sentence that says what to write, rather
// than take a period that nobody wrote.
func parsePay(text, hint string) (pay, error) {
	text = strings.ToLower(strings.NewReplacer("\u00a0", " ", "£", " ", "−", "-").Replace(trim(text)))
	if len(text) > longestPay || notGross.MatchString(text) {
		return pay{}, errNet
	}
	text = joined.ReplaceAllString(text, "$1 $2")
	beside := weekHours.ReplaceAllString(text, " ")
	if len(amounts.FindAllString(beside, 2)) > 1 {
		beside = someHours.ReplaceAllString(beside, " ")
	}
	more := beside != text
	text, period := takePeriods(beside)
	found := amounts.FindAllStringIndex(text, 2)
	switch {
	case len(found) == 0 && minimum.MatchString(text):
		return pay{}, errMinimum
	case len(found) == 0:
		return pay{}, errPay
	case len(found) > 1 || period == severalPeriods:
		return pay{}, errOne
	}
	before, figures, after := text[:found[0][0]], text[found[0][0]:found[0][1]], strings.TrimSpace(text[found[0][1]:])
	pounds, ok := poundsIn(figures, period)
	if !ok || strings.HasSuffix(strings.TrimSpace(before), "-") {
		return pay{}, errPay
	}
	if after == "k" || strings.HasPrefix(after, "k ") {
		pounds.Mul(pounds, big.NewRat(1000, 1))
		after = after[1:]
	}
	p, err := payOf(pounds, period, hint)
	if p.doubt == "" && inexact.MatchString(before+" "+after) {
		p.doubt = doubtRough
	}
	rest := filling.ReplaceAllString(inexact.ReplaceAllString(before+" "+after, ""), "")
	p.more = more || resident.Key(rest) != ""
	return p, err
}

// payOf finds the period of an amount and holds both against sense.
func payOf(pounds *big.Rat, period, hint string) (pay, error) {
	p := pay{per: period}
	if p.per == "" {
		p.per, p.doubt = bare(pounds, hint)
	}
	switch {
	case pounds.Sign() <= 0 || pounds.Cmp(big.NewRat(mostPounds, 1)) > 0:
		return pay{}, errPay
	case p.per == "":
		return pay{}, errPeriod
	case p.per == fortnight:
		pounds.Mul(pounds, big.NewRat(26, 1)) // an hour's pay is the same, to the fraction
		p.per = year
	case p.per == fourWeeks:
		pounds.Mul(pounds, big.NewRat(13, 1))
		p.per = year
	}
	switch {
	case p.per == hour && pounds.Cmp(big.NewRat(bareHourly, 1)) >= 0:
		p.doubt = doubtHour
	case p.per == year && pounds.Cmp(big.NewRat(leastYearly, 1)) < 0:
		p.doubt = doubtSmall
	}
	pence := new(big.Rat).Mul(pounds, big.NewRat(100, 1))
	if !pence.IsInt() { // downwards: pay must never round up to a floor that it does not reach
		p.doubt = doubtPenny
	}
	if p.pence = int(new(big.Int).Quo(pence.Num(), pence.Denom()).Int64()); p.pence == 0 {
		return pay{}, errPay
	}
	return p, nil
}

// bare finds the period of an amount that names none.
func bare(pounds *big.Rat, hint string) (per, doubt string) {
	small := pounds.Cmp(big.NewRat(bareHourly, 1)) < 0
	switch {
	case hint == week, hint == month, hint == fortnight, hint == fourWeeks:
		return hint, ""
	case small:
		return hour, ""
	case hint == year:
		return year, ""
	case pounds.Cmp(big.NewRat(bareYearly, 1)) >= 0:
		return year, doubtYear
	}
	return "", ""
}

// poundsIn reads an amount. A comma before exactly three figures parts thousands;
// a full stop there does so in a year's pay, is the decimal point in an hour's,
// and otherwise nobody can tell. Before one or two figures either sign is the
// decimal point.
func poundsIn(figures, period string) (*big.Rat, bool) {
	figures = strings.NewReplacer(" ", "", "'", "").Replace(figures)
	whole, fraction := figures, ""
	if at := strings.LastIndexAny(figures, ".,"); at >= 0 {
		tail, stop := figures[at+1:], figures[at] == '.'
		switch {
		case len(tail) != 3, stop && (period == hour || strings.Contains(figures, ",")):
			whole, fraction = figures[:at], tail
		case stop && period != year:
			return nil, false
		}
	}
	whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	if len(whole) > 9 || len(fraction) > 20 {
		return nil, false
	}
	return new(big.Rat).SetString(whole + "." + fraction + "0")
}
