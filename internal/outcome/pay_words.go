package outcome

import (
	"fmt"
	"math/big"
)

// Pounds writes pence as £14.80. Fractions of a penny are cut off, never
// rounded up: pay just below a floor must not read as if it reached it. Nothing
// is written for pay that is not known.
func Pounds(pence *big.Rat) string {
	if pence == nil {
		return ""
	}
	whole := new(big.Int).Quo(pence.Num(), pence.Denom())
	pounds, rest := new(big.Int).QuoRem(whole, big.NewInt(penceInPound), new(big.Int))
	return fmt.Sprintf("£%s.%02d", pounds, rest.Int64())
}

// HoursText writes hours a week as a plain decimal, like 37.5; nothing for
// hours that are not known. What no decimal can write is rounded to two places.
func HoursText(hours *big.Rat) string {
	if hours == nil {
		return ""
	}
	places, exact := hours.FloatPrec()
	if !exact {
		places = 2
	}
	return hours.FloatString(places)
}
