package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"onward/internal/fault"
)

// initialise makes the cluster where there is none. It works in a folder of
// another name, so that what a killed attempt left is never taken for a cluster.
func (c *Cluster) initialise(ctx context.Context) error {
	if _, err := os.Stat(c.home.data()); err == nil {
		return nil
	}
	began := time.Now()
	making, err := os.MkdirTemp(c.home.dir, "making-")
	if err != nil {
		return unwritable(err)
	}
	defer os.RemoveAll(making) // finds nothing once it has its name
	if err := claim(making, c.home.who); err != nil {
		return err
	}
	if err := c.initdb(ctx, making); err != nil {
		return err
	}
	name := filepath.Base(making)
	if err := c.home.write(filepath.Join(name, "pg_hba.conf"), []byte(accessRules)); err != nil {
		return err
	}
	if err := include(filepath.Join(making, "postgresql.conf")); err != nil {
		return err
	}
	if err := os.Rename(making, c.home.data()); err != nil {
		return unwritable(err)
	}
	c.log.Info("made a private PostgreSQL", "version", c.binaries.major, "folder", c.home.dir,
		"user", c.home.who.name, "took", time.Since(began).Round(time.Millisecond))
	return nil
}

// initdb fills a folder. The characters are compared by their numbers and
// classed by Unicode: that is the same on every machine, so an upgrade of the
// system's C library never corrupts an index. Where people read a sorted list
// the query names the collation.
func (c *Cluster) initdb(ctx context.Context, dir string) error {
	password, err := os.CreateTemp(c.home.dir, ".password-*")
	if err != nil {
		return unwritable(err)
	}
	defer os.Remove(password.Name())
	defer password.Close()
	if err := errors.Join(c.home.who.give(password), sendLine(password, c.secrets[Superuser])); err != nil {
		return unwritable(err)
	}
	args := []string{
		"--pgdata=" + dir, "--username=" + string(Superuser), "--pwfile=" + password.Name(),
		"--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8", "--data-checksums",
	}
	if c.settings["fsync"] == "off" {
		args = append(args, "--no-sync")
	}
	cmd := c.binaries.command(ctx, c.home.dir, "initdb", args...)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return fmt.Errorf("initdb: %w", context.Cause(ctx))
	}
	if err != nil {
		return fault.Wrap(fmt.Errorf("initdb: %w\n%s", err, tail(out)), fault.Unavailable,
			"PostgreSQL could not make its files: look whether the disk of the data folder is full or read-only")
	}
	return nil
}

func sendLine(file *os.File, line string) error {
	_, err := file.WriteString(line + "\n")
	return err
}

// include makes a cluster read the settings file, after its own ones.
func include(conf string) error {
	file, err := os.OpenFile(conf, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return unwritable(err)
	}
	defer file.Close()
	if err := sendLine(file, "\ninclude '"+settingsFile+"'"); err != nil {
		return unwritable(err)
	}
	return file.Sync()
}

// sweep takes away what killed processes left half made. The caller holds
// start.lock, under which all of it is made.
func (h home) sweep() {
	entries, err := os.ReadDir(h.dir)
	if err != nil {
		return // whoever writes there next says why
	}
	for _, entry := range entries {
		for _, prefix := range []string{"making-", ".password-", ".new-"} {
			if strings.HasPrefix(entry.Name(), prefix) {
				_ = os.RemoveAll(h.path(entry.Name())) // an initdb that outlived its onward may still write there: next time
			}
		}
	}
}
