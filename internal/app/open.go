package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/account"
	"onward/internal/audit"
	"onward/internal/exchange"
	"onward/internal/exchange/export"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/caseload"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/journey/timeline"
	"onward/internal/organisation"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/postgres/local"
	"onward/internal/resident"
	"onward/internal/secret"
	"onward/internal/sharing"
	"onward/internal/web/caseloadpage"
	"onward/internal/web/findpage"
	"onward/internal/web/governancepage"
	"onward/internal/web/journeypage"
	"onward/migrations"
	"onward/policies"
)

// App is a running Onward without a server: what every command works with.
type App struct {
	Config      Config
	Log         *slog.Logger
	DB          *postgres.DB
	Box         *secret.Box
	Root        secret.Root
	Policy      *access.Policy
	Directory   organisation.Store
	Accounts    account.Service
	Tokens      account.Tokens
	Residents   resident.Store
	Gate        journey.Gate
	Journeys    journey.Service
	Agreements  sharing.Agreements
	Says        sharing.Says
	Seals       sharing.Seals
	Emergencies sharing.Emergencies
	Barriers    barrier.Service
	Plan        plan.Service
	Diary       diary.Service
	Notes       note.Service
	Timeline    timeline.Service
	Caseload    caseload.Service
	Outcomes    outcome.Service
	Imports     exchange.Service
	Uploads     exchange.Uploads
	Exports     export.Service
	Checkpoint  audit.Checkpoint
	Trail       audit.Trail
	cluster     *local.Cluster
}

// Open brings the database up where it is private, migrates it, loads policy
// and keys and wires the services. Serving takes the data folder for itself.
func Open(ctx context.Context, c Config, log *slog.Logger, serving bool) (*App, error) {
	a := &App{Config: c, Log: log}
	if err := a.open(ctx, serving); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// Over makes an App over a database that is open and migrated already, as
// tests have it; the caller closes the database.
func Over(ctx context.Context, c Config, log *slog.Logger, db *postgres.DB, root secret.Root) (a *App, err error) {
	a = &App{Config: c, Log: log, DB: db, Root: root}
	if a.Policy, err = access.Load(policies.Model, policies.Roles); err != nil {
		return nil, err
	}
	if err := a.keys(ctx); err != nil {
		return nil, err
	}
	a.wire()
	return a, nil
}

func (a *App) open(ctx context.Context, serving bool) (err error) {
	if a.Policy, err = access.Load(policies.Model, policies.Roles); err != nil {
		return err
	}
	if err := a.database(ctx, serving); err != nil {
		return err
	}
	if err := a.keys(ctx); err != nil {
		return err
	}
	a.wire()
	return nil
}

// database finds the three URLs, migrates as the owner and opens the pool.
func (a *App) database(ctx context.Context, serving bool) (err error) {
	c := &a.Config
	if c.DatabaseURL == "" {
		a.cluster, err = local.Open(ctx, local.Options{Dir: c.Data, Serve: serving, Log: a.Log})
		if err != nil {
			return err
		}
		c.private = true
		c.DatabaseURL, c.MigrateURL, c.AuditorURL = a.cluster.URL(local.App, ""), a.cluster.URL(local.Owner, ""), a.cluster.URL(local.Auditor, "")
	}
	if c.MigrateURL != "" {
		steps, err := postgres.Migrate(ctx, c.MigrateURL, migrations.Files)
		if err != nil {
			return err
		}
		if steps > 0 {
			a.Log.InfoContext(ctx, "migrated", "steps", steps)
		}
	}
	a.DB, err = postgres.Open(ctx, c.DatabaseURL, a.Log)
	return err
}

// keys opens the keyset of the database with the installation's key, and makes
// both the first time.
func (a *App) keys(ctx context.Context) (err error) {
	if err := a.DB.Listen(ctx); err != nil {
		return err
	}
	switch {
	case a.Root != secret.Root{}:
	case a.Config.Key != "":
		a.Root, err = secret.ParseRoot(a.Config.Key)
	default:
		a.Root, err = a.rootFile(ctx)
	}
	if err != nil {
		return err
	}
	sealed, err := a.keyset(ctx)
	if err != nil {
		return err
	}
	a.Box, err = a.Root.Open(sealed)
	return err
}

// rootFile reads the installation's key from the data folder. It makes one only
// for a database in which nothing is sealed yet: beside data of another key a
// new one would hide that theirs is missing. The database is asked first, since
// whoever seals its keyset has kept the key before.
func (a *App) rootFile(ctx context.Context) (secret.Root, error) {
	path := filepath.Join(a.dir(), "key")
	var sealed bool
	err := a.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "select exists (select from onward.keyset where purpose = 'fields')").Scan(&sealed)
	})
	if err != nil {
		return secret.Root{}, err
	}
	if !sealed {
		return secret.RootFile(path)
	}
	root, err := secret.ReadRootFile(path)
	if errors.Is(err, os.ErrNotExist) {
		err = fault.Wrap(err, fault.Invalid, "The key that this database was sealed with is missing. Restore the file "+path+
			" from a backup, or give the key in ONWARD_KEY. Without it what was sealed cannot be read.")
	}
	return root, err
}

