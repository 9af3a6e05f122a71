package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/postgres"
)

// removal registers that a part which should not be there is taken away, and
// that it comes back. The first is a POST since it brings a version; the second
// brings none, since nobody can have read one.
func removal(a API, api huma.API, k kind, remove overVersion, restore func(ctx context.Context, journey, part uuid.UUID) error) {
	edit(a, api, k, http.MethodPost, "/remove", "remove-"+k.name, "Take away what should not be there; for a day restore-"+k.name+" brings it back",
		func(ctx context.Context, in *editInput[Versioned], version int) error {
			return remove(ctx, in.ID, in.Part, version)
		})
	id := "restore-" + k.name
	op := operation(http.MethodPost, "/journeys/{id}/"+k.path+"/{part}/restore", id, "Bring back what was taken away within the last 24 hours")
	op.DefaultStatus = http.StatusOK
	handle(api, op, func(ctx context.Context, in *restoreInput) (*Answer[Changed], error) {
		if err := told(restore(in.once(ctx, id+" "+in.Part.String()), in.ID, in.Part)); err != nil {
			return nil, err
		}
		version, err := a.now(ctx, in.ID, in.Part, k)
		return answer(Changed{Version: version}, err)
	})
}

type restoreInput struct {
	Send
	Part uuid.UUID `path:"part" doc:"Of the part"`
}

type payPartInput struct {
	Send
	Part uuid.UUID `path:"part" doc:"Of the spell"`
	Pay  uuid.UUID `path:"pay" doc:"Of the pay, as the spell lists it"`
}

// payRemoval takes pay off a spell, and brings it back. Pay has no version: it
// is replaced, not changed.
func (a API) payRemoval(api huma.API) {
	for _, c := range []struct {
		method, does, id, summary string
		do                        func(ctx context.Context, journey, spell, pay uuid.UUID) error
	}{
		{http.MethodDelete, "", "remove-pay", "Take away pay that should not be there; for a day restore-pay brings it back", a.Outcomes.RemovePay},
		{http.MethodPost, "/restore", "restore-pay", "Bring back pay that was taken away within the last 24 hours, where no other was kept from that day", a.Outcomes.RestorePay},
	} {
		op := operation(c.method, "/journeys/{id}/spells/{part}/pay/{pay}"+c.does, c.id, c.summary)
		op.DefaultStatus = http.StatusNoContent
		op.Errors = []int{401, 404, 409, 422, 503}
		handle(api, op, func(ctx context.Context, in *payPartInput) (*struct{}, error) {
			return &struct{}{}, told(c.do(in.once(ctx, c.id+" "+in.Pay.String()), in.ID, in.Part, in.Pay))
		})
	}
}

// told takes what was done already, by the same send, for done.
func told(err error) error {
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}
