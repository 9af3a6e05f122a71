package caseload

import (
	"strings"

	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/resident"
)

// Sheet is a table whose columns are known, ready to be judged.
type Sheet struct {
	Table   *sheet.Table
	Columns []Column // one for each of the table's, in its order
}

// Column is one column of the sheet and the field that it holds.
type Column struct {
	Index   int    // from 0
	Letter  string // A, B …
	Heading string // as it stands in the sheet
	Field   Field  // empty where the column is not imported
}

const msgNoNames = "The names cannot be found: no heading says which columns hold the given and the family name, or the full name. " +
	"Say so in the mapping, like “given: First name” and “family: Surname”, or “full_name: Client”."

// Recognise finds which column holds what: first what the mapping says, then by
// the headings. Where the first rows are a title, the headings are looked for
// beneath. It fails with an Invalid fault if the mapping does not fit the sheet,
// and if no names are found; then the sheet comes along, so that a person can
// say which columns they are.
func Recognise(t *sheet.Table, m Mapping) (*Sheet, error) {
	const look = 10
	s := recognised(t, m)
	for i := 0; i < min(look, len(t.Rows)-1) && !s.named(); i++ {
		if below := recognised(t.Headed(i), m); below.named() {
			s = below
		}
	}
	if err := m.check(s); err != nil {
		return nil, err
	}
	return s, s.ready()
}

func recognised(t *sheet.Table, m Mapping) *Sheet {
	s := &Sheet{Table: t, Columns: make([]Column, len(t.Headings))}
	for i, heading := range t.Headings {
		s.Columns[i] = Column{Index: i, Letter: sheet.Letter(i), Heading: strings.TrimSpace(heading)}
	}
	m.apply(s)
	s.byHeading(m)
	s.byContext(m)
	return s
}

// Assign gives each column the field that a person chose, empty for none. It
// fails with an Invalid fault if one field is chosen twice that one column holds,
// and if the names are missing.
func (s *Sheet) Assign(chosen []Field) (*Sheet, error) {
	columns := make([]Column, len(s.Columns))
	taken := map[Field]bool{}
	for i, c := range s.Columns {
		c.Field = ""
		if i < len(chosen) {
			c.Field = chosen[i]
		}
		switch {
		case c.Field == "":
		case c.Field.Label() == "":
			return nil, fault.Newf(fault.Invalid, "Choose one of the fields in the list for column %s.", c.Letter)
		case taken[c.Field] && !c.Field.Many():
			return nil, fault.Newf(fault.Invalid, "Choose one column only for “%s”: column %s is another.", c.Field.Label(), c.Letter)
		}
		taken[c.Field] = true
		columns[i] = c
	}
	assigned := &Sheet{Table: s.Table, Columns: columns}
	return assigned, assigned.ready()
}

// Unmapped lists the columns that hold something and are not imported, so that
// whoever imports can see it.
func (s *Sheet) Unmapped() []Column {
	var left []Column
	for _, c := range s.Columns {
		if c.Field == "" && (c.Heading != "" || s.holds(c.Index)) {
			left = append(left, c)
		}
	}
	return left
}

func (s *Sheet) holds(column int) bool {
	for _, row := range s.Table.Rows {
		if !blank(row.Cell(column).Text) {
			return true
		}
	}
	return false
}

func (s *Sheet) ready() error {
	if !s.named() {
		return fault.New(fault.Invalid, msgNoNames)
	}
	return nil
}

func (s *Sheet) named() bool {
	return s.has(FullName) || s.has(Given) && s.has(Family)
}

func (s *Sheet) has(f Field) bool { return len(s.of(f)) > 0 }

// of gives the columns that hold a field.
func (s *Sheet) of(f Field) []Column {
	var columns []Column
	for _, c := range s.Columns {
		if c.Field == f {
			columns = append(columns, c)
		}
	}
	return columns
}

// byHeading gives the columns that are left the fields of their headings. Of
// several for a field that one column holds, the surest heading wins.
func (s *Sheet) byHeading(m Mapping) {
	best := map[Field]int{}
	for i, c := range s.Columns {
		h, ok := headingOf(c.Heading)
		if _, decided := m[h.field]; !ok || decided || c.Field != "" || m.names(c.Heading) {
			continue
		}
		if before, taken := best[h.field]; taken && !h.field.Many() {
			if was, _ := headingOf(s.Columns[before].Heading); was.rank <= h.rank {
				continue
			}
			s.Columns[before].Field = ""
		}
		best[h.field] = i
		s.Columns[i].Field = h.field
	}
}

// headingOf looks a heading up as it stands, without what it explains in
// brackets, and without the word for the person: "Client DOB (dd/mm/yyyy)".
func headingOf(text string) (heading, bool) {
	short := text
	if at := strings.IndexAny(text, "([\n:"); at > 0 {
		short = text[:at]
	}
	for _, words := range []string{text, short} {
		key := resident.Key(words)
		if h, ok := fields.headings[key]; ok {
			return h, true
		}
		for _, person := range []string{"clients", "client", "customers", "customer", "residents", "resident", "participants", "participant", "learners", "learner", "candidates", "candidate"} {
			if rest, ok := strings.CutPrefix(key, person); ok {
				if h, ok := fields.headings[rest]; ok {
					return h, true
				}
			}
		}
	}
	return heading{}, false
}

// byContext decides the headings that mean different things beside others:
// "Name" beside "Surname", "Start date" with and without a job.
func (s *Sheet) byContext(m Mapping) {
	job := s.has(JobTitle) || s.has(Employer) || s.has(Pay) || s.has(Hours)
	for i, c := range s.Columns {
		if c.Field != "" || m.names(c.Heading) {
			continue
		}
		var f Field
		switch key := resident.Key(c.Heading); key {
		case "name", "names", "clientname", "customername", "residentname", "participantname", "learnername", "candidatename":
			f = FullName
			if s.has(Family) && !s.has(Given) {
				f = Given
			}
		case "startdate", "start", "started", "datestarted", "dateofstart":
			f = Registered
			if job {
				f = JobStart
			}
		case "enddate", "end", "ended", "dateended", "finishdate", "leavingdate", "dateleft", "left":
			if job {
				f = JobEnd
			}
		}
		if _, decided := m[f]; f != "" && !decided && !s.has(f) {
			s.Columns[i].Field = f
		}
	}
}
