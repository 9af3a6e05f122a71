package sharing

import (
	"context"
	"crypto/subtle"
	"encoding/hex"
	"slices"
	"strings"

	"onward/internal/fault"
	"onward/internal/postgres"
)

// Who moves what (see doc.go): a draft is its drafter's. Out for signature, each
// party signs for itself, or sends it back. In force, any party may hold the
// whole agreement or end it, at once: nobody's data goes on flowing under a text
// that one of its parties no longer stands by. Whoever held it lets it go.

func wrongState(text string) error { return fault.New(fault.Conflict, text) }

// Offer sends a draft out for signature: its wording is made and stands. A draft
// that lacks something is Invalid, with a field for each gap.
func (s Agreements) Offer(ctx context.Context, id, revision int) error {
	return s.move(ctx, id, revision, func(tx *postgres.Tx, a *Agreement) (string, error) {
		if a.State != Draft {
			return "", wrongState("This version is not a draft any more. Look at where it stands.")
		}
		if a.Drafter != tx.Actor.Organisation {
			return "", fault.New(fault.Forbidden, "Only the organisation that drafts this agreement offers it for signature.")
		}
		var fields []fault.Field
		for _, g := range a.Terms.Missing(tx.Actor.Today) {
			fields = append(fields, fault.Field{Name: g.Field, Message: g.Message})
		}
		if err := fault.Fields(fields...); err != nil {
			return "", err
		}
		a.State, a.Wording = Awaiting, a.worded()
		return "offered", nil
	}, "")
}

// Sign signs for the actor's own organisation what has the fingerprint that was
// read. With the last signature the version is in force, and those before it end.
func (s Agreements) Sign(ctx context.Context, id int, fingerprint string) error {
	return s.write(ctx, func(tx *postgres.Tx) error {
		a, err := locked(tx, id)
		if err != nil {
			return err
		}
		if err := signable(tx, a, fingerprint); err != nil {
			return err
		}
		if err := insertSignature(tx, a.ID, hashOf(a.Wording)); err != nil {
			return err
		}
		if err := happened(tx, a, "signed", ""); err != nil {
			return err
		}
		if len(a.Unsigned()) > 1 {
			return nil
		}
		a.State = InForce
		if err := moveAgreement(tx, a); err != nil {
			return err
		}
		return happened(tx, a, "in_force", "")
	})
}

func signable(tx *postgres.Tx, a Agreement, fingerprint string) error {
	p, ok := a.Terms.Party(tx.Actor.Organisation)
	read, err := hex.DecodeString(fingerprint)
	switch {
	case !ok:
		return fault.New(fault.Forbidden, "Nobody signs for another organisation, and yours is no party to this agreement.")
	case a.State != Awaiting:
		return wrongState("This version is not out for signature any more. Look at where it stands.")
	case p.Signed():
		return wrongState("Your organisation has signed this version already.")
	case a.worded() != a.Wording:
		return wrongState("The terms are not those that were offered. Do not sign: send it back and have it offered again.")
	case err != nil || subtle.ConstantTimeCompare(read, hashOf(a.Wording)) != 1:
		return wrongState("The text is not the one that you read. Read it again before you sign.")
	case a.Terms.Until.Before(tx.Actor.Today):
		return wrongState("Its last day has passed. Send it back, so that the dates are put right.")
	}
	return nil
}

// SendBack asks the drafter a question instead of signing. Where nobody has
// signed, the version is a draft again; else it stays as it is, with the question.
func (s Agreements) SendBack(ctx context.Context, id, revision int, question string) error {
	return s.move(ctx, id, revision, func(tx *postgres.Tx, a *Agreement) (string, error) {
		if a.State != Awaiting {
			return "", wrongState("This version is not out for signature any more. Look at where it stands.")
		}
		if err := reasoned("question", "Write your question", question); err != nil {
			return "", err
		}
		if len(a.Unsigned()) < len(a.Terms.Parties) {
			return "question", nil
		}
		a.State, a.Wording = Draft, ""
		return "sent_back", nil
	}, question)
}

