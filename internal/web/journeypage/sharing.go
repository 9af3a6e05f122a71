package journeypage

import (
	"fmt"
	"net/http"
	"strings"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

func (p Pages) sharingRoutes() []web.Route {
	routes := []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/sharing", Duty: web.SignedIn, Handle: p.sharing},
		{Method: http.MethodGet, Path: "/journeys/:id/sharing/looks", Duty: web.SignedIn, Handle: p.allLooks},
		{Method: http.MethodGet, Path: "/journeys/:id/sharing/print", Duty: access.DoFind, Handle: p.printSharing},
		{Method: http.MethodPost, Path: "/journeys/:id/sharing/notices/:entry/remove", Duty: access.DoFind, Handle: p.untell},
	}
	for _, s := range sayings {
		routes = append(routes,
			web.Route{Method: http.MethodGet, Path: "/journeys/:id/sharing/" + s.path, Duty: access.DoFind, Handle: func(r *web.Request) error { return p.showSaying(r, s, nil, http.StatusOK) }},
			web.Route{Method: http.MethodPost, Path: "/journeys/:id/sharing/" + s.path, Duty: access.DoFind, Handle: func(r *web.Request) error { return p.sendSaying(r, s) }})
	}
	return routes
}

// sharingShows is what the tab tells: that the journey exists, and who reaches it.
var sharingShows = []access.Category{access.Existence}

// fewLooks are shown on the tab, lookDays is how far back both pages go.
const (
	fewLooks = 5
	lookDays = 90
	mostLook = 1000
)

// ofLead is for the people of the organisation that leads: to others the tab is
// not there.
func ofLead(d access.Decision) error {
	if d.Subject.Lead != d.Who.Organisation {
		return fault.NotHere()
	}
	return nil
}

