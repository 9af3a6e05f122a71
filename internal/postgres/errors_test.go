package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

// Every error that the database can raise gets one meaning, and its message,
// which may name another organisation's row, goes to the log alone.
func TestErrorsOfTheDatabase(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	for code, want := range map[string]fault.Kind{
		"OW001": fault.Signin, "42501": fault.Forbidden, "23505": fault.Conflict,
		"40001": fault.Conflict, "40P01": fault.Conflict, "55P03": fault.Conflict,
		"57014": fault.Unavailable, "57P01": fault.Unavailable, "57P03": fault.Unavailable, "53300": fault.Unavailable, "53100": fault.Unavailable,
		"08006": fault.Unavailable, "23503": fault.Internal, "23514": fault.Internal, "22P02": fault.Invalid, "42601": fault.Internal, "XX000": fault.Internal,
	} {
		err := d.DB.Plain(t.Context(), func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), fmt.Sprintf("do $$ begin raise exception 'of Rosa Adomako' using errcode = '%s'; end $$", code))
			return err
		})
		f := fault.Of(err)
		told := !strings.HasPrefix(code, "22") // the message of a value that cannot be kept repeats it
		if err == nil || f.Kind != want || strings.Contains(f.Public, "Rosa") || strings.Contains(err.Error(), "Rosa") != told {
			t.Errorf("%s: kind %d, %v", code, f.Kind, err)
		}
		if (f.Kind == fault.Unavailable) != (f.Retry > 0) {
			t.Errorf("%s: come back in %v", code, f.Retry)
		}
	}
}

func TestOtherErrorsOfTheDoors(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	read := func(ctx context.Context, f func(*postgres.Tx) error) error { return w.DB.Read(ctx, f) }
	var n int
	none := func(tx *postgres.Tx) error { return tx.Conn().QueryRow(tx, "select 1 where false").Scan(&n) }
	if err := read(w.As("amina"), none); !fault.Is(err, fault.Missing) || fault.Of(err).Public != fault.NotHere().Public {
		t.Errorf("no row: %v", err)
	}
	var gone struct{ ID int }
	gorm := func(tx *postgres.Tx) error { return tx.Gorm().Table("staff").Where("id = ?", -1).Take(&gone).Error }
	if err := read(w.As("amina"), gorm); !fault.Is(err, fault.Missing) {
		t.Errorf("no record: %v", err)
	}
	known := fault.New(fault.TooMany, "Wait.")
	if err := read(w.As("amina"), func(*postgres.Tx) error { return fmt.Errorf("in between: %w", known) }); !errors.Is(err, known) || !fault.Is(err, fault.TooMany) {
		t.Errorf("a fault of our own: %v", err)
	}
	late, cancel := context.WithDeadline(w.As("amina"), time.Now().Add(-time.Second))
	defer cancel()
	if err := read(late, none); !fault.Is(err, fault.Unavailable) || fault.Of(err).Retry <= 0 {
		t.Errorf("too late: %v", err)
	}
}

func TestStaleSaysThatSomebodyElseChangedIt(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	change := func(sql string) error {
		return w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error { return postgres.Stale(tx.Gorm().Exec(sql)) })
	}
	if err := change("update onward.progress set version = version + 1 where version = 1"); err != nil {
		t.Errorf("the version that was read: %v", err)
	}
	if err := change("update onward.progress set version = version + 1 where version = 1"); !fault.Is(err, fault.Conflict) {
		t.Errorf("an earlier version: %v", err)
	}
	if err := change("update onward.progress set version = 'x'"); err == nil || fault.Is(err, fault.Conflict) {
		t.Errorf("a statement that fails: %v", err)
	}
}