// Suspend stops all sharing under the version from the next request on, until
// the party that suspends it resumes it.
func (s Agreements) Suspend(ctx context.Context, id, revision int, reason string) error {
	return s.move(ctx, id, revision, func(tx *postgres.Tx, a *Agreement) (string, error) {
		held := slices.Contains(a.HeldBy, tx.Actor.Organisation)
		if a.State != InForce && a.State != Suspended || held {
			return "", wrongState("Only an agreement in force is suspended, once by each party. Look at where it stands.")
		}
		a.State, a.HeldBy = Suspended, append(a.HeldBy, tx.Actor.Organisation)
		return "suspended", reasoned("reason", "Say why sharing stops", reason)
	}, reason)
}

// Resume takes the party's own suspension back. Sharing goes on once no party
// suspends it.
func (s Agreements) Resume(ctx context.Context, id, revision int, reason string) error {
	return s.move(ctx, id, revision, func(tx *postgres.Tx, a *Agreement) (string, error) {
		if a.State != Suspended {
			return "", wrongState("This agreement is not suspended. Look at where it stands.")
		}
		rest := slices.DeleteFunc(slices.Clone(a.HeldBy), func(o int) bool { return o == tx.Actor.Organisation })
		if len(a.HeldBy) > 0 && len(rest) == len(a.HeldBy) {
			return "", fault.New(fault.Forbidden, "Another party suspended this agreement. Only that party resumes it.")
		}
		if a.HeldBy = rest; len(rest) == 0 {
			a.State = InForce
		}
		return "resumed", reasoned("reason", "Say what was put right", reason)
	}, reason)
}

// End ends a version for all its parties, for good, or drops a draft.
func (s Agreements) End(ctx context.Context, id, revision int, reason string) error {
	return s.move(ctx, id, revision, func(tx *postgres.Tx, a *Agreement) (string, error) {
		if a.State == Ended {
			return "", wrongState("This agreement has ended already.")
		}
		if a.State == Draft && a.Drafter != tx.Actor.Organisation {
			return "", fault.New(fault.Forbidden, "Only the organisation that drafts this agreement drops it.")
		}
		a.State = Ended
		return "ended", reasoned("reason", "Say why it ends", reason)
	}, reason)
}

// Reviewed records that a version in force was reviewed today and stays as it is.
func (s Agreements) Reviewed(ctx context.Context, id, revision int, finding string) error {
	return s.move(ctx, id, revision, func(tx *postgres.Tx, a *Agreement) (string, error) {
		if a.State != InForce && a.State != Suspended {
			return "", wrongState("Only an agreement in force is reviewed. Look at where it stands.")
		}
		a.ReviewedOn = tx.Actor.Today
		return "reviewed", reasoned("reason", "Say what the review found", finding)
	}, finding)
}

func reasoned(name, needed, text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return fault.Fields(fault.Field{Name: name, Message: needed})
	case len([]rune(text)) > MostReason:
		return fault.Fields(fault.Field{Name: name, Message: "Shorten this to 1000 characters or fewer"})
	}
	return nil
}

// move changes the state of the revision that was read. Past the draft, only
// parties move anything.
func (s Agreements) move(ctx context.Context, id, revision int, change func(*postgres.Tx, *Agreement) (string, error), detail string) error {
	return s.write(ctx, func(tx *postgres.Tx) error {
		a, err := locked(tx, id)
		if err != nil {
			return err
		}
		if _, ok := a.Terms.Party(tx.Actor.Organisation); !ok && a.Drafter != tx.Actor.Organisation {
			return fault.NotHere()
		}
		if _, ok := a.Terms.Party(tx.Actor.Organisation); !ok && a.State != Draft {
			return fault.New(fault.Forbidden, "Only a party does this. Yours drafted the agreement and is none.")
		}
		if a.Revision != revision {
			return stale()
		}
		what, err := change(tx, &a)
		if err != nil {
			return err
		}
		if err := moveAgreement(tx, a); err != nil {
			return err
		}
		return happened(tx, a, what, detail)
	})
}
