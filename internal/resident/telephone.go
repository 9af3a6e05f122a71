package resident

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"onward/internal/fault"
)

// Telephone is a number as it is kept: E.164, like +447700900931.
type Telephone string

// MessageTelephone says what to do about a telephone number that cannot be.
const MessageTelephone = "Enter one telephone number, like 07700 900 982 or +44 20 7946 0000"

// home is the region of numbers that are written without a country.
const home = "GB"

// ParseTelephone reads a number in any spacing, with or without the country, also
// one whose leading nought a spreadsheet has eaten. It asks only whether the
// number is possible: Ofcom's drama ranges, which the demonstration world and the
// tests live on, are invalid by design. It fails with an Invalid fault, also for
// a text that holds more than the one number.
func ParseTelephone(text string) (Telephone, error) {
	text = strings.TrimPrefix(strings.TrimSpace(text), "'")
	tries := []string{text}
	if !strings.HasPrefix(text, "0") && !strings.HasPrefix(text, "+") {
		tries = append(tries, "0"+text)
	}
	for _, try := range tries {
		number, err := phonenumbers.Parse(try, home)
		if err == nil && possible(number) && !strings.ContainsFunc(try, strange) {
			return Telephone(phonenumbers.Format(number, phonenumbers.E164)), nil
		}
	}
	return "", fault.New(fault.Invalid, MessageTelephone)
}

// possible asks the library, which knows lengths alone, and is stricter with
// numbers of the United Kingdom: a street's own six figures or a mobile number
// that lacks one reach nobody.
func possible(number *phonenumbers.PhoneNumber) bool {
	if !phonenumbers.IsPossibleNumber(number) {
		return false
	}
	if number.GetCountryCode() != 44 {
		return true
	}
	national := phonenumbers.GetNationalSignificantNumber(number)
	switch national[0] {
	case '1', '5', '8': // some areas and old freephone numbers have nine figures
		return len(national) >= 9
	case '2', '3', '7', '9':
		return len(national) == 10
	}
	return false
}

// strange is true of signs that no single telephone number holds; letters would
// be read as the keys of a keypad.
func strange(r rune) bool {
	return !strings.ContainsRune("0123456789+-–().  \u00a0\t", r)
}

// National is the number as it is dialled at home: 07700900931 for one of the
// United Kingdom, E.164 for every other.
func (p Telephone) National() string {
	if rest, ok := strings.CutPrefix(string(p), "+44"); ok {
		return "0" + rest
	}
	return string(p)
}

// Spaced is the number as people read it out: 07700 900931, +353 20 912 3456.
func (p Telephone) Spaced() string {
	number, err := phonenumbers.Parse(string(p), home)
	if err != nil {
		return string(p)
	}
	if number.GetCountryCode() == 44 {
		return phonenumbers.Format(number, phonenumbers.NATIONAL)
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}
