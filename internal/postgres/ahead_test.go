package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

// counting asks how many residents there are, in the way that ask has.
func counting(n *int, began *[]actor.Actor, ask func(*postgres.Tx, *int) error) func(*postgres.Tx) error {
	return func(tx *postgres.Tx) error {
		*began = append(*began, tx.Actor)
		return ask(tx, n)
	}
}

const countResidents = "select count(*) from onward.resident"

// asks are the ways in which the first question of a read can travel.
var asks = map[string]func(*postgres.Tx, *int) error{
	"send": func(tx *postgres.Tx, n *int) error {
		var b pgx.Batch
		b.Queue(countResidents).QueryRow(func(row pgx.Row) error { return row.Scan(n) })
		return tx.Send(&b)
	},
	"together": func(tx *postgres.Tx, n *int) error {
		return tx.Together(func() error { return tx.QueryRow(countResidents).Scan(n) })
	},
	"a row":     func(tx *postgres.Tx, n *int) error { return tx.QueryRow(countResidents).Scan(n) },
	"by itself": func(tx *postgres.Tx, n *int) error { return tx.Conn().QueryRow(tx, countResidents).Scan(n) },
	"gorm":      func(tx *postgres.Tx, n *int) error { return tx.Gorm().Raw(countResidents).Scan(n).Error },
}

// What has changed between two reads is seen by the second, in whichever way it
// asks: nothing that was asked in the name of before is answered with.
func TestAheadSeesWhatChangedMeanwhile(t *testing.T) {
	t.Parallel()
	for name, ask := range asks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := fixture.New(t)
			w.Rosa()
			n, began := 0, []actor.Actor(nil)
			read := func() error {
				n, began = -1, nil
				return w.DB.Ahead(w.As("amina"), counting(&n, &began, ask))
			}
			for turn, times := range []int{1, 1} { // the first time nobody is expected
				if err := read(); err != nil || n != 1 || len(began) != times {
					t.Fatalf("turn %d: %d residents, begun %d times, %v", turn, n, len(began), err)
				}
			}
			w.AsOwner(t, fmt.Sprintf("update onward.post set role = 'manager' where id = %d", w.Posts["amina"]))
			if err := read(); err != nil || n != 1 || len(began) != 2 || began[0].Role != actor.Advisor || began[1].Role != actor.Manager {
				t.Errorf("another role: %d residents, begun as %v, %v", n, began, err)
			}
			w.AsOwner(t, fmt.Sprintf("update onward.post set organisation_id = %d where id = %d", w.Orgs["brent"], w.Posts["amina"]))
			if err := read(); err != nil || n != 0 || len(began) != 2 || began[1].Organisation != w.Orgs["brent"] {
				t.Errorf("another organisation: %d residents, begun as %v, %v", n, began, err)
			}
			if err := read(); err != nil || n != 0 || len(began) != 1 {
				t.Errorf("the organisation again: %d residents, begun as %v, %v", n, began, err)
			}
			w.AsOwner(t, "update onward.policy_epoch set version = version + 1")
			if err := read(); err != nil || len(began) != 2 {
				t.Errorf("another epoch: begun as %v, %v", began, err)
			}
			w.AsOwner(t, "insert into onward.clock_shift values ('1 day')")
			if err := read(); err != nil || len(began) != 2 || began[0].Today == began[1].Today {
				t.Errorf("another day: begun as %v, %v", began, err)
			}
			w.AsOwner(t, fmt.Sprintf("update onward.post set until_on = from_on where id = %d", w.Posts["amina"]))
			if err := read(); !fault.Is(err, fault.Signin) || n > 0 {
				t.Errorf("an ended post: %d residents, %v", n, err)
			}
		})
	}
}

// A read that refuses or answers before it has asked anything does so in the
// name of who acts now.
func TestAheadSaysNothingInAnothersName(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	read := func() (role actor.Role, err error) {
		err = w.DB.Ahead(w.As("amina"), func(tx *postgres.Tx) error {
			if role = tx.Actor.Role; role == actor.Advisor {
				return fault.New(fault.Forbidden, "Advisors may not.")
			}
			return nil
		})
		return role, err
	}
	for range 2 {
		if _, err := read(); !fault.Is(err, fault.Forbidden) {
			t.Fatalf("an advisor: %v", err)
		}
	}
	w.AsOwner(t, fmt.Sprintf("update onward.post set role = 'manager' where id = %d", w.Posts["amina"]))
	if role, err := read(); err != nil || role != actor.Manager {
		t.Errorf("%s is told %v", role, err)
	}
	w.AsOwner(t, fmt.Sprintf("update onward.post set until_on = from_on where id = %d", w.Posts["amina"]))
	if role, err := read(); !fault.Is(err, fault.Signin) {
		t.Errorf("an ended post, as %s: %v", role, err)
	}
}

