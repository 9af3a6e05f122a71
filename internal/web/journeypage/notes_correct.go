package journeypage

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/note"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

// noteOf is the journey and the note in the address.
func noteOf(r *web.Request) (journey, id uuid.UUID, err error) {
	if journey, err = r.ID("id"); err != nil {
		return journey, id, err
	}
	id, err = r.ID("note")
	return journey, id, err
}

var correctionFields = []string{"contact", "happened_on", "text"}

func (p Pages) correctForm(r *web.Request) error { return p.showCorrection(r, nil, http.StatusOK) }

// showCorrection shows the form of a note's next version: with what was typed
// or, without values, with what stands or the draft that was kept.
func (p Pages) showCorrection(r *web.Request, f *form.Values, status int) error {
	_, id, err := noteOf(r)
	if err != nil {
		return err
	}
	var v page.NoteFormView
	err = p.open(r, "Correct a note", []access.Category{access.Notes}, func(tx *postgres.Tx, frame *Frame) error {
		if err := frame.Decision.RequireAmend(access.Notes); err != nil {
			return err
		}
		versions, err := p.Notes.Versions(tx, frame.Decision, id)
		if err != nil {
			return err
		}
		if err := changeable(frame.Decision, access.Notes, versions[0].Org); err != nil {
			return err
		}
		if f == nil {
			f = asItStands(r, versions[0])
		}
		post := r.Post(frame.Path("notes/" + id.String() + "/correct"))
		post.Version = strconv.Itoa(f.Version())
		if err := r.Draft(tx, &post, f, correctionFields...); err != nil {
			return err
		}
		v = noteForm(frame, f, post)
		v.Heading, v.Save = "Correct the note", "Save correction"
		v.Lead = "The note as it stands now can still be read beneath the new version."
		v.Cancel = frame.Path("notes/" + id.String())
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.NoteForm(v))
}

func asItStands(r *web.Request, n note.Note) *form.Values {
	return form.With(r.Today(), map[string]string{"contact": string(n.Contact), "happened_on": typed(n.On), "text": n.Text,
		"_version": strconv.Itoa(n.Revision)})
}

func (p Pages) correctNote(r *web.Request) error {
	journey, id, err := noteOf(r)
	if err != nil {
		return err
	}
	f, err := r.Form(correctionFields...)
	if err != nil {
		return err
	}
	n := readNote(f)
	n.ID = id
	if !readable(r, f, n) {
		return p.showCorrection(r, f, http.StatusUnprocessableEntity)
	}
	err = p.Notes.Correct(r.Once(), journey, n, f.Version())
	if fault.Is(err, fault.Conflict) {
		return p.noteConflict(r, id, n)
	}
	if err = f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showCorrection(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(Path(journey, "notes/"+id.String()), "Note corrected.")
}

// noteConflict shows the version that somebody else wrote meanwhile beside the
// one that was sent. Whichever is kept, the other can be read afterwards.
func (p Pages) noteConflict(r *web.Request, id uuid.UUID, mine note.New) error {
	var v page.ConflictView
	err := p.open(r, "Correct a note", []access.Category{access.Notes}, func(tx *postgres.Tx, f *Frame) error {
		versions, err := p.Notes.Versions(tx, f.Decision, id)
		if err != nil {
			return err
		}
		now := versions[0]
		v = page.ConflictView{Layout: f.Layout, Conflict: component.ConflictView{Action: f.Path("notes/" + id.String() + "/correct"), CSRF: f.Layout.CSRF,
			Key: uuid.NewString(), Version: strconv.Itoa(now.Revision), Who: now.By + ", " + now.ByOrg,
			When: "on " + stamp(now.WrittenAt, tx.Actor.Today), Cancel: f.Path("notes/" + id.String())}}
		for _, d := range []struct{ label, kept, mine string }{
			{"Contact", now.Contact.Label(), mine.Contact.Label()}, {"When", now.On.Long(), mine.On.Long()}, {"Note", now.Text, mine.Text},
		} {
			if d.kept != d.mine {
				v.Conflict.Fields = append(v.Conflict.Fields, component.ConflictField{Label: d.label, Kept: d.kept, Yours: d.mine})
			}
		}
		v.Conflict.Sent = []component.Pair{{Name: "contact", Value: string(mine.Contact)}, {Name: "happened_on", Value: typed(mine.On)}, {Name: "text", Value: mine.Text}}
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(http.StatusConflict, page.Conflict(v))
}
