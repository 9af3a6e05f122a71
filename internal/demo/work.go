package demo

import (
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/outcome"
)

// wages are the rates of the time, in whole pence an hour.
type wages struct{ rates outcome.Rates }

// living is the London Living Wage that has to be paid on a day.
func (w wages) living(on calendar.Date) int64 {
	var pence int64
	var since calendar.Date
	for _, r := range w.rates.LivingWage {
		if !r.MustPayBy.IsZero() && !r.MustPayBy.After(on) && !r.MustPayBy.Before(since) {
			pence, since = r.Pence, r.MustPayBy
		}
	}
	return pence
}

// rises are the days after from, up to until, on which a London Living Wage has to be paid first.
func (w wages) rises(from, until calendar.Date) []calendar.Date {
	var days []calendar.Date
	for _, r := range w.rates.LivingWage {
		if r.MustPayBy.After(from) && !r.MustPayBy.After(until) {
			days = append(days, r.MustPayBy)
		}
	}
	return days
}

// minimum is the National Living Wage for grown-ups on a day.
func (w wages) minimum(on calendar.Date) int64 {
	var pence int64
	for _, r := range w.rates.MinimumWage {
		if !r.Apprentice && r.MaxAge == 0 && !r.From.After(on) && (r.To.IsZero() || !on.After(r.To)) {
			pence = max(pence, r.Pence)
		}
	}
	return pence
}

// trade is a kind of work with employers, none of which exists.
type trade struct {
	titles    []string
	employers []string
}

var trades = []trade{
	{[]string{"Kitchen porter", "Kitchen assistant", "Catering assistant", "Commis chef", "Barista"}, []string{"Brightwell Kitchens", "Acton Vale Foods", "Copper Pan Catering", "Canteen on the Green"}},
	{[]string{"Care assistant", "Support worker", "Home carer", "Night carer"}, []string{"Marigold Home Care", "Elmtree Care", "Kindhand Support", "Larkfield House"}},
	{[]string{"Warehouse operative", "Picker and packer", "Forklift driver", "Goods-in clerk"}, []string{"Park Royal Logistics", "Westway Fulfilment", "Halden Freight", "Crown Parcel Depot"}},
	{[]string{"Retail assistant", "Customer adviser", "Stock assistant", "Team leader, shop floor"}, []string{"Fenn & Daughters", "Orchard Stores", "Broadway Homeware", "Sunrise Grocers"}},
	{[]string{"Cleaner", "Cleaning supervisor", "Caretaker"}, []string{"Clearview Cleaning", "Sparrow Facilities", "Northfield Estates"}},
	{[]string{"Receptionist", "Administrator", "Data entry clerk", "Housing assistant"}, []string{"Canalside Homes", "Greenway Dental", "Harbord Legal", "Thirsk and Bell"}},
	{[]string{"Teaching assistant", "Nursery assistant", "Lunchtime supervisor"}, []string{"Little Acorns Nursery", "Oldfield Primary School", "St Cuthbert's School"}},
	{[]string{"Security officer", "Door supervisor", "Control room operator"}, []string{"Sentry West", "Beacon Guarding"}},
	{[]string{"Driver", "Delivery driver", "Bus driver trainee", "Courier"}, []string{"Westline Buses", "Quickwheel Couriers", "Hanger Lane Vans"}},
	{[]string{"Labourer", "Groundworker", "Painter and decorator", "Retrofit installer"}, []string{"Stonebridge Build", "Warmwalls Retrofit", "Old Oak Groundworks"}},
	{[]string{"Baggage handler", "Airport cleaner", "Passenger assistance agent"}, []string{"Runway Services", "Skyport Assist"}},
	{[]string{"Bike mechanic", "IT support technician", "Apprentice electrician"}, []string{"Spokes Workshop", "Brent Valley IT", "Ampere Electrical"}},
}

// evidences are what has been seen of a job, in the words of whoever saw it.
var evidences = weigh("Payslip seen", 40, "2 payslips seen", 20, "Employer's letter", 15, "HMRC record", 5, "Resident told us", 15, "", 5)

var weekly = weigh("37.5", 30, "40", 14, "35", 14, "30", 12, "24", 8, "20", 10, "16", 12)

// addWork gives each time in work its spells and pay.
func (t *teller) addWork(c chance, s *story, d *desk, calm bool) {
	for i, j := range s.path.jobs {
		last := i == len(s.path.jobs)-1
		held := last && (s.Stage == journey.StageSustained || s.Reason == "sustained")
		s.spells = append(s.spells, t.spell(c, j, last && s.Stage == journey.StageInWork, held, calm))
	}
	if s.Baseline.Work == "employed" && len(s.spells) == 0 && c.in(0.4) {
		s.spells = append(s.spells, t.earlier(c, s))
	}
}

