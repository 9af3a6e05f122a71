package caseloadpage

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"onward/internal/exchange/export"
	"onward/internal/exchange/sheet"
	"onward/internal/journey/caseload"
)

// ExportSource is the name under which Source is asked for.
const ExportSource = "caseload"

// exportDetail is the list as it was shown.
type exportDetail struct {
	Filter caseload.Filter
	Order  caseload.Order
	Chosen []uuid.UUID
}

// Source reads the caseload for a file: its columns, and those that stand on
// the list within others.
func Source(s caseload.Service) export.Source {
	return func(ctx context.Context, detail json.RawMessage) (export.Sheet, error) {
		var d exportDetail
		if err := json.Unmarshal(detail, &d); err != nil {
			return export.Sheet{}, err
		}
		found, err := s.Export(ctx, d.Filter, d.Order, d.Chosen)
		if err != nil {
			return export.Sheet{}, err
		}
		return exported(found), nil
	}
}

func exported(found caseload.Page) export.Sheet {
	out := export.Sheet{Headings: []string{"Reference", "Resident", "Stage", "Next action", "Due", "Last contact", "Single point of contact", "Opened"}}
	if found.Outcomes != nil {
		out.Headings = append(out.Headings, "Outcome", "Days that count", "Days needed")
	}
	for _, row := range found.Rows {
		cells := []sheet.Value{sheet.Text(row.Reference), sheet.Text(row.Name()), sheet.Text(row.Stage.Label()), sheet.Text(row.NextWhat),
			sheet.Day(row.NextDue), sheet.Day(row.LastContact), sheet.Text(row.SPOC), sheet.Day(row.Opened)}
		if cell := outcomeCell(found.Outcomes, row); cell != nil {
			cells = append(cells, sheet.Text(cell.Status.Words), sheet.Whole(cell.Bar.Count), sheet.Whole(cell.Bar.Of))
		}
		for len(cells) < len(out.Headings) {
			cells = append(cells, sheet.Value{})
		}
		out.Rows = append(out.Rows, cells)
		out.Reach = append(out.Reach, export.Reach{Journey: row.ID(), Shows: found.Leaves(row)})
	}
	return out
}
