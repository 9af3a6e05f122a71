package agreementpage

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/agreement"
)

// show is a version: a draft with what it lacks, anything else with what it
// changes, its parties and its terms.
func (p Pages) show(r *web.Request) error {
	a, err := p.version(r)
	if err != nil {
		return err
	}
	if a.State == sharing.Draft && a.Drafter == r.Me.Org.ID {
		return p.showDraft(r, a)
	}
	v := page.View{Layout: view(r, a.Terms.Title, backToAll), Head: component.HeadView{Title: a.Terms.Title, Lead: lead(a)}, Status: standing(a, 0, r.Today()),
		Parties: parties(a, r.Me.Org.ID), Terms: terms(a), Text: component.Link{Label: "Full text", Href: path(a.ID, "text")}, History: history(a), Versions: versions(a)}
	signed := len(a.Terms.Parties) - len(a.Unsigned())
	if a.State != sharing.Draft {
		v.Signed = strconv.Itoa(signed) + " of " + strconv.Itoa(len(a.Terms.Parties)) + " signed"
	}
	if v.Shares, v.Compare, err = p.shares(r, a); err != nil {
		return err
	}
	if a.State == sharing.Awaiting {
		if v.Change, err = p.preview(r, a, false); err != nil {
			return err
		}
	}
	v.Banner = banner(a)
	p.offers(r, a, &v)
	return r.Show(page.Agreement(v))
}

func lead(a sharing.Agreement) string {
	before, replaces := a.Previous()
	switch {
	case a.State == sharing.Awaiting && replaces && before.State != sharing.Ended:
		return numbered(a) + " replaces version " + strconv.Itoa(before.Number) + " when every party has signed"
	case a.State == sharing.Awaiting:
		return numbered(a) + " is in force when every party has signed"
	}
	return numbered(a)
}

// banner is the last question or reason that concerns everybody.
func banner(a sharing.Agreement) *component.BannerView {
	if len(a.Events) == 0 {
		return nil
	}
	for _, e := range a.Events {
		switch {
		case e.What == "suspended" && a.State == sharing.Suspended, e.What == "ended" && a.State == sharing.Ended, e.What == "sent_back" && a.State == sharing.Draft, e.What == "question" && a.State == sharing.Awaiting:
			return &component.BannerView{Text: eventWords[e.What] + " by " + e.Organisation + " on " + on(e.At) + ": " + e.Detail, Warning: a.State == sharing.Suspended}
		}
	}
	return nil
}

func parties(a sharing.Agreement, me int) (rows []page.PartyRow) {
	for _, q := range a.Terms.Parties {
		row := page.PartyRow{Name: q.Name, Flow: q.Flow()}
		switch {
		case q.Signed():
			row.Said, row.Status = "Signed "+on(q.SignedAt)+", "+q.SignedBy, component.Achieved("Signed")
		case a.State == sharing.Awaiting && q.Organisation == me:
			row.Said, row.Status = "You", component.Status{Shape: component.Ring, Tone: component.Red, Words: "To sign"}
		case a.State == sharing.Awaiting:
			row.Said, row.Status = "Asked "+on(a.OfferedAt), component.Waiting("Waits")
		default:
			row.Status = component.ToDo("Not signed")
		}
		rows = append(rows, row)
	}
	return rows
}

// shares is which categories are shared, beside the version before.
func (p Pages) shares(r *web.Request, a sharing.Agreement) (component.TableView, *component.Link, error) {
	t := component.TableView{Caption: "Categories that are shared", Columns: []component.TableColumn{{Label: "Category"}}}
	last, replaces := a.Previous()
	var before sharing.Agreement
	if replaces {
		var err error
		if before, err = p.Agreements.Get(r.Ctx(), last.ID); err != nil {
			return t, nil, err
		}
		t.Columns = append(t.Columns, component.TableColumn{Label: numbered(before)})
	}
	t.Columns = append(t.Columns, component.TableColumn{Label: numbered(a)}, component.TableColumn{Label: "Change", Hidden: true})
	words := map[bool]string{true: "Shared", false: "Not shared"}
	for _, c := range sharing.AllCategories() {
		now, was := a.Terms.Categories.Has(c), replaces && before.Terms.Categories.Has(c)
		if !now && !was {
			continue
		}
		row := component.TableRow{Cells: []component.Cell{{Text: sharing.CategoryWords(c)}}}
		if replaces {
			row.Cells = append(row.Cells, component.Cell{Text: words[was]})
		}
		change := ""
		switch {
		case replaces && now && !was:
			change = "Added"
		case was && !now:
			change = "Dropped"
		}
		row.Cells = append(row.Cells, component.Cell{Text: words[now]}, component.Cell{Text: change})
		row.Marked = change != ""
		t.Rows = append(t.Rows, row)
	}
	if !replaces {
		return t, nil, nil
	}
	return t, &component.Link{Label: "Compare versions", Href: path(a.ID, "compare")}, nil
}

