package app

import (
	"context"
	"net"
	"time"

	"onward/internal/api"
	"onward/internal/job"
	"onward/internal/organisation"
	"onward/internal/resident"
	"onward/internal/server"
	"onward/internal/web"
	"onward/internal/web/absencepage"
	"onward/internal/web/accountpage"
	"onward/internal/web/agreementpage"
	"onward/internal/web/caseloadpage"
	"onward/internal/web/exportpage"
	"onward/internal/web/findpage"
	"onward/internal/web/governancepage"
	"onward/internal/web/importpage"
	"onward/internal/web/journeypage"
	"onward/internal/web/saypage"
	"onward/internal/web/todaypage"
)

// Server puts the pages and the API on a server.
func (a *App) Server() *server.Server {
	site := a.Site()
	s := server.New(server.Options{Site: site, Log: a.Log, Ready: a.DB.Ready, Proxies: a.Config.Proxies, Secure: a.Config.HTTPS()})
	site.Register(s.Echo, append(a.Routes(), site.DraftRoutes()...))
	a.API().Register(s.Echo)
	return s
}

// API is the resources for other systems.
func (a *App) API() api.API {
	return api.API{DB: a.DB, Directory: a.Directory, Tokens: a.Tokens, Journeys: a.Journeys, Caseload: a.Caseload, Barriers: a.Barriers, Plan: a.Plan, Diary: a.Diary,
		Notes: a.Notes, Timeline: a.Timeline, Outcomes: a.Outcomes, Trail: a.Trail, Agreements: a.Agreements}
}

// Site is what all pages share.
func (a *App) Site() *web.Site {
	return &web.Site{DB: a.DB, Policy: a.Policy, Directory: a.Directory, Box: a.Box, Sessions: web.NewSessions(a.DB, a.Config.HTTPS()),
		Arrivals: web.NewArrivals(web.MostArrivals, 5*time.Second)}
}

// Routes is the table of all pages: who can reach what.
func (a *App) Routes() []web.Route {
	var all []web.Route
	files := exportpage.Pages{Exports: a.Exports}
	for _, routes := range [][]web.Route{
		files.Routes(),
		accountpage.Pages{Accounts: a.Accounts}.Routes(),
		todaypage.Pages{Journeys: a.Journeys, Caseload: a.Caseload, Diary: a.Diary, Outcomes: a.Outcomes}.Routes(),
		caseloadpage.Pages{Journeys: a.Journeys, Caseload: a.Caseload, Exports: files}.Routes(),
		absencepage.Pages{Covers: organisation.Covers{DB: a.DB, Policy: a.Policy, Store: a.Directory}}.Routes(),
		agreementpage.Pages{Agreements: a.Agreements}.Routes(),
		findpage.Pages{Journeys: a.Journeys, Caseload: a.Caseload, Exports: files}.Routes(),
		governancepage.Pages{DB: a.DB, Journeys: a.Journeys, Says: a.Says, Trail: a.Trail, Exports: files}.Routes(),
		importpage.Pages{Uploads: a.Uploads}.Routes(),
		saypage.Pages{Says: a.Says, Seals: a.Seals, Emergencies: a.Emergencies}.Routes(),
		journeypage.Pages{DB: a.DB, Journeys: a.Journeys, Says: a.Says, Seals: a.Seals, Emergencies: a.Emergencies,
			Residents: resident.Service{DB: a.DB, Gate: a.Gate, Store: a.Residents}, Barriers: a.Barriers, Plan: a.Plan, Diary: a.Diary, Notes: a.Notes,
			Timeline: a.Timeline, Outcomes: a.Outcomes, Exports: files}.Routes(),
	} {
		all = append(all, routes...)
	}
	return all
}

// Serve runs the server and the background work until ctx ends.
func (a *App) Serve(ctx context.Context, ready func(net.Addr)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if !web.AssetsBuilt() {
		a.Log.WarnContext(ctx, "the assets were not built: pages have no style. Run ./scripts/run, or npm ci && npm run build in ui/")
	}
	if warning := a.Config.insecurity(); warning != "" {
		a.Log.WarnContext(ctx, warning)
	}
	jobs := job.Start(ctx, a.jobs(), a.Log)
	err := a.Server().Serve(ctx, a.Config.Address, ready)
	cancel()
	jobs.Wait()
	return err
}

func (a *App) jobs() []job.Job {
	return []job.Job{job.SealAudit(a.DB, a.Checkpoint), job.Import(a.Uploads), job.Export(a.Exports), job.Sweep(a.DB)}
}
