package saypage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

var undone = regexp.MustCompile(`action="(/notices/[^"]+/undo)"`)

// imported makes a journey one that came by an import on a day.
func imported(t *testing.T, s *webtest.Site, id uuid.UUID, day string) {
	t.Helper()
	s.AsOwner(t, `insert into onward.imported_row (lead_org_id, author_org_id, source, journey_id, created_at)
		select lead_org_id, lead_org_id, convert_to(id::text, 'UTF8'), id, $2::date + time '10:00' from onward.journey where id = $1`, id, day)
}

func told(more ...string) url.Values {
	v := url.Values{"wording": {"Leaflet 4"}, "how": {"letter"}, "on": {"15 4 2026"}, "evidence": {""}}
	for i := 0; i+1 < len(more); i += 2 {
		v[more[i]] = append(v[more[i]][:0:0], more[i+1])
	}
	return v
}

func TestManyAreRecordedAsToldInOneGo(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	rosa, tomasz := s.Rosa(), s.Start("joel", "Tomasz", "Brandl")
	imported(t, s, tomasz, "2026-04-14")
	s.Start("bola", "Asha", "Rao")
	tom := s.As("tom")
	page := tom.Get("/notices")
	contains(t, page, http.StatusOK, "Residents not told yet", "Rosa Adomako", "Tomasz Brandl", "2 not told", "14 April 2026 (1 resident)")
	lacks(t, page, "Asha")
	filtered := tom.Get("/notices?imported=2026-04-14&advisor=" + strconv.Itoa(s.Staff["joel"]))
	contains(t, filtered, http.StatusOK, "1 not told", "Imported on 14 April 2026", "Tomasz Brandl")
	lacks(t, filtered, "Adomako")
	contains(t, tom.Get("/notices?imported=2020-01-01"), http.StatusOK, "Nobody fits these filters")
	form := told("journeys", tomasz.String(), "_key", uuid.NewString())
	for range 2 { // sent twice
		contains(t, tom.Follow("/notices?imported=2026-04-14", form), http.StatusOK, "1 resident recorded as told.", "Rosa Adomako", "Leaflet 4 By letter", "Tom Redgate")
	}
	done := tom.Follow("/notices", told("all", "yes"))
	contains(t, done, http.StatusOK, "1 resident recorded as told.", "Everybody with an open journey was told.")
	undo := undone.FindStringSubmatch(done.Body)[1]
	if r := s.As("ines").Follow(undo, nil); !strings.Contains(r.Text(), "can no longer be undone") {
		t.Errorf("somebody else's: %s", r.Text())
	}
	contains(t, tom.Follow(undo, nil), http.StatusOK, "Undone: 1 resident not told any more.", "Rosa Adomako")
	contains(t, tom.Follow(undo, nil), http.StatusOK, "can no longer be undone")
	contains(t, s.As("ines").Get("/notices"), http.StatusOK, "Rosa Adomako")
	contains(t, tom.Get("/journeys/"+rosa.String()+"/sharing"), http.StatusOK, "Not told yet")
	closed(t, s, "/notices", "amina", "grace", "anil", "petra", "bola")
}

func TestWhatIsWrongWithAGoIsSaidAndKept(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	rosa := s.Rosa().String()
	tom := s.As("tom")
	for want, form := range map[string]url.Values{
		"Choose whom you told": told(), "Enter which version of the privacy notice": told("journeys", rosa, "wording", ""), "Choose how it was said or given": told("journeys", rosa, "how", ""),
		"Enter a day that is not in the future": told("journeys", rosa, "on", "16 4 2026"), "Those who were told meanwhile are no longer listed": told("journeys", uuid.NewString()),
	} {
		r := tom.Post("/notices", form)
		contains(t, r, http.StatusUnprocessableEntity, want, "There is a problem")
		if form.Get("journeys") == rosa && !strings.Contains(r.Body, `value="`+rosa+`" checked`) {
			t.Errorf("%s: who was chosen is lost", want)
		}
	}
	if r := tom.Post("/notices/x/undo", nil); r.Status != http.StatusNotFound {
		t.Errorf("no go: %d", r.Status)
	}
}
