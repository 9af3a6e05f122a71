// Package accountpage is the pages of signing in and out.
package accountpage

import (
	"net/http"
	"net/url"
	"strconv"

	"onward/internal/account"
	"onward/internal/fault"
	"onward/internal/organisation"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/account"
)

// Pages are the account's pages.
type Pages struct{ Accounts account.Service }

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/", Duty: web.SignedIn, Handle: func(r *web.Request) error { return r.Go(r.Home(), "") }},
		{Method: http.MethodGet, Path: "/sign-in", Duty: web.Anyone, Handle: p.signInForm},
		{Method: http.MethodPost, Path: "/sign-in", Duty: web.Anyone, Handle: p.signIn},
		{Method: http.MethodGet, Path: "/account", Duty: web.SignedIn, Handle: p.postForm},
		{Method: http.MethodPost, Path: "/account", Duty: web.SignedIn, Handle: p.post},
		{Method: http.MethodPost, Path: "/sign-out", Duty: web.SignedIn, Handle: p.signOut},
		{Method: http.MethodPost, Path: "/session", Duty: web.SignedIn, Handle: extend},
		{Method: http.MethodGet, Path: "/help", Duty: web.Anyone, Handle: words("Help", help)},
		{Method: http.MethodGet, Path: "/accessibility", Duty: web.Anyone, Handle: words("Accessibility", accessibility)},
		{Method: http.MethodGet, Path: "/privacy", Duty: web.Anyone, Handle: words("Privacy", privacy)},
	}
}

func (p Pages) signInForm(r *web.Request) error {
	if r.Me.Post != 0 {
		return r.Go(r.Next(r.QueryParam("next")), "")
	}
	return showSignIn(r, form.Empty(r.Today()), r.QueryParam("next"), http.StatusOK)
}

func showSignIn(r *web.Request, f *form.Values, next string, status int) error {
	v := page.SignInView{Layout: r.View("Sign in", ""), Form: r.Post("/sign-in"), Problems: web.Problems(f), Next: next,
		Email: web.Field(f, "email", "Work email address"), Password: web.Field(f, "password", "Password")}
	v.Layout.Errors = !f.OK()
	v.Email.Type, v.Email.Autocomplete, v.Email.NoSpelling, v.Email.Width = "email", "username", true, ""
	v.Password.Value, v.Password.Autocomplete = "", "current-password"
	return r.ShowStatus(status, page.SignIn(v))
}

func (p Pages) signIn(r *web.Request) error {
	f, err := r.Form("email", "password", "next")
	if err != nil {
		return err
	}
	email := f.Need("email", "Enter your work email address")
	if f.Raw("password") == "" {
		f.Problem("password", "Enter your password")
	}
	if !f.OK() {
		return showSignIn(r, f, f.Text("next"), http.StatusUnprocessableEntity)
	}
	posts, err := p.Accounts.SignIn(r.Request().Context(), email, f.Raw("password"), r.RealIP())
	if fault.Is(err, fault.Signin) || fault.Is(err, fault.TooMany) {
		f.Problem("email", fault.Of(err).Public)
		return showSignIn(r, f, f.Text("next"), http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	if err := r.SignIn(posts[0]); err != nil {
		return err
	}
	if len(posts) > 1 {
		return r.Go("/account?next="+url.QueryEscape(web.SafePath(f.Text("next"))), "")
	}
	return r.Go(r.Next(f.Text("next")), "")
}

func (p Pages) postForm(r *web.Request) error {
	f := form.Empty(r.Today())
	f.Set("next", web.SafePath(r.QueryParam("next")))
	return p.showPosts(r, f, http.StatusOK)
}

func (p Pages) showPosts(r *web.Request, f *form.Values, status int) error {
	posts, err := p.Accounts.Directory.Posts(r.Request().Context(), r.Me.Email)
	if err != nil {
		return err
	}
	if len(posts) == 1 && f.OK() {
		return r.Show(page.Words(r.View("Your account", ""), about(r, posts[0])))
	}
	v := page.PostView{Layout: r.View("In which post do you work now?", ""), Form: r.Post("/account"), Problems: web.Problems(f), Next: f.Text("next")}
	v.Layout.Errors = !f.OK()
	v.Choice = control.Choice{Field: web.Field(f, "post", "In which post do you work now?")}
	v.Choice.Heading = true
	for _, c := range posts {
		v.Choice.Options = append(v.Choice.Options, control.Option{Value: strconv.Itoa(c.Post),
			Label: web.RoleLabel(c.Role) + ", " + c.Org.Name, Chosen: c.Post == r.Me.Post})
	}
	return r.ShowStatus(status, page.Post(v))
}

func (p Pages) post(r *web.Request) error {
	f, err := r.Form("post", "next")
	if err != nil {
		return err
	}
	posts, err := p.Accounts.Directory.Posts(r.Request().Context(), r.Me.Email)
	if err != nil {
		return err
	}
	chosen, ok := choose(posts, f.Text("post"))
	if !ok {
		f.Problem("post", "Choose a post")
		return p.showPosts(r, f, http.StatusUnprocessableEntity)
	}
	if err := r.SignIn(chosen); err != nil {
		return err
	}
	return r.Go(r.Next(f.Text("next")), "")
}

func choose(posts []organisation.Colleague, text string) (organisation.Colleague, bool) {
	for _, c := range posts {
		if strconv.Itoa(c.Post) == text {
			return c, true
		}
	}
	return organisation.Colleague{}, false
}

// extend is "Stay signed in": the request itself has put the session's end off,
// as far as its whole life goes.
func extend(r *web.Request) error { return r.JSON(http.StatusOK, r.Ends()) }

func (p Pages) signOut(r *web.Request) error {
	if err := r.SignOut(); err != nil {
		return err
	}
	return r.Redirect(http.StatusSeeOther, "/sign-in")
}
