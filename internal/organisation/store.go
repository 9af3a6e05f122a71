package organisation

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
	"onward/internal/postgres"
)

// Store reads the directory. It takes no decision: the directory is every
// signed-in person's, and holds no resident.
type Store struct{ DB *postgres.DB }

const colleagues = `select s.id, p.id, s.username, s.email, s.name, s.telephone, p.role, o.id, t.name, o.kind, o.slug, o.name, o.short_name
	from onward.post p join onward.staff s on s.id = p.staff_id join onward.organisation o on o.id = p.organisation_id
	join onward.partnership t on t.id = o.partnership_id
	cross join (select onward.today() offset 0) d(today) -- asked once, not for each row
	where p.from_on <= d.today and coalesce(p.until_on, 'infinity') >= d.today
	and coalesce(s.ended_on, 'infinity') >= d.today and coalesce(o.ended_on, 'infinity') >= d.today`

func scanColleague(row pgx.CollectableRow) (Colleague, error) {
	var c Colleague
	o := &c.Org
	return c, row.Scan(&c.Staff, &c.Post, &c.Username, &c.Email, &c.Name, &c.Telephone, &c.Role, &o.ID, &o.Partnership, &o.Kind, &o.Slug, &o.Name, &o.Short)
}

func (s Store) colleagues(ctx context.Context, where string, args ...any) (list []Colleague, err error) {
	err = s.DB.AskPlain(ctx, func(b *pgx.Batch) {
		b.Queue(colleagues+where, args...).Query(func(rows pgx.Rows) error {
			list, err = pgx.CollectRows(rows, scanColleague)
			return err
		})
	})
	return list, err
}

// Everyone lists every post that stands today, by organisation and name.
func (s Store) Everyone(ctx context.Context) ([]Colleague, error) {
	return s.colleagues(ctx, " order by o.id, s.name, p.id")
}

// Caseworkers lists who can be given a journey at an organisation, by name.
func (s Store) Caseworkers(ctx context.Context, org int) ([]Colleague, error) {
	return s.colleagues(ctx, " and o.id = $1 and p.role in ('advisor', 'manager', 'intake') order by s.name, p.id", org)
}

// Post finds the holder of a post that stands today; otherwise fault.Missing.
func (s Store) Post(ctx context.Context, post int) (Colleague, error) {
	return one(s.colleagues(ctx, " and p.id = $1", post))
}

// Username finds a person's first post by the name they sign in with or their email.
func (s Store) Username(ctx context.Context, name string) (Colleague, error) {
	list, err := s.colleagues(ctx, " and (s.username = $1 or s.email = lower($1)) order by p.id limit 1", name)
	return one(list, err)
}

// Manager finds the first manager of an organisation.
func (s Store) Manager(ctx context.Context, slug string) (Colleague, error) {
	list, err := s.colleagues(ctx, " and o.slug = $1 and p.role = 'manager' order by p.id limit 1", slug)
	return one(list, err)
}

// Slug finds an organisation; otherwise fault.Missing.
func (s Store) Slug(ctx context.Context, slug string) (o Organisation, err error) {
	err = s.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `select o.id, t.name, o.kind, o.slug, o.name, o.short_name from onward.organisation o
			join onward.partnership t on t.id = o.partnership_id where o.slug = $1`, slug).Scan(&o.ID, &o.Partnership, &o.Kind, &o.Slug, &o.Name, &o.Short)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		err = fault.New(fault.Missing, "There is no organisation of that name.")
	}
	return o, err
}

func one(list []Colleague, err error) (Colleague, error) {
	if err != nil {
		return Colleague{}, err
	}
	if len(list) != 1 {
		return Colleague{}, fault.New(fault.Missing, "There is nobody of that name with a post that stands today.")
	}
	return list[0], nil
}

// Posts lists the posts of the person with this email or username, the oldest first.
func (s Store) Posts(ctx context.Context, email string) ([]Colleague, error) {
	return s.colleagues(ctx, " and (s.email = $1 or s.username = $1) order by p.id", email)
}

// Covered lists whom a member of staff covers for today, by name: colleagues who
// are away and left their work to them.
func (s Store) Covered(tx *postgres.Tx, cover int) ([]Colleague, error) {
	rows, err := tx.Query(colleagues+` and exists (select from onward.absence a where a.staff_id = s.id and a.cover_id = $1
		and a.organisation_id = o.id and d.today between a.from_on and a.until_on) order by s.name, p.id`, cover)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanColleague)
}
