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
// Of a long note the beginning is shown, or the part in which a sought word stands.
func (f *Frame) entries(list []timeline.Entry, today calendar.Date, sought string) []component.TimelineEntry {
	shown := make([]component.TimelineEntry, len(list))
	for i, e := range list {
		v := component.TimelineEntry{Title: e.Title, Href: f.entryPath(e), Meta: f.meta(e, today), Text: e.Text}
		if e.Kind == timeline.Note {
			v.Text = beginning(around(e.Text, sought, 300), 300)
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

// around is the text from shortly before a sought word on, where that word
// stands too far on to be seen in as many characters from the beginning.
func around(text, sought string, most int) string {
	low := strings.ToLower(text)
	if len(low) != len(text) { // some letter changes its length: places do not agree
		return text
	}
	for _, w := range strings.Fields(strings.ToLower(sought)) {
		at := strings.Index(low, w)
		if at < 0 || utf8.RuneCountInString(text[:at+len(w)]) <= most {
			continue
		}
		before := []rune(text[:at])
		part := string(before[len(before)-most/3:]) + text[at:]
		if i := strings.IndexAny(part, " \n"); i >= 0 && i < most/3 {
			part = part[i+1:]
		}
		return "… " + part
	}
	return text
}
