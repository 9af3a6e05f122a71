package journeypage

import (
	"fmt"
	"strings"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

// whySeen says on another organisation's journey who shares it, under which
// agreement and why; at home nobody asks.
func (p Pages) whySeen(tx *postgres.Tx, f *Frame, v *page.OverviewView) error {
	if !f.Decision.Elsewhere() {
		return nil
	}
	told, err := p.Journeys.Store.Told(tx, f.Decision)
	if err != nil {
		return err
	}
	w := page.WhyView{Call: f.Call()}
	for _, g := range groundsOf(f.Decision) {
		w.Sentences = append(w.Sentences, f.sentence(g))
		if a := g.ground.Agreement; a != nil {
			w.Rows = append(w.Rows, component.SummaryRow{Key: "Agreement", Value: fmt.Sprintf("%s, version %d", a.Title, a.Number), Second: because[g.ground.Basis]})
		} else {
			w.Rows = append(w.Rows, component.SummaryRow{Key: "Reason", Value: because[g.ground.Basis]})
		}
	}
	if !told.IsZero() {
		say := "Told on " + told.Long() + ", has not objected"
		if consents(f.Decision) {
			say = "Told on " + told.Long() + ", consented and has not objected"
		}
		w.Rows = append(w.Rows, component.SummaryRow{Key: f.Call(), Value: say})
	}
	w.Rows = append(w.Rows, component.SummaryRow{Key: "This look", Value: "Recorded at " + diary.Clock(tx.Actor.Now)})
	c := f.Person.Contact
	journey.Seen(tx, f.Decision, "overview", access.Contact) // which the overview shows to those elsewhere alone
	for _, row := range []component.SummaryRow{{Key: "Telephone", Value: c.Telephone.Spaced(), Second: strings.TrimSpace(c.SafeWay + " " + c.SafeTime)}, {Key: "Email", Value: c.Email},
		{Key: "Address", Value: comma(c.Address, c.Postcode)}} {
		if row.Value != "" && row.Value != ", " {
			w.Contact = append(w.Contact, row)
		}
	}
	v.Why = &w
	return nil
}

// reason is one ground with what it lets this person see.
type reason struct {
	ground access.Ground
	shows  []string
}

// groundsOf gathers the grounds of a decision, the strongest first, each with
// the categories that it opens.
func groundsOf(d access.Decision) (list []reason) {
	for c := access.Existence; c <= access.Documents; c++ {
		for _, g := range d.Why(access.View, c) {
			at := -1
			for i := range list {
				if list[i].ground.Basis == g.Basis && list[i].ground.Number() == g.Number() {
					at = i
				}
			}
			if at < 0 {
				list, at = append(list, reason{ground: g}), len(list)
			}
			if c != access.Existence {
				list[at].shows = append(list[at].shows, strings.ReplaceAll(c.String(), "_", " and "))
			}
		}
	}
	return list
}

var because = map[access.Basis]string{
	access.Offered:   "a referral waits for your organisation’s answer",
	access.Referral:  "your organisation accepted a referral",
	access.Neighbour: "the two organisations share cases as neighbours",
	access.Emergency: "you declared an emergency less than 24 hours ago",
}

func (f Frame) sentence(r reason) string {
	words := "You see this because " + because[r.ground.Basis]
	if a := r.ground.Agreement; a != nil {
		words = fmt.Sprintf("Shared by %s under “%s”, version %d, because %s", f.Head.Lead, a.Title, a.Number, because[r.ground.Basis])
	}
	if len(r.shows) == 0 {
		return words + ": that the journey exists."
	}
	return words + ": " + strings.Join(r.shows, ", ") + "."
}

func consents(d access.Decision) bool {
	for _, g := range d.Why(access.View, access.Existence) {
		if g.Agreement != nil && g.Agreement.Consent {
			return true
		}
	}
	return false
}
