package caseloadpage_test

import (
	"testing"

	"github.com/google/uuid"

	"onward/internal/journey"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// someone is a journey of Amina's as the pictures have them: days count from today.
type someone struct {
	given, family string
	stage         journey.Stage
	next          string
	due, contact  int
}

var pictured = []someone{
	{"Hodan", "Warfa", "new", "First meeting", 0, -1}, {"Kwame", "Pinnock", "new", "Call back", 2, -5}, {"Elena", "Dragovic", "new", "Call back", 5, -6},
	{"Imran", "Qadir", "assessing", "Finish first assessment", -2, -13}, {"Yusuf", "Aksal", "assessing", "Confidence reading", 6, -3},
	{"Grainne", "Tolan", "assessing", "Skills check", 7, -8}, {"Marta", "Wieczorek", "preparing", "Send CV to Brightwell Kitchens", -5, -8},
	{"Jerome", "Whitlock", "preparing", "Mock interview", 0, -15}, {"Mehwish", "Anjum", "preparing", "Food hygiene", 15, -4},
	{"Dariusz", "Plonka", "preparing", "", 0, -28}, {"Shanice", "Pellew", "looking", "Ask about the rent arrears", -1, -7},
	{"Tomasz", "Brandl", "looking", "Review of plan", 0, -14}, {"Leila", "Farzan", "looking", "Check the job offer", 0, -5},
	{"Femi", "Oladun", "looking", "Apply, Park Royal", 2, -9}, {"Paulo", "Serrino", "in_work", "Ask employer to keep 16 hours", 0, -2},
	{"Nkechi", "Umeh", "in_work", "Call, no contact for 23 days", 1, -23}, {"Carol", "Finnimore", "in_work", "Look for a job after 10 May", 5, -6},
	{"Ade", "Fasholu", "in_work", "Send February payslip", 8, -13}, {"Rekha", "Solanke", "sustained", "Six-month call", 20, -34},
	{"Oisin", "Garvey", "sustained", "Progression plan", 26, -20}, {"Bashir", "Nur", "looking", "Write to the college", 9, -3},
	{"Ines", "Duarte", "looking", "Try the bus route", 10, -3}, {"Wei", "Zhang", "looking", "Send two applications", 11, -4},
	{"Olga", "Petrova", "assessing", "English test", 12, -4}, {"Samir", "Haddad", "assessing", "Bring certificates", 13, -4},
	{"Ruth", "Adjei", "paused", "", 0, -18}, {"Peter", "Lund", "new", "Write down goals", 3, -2}, {"Zoya", "Malik", "preparing", "Forklift theory", 14, -6},
}

// world is a site with the pictured journeys, by family name.
func world(t *testing.T, list ...someone) (*webtest.Site, map[string]uuid.UUID) {
	t.Helper()
	s := webtest.New(t)
	ids := map[string]uuid.UUID{}
	for _, p := range list {
		id := s.Start("amina", p.given, p.family, func(n *journey.New) {
			n.Stage = p.stage
			if p.stage == journey.StagePaused {
				n.Reason = "health"
			}
			if p.stage == journey.StageClosed {
				n.Reason = "moved"
			}
		})
		ids[p.family] = id
		s.AsOwner(t, "update onward.progress set last_contact_on = onward.today() + $2::int where journey_id = $1", id, p.contact)
		if p.next != "" {
			s.AsOwner(t, "update onward.progress set next_what = $2, next_kind = 'action', next_due = onward.today() + $3::int where journey_id = $1", id, p.next, p.due)
		}
	}
	return s, ids
}
