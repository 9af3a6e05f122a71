package sheet

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"onward/internal/calendar"
)

// Value is one cell to be written. The zero Value is an empty cell.
type Value struct {
	kind kind
	text string // as it stands in CSV, without the apostrophe
	day  calendar.Date
}

type kind int

const (
	kindText kind = iota
	kindNumber
	kindMoney
	kindDay
)

// Text is a cell that is text whatever it looks like.
func Text(text string) Value { return Value{text: strings.ToValidUTF8(text, "")} }

// Whole is a cell with a whole number.
func Whole(n int) Value { return Value{kind: kindNumber, text: strconv.Itoa(n)} }

// Decimal is a cell with a number in plain figures, like 37.5; what is none
// becomes text.
func Decimal(figures string) Value {
	if _, ok := new(big.Rat).SetString(figures); !ok || strings.Trim(figures, "-0123456789.") != "" {
		return Text(figures)
	}
	return Value{kind: kindNumber, text: figures}
}

// Pounds is a cell with an amount of money, given in whole pence.
func Pounds(pence int) Value {
	return Value{kind: kindMoney, text: big.NewRat(int64(pence), 100).FloatString(2)}
}

// Day is a cell with a date, empty for no day.
func Day(d calendar.Date) Value {
	if d.IsZero() {
		return Value{}
	}
	return Value{kind: kindDay, text: fmt.Sprintf("%02d/%02d/%04d", d.DayOfMonth(), int(d.Month()), d.Year()), day: d}
}
