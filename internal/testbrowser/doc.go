// Package testbrowser drives a real Chromium in tests.
//
// One process serves a whole test binary while any test holds it; each test has
// a tab in a browser context of its own, so that cookies and storage do not
// meet. Nothing sleeps: every step waits for what it needs, and fails the test
// when it does not come in time.
//
//	b := testbrowser.Open(t, testbrowser.Phone())
//	b.Go(server.URL + "/today")
//	b.Click("text=Start a journey")
//	b.See("Search first")
//	b.Axe()
//
// A page that throws, or that the Content-Security-Policy stops from doing
// something, fails its test at the end. Set ONWARD_SHOTS to a folder to keep
// what Screenshot takes.
package testbrowser
