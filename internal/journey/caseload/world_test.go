package caseload_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// made is a journey of the test's world with the facts that filters ask for.
type made struct {
	name    string
	id      uuid.UUID
	spoc    string
	org     string
	helpers []string // who supports it or covers for its single point of contact
	stage   journey.Stage
	overdue bool
	quiet   bool
	early   bool
	entry   string
	groups  []string
	barrier string
	program string
}

type world struct {
	*fixture.World
	service  caseload.Service
	journeys []*made
}

func newWorld(t *testing.T) *world {
	f := fixture.New(t)
	return &world{World: f, service: caseload.Service{DB: f.DB, Gate: f.Gate, Box: f.Box}}
}

// add makes a journey and writes, as the owner, the facts that other packages
// write in the product.
func (w *world) add(t *testing.T, m made) *made {
	t.Helper()
	if m.stage == "" {
		m.stage = journey.StageNew
	}
	if m.entry == "" {
		m.entry = "self"
	}
	m.id = w.Start(m.spoc, m.name, "Vantongeren", func(n *journey.New) {
		n.Stage, n.EntryPoint, n.Groups = m.stage, m.entry, m.groups
		if m.stage == journey.StageClosed {
			n.Reason = "moved"
		}
	})
	set := func(sql string, args ...any) { w.AsOwner(t, sql, append([]any{m.id}, args...)...) }
	if m.overdue {
		set("update onward.progress set next_due = onward.today() - 1, next_what = 'Call', next_kind = 'action' where journey_id = $1")
	}
	if m.quiet {
		set("update onward.progress set last_contact_on = onward.today() - 21 where journey_id = $1")
	}
	if m.stage == journey.StageInWork && !m.early {
		set("update onward.progress set stage_on = onward.today() - 91 where journey_id = $1")
	}
	if m.barrier != "" {
		set(`insert into onward.barrier (id, journey_id, lead_org_id, author_org_id, author_id, category, sealed, lookup, severity, status, status_on)
			select gen_random_uuid(), id, lead_org_id, lead_org_id, author_id, 'health', '\x00', $2, 2, 'open', onward.today() from onward.journey where id = $1`, w.Box.Lookup("barrier", m.barrier))
	}
	if m.program != "" {
		set(`insert into onward.intervention (id, journey_id, lead_org_id, author_org_id, author_id, type, programme, starts_on)
			select gen_random_uuid(), id, lead_org_id, lead_org_id, author_id, 'course', $2, onward.today() from onward.journey where id = $1`, m.program)
	}
	w.journeys = append(w.journeys, &m)
	return &m
}

// populate is a few journeys at two boroughs that differ in every fact.
func (w *world) populate(t *testing.T) {
	w.AsOwner(t, "insert into onward.absence (organisation_id, staff_id, cover_id, from_on, until_on) values ($1, $2, $3, onward.today(), onward.today())",
		w.Orgs["ealing"], w.Staff["joel"], w.Staff["tom"])
	w.AsOwner(t, "insert into onward.absence (organisation_id, staff_id, cover_id, from_on, until_on) values ($1, $2, $3, onward.today() - 9, onward.today() - 1)",
		w.Orgs["ealing"], w.Staff["joel"], w.Staff["amina"])
	for _, m := range []made{
		{name: "Ada", spoc: "amina", overdue: true, groups: []string{"disabled", "over_50"}, barrier: "mental_health", program: "Restart"},
		{name: "Ben", spoc: "amina", stage: journey.StageInWork, early: true, quiet: true, entry: "library"},
		{name: "Cem", spoc: "amina", stage: journey.StageClosed, groups: []string{"disabled"}},
		{name: "Dia", spoc: "joel", helpers: []string{"tom"}, stage: journey.StageInWork, groups: []string{"disabled"}, barrier: "mental_health"},
		{name: "Eva", spoc: "joel", helpers: []string{"tom", "amina"}, overdue: true, groups: []string{"disabled", "over_50"}, program: "Restart"},
		{name: "Fay", spoc: "tom", stage: journey.StagePaused, quiet: true, barrier: "mental_health"},
		{name: "Gus", spoc: "bola", overdue: true, groups: []string{"disabled", "over_50"}, barrier: "mental_health", program: "Restart"},
		{name: "Hal", spoc: "bimpe", stage: journey.StageInWork, early: true, quiet: true, entry: "library"},
	} {
		m.org = "ealing"
		if m.spoc == "bola" || m.spoc == "bimpe" {
			m.org = "brent"
		}
		added := w.add(t, m)
		if slices.Contains(m.helpers, "amina") {
			if err := w.Journeys.Support(w.As("joel"), added.id, w.Staff["amina"]); err != nil {
				t.Fatal(err)
			}
		}
	}
	ada := w.journeys[0].id // whom joel supported until today
	for _, step := range []func(context.Context, uuid.UUID, int) error{w.Journeys.Support, w.Journeys.EndSupport} {
		if err := step(w.As("amina"), ada, w.Staff["joel"]); err != nil {
			t.Fatal(err)
		}
	}
}

// scope runs f with the scope of a person.
func (w *world) scope(t *testing.T, who string, f func(*postgres.Tx, caseload.Store, access.Scope) error) error {
	t.Helper()
	return w.Read(who, func(tx *postgres.Tx) error {
		return f(tx, caseload.Store{Box: w.Box}, w.Policy.Scope(tx.Actor))
	})
}

func (w *world) names(rows []caseload.Row) []string {
	names := []string{}
	for _, r := range rows {
		for _, m := range w.journeys {
			if m.id == r.ID() {
				names = append(names, m.name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// crowd puts n more journeys at an organisation in one go.
func (w *world) crowd(t *testing.T, who string, n int) {
	t.Helper()
	list := make([]journey.New, n)
	for i := range list {
		list[i] = journey.New{EntryPoint: "self", Resident: resident.New{Identity: resident.Identity{Given: fmt.Sprintf("Given%d", i%97), Family: fmt.Sprintf("Family%d", i%89),
			Born: calendar.Day(1950+i%50, 1, 1+i%28)}}}
	}
	err := w.DB.Write(w.As(who), func(tx *postgres.Tx) error {
		for i := range list {
			if err := list[i].Check(tx.Actor.Today); err != nil {
				return err
			}
		}
		_, err := w.Journeys.Store.StartMany(tx, w.Policy, w.Journeys.Residents, list)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var roles = map[string]actor.Role{"amina": actor.Advisor, "joel": actor.Advisor, "tom": actor.Manager, "ines": actor.Intake, "grace": actor.Governance,
	"anil": actor.Analyst, "petra": actor.Administrator, "bola": actor.Advisor, "bimpe": actor.Manager, "jan": actor.Advisor}

var homes = map[string]string{"bola": "brent", "bimpe": "brent", "jan": "jcp-west"}
