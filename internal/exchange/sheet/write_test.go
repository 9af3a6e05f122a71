package sheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"onward/internal/calendar"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
)

var people = [][]sheet.Value{
	{sheet.Text("Zoë O’Brien"), sheet.Day(calendar.Day(1995, 6, 3)), sheet.Pounds(1480), sheet.Decimal("37.5"), sheet.Whole(-5)},
	{sheet.Text(`=HYPERLINK("http://x.example","open")`), sheet.Day(calendar.Date{}), sheet.Pounds(0), sheet.Decimal("full time"), {}},
	{sheet.Text("+44 number\nnot working"), sheet.Text("07700900931"), sheet.Text("-5"), sheet.Text("@x"), sheet.Text("\tx")},
}

var headings = []string{"Name", "=DOB", "Pay", "Hours", "Days"}

func TestWriteCSV(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := sheet.WriteCSV(&out, headings, slices.Values(people)); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffName,'=DOB,Pay,Hours,Days\r\n" +
		"Zoë O’Brien,03/06/1995,14.80,37.5,-5\r\n" +
		"\"'=HYPERLINK(\"\"http://x.example\"\",\"\"open\"\")\",,0.00,full time,\r\n" +
		"\"'+44 number\r\nnot working\",07700900931,'-5,'@x,\"'\tx\"\r\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestWriteXLSX(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := sheet.WriteXLSX(&out, headings, slices.Values(people)); err != nil {
		t.Fatal(err)
	}
	content := out.Bytes()
	table := readBook(t, content)
	want := []string{
		"Name|=DOB|Pay|Hours|Days", "2:Zoë O’Brien|03/06/1995|£14.80|37.5|-5", `3:=HYPERLINK("http://x.example","open")||£0.00|full time`,
		"4:+44 number\nnot working|07700900931|-5|@x|\tx",
	}
	if got := shown(table); !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
	if d, ok := table.Rows[0].Cells[1].Day(); !ok || d.String() != "1995-06-03" {
		t.Errorf("the date is real: %v, %v", d, ok)
	}
	for column, want := range map[int]string{2: "14.8", 3: "37.5", 4: "-5"} {
		if n := table.Rows[0].Cells[column].Number; n == nil || n.Decimal != want {
			t.Errorf("column %d is the number %+v, want %s", column, n, want)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, at := range []string{"A3", "A4", "C4", "B1"} {
		if formula, _ := f.GetCellFormula("Sheet1", at); formula != "" {
			t.Errorf("%s holds a formula", at)
		}
	}
	if sheets := f.GetSheetList(); len(sheets) != 1 {
		t.Errorf("the sheets are %q", sheets)
	}
}

func TestWriteXLSXRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	long := [][]sheet.Value{{sheet.Text(strings.Repeat("x", 32_768))}}
	if err := sheet.WriteXLSX(io.Discard, nil, slices.Values(long)); !fault.Is(err, fault.Invalid) {
		t.Errorf("a long cell: %v", err)
	}
	rows := func(yield func([]sheet.Value) bool) {
		for range 1_048_576 {
			if !yield(nil) {
				return
			}
		}
	}
	if err := sheet.WriteXLSX(io.Discard, []string{"A"}, rows); !fault.Is(err, fault.Invalid) {
		t.Errorf("a row too many: %v", err)
	}
}

// full is a disk without room.
type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWritersPassOnErrors(t *testing.T) {
	t.Parallel()
	many := slices.Values(slices.Repeat(people, 500))
	for _, room := range []int{0, 10, 5000} {
		if err := sheet.WriteCSV(&full{room}, headings, many); !errors.Is(err, errFull) {
			t.Errorf("CSV with room for %d: %v", room, err)
		}
		if err := sheet.WriteXLSX(&full{room}, headings, many); !errors.Is(err, errFull) {
			t.Errorf("XLSX with room for %d: %v", room, err)
		}
	}
}

// TestNoCellBeginsAFormula reads the file as another program does, which knows
// nothing of our apostrophe.
func TestNoCellBeginsAFormula(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOf(rapid.RuneFrom([]rune("=+-@\t\r\n'\"ab, "))).Draw(t, "cell")
		var out bytes.Buffer
		if err := sheet.WriteCSV(&out, []string{cell}, slices.Values([][]sheet.Value{{sheet.Text(cell)}})); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range records {
			if strings.IndexAny(record[0], "=+-@\t\r\n") == 0 {
				t.Fatalf("%q is written as %q", cell, record[0])
			}
		}
	})
}

// TestWhatIsWrittenIsReadAgain holds for both kinds of file and for texts that look like formulas.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[=+@'\t-]{0,3}[a-zÀ-ÿ0-9 ,;"\n'=]{0,12}[a-z]`)
		rows := rapid.SliceOfN(rapid.SliceOfN(text, 1, 4), 1, 5).Draw(t, "rows")
		values := make([][]sheet.Value, len(rows))
		want := []string{"a|b|c|d"}
		for i, row := range rows {
			for _, cell := range row {
				values[i] = append(values[i], sheet.Text(cell))
			}
			want = append(want, string(rune('2'+i))+":"+strings.Join(row, "|"))
		}
		for name, write := range map[string]func(io.Writer) error{
			"CSV": func(w io.Writer) error { return sheet.WriteCSV(w, []string{"a", "b", "c", "d"}, slices.Values(values)) },
			"XLSX": func(w io.Writer) error {
				return sheet.WriteXLSX(w, []string{"a", "b", "c", "d"}, slices.Values(values))
			},
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			file := out.String()
			table, err := sheet.Read("x", &out, sheet.Limits{})
			if err != nil || !reflect.DeepEqual(shown(table), want) {
				t.Fatalf("%s: got %q (%v)\nwant %q\nfile %q", name, shown(table), err, want, file)
			}
		}
	})
}

// Rows that hold one semicolon, or one tab made harmless, once outvoted the
// commas of the headings.
func TestShortListsKeepTheirCommas(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{";a", "\ta"} {
		var out bytes.Buffer
		rows := slices.Values([][]sheet.Value{{sheet.Text(cell)}, {sheet.Text(cell)}})
		if err := sheet.WriteCSV(&out, []string{"a", "b", "c", "d"}, rows); err != nil {
			t.Fatal(err)
		}
		table, err := sheet.Read("x.csv", &out, sheet.Limits{})
		if err != nil || len(table.Headings) != 4 || table.Rows[0].Cell(0).Text != cell {
			t.Errorf("%q: %v, %v", cell, table, err)
		}
	}
}
