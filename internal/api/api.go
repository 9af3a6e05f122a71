// Package api is Onward for other systems: JSON under /api/v1 with a bearer
// token, described by OpenAPI 3.1 at /api/openapi.json, problems as RFC 9457.
//
// It makes the same decisions as the pages, by the same services: a part that
// a person's post does not open is absent here too.
package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"onward/internal/account"
	"onward/internal/actor"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/caseload"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/journey/timeline"
	"onward/internal/organisation"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

// API is the resources, over the services that they read and write.
type API struct {
	DB         *postgres.DB
	Directory  organisation.Store
	Tokens     account.Tokens
	Journeys   journey.Service
	Caseload   caseload.Service
	Barriers   barrier.Service
	Plan       plan.Service
	Diary      diary.Service
	Notes      note.Service
	Timeline   timeline.Service
	Outcomes   outcome.Service
	Agreements sharing.Agreements
	Trail      audit.Trail
}

const bearer = "bearer"

// Register puts the resources into echo.
func (a API) Register(e *echo.Echo) {
	config := huma.DefaultConfig("Onward", "1.0.0")
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", ""
	config.CreateHooks = nil // no $schema links in answers
	config.Info.Description = "Residents' journeys into good work. Every answer is what the token's post may see, and every look is recorded."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{bearer: {Type: "http", Scheme: "bearer", BearerFormat: "JWT",
		Description: "A short-lived token of one user: onward token --user NAME"}}
	api := humaecho.New(e, config)
	api.UseMiddleware(a.authenticate(api))
	for _, register := range []func(huma.API){a.residents, a.residentList, a.journeys, a.parts, a.planning, a.appointments, a.supporters, a.work, a.agreements,
		a.planChanges, a.partChanges, a.workChanges, a.supporterChanges, a.trail} {
		register(api)
	}
}

// authenticate puts the token's post into the context. What the post opens is
// asked of the database in every transaction.
func (a API) authenticate(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		text, ok := strings.CutPrefix(c.Header("Authorization"), "Bearer ")
		post, err := 0, error(fault.New(fault.Signin, "Send a token in the header Authorization: Bearer …"))
		if ok {
			post, err = a.Tokens.Post(c.Context(), strings.TrimSpace(text))
		}
		if err != nil {
			c.SetHeader("WWW-Authenticate", `Bearer realm="onward"`)
			_ = huma.WriteErr(api, c, http.StatusUnauthorized, fault.Of(err).Public)
			return
		}
		next(huma.WithContext(c, actor.With(c.Context(), post)))
	}
}

// operation describes one of the API's operations.
func operation(method, path, id, summary string) huma.Operation {
	op := huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary,
		Security: []map[string][]string{{bearer: {}}}, Errors: []int{401, 404, 422, 503}, MaxBodyBytes: 1 << 20}
	if method == http.MethodPost {
		op.DefaultStatus = http.StatusCreated
		op.Errors = append(op.Errors, http.StatusConflict)
	}
	return op
}

// handle registers a handler whose faults become problems.
func handle[I, O any](api huma.API, op huma.Operation, f func(context.Context, *I) (*O, error)) {
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
}

// Answer is a body and nothing else.
type Answer[T any] struct{ Body T }

func answer[T any](body T, err error) (*Answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &Answer[T]{Body: body}, nil
}

// Created is the id of what was added.
type Created struct {
	ID uuid.UUID `json:"id" doc:"Of what was added"`
}

func created(id uuid.UUID, err error) (*Answer[Created], error) { return answer(Created{ID: id}, err) }

// List is a list with how many there are in all.
type List[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total" doc:"How many there are in all"`
}

func list[T any](items []T, err error) (*Answer[List[T]], error) {
	if items == nil {
		items = []T{}
	}
	return answer(List[T]{Items: items, Total: len(items)}, err)
}

// One names a journey in the path.
type One struct {
	ID uuid.UUID `path:"id" doc:"Of the journey"`
}

// Send is what every write brings: the journey, and a key that keeps a send
// that arrives twice from being done twice.
type Send struct {
	One
	Key uuid.UUID `header:"Idempotency-Key" doc:"A UUID of your own: the same send with the same key is done once"`
}

func (s Send) once(ctx context.Context, what string) context.Context {
	return postgres.Once(ctx, s.Key, "api "+what+" "+s.ID.String())
}