func (a *App) keyset(ctx context.Context) (sealed []byte, err error) {
	fresh, err := a.Root.NewKeyset()
	if err != nil {
		return nil, err
	}
	err = a.DB.Plain(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "insert into onward.keyset (purpose, sealed) values ('fields', $1) on conflict (purpose) do nothing", fresh); err != nil {
			return err
		}
		return tx.QueryRow(ctx, "select sealed from onward.keyset where purpose = 'fields'").Scan(&sealed)
	})
	return sealed, err
}

// RotateKey gives the fields' keyset a new primary key. Servers that run go on
// with the old one until they start again; both open everything.
func (a *App) RotateKey(ctx context.Context) error {
	return a.DB.Plain(ctx, func(tx pgx.Tx) error {
		var sealed []byte
		if err := tx.QueryRow(ctx, "select sealed from onward.keyset where purpose = 'fields' for update").Scan(&sealed); err != nil {
			return err
		}
		rotated, err := a.Root.Rotate(sealed)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "update onward.keyset set sealed = $1, changed_at = onward.now() where purpose = 'fields'", rotated)
		return err
	})
}

func (a *App) wire() {
	a.Directory = organisation.Store{DB: a.DB}
	a.Accounts = account.Service{DB: a.DB, Directory: a.Directory, Box: a.Box}
	limits := account.Limits{DB: a.DB, Box: a.Box}
	a.Tokens = account.NewTokens(a.Root, a.DB.Now, a.Accounts.Stamp)
	a.Residents = resident.Store{Box: a.Box}
	a.Gate = journey.NewGate(a.Policy)
	a.Journeys = journey.Service{DB: a.DB, Gate: a.Gate, Store: journey.Store{Box: a.Box}, Residents: a.Residents,
		Limit: limits.Search}
	a.Agreements = sharing.Agreements{DB: a.DB, Policy: a.Policy, Box: a.Box}
	a.Says = sharing.Says{DB: a.DB, Gate: a.Gate, Rules: a.Gate.Rules}
	a.Seals = sharing.Seals{DB: a.DB, Gate: a.Gate}
	a.Emergencies = sharing.Emergencies{DB: a.DB, Policy: a.Policy, Box: a.Box, Limit: limits.Emergency}
	a.Barriers = barrier.Service{DB: a.DB, Gate: a.Gate, Box: a.Box}
	a.Plan = plan.Service{DB: a.DB, Gate: a.Gate, Box: a.Box}
	a.Diary = diary.Service{DB: a.DB, Gate: a.Gate, Box: a.Box}
	a.Notes = note.Service{DB: a.DB, Gate: a.Gate, Box: a.Box}
	a.Timeline = timeline.Service{DB: a.DB, Gate: a.Gate, Box: a.Box}
	rates, _ := outcome.Reference()
	a.Outcomes = outcome.Service{DB: a.DB, Gate: a.Gate, Rates: rates}
	a.Caseload = caseload.Service{DB: a.DB, Gate: a.Gate, Box: a.Box, Outcomes: a.Outcomes.ForCaseload, Settle: a.Outcomes.Settle, Limit: limits.Search}
	a.Imports = exchange.Service{DB: a.DB, Gate: a.Gate, Journeys: a.Journeys.Store, Residents: a.Residents, Barriers: a.Barriers, Directory: a.Directory, Box: a.Box}
	a.Uploads = exchange.Uploads{Service: a.Imports}
	a.Exports = export.Service{DB: a.DB, Gate: a.Gate, Box: a.Box, Wake: make(chan struct{}, 1),
		Sources: map[string]export.Source{caseloadpage.ExportSource: caseloadpage.Source(a.Caseload), findpage.ExportSource: findpage.Source(a.Caseload),
			journeypage.TimelineSource: journeypage.ExportTimeline(journeypage.Pages{DB: a.DB, Journeys: a.Journeys, Timeline: a.Timeline})}}
	path := a.Config.Checkpoint
	if path == "" {
		path = filepath.Join(a.dir(), "audit-heads")
	}
	a.Checkpoint = audit.Checkpoint{Path: path}
	a.Trail = audit.Trail{DB: a.DB, Policy: a.Policy, Checkpoint: a.Checkpoint}
	a.Exports.Sources[governancepage.ExportSource] = governancepage.Source(a.Trail)
}

// dir is the data folder, where a private cluster was moved to if it was.
func (a *App) dir() string { return a.Config.Data }

// Verify holds the audit's chain against its rows and the checkpoint.
func (a *App) Verify(ctx context.Context) (audit.Report, error) {
	if a.Config.AuditorURL == "" {
		return audit.Report{}, fault.New(fault.Invalid, "Set ONWARD_AUDITOR_URL to the database's URL as onward_auditor.")
	}
	return audit.Verify(ctx, a.Config.AuditorURL, a.Checkpoint)
}

// Close lets everything go; the last one on a private cluster stops it.
func (a *App) Close() error {
	if a.DB != nil {
		a.DB.Close()
	}
	if a.cluster != nil {
		return a.cluster.Close()
	}
	return nil
}
