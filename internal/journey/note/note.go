// Package note keeps what was said and done with a resident: how contact was
// made, on which day, and the words.
//
// What people write freely may hold anything, so the words are sealed. A note
// is never overwritten: a correction is its next version, and the earlier ones
// can be read by whoever may read the note.
package note

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// MostText is how many characters a note may have.
const MostText = 8000

// Contact is how somebody was in touch with the resident.
type Contact string

// The kinds of contact. Tried and Record are none: the resident was not reached,
// or the note only keeps something.
const (
	FaceToFace Contact = "face"
	Telephone  Contact = "telephone"
	Video      Contact = "video"
	Message    Contact = "message"
	Letter     Contact = "letter"
	Tried      Contact = "none"
	Record     Contact = "record"
)

// Contacts are all kinds, in the order in which forms offer them.
var Contacts = []Contact{FaceToFace, Telephone, Video, Message, Letter, Tried, Record}

// Label is the kind of contact in words.
func (c Contact) Label() string {
	switch c {
	case FaceToFace:
		return "Face to face"
	case Telephone:
		return "Telephone"
	case Video:
		return "Video"
	case Message:
		return "Text or email"
	case Letter:
		return "Letter"
	case Tried:
		return "Tried, not reached"
	case Record:
		return "For the record"
	}
	return ""
}

// New is a note about to be kept, or the next version of one. Zero values mean
// the actor, now and an id of its own.
type New struct {
	ID        uuid.UUID
	Contact   Contact
	On        calendar.Date // when it happened
	Text      string
	Author    int       // user; of a record that comes with its history
	CreatedAt time.Time // likewise
}

// Check tidies the note and says what is wrong with it.
func (n *New) Check(today calendar.Date) error {
	n.Text = strings.TrimSpace(n.Text)
	var wrong []fault.Field
	if n.Contact.Label() == "" {
		wrong = append(wrong, fault.Field{Name: "contact", Message: "Choose how you were in contact"})
	}
	switch {
	case n.On.IsZero():
		wrong = append(wrong, fault.Field{Name: "happened_on", Message: "Enter the day of the contact, like 31 3 2026"})
	case n.On.After(today):
		wrong = append(wrong, fault.Field{Name: "happened_on", Message: "Enter a day that is not in the future"})
	}
	switch {
	case n.Text == "":
		wrong = append(wrong, fault.Field{Name: "text", Message: "Write what was said or done"})
	case utf8.RuneCountInString(n.Text) > MostText:
		wrong = append(wrong, fault.Field{Name: "text", Message: "Shorten this to " + strconv.Itoa(MostText) + " characters or fewer"})
	}
	return fault.Fields(wrong...)
}

// Note is one version of a note as it is read.
type Note struct {
	ID         uuid.UUID // the same for all versions
	Revision   int       // 1 for the first
	Contact    Contact
	On         calendar.Date
	Text       string
	WrittenAt  time.Time
	Author     int
	By         string // the author's name
	ByOrg      string // and the short name of whom they wrote it for
	Org        int    // that organisation
	Superseded bool   // a later version stands
}
