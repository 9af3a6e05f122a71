// Command bench measures the speed budgets that the product is held to, each as
// a ratio to its floor in the same run, and prints one JSON line a figure.
//
// It never judges by a clock alone: work and floor take turns, the medians are
// compared, and a figure says which budget it is held against.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/app"
	"onward/internal/demo"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/postgres/local"
)

// Figure is one line of the output.
type Figure struct {
	Name   string         `json:"name"`
	Work   string         `json:"work"`  // median, or what was counted
	Floor  string         `json:"floor"` // the same run
	Ratio  float64        `json:"ratio"`
	Budget string         `json:"budget"`
	Met    bool           `json:"met"`
	More   map[string]any `json:"more,omitempty"`
}

func (f Figure) print() {
	line, err := json.Marshal(f)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(line))
}

// world is what all figures are measured on: one database with one demo world,
// opened as the application, and once more past row-level security.
type world struct {
	ctx  context.Context
	app  *app.App
	free *postgres.DB // the same code without row-level security
	raw  *pgx.Conn    // the superuser, for floors
	dir  string
	rows int
}

func main() {
	residents := flag.Int("residents", 20_000, "how many residents the world has")
	binary := flag.String("binary", "bin/onward", "the built server, for its memory")
	only := flag.String("only", "", "the parts to measure, parted by commas: decisions, keys, lists, searches, duplicates, pairs, http, imports, pages, memory")
	profile := flag.String("profile", "", "a file for the profile of the processor's time of what is measured")
	kept := flag.String("kept", "", "a folder that keeps the world, or has it from an earlier run; without it the world is made and thrown away")
	flag.Parse()
	dir, err := *kept, error(nil)
	if dir == "" {
		if dir, err = os.MkdirTemp("", "onward-bench"); err != nil {
			log.Fatal(err)
		}
		defer os.RemoveAll(dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL's user walks through it
		log.Fatal(err)
	}
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			log.Fatal(err)
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			log.Fatal(err)
		}
		defer pprof.StopCPUProfile()
	}
	if err := run(context.Background(), dir, *residents, *binary, *only); err != nil {
		log.Print(err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir string, residents int, binary, only string) error {
	cluster, err := local.Open(ctx, local.Options{Dir: filepath.Join(dir, "data")})
	if err != nil {
		return err
	}
	defer cluster.Close()
	w := &world{ctx: ctx, dir: dir, rows: residents}
	config, err := app.FromEnvironment()
	if err != nil {
		return err
	}
	config.Data, config.DatabaseURL = filepath.Join(dir, "data"), cluster.URL(local.App, "")
	config.MigrateURL, config.AuditorURL = cluster.URL(local.Owner, ""), cluster.URL(local.Auditor, "")
	if w.app, err = app.Open(ctx, config, slog.New(slog.DiscardHandler), false); err != nil {
		return err
	}
	defer w.app.Close()
	if w.free, err = postgres.Open(ctx, cluster.URL(local.Superuser, "onward"), nil); err != nil {
		return err
	}
	defer w.free.Close()
	if w.raw, err = pgx.Connect(ctx, cluster.URL(local.Superuser, "onward")); err != nil {
		return err
	}
	defer w.raw.Close(ctx)
	if err := w.seed(); err != nil {
		return err
	}
	for _, part := range []struct {
		name    string
		measure func(*world) error
	}{{"decisions", decisions}, {"keys", keys}, {"lists", lists}, {"searches", searches}, {"duplicates", duplicates}, {"pairs", pairs}, {"http", overHTTP}, {"imports", imports},
		{"pages", pageSize}, {"memory", func(w *world) error { return memory(w, binary, config.DatabaseURL) }}} {
		if only != "" && !slices.Contains(strings.Split(only, ","), part.name) {
			continue
		}
		if err := part.measure(w); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) seed() error {
	a := w.app
	var there bool
	if err := w.raw.QueryRow(w.ctx, "select exists (select from onward.journey)").Scan(&there); err != nil || there {
		return err
	}
	s := demo.Seeder{DB: a.DB, Box: a.Box, Policy: a.Policy, Journeys: journey.Store{Box: a.Box}, Residents: a.Residents, Barriers: a.Barriers, Rates: a.Outcomes.Rates}
	began := time.Now()
	sum, err := s.Run(w.ctx, demo.Options{Residents: w.rows, Seed: 1, Area: "west"}, func(int) {})
	if err != nil {
		return err
	}
	took := time.Since(began)
	Figure{Name: "seed", Work: fmt.Sprintf("%.0f residents a second", float64(sum.Residents)/took.Seconds()), Floor: "none", Budget: "none", Met: true,
		More: map[string]any{"residents": sum.Residents, "seconds": took.Seconds()}}.print()
	_, err = w.raw.Exec(w.ctx, "vacuum analyze")
	return err
}

// compare lets work and floor take turns and gives their medians.
func compare(turns int, floor, work func() error) (f, w time.Duration, err error) {
	var fs, ws []time.Duration
	for i := range turns + turns/10 {
		for _, side := range []struct {
			do   func() error
			into *[]time.Duration
		}{{floor, &fs}, {work, &ws}} {
			began := time.Now()
			if err := side.do(); err != nil {
				return 0, 0, err
			}
			if i >= turns/10 { // the first turns warm caches and plans
				*side.into = append(*side.into, time.Since(began))
			}
		}
	}
	return median(fs), median(ws), nil
}

func median(of []time.Duration) time.Duration {
	slices.Sort(of)
	return of[len(of)/2]
}

// atMost prints a figure whose work may take up to budget times its floor.
func atMost(name string, floor, work time.Duration, budget float64, more map[string]any) {
	ratio := float64(work) / float64(floor)
	Figure{Name: name, Work: work.String(), Floor: floor.String(), Ratio: round(ratio), Budget: fmt.Sprintf("<= %g", budget), Met: ratio <= budget, More: more}.print()
}

// atLeast prints a figure whose throughput must reach a part of its floor's.
func atLeast(name string, floor, work time.Duration, budget float64, more map[string]any) {
	ratio := float64(floor) / float64(work)
	Figure{Name: name, Work: work.String(), Floor: floor.String(), Ratio: round(ratio), Budget: fmt.Sprintf(">= %g", budget), Met: ratio >= budget, More: more}.print()
}

func round(f float64) float64 { return float64(int(f*1000+0.5)) / 1000 }
