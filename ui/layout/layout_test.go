package layout

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
)

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var markup strings.Builder
	if err := c.Render(context.Background(), &markup); err != nil {
		t.Fatal(err)
	}
	return markup.String()
}

func holds(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(markup, part) {
			t.Errorf("no %q in %s", part, markup)
		}
	}
}

func lacks(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(markup, part) {
			t.Errorf("%q in %s", part, markup)
		}
	}
}

func signedIn() View {
	return View{
		Title: "Caseload", Partnership: "West London Partnership", CSRF: "token",
		Person: &Person{Name: "Amina Yusufi", Post: "Advisor, London Borough of Ealing"},
		Nav:    []NavItem{{Label: "Today", Href: "/today"}, {Label: "Referrals", Href: "/referrals", Count: 3, Counts: "to answer", Active: true}},
		Search: Search{Action: "/find"},
	}
}

func TestTheTitleSaysFirstWhatThePageIs(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]View{"Today – Onward": {Title: "Today"}, "Error: Today – Onward": {Title: "Today", Errors: true}, "Onward": {}} {
		holds(t, render(t, Page(v)), "<title>"+want+"</title>")
	}
}

func TestAPageSignedInHasItsPersonNavigationAndSearch(t *testing.T) {
	t.Parallel()
	markup := render(t, Page(signedIn()))
	holds(t, markup, "Amina Yusufi", "Advisor, London Borough of Ealing", `aria-current="page"`, ">3</span>", "to answer",
		`method="post" action="/find"`, `name="_csrf" value="token"`, `action="/sign-out"`, `name="onward-csrf" content="token"`, "Official-Sensitive")
	if n := strings.Count(markup, `aria-current="page"`); n != 2 { // the navigation, and the phone's menu
		t.Errorf("%d links are marked", n)
	}
}

// Nobody who has not signed in learns what there is.
func TestAPageSignedOutHasNeitherNavigationNorSearch(t *testing.T) {
	t.Parallel()
	markup := render(t, Page(View{Title: "Sign in", Partnership: "West London Partnership", Search: Search{Action: "/find"}, Narrow: true}))
	lacks(t, markup, "/find", "Menu", "sign-out", "onward-csrf", "Official-Sensitive", "<dialog")
	holds(t, markup, "West London Partnership", "onward-main--narrow", `href="/help"`)
}

func TestTheSkipLinkComesFirst(t *testing.T) {
	t.Parallel()
	markup := render(t, Page(signedIn()))
	if skip, header := strings.Index(markup, "govuk-skip-link"), strings.Index(markup, "<header"); skip < 0 || skip > header {
		t.Errorf("skip link at %d, header at %d", skip, header)
	}
	holds(t, markup, `href="#main-content"`, `<main id="main-content"`)
}

func TestThePersonAndTheSearchMayLeadElsewhere(t *testing.T) {
	t.Parallel()
	v := signedIn()
	v.Person.Href, v.SignOut, v.Search = "/account", "/leave", Search{Phone: "#find"}
	markup := render(t, Page(v))
	holds(t, markup, `href="/account"`, `action="/leave"`, `href="#find"`)
	lacks(t, markup, "header-search")
}

func TestTheAnswerToWhatWasDoneIsHeardAndCanBeUndone(t *testing.T) {
	t.Parallel()
	v := signedIn()
	v.Flash = &Flash{Kind: Success, Title: "Note added", Text: "It is on the timeline.", Link: &Link{"See it", "/timeline"}, Undo: &Undo{"Undo", "/undo", "key"}}
	holds(t, render(t, Page(v)), `role="status"`, "data-flash", "Note added", `href="/timeline"`, `action="/undo"`, `name="_key" value="key"`)
	v.Flash = &Flash{Kind: Warning, Text: "Nothing was saved."}
	markup := render(t, Page(v))
	holds(t, markup, `role="alert"`)
	lacks(t, markup, "_key", "onward-flash__title")
}

func TestASessionThatEndsWarns(t *testing.T) {
	t.Parallel()
	v := signedIn()
	v.Session = Session{Now: time.Date(2026, 4, 15, 10, 20, 0, 0, time.UTC), Ends: time.Date(2026, 4, 15, 11, 50, 0, 0, time.FixedZone("BST", 3600)), Extend: "/session"}
	holds(t, render(t, Page(v)), `data-session-now="2026-04-15T10:20:00Z"`, `data-session-ends="2026-04-15T10:50:00Z"`, `data-session-extend="/session"`)
	v.Session.Extend = ""
	lacks(t, render(t, Page(v)), "<dialog")
}

func TestBackRefreshAndBand(t *testing.T) {
	t.Parallel()
	v := signedIn()
	v.Back, v.Refresh, v.Band = &Link{"Back", "/caseload"}, 5, templ.Raw("<p>band</p>")
	holds(t, render(t, Page(v)), `<a href="/caseload" class="govuk-back-link">Back</a>`, `<noscript><meta http-equiv="refresh" content="5"></noscript>`, "<p>band</p>")
	lacks(t, render(t, Page(signedIn())), "refresh", "govuk-back-link")
}

func TestNamesAndTitlesAreEscaped(t *testing.T) {
	t.Parallel()
	const hostile = `"><script>alert(1)</script>`
	v := signedIn()
	v.Title, v.Partnership, v.Person, v.CSRF = hostile, hostile, &Person{hostile, hostile, hostile}, hostile
	v.Nav, v.Flash, v.Back = []NavItem{{hostile, hostile, 1, hostile, true}}, &Flash{Title: hostile, Text: hostile}, &Link{hostile, hostile}
	for _, markup := range []string{render(t, Page(v)), render(t, Print(Sheet{hostile, hostile, hostile, hostile, hostile, &Link{hostile, hostile}}))} {
		lacks(t, markup, "<script>")
	}
}

func TestASheetIsMarkedWhereItIsNotTheResidents(t *testing.T) {
	t.Parallel()
	marked := render(t, Print(Sheet{Title: "Case summary", Marking: "Official-Sensitive", For: "For Kemi Oduya", Printed: "15 April 2026", Back: &Link{"Back", "/plan"}}))
	if n := strings.Count(marked, "Official-Sensitive"); n != 2 {
		t.Errorf("the marking stands %d times, want at head and foot", n)
	}
	holds(t, marked, "data-print", `href="/plan"`, "15 April 2026")
	lacks(t, render(t, Print(Sheet{Title: "Your plan"})), "onward-sheet__marking", "data-print", "onward-sheet__for")
}
