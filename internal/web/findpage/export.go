package findpage

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/exchange/export"
	"onward/internal/exchange/sheet"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/internal/web/exportpage"
	"onward/internal/web/form"
	"onward/ui/component"
)

// ExportSource is the name under which Source is asked for.
const ExportSource = "find"

// exportDetail is whom the search found, in the order of the answer.
type exportDetail struct{ Journeys []uuid.UUID }

// Source reads the people of an answer for a file. Whom the words found was
// settled when the file was asked for; who of them may leave is decided now.
func Source(s caseload.Service) export.Source {
	return func(ctx context.Context, detail json.RawMessage) (export.Sheet, error) {
		var d exportDetail
		if err := json.Unmarshal(detail, &d); err != nil {
			return export.Sheet{}, err
		}
		found, err := s.Export(ctx, caseload.Filter{State: caseload.Any}, caseload.Order{By: caseload.ByName}, d.Journeys)
		if err != nil {
			return export.Sheet{}, err
		}
		slices.SortFunc(found.Rows, func(a, b caseload.Row) int {
			return slices.Index(d.Journeys, a.ID()) - slices.Index(d.Journeys, b.ID())
		})
		out := export.Sheet{Headings: []string{"Resident", "Likes to be called", "Reference", "Date of birth", "Stage", "Single point of contact"}}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, []sheet.Value{sheet.Text(row.Name()), sheet.Text(row.Preferred), sheet.Text(row.Reference), sheet.Day(row.Born),
				sheet.Text(row.Stage.Label()), sheet.Text(row.SPOC)})
			out.Reach = append(out.Reach, export.Reach{Journey: row.ID(), Shows: found.Leaves(row)})
		}
		return out, nil
	}
}

// leaving are the journeys of the whole answer, as it is narrowed and ordered,
// that the person may take along.
func (p Pages) leaving(r *web.Request) (q sought, ids []uuid.UUID, err error) {
	typed, err := p.recall(r)
	if err != nil {
		return q, nil, err
	}
	q = readSought(r)
	ask := q.find
	ask.Typed, ask.Size = typed, slices.Max(caseload.Sizes)
	for ask.Page = 1; ; ask.Page++ {
		found, err := p.Caseload.FindPage(r.Ctx(), ask)
		if err != nil {
			return q, nil, err
		}
		for _, row := range found.Rows {
			if mayLeave(row) {
				ids = append(ids, row.ID())
			}
		}
		if ask.Page*ask.Size >= found.Total {
			return q, ids, nil
		}
	}
}

func mayLeave(row caseload.Row) bool { return row.Decision.May(access.Export, access.Identity) }

// exportButton is there where the person may take some of the people along.
func exportButton(q sought, found caseload.Found) *component.ButtonView {
	if !slices.ContainsFunc(found.Rows, mayLeave) {
		return nil
	}
	return &component.ButtonView{Label: "Export", Kind: component.Secondary, Href: exportPath(q)}
}

func exportPath(q sought) string { return "/find/export?" + q.values().Encode() }

func (p Pages) exportForm(r *web.Request) error {
	return p.showExport(r, form.Empty(r.Today()))
}

func (p Pages) showExport(r *web.Request, f *form.Values) error {
	q, ids, err := p.leaving(r)
	if err != nil {
		return err
	}
	return p.Exports.Show(r, f, exportpage.Form{Nav: "Find a resident", Title: "Export " + web.Count(len(ids), "resident"), What: "The people that your search found and that you may take along.",
		Action: exportPath(q), Cancel: q.page(1)})
}

func (p Pages) export(r *web.Request) error {
	f, err := r.Form("format", "asked")
	if err != nil {
		return err
	}
	format := exportpage.Format(f)
	if !f.OK() {
		return p.showExport(r, f)
	}
	q, ids, err := p.leaving(r)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return r.Go(q.page(1), "")
	}
	return p.Exports.Start(r, export.Ask{Source: ExportSource, Format: format, Title: "Residents found", Name: "residents", Back: q.page(1)}, exportDetail{ids})
}
