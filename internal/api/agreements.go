package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/postgres"
	"onward/internal/sharing"
)

// AgreementParty is an organisation in an agreement.
type AgreementParty struct {
	Organisation string     `json:"organisation"`
	Name         string     `json:"name"`
	Discloses    bool       `json:"discloses"`
	Receives     bool       `json:"receives"`
	Capacity     string     `json:"capacity" enum:"controller,joint_controller,processor"`
	SignedAt     *time.Time `json:"signed_at,omitempty"`
	SignedBy     string     `json:"signed_by,omitempty"`
}

// Agreement is one version of a data-sharing agreement.
type Agreement struct {
	ID          int               `json:"id"`
	Series      uuid.UUID         `json:"series" doc:"The same for all versions of one agreement"`
	Number      int               `json:"number" doc:"Of the version"`
	State       string            `json:"state" enum:"draft,awaiting_signature,in_force,suspended,ended"`
	Revision    int               `json:"revision" doc:"A change brings it"`
	Title       string            `json:"title"`
	Parties     []AgreementParty  `json:"parties"`
	Bases       []string          `json:"bases"`
	Categories  []string          `json:"categories"`
	Condition   string            `json:"condition" enum:"informed,consent" doc:"What of the resident it needs"`
	Article6    string            `json:"article6,omitempty" doc:"UK GDPR"`
	Article9    string            `json:"article9,omitempty" doc:"UK GDPR, where guarded categories are named"`
	Schedule1   string            `json:"schedule1,omitempty" doc:"Paragraph of Schedule 1 to the Data Protection Act 2018"`
	From        string            `json:"from,omitempty" format:"date"`
	Until       string            `json:"until,omitempty" format:"date" doc:"Inclusive"`
	Review      string            `json:"review,omitempty" format:"date"`
	Rights      string            `json:"rights_contact,omitempty"`
	Breaches    string            `json:"breach_contact,omitempty"`
	Complaints  string            `json:"complaints_contact,omitempty"`
	Sections    map[string]string `json:"sections,omitempty" doc:"Texts; not in lists"`
	Fingerprint string            `json:"fingerprint,omitempty" doc:"SHA-256 of what is signed; not in lists"`
}

func agreementBody(a sharing.Agreement) Agreement {
	t := a.Terms
	out := Agreement{ID: a.ID, Series: a.Series, Number: a.Number, State: string(a.State), Revision: a.Revision, Title: t.Title, Bases: t.Bases, Categories: t.Categories.Words(),
		Condition: t.Condition, Article6: t.Article6, Article9: t.Article9, Schedule1: t.Schedule1, From: t.From.String(), Until: t.Until.String(), Review: t.Review.String(),
		Rights: t.RightsContact, Breaches: t.BreachContact, Complaints: t.ComplaintsContact, Sections: t.Sections, Fingerprint: a.Fingerprint(), Parties: []AgreementParty{}}
	for _, q := range t.Parties {
		party := AgreementParty{Organisation: q.Slug, Name: q.Name, Discloses: q.Discloses, Receives: q.Receives, Capacity: q.Capacity, SignedBy: q.SignedBy}
		if q.Signed() {
			at := q.SignedAt
			party.SignedAt = &at
		}
		out.Parties = append(out.Parties, party)
	}
	return out
}

// OneAgreement names a version in the path.
type OneAgreement struct {
	ID int `path:"id" minimum:"1" doc:"Of the agreement's version"`
}

type agreementSign struct {
	OneAgreement
	Key  uuid.UUID `header:"Idempotency-Key" doc:"A UUID of your own: the same send with the same key is done once"`
	Body struct {
		Fingerprint string `json:"fingerprint" minLength:"64" maxLength:"64" doc:"Of the text that was read"`
	}
}

type agreementMove struct {
	OneAgreement
	Key  uuid.UUID `header:"Idempotency-Key" doc:"A UUID of your own: the same send with the same key is done once"`
	Body struct {
		Revision int    `json:"revision" minimum:"1" doc:"That was read"`
		Reason   string `json:"reason" minLength:"1" maxLength:"1000"`
	}
}

func (a API) agreements(api huma.API) {
	handle(api, operation(http.MethodGet, "/agreements", "list-agreements", "List the agreements of the token's organisation"),
		func(ctx context.Context, _ *struct{}) (*Answer[List[Agreement]], error) {
			shelf, err := a.Agreements.List(ctx)
			items := []Agreement{}
			for _, one := range shelf.Agreements {
				items = append(items, agreementBody(one))
			}
			return list(items, err)
		})
	handle(api, operation(http.MethodGet, "/agreements/{id}", "get-agreement", "Read one version of an agreement"), func(ctx context.Context, in *OneAgreement) (*Answer[Agreement], error) {
		return a.agreement(ctx, in.ID, nil)
	})
	handle(api, agreementOperation("sign", "Sign a version for the token's organisation"), func(ctx context.Context, in *agreementSign) (*Answer[Agreement], error) {
		ctx = in.once(ctx, in.Key, "sign")
		return a.agreement(ctx, in.ID, a.Agreements.Sign(ctx, in.ID, in.Body.Fingerprint))
	})
	for name, m := range map[string]struct {
		summary string
		do      func(sharing.Agreements, context.Context, int, int, string) error
	}{
		"suspend": {"Stop sharing under an agreement until the token's organisation resumes it", sharing.Agreements.Suspend},
		"resume":  {"Take the organisation's own suspension back", sharing.Agreements.Resume},
		"end":     {"End an agreement for all its parties, for good", sharing.Agreements.End},
	} {
		handle(api, agreementOperation(name, m.summary), func(ctx context.Context, in *agreementMove) (*Answer[Agreement], error) {
			ctx = in.once(ctx, in.Key, name)
			return a.agreement(ctx, in.ID, m.do(a.Agreements, ctx, in.ID, in.Body.Revision, in.Body.Reason))
		})
	}
}

// agreementOperation is an operation that changes where a version stands and answers with it.
func agreementOperation(name, summary string) huma.Operation {
	op := operation(http.MethodPost, "/agreements/{id}/"+name, name+"-agreement", summary)
	op.DefaultStatus = http.StatusOK
	return op
}

func (o OneAgreement) once(ctx context.Context, key uuid.UUID, what string) context.Context {
	return postgres.Once(ctx, key, "api agreement "+what+" "+strconv.Itoa(o.ID))
}

// agreement reads a version unless what came before it went wrong.
func (a API) agreement(ctx context.Context, id int, err error) (*Answer[Agreement], error) {
	if err != nil {
		return nil, err
	}
	one, err := a.Agreements.Get(ctx, id)
	return answer(agreementBody(one), err)
}
