package resident

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// CleanName is a name as it was written, in composed Unicode, without what shows
// nothing: spaces around and doubled, control and formatting characters. Script,
// capitals, apostrophes and hyphens stay as the person writes them.
func CleanName(text string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == zeroWidthNonJoiner, r == zeroWidthJoiner: // Persian and Indian names need them
			return r
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	return norm.NFC.String(strings.Join(strings.Fields(shown), " "))
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// Key is what a name is searched and compared by: lower case, without accents,
// letters and figures only, so that Ní Dhomhnaill, NI DHOMHNAILL and nidhomhnaill
// are one. Letters that Unicode does not take apart are written as their owners
// write them in plain English letters: Łukasz is lukasz, Yılmaz yilmaz. Other
// scripts keep their letters, and the vowel signs that are part of them.
func Key(name string) string {
	var key strings.Builder
	key.Grow(len(name))
	bareScript := false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			key.WriteRune(r)
			bareScript = true
		case 'A' <= r && r <= 'Z':
			key.WriteRune(r - 'A' + 'a')
			bareScript = true
		case unicode.IsLetter(r) && !unicode.Is(signs, r):
			bareScript = unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew)
			writePlain(&key, unicode.ToLower(r))
		case unicode.IsDigit(r), unicode.IsMark(r) && !bareScript:
			key.WriteRune(r)
		}
	}
	return norm.NFC.String(key.String())
}

func writePlain(key *strings.Builder, r rune) {
	if plain, ok := plainLetters[r]; ok {
		key.WriteString(plain)
		return
	}
	key.WriteRune(r)
}

// signs count as letters in Unicode but only colour or stretch the one before.
var signs = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x02b0, Hi: 0x02ff, Stride: 1}, // modifier letters, the ʻokina among them
	{Lo: 0x0640, Hi: 0x0640, Stride: 1}, // the Arabic stretching stroke
}}

// plainLetters are those that have no decomposition.
var plainLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ŋ': "ng",
	'ŧ': "t", 'ĸ': "k", 'ə': "e", 'ǝ': "e", 'ɛ': "e", 'ɔ': "o", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ƴ': "y", 'ɣ': "g", 'ς': "σ",
}
