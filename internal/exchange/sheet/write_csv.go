package sheet

import (
	"encoding/csv"
	"io"
	"iter"
)

// WriteCSV writes a table as Excel opens it right: UTF-8 with its mark, commas,
// dates as 31/03/1980. A text that would be taken for a formula gets an
// apostrophe, which Read takes off again; numbers do not, so -5 stays one.
// Errors are those of w.
func WriteCSV(w io.Writer, headings []string, rows iter.Seq[[]Value]) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
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
	out.Flush()
	return out.Error()
}
