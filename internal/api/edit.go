package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
)

// Versioned is the part of a body that says which version was read.
type Versioned struct {
	Version int `json:"version,omitempty" minimum:"1" doc:"The version that was read, where If-Match does not say it"`
}

func (v Versioned) sent() int { return v.Version }

// editInput is a change of one part of a journey.
type editInput[B interface{ sent() int }] struct {
	Send
	Part  uuid.UUID `path:"part" doc:"Of the part"`
	Match string    `header:"If-Match" doc:"The version that was read, like \"3\"; the body may say it instead"`
	Body  B
}

// Changed is how a part stands after a change.
type Changed struct {
	Version int `json:"version" doc:"The version that is kept now: the next change brings it"`
}

// kind is a sort of part: how its path is called, and how the version is read
// that is kept now.
type kind struct {
	path, name string
	version    func(*postgres.Tx, access.Decision, uuid.UUID) (int, error)
}

// edit registers a change of one part over the version that was read. What
// somebody else changed meanwhile is a problem that says which version is kept:
// 412 where If-Match brought the old one, 409 where the body did.
func edit[B interface{ sent() int }](a API, api huma.API, k kind, method, does, id, summary string, do func(context.Context, *editInput[B], int) error) {
	op := operation(method, "/journeys/{id}/"+k.path+"/{part}"+does, id, summary)
	op.DefaultStatus = http.StatusOK
	op.Errors = []int{401, 404, 409, 412, 422, 503}
	handle(api, op, func(ctx context.Context, in *editInput[B]) (*Answer[Changed], error) {
		version, matched, err := in.version()
		if err != nil {
			return nil, err
		}
		ctx = in.once(ctx, id+" "+in.Part.String())
		err = do(ctx, in, version)
		if _, again := postgres.WasRepeated(err); again {
			err = nil
		}
		var clash *diary.Clashing
		if err != nil && (errors.As(err, &clash) || !fault.Is(err, fault.Conflict)) {
			return nil, clashing(err)
		}
		now, missing := a.now(ctx, in.ID, in.Part, k)
		switch {
		case err != nil && missing != nil: // not stale: it is not there at all
			return nil, missing
		case err != nil:
			return nil, stale{err, now, matched}
		case fault.Is(missing, fault.Missing): // it was taken away
			return answer(Changed{}, nil)
		}
		return answer(Changed{Version: now}, missing)
	})
}

// version is the one that the change stands on.
func (in *editInput[B]) version() (version int, matched bool, err error) {
	if in.Match != "" {
		version, err = strconv.Atoi(strings.Trim(in.Match, `"`))
		if err != nil || version < 1 || in.Body.sent() != 0 && in.Body.sent() != version {
			return 0, true, fault.Fields(fault.Field{Name: "version", Message: `Send the version that was read, like "3": in If-Match, or in the body`})
		}
		return version, true, nil
	}
	if in.Body.sent() == 0 {
		return 0, false, fault.Fields(fault.Field{Name: "version", Message: "Send the version that was read, in the body or in If-Match"})
	}
	return in.Body.sent(), false, nil
}

// now is the version that is kept, 0 where there is none for the token's post.
func (a API) now(ctx context.Context, id, part uuid.UUID, k kind) (version int, err error) {
	err = a.DB.Read(ctx, func(tx *postgres.Tx) error {
		d, err := a.Journeys.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		version, err = k.version(tx, d, part)
		return err
	})
	return version, err
}

// stale is a conflict over a version, with the one that is kept now.
type stale struct {
	error
	now     int
	matched bool // If-Match brought the old one
}

func (s stale) Unwrap() error { return s.error }

// versionOf makes a reader of a version out of one of the thing.
func versionOf[T any](read func(*postgres.Tx, access.Decision, uuid.UUID) (T, error), version func(T) int) func(*postgres.Tx, access.Decision, uuid.UUID) (int, error) {
	return func(tx *postgres.Tx, d access.Decision, id uuid.UUID) (int, error) {
		thing, err := read(tx, d, id)
		if err != nil {
			return 0, err
		}
		return version(thing), nil
	}
}
