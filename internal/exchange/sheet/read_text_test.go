package sheet_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"onward/internal/exchange/sheet"
	"onward/internal/fault"
)

// shown is a table as "heading|heading" and then "number:cell|cell" for each row.
func shown(t *sheet.Table) []string {
	lines := []string{strings.Join(t.Headings, "|")}
	for _, row := range t.Rows {
		lines = append(lines, fmt.Sprintf("%d:%s", row.Number, strings.Join(row.Texts(0), "|")))
	}
	return lines
}

func read(t *testing.T, content string) *sheet.Table {
	t.Helper()
	table, err := sheet.Read("caseload.csv", strings.NewReader(content), sheet.Limits{})
	if err != nil {
		t.Fatalf("%.60q: %v", content, err)
	}
	return table
}

func TestReadText(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content string
		want    []string
	}{
		"commas":            {"Name,DOB\nMei,1\nKai,2", []string{"Name|DOB", "2:Mei|1", "3:Kai|2"}},
		"UTF-8 mark":        {"\ufeffName,DOB\nMei,1\n", []string{"Name|DOB", "2:Mei|1"}},
		"semicolons":        {"Name;Pay\nMei;14,80\nKai;15,20\n", []string{"Name|Pay", "2:Mei|14,80", "3:Kai|15,20"}},
		"tabs":              {"Name\tBarriers\nMei\tdebt; housing, MH; x\n", []string{"Name|Barriers", "2:Mei|debt; housing, MH; x"}},
		"semicolons inside": {"Name,Barriers\nMei,debt; housing; MH\n", []string{"Name|Barriers", "2:Mei|debt; housing; MH"}},
		"Excel's own line":  {"sep=;\r\nName;Pay\r\nMei;1,5\r\n", []string{"Name|Pay", "2:Mei|1,5"}},
		"one column":        {"Name\nMei\nKai\n", []string{"Name", "2:Mei", "3:Kai"}},
		"DOS line ends":     {"Name,DOB\r\nMei,1\r\n", []string{"Name|DOB", "2:Mei|1"}},
		"old Mac line ends": {"Name,DOB\rMei,1\r", []string{"Name|DOB", "2:Mei|1"}},
		"quoted newline":    {"Name,Notes\nMei,\"a\nb\"\nKai,\"c\r\nd\"\n", []string{"Name|Notes", "2:Mei|a\nb", "3:Kai|c\nd"}},
		"quoted separators": {"Name,Notes\n\"Jones, Mei\",\"said \"\"no\"\"\"\n", []string{"Name|Notes", `2:Jones, Mei|said "no"`}},
		"loose quotes":      {"Name,Notes\nMei,5\" nails\nKai,\"a\" b\n", []string{"Name|Notes", `2:Mei|5" nails`, "3:Kai|a b"}},
		"ragged rows":       {"A,B,C\n1\n1,2,3,4\n", []string{"A|B|C", "2:1", "3:1|2|3|4"}},
		"empty cells":       {"A,B,C\n,,3\n1,,\n", []string{"A|B|C", "2:||3", "3:1"}},
		"blank rows":        {"A,B\n1,2\n\n,\n3,4\n", []string{"A|B", "2:1|2", "3:", "4:", "5:3|4"}},
		"blank at the end":  {"A,B\n1,2\n,\n", []string{"A|B", "2:1|2", "3:"}},
		"nothing at the end": {
			"A,B\n1,2\n\n\n", []string{"A|B", "2:1|2"},
		},
		"blank at the top": {"\n,,\nA,B\n1,2\n", []string{"A|B", "4:1|2"}},
		"neutralised": {
			"A,B\n'=1+1,'+44\n''=x,'t was\n", []string{"A|B", "2:=1+1|+44", "3:'=x|'t was"},
		},
		"formulas are text": {"A,B\n=1+1,@x\n", []string{"A|B", "2:=1+1|@x"}},
		"end-of-file sign":  {"A,B\n1,2\n\x1a", []string{"A|B", "2:1|2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := shown(read(t, c.content)); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestReadTextInEveryEncoding(t *testing.T) {
	t.Parallel()
	const text = "Name,Notes\nZoë O’Brien,“keen” – £14.80\n"
	utf16 := func(order unicode.Endianness, mark unicode.BOMPolicy) string {
		encoded, err := unicode.UTF16(order, mark).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	windows, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"UTF-8": text, "UTF-8 with mark": "\ufeff" + text, "Windows-1252": windows,
		"UTF-16 LE": utf16(unicode.LittleEndian, unicode.UseBOM), "UTF-16 BE": utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 LE without mark": utf16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 BE without mark": utf16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		want := []string{"Name|Notes", "2:Zoë O’Brien|“keen” – £14.80"}
		if got := shown(read(t, content)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	small := sheet.Limits{Bytes: 60, Rows: 3, Columns: 4, Cell: 10, Unpacked: 40}
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	for name, c := range map[string]struct {
		content, says string
		limits        sheet.Limits
	}{
		"nothing":         {"", "empty", sheet.Limits{}},
		"spaces":          {" \n \r\n", "empty", sheet.Limits{}},
		"blank records":   {",,\n,,\n", "empty", sheet.Limits{}},
		"headings alone":  {"Name,DOB\n", "under the headings", sheet.Limits{}},
		"unclosed quote":  {"Name\nMei\n\"Kai\nAmina", "row 3", sheet.Limits{}},
		"old Excel":       {ole + strings.Repeat("\x00", 600), ".xls)", sheet.Limits{}},
		"locked":          {ole + "..E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "password", sheet.Limits{}},
		"web page":        {" <HTML><table><tr><td>Name", "web page", sheet.Limits{}},
		"PDF":             {"%PDF-1.7\nname", "not a spreadsheet", sheet.Limits{}},
		"picture":         {"\x89PNG\r\n\x1a\n....", "not a spreadsheet", sheet.Limits{}},
		"binary":          {"Name,\x00\x01\x02\x03\x80\xff,x\ny", "not a spreadsheet", sheet.Limits{}},
		"controls":        {strings.Repeat("\x01\x02a,", 50), "not a spreadsheet", sheet.Limits{}},
		"half a zip":      {"PK\x03\x04....", "damaged", sheet.Limits{}},
		"too many bytes":  {strings.Repeat("x", 61), "larger than", small},
		"too many rows":   {"A\n1\n2\n3\n4", "more than 3 rows", small},
		"blank rows too":  {"A\n1\n\n\n\n4", "more than 3 rows", small},
		"too wide":        {"A\n1,2,3,4,5", "Row 2 has more than 4 columns", small},
		"too long a cell": {"A,B\n1,12345678901", "row 2, column B", small},
		"too much text":   {"A\n1234567890,1234567890,1234567890,1234567890", "unpacks", small},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table, err := sheet.Read("x", strings.NewReader(c.content), c.limits)
			if table != nil || !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) {
				t.Errorf("got %v and %v, want an Invalid fault with %q", table, err, c.says)
			}
		})
	}
}

func TestReadPassesOnABrokenUpload(t *testing.T) {
	t.Parallel()
	_, err := sheet.Read("x.csv", io.MultiReader(strings.NewReader("A,B\n"), iotest.ErrReader(io.ErrUnexpectedEOF)), sheet.Limits{})
	if !fault.Is(err, fault.Invalid) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v, want an Invalid fault that keeps its cause", err)
	}
}

// TestReadTextIsLinear would take minutes if reading were quadratic.
func TestReadTextIsLinear(t *testing.T) {
	t.Parallel()
	table := read(t, "A,B\n"+strings.Repeat("1,\"two\nlines\"\n", 50_000))
	if len(table.Rows) != 50_000 || table.Rows[49_999].Number != 50_001 {
		t.Errorf("%d rows", len(table.Rows))
	}
	quotes := "A\n\"" + strings.Repeat(`""`, 5_000_000) + `"`
	if table, err := sheet.Read("x", strings.NewReader(quotes), sheet.Limits{Cell: 1 << 23}); err != nil || len(table.Rows[0].Cells[0].Text) != 5_000_000 {
		t.Error(err)
	}
}

func TestTableParts(t *testing.T) {
	t.Parallel()
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := sheet.Letter(column); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
	}
	table := read(t, "Caseload,\nApril\nName,DOB\nMei,1\n")
	head := table.Headed(1)
	if head.HeadingRow != 3 || !reflect.DeepEqual(shown(head), []string{"Name|DOB", "4:Mei|1"}) || len(table.Rows) != 3 {
		t.Errorf("headed %q", shown(head))
	}
	row := table.Rows[2]
	if row.Cell(1).Text != "1" || row.Cell(2) != (sheet.Cell{}) || row.Cell(-1) != (sheet.Cell{}) {
		t.Error("cells outside a row are empty")
	}
	if got := row.Texts(4); len(got) != 4 {
		t.Errorf("padded to %q", got)
	}
	if row.Blank() || !(sheet.Row{Cells: []sheet.Cell{{Text: " \t"}}}).Blank() {
		t.Error("a row of spaces is blank, one of letters is not")
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"Name,DOB\nMei,\"3\n6\"\n", "\ufeffa;b\n1;2", "\xff\xfea\x00,\x00b\x00\n\x001\x00", "sep=\t\nx\ty\n1", "\x93quoted\x94,b\n1", "\"", "PK\x03\x04", "<html", "a\r\rb",
	} {
		f.Add([]byte(seed))
	}
	f.Add(workbook(f, nil, []any{"Name", "DOB"}, []any{"Mei", 34853}))
	limits := sheet.Limits{Bytes: 1 << 16, Rows: 100, Columns: 20, Cell: 100, Unpacked: 1 << 20}
	f.Fuzz(func(t *testing.T, content []byte) {
		table, err := sheet.Read("fuzz", strings.NewReader(string(content)), limits)
		if (table == nil) == (err == nil) || err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatalf("%v with %v: a table or an Invalid fault", table, err)
		}
		if table == nil {
			return
		}
		last := table.HeadingRow
		for _, row := range table.Rows {
			if row.Number != last+1 || len(row.Cells) > limits.Columns {
				t.Fatalf("row %d after %d with %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
		}
	})
}
