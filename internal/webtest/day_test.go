package webtest_test

import (
	"strconv"
	"testing"

	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// day is one person at work in a real browser, axe looking at every state.
type day struct {
	*testbrowser.Browser
	site *webtest.Site
	seat string
}

func (d day) signIn(who string) {
	d.Go(d.site.URL + "/sign-in")
	d.Type("#email", d.site.Colleague(who).Email)
	d.Type("#password", fixture.Password)
	d.Click("main button[type=submit]:not([aria-controls])")
	d.Gone("#password")
}

// state says that a page has come, lets axe look and keeps a picture.
func (d day) state(words string) {
	d.See(words)
	d.Axe()
	d.Screenshot(d.seat + "-" + words)
}

const send = "main form[data-once] button[type=submit].govuk-button:not(.govuk-button--secondary)"

// An advisor's whole day: find, start, barrier, plan, appointment, note, stage,
// print; then her manager hands the journey to a colleague.
func TestAWholeDay(t *testing.T) {
	t.Parallel()
	for seat, options := range map[string][]testbrowser.Option{"desk": nil, "phone-without-scripts": {testbrowser.Phone(), testbrowser.NoScripts()}} {
		t.Run(seat, func(t *testing.T) {
			t.Parallel()
			d := day{Browser: testbrowser.Open(t, options...), site: webtest.New(t), seat: seat}
			d.signIn("amina")
			d.state("Appointments today")
			d.find()
			d.start()
			d.barrier()
			d.plan()
			d.work()
			d.printed()
			d.Go(d.site.URL + "/today")
			d.state("Overdue")
			m := day{Browser: testbrowser.Open(t, options...), site: d.site, seat: seat}
			m.signIn("tom")
			m.reassign()
		})
	}
}

func (d day) find() {
	d.Go(d.site.URL + "/find")
	d.Type("#q", "Tomasz Brandl 3 4 1988")
	d.Click(".onward-search__button")
	d.state("Nobody matches")
	d.Click("main a.govuk-button")
}

func (d day) start() {
	d.state("Who they are")
	d.Type("#telephone", "07700 900 321")
	d.Choose("#entry_point", "library")
	d.Click(send)
	d.state("Journey started.")
	d.See("Tomasz Brandl")
}

// at opens a part of the journey that is open now.
func (d day) at(part string) {
	address := d.Address()
	const id = len("/journeys/") + 36
	d.Go(address[:len(d.site.URL)+id] + part)
}

func (d day) barrier() {
	d.at("/barriers/new")
	d.state("How much it stands in the way")
	d.Choose("#code", "childcare")
	d.Click("#severity-2")
	d.Click(send)
	d.state("Childcare")
}

func (d day) plan() {
	d.at("/goals/new")
	d.Type("#words", "Nights that leave me the mornings")
	d.Click(send)
	d.state("Nights that leave me the mornings")
	d.at("/actions/new")
	d.state("Who does it")
	d.Type("#what", "Send the CV to Brightwell Kitchens")
	d.Click("#who")
	d.Click(send)
	d.state("Send the CV to Brightwell Kitchens")
	d.at("/appointments/new")
	d.Type("#on", "31 3 2099")
	d.Type("#at", "10:30")
	d.Type("#place", "Acton Library")
	d.Type("#purpose", "Review of plan")
	d.Click("main form button[type=submit]")
	d.state("Booked for")
	d.at("/notes/new") // the first of two clicks stands on every page of the journey
	d.Type("#text", "He starts on Monday.")
	d.Click("text=Save note")
	d.state("Note added.")
}

func (d day) work() {
	d.at("/work/new")
	d.state("Add a job")
	d.Type("#employer", "Acton Vale Foods")
	d.Type("#start", "12 1 2026")
	d.Type("#amount", "14.80")
	d.Click("#per")
	d.Type("#hours", "37.5")
	d.Click("text=Save")
	d.state("of 182")
	d.at("/stage")
	d.state("Where does the journey stand now?")
	d.Click("text=In work")
	d.Click("text=Move")
	d.See("Moved to In work.")
	d.at("")
	d.state("What stands in the way")
	d.at("/details")
	d.state("Equality monitoring")
	d.at("/details/contact")
	d.state("Ask how it is safe to reach them")
}

func (d day) printed() {
	d.at("/plan/print")
	d.state("Send the CV to Brightwell Kitchens")
}

func (m day) reassign() {
	m.Go(m.site.URL + "/caseload?state=open")
	m.state("Tomasz Brandl")
	m.Click("text=Tomasz Brandl")
	m.See("Single point of contact")
	id := m.Address()[len(m.site.URL)+len("/journeys/"):]
	m.Go(m.site.URL + "/reassign?journey=" + id)
	m.state("Tomasz Brandl")
	m.Choose("select", itoa(m.site.Staff["joel"]))
	m.Type("#reason", "Amina moves team")
	m.Click(send)
	m.state("Check before you reassign")
	m.Click(send)
	m.state("Joel Hartigan is the single point of contact now.")
}

func itoa(n int) string { return strconv.Itoa(n) }
