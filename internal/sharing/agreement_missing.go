package sharing

import (
	"onward/internal/calendar"
)

// Gap is something that a draft lacks before it can be offered for signature.
type Gap struct {
	Section string // its key
	Field   string // the form's name of it
	Message string // what to do
}

// Missing lists what a draft lacks on a day, section by section. What it finds
// nothing in may be offered.
func (t Terms) Missing(day calendar.Date) []Gap {
	var gaps []Gap
	need := func(bad bool, section, field, message string) {
		if bad {
			gaps = append(gaps, Gap{section, field, message})
		}
	}
	t.missingParties(need)
	t.missingBasis(need)
	need(t.RightsContact == "", "rights", "rights_contact", "Give a contact for residents’ rights")
	need(t.ComplaintsContact == "", "rights", "complaints_contact", "Give a contact for complaints")
	need(t.BreachContact == "", "governance", "breach_contact", "Give a contact for breaches")
	t.missingDates(day, need)
	for _, s := range Contents() {
		for _, x := range s.Texts {
			need(x.Needed != "" && t.Sections[x.Key] == "", s.Key, x.Key, x.Needed)
		}
	}
	return ordered(gaps)
}

type needing func(bad bool, section, field, message string)

func (t Terms) missingParties(need needing) {
	flows, joint, idle, unsignable := false, 0, false, false
	for _, p := range t.Parties {
		if p.Capacity == "joint_controller" {
			joint++
		}
		idle = idle || !p.Discloses && !p.Receives
		unsignable = unsignable || !p.CanSign
		for _, q := range t.Parties {
			flows = flows || p.Discloses && q.Receives && p.Organisation != q.Organisation
		}
	}
	need(t.Title == "", "parties", "title", "Give the agreement a title")
	need(len(t.Parties) < 2, "parties", "party", "Name at least two parties")
	need(len(t.Parties) >= 2 && !flows, "parties", "party", "Let one party disclose what another receives")
	need(idle, "parties", "party", "Say of each party whether it discloses or receives")
	need(joint == 1, "parties", "party", "Name at least two joint controllers, or none")
	need(unsignable, "parties", "party", "Have a governance officer set up at each party: without one it cannot sign")
}

func (t Terms) missingBasis(need needing) {
	need(len(t.Bases) == 0, "basis", "bases", "Choose what it holds for: referrals, neighbours, existence or statistics")
	figures := len(t.Bases) == 1 && t.Names("statistics")
	need(t.Categories.Empty() && !figures, "data", "categories", "Choose the categories that are shared")
	need(Find(Conditions, t.Condition) == "", "basis", "condition", "Choose whether residents are informed or asked for consent")
	need(Find(Articles6, t.Article6) == "", "basis", "article6", "Choose the lawful basis under UK GDPR Article 6")
	need(t.Condition == "consent" && t.Sections["consent_form"] == "", "basis", "consent_form", "Give the consent form, and say how consent is withdrawn")
	if guarded := t.Guarded(); !guarded.Empty() {
		need(Find(Articles9, t.Article9) == "", "guarded", "article9", "Choose the condition under Article 9, since guarded categories are named")
		need(Find(Schedules1, t.Schedule1) == "", "guarded", "schedule1", "Choose the condition under Schedule 1 of the Data Protection Act 2018, since guarded categories are named")
		need(t.Sections["policy_document"] == "", "guarded", "policy_document", "Name the appropriate policy document, since guarded categories are named")
		need(t.Article9 == "10" && len(guarded.Words()) > 0 && guarded.Words()[0] != "offences", "guarded", "article9", "Choose a condition under Article 9: more than offences is shared")
	}
}

func (t Terms) missingDates(day calendar.Date, need needing) {
	need(t.From.IsZero(), "review", "from", "Enter the first day")
	need(t.Until.IsZero(), "review", "until", "Enter the last day")
	need(t.Review.IsZero(), "review", "review", "Enter the day of review")
	if t.From.IsZero() || t.Until.IsZero() || t.Review.IsZero() {
		return
	}
	need(t.Until.Before(t.From), "review", "until", "Enter a last day that is not before the first")
	need(t.Until.Before(day), "review", "until", "Enter a last day that is today or later")
	need(t.Review.Before(t.From) || t.Review.After(t.Until), "review", "review", "Enter a day of review between the first day and the last")
}

// ordered puts the gaps in the order of the sections.
func ordered(gaps []Gap) (out []Gap) {
	for _, s := range Contents() {
		for _, g := range gaps {
			if g.Section == s.Key {
				out = append(out, g)
			}
		}
	}
	return out
}
