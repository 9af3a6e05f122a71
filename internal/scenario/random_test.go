package scenario

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/postgres/local"
)

// names of a random world: few, so that everything happens to everybody.
var (
	orgNames  = []string{"ealing", "brent", "jcp", "twining"}
	orgKinds  = []string{"borough", "borough", "jobcentre", "provider"}
	roleNames = []string{"advisor", "manager", "intake", "governance", "analyst", "administrator"}
	states    = []string{"draft", "awaiting_signature", "in_force", "in_force", "in_force", "in_force", "suspended", "ended"}
	allWords  = access.Set(1<<13 - 1).Words()
)

func some(t *rapid.T, label string, from []string) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, len(from), rapid.ID[string]).Draw(t, label)
}

// most leaves few out, and now and then all.
func most(t *rapid.T, label string, from []string) []string {
	var out []string
	for _, word := range from {
		if rapid.IntRange(0, 3).Draw(t, label) > 0 {
			out = append(out, word)
		}
	}
	if rapid.IntRange(0, 19).Draw(t, label) == 0 {
		return nil
	}
	return out
}

func drawDay(t *rapid.T, label string, around calendar.Date) string {
	return around.Add(rapid.IntRange(-2, 2).Draw(t, label)).String()
}

// draw makes a world in which states, dates and sayings lie close to their edges.
func draw(t *rapid.T) *World {
	today := calendar.MustISO("2026-03-29") // the clocks change that night
	w := &World{Name: "random", Today: today.String(), today: today, Organisations: map[string]string{}, Users: map[string]User{},
		Agreements: map[string]Agreement{}, Residents: map[string]Resident{}}
	for i, o := range orgNames {
		w.Organisations[o] = orgKinds[i]
		for _, role := range roleNames {
			if role == "advisor" || rapid.Bool().Draw(t, "user") {
				w.Users[o+"-"+role] = User{Organisation: o, Role: role}
			}
		}
		w.Users[o+"-other"] = User{Organisation: o, Role: "advisor"}
	}
	users := slices.Sorted(maps.Keys(w.Users))
	for i := range rapid.IntRange(0, 3).Draw(t, "agreements") {
		w.Agreements[fmt.Sprintf("a%d", i)] = Agreement{
			Discloses: most(t, "discloses", orgNames), Receives: most(t, "receives", orgNames),
			Bases: most(t, "bases", []string{"referral", "neighbour", "existence", "statistics"}), Categories: most(t, "categories", allWords),
			Condition: rapid.SampledFrom([]string{"", "informed", "informed", "consent"}).Draw(t, "condition"),
			From:      drawDay(t, "from", today.Add(-2)), Until: drawDay(t, "until", today.Add(2)),
			State:    rapid.SampledFrom(states).Draw(t, "state"),
			Unsigned: rapid.SliceOfNDistinct(rapid.SampledFrom(orgNames), 0, 1, rapid.ID[string]).Draw(t, "unsigned"),
		}
	}
	for _, name := range []string{"rosa", "hodan"}[:rapid.IntRange(1, 2).Draw(t, "residents")] {
		lead := rapid.SampledFrom(orgNames[:2]).Draw(t, "lead")
		r := Resident{Lead: lead, Contact: lead + "-advisor", Informed: rapid.IntRange(0, 4).Draw(t, "informed") > 0, Consents: map[string]string{},
			Objections: rapid.SliceOfNDistinct(rapid.SampledFrom(orgNames), 0, 1, rapid.ID[string]).Draw(t, "objections"),
			Sealed:     rapid.IntRange(0, 4).Draw(t, "sealed") == 0}
		for a := range w.Agreements {
			if said := rapid.SampledFrom([]string{"", "given", "given", "withdrawn"}).Draw(t, "consent"); said != "" {
				r.Consents[a] = said
			}
		}
		if r.Sealed {
			r.List = rapid.SliceOfNDistinct(rapid.SampledFrom(users), 0, 3, rapid.ID[string]).Draw(t, "list")
		}
		if rapid.Bool().Draw(t, "supported") {
			r.Supporters = []string{lead + "-other"}
		}
		w.Residents[name] = r
	}
	people := slices.Sorted(maps.Keys(w.Residents))
	for range rapid.IntRange(0, 3).Draw(t, "referrals") {
		w.Referrals = append(w.Referrals, Referral{Resident: rapid.SampledFrom(people).Draw(t, "whom"), From: "ealing", To: rapid.SampledFrom(orgNames).Draw(t, "to"),
			Categories: some(t, "travels", allWords), State: rapid.SampledFrom([]string{"offered", "accepted", "accepted", "declined", "withdrawn", "ended"}).Draw(t, "referral")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "emergencies") {
		at := today.At(12, 0).Add(time.Duration(rapid.SampledFrom([]int{-24*60 - 1, -24 * 60, -24*60 + 1, -60, 0, 1}).Draw(t, "minutes")) * time.Minute)
		w.Emergencies = append(w.Emergencies, Emergency{User: rapid.SampledFrom(users).Draw(t, "who"), Resident: rapid.SampledFrom(people).Draw(t, "for"), At: at})
	}
	w.expectAll()
	return w
}

// expectAll writes every check down as the plain reading answers it.
func (w *World) expectAll() {
	for _, user := range sorted(w.Users) {
		var sees []string
		for _, resident := range sorted(w.Residents) {
			c := Check{User: user, Resident: resident}
			for _, verb := range []string{"view", "add", "change"} {
				for _, category := range allWords {
					if w.reads(user, resident, verb, category) {
						c.May = append(c.May, verb+" "+category)
					} else {
						c.MayNot = append(c.MayNot, verb+" "+category)
					}
				}
			}
			w.Checks = append(w.Checks, c)
			if w.reads(user, resident, "view", "identity") {
				sees = append(sees, resident)
			}
		}
		w.Lists = append(w.Lists, List{User: user, Sees: sees})
	}
}

// worlds asks random worlds in transactions that are given up: prepare changes
// the database before it is asked, judge sees what every user's answers are.
func worlds(t *testing.T, prepare string, judge func(*rapid.T, *asker, map[string]view)) {
	c, roles := cluster(t)
	conn, drop, err := scratch(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(drop)
	rapid.Check(t, func(rt *rapid.T) {
		w := draw(rt)
		tx, err := conn.Begin(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = tx.Rollback(t.Context()) }()
		l, err := w.lay(t.Context(), conn)
		if err == nil {
			_, err = conn.Exec(t.Context(), prepare+"; set local role "+string(local.App))
		}
		if err != nil {
			rt.Fatal(err)
		}
		var out bytes.Buffer
		a := &asker{world: w, laid: l, gate: journey.NewGate(roles), conn: conn, out: &out, name: "world"}
		views, err := a.views(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		judge(rt, a, views)
		if a.Failed > 0 {
			rt.Fatalf("%d checks failed:\n%s\nworld: %+v", a.Failed, out.String(), w)
		}
	})
}

// In random worlds both walls agree, with each other and with a plain reading of
// the rules that shares no code with either.
func TestBothWallsAgreeWithAPlainReading(t *testing.T) {
	t.Parallel()
	allowed := 0
	worlds(t, "", func(_ *rapid.T, a *asker, views map[string]view) {
		a.judge(views)
		for _, c := range a.world.Checks {
			if a.world.Users[c.User].Organisation != a.world.Residents[c.Resident].Lead {
				allowed += len(c.May)
			}
		}
	})
	if allowed == 0 {
		t.Error("nothing was ever allowed to another organisation: the worlds test nothing")
	}
}

const noSecondWall = `do $$ declare t record; begin
	for t in select c.oid::regclass as name from pg_class c where c.relnamespace = 'onward'::regnamespace and c.relrowsecurity loop
		execute format('alter table %s disable row level security', t.name);
	end loop; end $$`

// With row-level security taken out altogether, casbin alone gives every answer
// that both give together.
func TestTheFirstWallStandsAlone(t *testing.T) {
	t.Parallel()
	worlds(t, noSecondWall, func(rt *rapid.T, a *asker, views map[string]view) {
		for _, c := range a.world.Checks {
			d := views[c.User].decided[c.Resident]
			for i, words := range slices.Concat(c.May, c.MayNot) {
				verb, category, _ := parseAsk(words)
				if d.May(verb, category) != (i < len(c.May)) {
					a.fail("%s on %s: %q without the second wall", c.User, c.Resident, words)
				}
			}
			if !views[c.User].rows[c.Resident].Has(access.Health) {
				rt.Fatal("row-level security still stands")
			}
		}
	})
}

// With casbin taken out, row-level security alone shows nobody a row that no
// role of theirs could view, by the plain reading.
func TestTheSecondWallStandsAlone(t *testing.T) {
	t.Parallel()
	worlds(t, "", func(_ *rapid.T, a *asker, views map[string]view) {
		for _, c := range a.world.Checks {
			for _, category := range views[c.User].rows[c.Resident].Words() {
				if category != "existence" && !a.world.anyoneReads(c.User, c.Resident, category) {
					a.fail("%s on %s: row-level security shows %s", c.User, c.Resident, category)
				}
			}
		}
	})
}

// anyoneReads says whether the user could view the category in whatever role.
func (w *World) anyoneReads(user, resident, category string) bool {
	u := w.Users[user]
	defer func() { w.Users[user] = u }()
	for _, role := range roleNames {
		w.Users[user] = User{Organisation: u.Organisation, Role: role}
		if w.reads(user, resident, "view", category) {
			return true
		}
	}
	return false
}
