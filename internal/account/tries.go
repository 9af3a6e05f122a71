package account

import (
	"context"
	"time"
)

const tryWindow = 15 * time.Minute

// try is one count that a try to sign in goes into.
type try struct {
	what, who string
	most      int
	owned     bool // by who has just proved to be the person: a success wipes it
}

// signInTries are the counts of one try, in the order in which they are asked.
// The narrowest goes first, and what it refuses is not counted further: a
// stranger at one address soon has no tries left, and locks nobody out who
// signs in from elsewhere.
func signInTries(email, from string) []try {
	return []try{
		{"sign-in here", email + "\x00" + from, 10, true},
		{"sign-in from", from, 300, false},
		{"sign-in", email, 50, false},
	}
}

// pardon gives back a try that was not wrong. After a success the person's own
// count at their address begins anew; the others lose only this try, or a
// stranger with one good password could guess at others' for ever.
func (s Service) pardon(ctx context.Context, tries []try, success bool) error {
	for _, t := range tries {
		give := s.limits().take
		if success && t.owned {
			give = s.limits().forget
		}
		if err := give(ctx, t.what, t.who); err != nil {
			return err
		}
	}
	return nil
}

func (s Service) limits() Limits { return Limits{DB: s.DB, Box: s.Box} }
