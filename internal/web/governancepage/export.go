package governancepage

import (
	"context"
	"encoding/json"
	"strings"

	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/exchange/export"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/web"
	"onward/internal/web/exportpage"
	"onward/internal/web/form"
)

// ExportSource is the name under which Source is asked for.
const ExportSource = "audit"

// exportForm says what is in the file before it leaves the organisation.
func (p Pages) exportForm(r *web.Request) error {
	return p.showExport(r, form.Empty(r.Today()))
}

func (p Pages) showExport(r *web.Request, f *form.Values) error {
	at, narrowed, err := p.exported(r)
	if err != nil {
		return err
	}
	found, err := p.Trail.Search(r.Ctx(), at.ask, 0, 1)
	if err != nil {
		return err
	}
	title := "Export " + number(found.Total) + " " + web.Plural(found.Total, "entry", "entries")
	if found.More {
		title = "Export the newest " + number(found.Total) + " entries"
	}
	return p.Exports.Show(r, f, exportpage.Form{Nav: auditNav, Title: title, What: "All of the trace that concerns your organisation.",
		Action: at.on(auditPath + "/export"), Cancel: at.href(), Narrowed: narrowed})
}

// exported is the search in the address with its filters in words; one that
// cannot be read makes no file.
func (p Pages) exported(r *web.Request) (at place, narrowed []string, err error) {
	at, f, err := parsePlace(r)
	if err != nil {
		return at, nil, err
	}
	if !f.OK() {
		return at, nil, fault.NotHere()
	}
	everyone, err := colleagues(r)
	for _, tag := range tags(at, everyone) {
		narrowed = append(narrowed, tag.Label)
	}
	return at, narrowed, err
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
	at, narrowed, err := p.exported(r)
	if err != nil {
		return err
	}
	return p.Exports.Start(r, export.Ask{Source: ExportSource, Format: format, Title: "Audit", Name: "audit", Back: at.href(), Narrowed: narrowed}, detail(at.ask))
}

// asking is a search as an export keeps it: days as words.
type asking struct {
	audit.Ask
	From, Until string
}

func detail(a audit.Ask) asking {
	return asking{Ask: a, From: a.From.String(), Until: a.Until.String()}
}

func (a asking) ask() audit.Ask {
	ask := a.Ask
	ask.From, _ = calendar.ParseISO(a.From)
	ask.Until, _ = calendar.ParseISO(a.Until)
	return ask
}

// Source reads the trace for a file: the columns of the list, the newest first.
func Source(t audit.Trail) export.Source {
	return func(ctx context.Context, detail json.RawMessage) (export.Sheet, error) {
		var a asking
		if err := json.Unmarshal(detail, &a); err != nil {
			return export.Sheet{}, err
		}
		found, err := t.Export(ctx, a.ask())
		if err != nil {
			return export.Sheet{}, err
		}
		out := export.Sheet{Headings: []string{"Day", "Time", "Who", "Role", "Organisation", "Did", "Journey", "Sections", "Basis", "Agreement"}}
		for _, m := range found.Marks {
			cell := journeyCell(m)
			out.Rows = append(out.Rows, []sheet.Value{sheet.Day(calendar.DayOf(m.At)), sheet.Text(m.At.In(calendar.London).Format("15:04:05")), sheet.Text(m.Name), sheet.Text(m.Role),
				sheet.Text(m.OrgName), sheet.Text(deed(m)), sheet.Text(cell.Text), sheet.Text(sections(m.Categories)), sheet.Text(grounds[m.Basis]), sheet.Text(strings.Trim(basisCell(m).Second, " "))})
		}
		return out, nil
	}
}
