package journeypage

import (
	"fmt"
	"math/big"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/internal/web/outcomeview"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

func (p Pages) workRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/work", Duty: access.DoFind, Handle: p.work},
		{Method: http.MethodGet, Path: "/journeys/:id/work/new", Duty: access.DoFind, Handle: func(r *web.Request) error {
			return p.showJob(r, form.Empty(r.Today()), nil, http.StatusOK)
		}},
		{Method: http.MethodPost, Path: "/journeys/:id/work/new", Duty: access.DoFind, Handle: p.addJob},
		{Method: http.MethodGet, Path: "/journeys/:id/work/:spell", Duty: access.DoFind, Handle: p.jobForm},
		{Method: http.MethodPost, Path: "/journeys/:id/work/:spell", Duty: access.DoFind, Handle: p.changeJob},
		{Method: http.MethodPost, Path: "/journeys/:id/work/:spell/pay", Duty: access.DoFind, Handle: p.addPay},
		{Method: http.MethodPost, Path: "/journeys/:id/work/:spell/remove", Duty: access.DoFind, Handle: p.removeJob},
		{Method: http.MethodPost, Path: "/journeys/:id/work/:spell/restore", Duty: access.DoFind, Handle: p.restoreJob},
		{Method: http.MethodPost, Path: "/journeys/:id/work/:spell/pay/:pay/remove", Duty: access.DoFind, Handle: p.removePay},
		{Method: http.MethodPost, Path: "/journeys/:id/work/:spell/pay/:pay/restore", Duty: access.DoFind, Handle: p.restorePay},
	}
}

func (p Pages) work(r *web.Request) error {
	var v page.WorkView
	err := p.open(r, "Work and outcomes", []access.Category{access.Work, access.Outcomes}, func(tx *postgres.Tx, f *Frame) error {
		v = page.WorkView{Layout: f.Layout}
		records, err := p.Outcomes.Store.List(tx, f.Decision)
		if err != nil {
			return err
		}
		if v.Panel, err = p.panel(tx, f, records); err != nil {
			return err
		}
		for i := len(records) - 1; i >= 0; i-- {
			v.Jobs = append(v.Jobs, jobView(f, records[i], f.Decision.MayChangeRow(access.Work, records[i].Org)))
		}
		if f.Decision.May(access.Add, access.Work) {
			v.Add = f.Path("work/new")
		}
		v.Removed, err = p.removedWork(tx, f)
		return err
	})
	if err != nil {
		return err
	}
	return r.Show(page.Work(v))
}

// panel is the bar of days, nil before the first day of work.
func (p Pages) panel(tx *postgres.Tx, f *Frame, records []outcome.Record) (*component.DayPanelView, error) {
	if !f.Decision.May(access.View, access.Outcomes) {
		return nil, nil
	}
	e, err := outcome.Judge(records, outcome.Sustained, p.Outcomes.Rates, tx.Actor.Today)
	if err != nil || len(e.Stretches) == 0 {
		return nil, err
	}
	v := outcomeview.Panel(e, f.Decision.May(access.View, access.Work))
	return &v, nil
}

func jobView(f *Frame, r outcome.Record, may bool) page.Job {
	j := page.Job{Title: r.Employer, Lines: []component.SummaryRow{
		{Key: "Work", Value: r.Title},
		{Key: "First day", Value: r.Start.Long()},
		{Key: "Last day", Value: dayOr(r.End.Long(), "Still there")},
		{Key: "Evidence", Value: dayOr(r.Evidence, "None yet")},
	}}
	if r.Title == "" {
		j.Lines = j.Lines[1:]
	}
	for _, pay := range r.PayRecords {
		j.Lines = append(j.Lines, component.SummaryRow{Key: "From " + pay.From.Long(), Value: PayWords(pay)})
	}
	if may {
		j.Change = f.Path("work/" + r.ID.String())
	}
	return j
}

