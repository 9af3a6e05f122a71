package account

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Limits counts what people may do only so often. It counts in the database,
// so that replicas agree; who did it is kept as a keyed hash.
type Limits struct {
	DB  *postgres.DB
	Box *secret.Box
}

// Count counts one more of what somebody does, and is fault.TooMany when there
// were more than most within the window, which begins with the first.
func (l Limits) Count(ctx context.Context, what, who string, most int, window time.Duration) error {
	var tries int
	var left time.Duration
	err := l.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `insert into onward.attempt as a (what, who, since, tries) values ($1, $2, onward.now(), 1)
			on conflict (what, who) do update set
				tries = case when a.since < onward.now() - $3::interval then 1 else a.tries + 1 end,
				since = case when a.since < onward.now() - $3::interval then onward.now() else a.since end
			returning tries, since + $3::interval - onward.now()`, what, l.hash(who), window).Scan(&tries, &left)
	})
	if err != nil || tries <= most {
		return err
	}
	f := fault.Newf(fault.TooMany, "Too many tries. Wait %d minutes, then try again, or ask your administrator.", int(window.Minutes()))
	f.Retry = max(left, time.Second)
	return f
}

// A search is a look into the register of the organisation's residents. Nobody
// at work comes near two a second for minutes; who reads the register out does.
const (
	mostSearches = 600
	searchWindow = 5 * time.Minute
)

// Search counts a search of the member of staff who acts in ctx, in whichever
// of their posts.
func (l Limits) Search(ctx context.Context) error {
	return l.countStaff(ctx, "search", mostSearches, searchWindow)
}

func (l Limits) countStaff(ctx context.Context, what string, most int, window time.Duration) error {
	var staff int
	err := l.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "select staff_id from onward.post where id = $1", actor.Post(ctx)).Scan(&staff)
	})
	if fault.Is(err, fault.Missing) {
		return nil // nobody acts: the search itself answers so
	}
	if err != nil {
		return err
	}
	return l.Count(ctx, what, strconv.Itoa(staff), most, window)
}

// take gives one back, as if it had not been counted.
func (l Limits) take(ctx context.Context, what, who string) error {
	return l.run(ctx, "update onward.attempt set tries = greatest(tries - 1, 0) where what = $1 and who = $2", what, who)
}

// forget begins from nothing again.
func (l Limits) forget(ctx context.Context, what, who string) error {
	return l.run(ctx, "delete from onward.attempt where what = $1 and who = $2", what, who)
}

func (l Limits) run(ctx context.Context, sql, what, who string) error {
	return l.DB.Plain(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sql, what, l.hash(who))
		return err
	})
}

func (l Limits) hash(who string) []byte { return l.Box.Lookup("attempt", who) }

// A person found by name and date of birth is told to be on record somewhere:
// whoever tries many is refused long before they have read anything out.
const (
	mostEmergencies = 10
	emergencyWindow = time.Hour
)

// Emergency counts a search for a declared emergency of whoever acts in ctx.
func (l Limits) Emergency(ctx context.Context) error {
	return l.countStaff(ctx, "emergency", mostEmergencies, emergencyWindow)
}
