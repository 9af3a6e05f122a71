package caseload_test

import (
	"reflect"
	"strings"
	"testing"

	"onward/internal/calendar"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
)

// rows judges a sheet of a heading row and rows.
func rows(t *testing.T, lines ...string) []caseload.Row {
	t.Helper()
	s, err := caseload.Recognise(table(t, lines...), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.Judge(asOf)
}

// row judges one row; the headings "First name|Surname" and "Mei|Jones" come first.
func row(t *testing.T, headings, cells string) caseload.Row {
	t.Helper()
	return rows(t, "First name|Surname|"+headings, "Mei|Jones|"+cells)[0]
}

// problems are a row's, as "severity field".
func problems(r caseload.Row) string {
	var all []string
	for _, p := range r.Problems {
		all = append(all, string(p.Severity)+" "+string(p.Field))
	}
	return strings.Join(all, ", ")
}

func TestRowsAreRejectedForFourFaultsAlone(t *testing.T) {
	t.Parallel()
	const headings = "First name|Surname|Name|DOB|NINO"
	for cells, want := range map[string]string{
		"Mei|Jones||3/6/1995|AA123456C":     "",
		"Mei|Jones|||":                      "",
		"Mei|Jones||unknown|N/A":            "",
		"|||3/6/1995|AA123456C":             "fault family, fault given",
		"Mei|||3/6/1995|":                   "fault family",
		"|Jones||3/6/1995|":                 "fault given",
		"unknown|Jones|||":                  "fault given",
		"Mei|N/A|||":                        "fault family",
		"Mei|NA|||":                         "fault family",
		"Mei|Na|||":                         "",
		"Nil|Null|||":                       "",
		"||Mei Jones||":                     "",
		"||Prince||":                        "fault full_name",
		"||Jones,||":                        "fault full_name",
		"Mei||Mei Jones||":                  "fault family",
		"Mei|Jones||31/02/1985|":            "fault dob",
		"Mei|Jones||01/01/2031|":            "fault dob",
		"Mei|Jones||1/1/1900|":              "fault dob",
		"Mei|Jones||1985|":                  "fault dob",
		"Mei|Jones||about 40|":              "fault dob",
		"Mei|Jones||1/1/2020|":              "warning dob",
		"Mei|Jones|||QQ12345":               "fault nino",
		"Mei|Jones|||QQ123456C":             "fault nino",
		"Mei|Jones|||AA 12 34 56":           "notice nino",
		"Mei|Jones|||MW123456A":             "notice nino",
		"Mei|Jones||31/02/1985|QQ12345":     "fault dob, fault nino",
		strings.Repeat("x", 101) + "|Jo|||": "warning given",
	} {
		r := rows(t, headings, cells)[0]
		got := problems(r)
		got = strings.TrimPrefix(strings.ReplaceAll(got, ", notice dob", ""), "notice dob")
		got = strings.TrimPrefix(got, ", ")
		if got != want {
			t.Errorf("%s: %s, want %s", cells, got, want)
		}
		if rejected := strings.Contains(want, "fault"); (r.Outcome == caseload.Rejected) != rejected || !rejected && r.Outcome != caseload.Created {
			t.Errorf("%s is %s", cells, r.Outcome)
		}
	}
}

func TestBlankRowsAreSkipped(t *testing.T) {
	t.Parallel()
	got := rows(t, "First name|Surname|DOB|Shoe size", "Mei|Jones||", "|||", " |-|n/a|", "|||43", "Kai|Lee||")
	want := []caseload.Outcome{caseload.Created, caseload.Skipped, caseload.Skipped, caseload.Skipped, caseload.Created}
	for i, r := range got {
		if r.Outcome != want[i] || (r.SourceKey == "") != (want[i] == caseload.Skipped) || r.Number != i+2 {
			t.Errorf("row %d is %s with the key %q, want %s", r.Number, r.Outcome, r.SourceKey, want[i])
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for cells, want := range map[string][3]string{
		"Mei|Jones||":                     {"Mei", "Jones", ""},
		" Mei  Anne |O’Brien-Smith||":     {"Mei Anne", "O’Brien-Smith", ""},
		"||van der Berg, Jean-Luc|":       {"Jean-Luc", "van der Berg", ""},
		"||Muhammad (Mo) Ali|":            {"Muhammad", "Ali", "Mo"},
		"||Muhammad (Mo) Ali|Momo":        {"Muhammad", "Ali", "Momo"},
		"Mei|Jones|Somebody Else|":        {"Mei", "Jones", ""},
		"=1+1|Jones||":                    {"=1+1", "Jones", ""},
		"Зоя|Шевченко||":                  {"Зоя", "Шевченко", ""},
		"Mei|" + strings.Repeat("é", 105): {"Mei", strings.Repeat("é", 100), ""},
	} {
		v := rows(t, "First name|Surname|Name|Known as", cells)[0].Values
		if got := [3]string{v.Given, v.Family, v.Preferred}; got != want {
			t.Errorf("%s is %q, want %q", cells, got, want)
		}
	}
}

func TestContact(t *testing.T) {
	t.Parallel()
	const headings = "Address|Town|Postcode|Tel|Mobile|Email"
	r := row(t, headings, "1 High Street|Ealing|w5 1sh|020 7946 0000|07700 900931|Mei@Example.org")
	v := r.Values
	if v.Address != "1 High Street, Ealing" || v.Postcode != "W5 1SH" || v.Phone != "+442079460000" || v.Email != "mei@example.org" {
		t.Errorf("contact is %+v", v)
	}
	if got := problems(r); got != "notice phone" || v.Note() != "Mobile: 07700 900931" {
		t.Errorf("problems %s, note %q", got, v.Note())
	}
	for cells, want := range map[string]struct{ phone, email, postcode, problems, note string }{
		"||nope|||":                        {problems: "warning postcode", note: "Postcode: nope"},
		"1 High St, W5 1SH|||||":           {postcode: "W5 1SH"},
		"|||07700 900931 (mum)||":          {phone: "+447700900931", problems: "notice phone", note: "Tel: 07700 900931 (mum)"},
		"|||07700 900931 / 020 7946 0000|": {phone: "+447700900931", problems: "notice phone", note: "Tel: 07700 900931 / 020 7946 0000"},
		"|||ask at hub||":                  {problems: "warning phone", note: "Tel: ask at hub"},
		"|||n/a|07700 900931|":             {phone: "+447700900931"},
		"|||07700900931|+447700900931|":    {phone: "+447700900931"},
		"|||||mei@example.org; x@y.org":    {email: "mei@example.org", problems: "notice email", note: "Email: mei@example.org; x@y.org"},
		"|||||no email":                    {problems: "warning email", note: "Email: no email"},
		strings.Repeat("a", 301) + "|||||": {problems: "warning address", note: "Address: " + strings.Repeat("a", 301)},
	} {
		r := row(t, headings, cells)
		v := r.Values
		if string(v.Phone) != want.phone || string(v.Email) != want.email || string(v.Postcode) != want.postcode || v.Note() != want.note {
			t.Errorf("%s: %+v, note %q", cells, v, v.Note())
		}
		if got := problems(r); got != want.problems {
			t.Errorf("%s: %s, want %s", cells, got, want.problems)
		}
	}
}

func TestDatesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	r := row(t, "DOB|Registered|Last contact|Next action|Next action due", "3/6/1995|16/4/2026|last week|Call|31/02/2026")
	v := r.Values
	if v.Registered != calendar.Day(2026, 4, 16) || !v.LastContact.IsZero() || !v.NextActionDue.IsZero() || v.NextAction != "Call" {
		t.Errorf("dates are %+v", v)
	}
	if got := problems(r); got != "warning registered, warning last_contact, warning next_action_due" {
		t.Errorf("problems are %s", got)
	}
	if v.Note() != "Last contact: last week\nNext action due: 31/02/2026" {
		t.Errorf("the note is %q", v.Note())
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][3]string{
		"Active": {"active", "", ""}, "Closed - no contact": {"closed", "no contact", ""}, "CLOSED (moved away)": {"closed", "moved away", ""},
		"Closed-no contact": {"closed", "no contact", ""}, "closed: found work, then left": {"closed", "found work, then left", ""},
		"Moved away": {"closed", "Moved away", ""}, "Withdrawn - ill": {"closed", "Withdrawn - ill", ""}, "Left": {"closed", "", ""},
		"in-work": {"in_work", "", ""}, "Job start": {"in_work", "", "notice status"}, "On hold - ill": {"active", "ill", "warning status"},
		"On Hold": {"active", "On Hold", "warning status"}, "Amber": {"active", "", "warning status"}, "": {"active", "", "notice status"}, "Referred on": {"active", "", ""},
		"Self-employed": {"in_work", "", "notice status"}, "pre-employment": {"active", "", ""},
	} {
		r := row(t, "DOB|Status", "3/6/1995|"+text)
		problem := problems(r)
		if want[0] == "in_work" {
			want[2] = "notice status" // no job is given
		}
		if got := [3]string{r.Values.Status, r.Values.StatusReason, problem}; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if r := row(t, "Status", "Amber"); r.Values.Note() != "Status: Amber" {
		t.Errorf("the note is %q", r.Values.Note())
	}
}

func TestCellsBeyondTheHeadings(t *testing.T) {
	t.Parallel()
	r := row(t, "DOB", "3/6/1995||slipped")
	if problems(r) != "warning " || r.Problems[0].Column != 4 || r.Values.Note() != "Column E: slipped" {
		t.Errorf("problems %+v, note %q", r.Problems, r.Values.Note())
	}
}

func TestNotes(t *testing.T) {
	t.Parallel()
	v := row(t, "Tel|Notes|Comments|Notes 1", "ask|=HYPERLINK(\"x\")|a\nb|").Values
	if v.Notes != "=HYPERLINK(\"x\")\na\nb" || v.Note() != v.Notes+"\n\nTel: ask" {
		t.Errorf("notes %q, note %q", v.Notes, v.Note())
	}
	if v := row(t, "Notes", "-").Values; v.Note() != "" {
		t.Errorf("a dash is the note %q", v.Note())
	}
}

// TestPlainNumbersOfAWorkbook: a date column that is formatted as plain numbers, and
// a telephone that a narrow column shows as a power of ten.
func TestPlainNumbersOfAWorkbook(t *testing.T) {
	t.Parallel()
	number := func(shown, decimal string, serial int, dated bool) sheet.Cell {
		return sheet.Cell{Text: shown, Number: &sheet.Number{Decimal: decimal, Serial: serial, Dated: dated}}
	}
	text := func(s string) sheet.Cell { return sheet.Cell{Text: s} }
	s, err := caseload.Recognise(&sheet.Table{HeadingRow: 1, Headings: []string{"Given name", "Family name", "DOB", "Registered", "Tel", "Job", "Pay", "Hours"},
		Rows: []sheet.Row{
			{Number: 2, Cells: []sheet.Cell{text("Mei"), text("Jones"), number("33391", "33391", 33391+1462, false), number("1 Apr", "46113", 46113, true),
				number("7.7E+09", "7700900931", 0, false), text("Cook"), number("£15 ph", "14.805", 14, false), number("37.5", "37.5", 37, false)}},
			{Number: 3, Cells: []sheet.Cell{text("Kai"), text("Lee"), number("01/01/2031", "47849", 47849, true), text(""), text(""), text(""), text("")}},
			{Number: 4, Cells: []sheet.Cell{text("Ada"), text("Ng"), text(""), text(""), text(""), text("Cook"), number("£1,330 pcm", "1330.125", 1330, false), text("")}},
		}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	judged := s.Judge(asOf)
	v := judged[0].Values
	if v.Born != calendar.Day(1995, 6, 3) || v.Registered != calendar.Day(2026, 4, 1) || v.Phone != "+447700900931" {
		t.Errorf("read %v, %v, %v", v.Born, v.Registered, v.Phone)
	}
	if want := (caseload.Job{Title: "Cook", Amount: 1480, Per: "hour", Hours: "37.5"}); !reflect.DeepEqual(*v.Job, want) {
		t.Errorf("the job is %+v, want %+v", *v.Job, want)
	}
	if got := judged[2].Values.Job; got.Amount != 133012 || got.Per != "month" {
		t.Errorf("the number beneath is not the pay: %+v", got)
	}
	if judged[1].Outcome != caseload.Rejected {
		t.Error("a real date in the future is no date of birth")
	}
}

// FuzzJudge puts one text into every cell of a row.
func FuzzJudge(f *testing.F) {
	for _, seed := range []string{"", "Mei Jones", "31/02/1985", "£14.80 ph", "a@b.cd; c@d.ef", "07700 900931 / x", "closed - (", "\xff", "½"} {
		f.Add(seed)
	}
	headings := []string{"Name", "Pronouns", "DOB", "NINO", "Address", "Postcode", "Tel", "Mobile", "Email", "Registered", "Barriers", "Status",
		"Last contact", "Next action", "Job title", "Job start", "Hours", "Weekly pay", "Job end", "Notes"}
	f.Fuzz(func(t *testing.T, text string) {
		cells := make([]sheet.Cell, len(headings)+1)
		for i := range cells {
			cells[i] = sheet.Cell{Text: text}
		}
		s, err := caseload.Recognise(&sheet.Table{HeadingRow: 1, Headings: headings, Rows: []sheet.Row{{Number: 2, Cells: cells}, {Number: 3, Cells: cells}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		judged := s.Judge(asOf)
		if first, again := judged[0], judged[1]; first.SourceKey != again.SourceKey || first.Outcome == caseload.Created && again.DuplicateOf != 2 && first.Values.Born != (calendar.Date{}) {
			t.Fatalf("%q: the same row twice is %+v and %+v", text, first, again)
		}
	})
}
