package organisation_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/organisation"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

var first = calendar.MustISO("2024-01-08")

// setup runs f in one transaction of the application's role.
func setup(w *fixture.World, f func(context.Context, organisation.Setup) error) error {
	ctx := context.Background()
	return w.DB.Plain(ctx, func(tx pgx.Tx) error { return f(ctx, organisation.Setup{Tx: tx}) })
}

func TestWhatSetupAddsTheDirectoryShows(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	var post int
	err := setup(w, func(ctx context.Context, s organisation.Setup) error {
		partnership, err := s.AddPartnership(ctx, "SLP", "South London Partnership")
		if err != nil {
			return err
		}
		org, err := s.AddOrganisation(ctx, organisation.NewOrganisation{Partnership: partnership, Kind: organisation.College, Slug: "canal-college", Name: "Canal College", Short: "Canal"})
		if err != nil {
			return err
		}
		staff, err := s.AddStaff(ctx, organisation.NewStaff{Username: "nia", Email: "nia@canal.example", Name: "Nia Pugh", Telephone: "020 7946 0999"})
		if err != nil {
			return err
		}
		if post, err = s.AddPost(ctx, organisation.NewPost{Staff: staff, Organisation: org, Role: actor.Advisor, From: first}); err != nil {
			return err
		}
		if _, err := s.AddAbsence(ctx, organisation.NewAbsence{Organisation: org, Staff: staff, Cover: w.Staff["joel"], From: first, Until: first}); err != nil {
			return err
		}
		_, err = s.AddTeam(ctx, organisation.NewTeam{Organisation: org, Hub: true, Name: "Canal Hub", Members: []int{post, w.Posts["amina"]}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := w.Directory.Post(context.Background(), post)
	if err != nil || c.Name != "Nia Pugh" || c.Role != actor.Advisor || c.Org.Name != "Canal College" || c.Org.Partnership != "South London Partnership" {
		t.Errorf("directory: %+v, %v", c, err)
	}
}

func TestSetupRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	ealing, amina := w.Orgs["ealing"], w.Staff["amina"]
	for name, c := range map[string]struct {
		kind fault.Kind
		do   func(context.Context, organisation.Setup) (int, error)
	}{
		"a partnership without a name": {fault.Invalid, func(ctx context.Context, s organisation.Setup) (int, error) { return s.AddPartnership(ctx, "X", "") }},
		"an organisation of no kind": {fault.Invalid, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddOrganisation(ctx, organisation.NewOrganisation{Kind: "club", Slug: "X Y", Name: " "})
		}},
		"a slug that is taken": {fault.Conflict, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddOrganisation(ctx, organisation.NewOrganisation{Partnership: 1, Kind: organisation.Borough, Slug: "ealing", Name: "Ealing", Short: "Ealing"})
		}},
		"an email in capitals": {fault.Invalid, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddStaff(ctx, organisation.NewStaff{Username: "x", Email: "X@y.example", Name: "X"})
		}},
		"a username that is taken": {fault.Conflict, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddStaff(ctx, organisation.NewStaff{Username: "amina", Email: "x@y.example", Name: "X"})
		}},
		"a post that ends before it begins": {fault.Invalid, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddPost(ctx, organisation.NewPost{Staff: amina, Organisation: ealing, Role: actor.Advisor, From: first, Until: first.Add(-1)})
		}},
		"a role that is none": {fault.Invalid, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddPost(ctx, organisation.NewPost{Staff: amina, Organisation: ealing, Role: "king", From: first})
		}},
		"a team without a name": {fault.Invalid, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddTeam(ctx, organisation.NewTeam{Organisation: ealing})
		}},
		"a cover for oneself": {fault.Invalid, func(ctx context.Context, s organisation.Setup) (int, error) {
			return s.AddAbsence(ctx, organisation.NewAbsence{Organisation: ealing, Staff: amina, Cover: amina, From: first, Until: first})
		}},
	} {
		err := setup(w, func(ctx context.Context, s organisation.Setup) error { _, err := c.do(ctx, s); return err })
		if !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestATeamOfOneNameIsThereOnce(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	add := func(ctx context.Context, s organisation.Setup) error {
		_, err := s.AddTeam(ctx, organisation.NewTeam{Organisation: w.Orgs["ealing"], Name: "Ealing Work Hub"})
		return err
	}
	if err := setup(w, add); err != nil {
		t.Fatal(err)
	}
	if err := setup(w, add); !fault.Is(err, fault.Conflict) {
		t.Errorf("twice: %v", err)
	}
}
