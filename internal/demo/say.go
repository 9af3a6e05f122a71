package demo

import (
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/organisation"
	"onward/internal/sharing"
)

// say is what a resident said of sharing, and the cards of their referrals.
type say struct {
	told     *sharing.Told
	agreed   []agreed
	objected []objected
	cards    []sharing.Card
}

type agreed struct {
	pact int
	sharing.Said
	later sharing.Past
}

type objected struct {
	to int
	sharing.Said
	later sharing.Past
}

// toldShare is how many have been given the privacy notice; nothing is shared
// of the others.
const toldShare = 0.85

var (
	tellings  = weigh("leaflet_voice", 46, "leaflet", 22, "voice", 14, "message", 12, "letter", 4, "record", 2)
	agreeings = weigh("signed", 62, "voice", 30, "message", 8)
	endings   = weigh("voice", 70, "message", 30)
)

// addSay draws it from a stream of its own, so that the rest of a world is what
// it was before anybody asked residents.
func (t *teller) addSay(n int, s *story, d *desk) {
	c := newChance(t.Seed, uint64(n)+1<<48)
	if !c.in(toldShare) {
		return
	}
	on := earlier(s.OpenedOn.Add(c.between(0, 14)), t.today)
	s.say.told = told(on, tellings.draw(c))
	p := t.pacts[d.party.region]
	if p == nil || d.party.Kind != organisation.Borough { // no agreements yet: nobody to say anything of
		return
	}
	t.addAgreed(c, s, p.work, 0.2, on, []int{p.jobcentres[d.party.Slug]})
	t.addAgreed(c, s, p.training, 0.14, on, p.schools)
	t.addAgreed(c, s, p.advice, 0.07, on, p.advisers)
	if to := pick(c, append([]int{p.jobcentres[d.party.Slug]}, p.boroughs...)); c.in(0.015) && to != d.office.id {
		s.say.objected = append(s.say.objected, objected{to, sharing.Said{How: "voice", On: on, Evidence: "Said at an appointment"}, t.ended(c, on, 0.2)})
	}
}

func told(on calendar.Date, how string) *sharing.Told {
	n := &sharing.Told{Wording: "Leaflet 4", Said: sharing.Said{How: how, On: on}}
	if on.Year() < 2026 {
		n.Wording = "Leaflet 3"
	}
	switch how {
	case "letter", "message":
		n.Evidence = "Kept with what was sent"
	case "record":
		n.Evidence = "Taken over from the earlier system"
	}
	return n
}

// addAgreed gives consent to one agreement as often as the share says, and to
// most of those who agree a referral.
func (t *teller) addAgreed(c chance, s *story, pact int, share float64, told calendar.Date, to []int) {
	if !c.in(share) || len(to) == 0 || to[0] == 0 {
		return
	}
	on := earlier(told.Add(c.between(0, 60)), t.today)
	a := agreed{pact, sharing.Said{How: agreeings.draw(c), On: on}, t.ended(c, on, 0.09)}
	if a.How == "signed" {
		a.Evidence = "Consent form, page 2"
	}
	s.say.agreed = append(s.say.agreed, a)
	if c.in(0.6) && on.Before(t.today.Add(-8)) {
		s.say.cards = append(s.say.cards, t.card(c, s, pick(c, to), on, !a.later.Ended.IsZero()))
	}
}

// ended takes back what was said, as often as the share says.
func (t *teller) ended(c chance, on calendar.Date, share float64) sharing.Past {
	p := sharing.Past{At: recorded(on, t.today)}
	if age := t.today.Sub(on); age > 10 && c.in(share) {
		p.Ended, p.EndedBy = on.Add(c.between(5, age)), endings.draw(c)
	}
	return p
}

var (
	cardStates = weigh("offered", 18, "accepted", 40, "started", 22, "declined", 8, "withdrawn", 5, "ended", 7)
	overStates = weigh("ended", 70, "declined", 20, "withdrawn", 10)
)

// named are what referrals name: mostly what the next advisor needs to begin.
var named = []access.Set{
	access.SetOf(access.Existence, access.Identity, access.Contact, access.Plan),
	access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Plan),
	access.SetOf(access.Existence, access.Identity, access.Contact, access.Plan, access.Work, access.Outcomes),
	access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Health, access.Plan),
}

func (t *teller) card(c chance, s *story, to int, from calendar.Date, over bool) sharing.Card {
	card := sharing.Card{To: to, Categories: pick(c, named), State: cardStates.draw(c)}
	if s.Stage == journey.StageClosed || over {
		card.State = overStates.draw(c)
	}
	age := t.today.Sub(from)
	card.Offered = from.Add(c.between(0, age-6)).At(11, 15)
	switch card.State {
	case "offered": // waits, for a few days
		card.Offered = t.today.Add(-c.between(1, 5)).At(11, 15)
	case "withdrawn":
		card.Ended = card.Offered.Add(2 * day)
	default:
		card.Answered = card.Offered.Add(time.Duration(c.between(1, 4)) * day)
	}
	if card.State == "ended" {
		card.Ended = card.Answered.Add(day)
	}
	return card
}

const day = 24 * time.Hour

// recorded is when something of a day was written down; of today, now.
func recorded(on, today calendar.Date) time.Time {
	if !on.Before(today) {
		return time.Time{}
	}
	return noon(on)
}

func earlier(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// addSay puts it into a batch, the decision asked for each part.
func addSay(b *sharing.Batch, d access.Decision, s *story, today calendar.Date) error {
	if s.say.told == nil {
		return nil
	}
	for _, a := range s.say.agreed {
		if err := b.Agree(d, a.pact, a.Said, a.later); err != nil {
			return err
		}
	}
	for _, o := range s.say.objected {
		if err := b.Object(d, o.to, o.Said, o.later); err != nil {
			return err
		}
	}
	for _, card := range s.say.cards {
		if err := b.Refer(d, card); err != nil {
			return err
		}
	}
	return b.Tell(d, *s.say.told, sharing.Past{At: recorded(s.say.told.On, today)})
}
