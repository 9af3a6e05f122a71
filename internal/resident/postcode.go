package resident

import (
	"regexp"
	"strings"

	"onward/internal/fault"
)

// Postcode is a United Kingdom postcode in upper case with one space: NW10 8QD.
type Postcode string

// MessagePostcode says what to do about a postcode that cannot be.
const MessagePostcode = "Enter a full UK postcode, like W5 2BY"

// The alternatives stand in one group: the pattern published for bulk transfers
// anchors only the first and the last of them.
var postcodePattern = regexp.MustCompile(`^(GIR0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2})$`)

// ParsePostcode reads a postcode in any spacing and case. An O or I where only a
// figure can stand is read as the figure. It fails with an Invalid fault.
func ParsePostcode(text string) (Postcode, error) {
	code := strings.ToUpper(bare(text))
	if at := len(code) - 3; at > 1 {
		switch code[at] {
		case 'O':
			code = code[:at] + "0" + code[at+1:]
		case 'I':
			code = code[:at] + "1" + code[at+1:]
		}
	}
	if !postcodePattern.MatchString(code) {
		return "", fault.New(fault.Invalid, MessagePostcode)
	}
	return Postcode(code[:len(code)-3] + " " + code[len(code)-3:]), nil
}

// Area is the outward part, which says the neighbourhood but not the street.
func (p Postcode) Area() string {
	area, _, _ := strings.Cut(string(p), " ")
	return area
}

var postcodeAtEnd = regexp.MustCompile(`(?i)[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?\s*[0-9][ABD-HJLNP-UW-Z]{2}\s*\.?$`)

// PostcodeOf finds the postcode that ends an address, empty if none does.
func PostcodeOf(address string) Postcode {
	address = strings.TrimSpace(address)
	at := postcodeAtEnd.FindStringIndex(address)
	if at == nil || at[0] > 0 && !strings.ContainsAny(address[at[0]-1:at[0]], " ,\n\t.") {
		return ""
	}
	code, err := ParsePostcode(address[at[0]:])
	if err != nil {
		return ""
	}
	return code
}
