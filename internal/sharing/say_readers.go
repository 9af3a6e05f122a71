package sharing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// Reader is an organisation, or some people of the lead, with what of a journey
// they see and why; or why they see nothing of it.
type Reader struct {
	Organisation int // 0 for a person
	Name         string
	Lead         bool // of the organisation that leads
	Sees         access.Set
	Wrote        access.Set // sees of these what it wrote, and no more
	Why          []string   // sentences; where it sees nothing, what is missing
	Objected     bool
}

// nobody is a user that no journey names: what a colleague like any other sees.
const nobody = -1

// Readers answers "who sees what, and why" for the people of the lead: first
// their own, then organisations by what they see, then those to whom an
// agreement would open something that is shut.
func (s Says) Readers(tx *postgres.Tx, d access.Decision) ([]Reader, error) {
	if err := leads(d); err != nil {
		return nil, err
	}
	p, err := s.Rules.At(tx)
	if err != nil {
		return nil, err
	}
	f, err := readFacts(tx, d)
	if err != nil {
		return nil, err
	}
	w := world{policy: p, facts: f, on: d.Subject, today: tx.Actor.Today}
	all := w.home()
	var away []Reader
	for _, id := range w.others() {
		away = append(away, w.other(id))
	}
	slices.SortStableFunc(away, func(a, b Reader) int {
		return cmp.Or(cmp.Compare((b.Sees|b.Wrote).Len(), (a.Sees|a.Wrote).Len()), cmp.Compare(a.Name, b.Name))
	})
	return append(append(all, away...), w.emergencies()...), nil
}

// disclosing are the agreements in force by which an organisation discloses.
func disclosing(p *access.Policy, lead int) []access.Agreement {
	var list []access.Agreement
	for _, a := range p.Agreements() {
		if slices.Contains(a.Discloses, lead) {
			list = append(list, a)
		}
	}
	return list
}

// world is what a journey's readers are told from.
type world struct {
	policy *access.Policy
	facts  facts
	on     access.Subject
	today  calendar.Date
}

// asked is the subject as it is for somebody whom it does not name.
func (w world) asked() access.Subject {
	return access.Subject{Journey: w.on.Journey, Resident: w.on.Resident, Lead: w.on.Lead, SPOC: w.on.SPOC, Sealed: w.facts.sealed,
		Informed: w.facts.informed, Consents: w.facts.consents}
}

func (w world) sees(who actor.Actor, on access.Subject) access.Set {
	return w.policy.Decide(who, on).On(access.View)
}

// home are the people of the lead.
func (w world) home() []Reader {
	lead := w.facts.organisations[w.on.Lead].Short
	at := actor.Actor{Post: nobody, User: nobody, Organisation: w.on.Lead}
	var list []Reader
	for _, c := range w.facts.carers {
		on, who := w.asked(), at
		who.User, who.Role = c.staff, c.role
		on.Supporting, on.Listed = c.staff != w.on.SPOC, slices.Contains(w.facts.list, c.staff)
		if sees := w.sees(who, on); !sees.Empty() {
			list = append(list, Reader{Name: c.name + ", " + lead, Lead: true, Sees: sees, Why: []string{c.why}})
		}
	}
	for _, group := range []struct {
		name string
		role actor.Role
	}{{"Other advisors, " + lead, actor.Advisor}, {"Managers, " + lead, actor.Manager}, {"Intake, " + lead, actor.Intake}, {"Governance officer, " + lead, actor.Governance}} {
		who := at
		who.Role = group.role
		if sees := w.sees(who, w.asked()); !sees.Empty() {
			list = append(list, Reader{Name: group.name, Lead: true, Sees: sees, Why: []string{lead + " leads."}})
		}
	}
	for _, l := range w.facts.listed {
		on, who := w.asked(), at
		who.User, who.Role, on.Listed = l.staff, l.role, true
		if sees := w.sees(who, on); !sees.Empty() && !w.cares(l.staff) {
			list = append(list, Reader{Name: l.name + ", " + lead, Lead: true, Sees: sees, Why: []string{"Named in the seal."}})
		}
	}
	return list
}

func (w world) cares(staff int) bool {
	return slices.ContainsFunc(w.facts.carers, func(p person) bool { return p.staff == staff })
}

