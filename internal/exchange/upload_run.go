package exchange

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"onward/internal/actor"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// claimed is an import that this worker has in hand.
type claimed struct {
	id    uuid.UUID
	post  int
	claim uuid.UUID
}

// errLost says that another worker has the import in hand now.
var errLost = errors.New("another worker has this import")

const msgBroke = "The import broke off because of a fault on our side. Rows that went in before are kept. Start it again; if it breaks off once more, tell whoever looks after Onward."

// Work imports one waiting upload in the name of the post that sent it, and says
// whether there was one. A run that is broken off, by ctx or by a server's
// death, goes on in the next: rows that are in are known again, and what became
// of each stays as it was told the first time.
func (u Uploads) Work(ctx context.Context) (worked bool, err error) {
	c, err := u.claim(ctx)
	if err != nil || c.id == uuid.Nil {
		return false, err
	}
	ctx = actor.With(ctx, c.post)
	err = u.bring(ctx, c)
	if err == nil || errors.Is(err, errLost) {
		return true, nil
	}
	return true, errors.Join(err, u.end(ctx, c, err))
}

// bring keeps a panic over one person's sheet from ending the server for all.
func (u Uploads) bring(ctx context.Context, c claimed) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("importing broke: %v\n%s", broken, debug.Stack())
		}
	}()
	var up Upload
	var s *caseload.Sheet
	err = u.DB.Read(ctx, func(tx *postgres.Tx) error {
		if up, err = u.find(tx, c.id); err != nil {
			return err
		}
		s, err = u.sheet(tx, up)
		return err
	})
	if err != nil {
		return err
	}
	if s, err = s.Assign(up.fields()); err != nil {
		return err
	}
	done := 0
	_, err = u.Run(ctx, s, up.Choices, func(tx *postgres.Tx, rows []caseload.Row) error {
		done += len(rows)
		if err := u.addRows(tx, c.id, rows); err != nil {
			return err
		}
		return u.beat(tx, c, done)
	})
	if err != nil {
		return err
	}
	return u.DB.Write(ctx, func(tx *postgres.Tx) error { return u.finish(tx, c) })
}

// end says how a run that broke off goes on. Its own context may be over.
func (u Uploads) end(ctx context.Context, c claimed, why error) error {
	stopped := ctx.Err() != nil
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return u.DB.Write(ctx, func(tx *postgres.Tx) error {
		f := fault.Of(why)
		switch {
		case stopped:
			return u.release(tx, c, true)
		case f.Kind == fault.Unavailable || f.Kind == fault.Conflict:
			return u.release(tx, c, false)
		case f.Kind == fault.Internal:
			return u.fail(tx, c, msgBroke)
		}
		return u.fail(tx, c, f.Public)
	})
}

func (up Upload) fields() []caseload.Field {
	fields := make([]caseload.Field, len(up.Columns))
	for i, c := range up.Columns {
		fields[i] = c.Field
	}
	return fields
}

func tableOf(up Upload) *sheet.Table {
	t := &sheet.Table{Name: up.FileName, Sheet: up.Sheet}
	for _, c := range up.Columns {
		t.Headings = append(t.Headings, c.Heading)
	}
	return t
}
