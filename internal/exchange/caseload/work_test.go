package caseload_test

import (
	"reflect"
	"testing"

	"onward/internal/calendar"
	"onward/internal/exchange/caseload"
)

const jobHeadings = "Job title|Employer|Job start|Hours p/w|Pay|Job end|Evidence"

func TestJobs(t *testing.T) {
	t.Parallel()
	started := calendar.Day(2025, 9, 13)
	for cells, want := range map[string]struct {
		job      *caseload.Job
		problems string
		note     string
	}{
		"Cook|NHS|13/9/2025|37,5|£14.80 ph|-|payslip": {
			job: &caseload.Job{Title: "Cook", Employer: "NHS", Start: started, Hours: "37.5", Amount: 1480, Per: "hour"}},
		"Cook|NHS|13/9/2025|20|£330 pw|9/4/2026|": {
			job: &caseload.Job{Title: "Cook", Employer: "NHS", Start: started, End: calendar.Day(2026, 4, 9), Hours: "20", Amount: 33000, Per: "week"}},
		"Cook|NHS|13/9/2025|||ongoing|": {job: &caseload.Job{Title: "Cook", Employer: "NHS", Start: started}},
		"|NHS|13/9/2025||||":            {job: &caseload.Job{Employer: "NHS", Start: started}},
		"||13/9/2025||||":               {job: &caseload.Job{Start: started}},
		"Cook|||||||": {
			job: &caseload.Job{Title: "Cook"}, problems: "warning job_start"},
		"Cook||soon||||": {
			job: &caseload.Job{Title: "Cook"}, problems: "warning job_start", note: "Job start: soon"},
		"Cook||16/4/2026||||": {
			job: &caseload.Job{Title: "Cook", Start: calendar.Day(2026, 4, 16)}, problems: "warning job_start"},
		"Cook||13/9/2025|full time|min wage||": {
			job:      &caseload.Job{Title: "Cook", Start: started},
			problems: "warning hours, warning pay", note: "Hours p/w: full time\nPay: min wage"},
		"Cook||13/9/2025||330||": {
			job: &caseload.Job{Title: "Cook", Start: started}, problems: "warning pay", note: "Pay: 330"},
		"Cook||13/9/2025||28860||": {
			job: &caseload.Job{Title: "Cook", Start: started, Amount: 2886000, Per: "year"}, problems: "warning pay"},
		"Cook||13/9/2025||£14.80 ph rising in May||": {
			job:      &caseload.Job{Title: "Cook", Start: started, Amount: 1480, Per: "hour"},
			problems: "notice pay", note: "Pay: £14.80 ph rising in May"},
		"Cook||13/9/2025|||12/9/2025|": {
			job: &caseload.Job{Title: "Cook", Start: started, EndUnclear: true}, problems: "warning job_end", note: "Job end: 12/9/2025"},
		"Cook||13/9/2025|||spring|": {
			job: &caseload.Job{Title: "Cook", Start: started, EndUnclear: true}, problems: "warning job_end", note: "Job end: spring"},
		"|||16|14.80|9/4/2026|payslip": {
			problems: "warning hours, warning pay, warning job_end", note: "Hours p/w: 16\nPay: 14.80\nJob end: 9/4/2026"},
		"||||||": {},
	} {
		r := row(t, jobHeadings, cells)
		if !reflect.DeepEqual(r.Values.Job, want.job) {
			t.Errorf("%s\n got %+v\nwant %+v", cells, r.Values.Job, want.job)
		}
		if got := problems(r); got != want.problems || r.Values.Note() != want.note || r.Outcome != caseload.Created {
			t.Errorf("%s is %s with %s, want %s; note %q", cells, r.Outcome, got, want.problems, r.Values.Note())
		}
	}
	if v := row(t, jobHeadings, "Cook||13/9/2025||||client told us").Values; v.Evidence != "client told us" {
		t.Errorf("the evidence is %q", v.Evidence)
	}
	if (caseload.Job{}).PayKnown() || !(caseload.Job{Amount: 1480, Per: "hour"}).PayKnown() {
		t.Error("pay is known with its period")
	}
}

func TestHeadingsSayThePeriod(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]caseload.Job{
		"Weekly wage": {Title: "Cook", Amount: 33000, Per: "week"}, "Monthly pay": {Title: "Cook", Amount: 33000, Per: "month"}, "Annual salary": {Title: "Cook", Amount: 33000, Per: "year"},
	} {
		if got := row(t, "Job title|"+heading, "Cook|330").Values.Job; *got != want {
			t.Errorf("330 under %s is %+v, want %+v", heading, got, want)
		}
	}
}
