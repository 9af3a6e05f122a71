package web

import "strconv"

// Plural is the word that goes with a number of things: one of them, or any other number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Count is a number with its noun, which takes an s: "1 row", "214 rows".
func Count(n int, noun string) string {
	return strconv.Itoa(n) + " " + Plural(n, noun, noun+"s")
}

// CountText is Count of a number that is kept as a plain decimal: "37.5 hours".
func CountText(number, noun string) string {
	if number == "1" {
		return number + " " + noun
	}
	return number + " " + noun + "s"
}
