package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"

	"onward/internal/journey/caseload"
)

// small is the world that a larger one is held against.
const small = 10_000

// grow seeds two worlds and lets the same work take turns in them.
func grow(ctx context.Context, dir string, residents int) error {
	var worlds [2]*world
	for i, n := range []int{small, residents} {
		at := filepath.Join(dir, fmt.Sprint(n))
		if err := os.MkdirAll(at, 0o755); err != nil {
			return err
		}
		w, err := openWorld(ctx, at, n)
		if err != nil {
			return err
		}
		defer w.close()
		worlds[i] = w
	}
	for _, part := range []struct {
		name string
		of   func(*world) (map[string]func() error, func(), error)
	}{{"in the database", readings}, {"over HTTP", visits}} {
		few, closeFew, err := part.of(worlds[0])
		if err != nil {
			return err
		}
		defer closeFew()
		many, closeMany, err := part.of(worlds[1])
		if err != nil {
			return err
		}
		defer closeMany()
		for name := range few {
			floor, work, err := compare(100, few[name], many[name])
			if err != nil {
				return fmt.Errorf("%s %s: %w", name, part.name, err)
			}
			atMost("growth_"+name, floor, work, 1.5, map[string]any{"from": small, "to": residents})
		}
	}
	return nil
}

// readings are lists and searches of an advisor of a large organisation.
func readings(w *world) (map[string]func() error, func(), error) {
	ctx, org, err := w.amina()
	if err != nil {
		return nil, nil, err
	}
	found, err := w.people(org, 100)
	if err != nil {
		return nil, nil, err
	}
	i := 0
	return map[string]func() error{
		"caseload_25": func() error {
			return w.list(ctx, w.app.DB, caseload.Filter{Who: caseload.Who{Me: true}, State: caseload.Open})
		},
		"organisation_list": func() error { return w.list(ctx, w.app.DB, caseload.Filter{State: caseload.Open}) },
		"search": func() error {
			i++
			p := found[i%len(found)]
			_, err := w.find(ctx, p.given+" "+p.family)
			return err
		},
	}, func() {}, nil
}

// visits are the pages of the same advisor.
func visits(w *world) (map[string]func() error, func(), error) {
	site := httptest.NewServer(w.app.Server().Echo)
	who, err := w.app.Directory.Username(w.ctx, "amina")
	if err != nil {
		return nil, site.Close, err
	}
	journey, err := w.journey(who.Staff)
	if err != nil {
		return nil, site.Close, err
	}
	c, err := browser(site.URL)
	if err != nil {
		return nil, site.Close, err
	}
	return map[string]func() error{"page_today": visit(c, site.URL+"/today"), "page_caseload": visit(c, site.URL+"/caseload"), "page_journey": visit(c, site.URL+journey)}, site.Close, nil
}

func visit(c *http.Client, address string) func() error {
	return func() error { _, err := get(c, address, ""); return err }
}
