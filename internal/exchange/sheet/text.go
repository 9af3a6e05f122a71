package sheet

import (
	"slices"
	"strings"
)

// readText reads separated text into the table.
func readText(g *gather, content []byte) error {
	text, err := decode(content)
	if err != nil {
		return err
	}
	text, separator := separatorOf(text)
	s := &scanner{rest: text, separator: separator}
	for s.next() {
		if err := g.add(s.number, s.cells); err != nil {
			return err
		}
		// A blank record that has its separators was kept on purpose, also at
		// the end; a line with nothing at all may be how the file ends.
		if s.fields > 1 && g.blanks > 0 {
			if err := g.flush(); err != nil {
				return err
			}
		}
	}
	if s.unclosed > 0 {
		return invalid(msgQuote, s.unclosed)
	}
	return nil
}

// separatorOf finds what separates the cells: Excel's own sep= line, which is no
// row, or whichever sign divides most of the first records and, of those that
// divide as many, makes most cells. Commas within notes and semicolons within
// lists stand in fewer records than those between columns: not in the headings.
func separatorOf(text string) (rest string, separator byte) {
	if len(text) >= 5 && strings.EqualFold(text[:4], "sep=") && (len(text) == 5 || text[5] == '\r' || text[5] == '\n') {
		_, rest, _ = strings.Cut(text, "\n")
		return rest, text[4]
	}
	const look = 20
	best, most := byte(','), [2]int{}
	probe := outsideQuotes(text[:min(len(text), 1<<16)])
	for _, candidate := range []byte{',', ';', '\t'} {
		s := &scanner{rest: probe, separator: candidate}
		var divided [2]int // records, cells
		for s.number < look && s.next() {
			divided[0] += min(1, s.fields-1)
			divided[1] += s.fields - 1
		}
		if slices.Compare(divided[:], most[:]) > 0 {
			best, most = candidate, divided
		}
	}
	return text, best
}

// outsideQuotes blanks what quoted cells hold, whatever separates the cells, and
// a tab behind an apostrophe: that is what a cell begins with, made harmless by
// whoever wrote the file. Neither separates anything.
func outsideQuotes(text string) string {
	out := []byte(strings.ReplaceAll(text, "'\t", "' "))
	const ends = ",;\t\r\n"
	for i := 0; i < len(out); i++ {
		if out[i] != '"' || i > 0 && strings.IndexByte(ends, out[i-1]) < 0 {
			continue
		}
		for i++; i < len(out); i++ {
			if out[i] == '"' && i+1 < len(out) && out[i+1] == '"' {
				i++
				continue
			}
			if out[i] == '"' {
				break
			}
			if strings.IndexByte(ends, out[i]) >= 0 {
				out[i] = ' '
			}
		}
	}
	return string(out)
}

// scanner splits text into records. It follows RFC 4180 and bears with what other
// programs write: quotation marks within plain cells, text after a closing one,
// records of any length, and all three kinds of line end.
type scanner struct {
	rest      string
	separator byte
	number    int    // of the record just read, from 1
	fields    int    // of it
	cells     []Cell // of it; each record has its own
	unclosed  int    // the record whose quotation mark is never closed
}

// next reads one record; it is false at the end and at an unclosed quotation mark.
func (s *scanner) next() bool {
	if s.rest == "" {
		return false
	}
	s.number++
	s.cells = make([]Cell, 0, max(1, s.fields))
	for {
		value, more, ok := s.field()
		if !ok {
			s.unclosed = s.number
			return false
		}
		s.cells = append(s.cells, Cell{Text: plain(oneLineEnd(value))})
		if !more {
			s.fields = len(s.cells)
			return true
		}
	}
}

// field reads one cell; more says that the record goes on, ok that its quotation
// marks are closed.
func (s *scanner) field() (value string, more, ok bool) {
	quoted := ""
	if strings.HasPrefix(s.rest, `"`) {
		if quoted, ok = s.quoted(); !ok {
			return "", false, false
		}
	}
	end := s.cellEnd()
	value = quoted + s.rest[:end]
	s.rest = s.rest[end:]
	switch {
	case s.rest == "":
		return value, false, true
	case s.rest[0] == s.separator:
		s.rest = s.rest[1:]
		return value, true, true
	}
	s.rest = strings.TrimPrefix(strings.TrimPrefix(s.rest, "\r"), "\n")
	return value, false, true
}

func (s *scanner) cellEnd() int {
	for i := range len(s.rest) {
		if c := s.rest[i]; c == s.separator || c == '\n' || c == '\r' {
			return i
		}
	}
	return len(s.rest)
}

// quoted reads what stands between quotation marks, where two stand for one.
func (s *scanner) quoted() (value string, ok bool) {
	rest := s.rest[1:]
	var parts strings.Builder
	for {
		inside, after, found := strings.Cut(rest, `"`)
		if !found {
			return "", false
		}
		parts.WriteString(inside)
		if !strings.HasPrefix(after, `"`) {
			s.rest = after
			return parts.String(), true
		}
		parts.WriteByte('"')
		rest = after[1:]
	}
}

func oneLineEnd(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}