func dayOr(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// PayWords is a pay record in words, like £13.85 an hour, 37.5 hours a week.
func PayWords(p outcome.PayRecord) string {
	words := "Pay not known"
	if p.Known {
		words = fmt.Sprintf("%s a%s %s", outcome.Pounds(new(big.Rat).SetInt64(p.Pence)), map[bool]string{true: "n"}[p.Per == outcome.PerHour], p.Per)
	}
	if p.Hours != "" {
		words += ", " + web.CountText(p.Hours, "hour") + " a week"
	}
	return words
}

var jobFields = []string{"employer", "title", "start", "end", "self_employed[]", "evidence", "amount", "per", "hours", "from"}

func (p Pages) showJob(r *web.Request, f *form.Values, record *outcome.Record, status int) error {
	var v page.JobView
	err := p.open(r, "Work and outcomes", []access.Category{access.Work}, func(tx *postgres.Tx, frame *Frame) error {
		verb, part := access.Add, "work/new"
		if record != nil {
			verb, part = access.Change, "work/"+record.ID.String()
		}
		if err := frame.Decision.Require(verb, access.Work); err != nil {
			return err
		}
		v = page.JobView{Layout: frame.Layout, Form: r.Post(frame.Path(part)), Problems: web.Problems(f), Heading: "Add a job", Cancel: frame.Path("work")}
		v.Layout.Errors = !f.OK()
		if err := jobDrafts(tx, r, &v, f, record); err != nil {
			return err
		}
		fillJob(&v, f)
		return nil
	})
	if err != nil {
		return err
	}
	if record != nil {
		v.Heading = "Change the job"
		v.Remove = &component.ActionView{Action: v.Form.Action + "/remove", CSRF: v.Form.CSRF, Key: uuid.NewString(),
			Version: strconv.Itoa(record.Version), Button: component.ButtonView{Label: "Remove this job", Kind: component.Secondary}}
		for _, pay := range record.PayRecords {
			v.Pay = append(v.Pay, payRow(v.PayForm, pay))
		}
	}
	return r.ShowStatus(status, page.JobForm(v))
}

// payFields are the names of the pay's form.
var payFields = []string{"amount", "per", "hours", "from"}

// jobDrafts arm the page's forms: that of the job and, for one on record, that
// of another pay.
func jobDrafts(tx *postgres.Tx, r *web.Request, v *page.JobView, f *form.Values, record *outcome.Record) error {
	if record == nil {
		return r.Draft(tx, &v.Form, f, jobFields...)
	}
	v.Form.Version = strconv.Itoa(record.Version)
	if f.Version() > 0 { // a form with problems goes on from the version it was made from
		v.Form.Version = strconv.Itoa(f.Version())
	}
	v.PayForm = r.Post(v.Form.Action + "/pay")
	if err := r.Draft(tx, &v.Form, f, "employer", "title", "start", "end", "self_employed[]", "evidence"); err != nil {
		return err
	}
	return r.Draft(tx, &v.PayForm, f, payFields...)
}

func fillJob(v *page.JobView, f *form.Values) {
	v.Employer, v.Title = web.Field(f, "employer", "Employer"), web.Field(f, "title", "What they do there")
	v.Start, v.End = web.Field(f, "start", "First day of work"), web.Field(f, "end", "Last day of work")
	v.Evidence = web.Field(f, "evidence", "What have you seen of it?")
	v.Employer.Width, v.Title.Width, v.Evidence.Width = control.W30, control.W30, control.W30
	v.Title.Optional, v.End.Optional, v.Evidence.Optional = true, true, true
	v.End.Hint, v.Evidence.Hint = "Leave it open while the work goes on", "Like payslip, employer’s letter, client told us"
	v.SelfEmployed = control.Choice{Field: web.Field(f, "self_employed", "Self-employed"), Small: true,
		Options: []control.Option{{Value: "yes", Label: "The resident is self-employed"}}}
	v.SelfEmployed.HiddenLabel = true
	v.Amount = web.Field(f, "amount", "Pay before tax")
	v.Amount.Prefix, v.Amount.Width, v.Amount.InputMode = "£", control.W10, "decimal"
	v.Per = control.Choice{Field: web.Field(f, "per", "For each"), Inline: true, Small: true, Options: []control.Option{
		{Value: "hour", Label: "Hour"}, {Value: "week", Label: "Week"}, {Value: "month", Label: "Month"}, {Value: "year", Label: "Year"}}}
	v.Hours = web.Field(f, "hours", "Hours a week in the contract")
	v.Hours.Width, v.Hours.InputMode, v.Hours.Hint = control.W5, "decimal", "Like 37.5"
	v.From = web.Field(f, "from", "From which day")
}

// readJob takes a job from a form; what is wrong is noted in the form.
func readJob(f *form.Values) outcome.Record {
	return outcome.Record{Title: f.Text("title"), Evidence: f.Text("evidence"), Version: f.Version(),
		Spell: outcome.Spell{Employer: f.Need("employer", "Enter who the employer is"), Start: f.NeedDate("start", "Enter the first day of work, like 31 3 2026"),
			End: f.Date("end"), SelfEmployed: f.Has("self_employed", "yes")}}
}

// readPay takes pay from a form; an empty amount with empty hours is no record.
func readPay(f *form.Values) []outcome.PayRecord {
	p := outcome.PayRecord{From: f.Date("from"), Per: outcome.Period(f.Text("per")), Hours: f.Text("hours")}
	if amount := f.Text("amount"); amount != "" {
		pence, err := outcome.ParsePounds(amount)
		if err != nil {
			f.Problem("amount", fault.Of(err).Public)
		}
		p.Known, p.Pence = true, pence
	}
	if !p.Known && p.Hours == "" {
		return nil
	}
	return []outcome.PayRecord{p}
}

func (p Pages) addJob(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form(jobFields...)
	if err != nil {
		return err
	}
	record := readJob(f)
	record.PayRecords = readPay(f)
	if f.OK() {
		_, err := p.Outcomes.Add(r.Once(), id, record)
		if err = f.Add(err); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.showJob(r, f, nil, http.StatusUnprocessableEntity)
	}
	return r.Go(Path(id, "work"), "Job added.")
}

// job reads the spell in the address.
func (p Pages) job(r *web.Request) (record outcome.Record, err error) {
	spell, err := r.ID("spell")
	if err != nil {
		return record, err
	}
	id, err := r.ID("id")
	if err != nil {
		return record, err
	}
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Require(tx, id, access.Change, access.Work)
		if err != nil {
			return err
		}
		list, err := p.Outcomes.Store.List(tx, d)
		for _, candidate := range list {
			if candidate.ID == spell {
				record = candidate
			}
		}
		return err
	})
	if err == nil && record.ID == uuid.Nil {
		err = fault.NotHere()
	}
	return record, err
}

