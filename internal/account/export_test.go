package account

import "time"

// Crowded is a service whose turns are all taken.
func (s Service) Crowded() Service {
	s.turns = newTurns(1, time.Millisecond)
	s.turns.free <- struct{}{}
	return s
}
