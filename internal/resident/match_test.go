package resident_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// rosa is a record; changed gives what somebody types who may mean her.
var rosa = resident.Probe{Given: "Rosa", Family: "Adomako", Preferred: "Rosie", Born: calendar.MustISO("1991-05-04"), NINO: "MW123456A",
	Postcode: "W3 6BX", Telephone: "+447700900123", Email: "rosa@example.org"}

func changed(f func(*resident.Probe)) resident.Probe {
	p := rosa
	f(&p)
	return p
}

func TestLikely(t *testing.T) {
	t.Parallel()
	day := calendar.MustISO
	for name, c := range map[string]struct {
		other  resident.Probe
		likely bool
		why    string // joined reasons; not asked where empty
	}{
		"herself":                           {rosa, true, "National Insurance number, name, date of birth, postcode, telephone, email"},
		"the number alone":                  {resident.Probe{NINO: "MW123456C", Given: "Anna", Family: "Okafor", Born: day("1970-01-01")}, true, "National Insurance number"},
		"name and birth":                    {resident.Probe{Given: "ROSA", Family: "adomako", Born: rosa.Born}, true, "name, date of birth"},
		"preferred name and birth":          {resident.Probe{Given: "Rosie", Family: "Adomako", Born: rosa.Born}, true, "name, date of birth"},
		"the given name as preferred":       {resident.Probe{Given: "R.", Preferred: "Rosa", Family: "Adomako", Born: rosa.Born}, true, "name, date of birth"},
		"day and month swapped":             {resident.Probe{Given: "Rosa", Family: "Adomako", Born: day("1991-04-05")}, true, "name, date of birth with day and month swapped"},
		"swapped in another year":           {resident.Probe{Given: "Rosa", Family: "Adomako", Born: day("1992-04-05")}, false, ""},
		"swapped, and another's name":       {resident.Probe{Given: "Ruth", Family: "Adomako", Born: day("1991-04-05"), Email: rosa.Email}, false, ""},
		"birth, email and family name":      {resident.Probe{Given: "Rosalind", Family: "Adomako", Born: rosa.Born, Email: rosa.Email}, true, "family name, date of birth, email"},
		"birth, telephone and given name":   {resident.Probe{Given: "Rosa", Family: "Owusu", Born: rosa.Born, Telephone: rosa.Telephone}, true, ""},
		"name and postcode, birth unknown":  {resident.Probe{Given: "Rosa", Family: "Adomako", Postcode: rosa.Postcode}, true, "name, postcode"},
		"the name alone":                    {resident.Probe{Given: "Rosa", Family: "Adomako"}, false, ""},
		"name and postcode, another birth":  {resident.Probe{Given: "Rosa", Family: "Adomako", Postcode: rosa.Postcode, Born: day("1961-05-04")}, false, ""},
		"a shared telephone":                {resident.Probe{Given: "Kofi", Family: "Mensah", Telephone: rosa.Telephone}, false, "telephone"},
		"a family's contact details":        {resident.Probe{Given: "Kofi", Family: "Adomako", Telephone: rosa.Telephone, Email: rosa.Email, Postcode: rosa.Postcode}, false, ""},
		"birth and contact of a stranger":   {resident.Probe{Given: "Kofi", Family: "Mensah", Born: rosa.Born, Telephone: rosa.Telephone}, false, ""},
		"the birthday alone":                {resident.Probe{Given: "Kofi", Family: "Mensah", Born: rosa.Born}, false, ""},
		"name and birth, the numbers clash": {resident.Probe{Given: "Rosa", Family: "Adomako", Born: rosa.Born, NINO: "AA070595A"}, false, ""},
		"a clash, but reached the same way": {resident.Probe{Given: "Rosa", Family: "Adomako", Born: rosa.Born, NINO: "AA070595A", Email: rosa.Email}, true, ""},
		"swapped, the numbers clash":        {resident.Probe{Given: "Rosa", Family: "Adomako", Born: day("1991-04-05"), NINO: "AA070595A"}, false, ""},
		"a twin, the numbers clash":         {changed(func(p *resident.Probe) { p.Given, p.Preferred, p.NINO = "Ruth", "", "AA070595A" }), false, ""},
		"nothing at all":                    {resident.Probe{}, false, ""},
	} {
		for side, pair := range map[string][2]resident.Probe{"typed": {c.other, rosa}, "on record": {rosa, c.other}} {
			reasons, likely := resident.Likely(pair[0], pair[1])
			if likely != c.likely || c.why != "" && strings.Join(reasons, ", ") != c.why {
				t.Errorf("%s, %s: %v by %q", name, side, likely, reasons)
			}
		}
	}
	if reasons, likely := resident.Likely(resident.Probe{}, resident.Probe{}); likely || reasons != nil {
		t.Errorf("two of whom nothing is known: %v by %v", likely, reasons)
	}
}

