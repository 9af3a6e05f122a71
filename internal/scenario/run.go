package scenario

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/postgres/local"
	"onward/migrations"
)

// Run asks each file's world, prints each check that fails and a last line with
// the counts. A file that is no scenario, or whose world cannot be laid down, is
// an error after the others have been asked.
func Run(ctx context.Context, cluster *local.Cluster, roles *access.Policy, files []string, out io.Writer) (total Result, err error) {
	conn, drop, err := scratch(ctx, cluster)
	if err != nil {
		return total, err
	}
	defer drop()
	var broken []error
	for _, name := range files {
		r, err := one(ctx, conn, roles, name, out)
		if err != nil {
			broken = append(broken, fmt.Errorf("%s: %w", name, err))
			total.Failed++
		}
		total.Passed, total.Failed = total.Passed+r.Passed, total.Failed+r.Failed
	}
	for _, err := range broken {
		fmt.Fprintln(out, err)
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", total.Passed, total.Failed)
	return total, nil
}

// scratch makes a database that is dropped again, and connects to it as one who
// may take the place of both roles.
func scratch(ctx context.Context, cluster *local.Cluster) (conn *pgx.Conn, drop func(), err error) {
	id := uuid.New()
	name := "scenario_" + hex.EncodeToString(id[:8])
	admin, err := pgx.Connect(ctx, cluster.URL(local.Superuser, "postgres"))
	if err != nil {
		return nil, nil, err
	}
	drop = func() {
		ctx := context.WithoutCancel(ctx)
		if conn != nil {
			_ = conn.Close(ctx)
		}
		_, _ = admin.Exec(ctx, "drop database if exists "+name+" with (force)")
		_ = admin.Close(ctx)
	}
	if _, err = admin.Exec(ctx, fmt.Sprintf("create database %s owner %s template template0", name, local.Owner)); err == nil {
		if _, err = postgres.Migrate(ctx, cluster.URL(local.Owner, name), migrations.Files); err == nil {
			conn, err = pgx.Connect(ctx, cluster.URL(local.Superuser, name))
		}
	}
	if err != nil {
		drop()
		return nil, nil, err
	}
	return conn, drop, nil
}

// one asks one file in a transaction that is given up.
func one(ctx context.Context, conn *pgx.Conn, roles *access.Policy, name string, out io.Writer) (Result, error) {
	file, err := os.Open(name)
	if err != nil {
		return Result{}, err
	}
	defer file.Close()
	w, err := Read(file)
	if err != nil {
		return Result{}, err
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return Result{}, err
	}
	r, err := w.ask(ctx, conn, roles, name, out)
	return r, errors.Join(err, tx.Rollback(context.WithoutCancel(ctx)))
}

func (w *World) ask(ctx context.Context, conn *pgx.Conn, roles *access.Policy, name string, out io.Writer) (Result, error) {
	if _, err := conn.Exec(ctx, "set local role "+string(local.Owner)); err != nil {
		return Result{}, err
	}
	l, err := w.lay(ctx, conn)
	if err != nil {
		return Result{}, err
	}
	if _, err := conn.Exec(ctx, "set local role "+string(local.App)); err != nil {
		return Result{}, err
	}
	a := &asker{world: w, laid: l, gate: journey.NewGate(roles), conn: conn, out: out, name: name}
	err = a.all(ctx)
	return a.Result, err
}
