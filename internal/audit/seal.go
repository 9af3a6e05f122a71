package audit

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
)

// Head is the end of the chain: how many rows are in it, and the last hash.
type Head struct {
	Seq  int64
	Hash []byte
}

// Seal chains what has committed since the last time, a batch at most, and
// says how many rows that were. Two sealers at once do the work of one.
func Seal(ctx context.Context, db *postgres.DB, most int) (sealed int, head Head, err error) {
	err = db.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "select sealed, coalesce(seq, 0), coalesce(hash, '') from onward.audit_seal($1)", most).
			Scan(&sealed, &head.Seq, &head.Hash)
	})
	return sealed, head, err
}

// Checkpoint is a file outside the database with one line a head, "SEQ HASH".
type Checkpoint struct{ Path string }

// Append writes a head and waits for the disk. Lines are short enough for one
// write, so that two servers on one file do not mix theirs.
func (c Checkpoint) Append(h Head) error {
	f, err := os.OpenFile(c.Path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("opening the audit checkpoint: %w", err)
	}
	defer f.Close()
	if _, err := fmt.Fprintf(f, "%d %s\n", h.Seq, hex.EncodeToString(h.Hash)); err != nil {
		return fmt.Errorf("writing the audit checkpoint: %w", err)
	}
	return f.Sync()
}

// Heads reads every line; a file that is not there has none.
func (c Checkpoint) Heads() ([]Head, error) {
	text, err := os.ReadFile(c.Path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the audit checkpoint: %w", err)
	}
	var heads []Head
	for n, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if line == "" {
			continue
		}
		var h Head
		var hash string
		if _, err := fmt.Sscanf(line, "%d %s", &h.Seq, &hash); err != nil {
			return nil, fmt.Errorf("the audit checkpoint's line %d cannot be read", n+1)
		}
		if h.Hash, err = hex.DecodeString(hash); err != nil {
			return nil, fmt.Errorf("the audit checkpoint's line %d cannot be read", n+1)
		}
		heads = append(heads, h)
	}
	return heads, nil
}
