// Package importpage is bringing a spreadsheet in: upload, match the columns,
// check, import, result.
//
// A sheet has the state, and each state has its page: who asks for another is
// led to the one that answers. Whatever is another's is not there.
package importpage

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/exchange"
	"onward/internal/web"
)

// Pages are the pages, over the service that keeps the sheets.
type Pages struct{ Uploads exchange.Uploads }

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	get, post := http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Path: "/import", Duty: access.DoImport, Handle: p.uploadForm},
		{Method: post, Path: "/import", Duty: access.DoImport, Handle: p.upload, Files: true},
		{Method: get, Path: "/import/:id", Duty: access.DoImport, Handle: p.check},
		{Method: get, Path: "/import/:id/columns", Duty: access.DoImport, Handle: p.columnsForm},
		{Method: post, Path: "/import/:id/columns", Duty: access.DoImport, Handle: p.columns},
		{Method: post, Path: "/import/:id/choices", Duty: access.DoImport, Handle: p.choose},
		{Method: post, Path: "/import/:id/start", Duty: access.DoImport, Handle: p.start},
		{Method: get, Path: "/import/:id/progress", Duty: access.DoImport, Handle: p.progress},
		{Method: get, Path: "/import/:id/result", Duty: access.DoImport, Handle: p.result},
		{Method: post, Path: "/import/:id/again", Duty: access.DoImport, Handle: p.again},
		{Method: get, Path: "/import/:id/problems/:format", Duty: access.DoImport, Handle: p.problems},
		{Method: get, Path: "/import/:id/rejected/:format", Duty: access.DoImport, Handle: p.rejected},
		{Method: get, Path: "/import/:id/report", Duty: access.DoImport, Handle: p.report},
	}
}

func address(id uuid.UUID, part string) string {
	return strings.TrimSuffix("/import/"+id.String()+"/"+part, "/")
}

// find gives the upload of the address.
func (p Pages) find(r *web.Request) (exchange.Upload, error) {
	id, err := r.ID("id")
	if err != nil {
		return exchange.Upload{}, err
	}
	return p.Uploads.Get(r.Ctx(), id)
}

// home is the page that an upload is at in its state.
func home(up exchange.Upload) string {
	switch {
	case up.State == exchange.StateQueued || up.State == exchange.StateRunning:
		return address(up.ID, "progress")
	case !up.Open():
		return address(up.ID, "result")
	case !up.Matched:
		return address(up.ID, "columns")
	}
	return address(up.ID, "")
}

// caption is the file, with the sheet where it is one of several.
func caption(up exchange.Upload) string {
	if up.Sheet == "" {
		return up.FileName
	}
	return up.FileName + ", sheet " + up.Sheet
}

// count is a number with its noun: "1 row", "214 rows".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
