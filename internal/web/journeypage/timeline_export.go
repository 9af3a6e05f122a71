package journeypage

import (
	"context"
	"encoding/json"
	"math"
	"net/http"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/exchange/export"
	"onward/internal/exchange/sheet"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/journey/timeline"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/exportpage"
	"onward/internal/web/form"
)

// TimelineSource is the name under which ExportTimeline is asked for.
const TimelineSource = "timeline"

// timelineDetail is a journey's timeline as it was shown.
type timelineDetail struct {
	Journey uuid.UUID
	Filter  timeline.Filter
	Order   timeline.Order
}

func (p Pages) timelineExportRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/timeline/export", Duty: access.DoCaseload, Handle: p.timelineExportForm},
		{Method: http.MethodPost, Path: "/journeys/:id/timeline/export", Duty: access.DoCaseload, Handle: p.timelineExport},
	}
}

// ExportTimeline reads a timeline for a file: the entries whose category the
// person may view and take along, with all their text.
func ExportTimeline(p Pages) export.Source {
	return func(ctx context.Context, detail json.RawMessage) (out export.Sheet, err error) {
		var asked timelineDetail
		if err := json.Unmarshal(detail, &asked); err != nil {
			return out, err
		}
		err = p.DB.Read(ctx, func(tx *postgres.Tx) error {
			d, err := p.Journeys.Gate.Require(tx, asked.Journey, access.Export, access.Existence)
			if err != nil {
				return err
			}
			got, err := p.Timeline.Read(tx, d, asked.Filter, asked.Order, 0, math.MaxInt32)
			if err != nil {
				return err
			}
			out = timelineSheet(d, got.Entries)
			why, stands := d.Ground(access.Export, access.Existence)
			audit.Record(tx, audit.Entry{Action: "export", Subject: "timeline", Journey: d.Subject.Journey, Resident: d.Subject.Resident,
				Categories: out.Reach[0].Shows.Words(), Basis: why.Words(stands), Agreement: why.Number()})
			return nil
		})
		return out, err
	}
}

func timelineSheet(d access.Decision, entries []timeline.Entry) export.Sheet {
	may := d.On(access.Export) & d.On(access.View)
	out := export.Sheet{Headings: []string{"Day", "Time", "What", "Title", "Text", "By", "Organisation"}}
	shows := access.SetOf(access.Existence)
	for _, e := range entries {
		if !may.Has(e.Category) {
			continue
		}
		shows |= access.SetOf(e.Category)
		clock := ""
		if e.Timed {
			clock = diary.Clock(e.At)
		}
		out.Rows = append(out.Rows, []sheet.Value{sheet.Day(e.Day()), sheet.Text(clock), sheet.Text(e.Kind.Label()), sheet.Text(e.Title), sheet.Text(e.Text),
			sheet.Text(e.By), sheet.Text(e.ByOrg)})
	}
	out.Reach = []export.Reach{{Journey: d.Subject.Journey, Shows: shows}}
	return out
}

func (p Pages) timelineExportForm(r *web.Request) error {
	return p.timelineExportAsk(r, form.Empty(r.Today()))
}

// timelineToExport is the timeline of the address, for whoever may take it along.
func (p Pages) timelineToExport(r *web.Request) (q timelineQuery, reference string, err error) {
	id, err := r.ID("id")
	if err != nil {
		return q, "", err
	}
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Require(tx, id, access.Export, access.Existence)
		if err != nil {
			return err
		}
		head, err := p.Journeys.Store.Head(tx, d)
		if err != nil {
			return err
		}
		reference = "ONW " + head.Reference
		journey.Seen(tx, d, "timeline to export", access.Existence)
		q, err = p.timelineQuery(r, tx, r.QueryParams(), Path(id, "timeline"))
		return err
	})
	return q, reference, err
}

func (p Pages) timelineExportAsk(r *web.Request, f *form.Values) error {
	q, reference, err := p.timelineToExport(r)
	if err != nil {
		return err
	}
	return p.Exports.Show(r, f, exportpage.Form{Nav: "Caseload", Title: "Export the timeline of " + reference, What: "The entries that the timeline shows and that you may take along, with their text.",
		Action: q.export(), Cancel: q.atPage(1)})
}

// export is the address on which this timeline is exported.
func (q timelineQuery) export() string {
	at := q
	at.path += "/export"
	return at.atPage(1)
}

func (p Pages) timelineExport(r *web.Request) error {
	f, err := r.Form("format", "asked")
	if err != nil {
		return err
	}
	format := exportpage.Format(f)
	if !f.OK() {
		return p.timelineExportAsk(r, f)
	}
	q, reference, err := p.timelineToExport(r)
	if err != nil {
		return err
	}
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	return p.Exports.Start(r, export.Ask{Source: TimelineSource, Format: format, Title: "Timeline of " + reference, Name: "timeline", Back: q.atPage(1)},
		timelineDetail{id, q.filter, q.order})
}
