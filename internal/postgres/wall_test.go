package postgres_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

const newBarrier = `insert into onward.barrier (id, journey_id, lead_org_id, author_org_id, author_id, category, code, lookup, severity, status, status_on)
	values ($1, $2, $3, $4, $5, 'circumstances', 'childcare', '\x01', 1, 'open', onward.today())`

// The second wall refuses rows in another organisation's name, whatever the
// first one was told, and its answer betrays nothing.
func TestForeignRowsAreRefused(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	ealing, brent := w.Orgs["ealing"], w.Orgs["brent"]
	for name, c := range map[string]struct {
		who          string
		lead, author int
	}{
		"brent adds to ealing's journey":                   {"bola", ealing, brent},
		"brent adds to ealing's journey in ealing's name":  {"bola", ealing, ealing},
		"brent calls ealing's journey its own":             {"bola", brent, brent},
		"ealing adds in brent's name":                      {"amina", ealing, brent},
		"ealing puts its row where brent leads":            {"amina", brent, ealing},
		"ealing puts a row of brent's where brent leads":   {"amina", brent, brent},
		"the jobcentre adds to ealing's journey":           {"jan", ealing, w.Orgs["jcp-west"]},
		"ealing adds under an organisation that is none":   {"amina", 4711, ealing},
		"ealing adds in the name of one that is none":      {"amina", ealing, 4711},
		"ealing adds to its own journey, which is allowed": {"amina", ealing, ealing},
	} {
		err := w.DB.Write(w.As(c.who), func(tx *postgres.Tx) error {
			_, err := tx.Conn().Exec(tx, newBarrier, uuid.Must(uuid.NewV7()), rosa, c.lead, c.author, tx.Actor.User)
			return err
		})
		if strings.HasSuffix(name, "allowed") {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s", name)
			continue
		}
		if name != "brent calls ealing's journey its own" && (!fault.Is(err, fault.Forbidden) || fault.Of(err).Public != fault.NotHere().Public) {
			t.Errorf("%s: %v", name, err)
		}
		if public := fault.Of(err).Public; strings.Contains(public, rosa.String()) || strings.Contains(public, "barrier") || strings.Contains(public, "policy") {
			t.Errorf("%s: the answer says %q", name, public)
		}
	}
}

func TestForeignRowsCannotBeTouchedOrGivenAway(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	touched := func(who, sql string, args ...any) (n int64, err error) {
		err = w.DB.Write(w.As(who), func(tx *postgres.Tx) error {
			tag, err := tx.Conn().Exec(tx, sql, args...)
			n = tag.RowsAffected()
			return err
		})
		return n, err
	}
	for _, sql := range []string{"update onward.progress set stage = 'paused'", "update onward.journey set version = version + 1",
		"update onward.resident_identity set given = 'X'", "delete from onward.resident_name"} {
		if n, err := touched("bola", sql); n != 0 || err != nil {
			t.Errorf("bola: %s touches %d rows, %v", sql, n, err)
		}
	}
	if n, err := touched("amina", "update onward.progress set version = version + 1 where journey_id = $1", rosa); n != 1 || err != nil {
		t.Errorf("amina touches %d rows, %v", n, err)
	}
	for _, table := range []string{"resident", "progress", "resident_contact"} {
		_, err := touched("amina", "update onward."+table+" set lead_org_id = $1", w.Orgs["brent"])
		if !fault.Is(err, fault.Forbidden) || fault.Of(err).Public != fault.NotHere().Public {
			t.Errorf("amina gives %s to brent: %v", table, err)
		}
	}
}

// What is private is one person's, also to a colleague in the same organisation.
func TestPrivateRowsAreOnePersons(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	const put = "insert into onward.search_text (id, staff_id, sealed) values ($1, $2, '\\x01')"
	add := func(who string, owner int) error {
		return w.DB.Write(w.As(who), func(tx *postgres.Tx) error {
			_, err := tx.Conn().Exec(tx, put, uuid.Must(uuid.NewV7()), owner)
			return err
		})
	}
	if err := add("amina", w.Staff["amina"]); err != nil {
		t.Fatal(err)
	}
	if err := add("joel", w.Staff["amina"]); !fault.Is(err, fault.Forbidden) {
		t.Errorf("joel writes for amina: %v", err)
	}
	for who, want := range map[string]int{"amina": 1, "joel": 0, "tom": 0, "bola": 0} {
		var n int
		if err := w.Read(who, func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, "select count(*) from onward.search_text").Scan(&n)
		}); err != nil || n != want {
			t.Errorf("%s sees %d of amina's searches, %v", who, n, err)
		}
	}
}