// spell is one job. While it is open, some outcomes are at risk; one that has
// been sustained held the wage on every day.
func (t *teller) spell(c chance, j job, open, sustained, calm bool) outcome.Record {
	work := pick(c, trades)
	r := outcome.Record{Title: pick(c, work.titles), Evidence: evidences.draw(c)}
	r.Employer, r.Start, r.End = pick(c, work.employers), j.from, j.to
	hours := weekly.draw(c)
	until := t.today.Add(1)
	if calm {
		until = t.today.Add(sustainedDays) // the employer follows what is known to come
	}
	if !r.End.IsZero() {
		until = r.End
	}
	if !j.good && !sustained {
		return t.poor(c, r, hours, until)
	}
	above := int64(c.IntN(4) * c.IntN(60))
	per := outcome.PerHour
	if at := c.IntN(100); at < 9 {
		per = outcome.PerWeek
	} else if at < 19 {
		per = outcome.PerYear
	}
	r.PayRecords = append(r.PayRecords, payFor(r.Start, t.wages.living(r.Start)+above, per, hours))
	for _, day := range t.wages.rises(r.Start, until) {
		if sustained || calm || c.in(0.8) { // some employers are late
			r.PayRecords = append(r.PayRecords, payFor(day, t.wages.living(day)+above, per, hours))
		}
	}
	if open && !calm {
		t.threaten(c, &r)
	}
	return r
}

// threaten puts what is known to come into the way of one outcome in eight.
func (t *teller) threaten(c chance, r *outcome.Record) {
	soon := t.today.Add(c.between(3, 30))
	now := r.PayRecords[len(r.PayRecords)-1]
	switch c.IntN(16) {
	case 0:
		r.End = soon
	case 1:
		r.PayRecords = append(r.PayRecords, outcome.PayRecord{From: soon, Known: true, Pence: now.Pence, Per: now.Per, Hours: "12"})
	}
}

// poor is work below the wage or of few hours, or whose pay is not known.
func (t *teller) poor(c chance, r outcome.Record, hours string, until calendar.Date) outcome.Record {
	floor, least := t.wages.living(r.Start), t.wages.minimum(r.Start)
	switch at := c.IntN(100); {
	case at < 8:
		r.PayRecords = []outcome.PayRecord{{From: r.Start, Hours: hours}}
	case at < 30:
		r.PayRecords = []outcome.PayRecord{payFor(r.Start, floor+int64(c.IntN(80)), outcome.PerHour, pick(c, []string{"6", "8", "10", "12", "15"}))}
	default:
		pence := least + int64(c.IntN(int(max(1, floor-least))))
		r.PayRecords = []outcome.PayRecord{payFor(r.Start, pence, outcome.PerHour, hours)}
		if rise := r.Start.Add(c.between(40, 200)); rise.Before(until) && c.in(0.4) {
			r.PayRecords = append(r.PayRecords, payFor(rise, pence+int64(c.between(10, 90)), outcome.PerHour, hours))
		}
	}
	if c.in(0.05) {
		r.SelfEmployed, r.Employer, r.Title = true, "Self-employed", pick(c, []string{"Courier", "Hairdresser", "Gardener", "Interpreter"})
	}
	return r
}

// earlier is the job that a resident had when the journey began.
func (t *teller) earlier(c chance, s *story) outcome.Record {
	work := pick(c, trades)
	r := outcome.Record{Title: pick(c, work.titles), Evidence: "Resident told us"}
	r.Employer, r.Start = pick(c, work.employers), s.OpenedOn.Add(-c.between(60, 900))
	if c.in(0.5) {
		r.End = t.within(s, c.between(1, 90))
	}
	r.PayRecords = []outcome.PayRecord{payFor(r.Start, int64(s.Baseline.Amount), outcome.PerHour, s.Baseline.Hours)}
	return r
}

// payFor says an hourly wage the way the employer does, never less than it.
func payFor(from calendar.Date, hourly int64, per outcome.Period, hours string) outcome.PayRecord {
	p := outcome.PayRecord{From: from, Known: true, Pence: hourly, Per: per, Hours: hours}
	tenths := int64(0)
	for _, digit := range hours {
		if digit != '.' {
			tenths = tenths*10 + int64(digit-'0')
		}
	}
	if !hasPoint(hours) {
		tenths *= 10
	}
	switch per {
	case outcome.PerWeek:
		p.Pence = (hourly*tenths + 9) / 10
	case outcome.PerYear:
		p.Pence = (hourly*tenths*52 + 999) / 1000 * 100 // whole pounds
	}
	return p
}

func hasPoint(s string) bool {
	for _, r := range s {
		if r == '.' {
			return true
		}
	}
	return false
}
