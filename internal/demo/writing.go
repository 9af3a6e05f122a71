package demo

import (
	"slices"
	"strings"
	"time"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
)

// Notes as advisors write them. {} is what the resident likes to be called,
// [job] and [place] the latest job, [hub] where they meet.
var texts = map[journey.Stage][]string{
	journey.StageNew: {
		"{} came in without an appointment and asked about help with work. Explained how we work and what we keep on record. First meeting to be agreed.",
		"Referred by the work coach. Spoke to {} on the telephone, would rather meet in person.",
		"Told {} who can see the record and that they can object at any time. No questions.",
		"Rang twice. A relative answered and will pass it on.",
	},
	journey.StageAssessing: {
		"First assessment at [hub]. {} has worked before but not in the last years. Wants to start small. Agreed to look at childcare and the CV first.",
		"Went through skills check. Strong with people, unsure with forms. {} would like a course in the mornings.",
		"Better-off calculation done: 20 hours at the London Living Wage leaves about £480 a month more. {} was surprised.",
		"{} spoke about the last job and why it ended. Gave time for it. We agreed what goes on record.",
		"Interpreter on the line. {} understood the plan and took a copy in large print.",
	},
	journey.StagePreparing: {
		"CV is nearly there. Moved the volunteering to the top. {} will ask the old manager for a reference.",
		"Session on interview answers. {} practised telling one thing that went well. Much better by the end.",
		"Course starts next week, fee paid. Travel card until the first pay asked for.",
		"{} missed the last session because the youngest was ill. Agreed mornings only.",
		"Went to the nursery together. A place from next month, 8am to 6pm.",
		"Budget looked at with the adviser at the centre. Rent first, then the energy bill.",
		"Email and job alerts set up on the telephone. {} can now do this alone.",
	},
	journey.StageLooking: {
		"Three applications since last time, one answer: not shortlisted. Read the feedback together and changed the first paragraph.",
		"Interview on Thursday. Went through the route and what to wear. {} has a shirt now.",
		"Agency offers shifts from 6am, which the bus does not reach. Asked for later ones.",
		"{} was offered a trial day and liked it. Waiting to hear.",
		"No answer to two calls, text sent. {} wrote back: busy with the housing office.",
		"Offer received. Checked pay and hours with {}: above the London Living Wage, 30 hours. Accepted.",
		"Feeling low after the second no. We talked about what is in our hands this week.",
	},
	journey.StageInWork: {
		"First week at [place] went well. {} gets on with the shift leader. Pay day is the 28th.",
		"Payslip seen: hours and pay as agreed.",
		"{} says hours were cut last week. Will ask the manager, and tell me on Friday.",
		"Rang [place] with {}'s leave. They are happy and talk of more hours.",
		"Four weeks in as [job]. Tired but proud. Universal Credit has been told.",
		"Asked about the new rate. The manager will look into it.",
	},
	journey.StageSustained: {
		"Six months at [place]. {} brought cake. We talked about the supervisor course.",
		"Last payslips seen and kept. Next: more hours or a step up, after the summer.",
	},
	journey.StagePaused: {
		"{} asked for a break for now. We keep the record open and I ring once a month.",
		"Rang to ask how things are. Not yet, but glad of the call.",
	},
	journey.StageClosed: {
		"Closed today. {} knows the door is open.",
		"No answer to calls, texts and a letter. Closed, with how to come back.",
	},
}

// anytime stands in where all sentences of a stage are written already: the
// eighth note of a long search, the fourth of a pause.
var anytime = []string{
	"Rang {} to hear how things are. Nothing has changed since last time.",
	"Caught up with {}. We went through the plan and moved one date.",
	"{} rang with a question about a letter. Read it together on the telephone.",
	"Short talk with {}. All is in hand, next talk as agreed.",
	"Checked telephone, address and the safe time to ring with {}. All as before.",
	"Left a message for {} with the time of our next talk.",
	"{} asked what is on record. Read it out, nothing to correct.",
	"Sent {} the dates of the coming weeks in writing.",
}

var contacts = []note.Contact{note.FaceToFace, note.FaceToFace, note.FaceToFace, note.Telephone, note.Telephone, note.Telephone, note.Message, note.Video, note.Letter, note.Tried, note.Record}

// addNotes writes about the stages as they were passed, and for most open
// journeys something lately.
func (t *teller) addNotes(c chance, s *story, d *desk) {
	for i, m := range s.Moves {
		from, until := calendar.DayOf(m.At), s.last(t.today)
		if i+1 < len(s.Moves) {
			until = calendar.DayOf(s.Moves[i+1].At)
		}
		if c.in(0.6) {
			t.note(c, s, d, m.To, from.Add(c.IntN(max(1, until.Sub(from)+1))), pick(c, contacts))
		}
	}
	if s.Stage != journey.StageClosed && c.in(0.85) {
		t.note(c, s, d, s.Stage, t.within(s, max(0, t.today.Sub(s.OpenedOn)-c.IntN(24))), pick(c, contacts[:7]))
	}
}

func (t *teller) note(c chance, s *story, d *desk, stage journey.Stage, on calendar.Date, contact note.Contact) {
	if !calendar.IsWorkingDay(on) && on.After(s.OpenedOn) {
		on = calendar.AddWorkingDays(on, -1)
	}
	text := s.sentence(c, d, stage)
	if text == "" {
		return // whoever has written all there is has been in touch enough
	}
	written := on.At(c.between(9, 17), c.IntN(60))
	if on == t.today {
		written = time.Time{} // now: the hour above may not have come yet
	}
	s.notes = append(s.notes, note.New{Contact: contact, On: on, Text: text, CreatedAt: written})
}

// sentence is one for a stage that the journey's notes do not have yet, empty
// where they have all.
func (s *story) sentence(c chance, d *desk, stage journey.Stage) string {
	job, place := "", ""
	if n := len(s.spells); n > 0 {
		job, place = s.spells[n-1].Title, s.spells[n-1].Employer
	}
	if place == "" {
		job, place = "kitchen assistant", "work"
	}
	fill := strings.NewReplacer("{}", s.Resident.Identity.Call(), "[job]", strings.ToLower(job), "[place]", place, "[hub]", d.office.hub)
	for _, list := range [][]string{texts[stage], anytime} {
		first := c.IntN(len(list))
		for i := range list {
			text := fill.Replace(list[(first+i)%len(list)])
			if !slices.ContainsFunc(s.notes, func(n note.New) bool { return n.Text == text }) {
				return text
			}
		}
	}
	return ""
}

// quieten leaves nothing open and makes the last contact so many days ago: the
// calm journeys around those that the pictures show.
func (t *teller) quieten(s *story, d *desk, days int) {
	last := t.today.Add(-days)
	if last.Before(s.OpenedOn) {
		last = s.OpenedOn
	}
	actions := s.actions[:0]
	for _, a := range s.actions {
		if !a.done.IsZero() || a.Due.After(t.today) {
			actions = append(actions, a)
		}
	}
	s.actions = actions
	notes := s.notes[:0]
	for _, n := range s.notes {
		if n.On.Before(last) {
			notes = append(notes, n)
		}
	}
	s.notes = notes
	meetings := s.meetings[:0]
	for _, m := range s.meetings {
		if m.On.Before(last) || m.State == diary.Booked {
			meetings = append(meetings, m)
		}
	}
	s.meetings = meetings
	t.note(newChance(t.Seed, hash("last "+s.ID.String())), s, d, s.Stage, last, note.Telephone)
}
