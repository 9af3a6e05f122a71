// Package server is echo with its middleware and the one renderer of errors.
package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"onward/internal/fault"
	"onward/internal/web"
)

// Server answers HTTP until its context ends.
type Server struct {
	Echo *echo.Echo
	Log  *slog.Logger
}

// Options are what a server stands on.
type Options struct {
	Site    *web.Site
	Log     *slog.Logger
	Ready   func(context.Context) error
	Proxies bool // the address of the browser comes from a proxy on a private network
	Secure  bool // behind HTTPS
}

// New makes a server with the middleware that every request passes; the caller
// registers the routes.
func New(o Options) *Server {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	if o.Proxies {
		e.IPExtractor = echo.ExtractIPFromXFFHeader()
	}
	s := &Server{Echo: e, Log: o.Log}
	e.HTTPErrorHandler = s.renderer(o.Site)
	e.Use(s.observe, headers(o.Secure), compress(), middleware.BodyLimit("12M"), sessions(o.Site), render,
		middleware.RecoverWithConfig(middleware.RecoverConfig{DisablePrintStack: true, LogErrorFunc: s.logPanic}))
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", func(c echo.Context) error {
		if err := o.Ready(c.Request().Context()); err != nil {
			return err
		}
		return c.String(http.StatusOK, "ready\n")
	})
	e.GET(web.Assets+"*", echo.WrapHandler(web.AssetHandler()))
	return s
}

// compress makes pages a fifth of their size on their way. Assets lie compressed
// already, and probes are too small.
func compress() echo.MiddlewareFunc {
	return middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 1024, Skipper: func(c echo.Context) bool {
		path := c.Request().URL.Path
		return strings.HasPrefix(path, web.Assets) || path == "/healthz" || path == "/readyz"
	}})
}

// sessions loads the browser's session where there can be one: not for assets,
// probes and the API, which knows no cookies.
func sessions(site *web.Site) echo.MiddlewareFunc {
	wrapped := echo.WrapMiddleware(site.Sessions.LoadAndSave)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		with := wrapped(func(c echo.Context) error {
			web.MarkSession(c)
			return next(c)
		})
		return func(c echo.Context) error {
			if stateless(c.Request().URL.Path) {
				return next(c)
			}
			site.KeepCookie(c)
			return with(c)
		}
	}
}

// render answers errors inside the session, so that an error's page can show
// who is signed in; the log outside still learns of them.
func render(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := next(c); err != nil {
			c.Set(failure, err)
			c.Error(err)
		}
		return nil
	}
}

const failure = "failure"

func (s *Server) logPanic(c echo.Context, err error, stack []byte) error {
	s.Log.ErrorContext(c.Request().Context(), "panic", "route", c.Path(), "error", err.Error(), "stack", string(stack))
	return err
}

// observe logs a line a request: the route as registered, never the address,
// which may hold an id, nor anything that was sent.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err) // from the middleware between here and render
		} else {
			err, _ = c.Get(failure).(error)
		}
		level := slog.LevelDebug
		if c.Response().Status >= 500 {
			level = slog.LevelError
		}
		attrs := []any{"method", c.Request().Method, "route", c.Path(), "status", c.Response().Status, "took", time.Since(start)}
		if err != nil && fault.Of(err).Kind == fault.Internal {
			attrs = append(attrs, "error", err.Error())
		}
		s.Log.Log(c.Request().Context(), level, "request", attrs...)
		return nil
	}
}

// Serve answers on the address until ctx ends, then lets the requests that run
// finish. The listener is told to ready before the first request.
func (s *Server) Serve(ctx context.Context, address string, ready func(net.Addr)) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "Onward cannot listen on "+address+". Is another server there? Set ONWARD_ADDRESS to another address.")
	}
	h := &http.Server{Handler: s.Echo, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second, WriteTimeout: 90 * time.Second,
		IdleTimeout: 120 * time.Second, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug)}
	done := make(chan error, 1)
	go func() { done <- h.Serve(listener) }()
	ready(listener.Addr())
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return h.Shutdown(grace)
}
