package outcome

import (
	"encoding/json"
	"hash/crc32"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// ranks order a list by outcome: what can still be saved comes first, then who
// is nearest.
var ranks = map[State]int16{AtRisk: 0, Running: 1, Broken: 2, Achieved: 3, None: 4}

// place is where a journey stands in a list by outcome.
type place struct {
	rank  int16
	on    calendar.Date // due or reached; forEver where neither
	until calendar.Date // the first day on which this does not hold
}

var forEver = calendar.Day(9999, 12, 31)

// placeOf is the place by an outcome as of a day. A run that nothing stands in
// the way of keeps its due day until it gets there; of the rest, only what is
// over for good holds longer than the day.
func placeOf(e Explanation, list []Record, today calendar.Date) place {
	p := place{rank: ranks[e.State], on: forEver, until: today.Add(1)}
	switch e.State {
	case Achieved:
		p.on, p.until = e.AchievedOn, forEver
	case Running:
		p.on, p.until = e.ProjectedOn, e.ProjectedOn
	case AtRisk:
		p.on = e.ProjectedOn
	case Broken, None:
		if allOver(list, today) {
			p.until = forEver
		}
	}
	return p
}

func allOver(list []Record, today calendar.Date) bool {
	for _, r := range list {
		if r.End.IsZero() || !r.End.Before(today) {
			return false
		}
	}
	return true
}

// settled is how many journeys are reckoned with one statement.
const settled = 2000

// Settle brings what a list by outcome is ordered by up to the actor's today,
// for the organisation's journeys where it does not hold any more.
func (s Service) Settle(tx *postgres.Tx, scope access.Scope) error {
	by, err := s.by()
	if err != nil {
		return err
	}
	for {
		records, err := s.Store.stale(tx, scope, by)
		if err != nil || len(records) == 0 {
			return err
		}
		b := newPlaces(by, len(records))
		for id, list := range records {
			e, err := Judge(list, Sustained, s.Rates, tx.Actor.Today)
			if err != nil { // shown without an outcome too, see Explain
				e = Explanation{Answer: Answer{State: None}}
			}
			b.add(id, placeOf(e, list, tx.Actor.Today))
		}
		if err := b.keep(tx); err != nil {
			return err
		}
	}
}

// by marks what places were reckoned by: another rate or rule, another mark.
func (s Service) by() (int32, error) {
	text, err := json.Marshal([]any{Sustained, s.Rates, ranks})
	return int32(crc32.ChecksumIEEE(text)), err
}
