package resident

import (
	"regexp"
	"strings"

	"onward/internal/fault"
)

// Email is an address in lower case: no mailbox in use tells capitals apart, and
// two spellings of one address must be found as one.
type Email string

// MessageEmail says what to do about an email address that cannot be.
const MessageEmail = "Enter one email address, like name@example.com"

const longestEmail = 254 // what the SMTP path of RFC 5321 leaves

var emailPattern = regexp.MustCompile(`^[^\s@<>()\[\]",;:\\]+@([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*\p{L}$`)

// ParseEmail reads one address, also out of "Name <name@example.com>" and with
// the full stop that ends a sentence. It fails with an Invalid fault.
func ParseEmail(text string) (Email, error) {
	address := strings.TrimSpace(text)
	if open := strings.LastIndexByte(address, '<'); open >= 0 && strings.HasSuffix(address, ">") {
		address = address[open+1 : len(address)-1]
	}
	address = strings.TrimRight(strings.Trim(address, " \u00a0'"), " \u00a0.,;")
	address = strings.TrimPrefix(strings.ToLower(address), "mailto:")
	local, _, _ := strings.Cut(address, "@")
	switch {
	case len(address) > longestEmail, !emailPattern.MatchString(address), strings.Contains(local, ".."), strings.HasPrefix(local, "."), strings.HasSuffix(local, "."):
		return "", fault.New(fault.Invalid, MessageEmail)
	}
	return Email(address), nil
}
