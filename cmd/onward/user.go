package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"

	"onward/internal/app"
)

type userCmd struct {
	List userListCmd `cmd:"" help:"List everybody who can sign in, with the demo world's passwords."`
}

type userListCmd struct{}

// Run prints a line a post.
func (userListCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(a *app.App) error {
		everyone, err := a.Directory.Everyone(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "USER\tEMAIL\tNAME\tROLE\tORGANISATION")
		for _, p := range everyone {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Username, p.Email, p.Name, p.Role, p.Org.Name)
		}
		return w.Flush()
	})
}

type tokenCmd struct {
	User string `required:"" placeholder:"NAME" help:"Username or email."`
}

// Run prints the token alone, so that scripts can take it as it is.
func (t tokenCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(a *app.App) error {
		who, err := a.Directory.Username(ctx, t.User)
		if err != nil {
			return err
		}
		token, err := a.Tokens.Make(who.Post)
		if err != nil {
			return err
		}
		fmt.Println(token)
		return nil
	})
}