// candidates are the given names of those whom a probe may be.
func candidates(w *fixture.World, who string, probes ...resident.Probe) (found [][]string, err error) {
	err = w.Read(who, func(tx *postgres.Tx) error {
		all, err := w.Journeys.Residents.CandidatesMany(tx, w.Policy.Scope(tx.Actor), probes)
		for _, list := range all {
			var names []string
			for _, c := range list {
				names = append(names, c.Identity.Given)
			}
			slices.Sort(names)
			found = append(found, names)
		}
		return err
	})
	return found, err
}

func TestCandidatesAreFoundByWhatDoesNotChange(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	w.Start("joel", "Ruth", "Adomako") // her twin
	w.Start("bola", "Rosa", "Adomako") // another organisation's
	day := calendar.MustISO
	probes := []resident.Probe{
		{Given: "Rosa", Family: "Adomako", Born: day("1991-05-04")},
		{Given: "Rosa", Family: "Adomako", Born: day("1991-04-05")},
		{Given: "Anna", Family: "Okafor", NINO: "MW123456B"},
		{Given: "Rosie", Family: "Adomako", Postcode: "W3 6BX"},
		{Given: "Rosa", Family: "Owusu", Born: day("1991-05-04"), Email: "rosa@example.org"},
		{Given: "Kofi", Family: "Mensah", Telephone: "+447700900123"},
		{},
	}
	want := [][]string{{"Rosa"}, {"Rosa"}, {"Rosa"}, nil, {"Rosa"}, nil, nil}
	got, err := candidates(w, "amina", probes...)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("amina: %v, %v", got, err)
	}
	if got, err := candidates(w, "ines", probes[0]); err != nil || !reflect.DeepEqual(got, want[:1]) {
		t.Errorf("ines: %v, %v", got, err)
	}
	if got, err := candidates(w, "jan", probes[0]); err != nil || got[0] != nil {
		t.Errorf("jan: %v, %v", got, err)
	}
	for _, who := range []string{"grace", "anil", "petra"} {
		if _, err := candidates(w, who, probes[0]); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
	err = w.Read("amina", func(tx *postgres.Tx) error {
		one, err := w.Journeys.Residents.Candidates(tx, w.Policy.Scope(tx.Actor), probes[1])
		if err == nil && (len(one) != 1 || !slices.Contains(one[0].Reasons, "date of birth with day and month swapped")) {
			t.Errorf("one: %+v", one)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTenCandidatesAreEnough(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for range 12 {
		w.Start("amina", "Rosa", "Adomako", func(n *journey.New) { n.Resident.ID = uuid.Nil })
	}
	got, err := candidates(w, "amina", resident.Probe{Given: "Rosa", Family: "Adomako", Born: calendar.MustISO("1991-05-04")})
	if err != nil || len(got[0]) != 10 {
		t.Errorf("%d, %v", len(got[0]), err)
	}
}
