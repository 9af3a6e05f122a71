package organisation

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"onward/internal/fault"
)

// Setup writes the directory in the caller's transaction, so that a half-made
// organisation never stands. Like Store it takes no decision: the directory
// holds no resident. Who may reach it is the duty of the route or the command.
type Setup struct {
	Tx interface {
		QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
		Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	}
}

// AddPartnership keeps a partnership, under a short code of its own, and gives its id.
func (s Setup) AddPartnership(ctx context.Context, code, name string) (int, error) {
	if code == "" || name == "" {
		return 0, fault.Fields(fault.Field{Name: "name", Message: "Enter the partnership's code and name"})
	}
	return s.add(ctx, "insert into onward.partnership (code, name) values ($1, $2) returning id", code, name)
}

// AddOrganisation keeps an organisation and gives its id; a slug that is taken
// is fault.Conflict.
func (s Setup) AddOrganisation(ctx context.Context, n NewOrganisation) (int, error) {
	if err := n.Check(); err != nil {
		return 0, err
	}
	return s.add(ctx, `insert into onward.organisation (partnership_id, kind, slug, name, short_name, gss_code, telephone, email)
		values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`, n.Partnership, string(n.Kind), n.Slug, n.Name, n.Short, n.GSS, n.Telephone, n.Email)
}

// AddStaff keeps a person and gives their id; a username or an email that is
// taken is fault.Conflict.
func (s Setup) AddStaff(ctx context.Context, n NewStaff) (int, error) {
	if err := n.Check(); err != nil {
		return 0, err
	}
	return s.add(ctx, "insert into onward.staff (username, email, name, telephone) values ($1, $2, $3, $4) returning id",
		n.Username, n.Email, n.Name, n.Telephone)
}

// AddPost gives a person a role at an organisation, and gives the post's id.
func (s Setup) AddPost(ctx context.Context, n NewPost) (int, error) {
	if err := n.Check(); err != nil {
		return 0, err
	}
	return s.add(ctx, "insert into onward.post (staff_id, organisation_id, role, from_on, until_on) values ($1, $2, $3, $4, $5) returning id",
		n.Staff, n.Organisation, string(n.Role), n.From, n.Until)
}

// AddTeam keeps a team or hub with its members and gives its id.
func (s Setup) AddTeam(ctx context.Context, n NewTeam) (int, error) {
	if err := n.Check(); err != nil {
		return 0, err
	}
	kind := "team"
	if n.Hub {
		kind = "hub"
	}
	id, err := s.add(ctx, "insert into onward.team (organisation_id, kind, name, address) values ($1, $2, $3, $4) returning id",
		n.Organisation, kind, n.Name, n.Address)
	if err != nil {
		return 0, err
	}
	_, err = s.Tx.Exec(ctx, "insert into onward.team_member (team_id, post_id) select $1, unnest($2::int[])", id, n.Members)
	return id, taken(err)
}

// AddAbsence lets one person cover for another from one day to another.
func (s Setup) AddAbsence(ctx context.Context, n NewAbsence) (int, error) {
	if err := n.Check(); err != nil {
		return 0, err
	}
	return s.add(ctx, "insert into onward.absence (organisation_id, staff_id, cover_id, from_on, until_on) values ($1, $2, $3, $4, $5) returning id",
		n.Organisation, n.Staff, n.Cover, n.From, n.Until)
}

func (s Setup) add(ctx context.Context, sql string, args ...any) (id int, err error) {
	err = s.Tx.QueryRow(ctx, sql, args...).Scan(&id)
	return id, taken(err)
}

// taken names the one thing that a person can put right; the directory is open
// to everybody who signs in, so that it betrays nothing.
func taken(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "23505" {
		return fault.Wrap(err, fault.Conflict, "Something of that name is in the directory already. Choose another name.")
	}
	return err
}
