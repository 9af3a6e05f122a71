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

// In random worlds both walls agree, with each other and with a plain reading of
// the rules that shares no code with either.
func TestBothWallsAgreeWithAPlainReading(t *testing.T) {
	t.Parallel()
	c, roles := cluster(t)
	conn, drop, err := scratch(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(drop)
	allowed := 0
	rapid.Check(t, func(rt *rapid.T) {
		w := draw(rt)
		tx, err := conn.Begin(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = tx.Rollback(t.Context()) }()
		var out bytes.Buffer
		r, err := w.ask(t.Context(), conn, roles, "world", &out)
		if err != nil {
			rt.Fatal(err)
		}
		if r.Failed > 0 {
			rt.Fatalf("%d checks failed:\n%s\nworld: %+v", r.Failed, out.String(), w)
		}
		for _, c := range w.Checks {
			if w.Users[c.User].Organisation != w.Residents[c.Resident].Lead {
				allowed += len(c.May)
			}
		}
	})
	t.Logf("%d checks allowed to others", allowed)
	if allowed == 0 {
		t.Error("nothing was ever allowed to another organisation: the worlds test nothing")
	}
}
