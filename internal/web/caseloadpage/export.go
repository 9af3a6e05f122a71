package caseloadpage

import (
	"fmt"

	"github.com/google/uuid"

	"onward/internal/exchange/export"
	"onward/internal/fault"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/internal/web/exportpage"
	"onward/internal/web/form"
	"onward/ui/layout"
)

// exportForm says what is in the file before it leaves the organisation.
func (p Pages) exportForm(r *web.Request) error {
	return p.showExport(r, form.Empty(r.Today()), nil)
}

func (p Pages) showExport(r *web.Request, f *form.Values, chosen []uuid.UUID) error {
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	n := len(chosen)
	if n == 0 {
		found, err := p.Caseload.List(r.Ctx(), at.query)
		if err != nil {
			return err
		}
		n = found.Exportable
	}
	return p.Exports.Show(r, f, exportpage.Form{Nav: "Caseload", Title: "Export " + web.Count(n, "journey"), What: whatLeaves(chosen),
		Action: at.on("/caseload/export"), Cancel: at.href(), Narrowed: p.narrowed(r, at, chosen), Chosen: chosen})
}

func whatLeaves(chosen []uuid.UUID) string {
	if len(chosen) > 0 {
		return "The journeys that you selected."
	}
	return "Every journey that you may see."
}

// narrowed is the list's filters in words.
func (p Pages) narrowed(r *web.Request, at place, chosen []uuid.UUID) (words []string) {
	if len(chosen) > 0 {
		return nil
	}
	for _, tag := range tags(r, at, p.people(r)) {
		words = append(words, tag.Label)
	}
	return words
}

// export first asks for the kind of file, also for rows chosen on the list, and
// then has it made of exactly the rows that the list shows and the person may
// take along.
func (p Pages) export(r *web.Request) error {
	f, err := r.Form("journey[]", "format", "asked", "do")
	if err != nil {
		return err
	}
	chosen, err := ids(f)
	if err != nil {
		return err
	}
	switch {
	case f.Text("asked") == "" && len(chosen) == 0:
		return p.nothingChosen(r)
	case f.Text("asked") == "":
		return p.showExport(r, f, chosen)
	}
	format := exportpage.Format(f)
	if !f.OK() {
		return p.showExport(r, f, chosen)
	}
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	d := exportDetail{Filter: at.query.Filter, Order: at.query.Order, Chosen: chosen}
	ask := export.Ask{Source: ExportSource, Format: format, Title: "Caseload", Name: "caseload", Back: at.href(), Narrowed: p.narrowed(r, at, chosen)}
	if len(chosen) > 0 {
		d.Filter = caseload.Filter{State: caseload.Any, From: at.query.Filter.From}
		ask.Title = fmt.Sprintf("Caseload, %d selected", len(chosen))
	}
	return p.Exports.Start(r, ask, d)
}

// ids are the journeys of a form's boxes.
func ids(f *form.Values) ([]uuid.UUID, error) {
	var list []uuid.UUID
	for _, text := range f.Many("journey") {
		id, err := uuid.Parse(text)
		if err != nil {
			return nil, fault.NotHere()
		}
		list = append(list, id)
	}
	if len(list) > mostChosen {
		return nil, fault.New(fault.Invalid, "Choose fewer journeys at once.")
	}
	return list, nil
}

// mostChosen is as many as a page of the list can hold.
const mostChosen = 100

// nothingChosen answers a bar that was pressed without a row: it is always
// there where scripts do not run.
func (p Pages) nothingChosen(r *web.Request) error {
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Warning, Title: "No journey selected", Text: "Tick the journeys first, then press the button again."})
	return r.Go(at.href(), "")
}
