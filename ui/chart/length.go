package chart

import (
	"strconv"
	"strings"
)

// percent is part of whole as an SVG length, like "12.34%", rounded down. A
// whole of nothing gives 0%.
func percent(part, whole int) string {
	if whole <= 0 {
		return "0%"
	}
	return hundredths(part*10000/whole) + "%"
}

// hundredths writes a number kept in hundredths: 1234 is "12.34", 1200 is "12".
func hundredths(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	whole, rest := strconv.Itoa(n/100), n%100
	if rest == 0 {
		return sign + whole
	}
	decimals := strconv.Itoa(rest)
	if rest < 10 {
		decimals = "0" + decimals
	}
	return sign + whole + "." + strings.TrimRight(decimals, "0")
}

// pixels is part of whole on a length of so many pixels, in hundredths.
func pixels(part, whole, length int) string {
	if whole <= 0 {
		return "0"
	}
	return hundredths(part * length * 100 / whole)
}

func itoa(n int) string { return strconv.Itoa(n) }

// clamp keeps n within low and high.
func clamp(n, low, high int) int { return max(low, min(n, high)) }