// others are the organisations of which there is something to say.
func (w world) others() []int {
	seen := map[int]bool{}
	for _, a := range disclosing(w.policy, w.on.Lead) {
		for _, id := range a.Receives {
			seen[id] = seen[id] || a.Names("neighbour") || a.Names("existence")
		}
	}
	for id := range w.facts.parts {
		seen[id] = true
	}
	for id := range w.facts.wrote {
		seen[id] = true
	}
	for id := range w.facts.objected {
		seen[id] = true
	}
	var list []int
	for id, told := range seen {
		if told && id != w.on.Lead {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// other is what an advisor of another organisation sees: nobody there sees more.
func (w world) other(id int) Reader {
	on := w.asked()
	on.Objected, on.Parts, on.Matching = w.facts.objected[id], w.facts.parts[id], true
	on.Wrote = !w.facts.wrote[id].Empty()
	d := w.policy.Decide(actor.Actor{Post: nobody, User: nobody, Organisation: id, Role: actor.Advisor}, on)
	r := Reader{Organisation: id, Name: w.facts.organisations[id].Name, Sees: d.On(access.View), Wrote: d.Wrote() & w.facts.wrote[id], Objected: on.Objected}
	told := map[string]bool{}
	for c := range access.Documents + 1 {
		for _, g := range d.Why(access.View, c) {
			if words := w.because(id, g); !told[words] && !(g.Basis == access.Match && len(r.Why) > 0) {
				told[words] = true
				r.Why = append(r.Why, words)
			}
		}
	}
	if !r.Wrote.Empty() {
		r.Why = append(r.Why, "What it wrote itself stays open to it.")
	}
	if r.Sees.Empty() {
		r.Why = append(r.Why, w.missing(id)...)
	}
	return r
}

// because is a ground in plain words: basis, since when, agreement with version
// and section, and the resident's part in it.
func (w world) because(org int, g access.Ground) string {
	since := w.facts.toldOn
	if g.Agreement != nil {
		since = later(since, w.facts.from[g.Agreement.ID])
	}
	said := w.call() + " was told."
	if g.Agreement != nil && g.Agreement.Consent {
		said = w.call() + " agreed."
		since = later(since, w.facts.consentOn[g.Agreement.ID])
	}
	var what string
	switch g.Basis {
	case access.Referral:
		what = "Referral accepted " + w.facts.partOn[org].Long() + "."
	case access.Offered:
		what = "Referral offered " + w.facts.partOn[org].Long() + ", not answered yet."
	case access.Match:
		what = "Only if it is about to register " + w.call() + ", since " + since.Long() + "."
	default:
		what = "Neighbour since " + since.Long() + "."
	}
	if g.Agreement == nil {
		return what
	}
	return fmt.Sprintf("%s “%s” version %d, section 3. %s", what, g.Agreement.Title, g.Agreement.Number, said)
}

func (w world) call() string { return cmp.Or(w.facts.call, "The resident") }

func later(a, b calendar.Date) calendar.Date {
	if b.After(a) {
		return b
	}
	return a
}

// missing says in plain words why an organisation sees nothing.
func (w world) missing(org int) []string {
	switch {
	case w.facts.sealed:
		return []string{"This journey is sealed."}
	case w.facts.objected[org]:
		return []string{w.call() + " objects to it."}
	case !w.facts.informed:
		return []string{w.call() + " has not been told yet how we share. Nothing is shared before."}
	}
	var titles []string
	for _, a := range disclosing(w.policy, w.on.Lead) {
		if a.Consent && slices.Contains(a.Receives, org) && !slices.Contains(w.facts.consents, a.ID) {
			titles = append(titles, fmt.Sprintf("“%s” version %d", a.Title, a.Number))
		}
	}
	if len(titles) > 0 {
		return []string{w.call() + " has not agreed to " + strings.Join(titles, " or ") + "."}
	}
	return []string{"No agreement in force opens anything to it."}
}

func (w world) emergencies() []Reader {
	var list []Reader
	for _, e := range w.facts.emergencies {
		on := w.asked()
		on.Emergency, on.Informed = true, false
		sees := w.sees(actor.Actor{Post: nobody, User: nobody, Organisation: e.org, Role: actor.Advisor}, on)
		if on.Lead == e.org {
			sees |= w.sees(actor.Actor{Post: nobody, User: nobody, Organisation: e.org, Role: e.role}, on)
		}
		if !sees.Empty() {
			list = append(list, Reader{Name: e.name + ", " + e.short, Sees: sees, Why: []string{"Declared an emergency. Ends " + e.until + "."}})
		}
	}
	return list
}
