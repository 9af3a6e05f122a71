package api

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"onward/internal/fault"
)

// Problem is an error as RFC 9457 has it.
type Problem struct {
	Title  string          `json:"title"`
	Status int             `json:"status"`
	Detail string          `json:"detail" doc:"What to do"`
	Errors []ProblemDetail `json:"errors,omitempty"`
	// Current is the version that is kept now, where a change stood on another.
	Current int `json:"current_version,omitempty" doc:"The version that is kept now, where the change stood on another"`

	retry int
}

// ProblemDetail is one thing wrong with the input. It never repeats the value:
// it may be an identifier.
type ProblemDetail struct {
	Location string `json:"location" doc:"Like body.given"`
	Message  string `json:"message" doc:"What to do"`
}

// Error is the detail, for huma.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of RFC 9457.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders says when to come back where that is known.
func (p *Problem) GetHeaders() http.Header {
	if p.retry == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.retry)}}
}

var statuses = map[fault.Kind]int{fault.Internal: 500, fault.Invalid: 422, fault.Missing: 404, fault.Forbidden: 404, fault.Conflict: 409,
	fault.Signin: 401, fault.TooMany: 429, fault.Unavailable: 503}

// problem makes a fault a Problem. What may not be seen and what is not there
// are one answer.
func problem(err error) error {
	f := fault.Of(err)
	if f.Kind == fault.Forbidden {
		f = fault.NotHere()
	}
	p := &Problem{Title: http.StatusText(statuses[f.Kind]), Status: statuses[f.Kind], Detail: f.Public, retry: int(f.Retry.Seconds())}
	var s stale
	if errors.As(err, &s) {
		if p.Current = s.now; s.matched {
			p.Status, p.Title = http.StatusPreconditionFailed, http.StatusText(http.StatusPreconditionFailed)
		}
	}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, ProblemDetail{Location: "body." + field.Name, Message: field.Message})
	}
	return p
}

// huma keeps the making of its own errors in variables: ours replace them once,
// before any request, and leave out the values that huma would repeat.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		p := &Problem{Title: http.StatusText(status), Status: status, Detail: message}
		for _, err := range errs {
			if d, ok := err.(huma.ErrorDetailer); ok {
				detail := d.ErrorDetail()
				p.Errors = append(p.Errors, ProblemDetail{Location: place(detail), Message: detail.Message})
			}
		}
		return p
	}
	huma.NewErrorWithContext = func(_ huma.Context, status int, message string, errs ...error) huma.StatusError {
		return huma.NewError(status, message, errs...)
	}
}

// place is where the problem is. A field that there is none of is the sender's
// own word, and not said again: only what it stands in.
func place(d *huma.ErrorDetail) string {
	if d.Message == validation.MsgUnexpectedProperty {
		if at := strings.LastIndexByte(d.Location, '.'); at > 0 {
			return d.Location[:at]
		}
		return "body"
	}
	return d.Location
}
