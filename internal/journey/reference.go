package journey

import (
	"fmt"
	"strings"
)

// letters have no I and O, which people read as figures.
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"

// round is how many references of one length there are, and step is coprime to
// it: counting by steps visits every reference once, in an order that tells
// nothing of how many journeys there are.
const (
	round  = 10 * 24 * 10 * 10 * 10 * 24
	step   = 3_560_377
	offset = 4_313_201 // so that the first does not look like one
)

// Reference is what people call the journey with the given number, like 7K42 9M.
// Distinct numbers have distinct references; after 5.76 million a letter is added.
func Reference(number int64) string {
	lap, n := number/round, ((number%round)*step+offset)%round
	digit := func(of int64) byte { d := n % of; n /= of; return byte(d) }
	last, d5, d4, d3, l2, d1 := letters[digit(24)], digit(10), digit(10), digit(10), letters[digit(24)], digit(10)
	ref := fmt.Sprintf("%d%c%d%d %d%c", d1, l2, d3, d4, d5, last)
	for ; lap > 0; lap = (lap - 1) / 24 {
		ref += string(letters[(lap-1)%24])
	}
	return ref
}

// ParseReference brings a typed reference, in any case and spacing and with or
// without the ONW before it, into the form that is kept. It says whether the
// text can be a reference at all.
func ParseReference(typed string) (string, bool) {
	s := strings.ToUpper(strings.Join(strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == '-' || r == '\t' }), ""))
	s = strings.TrimPrefix(s, "ONW")
	if len(s) < 6 || len(s) > 10 {
		return "", false
	}
	for i := range len(s) {
		isLetter := strings.IndexByte(letters, s[i]) >= 0
		isDigit := s[i] >= '0' && s[i] <= '9'
		if wantLetter := i == 1 || i >= 5; wantLetter != isLetter || !wantLetter != isDigit {
			return "", false
		}
	}
	return s[:4] + " " + s[4:], true
}
