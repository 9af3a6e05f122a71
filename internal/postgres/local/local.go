package local

import (
	"context"
	"log/slog"
	"net/url"
	"strconv"
	"sync"
)

// Options say where the cluster lives and who asks for it.
type Options struct {
	Dir      string            // the data folder, absolute or relative; made where it is missing
	Settings map[string]string // added to postgresql.conf by the one who starts the cluster; who joins has no say
	Serve    bool              // the caller is a server: one at a time on a folder
	Log      *slog.Logger      // nil is silent
}

// Role is a role of the database, by its name there.
type Role string

// The roles. Only App serves requests: Owner migrates, Auditor reads the audit,
// Superuser makes databases for tests and extensions.
const (
	Owner     Role = "onward_owner"
	App       Role = "onward_app"
	Auditor   Role = "onward_auditor"
	Superuser Role = "postgres"
)

// Database is the one that Onward keeps its records in.
const Database = "onward"

// Cluster is one process's share in the PostgreSQL of a data folder. It holds
// until Close, or until the process ends.
type Cluster struct {
	home     home
	binaries binaries
	settings map[string]string
	log      *slog.Logger

	secrets secrets
	at      endpoint

	users  *lock // shared: this process needs PostgreSQL
	server *lock // exclusive, nil unless it serves

	once   sync.Once
	closed error
}

// Open joins the PostgreSQL of a data folder and starts it where it does not
// run; the first time it also makes the cluster, the roles and the database.
// ErrServing says that a server is there already, ErrNotInstalled, ErrTooOld
// and ErrOtherVersion that the right PostgreSQL is not.
func Open(ctx context.Context, o Options) (*Cluster, error) {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	h, b, err := settle(o.Dir, log)
	if err != nil {
		return nil, err
	}
	c := &Cluster{home: h, binaries: b, settings: o.Settings, log: log}
	if o.Serve {
		if c.server, err = h.lockServer(); err != nil {
			return nil, err
		}
	}
	if err := c.join(ctx); err != nil {
		c.server.release()
		return nil, err
	}
	return c, nil
}

// join takes a share in the cluster and sees to it that it runs. Nobody else
// starts or stops it meanwhile.
func (c *Cluster) join(ctx context.Context) error {
	starting, err := c.home.lock("start.lock")
	if err != nil {
		return err
	}
	defer starting.release()
	if err := starting.wait(ctx); err != nil {
		return err
	}
	if c.users, err = c.home.lock("users.lock"); err != nil {
		return err
	}
	if err := c.users.share(); err != nil {
		c.users.release()
		return err
	}
	if err := c.bringUp(ctx); err != nil {
		c.leave()
		return err
	}
	return nil
}

// Close gives up the share; the last one out stops PostgreSQL. Calling it again
// is harmless.
func (c *Cluster) Close() error {
	c.once.Do(func() { c.closed = c.close() })
	return c.closed
}

func (c *Cluster) close() error {
	defer c.users.release()
	defer c.server.release()
	starting, err := c.home.lock("start.lock")
	if err != nil {
		return err
	}
	defer starting.release()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := starting.wait(ctx); err != nil {
		return err
	}
	return c.leave()
}

// leave drops the locks and stops PostgreSQL where nobody else holds a share.
// The caller holds start.lock.
func (c *Cluster) leave() error {
	c.server.release()
	alone, err := c.users.alone()
	if err != nil || !alone {
		c.users.release()
		return err
	}
	defer c.users.release()
	return c.bringDown()
}

// Dir is where the cluster really lives: the folder `postgres` of the data
// folder, or the place that it moved to because PostgreSQL's user cannot reach
// that one.
func (c *Cluster) Dir() string { return c.home.dir }

// URL is how a role reaches a database of the cluster, Database where none is
// named: through the socket, with the password in it, so keep it out of logs.
func (c *Cluster) URL(role Role, database string) string {
	if database == "" {
		database = Database
	}
	return c.at.url(role, c.secrets[role], database)
}

func (e endpoint) url(role Role, password, database string) string {
	query := url.Values{
		"host":    {e.Socket},
		"port":    {strconv.Itoa(e.Port)},
		"sslmode": {"disable"},
	}
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(string(role), password),
		Path:     "/" + database,
		RawQuery: query.Encode(),
	}
	return u.String()
}
