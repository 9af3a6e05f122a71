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

const why = "She collapsed in our office and an ambulance is on its way."

func about(more ...string) url.Values {
	v := url.Values{"given": {"Rosa"}, "family": {"Adomako"}, "born": {"4 5 1991"}, "reference": {""}, "reason": {why}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

var fresh = regexp.MustCompile(`name="_(key|csrf)" value="[^"]*"|content="[^"]*"|data-session[^ >]*`)

func TestAnEmergencyIsDeclaredFromFind(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	bola := s.As("bola")
	contains(t, bola.Get("/find"), http.StatusOK, "Emergency access")
	lacks(t, s.As("ines").Get("/find"), "Emergency access")
	contains(t, bola.Get("/emergency"), http.StatusOK, "Only where somebody could come to harm")
	for want, form := range map[string]url.Values{
		"Enter the given name as it is on record": about("given", ""), "Enter the family name": about("family", ""), "Enter the date of birth": about("born", ""),
		"Say in at least a sentence": about("reason", "Help"), "Enter a reference like": about("reference", "xyz"), "Error": about("born", "31 2 1991"),
	} {
		contains(t, bola.Post("/emergency", form), http.StatusUnprocessableEntity, want, "There is a problem")
	}
	form := about("_key", uuid.NewString())
	for range 2 {
		r := bola.Follow("/emergency", form)
		contains(t, r, http.StatusOK, "Rosa Adomako", "Emergency access until")
	}
	if r := s.As("bimpe").Get("/journeys/" + rosa.String()); r.Status != http.StatusNotFound {
		t.Errorf("it opens for a colleague: %d", r.Status)
	}
	closed(t, s, "/emergency", "ines", "grace", "anil", "petra")
}

// TestNobodySealedAndElsewhereAreOneAnswer holds the pages against each other,
// letter by letter.
func TestNobodySealedAndElsewhereAreOneAnswer(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	s.Rosa()
	s.AsOwner(t, `insert into onward.seal_order (id, journey_id, resident_id, lead_org_id, author_org_id, author_id, reason, list)
		select gen_random_uuid(), id, resident_id, lead_org_id, lead_org_id, spoc_id, 'at_risk', array[spoc_id, $1] from onward.journey`, s.Staff["tom"])
	bola := s.As("bola")
	sealed := bola.Post("/emergency", about())
	contains(t, sealed, http.StatusUnprocessableEntity, "Nobody is found by exactly this")
	nobody := bola.Post("/emergency", about("given", "Nora"))
	same := func(r webtest.Reply) string {
		return strings.ReplaceAll(fresh.ReplaceAllString(r.Body, ""), `value="Nora"`, `value="Rosa"`)
	}
	if cut := regexp.MustCompile(`data-[a-z-]*ends="[^"]*"`); cut.ReplaceAllString(same(sealed), "") != cut.ReplaceAllString(same(nobody), "") {
		t.Errorf("a sealed resident and nobody have two answers:\n%s\n%s", sealed.Text(), nobody.Text())
	}
}

func TestWhereSeveralMatchOneIsChosen(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	s.Start("jan", "Rosa", "Adomako")
	bola := s.As("bola")
	contains(t, bola.Post("/emergency", about()), http.StatusUnprocessableEntity, "Several match. Which one?", "London Borough of Ealing, ONW", "Jobcentre Plus West London, ONW")
	contains(t, bola.Follow("/emergency", about("journey", rosa.String())), http.StatusOK, "Emergency access until", "London Borough of Ealing")
}

func TestTheGovernanceOfficerReviewsWhatWasLookedAt(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa().String()
	grace, bola := s.As("grace"), s.As("bola")
	contains(t, grace.Get("/emergencies"), http.StatusOK, "Nothing waits for your review.")
	bola.Follow("/emergency", about())
	bola.Get("/journeys/" + rosa + "/details")
	queue := grace.Get("/emergencies")
	contains(t, queue, http.StatusOK, "Bola Adeyemi Advisor, Brent", why, "Emergency reviews")
	lacks(t, queue, "Rosa", "Adomako")
	path := regexp.MustCompile(`href="(/emergencies/\d+)"`).FindStringSubmatch(queue.Body)[1]
	review := grace.Get(path)
	contains(t, review, http.StatusOK, "Looked at details", "Looked at overview", "Was it right to open the journey?")
	lacks(t, review, "Rosa", "Adomako")
	for want, form := range map[string]url.Values{"Choose what you found": {"finding": {""}, "remark": {"x"}, "_version": {"1"}}, "Say what was wrong": {"finding": {"training"}, "remark": {""}, "_version": {"1"}}} {
		contains(t, grace.Post(path, form), http.StatusUnprocessableEntity, want, "There is a problem")
	}
	version := regexp.MustCompile(`name="_version" value="(\d+)"`).FindStringSubmatch(review.Body)[1]
	done := url.Values{"finding": {"training"}, "remark": {"Call the single point of contact first."}, "_version": {version}, "_key": {uuid.NewString()}}
	for range 2 {
		contains(t, grace.Follow(path, done), http.StatusOK, "Review saved.", "Nothing waits", "Training needed", "Call the single point of contact first.", "Grace Mensah")
	}
	done.Set("_key", uuid.NewString())
	contains(t, grace.Follow(path, done), http.StatusOK, "Somebody reviewed this meanwhile")
	for _, address := range []string{"/emergencies/0", "/emergencies/x", "/emergencies/99999"} {
		if r := grace.Get(address); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", address, r.Status)
		}
	}
	closed(t, s, path, "amina", "tom", "ines", "bola", "anil")
	closed(t, s, "/emergencies", "tom", "bola")
}

func TestGovernanceReplacesTheNamesByReference(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := "/journeys/" + s.Rosa().String()
	grace := s.As("grace")
	contains(t, grace.Get("/seals"), http.StatusOK, "No journey of your organisation is sealed.")
	staff := func(names ...string) (list []string) {
		for _, n := range names {
			list = append(list, strconv.Itoa(s.Staff[n]))
		}
		return list
	}
	s.As("amina").Follow(rosa+"/seal", url.Values{"reason": {"at_risk"}, "list": staff("amina", "tom")})
	list := grace.Get("/seals")
	contains(t, list, http.StatusOK, "Amina Yusufi, Tom Redgate", "Replace the names")
	lacks(t, list, "Rosa", "Adomako", "at risk")
	path := regexp.MustCompile(`href="(/seals/[^"]+)"`).FindStringSubmatch(list.Body)[1]
	contains(t, grace.Get(path), http.StatusOK, "Who sees ONW", "At least two")
	contains(t, grace.Post(path, url.Values{"list": staff("joel"), "_version": {"1"}}), http.StatusUnprocessableEntity, "Name at least two people")
	contains(t, grace.Follow(path, url.Values{"list": staff("joel", "ines"), "_version": {"1"}}), http.StatusOK, "Names replaced.", "Ines Figueira, Joel Hartigan")
	contains(t, grace.Follow(path, url.Values{"list": staff("joel", "tom"), "_version": {"1"}}), http.StatusOK, "Somebody changed the names meanwhile")
	if r := grace.Get(rosa); r.Status != http.StatusNotFound {
		t.Errorf("governance sees the journey: %d", r.Status)
	}
	if r := s.As("tom").Get(rosa); r.Status != http.StatusNotFound {
		t.Errorf("whom she took off still sees it: %d", r.Status)
	}
	contains(t, s.As("joel").Get(rosa), http.StatusOK, "This journey is sealed.")
	if r := grace.Get("/seals/" + uuid.NewString()); r.Status != http.StatusNotFound {
		t.Errorf("a seal that is none: %d", r.Status)
	}
	closed(t, s, path, "tom", "amina", "bola")
}
