package caseload_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"onward/internal/calendar"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
)

var asOf = calendar.Day(2026, 4, 15)

// truth is what a careful clerk keys in for one row: the report's fields, and
// beside them why a row cannot be and whether its person stands in an earlier one.
type truth struct {
	row       int
	fault     string // "name", "date of birth", "National Insurance number", "blank row"
	duplicate bool
	notes     string
	report    map[string]any
}

func read(tb testing.TB, name string) []byte {
	tb.Helper()
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}

func truths(tb testing.TB) map[int]truth {
	tb.Helper()
	all := map[int]truth{}
	for _, text := range bytes.Split(bytes.TrimSpace(read(tb, "caseload_truth.jsonl")), []byte("\n")) {
		fields := map[string]any{}
		if err := json.Unmarshal(text, &fields); err != nil {
			tb.Fatal(err)
		}
		var want truth
		want.row = int(fields["row"].(float64))
		want.fault, _ = fields["error"].(string)
		want.duplicate, _ = fields["duplicate"].(bool)
		want.notes, _ = fields["notes"].(string)
		for _, beside := range []string{"error", "duplicate", "notes"} {
			delete(fields, beside)
		}
		// The truth knows the identifiers that the sheet gets wrong.
		switch want.fault {
		case "date of birth":
			fields["dob"] = nil
		case "National Insurance number":
			fields["nino"] = ""
		}
		want.report = fields
		all[want.row] = want
	}
	return all
}

// judged reads a file to its rows.
func judged(tb testing.TB, name string, content []byte) []caseload.Row {
	tb.Helper()
	table, err := sheet.Read(name, bytes.NewReader(content), sheet.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	known, err := caseload.Recognise(table, nil)
	if err != nil {
		tb.Fatal(err)
	}
	if left := known.Unmapped(); len(left) > 0 {
		tb.Errorf("%s: columns that are not recognised: %v", name, left)
	}
	return known.Judge(asOf)
}

// TestTheTruth holds every field of every row to what a careful clerk keys in.
func TestTheTruth(t *testing.T) {
	t.Parallel()
	rows := judged(t, "caseload.csv", read(t, "caseload.csv"))
	all := truths(t)
	if len(rows) != len(all) {
		t.Fatalf("%d rows, the truth has %d", len(rows), len(all))
	}
	for _, row := range rows {
		want, ok := all[row.Number]
		if !ok {
			t.Errorf("row %d is not in the truth", row.Number)
			continue
		}
		holdToTruth(t, row, want)
	}
}

func holdToTruth(t *testing.T, row caseload.Row, want truth) {
	t.Helper()
	if got := want.outcome(); row.Outcome != got {
		t.Errorf("row %d is %s, want %s: %+v", row.Number, row.Outcome, got, row.Problems)
	}
	if want.notes != row.Values.Note() {
		t.Errorf("row %d: the note is %q, want %q", row.Number, row.Values.Note(), want.notes)
	}
	for _, p := range row.Problems {
		if p.Severity == caseload.Fault && (want.fault == "" || !strings.Contains(p.Message, want.fault)) {
			t.Errorf("row %d: the fault %q, want one of %s", row.Number, p.Message, want.fault)
		}
		if future := p.Field == caseload.JobStart || p.Field == caseload.Registered; p.Severity == caseload.Warning && !future {
			t.Errorf("row %d: the truth knows no warning %+v", row.Number, p)
		}
	}
	text, err := caseload.ReportLine(row)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for field, value := range want.report {
		if !reflect.DeepEqual(got[field], value) {
			t.Errorf("row %d: %s is %v, want %v", row.Number, field, got[field], value)
		}
	}
}

func (want truth) outcome() caseload.Outcome {
	switch {
	case want.fault == "blank row":
		return caseload.Skipped
	case want.fault != "":
		return caseload.Rejected
	case want.duplicate:
		return caseload.Duplicate
	}
	return caseload.Created
}

// TestEveryKindOfFileSaysTheSame reads the same caseload as offices save it.
func TestEveryKindOfFileSaysTheSame(t *testing.T) {
	t.Parallel()
	original := read(t, "caseload.csv")
	want := judged(t, "caseload.csv", original)
	for name, content := range map[string][]byte{
		"UTF-8 without its mark": bytes.TrimPrefix(original, []byte("\ufeff")),
		"UTF-16 LE":              encoded(t, original, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes),
		"UTF-16 BE":              encoded(t, original, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes),
		"semicolons":             separated(t, original, ';'),
		"tabs":                   separated(t, original, '\t'),
		"XLSX as text":           workbook(t, original, false, 0),
		"XLSX with real dates":   workbook(t, original, true, 0),
		"XLSX from 1904":         workbook(t, original, true, 1462),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same(t, judged(t, name, content), want)
		})
	}
}

func same(t *testing.T, got, want []caseload.Row) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		g, w := got[i], want[i]
		g.Raw, w.Raw = nil, nil
		if !reflect.DeepEqual(g, w) {
			t.Fatalf("got  %+v %+v\nwant %+v %+v", g, g.Values.Job, w, w.Values.Job)
		}
	}
}

// TestWindows1252 reads the rows whose letters that encoding has.
func TestWindows1252(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, record := range records(t, read(t, "caseload.csv")) {
		var out strings.Builder
		w := csv.NewWriter(&out)
		_ = w.Write(record)
		w.Flush()
		if _, err := charmap.Windows1252.NewEncoder().String(out.String()); err == nil {
			lines = append(lines, out.String())
		}
	}
	utf8 := []byte(strings.Join(lines, ""))
	if len(lines) < 500 {
		t.Fatalf("only %d rows can be written", len(lines))
	}
	content := encoded(t, utf8, charmap.Windows1252.NewEncoder().Bytes)
	same(t, judged(t, "Windows-1252", content), judged(t, "UTF-8", utf8))
}

func encoded(t *testing.T, content []byte, encode func([]byte) ([]byte, error)) []byte {
	t.Helper()
	out, err := encode(bytes.TrimPrefix(content, []byte("\ufeff")))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func records(t *testing.T, content []byte) [][]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func separated(t *testing.T, content []byte, separator rune) []byte {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = separator
	if err := w.WriteAll(records(t, content)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// workbook writes the caseload as XLSX, its dates as text or as real ones, which
// count from 1900 or so many days later.
func workbook(t *testing.T, content []byte, dates bool, offset int) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	format, from1904 := "d mmm yyyy", offset > 0
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
		t.Fatal(err)
	}
	all := records(t, content)
	for r, record := range all {
		for c, text := range record {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if d, err := calendar.ParseTyped(text, asOf); dates && err == nil && isDate(all[0][c]) {
				_ = f.SetCellStyle("Sheet1", at, at, style)
				_ = f.SetCellValue("Sheet1", at, d.Serial()-offset)
				continue
			}
			if err := f.SetCellStr("Sheet1", at, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func isDate(heading string) bool {
	switch heading {
	case "DOB", "Registered", "Last contact", "Next action due", "Job start", "Job end":
		return true
	}
	return false
}

func data(tb testing.TB, name string) []byte {
	tb.Helper()
	content, err := os.ReadFile("data/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}
