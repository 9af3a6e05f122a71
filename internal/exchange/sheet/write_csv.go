package sheet

import (
	"bufio"
	"io"
	"iter"
	"strings"
)

// WriteCSV writes a table as Excel opens it right: UTF-8 with its mark, commas,
// dates as 31/03/1980. A text that would be taken for a formula gets an
// apostrophe, which Read takes off again; numbers do not, so -5 stays one.
// Errors are those of w.
func WriteCSV(w io.Writer, headings []string, rows iter.Seq[[]Value]) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := &recordWriter{w: bufio.NewWriter(w)}
	record := make([]string, 0, len(headings))
	for _, h := range headings {
		record = append(record, neutral(h))
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for row := range rows {
		record = record[:0]
		for _, v := range row {
			text := v.text
			if v.kind == kindText {
				text = neutral(text)
			}
			record = append(record, text)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	return out.w.Flush()
}

// recordWriter writes records as RFC 4180 has them. Cells that hold a semicolon
// or a tab are quoted too, which encoding/csv does not do: in a short list they
// would outvote the commas where a reader has to find out what separates cells.
type recordWriter struct{ w *bufio.Writer }

var lineEnds = strings.NewReplacer("\r", "", "\n", "\r\n", `"`, `""`)

// Write writes one record; an error of the writer beneath also comes with Flush.
func (r *recordWriter) Write(record []string) error {
	for i, cell := range record {
		if i > 0 {
			if err := r.w.WriteByte(','); err != nil {
				return err
			}
		}
		if strings.ContainsAny(cell, ",;\t\"\r\n") || strings.HasPrefix(cell, " ") {
			cell = `"` + lineEnds.Replace(cell) + `"`
		}
		if _, err := r.w.WriteString(cell); err != nil {
			return err
		}
	}
	_, err := r.w.WriteString("\r\n")
	return err
}
