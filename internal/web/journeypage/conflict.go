package journeypage

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

// difference is one field of a record that two people changed at once: its
// label, its name on the form, what is kept and what was sent.
type difference struct{ label, name, kept, mine string }

// conflict shows both versions and lets the person choose: theirs is sent again
// over the version that is kept now.
func (p Pages) conflict(r *web.Request, section string, c access.Category, action string, version int, fields []difference) error {
	var v page.ConflictView
	err := p.open(r, section, []access.Category{c}, func(tx *postgres.Tx, f *Frame) error {
		v = page.ConflictView{Layout: f.Layout, Conflict: component.ConflictView{Action: action, CSRF: f.Layout.CSRF, Key: uuid.NewString(),
			Version: strconv.Itoa(version), Who: "Somebody", When: "a moment ago", Cancel: action}}
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range fields {
		if d.kept != d.mine {
			v.Conflict.Fields = append(v.Conflict.Fields, component.ConflictField{Label: d.label, Kept: d.kept, Yours: d.mine})
		}
		if d.mine != "" {
			v.Conflict.Sent = append(v.Conflict.Sent, component.Pair{Name: d.name, Value: d.mine})
		}
	}
	return r.ShowStatus(http.StatusConflict, page.Conflict(v))
}
