// Command onward is the shared resident CRM of London's sub-regional
// partnerships: server, administration and data tools in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"onward/internal/app"
	"onward/internal/fault"
)

// cli is the grammar of the command line; one field a command, one file each.
type cli struct {
	Data string `help:"The data folder: private database, keys." placeholder:"DIR" env:"ONWARD_DATA" default:"var"`

	Serve   serveCmd   `cmd:"" help:"Run the server; without ONWARD_DATABASE_URL with a private PostgreSQL of its own."`
	Migrate migrateCmd `cmd:"" help:"Bring the database forward and stop."`
	Health  healthCmd  `cmd:"" help:"Say whether the server on ONWARD_ADDRESS answers; exit 1 if not."`
	Seed    seedCmd    `cmd:"" help:"Fill an empty database with a world to try Onward in."`
	Import  importCmd  `cmd:"" help:"Bring a borough's spreadsheet in; every row is reported, and a row that was imported before is skipped."`
	Outcome outcomeCmd `cmd:"" help:"Sustained work, as funders count it."`
	User    userCmd    `cmd:"" help:"People who sign in."`
	Token   tokenCmd   `cmd:"" help:"Print a short-lived API token of one user, and nothing else."`
	Audit   auditCmd   `cmd:"" help:"The trace of what was done and seen."`
	Access  accessCmd  `cmd:"" help:"Who may see what, and why."`
	Key     keyCmd     `cmd:"" help:"The keys that seal special-category fields."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// exit is an error that has said what it had to say: only its code is left.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

func run(ctx context.Context, args []string) int {
	var c cli
	parser, err := kong.New(&c, kong.Name("onward"), kong.Description("The shared resident CRM of London's sub-regional partnerships."),
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		panic(err) // the grammar above is at fault
	}
	parsed, err := parser.Parse(args)
	parser.FatalIfErrorf(err)
	err = parsed.Run(&c)
	var code exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(os.Stderr, "onward: "+explain(err))
	return 1
}

// explain is an error for the operator, who may see the cause too.
func explain(err error) string {
	f := fault.Of(err)
	text := f.Error()
	if f.Kind == fault.Internal {
		text = err.Error()
	}
	for _, field := range f.Fields {
		text += "\n  " + field.Name + ": " + field.Message
	}
	return text
}

// open makes the app that a command works with.
func (c *cli) open(ctx context.Context, serving bool) (*app.App, error) {
	config, err := app.FromEnvironment()
	if err != nil {
		return nil, err
	}
	config.Data = c.Data
	level := slog.LevelInfo
	if err := level.UnmarshalText([]byte(config.LogLevel)); err != nil {
		return nil, fault.New(fault.Invalid, "ONWARD_LOG must be debug, info, warn or error.")
	}
	if !serving {
		level = max(level, slog.LevelWarn) // a command's output is its answer
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	return app.Open(ctx, config, log, serving)
}

// with opens the app for one command and closes it after.
func (c *cli) with(ctx context.Context, f func(*app.App) error) error {
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	return errors.Join(f(a), a.Close())
}
