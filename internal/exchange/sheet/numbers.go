package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/big"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"onward/internal/calendar"
)

// numbers walks through a worksheet's XML beside excelize, whose rows tell
// neither what kind a cell is nor what stands beneath the text that it shows.
type numbers struct {
	xml     *xml.Decoder
	dated   map[int]bool // by style
	offset  int          // days between the workbook's system and that of 1900
	row     int          // of the cells last read
	waiting []numberCell
	ended   bool
}

type numberCell struct {
	column int
	number *Number
}

const days1904 = 1462 // from the first day of the 1900 system to that of 1904

func numbersOf(f *excelize.File, sheet int, dated map[int]bool) (*numbers, error) {
	part, err := partOf(f, sheet)
	if err != nil {
		return nil, damaged(err)
	}
	n := &numbers{xml: xml.NewDecoder(bytes.NewReader(part)), dated: dated}
	n.xml.CharsetReader = f.CharsetReader
	if props := f.WorkBook.WorkbookPr; props != nil && props.Date1904 {
		n.offset = days1904
	}
	return n, nil
}

// partOf finds a sheet's XML by the workbook's relations.
func partOf(f *excelize.File, sheet int) ([]byte, error) {
	id := f.WorkBook.Sheets.Sheet[sheet].ID
	var found []byte
	f.Pkg.Range(func(name, content any) bool {
		file := name.(string)
		if path.Dir(file) != "xl/_rels" || !strings.HasPrefix(path.Base(file), "workbook") {
			return true
		}
		var relations struct {
			Relationship []struct {
				ID     string `xml:"Id,attr"`
				Target string `xml:"Target,attr"`
			}
		}
		if xml.Unmarshal(content.([]byte), &relations) != nil {
			return true
		}
		for _, r := range relations.Relationship {
			if r.ID == id {
				target := strings.TrimPrefix(path.Join("/xl", r.Target), "/")
				if strings.HasPrefix(r.Target, "/") {
					target = r.Target[1:]
				}
				if part, ok := f.Pkg.Load(target); ok {
					found, _ = part.([]byte)
				}
			}
		}
		return found == nil
	})
	if found == nil {
		return nil, errors.New("the worksheet's part is not in the workbook")
	}
	return found, nil
}

// join gives the cells of a row the numbers that stand beneath them. Rows must be
// asked for from the top.
func (n *numbers) join(row int, cells []Cell) error {
	for n.row < row && !n.ended {
		switch err := n.read(); {
		case errors.Is(err, io.EOF):
			n.ended = true
		case err != nil:
			return damaged(err)
		}
	}
	if n.row != row {
		return nil
	}
	for _, c := range n.waiting {
		if c.column >= len(cells) {
			continue
		}
		cells[c.column].Number = c.number
		if d, ok := cells[c.column].Day(); ok {
			cells[c.column].Text = Day(d).text
		}
	}
	return nil
}

// read takes the next row's numbers.
func (n *numbers) read() error {
	for {
		token, err := n.xml.Token()
		if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "row" {
			n.row++
			if at, err := strconv.Atoi(attribute(start, "r")); err == nil && at > 0 {
				n.row = at
			}
			return n.readRow()
		}
	}
}

func (n *numbers) readRow() error {
	n.waiting = n.waiting[:0]
	column := -1
	for {
		token, err := n.xml.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column++
			if at, _, err := excelize.CellNameToCoordinates(attribute(t, "r")); err == nil {
				column = at - 1
			}
			number, err := n.number(t)
			if err != nil {
				return fmt.Errorf("a cell: %w", err)
			}
			if number != nil {
				n.waiting = append(n.waiting, numberCell{column: column, number: number})
			}
		}
	}
}

// number reads a cell to its end: its number where it is numeric, its day where
// that is stored as ISO's text, nil for any other.
func (n *numbers) number(cell xml.StartElement) (*Number, error) {
	kind := attribute(cell, "t")
	if kind != "" && kind != "n" && kind != "d" {
		return nil, n.xml.Skip()
	}
	var body struct {
		Value string `xml:"v"`
	}
	if err := n.xml.DecodeElement(&body, &cell); err != nil {
		return nil, err
	}
	if kind == "d" {
		day, _, _ := strings.Cut(body.Value, "T")
		if d, err := calendar.ParseISO(day); err == nil {
			return &Number{Serial: d.Serial(), Dated: true}, nil
		}
		return nil, nil
	}
	style, _ := strconv.Atoi(attribute(cell, "s"))
	return numberOf(body.Value, n.offset, n.dated[style]), nil
}

// numberOf rounds to the fifteen figures that Excel keeps: 14.8 is stored as
// 14.800000000000001, and that is not what anybody typed.
func numberOf(value string, offset int, dated bool) *Number {
	if len(value) == 0 || len(value) > 40 {
		return nil
	}
	float, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return nil
	}
	exact, ok := new(big.Rat).SetString(strconv.FormatFloat(float, 'g', 15, 64))
	if !ok {
		return nil
	}
	figures := exact.FloatString(15)
	if strings.Contains(figures, ".") {
		figures = strings.TrimRight(strings.TrimRight(figures, "0"), ".")
	}
	number := &Number{Decimal: figures, Dated: dated}
	if float >= 0 && float < 1e6 {
		number.Serial = int(float) + offset
	}
	return number
}

func attribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
