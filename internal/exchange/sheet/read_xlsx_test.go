package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"onward/internal/exchange/sheet"
	"onward/internal/fault"
)

// styled is a cell with a number format.
type styled struct {
	value  any
	format string
}

// workbook builds a workbook of one sheet; change may touch it before it is saved.
func workbook(tb testing.TB, change func(*excelize.File), rows ...[]any) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	for r, row := range rows {
		for c, value := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if s, ok := value.(styled); ok {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &s.format})
				must(err)
				must(f.SetCellStyle("Sheet1", at, at, style))
				value = s.value
			}
			if formula, ok := value.(string); ok && strings.HasPrefix(formula, "==") {
				must(f.SetCellFormula("Sheet1", at, formula[1:]))
				continue
			}
			must(f.SetCellValue("Sheet1", at, value))
		}
	}
	if change != nil {
		change(f)
	}
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

func readBook(t *testing.T, content []byte) *sheet.Table {
	t.Helper()
	table, err := sheet.Read("caseload.xlsx", bytes.NewReader(content), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestReadWorkbook(t *testing.T) {
	t.Parallel()
	table := readBook(t, workbook(t, nil,
		[]any{"Name", "DOB", "Pay", "Hours", "Tel", "Ok"},
		[]any{"Zoë O’Brien", styled{34853, "dd/mm/yyyy"}, styled{14.8, `"£"0.00`}, 37.5, styled{7700900931, "00000000000"}, true},
		[]any{},
		[]any{"=1+1", styled{34853.6, "d mmm yyyy hh:mm"}, styled{1.5, "[h]:mm"}, "a\r\nb", "07700 900931"},
	))
	want := []string{
		"Name|DOB|Pay|Hours|Tel|Ok", "2:Zoë O’Brien|03/06/1995|£14.80|37.5|07700900931|TRUE", "3:", "4:=1+1|03/06/1995|36:00|a\nb|07700 900931",
	}
	if got := shown(table); !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
	cells := table.Rows[0].Cells
	if d, ok := cells[1].Day(); !ok || d.String() != "1995-06-03" {
		t.Errorf("the date is %v, %v", d, ok)
	}
	if got := *cells[2].Number; got != (sheet.Number{Decimal: "14.8", Serial: 14}) {
		t.Errorf("the pay is %+v", got)
	}
	if cells[0].Number != nil || cells[5].Number != nil {
		t.Error("text and truth values have no number")
	}
	if _, ok := table.Rows[2].Cells[2].Day(); ok {
		t.Error("a duration is no date")
	}
	if table.Sheet != "Sheet1" || table.Name != "caseload.xlsx" {
		t.Errorf("sheet %q of %q", table.Sheet, table.Name)
	}
}

func TestReadWorkbookThatCountsFrom1904(t *testing.T) {
	t.Parallel()
	yes := true
	table := readBook(t, workbook(t, func(f *excelize.File) {
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	}, []any{"DOB", "Plain"}, []any{styled{34853 - 1462, "d/m/yy"}, 34853 - 1462}))
	cell := table.Rows[0].Cells[0]
	if d, ok := cell.Day(); !ok || d.String() != "1995-06-03" || cell.Text != "03/06/1995" {
		t.Errorf("the date is %v, %v, shown %q", d, ok, cell.Text)
	}
	if got := table.Rows[0].Cells[1].Number; got.Serial != 34853 || got.Dated {
		t.Errorf("the plain number is %+v", got)
	}
}

func TestReadWorkbookChoosesASheet(t *testing.T) {
	t.Parallel()
	content := workbook(t, func(f *excelize.File) {
		for _, name := range []string{"Hidden", "Empty", "People", "Other"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		for sheet, text := range map[string]string{"Hidden": "secret", "People": "Name", "Other": "Thing"} {
			_ = f.SetCellValue(sheet, "B3", text)
			_ = f.SetCellValue(sheet, "B4", "value")
		}
		_ = f.SetSheetVisible("Hidden", false)
		_ = f.DeleteSheet("Sheet1")
	})
	if got := shown(readBook(t, content)); !reflect.DeepEqual(got, []string{"|Name", "4:|value"}) {
		t.Errorf("the first sheet with anything is %q", got)
	}
	for name, want := range map[string]string{"Other": "|Thing", "Hidden": "|secret"} {
		table, err := sheet.ReadSheet("x.xlsx", name, bytes.NewReader(content), sheet.Limits{})
		if err != nil || shown(table)[0] != want || table.Sheet != name {
			t.Errorf("%s: %v, %v", name, table, err)
		}
	}
	_, err := sheet.ReadSheet("x.xlsx", "Nobody", bytes.NewReader(content), sheet.Limits{})
	if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, "no sheet with that name") {
		t.Errorf("a sheet that is not there: %v", err)
	}
	_, err = sheet.ReadSheet("x.xlsx", "Empty", bytes.NewReader(content), sheet.Limits{})
	if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, "empty") {
		t.Errorf("an empty sheet: %v", err)
	}
}

// part changes one part of a workbook's zip; an empty new text takes it out.
func part(t *testing.T, content []byte, name string, change func(string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range in.File {
		r, _ := file.Open()
		var text bytes.Buffer
		_, _ = text.ReadFrom(r)
		body := text.String()
		if file.Name == name {
			body = change(body)
		}
		if body == "" {
			continue
		}
		entry, _ := w.Create(file.Name)
		_, _ = entry.Write([]byte(body))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const sheetPart = "xl/worksheets/sheet1.xml"

func TestReadWorkbookAsOtherProgramsWriteIt(t *testing.T) {
	t.Parallel()
	data := func(rows string) []byte {
		return part(t, workbook(t, nil, []any{"x"}), sheetPart, func(string) string {
			return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`
		})
	}
	table := readBook(t, data(`<row><c t="inlineStr"><is><t>Na_x0000_me</t></is></c><c t="inlineStr"><is><t>Start</t></is></c></row>`+
		`<row><c t="str"><f>A1&amp;"x"</f><v>Mei</v></c><c t="d"><v>2024-09-03T00:00:00</v></c><c><v>14.800000000000001</v></c><c t="e"><v>#N/A</v></c></row>`+
		`<row r="5"><c r="B5"><v>-3</v></c><c r="C5"><v>1E3</v></c><c r="D5"><v>nonsense</v></c></row>`))
	want := []string{"Name|Start", "2:Mei|03/09/2024|14.8|#N/A", "3:", "4:", "5:|-3|1000|nonsense"}
	if got := shown(table); !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
	if got := table.Rows[0].Cells[2].Number.Decimal; got != "14.8" {
		t.Errorf("Excel's rounding is taken back: %s", got)
	}
	if got := *table.Rows[3].Cells[1].Number; got.Decimal != "-3" || got.Serial != 0 {
		t.Errorf("a negative number is %+v", got)
	}
	if table.Rows[3].Cells[3].Number != nil {
		t.Error("what is no number has none")
	}
}

func TestReadRefusesWorkbooks(t *testing.T) {
	t.Parallel()
	good := workbook(t, nil, []any{"Name"}, []any{"Mei"})
	archive := func(names ...string) []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, name := range names {
			_, _ = w.Create(name)
		}
		_ = w.Close()
		return out.Bytes()
	}
	bomb := part(t, good, sheetPart, func(body string) string { return body + strings.Repeat(" ", 3<<20) })
	long := strings.Repeat("x", 30_000)
	repeated := make([][]any, 200)
	for i := range repeated {
		repeated[i] = []any{long}
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"other zip":        {archive("word/document.xml"), "not a spreadsheet"},
		"binary workbook":  {archive("xl/workbook.bin"), ".xlsb"},
		"OpenDocument":     {archive("mimetype", "content.xml"), "OpenDocument"},
		"no parts":         {archive("xl/workbook.xml"), "damaged"},
		"cut off":          {good[:len(good)/2], "damaged"},
		"no worksheet":     {part(t, good, sheetPart, func(string) string { return "" }), "damaged"},
		"no relations":     {part(t, good, "xl/_rels/workbook.xml.rels", func(string) string { return "<Relationships/>" }), "damaged"},
		"broken sheet":     {part(t, good, sheetPart, func(s string) string { return s[:strings.Index(s, "</row>")] }), "damaged"},
		"unpacks to much":  {bomb, "unpacks to more than"},
		"one text often":   {workbook(t, nil, repeated...), "unpacks to more than"},
		"far away":         {workbook(t, func(f *excelize.File) { _ = f.SetCellValue("Sheet1", "A900000", "x") }, []any{"Name"}, []any{"Mei"}), "rows"},
		"far to the right": {workbook(t, func(f *excelize.File) { _ = f.SetCellValue("Sheet1", "XFD2", "x") }, []any{"Name"}), "columns"},
		"empty":            {workbook(t, nil), "empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table, err := sheet.Read("x.xlsx", bytes.NewReader(c.content), sheet.Limits{Unpacked: 3 << 20})
			if table != nil || !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) {
				t.Errorf("got %v and %v, want an Invalid fault with %q", table != nil, err, c.says)
			}
		})
	}
}

func TestReadLockedWorkbook(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	var out bytes.Buffer
	if err := f.Write(&out, excelize.Options{Password: "secret"}); err != nil {
		t.Fatal(err)
	}
	_, err := sheet.Read("x.xlsx", &out, sheet.Limits{})
	if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, "password") {
		t.Errorf("a locked workbook: %v", err)
	}
}

// TestFormatsThatShowDates tells dates from durations, money and colours.
func TestFormatsThatShowDates(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]bool{
		"dd/mm/yyyy": true, "d-mmm-yy": true, "mmm yyyy": true, "[$-809]dd mmmm yyyy": true, "yyyy\\-mm\\-dd": true, "[$-F800]dddd\\, mmmm dd\\, yyyy": true,
		"0.00": false, "[h]:mm": false, "hh:mm:ss": false, `0.0 "days"`: false, "[Red]0.00": false, `0\d`: false, "_d0": false, "@": false,
	} {
		table := readBook(t, workbook(t, nil, []any{"x"}, []any{styled{34853.25, format}}))
		if got := table.Rows[0].Cells[0].Number.Dated; got != want {
			t.Errorf("%s shows a date: %v, want %v", format, got, want)
		}
	}
}

func TestReadLargeWorkbook(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	stream, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	const rows = 5_000
	for r := 1; r <= rows; r++ {
		if err := stream.SetRow(fmt.Sprintf("A%d", r), []any{"Mei", r, "notes"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.Flush(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	table := readBook(t, out.Bytes())
	if len(table.Rows) != rows-1 || table.Rows[rows-2].Cells[1].Number.Decimal != fmt.Sprint(rows) {
		t.Errorf("%d rows", len(table.Rows))
	}
}
