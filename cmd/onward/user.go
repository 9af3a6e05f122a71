package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"onward/internal/app"
	"onward/internal/demo"
	"onward/internal/organisation"
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
		signIns, err := demo.SignIns(ctx, a.DB)
		if err != nil {
			return err
		}
		return printUsers(os.Stdout, everyone, signIns)
	})
}

// printUsers writes a table; the password of the demo world stands beside
// those who still have it.
func printUsers(to io.Writer, everyone []organisation.Colleague, signIns map[int]bool) error {
	w := tabwriter.NewWriter(to, 0, 4, 2, ' ', 0)
	line := func(cells ...string) {
		if len(signIns) == 0 {
			cells = cells[:len(cells)-1]
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	line("USER", "EMAIL", "NAME", "ROLE", "ORGANISATION", "PASSWORD")
	for _, p := range everyone {
		password := ""
		if signIns[p.Staff] {
			password = demo.Password
		}
		line(p.Username, p.Email, p.Name, string(p.Role), p.Org.Name, password)
	}
	return w.Flush()
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
		token, err := a.Tokens.Make(ctx, who.Post)
		if err != nil {
			return err
		}
		fmt.Println(token)
		return nil
	})
}
