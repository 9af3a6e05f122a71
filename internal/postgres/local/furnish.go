package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"onward/internal/fault"
)

// extensions are made by the superuser, in template1 too, so that migrations
// and the databases of tests find them whatever their role may do.
var extensions = []string{"pgcrypto", "pg_trgm", "unaccent", "fuzzystrmatch"}

// furnish makes the roles, the database and the extensions, once in the life of
// a cluster. Each step can be done twice, so a killed attempt is simply done
// again. The mark spares template1 later connections, which would be in the way
// of whoever copies it.
func (c *Cluster) furnish(ctx context.Context) error {
	mark := "roles database " + strings.Join(extensions, " ")
	if text, err := os.ReadFile(c.home.path("data/onward.furnished")); err == nil && string(text) == mark {
		return nil
	}
	if err := c.in(ctx, "postgres", c.makeDatabase); err != nil {
		return fmt.Errorf("make the roles and the database: %w", err)
	}
	for _, database := range []string{"template1", Database} {
		if err := c.in(ctx, database, makeExtensions); err != nil {
			return err
		}
	}
	return c.home.write("data/onward.furnished", []byte(mark))
}

// in does something in a database as the superuser, with statements kept out of
// the log: they hold passwords.
func (c *Cluster) in(ctx context.Context, database string, do func(context.Context, *pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, c.URL(Superuser, database))
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "set log_statement = none; set log_min_duration_statement = -1; set log_min_error_statement = panic"); err != nil {
		return err
	}
	return do(ctx, conn)
}

// makeDatabase makes the three roles and the database. Only its owner and the
// two others may connect, and they make nothing in it, temporary tables neither.
func (c *Cluster) makeDatabase(ctx context.Context, conn *pgx.Conn) error {
	for _, role := range []Role{Owner, App, Auditor} {
		there, err := exists(ctx, conn, "select from pg_roles where rolname = $1", string(role))
		if err != nil {
			return err
		}
		if there {
			continue
		}
		if _, err := conn.Exec(ctx, fmt.Sprintf(
			"create role %s login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '%s'",
			role, strings.ReplaceAll(c.secrets[role], "'", "''"))); err != nil {
			return err
		}
	}
	there, err := exists(ctx, conn, "select from pg_database where datname = $1", Database)
	if err != nil {
		return err
	}
	if !there {
		if _, err := conn.Exec(ctx, fmt.Sprintf("create database %s owner %s template template0", Database, Owner)); err != nil {
			return err
		}
	}
	_, err = conn.Exec(ctx, fmt.Sprintf(
		"revoke all on database %[1]s from public; grant connect on database %[1]s to %[2]s, %[3]s", Database, App, Auditor))
	return err
}

func exists(ctx context.Context, conn *pgx.Conn, query, name string) (bool, error) {
	var there bool
	err := conn.QueryRow(ctx, "select exists ("+query+")", name).Scan(&there)
	return there, err
}

func makeExtensions(ctx context.Context, conn *pgx.Conn) error {
	for _, name := range extensions {
		if _, err := conn.Exec(ctx, "create extension if not exists "+name); err != nil {
			return noExtension(name, err)
		}
	}
	return nil
}

// noExtension tells apart what an administrator can mend: the part of
// PostgreSQL that some distributions package by itself.
func noExtension(name string, err error) error {
	err = fmt.Errorf("create extension %s: %w", name, err)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && (refused.Code == "0A000" || refused.Code == "58P01") {
		return fault.Wrap(err, fault.Unavailable,
			"PostgreSQL's additional modules are missing: install them (apt-get install postgresql-contrib)")
	}
	return err
}
