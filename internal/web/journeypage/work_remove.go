package journeypage

import (
	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/outcome"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// payRow is a pay record on the job's form, with the button that takes it off.
func payRow(form control.Post, pay outcome.PayRecord) page.PayRow {
	from := "From " + pay.From.Long()
	return page.PayRow{From: from, Words: PayWords(pay), Remove: component.ActionView{Action: form.Action + "/" + pay.ID.String() + "/remove",
		CSRF: form.CSRF, Key: uuid.NewString(), Button: component.ButtonView{Label: "Remove", Hidden: " the pay from " + pay.From.Long(), Kind: component.Secondary, Small: true}}}
}

// spellIDs are the journey and the job in the address.
func spellIDs(r *web.Request) (id, spell uuid.UUID, err error) {
	if id, err = r.ID("id"); err != nil {
		return id, spell, err
	}
	spell, err = r.ID("spell")
	return id, spell, err
}

// payIDs are the journey, the job and its pay record in the address.
func payIDs(r *web.Request) (id, spell, pay uuid.UUID, err error) {
	if id, spell, err = spellIDs(r); err != nil {
		return id, spell, pay, err
	}
	pay, err = r.ID("pay")
	return id, spell, pay, err
}

func (p Pages) removeJob(r *web.Request) error {
	id, spell, err := spellIDs(r)
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	at := Path(id, "work/"+spell.String())
	err = once(p.Outcomes.Remove(r.Once(), id, spell, f.Version()))
	if fault.Is(err, fault.Conflict) {
		return p.meanwhile(r, at)
	}
	if err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: "Job removed.", Undo: &layout.Undo{Label: "Put it back", Action: at + "/restore", Key: uuid.NewString()}})
	return r.Go(Path(id, "work"), "")
}

func (p Pages) restoreJob(r *web.Request) error {
	id, spell, err := spellIDs(r)
	if err != nil {
		return err
	}
	if err := once(p.Outcomes.Restore(r.Once(), id, spell)); err != nil {
		return err
	}
	return r.Go(Path(id, "work"), "The job is back.")
}

func (p Pages) removePay(r *web.Request) error {
	id, spell, pay, err := payIDs(r)
	if err != nil {
		return err
	}
	at := Path(id, "work/"+spell.String())
	err = once(p.Outcomes.RemovePay(r.Once(), id, spell, pay))
	if fault.Is(err, fault.Conflict) {
		return p.meanwhile(r, at)
	}
	if err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: "Pay removed.",
		Undo: &layout.Undo{Label: "Undo", Action: at + "/pay/" + pay.String() + "/restore", Key: uuid.NewString()}})
	return r.Go(at, "")
}

func (p Pages) restorePay(r *web.Request) error {
	id, spell, pay, err := payIDs(r)
	if err != nil {
		return err
	}
	at := Path(id, "work/"+spell.String())
	err = once(p.Outcomes.RestorePay(r.Once(), id, spell, pay))
	if fault.Is(err, fault.Conflict) {
		return p.meanwhile(r, at)
	}
	if err != nil {
		return err
	}
	return r.Go(at, "The pay is back.")
}
