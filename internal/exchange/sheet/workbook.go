package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"onward/internal/fault"
)

// readWorkbook reads one sheet of an Excel workbook into the table.
func readWorkbook(g *gather, content []byte, sheet string) (err error) {
	// excelize has panicked on files that were made to break it. A file is not
	// worth a server, and nothing of ours is half done while it reads.
	defer func() {
		if broken := recover(); broken != nil {
			err = fault.Wrap(fmt.Errorf("reading a workbook: %v", broken), fault.Invalid, msgDamaged)
		}
	}()
	if err := checkParts(content, g.limits); err != nil {
		return err
	}
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		UnzipSizeLimit:    int64(g.limits.Unpacked),
		UnzipXMLSizeLimit: int64(g.limits.Unpacked), // the same, so that no part goes through a file on disk
	})
	if err != nil {
		return fault.Wrap(err, fault.Invalid, msgDamaged)
	}
	defer f.Close()
	return readSheets(g, f, sheet)
}

// checkParts looks at the list of parts before anything is unpacked.
func checkParts(content []byte, limits Limits) error {
	parts, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return fault.Wrap(err, fault.Invalid, msgDamaged)
	}
	var size uint64
	workbook := msgNoSheet
	for _, part := range parts.File {
		size += part.UncompressedSize64
		switch name := strings.ToLower(part.Name); {
		case strings.HasPrefix(name, "xl/workbook") && strings.HasSuffix(name, ".xml"):
			workbook = ""
		case name == "xl/workbook.bin":
			workbook = msgXLSB
		case name == "mimetype":
			workbook = msgODS
		}
		if size > uint64(limits.Unpacked) {
			return invalid(msgBigInside, megabytes(limits.Unpacked))
		}
	}
	if workbook != "" {
		return invalid("%s", workbook)
	}
	return nil
}

// readSheets reads the named sheet, or the first that can be seen and is not empty.
func readSheets(g *gather, f *excelize.File, named string) error {
	dated := plainDates(f)
	for at, name := range f.GetSheetList() {
		if named != "" && named != name {
			continue
		}
		if seen, err := f.GetSheetVisible(name); err != nil || !seen && named == "" {
			continue
		}
		g.table.Sheet = name
		if err := readOne(g, f, at, name, dated); err != nil {
			return err
		}
		if named != "" || g.table.HeadingRow > 0 {
			return nil
		}
	}
	if named != "" {
		return invalid(msgNoSuch)
	}
	return nil
}

func readOne(g *gather, f *excelize.File, at int, name string, dated map[int]bool) error {
	numbers, err := numbersOf(f, at, dated)
	if err != nil {
		return err
	}
	rows, err := f.Rows(name)
	if err != nil {
		return damaged(err)
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		texts, err := rows.Columns()
		if err != nil {
			return damaged(err)
		}
		cells := make([]Cell, len(texts))
		for i, text := range texts {
			cells[i] = Cell{Text: oneLineEnd(storable(text))}
		}
		if err := numbers.join(number, cells); err != nil {
			return err
		}
		if err := g.add(number, cells); err != nil {
			return err
		}
	}
	return damaged(rows.Error())
}

// storable drops what a workbook can smuggle in by its own escapes and no database
// keeps: noughts and broken UTF-8.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")
}

// damaged wraps what went wrong in a part of the workbook; nil stays nil.
func damaged(err error) error {
	if err == nil {
		return nil
	}
	return fault.Wrap(err, fault.Invalid, msgDamaged)
}
