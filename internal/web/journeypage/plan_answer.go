package journeypage

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// addEntry takes the form of a new entry.
func (p Pages) addEntry(r *web.Request, e entry) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form(e.fields...)
	if err != nil {
		return err
	}
	if err := f.Add(e.add(p, r, id, f)); err != nil {
		return err
	}
	if !f.OK() {
		return p.showNew(r, e, f, http.StatusUnprocessableEntity)
	}
	to, err := p.listOf(r, e, id)
	if err != nil {
		return err
	}
	return r.Go(to, e.says("added"))
}

// listOf is where an entry leads that has just been added.
func (p Pages) listOf(r *web.Request, e entry, id uuid.UUID) (to string, err error) {
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Decide(tx, id)
		to = e.back(d)
		return err
	})
	return to, err
}

// says is what the next page tells: "Action added."
func (e entry) says(done string) string {
	return strings.ToUpper(e.noun[:1]) + e.noun[1:] + " " + done + "."
}

// changeEntry takes the form of an entry that is on record.
func (p Pages) changeEntry(r *web.Request, e entry) error {
	journey, id, err := entryIDs(r)
	if err != nil {
		return err
	}
	f, err := r.Form(e.fields...)
	if err != nil {
		return err
	}
	err = once(e.change(p, r, journey, id, f))
	if fault.Is(err, fault.Conflict) {
		return p.bothVersions(r, e, f, id)
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showEntry(r, e, f, http.StatusUnprocessableEntity)
	}
	return r.Go(Path(journey, e.list), e.says("changed"))
}

func entryIDs(r *web.Request) (journey, id uuid.UUID, err error) {
	if journey, err = r.ID("id"); err != nil {
		return journey, id, err
	}
	id, err = r.ID("entry")
	return journey, id, err
}

// bothVersions shows what is kept beside what was sent; choosing one's own
// sends it again over the version that is kept now.
func (p Pages) bothVersions(r *web.Request, e entry, f *form.Values, id uuid.UUID) error {
	var v page.ConflictView
	err := p.openEntry(r, e, func(tx *postgres.Tx, ed *editing) (err error) {
		if ed.old, err = e.read(p, tx, ed.frame.Decision, id); err != nil {
			return err
		}
		ed.f = f
		action := ed.frame.Path(e.path(id.String()))
		v = page.ConflictView{Layout: ed.frame.Layout, Conflict: component.ConflictView{Action: action, CSRF: ed.frame.Layout.CSRF, Key: uuid.NewString(),
			Version: strconv.Itoa(ed.old.version), Who: ed.old.who, When: ed.old.when, Cancel: action}}
		kept := e.words(ed, form.With(r.Today(), ed.old.values))
		for i, mine := range e.words(ed, f) {
			if mine.text != kept[i].text {
				v.Conflict.Fields = append(v.Conflict.Fields, component.ConflictField{Label: mine.label, Kept: kept[i].text, Yours: mine.text})
			}
		}
		for _, name := range e.fields {
			if sent := f.Raw(name); sent != "" {
				v.Conflict.Sent = append(v.Conflict.Sent, component.Pair{Name: name, Value: sent})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(http.StatusConflict, page.Conflict(v))
}

// removeEntry takes an entry off the record; the next page offers to undo that.
func (p Pages) removeEntry(r *web.Request, e entry) error {
	journey, id, err := entryIDs(r)
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	err = once(e.remove(p, r, journey, id, f.Version()))
	if fault.Is(err, fault.Conflict) {
		return p.meanwhile(r, Path(journey, e.path(id.String())))
	}
	if err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: e.says("removed"),
		Undo: &layout.Undo{Label: "Undo", Action: Path(journey, e.path(id.String(), "restore")), Key: uuid.NewString()}})
	return r.Go(Path(journey, e.list), "")
}

// meanwhile leads back to a page that has changed since it was read.
func (p Pages) meanwhile(r *web.Request, to string) error {
	r.Flash(layout.Flash{Kind: layout.Warning, Text: "Somebody changed this meanwhile. Look at it again before you go on."})
	return r.Go(to, "")
}

func (p Pages) restoreEntry(r *web.Request, e entry) error {
	journey, id, err := entryIDs(r)
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return err
	}
	if err := once(e.restore(p, r, journey, id)); err != nil {
		return err
	}
	return r.Go(Path(journey, e.list), e.says("brought back"))
}
