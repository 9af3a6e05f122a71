package audit

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
)

// Finding is one place where the trace is not what was written.
type Finding struct {
	Seq     int64  // in the chain; 0 where there is no place
	AuditID int64  // the row; 0 where it is unknown
	What    string // edited, removed, reordered, truncated, unchained …
}

// String is the finding in a line.
func (f Finding) String() string {
	return fmt.Sprintf("%s: link %d, audit row %d", f.What, f.Seq, f.AuditID)
}

// Report is the outcome of a verification.
type Report struct {
	Links    int64
	Waiting  int64 // committed and not yet chained
	Findings []Finding
}

// Verify walks the whole chain as the auditor, computes every hash anew and
// holds the checkpoint's heads against it. It stops naming at 1,000 findings.
func Verify(ctx context.Context, auditorURL string, checkpoint Checkpoint) (Report, error) {
	conn, err := pgx.Connect(ctx, auditorURL)
	if err != nil {
		return Report{}, fault.Wrap(err, fault.Unavailable, "The database does not answer the auditor.")
	}
	defer conn.Close(ctx)
	heads, err := checkpoint.Heads()
	if err != nil {
		return Report{}, err
	}
	// One snapshot for all three questions, or rows sealed meanwhile look odd.
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return Report{}, err
	}
	defer tx.Rollback(ctx)                                                           // where it stops early
	slices.SortFunc(heads, func(a, b Head) int { return cmp.Compare(a.Seq, b.Seq) }) // two servers may have written
	w := walk{heads: heads}
	if err := w.chain(ctx, tx); err != nil {
		return Report{}, err
	}
	w.truncated()
	if err := w.strays(ctx, tx); err != nil {
		return w.report, err
	}
	if err := tx.Rollback(ctx); err != nil {
		return w.report, err
	}
	return w.report, keep(ctx, conn, w.report)
}

// keep leaves what came of it for governance officers to read.
func keep(ctx context.Context, conn *pgx.Conn, r Report) error {
	_, err := conn.Exec(ctx, "select onward.audit_verified($1, $2, $3)", r.Links, r.Waiting, len(r.Findings))
	return err
}

type walk struct {
	report Report
	heads  []Head
	prev   []byte
	next   int // of heads
	lastID int64
}

func (w *walk) found(seq, id int64, what string) {
	if len(w.report.Findings) < 1000 {
		w.report.Findings = append(w.report.Findings, Finding{Seq: seq, AuditID: id, What: what})
	}
}

func (w *walk) chain(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `select c.seq, c.audit_id, c.hash, a.id is not null, coalesce(onward.audit_text(a), '')
		from onward.audit_chain c left join onward.audit a on a.id = c.audit_id order by c.seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq, id int64
		var hash []byte
		var there bool
		var text string
		if err := rows.Scan(&seq, &id, &hash, &there, &text); err != nil {
			return err
		}
		w.link(seq, id, hash, there, text)
	}
	return rows.Err()
}

// link judges one link. After a fault it goes on from the stored hash, so that
// one edit is one finding and not a thousand.
func (w *walk) link(seq, id int64, hash []byte, there bool, text string) {
	w.report.Links++
	if seq != w.lastID+1 {
		w.found(seq, id, "links removed before this one")
	}
	w.lastID = seq
	sum := sha256.Sum256(append(append([]byte{}, w.prev...), text...))
	switch {
	case !there:
		w.found(seq, id, "removed")
	case !bytes.Equal(sum[:], hash):
		w.found(seq, id, "edited or reordered")
	}
	w.prev = hash
	for w.next < len(w.heads) && w.heads[w.next].Seq <= seq {
		if h := w.heads[w.next]; h.Seq == seq && !bytes.Equal(h.Hash, hash) {
			w.found(seq, id, "rewritten since the checkpoint")
		}
		w.next++
	}
}

func (w *walk) truncated() {
	for _, h := range w.heads[w.next:] {
		w.found(h.Seq, 0, "truncated: the checkpoint knows a later link")
	}
}

// waiting are the rows that the sealer has still to chain: those past its mark,
// and those that came late into a gap.
const waiting = `(a.id > (select upto from onward.audit_mark) or a.id in (select audit_id from onward.audit_gap))`

// strays are what the sealer would pass over for ever, and lists that cannot be
// found by the journeys on them.
func (w *walk) strays(ctx context.Context, tx pgx.Tx) error {
	if err := tx.QueryRow(ctx, "select count(*) from onward.audit a where "+waiting).Scan(&w.report.Waiting); err != nil {
		return err
	}
	const chained = "exists (select from onward.audit_chain c where c.audit_id = a.id)"
	for _, look := range []struct{ what, where string }{
		{"unchained", "not " + chained + " and not " + waiting},
		{"chained, and waiting to be", chained + " and " + waiting},
		{"not found by its journeys", "a.journeys <> '{}' and " + chained + ` and exists (select from unnest(a.journeys) j
			where not exists (select from onward.audit_look l where l.journey_id = j and l.audit_id = a.id))`},
	} {
		rows, err := tx.Query(ctx, "select a.id from onward.audit a where "+look.where+" order by a.id limit 1000")
		if err != nil {
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		for _, id := range ids {
			w.found(0, id, look.what)
		}
	}
	return nil
}
