package main

import (
	"context"
	"log/slog"
	"os"

	"onward/internal/access"
	"onward/internal/postgres/local"
	"onward/internal/scenario"
	"onward/policies"
)

type accessCmd struct {
	Test    accessTestCmd    `cmd:"" help:"Ask both walls what the worlds of these files expect; exit 1 if any check failed."`
	Explain accessExplainCmd `cmd:"" help:"Say why a user sees each part of a journey, or why not."`
	Diff    accessDiffCmd    `cmd:"" help:"Say who gains and who loses sight of how many journeys if another version stood in an agreement's place."`
}

type accessTestCmd struct {
	Files []string `arg:"" name:"file" help:"Scenarios in YAML."`
}

// Run builds each scenario in a scratch database of the data folder's PostgreSQL.
func (t accessTestCmd) Run(ctx context.Context, c *cli) error {
	roles, err := access.Load(policies.Model, policies.Roles)
	if err != nil {
		return err
	}
	cluster, err := local.Open(ctx, local.Options{Dir: c.Data, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer cluster.Close()
	total, err := scenario.Run(ctx, cluster, roles, t.Files, os.Stdout)
	if err != nil {
		return err
	}
	if total.Failed > 0 {
		return exit(1)
	}
	return nil
}
