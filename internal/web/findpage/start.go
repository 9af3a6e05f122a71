package findpage

import (
	"net/http"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/find"
)

// fields are the names of the form's fields.
func fields() []string {
	names := []string{"given", "family", "preferred", "pronouns", "born", "address", "postcode", "telephone", "email", "safe_way", "safe_time", "language",
		"interpreter", "nino", "universal_credit", "uln", "entry_point", "spoc", "groups[]", "work", "amount", "per", "hours", "qualification", "months", "benefits",
		"s", "known", "else"}
	for _, q := range resident.Questions {
		names = append(names, q.Name)
	}
	return names
}

// startForm comes after a search, filled in with what was typed there.
func (p Pages) startForm(r *web.Request) error {
	f := form.Empty(r.Today())
	if r.QueryParam("s") == "" {
		return r.Go("/find", "")
	}
	typed, err := p.recall(r)
	if err != nil {
		return err
	}
	prefill(f, typed, r)
	return p.showStart(r, f, nil, http.StatusOK)
}

// prefill puts what was searched for where it belongs.
func prefill(f *form.Values, typed string, r *web.Request) {
	clues := resident.ReadClues(typed, r.Today())
	f.Set("s", r.QueryParam("s"))
	f.Set("born", web.DateText(clues.Born))
	f.Set("email", clues.Email)
	if clues.Telephone != "" {
		f.Set("telephone", clues.Telephone.Spaced())
	}
	if nino := clues.Numbers[resident.KindNINO]; nino != "" {
		f.Set("nino", resident.NINO(nino).Spaced())
	}
	if len(clues.Names) > 0 {
		name := resident.SplitName(withoutFigures(typed))
		f.Set("given", raised(name.Given))
		f.Set("family", raised(name.Family))
	}
	if r.Me.Role != actor.Intake { // intake hands on to an advisor
		f.Set("spoc", itoa(r.Me.Staff))
	}
}

func (p Pages) showStart(r *web.Request, f *form.Values, twins []page.Twin, status int) error {
	post := r.Post("/journeys/new")
	if err := p.draft(r, &post, f); err != nil {
		return err
	}
	v := page.StartView{Layout: r.View("Start a journey", "Find a resident"), Form: post, Problems: web.Problems(f), Twins: twins,
		Search: f.Raw("s"), Cancel: "/find"}
	if v.Search != "" {
		v.Cancel += "?s=" + v.Search
	}
	v.Layout.Errors, v.Form.Guard = !f.OK(), true
	for _, t := range twins {
		v.Known = append(v.Known, t.Journey)
	}
	v.Else = control.Choice{Field: web.Field(f, "else", "Somebody else"), Small: true, Options: []control.Option{{Value: "yes", Label: "This is somebody else: register them"}}}
	v.Else.HiddenLabel = true
	v.Sections = sections(r, f)
	return r.ShowStatus(status, page.Start(v))
}

// start registers the person unless they seem to be on record: then both are
// shown, and "This is somebody else" sends the form once more.
func (p Pages) start(r *web.Request) error {
	f, err := r.Form(fields()...)
	if err != nil {
		return err
	}
	n := read(f, registering(r), r.Today())
	if err := f.Add(n.Check(r.Today())); err != nil {
		return err
	}
	if !f.OK() {
		return p.showStart(r, f, nil, http.StatusUnprocessableEntity)
	}
	twins, err := p.twins(r, n.Resident.Probe())
	if err != nil {
		return err
	}
	n.ID = madeFrom(f, r)
	if sentBefore(n, twins) {
		return r.Go("/journeys/"+n.ID.String(), "Journey started.")
	}
	if !told(f, twins) {
		f.Problem("else", "Open the journey if it is one of these people, or tick that this is somebody else")
		return p.showStart(r, f, twins, http.StatusConflict)
	}
	return p.register(r, f, n)
}

// told says that every likely duplicate was shown before, and that the person
// said that it is somebody else.
func told(f *form.Values, twins []page.Twin) bool {
	shown := strings.Fields(f.Text("known"))
	for _, t := range twins {
		seen := false
		for _, id := range shown {
			seen = seen || id == t.Journey
		}
		if !seen || f.Text("else") == "" {
			return false
		}
	}
	return true
}

