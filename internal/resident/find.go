package resident

import (
	"regexp"
	"strings"

	"github.com/google/uuid"

	"onward/internal/calendar"
)

// Clues is what somebody typed to find a person, taken apart. At most one of
// Email and Telephone is there, and the names only without them.
type Clues struct {
	Names     []string // keys of the name's words
	Born      calendar.Date
	Email     string
	Telephone Telephone
	Numbers   map[Kind]string // identifiers that the text can be, as they are kept
}

// Empty says that nothing was typed that a person can be found by.
func (q Clues) Empty() bool {
	return len(q.Names) == 0 && q.Born.IsZero() && q.Email == "" && q.Telephone == "" && len(q.Numbers) == 0
}

// mostWords bounds the work that one search can ask for.
const mostWords = 6

var figures = regexp.MustCompile(`[0-9]`)

// ReadClues reads what somebody typed: a National Insurance number or another
// identifier, an email address, a telephone number, or words of a name with or
// without a date of birth beside them, in any order.
func ReadClues(typed string, today calendar.Date) Clues {
	text := CleanName(typed)
	var q Clues
	if strings.Contains(text, "@") {
		if e, err := ParseEmail(text); err == nil {
			q.Email = string(e)
		}
		return q
	}
	q.Numbers = numbers(text)
	if _, ok := q.Numbers[KindNINO]; ok {
		return q
	}
	words := strings.Fields(text)
	q.Born, words = takeBirth(words, today)
	if q.Born.IsZero() {
		if t, err := ParseTelephone(text); err == nil {
			q.Telephone = t
			return q
		}
	}
	q.Names = nameKeys(words)
	return q
}

// numbers are the identifiers that a text without blanks can be.
func numbers(text string) map[Kind]string {
	if !figures.MatchString(text) {
		return nil
	}
	found := map[Kind]string{}
	if n, err := ParseNINO(text); err == nil {
		found[KindNINO] = string(n)
		return found
	}
	bare := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	if validULN(bare) {
		found[KindULN] = bare
	}
	if len(bare) >= 8 && len(bare) <= 20 && strings.Trim(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == "" {
		found[KindUniversalCredit] = bare
	}
	return found
}

// takeBirth finds a date among the words, the longest run that is one, and
// gives the words without it.
func takeBirth(words []string, today calendar.Date) (calendar.Date, []string) {
	for size := min(3, len(words)); size > 0; size-- {
		for at := 0; at+size <= len(words); at++ {
			run := strings.Join(words[at:at+size], " ")
			if !figures.MatchString(words[at]) && size == 1 || !figures.MatchString(run) {
				continue
			}
			if d, err := calendar.ParseBirth(strings.Trim(run, ",;"), today); err == nil && plausible(run) {
				return d, append(append([]string{}, words[:at]...), words[at+size:]...)
			}
		}
	}
	return calendar.Date{}, words
}

// plausible leaves bare figures alone that a spreadsheet would hold as a day:
// here they are the beginning of a telephone number or a reference.
func plausible(run string) bool {
	bare := strings.Trim(run, "0123456789") == ""
	return !bare || len(run) == 8 || len(run) == 6
}

func nameKeys(words []string) []string {
	var keys []string
	for _, w := range words {
		for _, part := range split(w) {
			if k := Key(part); k != "" && len(keys) < mostWords && len(k) <= 100 {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// Hit is a resident that a search found.
type Hit struct {
	Resident uuid.UUID
	By       string // what was found: "name", "telephone" …
	grade    int
}

// grades of one word of a name against one that was typed.
const (
	gradeAlike  = 2 // a slip of the finger away, or otherwise alike
	gradeBegins = 3
	gradeSame   = 4
)

func gradeOf(typed, known string) int {
	switch {
	case typed == known:
		return gradeSame
	case strings.HasPrefix(known, typed):
		return gradeBegins
	case keysAlike(typed, known):
		return gradeAlike
	}
	return 0
}

// judge grades a person's words against those typed: every typed word must be
// answered by some word of the person, of three or more all but one. Zero is no match.
func judge(typed, known []string) int {
	sum, missed := 0, 0
	for _, t := range typed {
		best := 0
		for _, k := range known {
			best = max(best, gradeOf(t, k))
		}
		if best == 0 {
			missed++
		}
		sum += best
	}
	if missed > spare(len(typed)) {
		return 0
	}
	return sum
}

func spare(words int) int {
	if words >= 3 {
		return 1
	}
	return 0
}
