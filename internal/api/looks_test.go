package api_test

import (
	"net/http"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/webtest"
)

// looked is what the last look at a subject in a person's name says it showed.
func looked(t *testing.T, s *webtest.Site, who, subject string) (categories string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	err = conn.QueryRow(t.Context(), `select categories::text from onward.audit where staff_id = $1 and action = 'view' and subject = $2 and journey_id is not null
		order by id desc limit 1`, s.Staff[who], subject).Scan(&categories)
	if err != nil {
		t.Fatalf("%s, %s: %v", who, subject, err)
	}
	return categories
}

// TestALookRecordsAllThatItShows: the part of a journey that a system asks for
// may show more categories than the one that opens it.
func TestALookRecordsAllThatItShows(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at := "/api/v1/journeys/" + s.Rosa().String()
	for subject, look := range map[string]struct{ path, amina, joel string }{
		"journey":       {at, "{existence,identity,contact,circumstances,housing_money,health,equality,offences,plan}", "{existence,identity,contact,circumstances,plan}"},
		"list-barriers": {at + "/barriers", "{circumstances,housing_money,health,equality,offences}", "{circumstances}"},
		"list-timeline": {at + "/timeline", "{circumstances,housing_money,health,equality,offences,plan,notes,work}", "{circumstances,plan}"},
		"list-actions":  {at + "/actions", "{plan}", "{plan}"},
	} {
		for who, want := range map[string]string{"amina": look.amina, "joel": look.joel} {
			if status, body := as(t, s, who).do(http.MethodGet, look.path, nil); status != http.StatusOK {
				t.Fatalf("%s %s: %d %v", who, look.path, status, body)
			}
			if got := looked(t, s, who, subject); got != want {
				t.Errorf("%s looks at %s: recorded %s, want %s", who, subject, got, want)
			}
		}
	}
}
