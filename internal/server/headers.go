package server

import (
	"strings"

	"github.com/labstack/echo/v4"

	"onward/internal/web"
)

// policy lets a page load from this server alone: no inline script or style,
// nothing from another host, no frame around it.
const policy = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"

func headers(secure bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
			if secure {
				h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
			}
			if !strings.HasPrefix(c.Request().URL.Path, web.Assets) {
				h.Set("Cache-Control", "no-store")
			}
			return next(c)
		}
	}
}

// stateless are the paths without a browser's session.
func stateless(path string) bool {
	return strings.HasPrefix(path, web.Assets) || path == "/healthz" || path == "/readyz" || isAPI(path)
}

func isAPI(path string) bool { return strings.HasPrefix(path, "/api/") }
