package exportpage

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/google/uuid"

	"onward/internal/exchange/export"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/export"
)

// Form is what a list says of itself before it becomes a file.
type Form struct {
	Nav      string // the item of the navigation that is active
	Title    string // "Export 3 journeys"
	What     string // in a sentence, where Narrowed is empty
	Action   string
	Cancel   string
	Narrowed []string
	Chosen   []uuid.UUID
}

// Show asks for the kind of file, with what is wrong with an answer before.
func (p Pages) Show(r *web.Request, f *form.Values, ask Form) error {
	v := page.AskView{Layout: r.View(ask.Title, ask.Nav), Title: ask.Title, What: ask.What, Form: r.Post(ask.Action), Problems: web.Problems(f), Narrowed: ask.Narrowed, Cancel: ask.Cancel,
		Format: control.Choice{Field: web.Field(f, "format", "Which kind of file?"), Small: true, Options: []control.Option{
			{Value: "xlsx", Label: "Excel workbook", Hint: "Dates and numbers stay dates and numbers"}, {Value: "csv", Label: "CSV", Hint: "For other programs"}}}}
	v.Layout.Errors = !f.OK()
	for _, id := range ask.Chosen {
		v.Chosen = append(v.Chosen, id.String())
	}
	status := http.StatusOK
	if !f.OK() {
		status = http.StatusUnprocessableEntity
	}
	return r.ShowStatus(status, page.Ask(v))
}

// Format reads the kind of file; what is none is said beside the field.
func Format(f *form.Values) string {
	format := f.Text("format")
	if format != "csv" && format != "xlsx" {
		f.Problem("format", "Choose a kind of file")
	}
	return format
}

// patience is how long an answer waits for a file that may be made at once.
const patience = 600 * time.Millisecond

// Start asks for the file and leads to the export's page, which mostly shows it
// made already. Detail is what the list's own Source reads again.
func (p Pages) Start(r *web.Request, a export.Ask, detail any) (err error) {
	if a.Detail, err = json.Marshal(detail); err != nil {
		return err
	}
	id, err := p.Exports.Ask(r.Once(), a)
	if err != nil {
		return err
	}
	p.await(r, id)
	return r.Go(address(id), "")
}

// await gives a small file the time to be made; the export's page shows what
// came of it, also where nothing did.
func (p Pages) await(r *web.Request, id uuid.UUID) {
	ctx, cancel := context.WithTimeout(r.Ctx(), patience)
	defer cancel()
	tick := time.NewTicker(40 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if e, err := p.Exports.Get(ctx, id); err != nil || !e.Waiting() {
				return
			}
		}
	}
}
