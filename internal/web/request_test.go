package web_test

import (
	"strings"
	"testing"

	"onward/internal/webtest"
)

// Which partnership a visitor belongs to nobody knows: the head names none
// until somebody has signed in, and then theirs.
func TestTheHeadNamesThePartnershipOfWhoSignedIn(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	if r := s.Visitor().Get("/sign-in"); strings.Contains(r.Text(), "West London Alliance") || strings.Contains(r.Body, "onward-header__partnership") {
		t.Errorf("a visitor is told of a partnership: %s", r.Text())
	}
	s.AsOwner(t, "update onward.partnership set name = 'South London Partnership'")
	if r := s.As("tom").Get("/today"); !strings.Contains(r.Text(), "South London Partnership") {
		t.Errorf("signed in: %s", r.Text())
	}
}
