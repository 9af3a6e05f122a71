package outcome

import (
	"fmt"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
)

var standings = map[State]caseload.Standing{Achieved: caseload.Achieved, AtRisk: caseload.AtRisk, Running: caseload.OnCourse, Broken: caseload.RunEnded}

// ForCaseload gives the rows of a list their outcomes; those who have not
// worked a day, or whose decision does not open outcomes, have none.
func (s Service) ForCaseload(tx *postgres.Tx, decisions []access.Decision) (map[uuid.UUID]caseload.Outcome, error) {
	explained, err := s.Explain(tx, decisions)
	if err != nil {
		return nil, err
	}
	out := make(map[uuid.UUID]caseload.Outcome, len(explained))
	for id, e := range explained {
		if standing, ok := standings[e.State]; ok {
			o := caseload.Outcome{Standing: standing, Count: e.Count, Of: e.Rule.Days, Words: e.rowWords()}
			o.Gaps, o.Bad = e.Notches()
			out[id] = o
		}
	}
	return out, nil
}

func (e Explanation) rowWords() string {
	switch e.State {
	case Achieved:
		return e.AchievedOn.Long()
	case Broken:
		return "Count starts again"
	}
	return fmt.Sprintf("Day %d of %d", e.Count, e.Rule.Days)
}

// Notches are where the small bar of a run has gaps, as counts before each, and
// the first later day that is known not to count, 0 where all will.
func (e Explanation) Notches() (gaps []int, bad int) {
	for _, s := range e.CurrentStretches() {
		switch {
		case s.Verdict == Counts && s.FirstDay > 1:
			gaps = append(gaps, s.FirstDay-1)
		case s.Later && s.Verdict != WillCount && bad == 0:
			bad = s.FirstDay
		}
	}
	return gaps, bad
}
