package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"slices"
	"time"

	"github.com/google/uuid"

	"onward/internal/actor"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/postgres"
)

var writers = map[string]func(io.Writer, []string, iter.Seq[[]sheet.Value]) error{"csv": sheet.WriteCSV, "xlsx": sheet.WriteXLSX}

// partSize is how much of a file is stored at once, in bytes before sealing.
const partSize = 1 << 20

// claimed is an export that this worker has in hand.
type claimed struct {
	id    uuid.UUID
	post  int
	claim uuid.UUID
}

// errLost says that another worker has the export in hand now.
var errLost = errors.New("another worker has this export")

const msgBroke = "The export broke off because of a fault on our side. Export the list again; if it breaks off once more, tell whoever looks after Onward."

// Work makes one waiting file in the name of the post that asked, and says
// whether there was one. A run that is broken off, by ctx or by a server's
// death, begins anew in the next; a worker that was only slow finds another's
// claim and stores nothing more.
func (s Service) Work(ctx context.Context) (worked bool, err error) {
	c, err := s.claim(ctx)
	if err != nil || c.id == uuid.Nil {
		return false, err
	}
	ctx = actor.With(ctx, c.post)
	err = s.make(ctx, c)
	if err == nil || errors.Is(err, errLost) {
		return true, nil
	}
	ended := s.end(ctx, c, err)
	if fault.Of(err).Kind == fault.Internal || ctx.Err() != nil {
		return true, errors.Join(err, ended)
	}
	return true, ended
}

// make keeps a panic over one list from ending the server for all.
func (s Service) make(ctx context.Context, c claimed) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("exporting broke: %v\n%s", broken, debug.Stack())
		}
	}()
	e, err := s.Get(ctx, c.id)
	if err != nil {
		return err
	}
	read, known := s.Sources[e.Source]
	if !known {
		return fmt.Errorf("no source %q", e.Source)
	}
	got, err := read(ctx, e.Detail)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := writers[e.Format](&file, got.Headings, slices.Values(got.Rows)); err != nil {
		return err
	}
	return s.store(ctx, c, file.Bytes(), got)
}

// store keeps the file part by part; each says that the worker lives.
func (s Service) store(ctx context.Context, c claimed, file []byte, got Sheet) error {
	parts := slices.Collect(slices.Chunk(file, partSize))
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error { return s.begin(tx, c, len(got.Rows), len(parts)) })
	for i := 0; i < len(parts) && err == nil; i++ {
		err = s.DB.Write(ctx, func(tx *postgres.Tx) error { return s.addPart(tx, c, i, parts[i]) })
	}
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *postgres.Tx) error { return s.finish(tx, c, len(file), got.Reach) })
}

// end says how a run that broke off goes on. Its own context may be over.
func (s Service) end(ctx context.Context, c claimed, why error) error {
	stopped := ctx.Err() != nil
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		f := fault.Of(why)
		switch {
		case stopped:
			return s.release(tx, c, true)
		case f.Kind == fault.Unavailable:
			return s.release(tx, c, false)
		case f.Kind == fault.Internal:
			return s.fail(tx, c, msgBroke)
		}
		return s.fail(tx, c, f.Public)
	})
	if errors.Is(err, errLost) {
		return nil
	}
	return err
}
