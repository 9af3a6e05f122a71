package journey

import (
	"context"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// Duplicates are the records that may be of the person about to be registered.
// Each of them is a look at somebody, and recorded as one.
func (s Service) Duplicates(ctx context.Context, p resident.Probe) (found []resident.Candidate, err error) {
	err = s.Limit.Read(ctx, s.DB, func(tx *postgres.Tx) error {
		found, err = s.alike(tx, p)
		return err
	})
	return found, err
}

// alike finds likely duplicates and records whom it found.
func (s Service) alike(tx *postgres.Tx, p resident.Probe) ([]resident.Candidate, error) {
	found, err := s.Residents.Candidates(tx, s.Gate.Policy.Scope(tx.Actor), p)
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		audit.Record(tx, audit.Entry{Action: access.View.String(), Subject: "likely duplicate", SubjectID: c.Resident, Resident: c.Resident,
			Categories: likenessShows.Words(), Basis: "own"})
	}
	return found, nil
}

// likenessShows is what a likely duplicate tells of the person on record: that
// they are, and which of name, date of birth, number, postcode … is the same.
var likenessShows = access.SetOf(access.Existence, access.Identity, access.Contact)

// known refuses a likely duplicate where nobody has looked at it. The refusal
// tells that somebody is on record: its trace is kept with it, so the transaction
// goes on to its end, and only the send's key is given back.
func (s Service) known(tx *postgres.Tx, n New) (refusal, err error) {
	if !n.UnlessKnown {
		return nil, nil
	}
	found, err := s.alike(tx, n.Resident.Probe())
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return fault.New(fault.Conflict, "Your organisation likely knows this person already. Search for them, or say that this is somebody else."), tx.Unclaim()
}
