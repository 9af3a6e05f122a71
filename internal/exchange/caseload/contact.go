package caseload

import (
	"regexp"
	"strings"

	"onward/internal/resident"
)

const msgInNotes = ". What is here is in the notes."

// contact reads address, postcode, telephone and email.
func (r *reader) contact() {
	v := &r.out.Values
	v.Address = r.text(Address, longestAddress)
	r.postcode()
	for _, c := range r.all(Phone) {
		number, rest := telephoneIn(c)
		switch {
		case number == "":
			r.keep(c, c.text)
			r.warn(c, resident.MessageTelephone+msgInNotes)
			continue
		case v.Phone == "":
			v.Phone = number
		case v.Phone != number:
			rest = true
		}
		if rest {
			r.keep(c, c.text)
			r.notice(c, "The first telephone number is taken. All that is here is in the notes.")
		}
	}
	for _, c := range r.all(Email) {
		address, rest := emailIn(c.text)
		switch {
		case address == "":
			r.keep(c, c.text)
			r.warn(c, resident.MessageEmail+msgInNotes)
			continue
		case v.Email == "":
			v.Email = address
		case v.Email != address:
			rest = true
		}
		if rest {
			r.keep(c, c.text)
			r.notice(c, "The first email address is taken. All that is here is in the notes.")
		}
	}
}

// postcode reads the column for it, else the end of the address.
func (r *reader) postcode() {
	c := r.one(Postcode)
	if c.text == "" {
		r.out.Values.Postcode = resident.PostcodeOf(r.out.Values.Address)
		return
	}
	code, err := resident.ParsePostcode(c.text)
	if err != nil {
		r.keep(c, c.text)
		r.warn(c, resident.MessagePostcode+msgInNotes)
	}
	r.out.Values.Postcode = code
}

// numberInText is a run that is long enough for a telephone number and nothing else.
var numberInText = regexp.MustCompile(`\+?\(?\d[\d ().\x{00a0}-]{7,}\d`)

// telephoneIn reads a cell's telephone number; rest says that the cell holds more.
// A workbook shows a long number as 7.7E+09 in a narrow column: the number
// beneath is whole.
func telephoneIn(c cell) (number resident.Telephone, rest bool) {
	if number, err := resident.ParseTelephone(c.text); err == nil {
		return number, false
	}
	if c.Number != nil {
		if number, err := resident.ParseTelephone(c.Number.Decimal); err == nil {
			return number, false
		}
	}
	for _, part := range numberInText.FindAllString(c.text, -1) {
		if number, err := resident.ParseTelephone(part); err == nil {
			return number, true
		}
	}
	return "", false
}

// emailIn reads a cell's email address; rest says that the cell holds more.
func emailIn(text string) (address resident.Email, rest bool) {
	if address, err := resident.ParseEmail(text); err == nil {
		return address, false
	}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \u00a0\n\t,;/()<>", r) }) {
		if address, err := resident.ParseEmail(part); err == nil {
			return address, true
		}
	}
	return "", false
}
