package resident_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func TestReadClues(t *testing.T) {
	t.Parallel()
	born := calendar.MustISO("1988-04-03")
	for typed, want := range map[string]resident.Clues{
		"":                          {},
		"  tomasz ":                 {Names: []string{"tomasz"}},
		"Ní Dhomhnaill":             {Names: []string{"ni", "dhomhnaill"}},
		"Smith-Jones":               {Names: []string{"smith", "jones"}},
		"tomasz 3 4 1988":           {Names: []string{"tomasz"}, Born: born},
		"3/4/1988, tomasz brandl":   {Names: []string{"tomasz", "brandl"}, Born: born},
		"brandl 3 April 1988":       {Names: []string{"brandl"}, Born: born},
		"tomasz 03041988":           {Names: []string{"tomasz"}, Born: born},
		"3 4 1988":                  {Born: born},
		"07700 900123":              {Telephone: "+447700900123"},
		"+44 7700 900123":           {Telephone: "+447700900123"},
		" Rosa@Example.org":         {Email: "rosa@example.org"},
		"rosa@":                     {},
		"mw 12 34 56 a":             {Numbers: map[resident.Kind]string{resident.KindNINO: "MW123456A"}},
		"Зоя Шевченко":              {Names: []string{"зоя", "шевченко"}},
		"tomasz 31 2 1988":          {Names: []string{"tomasz", "31", "2", "1988"}},
		"a b c d e f g h":           {Names: []string{"a", "b", "c", "d", "e", "f"}},
		strings.Repeat("x", 200):    {},
		"\x00\u200b":                {},
		"tomasz 3 4 2088":           {Names: []string{"tomasz", "3", "4", "2088"}},
		"'; drop table onward.post": {Names: []string{"drop", "table", "onwardpost"}},
	} {
		got := resident.ReadClues(typed, calendar.MustISO("2026-11-24"))
		if want.Numbers == nil {
			got.Numbers = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", typed, got, want)
		}
	}
}

func FuzzReadClues(f *testing.F) {
	f.Add("tomasz 3 4 1988")
	f.Add("mw 12 34 56 a")
	f.Fuzz(func(t *testing.T, typed string) {
		if q := resident.ReadClues(typed, calendar.MustISO("2026-11-24")); len(q.Names) > 6 {
			t.Errorf("%d words", len(q.Names))
		}
	})
}

// find is who a person finds by what they type, as the names they were given.
func find(t *testing.T, w *fixture.World, who, typed string, n int) (names []string, err error) {
	t.Helper()
	err = w.Read(who, func(tx *postgres.Tx) error {
		hits, err := w.Journeys.Residents.Find(tx, w.Policy.Scope(tx.Actor), resident.ReadClues(typed, tx.Actor.Today), n)
		for _, h := range hits {
			p, err := w.Journeys.Residents.Person(tx, w.Policy.Decide(tx.Actor, access.Subject{Resident: h.Resident, Lead: tx.Actor.Organisation}))
			if err != nil {
				return err
			}
			names = append(names, p.Identity.Name())
		}
		return err
	})
	return names, err
}

