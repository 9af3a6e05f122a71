package journeypage

import (
	"strings"
	"unicode/utf8"

	"onward/internal/calendar"
	"onward/internal/journey/diary"
	"onward/internal/journey/timeline"
	"onward/ui/component"
)

// entries are a timeline's as pages show them, here and on the overview.
func (f *Frame) entries(list []timeline.Entry, today calendar.Date) []component.TimelineEntry {
	shown := make([]component.TimelineEntry, len(list))
	for i, e := range list {
		v := component.TimelineEntry{Title: e.Title, Href: f.entryPath(e), Meta: f.meta(e, today), Text: e.Text}
		if e.Kind == timeline.Note {
			v.Text = beginning(e.Text, 300)
		}
		if e.Category.Guarded() {
			v.Guarded = CategoryLabel(e.Category)
		}
		shown[i] = v
	}
	return shown
}

// meta is when it was and who it was: 14 April, 16:12, Amina Yusufi, Ealing.
func (f *Frame) meta(e timeline.Entry, today calendar.Date) string {
	parts := []string{dayStamp(e.Day(), today)}
	if e.Timed {
		parts = append(parts, diary.Clock(e.At))
	}
	by := e.By
	if e.Author == 0 && e.ByOrg == "" && by == timeline.Resident {
		by = f.Call()
	}
	for _, p := range []string{by, e.ByOrg} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// entryPath leads to the record that an entry tells of, where it has a page
// that the decision opens.
func (f *Frame) entryPath(e timeline.Entry) string {
	switch e.Kind {
	case timeline.Note:
		return f.Path("notes/" + e.ID.String())
	case timeline.Appointment:
		return AppointmentPath(f.ID, e.ID, "")
	case timeline.Action:
		return f.Path(actionEntry.path(e.ID.String()))
	case timeline.Goal:
		return f.Path(goalEntry.path(e.ID.String()))
	case timeline.Intervention:
		return f.Path(interventionEntry.path(e.ID.String()))
	case timeline.Task:
		return f.Path(taskEntry.path(e.ID.String()))
	case timeline.Barrier:
		return f.Path(barrierEntry.path(e.ID.String()))
	case timeline.Work:
		return f.Path("work")
	}
	return ""
}

// beginning is at most so many characters of a text, cut between words.
func beginning(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most])
	if i := strings.LastIndexAny(cut, " \n"); i > most/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " \n,.;:") + " …"
}
