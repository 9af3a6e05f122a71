package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"onward/internal/app"
)

type serveCmd struct{}

// Run serves until the process is told to stop.
func (serveCmd) Run(ctx context.Context, c *cli) error {
	a, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	err = a.Serve(ctx, func(at net.Addr) { fmt.Printf("Onward answers on http://%s\n", at) })
	return errors.Join(err, a.Close())
}

type migrateCmd struct{}

// Run migrates and stops.
func (migrateCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(*app.App) error { fmt.Println("The database is up to date."); return nil })
}

type healthCmd struct{}

// direct takes no proxy: the server is on this machine, also where its address
// stands for all of them (0.0.0.0), which a proxy would look for on its own.
var direct = &http.Client{Transport: &http.Transport{}}

// Run asks the server that listens on ONWARD_ADDRESS.
func (healthCmd) Run(ctx context.Context, _ *cli) error {
	config, err := app.FromEnvironment()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+config.Address+"/healthz", nil)
	if err != nil {
		return err
	}
	res, err := direct.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers %s", res.Status)
	}
	return nil
}
