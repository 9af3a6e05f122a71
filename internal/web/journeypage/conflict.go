package journeypage

import (
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

// difference is one field of a record that two people changed at once: its
// label, its name on the form, what is kept and what was sent. Where the form
// sends something else than the words shown, the name is empty.
type difference struct{ label, name, kept, mine string }

// conflicted is a record that two people changed at once: its page, the version
// that is kept now and who made it.
type conflicted struct {
	section string
	shows   []access.Category
	action  string
	version int
	changed func(*postgres.Tx, access.Decision) (who string, at time.Time, err error)
	fields  []difference
	sent    []component.Pair // besides the fields with a name
}

// conflict shows both versions and lets the person choose: theirs is sent again
// over the version that is kept now.
func (p Pages) conflict(r *web.Request, c conflicted) error {
	var v page.ConflictView
	err := p.open(r, c.section, c.shows, func(tx *postgres.Tx, f *Frame) error {
		v = page.ConflictView{Layout: f.Layout, Conflict: component.ConflictView{Action: c.action, CSRF: f.Layout.CSRF, Key: uuid.NewString(),
			Version: strconv.Itoa(c.version), Who: "Somebody", When: "a moment ago", Cancel: c.action, Sent: c.sent}}
		who, at, err := c.changed(tx, f.Decision)
		if who != "" {
			v.Conflict.Who, v.Conflict.When = who, lately(at, tx.Actor.Today)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range c.fields {
		if d.kept != d.mine {
			v.Conflict.Fields = append(v.Conflict.Fields, component.ConflictField{Label: d.label, Kept: d.kept, Yours: d.mine})
		}
		if d.name != "" && d.mine != "" {
			v.Conflict.Sent = append(v.Conflict.Sent, component.Pair{Name: d.name, Value: d.mine})
		}
	}
	return r.ShowStatus(http.StatusConflict, page.Conflict(v))
}

// changedDetail tells who last wrote a part of the resident's details.
func (p Pages) changedDetail(c access.Category) func(*postgres.Tx, access.Decision) (string, time.Time, error) {
	return func(tx *postgres.Tx, d access.Decision) (string, time.Time, error) {
		changed, err := p.Journeys.Residents.Changed(tx, d, c)
		return changed.By, changed.At, err
	}
}

// changedBackground tells who last changed how things stood on entry.
func (p Pages) changedBackground(tx *postgres.Tx, d access.Decision) (string, time.Time, error) {
	changed, err := p.Journeys.Store.ChangedBackground(tx, d)
	if changed.By == "" {
		return "", changed.At, err
	}
	return changed.By + ", " + changed.Org, changed.At, err
}

// changedPart tells from the audit who last changed a part of the journey.
func (p Pages) changedPart(subject string, id uuid.UUID) func(*postgres.Tx, access.Decision) (string, time.Time, error) {
	return func(tx *postgres.Tx, d access.Decision) (string, time.Time, error) {
		changed, err := p.Journeys.Store.Changed(tx, d, subject, id)
		if changed.By == "" {
			return "", changed.At, err
		}
		return changed.By + ", " + changed.Org, changed.At, err
	}
}