func terms(a sharing.Agreement) []component.SummaryRow {
	t := a.Terms
	guarded := "None"
	if !t.Guarded().Empty() {
		guarded = "UK GDPR Article " + t.Article9 + ", DPA 2018 Schedule 1 paragraph " + t.Schedule1
	}
	rows := []component.SummaryRow{{Key: "From", Value: t.From.Long()}, {Key: "Until", Value: t.Until.Long()}, {Key: "Review", Value: t.Review.Long()}}
	if !a.ReviewedOn.IsZero() {
		rows[2].Second = "Last reviewed " + a.ReviewedOn.Long()
	}
	return append(rows, component.SummaryRow{Key: "Holds for", Value: t.BasisWords()}, component.SummaryRow{Key: "Purpose", Value: t.Sections["purpose"]},
		component.SummaryRow{Key: "Residents are", Value: sharing.Find(sharing.Conditions, t.Condition)}, component.SummaryRow{Key: "Lawful basis", Value: "UK GDPR Article " + t.Article6},
		component.SummaryRow{Key: "Guarded data", Value: guarded}, component.SummaryRow{Key: "Rights", Value: t.RightsContact, Href: reach(t.RightsContact)},
		component.SummaryRow{Key: "Complaints", Value: t.ComplaintsContact, Href: reach(t.ComplaintsContact)}, component.SummaryRow{Key: "Breaches", Value: t.BreachContact, Href: reach(t.BreachContact)},
		component.SummaryRow{Key: "Log", Value: "Complaints about sharing", Href: path(a.ID, "complaints")})
}

var (
	mail      = regexp.MustCompile(`^[^\s@:?]+@[^\s@:?]+$`)
	telephone = regexp.MustCompile(`^\+?[0-9 ]{6,20}$`)
)

// reach is the address of a contact that is one: an email address or a
// telephone number; of any other text there is none.
func reach(contact string) string {
	switch {
	case mail.MatchString(contact):
		return "mailto:" + contact
	case telephone.MatchString(contact):
		return "tel:" + strings.ReplaceAll(contact, " ", "")
	}
	return ""
}

var eventWords = map[string]string{"drafted": "Draft started", "offered": "Offered for signature", "signed": "Signed", "in_force": "In force", "question": "Question",
	"sent_back": "Sent back", "suspended": "Suspended", "resumed": "Resumed", "ended": "Ended", "replaced": "Replaced", "reviewed": "Reviewed"}

func history(a sharing.Agreement) (rows []component.StatusRow) {
	for _, e := range a.Events {
		title := eventWords[e.What]
		switch {
		case e.What == "replaced":
			title += " by version " + e.Detail
		case e.Detail != "":
			title += ": " + e.Detail
		}
		rows = append(rows, component.StatusRow{Title: component.Link{Label: title}, Second: on(e.At) + ", " + e.Who + ", " + e.Organisation})
	}
	return rows
}

func versions(a sharing.Agreement) (rows []component.StatusRow) {
	for _, v := range a.Versions {
		row := component.StatusRow{Title: component.Link{Label: "Version " + strconv.Itoa(v.Number), Href: path(v.ID)}}
		if v.ID == a.ID {
			row.Title.Href = ""
			row.Second = "This version"
		}
		status := standing(sharing.Agreement{State: v.State, Terms: sharing.Terms{Until: calendar.Day(9999, 1, 1)}}, 0, calendar.Day(2000, 1, 1))
		row.Status = &status
		rows = append(rows, row)
	}
	return rows
}

// offers are what the reader can do with the version as it stands.
func (p Pages) offers(r *web.Request, a sharing.Agreement, v *page.View) {
	_, party := a.Terms.Party(r.Me.Org.ID)
	add := func(label, part string, kind component.ButtonKind) {
		v.Actions = append(v.Actions, component.ButtonView{Label: label, Href: path(a.ID, part), Kind: kind})
	}
	if party && (a.State == sharing.InForce || a.State == sharing.Suspended) {
		add("Record a review", "review", component.Secondary)
		holds := false
		for _, o := range a.HeldBy {
			holds = holds || o == r.Me.Org.ID
		}
		switch {
		case a.State == sharing.Suspended && (holds || len(a.HeldBy) == 0):
			add("Resume", "resume", component.Secondary)
		default:
			add("Suspend", "suspend", component.Secondary)
		}
	}
	if party && a.State != sharing.Draft && a.State != sharing.Ended {
		add("End", "end", component.Danger)
	}
	if a.Latest() && a.State != sharing.Draft && a.State != sharing.Awaiting {
		v.Next = &component.ActionView{Action: path(a.ID, "version"), CSRF: r.Post("").CSRF, Key: uuid.NewString(), Button: component.ButtonView{Label: "Draft a new version"}}
	}
}