func (p Pages) sharing(r *web.Request) error {
	var v page.SharingView
	err := p.open(r, "Sharing", sharingShows, func(tx *postgres.Tx, f *Frame) error {
		if err := ofLead(f.Decision); err != nil {
			return err
		}
		readers, err := p.Says.Readers(tx, f.Decision)
		if err != nil {
			return err
		}
		say, err := p.Says.Read(tx, f.Decision)
		if err != nil {
			return err
		}
		agreements, err := p.Says.Agreements(tx, f.Decision)
		if err != nil {
			return err
		}
		looks, err := p.Says.Looks(tx, f.Decision, lookDays, 0, mostLook)
		if err != nil {
			return err
		}
		v = page.SharingView{Layout: f.Layout, Columns: sharingColumns(), Print: component.ButtonView{Label: "Print for " + f.Call(), Href: f.Path("sharing/print"), Kind: component.Secondary}}
		if !r.May(access.DoFind) {
			v.Print = component.ButtonView{Label: "Back to the journey", Href: f.Path(""), Kind: component.Secondary}
		}
		may := sharing.MayRecord(f.Decision) == nil
		v.Readers = sharingReaders(f, readers, may)
		v.Said, v.Objections = saidRows(f, say, agreements, may), objectionRows(f, say, may)
		if may {
			v.Record = &component.Link{Label: "Record", Hidden: " that the resident was told", Href: f.Path("sharing/notice")}
			v.Object = &component.Link{Label: "Record", Hidden: " an objection", Href: f.Path("sharing/objection")}
		}
		v.LooksCount, v.Looks, v.AllLooks = lookCount(looks), looksTable(f, glances(looks, fewLooks), tx.Actor.Today), f.Path("sharing/looks")
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.Sharing(v))
}

// columnLabels are the categories as the head of the table names them; soft
// hyphens let the long ones break.
var columnLabels = map[access.Category]string{access.Existence: "That we support them", access.Identity: "Who they are", access.Contact: "How to reach them",
	access.Circumstances: "Circum\u00adstances", access.HousingMoney: "Housing and money", access.Outcomes: "Out\u00adcomes", access.Documents: "Docu\u00adments", access.Work: "Work and pay"}

func sharingColumns() []page.SharingColumn {
	var columns []page.SharingColumn
	for c := range access.Documents + 1 {
		label := columnLabels[c]
		if label == "" {
			label = CategoryLabel(c)
		}
		columns = append(columns, page.SharingColumn{Label: label, Guarded: c.Guarded()})
	}
	return columns
}

func sharingReaders(f *Frame, list []sharing.Reader, may bool) []page.SharingReader {
	rows := make([]page.SharingReader, len(list))
	for i, reader := range list {
		rows[i] = page.SharingReader{Name: reader.Name, Why: reader.Why}
		for c := range access.Documents + 1 {
			mark := page.SeesNothing
			switch {
			case reader.Sees.Has(c):
				mark = page.SeesAll
			case reader.Wrote.Has(c):
				mark = page.SeesOwn
			}
			rows[i].Marks = append(rows[i].Marks, mark)
		}
		if may && reader.Organisation != 0 && !reader.Objected && !reader.Sees.Empty() {
			rows[i].Stop = &component.Link{Label: "Stop", Hidden: " sharing with " + reader.Name, Href: f.Path("sharing/objection") + fmt.Sprintf("?organisation=%d", reader.Organisation)}
		}
	}
	return rows
}

// saidRows are what the resident was told and agreed to, and what they could
// still be asked.
func saidRows(f *Frame, say sharing.Say, agreements []access.Agreement, may bool) []page.SharingSaid {
	var rows []page.SharingSaid
	for _, n := range say.Notices {
		rows = append(rows, page.SharingSaid{What: "Told how we share", Status: component.Achieved("Told"),
			Detail: commas(n.On.Long(), n.Wording, strings.ToLower(sharing.MannerLabel(n.How)), n.By, n.Evidence)})
	}
	if len(say.Notices) == 0 {
		row := page.SharingSaid{What: "Told how we share", Status: component.ToDo("Not told yet"), Detail: "Nothing is shared before."}
		if may {
			row.Link = &component.Link{Label: "Record that " + f.Call() + " was told", Href: f.Path("sharing/notice")}
		}
		rows = append(rows, row)
	}
	stands := map[int]bool{}
	for _, c := range say.Consents {
		row := page.SharingSaid{What: c.Title, Status: component.Achieved("Agreed"), Detail: commas(c.On.Long(), strings.ToLower(sharing.MannerLabel(c.How)), c.By, c.Evidence) + "."}
		if c.Withdrawn.IsZero() {
			stands[c.Agreement] = true
			if may {
				row.Link = &component.Link{Label: "Withdraw", Hidden: " consent to " + c.Title, Href: f.Path("sharing/consents/" + c.ID.String() + "/withdraw")}
			}
		} else {
			row.Status, row.Detail = component.Stopped("Withdrawn"), commas(c.Withdrawn.Long(), strings.ToLower(sharing.MannerLabel(c.WithdrawnHow)), c.WithdrawnBy)+". Agreed "+c.On.Long()+"."
		}
		rows = append(rows, row)
	}
	for _, a := range agreements {
		if !a.Consent || stands[a.ID] {
			continue
		}
		row := page.SharingSaid{What: a.Title, Status: component.ToDo("Not agreed"), Detail: "Opens nothing until " + f.Call() + " agrees."}
		if may {
			row.Link = &component.Link{Label: "Record consent", Hidden: " to " + a.Title, Href: f.Path("sharing/consent") + fmt.Sprintf("?agreement=%d", a.ID)}
		}
		rows = append(rows, row)
	}
	return rows
}

func objectionRows(f *Frame, say sharing.Say, may bool) []page.SharingSaid {
	var rows []page.SharingSaid
	for _, o := range say.Objections {
		row := page.SharingSaid{What: o.Name, Status: component.Stopped("Stopped"), Detail: sentence("Since "+o.On.Long(), o.Evidence)}
		if !o.Lifted.IsZero() {
			row.Status, row.Detail = component.Achieved("Lifted"), commas(o.Lifted.Long(), strings.ToLower(sharing.MannerLabel(o.LiftedHow)), o.LiftedBy)+". Objected "+o.On.Long()+"."
		} else if may {
			row.Link = &component.Link{Label: "Lift", Hidden: " the objection to " + o.Name, Href: f.Path("sharing/objections/" + o.ID.String() + "/lift")}
		}
		rows = append(rows, row)
	}
	return rows
}

// commas joins what is there.
func commas(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}

// sentence is parts that each end in a full stop.
func sentence(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			if !strings.ContainsAny(p[len(p)-1:], ".!?”") {
				p += "."
			}
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}
