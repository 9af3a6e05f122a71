package postgres

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"onward/internal/fault"
)

// unavailable is the answer when the database does not: quick, and never partial.
func unavailable(err error) error {
	f := fault.Wrap(err, fault.Unavailable, "Onward is not available for a moment. Try again shortly; what you entered is still in your browser.")
	f.Retry = 5 * time.Second
	return f
}

// translate turns the database's errors into faults that betray nothing: a
// constraint's message may name another organisation's row.
func translate(err error) error {
	var known *fault.Error
	var repeated *Repeated
	if err == nil || errors.As(err, &known) || errors.As(err, &repeated) {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) || errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.Wrap(err, fault.Missing, fault.NotHere().Public)
	}
	var refused *pgconn.ConnectError // also with a code of the server's: it lets nobody in
	if errors.As(err, &refused) {
		return unavailable(err)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return translateCode(pg, err)
	}
	var network net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &network) || pgconn.SafeToRetry(err) {
		return unavailable(err)
	}
	return err
}

func translateCode(pg *pgconn.PgError, err error) error {
	switch {
	case pg.Code == "OW001":
		return fault.Wrap(err, fault.Signin, "Your post has ended or your account is closed. Sign in again, or ask your administrator.")
	case pg.Code == "42501": // row-level security or a missing privilege
		return fault.Wrap(err, fault.Forbidden, fault.NotHere().Public)
	case pg.Code == "23505":
		return fault.Wrap(err, fault.Conflict, "This was already there, or somebody added it at the same moment. Reload the page and look.")
	case pg.Code == "40001", pg.Code == "40P01", pg.Code == "55P03":
		return fault.Wrap(err, fault.Conflict, "Somebody changed this at the same moment. Try again.")
	case strings.HasPrefix(pg.Code, "22"): // a value that a column cannot hold: its message repeats it
		return fault.Wrap(errors.New("SQLSTATE "+pg.Code+" "+pg.TableName+" "+pg.ColumnName), fault.Invalid, "Something that was entered is too long or too large to be kept. Shorten it and try again.")
	case pg.Code == "57014", strings.HasPrefix(pg.Code, "57P"), strings.HasPrefix(pg.Code, "53"), strings.HasPrefix(pg.Code, "08"):
		return unavailable(err)
	}
	return err
}

// Stale says that a change found another version than the one that was read:
// use it with the rows a guarded UPDATE touched.
func Stale(result *gorm.DB) error {
	if result.Error != nil {
		return result.Error
	}
	if result.RowsAffected != 1 {
		return fault.New(fault.Conflict, "Somebody changed this while you were working on it. Look at both versions and choose.")
	}
	return nil
}
