package sheet

import (
	"onward/internal/fault"
)

// Limits bound what one file may ask of the machine. A zero field means the
// default: 32 MiB, 100,000 rows, 200 columns, 32,767 bytes a cell (what Excel
// holds) and 100 MiB unpacked.
type Limits struct {
	Bytes    int // of the file as it arrives
	Rows     int // beneath the headings, blank ones too
	Columns  int
	Cell     int // bytes of text in one cell
	Unpacked int // bytes of a workbook's parts together, and of all cells' text
}

func (l Limits) orDefault() Limits {
	for _, field := range []struct {
		value    *int
		standard int
	}{{&l.Bytes, 32 << 20}, {&l.Rows, 100_000}, {&l.Columns, 200}, {&l.Cell, 32_767}, {&l.Unpacked, 100 << 20}} {
		if *field.value <= 0 {
			*field.value = field.standard
		}
	}
	return l
}

// What is wrong with a file, and what to do about it. None names what is in it.
const (
	msgEmpty     = "The file is empty. Choose a spreadsheet with headings in its first row."
	msgNoRows    = "There is nothing under the headings. Choose a spreadsheet with one person in each row."
	msgOldXLS    = "This is an old Excel file (.xls). Open it in Excel, save it as an Excel workbook (.xlsx) or as CSV, and try again."
	msgLocked    = "The workbook is locked with a password. Take the password off in Excel, save it, and try again."
	msgXLSB      = "This is a binary Excel workbook (.xlsb). Save it in Excel as an Excel workbook (.xlsx), and try again."
	msgODS       = "This is an OpenDocument spreadsheet. Save it as an Excel workbook (.xlsx) or as CSV, and try again."
	msgWebPage   = "This is a web page and not a spreadsheet, although it may open in Excel. Open it there, save it as an Excel workbook (.xlsx), and try again."
	msgNoSheet   = "This is not a spreadsheet. Choose an Excel workbook (.xlsx) or a CSV file."
	msgDamaged   = "The workbook is damaged and cannot be read. Open it in Excel, save it again, and try again."
	msgNoSuch    = "The workbook has no sheet with that name. Name one that it has, or leave the name out for the first."
	msgBigFile   = "The file is larger than %d MB. Split it into smaller files, or take out pictures and other sheets."
	msgBigInside = "The file unpacks to more than %d MB. Take out pictures and other sheets, or save the sheet as CSV."
	msgRows      = "The sheet has more than %d rows. Split it into smaller files."
	msgColumns   = "Row %d has more than %d columns. Take out the columns that are not needed."
	msgCell      = "The cell in row %d, column %s holds more than %d characters. Shorten it."
	msgQuote     = "The quotation mark that opens in row %d is never closed. Close it or take it out."
)

func invalid(format string, args ...any) error { return fault.Newf(fault.Invalid, format, args...) }

func megabytes(bytes int) int { return max(1, bytes>>20) }