func jobValues(r *web.Request, record outcome.Record) *form.Values {
	f := form.With(r.Today(), map[string]string{"employer": record.Employer, "title": record.Title, "evidence": record.Evidence,
		"start": web.DateText(record.Start), "end": web.DateText(record.End)})
	if record.SelfEmployed {
		f.Set("self_employed", "yes")
	}
	return f
}

func (p Pages) jobForm(r *web.Request) error {
	record, err := p.job(r)
	if err != nil {
		return err
	}
	return p.showJob(r, jobValues(r, record), &record, http.StatusOK)
}

func (p Pages) changeJob(r *web.Request) error {
	kept, err := p.job(r)
	if err != nil {
		return err
	}
	f, err := r.Form(jobFields...)
	if err != nil {
		return err
	}
	record := readJob(f)
	record.ID = kept.ID
	id, _ := r.ID("id") // job has read it
	if f.OK() {
		err := once(p.Outcomes.Change(r.Once(), id, record))
		if fault.Is(err, fault.Conflict) {
			return p.jobConflict(r, id, kept, record)
		}
		if err = f.Add(err); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.showJob(r, f, &kept, http.StatusUnprocessableEntity)
	}
	return r.Go(Path(id, "work"), "Job changed.")
}

func (p Pages) jobConflict(r *web.Request, id uuid.UUID, kept, mine outcome.Record) error {
	self := func(yes bool) string { return map[bool]string{true: "yes"}[yes] }
	return p.conflict(r, conflicted{section: "Work and outcomes", shows: []access.Category{access.Work}, action: Path(id, "work/"+kept.ID.String()), version: kept.Version,
		changed: p.changedPart("spell", kept.ID), fields: []difference{
			{"Employer", "employer", kept.Employer, mine.Employer}, {"Work", "title", kept.Title, mine.Title},
			{"First day", "start", web.DateText(kept.Start), web.DateText(mine.Start)}, {"Last day", "end", web.DateText(kept.End), web.DateText(mine.End)},
			{"Self-employed", "self_employed", self(kept.SelfEmployed), self(mine.SelfEmployed)}, {"Evidence", "evidence", kept.Evidence, mine.Evidence},
		}})
}

func (p Pages) addPay(r *web.Request) error {
	kept, err := p.job(r)
	if err != nil {
		return err
	}
	f, err := r.Form(payFields...)
	if err != nil {
		return err
	}
	pay := readPay(f)
	if f.NeedDate("from", "Enter the day from which this pay holds, like 1 5 2026"); len(pay) == 0 {
		f.Problem("amount", "Enter the pay in pounds, like 14.80")
	}
	id, _ := r.ID("id") // job has read it
	if f.OK() {
		if err = f.Add(once(p.Outcomes.AddPay(r.Once(), id, kept, pay[0]))); err != nil {
			return err
		}
	}
	if !f.OK() {
		shown := jobValues(r, kept)
		shown.Take(f, payFields...)
		return p.showJob(r, shown, &kept, http.StatusUnprocessableEntity)
	}
	return r.Go(Path(id, "work/"+kept.ID.String()), "Pay kept.")
}