func TestFindByWhatPeopleType(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	born := func(day string) func(*journey.New) {
		return func(n *journey.New) { n.Resident.Identity.Born = calendar.MustISO(day) }
	}
	w.Start("amina", "Tomasz", "Brandl", born("1988-04-03"))
	w.Start("amina", "Tomasz", "Brandon", born("1990-01-01"))
	w.Start("joel", "Maria", "DeSouza", born("1988-03-04"))
	w.Start("joel", "Łukasz Jan", "Nowak-Wójcik")
	w.Start("bola", "Rosa", "Adomako")
	for typed, want := range map[string][]string{
		"Rosa":                {"Rosa Adomako"},
		"rosie adomako":       {"Rosa Adomako"}, // what she likes to be called
		"adomako rosa":        {"Rosa Adomako"},
		"ado":                 {"Rosa Adomako"},
		"adomaco":             {"Rosa Adomako"},
		"r adom":              {"Rosa Adomako"},
		"07700900123":         {"Rosa Adomako"},
		"+44 7700 900 123":    {"Rosa Adomako"},
		"ROSA@example.org":    {"Rosa Adomako"},
		"MW123456A":           {"Rosa Adomako"},
		"mw 12 34 56":         {"Rosa Adomako"},
		"rosa xyzzy":          nil,
		"tomasz brandl":       {"Tomasz Brandl"},
		"tomasz bran":         {"Tomasz Brandl", "Tomasz Brandon"},
		"tomasz 3 4 1988":     {"Tomasz Brandl"},
		"tomasz 4 3 1988":     {"Tomasz Brandl"}, // day and month swapped
		"tomaz brandl 3 4 88": {"Tomasz Brandl"},
		"3 4 1988":            {"Tomasz Brandl"},
		"rosa 3 4 1988":       nil,
		"de souza":            {"Maria DeSouza"},
		"maria de souza":      {"Maria DeSouza"},
		"lukasz nowak":        {"Łukasz Jan Nowak-Wójcik"},
		"lukasz piotr nowak":  {"Łukasz Jan Nowak-Wójcik"},
		"wojcik":              {"Łukasz Jan Nowak-Wójcik"},
		"%":                   nil,
		"_osa":                {"Rosa Adomako"}, // a key has letters alone, so this is "osa", a slip
		"":                    nil,
	} {
		got, err := find(t, w, "amina", typed, 25)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q finds %v, want %v (%v)", typed, got, want, err)
		}
	}
	if got, err := find(t, w, "amina", "tomasz", 1); err != nil || len(got) != 1 {
		t.Errorf("a limit of one: %v, %v", got, err)
	}
	if got, err := find(t, w, "jan", "rosa", 25); err != nil || got != nil {
		t.Errorf("another organisation finds %v, %v", got, err)
	}
	for _, who := range []string{"grace", "anil", "petra"} {
		if _, err := find(t, w, who, "rosa", 25); err == nil {
			t.Errorf("%s searches", who)
		}
	}
}

var (
	givens = strings.Fields("Mohamed Muhammad Aisha Fatima Tomasz Agnieszka Wei Priya Raj Oluwaseun Chidi Sean Siobhan Grainne Yusuf Ayşe Ioana Andrei Maria José Leila Reza Hodan Abdi Kwame Ama Thi Van Mei Jin")
	houses = strings.Fields("Ahmed Khan Kowalski Wiśniewska Chen Patel Singh Adeyemi Okafor Murphy Byrne Yılmaz Popescu Silva Hosseini Warsame Mensah Nguyen Tran Kim Smith Johnson Williams Brown Taylor")
)

// TestSlipsOfTheFingerAreFound types each of some hundred names with one slip:
// at least 95 in 100 must be among the first ten.
func TestSlipsOfTheFingerAreFound(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	people := make([]journey.New, 0, 400)
	for i := range 400 {
		family := houses[i%len(houses)] + strings.ToLower(houses[i*7/len(houses)%len(houses)])
		people = append(people, journey.New{EntryPoint: "self", Resident: resident.New{Identity: resident.Identity{Given: givens[i%len(givens)], Family: family}}})
	}
	var ids []uuid.UUID
	err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		for i := range people {
			if err := people[i].Check(tx.Actor.Today); err != nil {
				return err
			}
		}
		started, err := w.Journeys.Store.StartMany(tx, w.Policy, w.Journeys.Residents, people)
		for _, s := range started {
			ids = append(ids, s.Decision.Subject.Resident)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	asked, found := 0, 0
	var missed []string
	err = w.Read("amina", func(tx *postgres.Tx) error {
		for i, p := range people {
			typed := p.Resident.Identity.Given + " " + slip(p.Resident.Identity.Family, i)
			hits, err := w.Journeys.Residents.Find(tx, w.Policy.Scope(tx.Actor), resident.ReadClues(typed, tx.Actor.Today), 10)
			if err != nil {
				return fmt.Errorf("%q: %w", typed, err)
			}
			asked++
			hit := false
			for _, h := range hits {
				hit = hit || h.Resident == ids[i]
			}
			if hit {
				found++
			} else {
				missed = append(missed, typed)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found*100 < asked*95 {
		t.Errorf("%d of %d are found; missed %v", found, asked, missed)
	}
}

// slip changes, drops, doubles or swaps one letter, by turns.
func slip(name string, i int) string {
	r := []rune(name)
	at := 1 + i%(len(r)-2)
	switch i % 4 {
	case 0:
		r[at] = 'x'
	case 1:
		r = append(r[:at:at], r[at+1:]...)
	case 2:
		r = append(r[:at:at], append([]rune{r[at]}, r[at:]...)...)
	default:
		r[at], r[at+1] = r[at+1], r[at]
	}
	return string(r)
}
