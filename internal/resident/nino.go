package resident

import (
	"strings"
	"unicode"

	"onward/internal/fault"
)

// NINO is a National Insurance number as it is kept: upper case without spaces,
// AA123456C, or AA123456 where the resident does not know the last letter.
type NINO string

// MessageNINO says what to do about a National Insurance number that cannot be.
const MessageNINO = "Enter a National Insurance number that is 2 letters, 6 numbers and a letter from A to D, like QQ 12 34 56 C"

// ParseNINO reads a National Insurance number in any spacing and case. It follows
// HMRC's manual NIM39110: some letters and seven prefixes are never given out.
// Administrative prefixes like MW pass, because they are well formed: see
// Administrative. It fails with an Invalid fault and never guesses: a wrong
// number joins two people.
func ParseNINO(text string) (NINO, error) {
	n := NINO(strings.ToUpper(bare(text)))
	if !n.wellFormed() {
		return "", fault.New(fault.Invalid, MessageNINO)
	}
	return n, nil
}

func (n NINO) wellFormed() bool {
	if len(n) != 8 && len(n) != 9 {
		return false
	}
	const never = "DFIQUV" // in either place; O is not in the second
	if !isLetter(n[0]) || !isLetter(n[1]) || strings.ContainsAny(string(n[:2]), never) || n[1] == 'O' {
		return false
	}
	switch n[:2] {
	case "BG", "GB", "KN", "NK", "NT", "TN", "ZZ":
		return false
	}
	if strings.Trim(string(n[2:8]), "0123456789") != "" {
		return false
	}
	return len(n) == 8 || n[8] >= 'A' && n[8] <= 'D'
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

// Stem is the eight characters that tell people apart; the last letter adds nothing.
func (n NINO) Stem() string { return string(n[:min(len(n), 8)]) }

// Short is true of a number whose last letter is not known.
func (n NINO) Short() bool { return len(n) == 8 }

// Administrative is true of a prefix that offices use for people who have no
// number of their own yet. The demonstration world has no others.
func (n NINO) Administrative() bool {
	if len(n) < 2 {
		return false
	}
	switch n[:2] {
	case "CR", "MW", "NC":
		return true
	}
	return false
}

// Spaced is the number as it stands on letters: AA 12 34 56 C.
func (n NINO) Spaced() string {
	if len(n) < 8 {
		return string(n)
	}
	return strings.TrimSpace(string(n[:2] + " " + n[2:4] + " " + n[4:6] + " " + n[6:8] + " " + n[8:]))
}

// bare drops what people put between the parts of a number or a code.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune("-–—./_'’\u200b\ufeff", r):
			return -1
		}
		return r
	}, text)
}
