package organisation_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/organisation"
	"onward/internal/postgres"
)

func covers(w *fixture.World) organisation.Covers {
	return organisation.Covers{DB: w.DB, Policy: w.Policy, Store: w.Directory}
}

// day is the database's day of the world.
func day(t *testing.T, w *fixture.World) (d calendar.Date) {
	t.Helper()
	if err := w.Read("tom", func(tx *postgres.Tx) error { d = tx.Actor.Today; return nil }); err != nil {
		t.Fatal(err)
	}
	return d
}

// away is an absence of one person of the world that another covers.
func away(w *fixture.World, who, cover string, from, until calendar.Date) organisation.NewAbsence {
	return organisation.NewAbsence{Staff: w.Staff[who], Cover: w.Staff[cover], From: from, Until: until}
}

func absences(t *testing.T, w *fixture.World, who string) []organisation.Absence {
	t.Helper()
	list, _, err := covers(w).Absences(w.As(who))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestACoverOpensTheCaseloadAndItsEndClosesIt(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa, today := w.Rosa(), day(t, w)
	supports := func() (yes bool) {
		if err := w.Read("joel", func(tx *postgres.Tx) error {
			d, err := w.Gate.Decide(tx, rosa)
			yes = d.Subject.Supporting
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return yes
	}
	for name, from := range map[string]calendar.Date{"since yesterday": today.Add(-1), "from today": today} {
		if err := covers(w).Add(w.As("tom"), away(w, "amina", "joel", from, today.Add(7))); err != nil {
			t.Fatal(err)
		}
		list := absences(t, w, "tom")
		if len(list) != 1 || list[0].Name != "Amina Yusufi" || list[0].CoverName != "Joel Hartigan" || !list[0].On(today) || list[0].On(today.Add(8)) {
			t.Fatalf("%s: %+v", name, list)
		}
		if !supports() {
			t.Errorf("%s: the cover does not support", name)
		}
		if err := covers(w).End(w.As("tom"), list[0].ID); err != nil {
			t.Fatal(err)
		}
		if supports() || len(absences(t, w, "tom")) != 0 {
			t.Errorf("%s: it goes on after its end", name)
		}
		if err := covers(w).End(w.As("tom"), list[0].ID); !fault.Is(err, fault.Missing) {
			t.Errorf("%s: ended twice: %v", name, err)
		}
	}
}

func TestAbsencesThatCannotBeAreRefusedAtTheirField(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	today := day(t, w)
	if err := covers(w).Add(w.As("tom"), away(w, "amina", "joel", today.Add(10), today.Add(14))); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		n     organisation.NewAbsence
		field string
	}{
		"a cover for oneself":          {away(w, "joel", "joel", today, today), "cover"},
		"a last day before the first":  {away(w, "joel", "amina", today.Add(2), today.Add(1)), "until"},
		"no days":                      {away(w, "joel", "amina", calendar.Date{}, calendar.Date{}), "from"},
		"all in the past":              {away(w, "joel", "amina", today.Add(-5), today.Add(-1)), "until"},
		"another organisation's":       {away(w, "bola", "joel", today, today), "staff"},
		"another organisation's cover": {away(w, "joel", "bola", today, today), "cover"},
		"a cover without residents":    {away(w, "joel", "grace", today, today), "cover"},
		"away without residents":       {away(w, "petra", "joel", today, today), "staff"},
		"over the first day":           {away(w, "amina", "tom", today, today.Add(10)), "from"},
		"over the last day":            {away(w, "amina", "tom", today.Add(14), today.Add(20)), "from"},
		"within":                       {away(w, "amina", "tom", today.Add(11), today.Add(12)), "from"},
		"around":                       {away(w, "amina", "tom", today.Add(1), today.Add(30)), "from"},
	} {
		err := covers(w).Add(w.As("tom"), c.n)
		if !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) == 0 || fault.Of(err).Fields[0].Name != c.field {
			t.Errorf("%s: %v %+v", name, err, fault.Of(err))
		}
	}
	for name, n := range map[string]organisation.NewAbsence{"the day before": away(w, "amina", "tom", today, today.Add(9)), "the day after": away(w, "amina", "tom", today.Add(15), today.Add(15))} {
		if err := covers(w).Add(w.As("tom"), n); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list := absences(t, w, "tom"); len(list) != 3 {
		t.Errorf("%d stand", len(list))
	}
}

func TestCoversAreAManagersOfTheOrganisation(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	today := day(t, w)
	if err := covers(w).Add(w.As("tom"), away(w, "amina", "joel", today, today)); err != nil {
		t.Fatal(err)
	}
	id := absences(t, w, "tom")[0].ID
	for _, who := range []string{"amina", "joel", "ines", "grace", "anil", "petra", "bola"} {
		_, _, list := covers(w).Absences(w.As(who))
		for i, err := range []error{list, covers(w).Add(w.As(who), away(w, "joel", "amina", today, today)), covers(w).End(w.As(who), id)} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s, deed %d: %v", who, i, err)
			}
		}
	}
	if len(absences(t, w, "bimpe")) != 0 {
		t.Error("Brent's manager sees Ealing's absences")
	}
	if err := covers(w).End(w.As("bimpe"), id); !fault.Is(err, fault.Missing) {
		t.Errorf("Brent's manager ends Ealing's: %v", err)
	}
	if err := covers(w).Add(w.As("bimpe"), away(w, "amina", "joel", today.Add(1), today.Add(1))); !fault.Is(err, fault.Invalid) {
		t.Errorf("Brent's manager lets Ealing cover: %v", err)
	}
}

// An absence that another manager is about to keep is waited for, and counts.
func TestAnAbsenceWaitsForOneThatIsBeingKept(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	today := day(t, w)
	done := make(chan error, 1)
	err := w.DB.Plain(t.Context(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), "select from onward.staff where id = $1 for no key update", w.Staff["amina"]); err != nil {
			return err
		}
		n := away(w, "amina", "tom", today, today)
		n.Organisation = w.Orgs["ealing"]
		if _, err := (organisation.Setup{Tx: tx}).AddAbsence(t.Context(), n); err != nil {
			return err
		}
		go func() { done <- covers(w).Add(w.As("tom"), away(w, "amina", "joel", today, today.Add(3))) }()
		for waits := false; !waits && len(done) == 0; {
			if err := tx.QueryRow(t.Context(), `select exists (select from pg_locks where not granted
				and pg_backend_pid() = any (pg_blocking_pids(pid)))`).Scan(&waits); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-done; !fault.Is(err, fault.Invalid) || len(absences(t, w, "tom")) != 1 {
		t.Errorf("both are kept: %v", err)
	}
}

func TestTwiceSentIsKeptOnceAndTraced(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	today := day(t, w)
	ctx := postgres.Once(w.As("tom"), uuid.New(), "POST /absences")
	for range 2 {
		if err := covers(w).Add(ctx, away(w, "amina", "joel", today, today)); err != nil {
			t.Errorf("sent twice: %v", err)
		}
	}
	if list := absences(t, w, "tom"); len(list) != 1 {
		t.Errorf("%d stand", len(list))
	}
	var traced int
	if err := w.Read("grace", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select count(*) from onward.audit where subject = 'absence' and action = 'add' and staff_id = $1 and 'cover:' || $2::int = any (fields)",
			w.Staff["tom"], w.Staff["joel"]).Scan(&traced)
	}); err != nil || traced != 1 {
		t.Errorf("on the audit: %d, %v", traced, err)
	}
}
