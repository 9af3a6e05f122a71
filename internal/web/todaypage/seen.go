package todaypage

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/journey/caseload"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
)

// looks gathers what a page shows of each journey, so that the audit has one
// row for each, however many rows of the page are about it.
type looks map[uuid.UUID]look

type look struct {
	decision access.Decision
	shown    access.Set
}

func (l looks) add(d access.Decision, categories ...access.Category) {
	id := d.Subject.Journey
	l[id] = look{decision: d, shown: l[id].shown | access.SetOf(categories...)&d.On(access.View)}
}

func (l looks) bookings(list []diary.Booking) {
	for _, b := range list {
		l.add(b.Decision, access.Existence, access.Identity, access.Plan)
	}
}

// of gathers what Today shows: of the lists no more than their first rows.
func (l looks) of(d *day) {
	l.bookings(d.schedule.Bookings)
	for _, rows := range [][]caseload.Row{d.overdue.rows, d.quiet.rows} {
		for _, r := range rows {
			l.add(r.Decision, access.Existence, access.Identity, access.Plan)
		}
	}
	for _, k := range d.shownRisks() {
		l.add(k.row.Decision, access.Existence, access.Identity, access.Outcomes, access.Work)
	}
}

// record keeps them with the transaction, under the page's name.
func (l looks) record(tx *postgres.Tx, page string) {
	var entries []audit.Entry
	for id, k := range l {
		entries = append(entries, audit.Entry{Action: "view", Subject: page, Journey: id, Resident: k.decision.Subject.Resident,
			Categories: k.shown.Words(), Basis: k.decision.Basis(access.View, access.Identity)})
	}
	audit.LastMany(tx, entries)
}
