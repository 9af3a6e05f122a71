package caseload_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/resident"
)

func TestReportLine(t *testing.T) {
	t.Parallel()
	judged := rows(t, "First name|Surname|DOB|NINO|Postcode|Tel|Registered|Status|Barriers|Job title|Job start|Hours|Pay",
		"Mei|Jones & <Co>|3/6/1995|AA123456C|w51sh|07700 900931|1/4/2026|In work|MH|Cook|2/4/2026|37.5|330",
		"Kai|||QQ1||+353 20 912 3456||||||||", "||||||||||||", "Mei|Jones & Co|3/6/1995||||||||||")
	want := []string{
		`{"row":2,"outcome":"created","problems":[{"column":"M","field":"pay","severity":"warning","message":"Say whether the pay is for an hour, a week, a month or a year. What is here is in the notes."}],` +
			`"given":"Mei","family":"Jones & <Co>","dob":"1995-06-03","nino":"AA123456C","postcode":"W5 1SH","phone":"07700900931","email":"","registered":"2026-04-01","status":"in_work",` +
			`"barriers":["mental_health"],"job":{"title":"Cook","employer":"","start":"2026-04-02","end":null,"hours":"37.5","amount":null,"per":null}}`,
		`{"row":3,"outcome":"rejected","problems":[{"column":"B","field":"family","severity":"fault","message":"Enter the family name"},` +
			`{"column":"C","field":"dob","severity":"notice","message":"Add the date of birth when you know it: it tells people of one name apart"},` +
			`{"column":"D","field":"nino","severity":"fault","message":"Enter a National Insurance number that is 2 letters, 6 numbers and a letter from A to D, like QQ 12 34 56 C"},` +
			`{"column":"H","field":"status","severity":"notice","message":"No status is given: active is taken"}],` +
			`"given":"Kai","family":"","dob":null,"nino":"","postcode":"","phone":"+353209123456","email":"","registered":null,"status":"active","barriers":[],"job":null}`,
		`{"row":4,"outcome":"skipped","problems":[],"given":"","family":"","dob":null,"nino":"","postcode":"","phone":"","email":"","registered":null,"status":"","barriers":[],"job":null}`,
		`{"row":5,"outcome":"duplicate","problems":[{"column":"H","field":"status","severity":"notice","message":"No status is given: active is taken"},` +
			`{"column":"","field":"","severity":"notice","message":"Likely the same person as in row 2: same name, date of birth"}],` +
			`"given":"Mei","family":"Jones & Co","dob":"1995-06-03","nino":"","postcode":"","phone":"","email":"","registered":null,"status":"active","barriers":[],"job":null}`,
	}
	for i, r := range judged {
		got, err := caseload.ReportLine(r)
		if err != nil || string(got) != want[i] {
			t.Errorf("row %d (%v)\n got %s\nwant %s", r.Number, err, got, want[i])
		}
	}
}

// TestRejections are put right by hand and imported again: what was typed is there.
func TestRejections(t *testing.T) {
	t.Parallel()
	s, err := caseload.Recognise(table(t, "First name|Surname|NINO|Notes", "Mei|Jones||", "Kai||QQ1|=1+1", "Ada|Lee|AA123456C|ok"), nil)
	if err != nil {
		t.Fatal(err)
	}
	headings, values := s.Rejections(s.Judge(asOf))
	var out bytes.Buffer
	if err := sheet.WriteCSV(&out, headings, values); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "'=1+1") {
		t.Errorf("the formula is not neutralised: %s", out.String())
	}
	again, err := sheet.Read("rejected.csv", &out, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Row", "What to put right", "First name", "Surname", "NINO", "Notes"}; !reflect.DeepEqual(again.Headings, want) {
		t.Errorf("headings %q, want %q", again.Headings, want)
	}
	want := []string{"3", "Enter the family name. " + resident.MessageNINO, "Kai", "", "QQ1", "=1+1"}
	if got := again.Rows[0].Texts(6); len(again.Rows) != 1 || !reflect.DeepEqual(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
	if known, err := caseload.Recognise(again, nil); err != nil || len(known.Unmapped()) != 2 {
		t.Errorf("the file is read again: %v, %v", known, err)
	}
	for range values { // a reader may stop early
		break
	}
}

// TestWhatIsCreatedCanBeKept: whatever a sheet holds, a row that is not rejected
// passes the rules that the record itself has.
func TestWhatIsCreatedCanBeKept(t *testing.T) {
	t.Parallel()
	text := rapid.OneOf(
		rapid.SampledFrom([]string{"", "-", "n/a", "Mei", "Jones, Mei", "Mr (Bo) Ng", "3/6/1995", "1/1/1900", "31/02/1985", "AA123456C", "QQ1", "w5 1sh", "07700 900931", "a@b.cd", "£14 ph", "28k", "37h 30", "MH / debt", "closed - x"}),
		rapid.StringN(0, 20, 60), rapid.StringN(90, 400, 900))
	headings := "Ref|First name|Surname|Name|Known as|Pronouns|DOB|NINO|Address|Postcode|Tel|Email|Registered|Barriers|Status|Next action|Job title|Job start|Hours|Pay|Job end|Notes"
	names := strings.Split(headings, "|")
	rapid.Check(t, func(t *rapid.T) {
		cells := make([]sheet.Cell, len(names))
		for i := range cells {
			cells[i] = sheet.Cell{Text: text.Draw(t, names[i])}
		}
		s, err := caseload.Recognise(&sheet.Table{HeadingRow: 1, Headings: names, Rows: []sheet.Row{{Number: 2, Cells: cells}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := s.Judge(asOf)[0]
		line, err := caseload.ReportLine(r)
		if err != nil || !json.Valid(line) || bytes.ContainsRune(line, '\n') {
			t.Fatalf("the report is %s (%v)", line, err)
		}
		if r.Outcome != caseload.Created {
			return
		}
		v := r.Values
		person := resident.New{
			Identity:    resident.Identity{Given: v.Given, Family: v.Family, Preferred: v.Preferred, Pronouns: v.Pronouns, Born: v.Born},
			Contact:     resident.Contact{Address: v.Address, Postcode: string(v.Postcode), Telephone: v.Phone, Email: string(v.Email)},
			Identifiers: resident.Identifiers{NINO: string(v.NINO)},
		}
		before := person
		if err := person.Check(asOf); err != nil {
			t.Fatalf("%+v: %v", v, err)
		}
		if person.Identity.Given != before.Identity.Given || person.Contact.Telephone != before.Contact.Telephone {
			t.Fatalf("%+v is kept as %+v", before, person)
		}
	})
}
