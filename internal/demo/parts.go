package demo

import (
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/postgres"
)

// parts are the batches of the domain's packages for one transaction.
type parts struct {
	holders  *journey.PastHolders
	barriers *barrier.Batch
	plan     *plan.Batch
	meetings *diary.Batch
	notes    *note.Batch
	spells   *outcome.Batch
}

func (s Seeder) newParts(tx *postgres.Tx) *parts {
	return &parts{holders: journey.NewPastHolders(tx), barriers: s.Barriers.NewBatch(tx), plan: plan.NewBatch(tx),
		meetings: diary.NewBatch(tx), notes: note.NewBatch(tx, s.Box), spells: outcome.NewBatch(tx)}
}

// add takes a story apart; each batch checks its part and asks the decision.
func (p *parts) add(d access.Decision, s *story) error {
	if err := p.addHolders(d, s); err != nil {
		return err
	}
	for _, b := range s.barriers {
		if err := p.barriers.Add(d, b); err != nil {
			return err
		}
	}
	if err := p.addPlan(d, s); err != nil {
		return err
	}
	for _, m := range s.meetings {
		if _, err := p.meetings.Add(d, m); err != nil {
			return err
		}
	}
	for _, n := range s.notes {
		if _, err := p.notes.Add(d, n); err != nil {
			return err
		}
	}
	for _, r := range s.spells {
		if err := r.Check(); err != nil {
			return err
		}
		if _, err := p.spells.Add(d, r); err != nil {
			return err
		}
	}
	return nil
}

func (p *parts) addHolders(d access.Decision, s *story) error {
	for _, staff := range s.supporters {
		if err := p.holders.AddSupporter(d, staff, s.OpenedOn); err != nil {
			return err
		}
	}
	if s.before == 0 {
		return nil
	}
	return p.holders.AddBefore(d, s.before, s.OpenedOn, s.handedOver)
}

func (p *parts) addPlan(d access.Decision, s *story) error {
	for _, g := range s.goals {
		if _, err := p.plan.AddGoal(d, g, plan.Past{At: noon(g.SaidOn)}); err != nil {
			return err
		}
	}
	for _, a := range s.actions {
		if _, err := p.plan.AddAction(d, a.ActionFacts, plan.Past{At: noon(a.agreed), Done: a.done}); err != nil {
			return err
		}
	}
	for _, i := range s.interventions {
		if _, err := p.plan.AddIntervention(d, i, plan.Past{At: noon(i.Starts)}); err != nil {
			return err
		}
	}
	for _, k := range s.tasks {
		if _, err := p.plan.AddTask(d, k.TaskFacts, plan.Past{At: noon(k.made), Done: k.done}); err != nil {
			return err
		}
	}
	return nil
}

func (p *parts) insert(tx *postgres.Tx) error {
	for _, batch := range []interface{ Insert(*postgres.Tx) error }{p.holders, p.barriers, p.plan, p.meetings, p.notes, p.spells} {
		if err := batch.Insert(tx); err != nil {
			return err
		}
	}
	return nil
}

// noon is when things of a day are written that have no time of their own.
func noon(on calendar.Date) time.Time { return on.At(12, 0) }
