package main

import (
	"context"
	"fmt"

	"onward/internal/app"
)

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Recompute the chain and name every row that was edited, removed, reordered or cut off; exit 1 if any."`
}

type auditVerifyCmd struct{}

// Run prints what is wrong and a last line that counts.
func (auditVerifyCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(a *app.App) error {
		report, err := a.Verify(ctx)
		if err != nil {
			return err
		}
		for _, f := range report.Findings {
			fmt.Println(f)
		}
		fmt.Printf("%d links verified, %d rows waiting to be chained, %d findings\n", report.Links, report.Waiting, len(report.Findings))
		if len(report.Findings) > 0 {
			return exit(1)
		}
		return nil
	})
}

type keyCmd struct {
	Rotate keyRotateCmd `cmd:"" help:"Make a new key for what is sealed from now on; everything older still opens."`
}

type keyRotateCmd struct{}

// Run rotates the keyset.
func (keyRotateCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(a *app.App) error {
		if err := a.RotateKey(ctx); err != nil {
			return err
		}
		fmt.Println("A new key seals from the next start of each server on.")
		return nil
	})
}
