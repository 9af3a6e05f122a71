package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"onward/internal/fault"
	"onward/internal/web"
)

// status maps the kinds of fault to HTTP. Missing and Forbidden are one answer.
var status = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError, fault.Invalid: http.StatusUnprocessableEntity, fault.Missing: http.StatusNotFound,
	fault.Forbidden: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Signin: http.StatusUnauthorized,
	fault.TooMany: http.StatusTooManyRequests, fault.Unavailable: http.StatusServiceUnavailable,
}

var titles = map[fault.Kind]string{
	fault.Internal: "Sorry, something went wrong", fault.Invalid: "There is a problem with what was sent", fault.Missing: "There is nothing here",
	fault.Forbidden: "There is nothing here", fault.Conflict: "Somebody else changed this", fault.Signin: "Sign in again",
	fault.TooMany: "Wait a while", fault.Unavailable: "Onward is not available for a moment",
}

// Status is the HTTP status of a fault.
func Status(f *fault.Error) int { return status[f.Kind] }

func (s *Server) renderer(site *web.Site) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		f := fromEcho(err)
		if f.Kind == fault.Forbidden {
			f = fault.NotHere() // and not that there is something which may not be seen
		}
		if f.Retry > 0 {
			c.Response().Header().Set("Retry-After", strconv.Itoa(int(f.Retry.Seconds())))
		}
		if isAPI(c.Request().URL.Path) {
			writeProblem(c, f)
			return
		}
		r := site.Visitor(c)
		if f.Kind == fault.Signin && c.Request().Method == http.MethodGet {
			_ = r.SignOut()
			_ = c.Redirect(http.StatusSeeOther, "/sign-in")
			return
		}
		if err := r.ShowProblem(status[f.Kind], titles[f.Kind], f.Public); err != nil {
			s.Log.ErrorContext(c.Request().Context(), "rendering an error", "error", err.Error())
		}
	}
}

// fromEcho gives echo's own errors a kind: an unknown path, a wrong method, a
// body that is too large.
func fromEcho(err error) *fault.Error {
	var h *echo.HTTPError
	if !errors.As(err, &h) {
		return fault.Of(err)
	}
	switch h.Code {
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return fault.NotHere()
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.Invalid, "This is larger than Onward takes. Send 10 MB or less.")
	}
	if h.Code >= 500 {
		return fault.Of(err)
	}
	return fault.New(fault.Invalid, "What was sent could not be read. Reload the page and try again.")
}

// writeProblem answers the API as RFC 9457 says.
func writeProblem(c echo.Context, f *fault.Error) {
	type detail struct {
		Location string `json:"location"`
		Message  string `json:"message"`
	}
	body := struct {
		Title  string   `json:"title"`
		Status int      `json:"status"`
		Detail string   `json:"detail"`
		Errors []detail `json:"errors,omitempty"`
	}{Title: titles[f.Kind], Status: status[f.Kind], Detail: f.Public}
	for _, field := range f.Fields {
		body.Errors = append(body.Errors, detail{Location: "body." + field.Name, Message: field.Message})
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(body.Status)
	_ = json.NewEncoder(c.Response()).Encode(body) // the client has gone if this fails
}
