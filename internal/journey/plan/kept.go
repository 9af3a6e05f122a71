package plan

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/fault"
)

// Kept is what every part of a plan has once it is on record.
type Kept struct {
	ID        uuid.UUID
	Version   int
	CreatedAt time.Time
	Author    string // who added it, and for which organisation
	AuthorOrg string
	Org       int // that organisation
}

func (k Kept) version() int { return k.Version }

// part is a table of the plan, with the word for what is in it.
type part struct {
	table   string
	subject string
}

var (
	goals         = part{"onward.goal", "goal"}
	actions       = part{"onward.action", "action"}
	interventions = part{"onward.intervention", "intervention"}
	tasks         = part{"onward.task", "task"}
)

// line tidies text that stands on one line.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// wrong gathers what is wrong with a form's fields.
type wrong []fault.Field

func (w *wrong) when(bad bool, name, message string) {
	if bad {
		*w = append(*w, fault.Field{Name: name, Message: message})
	}
}

func (w *wrong) tooLong(text string, most int, name, message string) {
	w.when(utf8.RuneCountInString(text) > most, name, message)
}

func (w wrong) fault() error { return fault.Fields(w...) }

// difference names the fields that a change touches, for the audit.
type difference []string

func (d *difference) when(differs bool, name string) {
	if differs {
		*d = append(*d, name)
	}
}