// madeFrom is the journey's id, made from the form's key: a second send of the
// form leads to the journey that the first one made.
func madeFrom(f *form.Values, r *web.Request) uuid.UUID {
	key := f.UUID("_key")
	if key == uuid.Nil {
		return uuid.Nil
	}
	return uuid.NewSHA1(key, []byte(itoa(r.Me.Post)))
}

// sentBefore says that the likely duplicate is what this very form began.
func sentBefore(n journey.New, twins []page.Twin) bool {
	for _, t := range twins {
		if t.Journey == n.ID.String() {
			return true
		}
	}
	return false
}

// register starts the journey.
func (p Pages) register(r *web.Request, f *form.Values, n journey.New) error {
	started, err := p.Journeys.Start(r.Once(), n)
	id := started.Decision.Subject.Journey
	if _, again := postgres.WasRepeated(err); again {
		id, err = n.ID, nil
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showStart(r, f, nil, http.StatusUnprocessableEntity)
	}
	return r.Go("/journeys/"+id.String(), "Journey started.")
}

// twins are the likely duplicates that this person may see.
func (p Pages) twins(r *web.Request, probe resident.Probe) ([]page.Twin, error) {
	candidates, err := p.Journeys.Duplicates(r.Ctx(), probe)
	if err != nil || len(candidates) == 0 {
		return nil, err
	}
	reasons := map[uuid.UUID]string{}
	var people []uuid.UUID
	for _, c := range candidates {
		people = append(people, c.Resident)
		reasons[c.Resident] = "Same " + strings.Join(c.Reasons, ", ")
	}
	rows, err := p.Caseload.Of(r.Ctx(), people)
	if err != nil {
		return nil, err
	}
	var twins []page.Twin
	for _, row := range rows {
		twins = append(twins, page.Twin{Journey: row.ID().String(), Name: row.Name(), Reference: row.Reference, Born: born(row.Born, r.Today()),
			SPOC: row.SPOC, Reasons: reasons[row.Decision.Subject.Resident]})
	}
	return twins, nil
}

// read takes the form's answers, of the parts that the person may add.
func read(f *form.Values, d access.Decision, today calendar.Date) journey.New {
	n := journey.New{EntryPoint: f.Text("entry_point"), SPOC: f.Int("spoc", 0, "Choose the single point of contact")}
	if n.SPOC == 0 {
		f.Problem("spoc", "Choose who will be the single point of contact")
	}
	p := &n.Resident
	p.Identity = resident.Identity{Given: f.Raw("given"), Family: f.Raw("family"), Preferred: f.Raw("preferred"), Pronouns: f.Raw("pronouns"), Born: birth(f, today)}
	p.Contact = resident.Contact{Address: f.Text("address"), Postcode: f.Text("postcode"), Telephone: resident.Telephone(f.Text("telephone")), Email: f.Text("email"),
		SafeWay: f.Text("safe_way"), SafeTime: f.Text("safe_time"), Language: f.Text("language"), Interpreter: f.Text("interpreter") != ""}
	p.Identifiers = resident.Identifiers{NINO: f.Text("nino"), UniversalCredit: f.Text("universal_credit"), ULN: f.Text("uln")}
	if d.May(access.Add, access.Equality) {
		for _, q := range resident.Questions {
			*p.Equality.Answer(q.Name) = f.Text(q.Name)
		}
	}
	n.Groups = append(n.Groups, f.Many("groups")...)
	n.Baseline = baseline(f)
	return n
}

// mostMonths is a working life; more is a slip of the finger.
const mostMonths = 720

// months reads how long somebody has been out of work; none typed is not known.
func months(f *form.Values) journey.Months {
	const like = "Enter how many months, like 14"
	n := f.Int("months", -1, like)
	if n < -1 || n > mostMonths {
		f.Problem("months", like)
	}
	if f.Text("months") == "" {
		return journey.Months{}
	}
	return journey.MonthsOf(n)
}

func baseline(f *form.Values) journey.Baseline {
	b := journey.Baseline{Work: f.Text("work"), Per: f.Text("per"), Qualification: f.Text("qualification"), Benefits: f.Limit("benefits", 200, ""),
		MonthsWithout: months(f)}
	b.Amount = pence(f)
	b.Hours = hours(f)
	if b.Work == "" && (b.Amount > 0 || b.Hours != "") {
		f.Problem("work", "Choose how things stand with work, since you entered pay or hours")
	}
	return b
}
