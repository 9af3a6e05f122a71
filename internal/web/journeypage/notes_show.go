package journeypage

import (
	"strings"
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// note shows one note as it stands, with its earlier versions.
func (p Pages) note(r *web.Request) error {
	id, err := r.ID("note")
	if err != nil {
		return err
	}
	var v page.NoteView
	err = p.open(r, "Note", []access.Category{access.Notes}, func(tx *postgres.Tx, f *Frame) error {
		versions, err := p.Notes.Versions(tx, f.Decision, id)
		if err != nil {
			return err
		}
		now := versions[0]
		v = page.NoteView{Layout: f.Layout, Heading: now.Contact.Label() + ", " + now.On.Long(), Text: now.Text, Written: written(now, tx.Actor.Today)}
		v.Layout.Back = &layout.Link{Label: "Timeline", Href: f.Path("timeline")}
		if f.Decision.MayChangeRow(access.Notes, now.Org) {
			v.Correct = f.Path("notes/" + id.String() + "/correct")
		}
		for _, n := range versions[1:] {
			v.Earlier = append(v.Earlier, component.TimelineEntry{Title: n.Contact.Label() + ", " + n.On.Long(), Text: n.Text,
				Meta: strings.TrimSuffix(written(n, tx.Actor.Today), ".")})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.Note(v))
}

// written says who wrote a version of a note, and when.
func written(n note.Note, today calendar.Date) string {
	verb := "Written by "
	if n.Revision > 1 {
		verb = "Corrected by "
	}
	return verb + n.By + ", " + n.ByOrg + ", " + stamp(n.WrittenAt, today) + "."
}

// stamp is an instant as it stands beside an entry: 14 April, 16:12, with the
// year where it is another.
func stamp(t time.Time, today calendar.Date) string {
	return dayStamp(calendar.DayOf(t), today) + ", " + diary.Clock(t)
}

func dayStamp(d, today calendar.Date) string {
	if d.Year() == today.Year() {
		return d.Short()
	}
	return d.Long()
}
