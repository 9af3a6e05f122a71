package resident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FullName is a person's name in its parts; a part that is not there is empty.
type FullName struct {
	Given, Family string
	Preferred     string // out of brackets: Muhammad (Mo) Ali
}

// SplitName takes a name in one column apart: "Family, Given", family names in
// capitals wherever they stand, and otherwise the last word with the particles
// before it: van der Berg, Ní Dhomhnaill. A title before the name is left out. It
// cannot know that two last words are one family name, so the person who imports
// looks at the preview. A single word is a given name.
func SplitName(text string) FullName {
	text, preferred := outOfBrackets(CleanName(text))
	name := FullName{Preferred: preferred}
	if family, given, ok := strings.Cut(text, ","); ok {
		name.Family = strings.TrimSpace(family)
		name.Given = strings.Join(untitled(strings.Fields(strings.ReplaceAll(given, ",", " "))), " ")
		return name
	}
	words := untitled(strings.Fields(text))
	from, to := familyWords(words)
	name.Family = strings.Join(words[from:to], " ")
	name.Given = strings.Join(append(append([]string{}, words[:from]...), words[to:]...), " ")
	return name
}

// outOfBrackets takes the first bracketed or double-quoted part out of a name.
func outOfBrackets(text string) (rest, inside string) {
	for _, pair := range []string{"()", "[]", `""`, "“”"} {
		_, size := utf8.DecodeRuneInString(pair)
		before, after, ok := strings.Cut(text, pair[:size])
		if !ok {
			continue
		}
		inside, after, ok = strings.Cut(after, pair[size:])
		if ok {
			return CleanName(before + " " + after), CleanName(inside)
		}
	}
	return text, ""
}

// untitled drops titles from the front, but never the last word.
func untitled(words []string) []string {
	for len(words) > 1 {
		switch Key(words[0]) {
		case "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame":
			words = words[1:]
		default:
			return words
		}
	}
	return words
}

// familyWords gives where the family name begins and ends; both are len(words)
// where there is none.
func familyWords(words []string) (from, to int) {
	if len(words) < 2 {
		return len(words), len(words)
	}
	if from, to, ok := inCapitals(words); ok {
		return from, to
	}
	from = len(words) - 1
	for from > 1 && particle(words[from-1]) {
		from--
	}
	return from, len(words)
}

// inCapitals finds family names written in capitals at either end, which is how
// careful offices set them off: NGUYEN Van An, Mei DE SOUZA.
func inCapitals(words []string) (from, to int, ok bool) {
	lead, tail := 0, len(words)
	for lead < len(words) && capitals(words[lead]) {
		lead++
	}
	for tail > 0 && capitals(words[tail-1]) {
		tail--
	}
	switch {
	case lead == len(words):
		return 0, 0, false
	case lead > 0 && tail == len(words):
		return 0, lead, true
	case lead == 0 && tail < len(words):
		return tail, len(words), true
	}
	return 0, 0, false
}

func capitals(word string) bool {
	return utf8.RuneCountInString(word) > 1 && word == strings.ToUpper(word) && strings.IndexFunc(word, unicode.IsUpper) >= 0 &&
		!strings.HasSuffix(word, ".")
}

// particle is true of the small words that open a family name. Those that are
// also given names in their own right count in small letters only.
func particle(word string) bool {
	switch Key(word) {
	case "van", "von", "vander", "vande", "der", "den", "de", "da", "dos", "das", "du", "di", "del", "della",
		"la", "el", "al", "bin", "bint", "ibn", "abu", "st", "saint", "mac", "mc", "ni", "nic", "ui", "ter", "ten", "af", "zu", "o":
		return true
	case "le", "do", "san", "ben", "e", "y", "av", "a", "ap", "santa", "lo":
		return word == strings.ToLower(word)
	}
	return false
}