// The trace of a read that was begun ahead is that of the second beginning
// alone, and without a trace there is no answer.
func TestAheadLeavesOneTrace(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	read := func(sql string) error {
		return w.DB.Ahead(w.As("amina"), func(tx *postgres.Tx) error {
			tx.Last(sql, tx.Actor.Post, tx.Actor.User, tx.Actor.Organisation, string(tx.Actor.Role))
			return asks["send"](tx, new(int))
		})
	}
	const trace = "insert into onward.audit (post_id, staff_id, organisation_id, action, subject) values ($1, $2, $3, 'view', $4)"
	if err := read(trace); err != nil {
		t.Fatal(err)
	}
	w.AsOwner(t, fmt.Sprintf("update onward.post set role = 'manager' where id = %d", w.Posts["amina"]))
	if err := read(trace); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	rows, _ := conn.Query(t.Context(), "select subject from onward.audit where action = 'view' order by id")
	if got, err := pgx.CollectRows(rows, pgx.RowTo[string]); err != nil || !slices.Equal(got, []string{"advisor", "manager"}) {
		t.Errorf("the traces are %v, %v", got, err)
	}
	if err := read("insert into onward.audit (post_id) values ($1 + $2 + $3 + length($4))"); err == nil {
		t.Error("a read without its trace was answered")
	}
}

// Parts take turns: what they ask at the same time is answered in their order.
func TestTogetherEachPartGetsItsOwnAnswers(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for _, door := range map[string]func(func(*postgres.Tx) error) error{
		"read":  func(f func(*postgres.Tx) error) error { return w.DB.Read(w.As("amina"), f) },
		"ahead": func(f func(*postgres.Tx) error) error { return w.DB.Ahead(w.As("amina"), f) },
	} {
		for range 2 {
			var got [3][]int
			err := door(func(tx *postgres.Tx) error {
				got = [3][]int{}
				part := func(i, asks int) func() error {
					return func() error {
						for n := range asks {
							rows, err := tx.Query("select $1::int from generate_series(1, 2)", i*10+n)
							if err != nil {
								return err
							}
							if i == 0 && n == 0 { // left unread
								continue
							}
							list, err := pgx.CollectRows(rows, pgx.RowTo[int])
							if err != nil {
								return err
							}
							got[i] = append(got[i], list...)
						}
						return nil
					}
				}
				return tx.Together(part(0, 2), part(1, 3), func() error { return tx.Together(part(2, 1), func() error { return nil }) })
			})
			if err != nil || !slices.Equal(got[0], []int{1, 1}) || !slices.Equal(got[1], []int{10, 10, 11, 11, 12, 12}) || !slices.Equal(got[2], []int{20, 20}) {
				t.Errorf("%v, %v", got, err)
			}
		}
	}
}

func TestTogetherTheFirstFailureCallsOffTheOthers(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	mine := errors.New("mine")
	ended := 0
	for name, c := range map[string]struct {
		fail func(*postgres.Tx) error
		want func(error) bool
	}{
		"before asking":    {func(*postgres.Tx) error { return mine }, func(err error) bool { return errors.Is(err, mine) }},
		"in a question":    {func(tx *postgres.Tx) error { return tx.QueryRow("select 1 / 0").Scan(new(int)) }, func(err error) bool { return fault.Is(err, fault.Invalid) }},
		"after an answer":  {func(tx *postgres.Tx) error { return errors.Join(tx.QueryRow("select 1").Scan(new(int)), mine) }, func(err error) bool { return errors.Is(err, mine) }},
		"nothing is there": {func(tx *postgres.Tx) error { return tx.QueryRow("select 1 where false").Scan(new(int)) }, func(err error) bool { return fault.Is(err, fault.Missing) }},
	} {
		for range 2 {
			err := w.DB.Ahead(w.As("amina"), func(tx *postgres.Tx) error {
				other := func() error {
					defer func() { ended++ }()
					for {
						if err := tx.QueryRow("select 1").Scan(new(int)); err != nil {
							return err
						}
					}
				}
				return tx.Together(other, func() error { return c.fail(tx) }, other)
			})
			if !c.want(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if ended < 8 {
		t.Errorf("%d of the other parts have ended", ended)
	}
	if n := 0; w.DB.Ahead(w.As("amina"), func(tx *postgres.Tx) error { return tx.QueryRow("select 7").Scan(&n) }) != nil || n != 7 {
		t.Errorf("after it: %d", n)
	}
}

func TestTogetherNoPartHasTheConnection(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for name, take := range map[string]func(*postgres.Tx){"conn": func(tx *postgres.Tx) { tx.Conn() }, "gorm": func(tx *postgres.Tx) { tx.Gorm() }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a part took %s", name)
				}
			}()
			_ = w.DB.Read(w.As("amina"), func(tx *postgres.Tx) error { return tx.Together(func() error { take(tx); return nil }) })
		}()
	}
}
