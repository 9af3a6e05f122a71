package caseload

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"

	"onward/internal/calendar"
	"onward/internal/exchange/sheet"
)

// line is one row of a report, in the names and shapes that the import promises.
type line struct {
	Row        int           `json:"row"`
	Outcome    Outcome       `json:"outcome"`
	Problems   []problemLine `json:"problems"`
	Given      string        `json:"given"`
	Family     string        `json:"family"`
	Born       *string       `json:"dob"`
	NINO       string        `json:"nino"`
	Postcode   string        `json:"postcode"`
	Phone      string        `json:"phone"`
	Email      string        `json:"email"`
	Registered *string       `json:"registered"`
	Status     string        `json:"status"`
	Barriers   []string      `json:"barriers"`
	Job        *jobLine      `json:"job"`
}

type problemLine struct {
	Column   string   `json:"column"` // its letter, empty for the row as a whole
	Field    Field    `json:"field"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
}

type jobLine struct {
	Title    string  `json:"title"`
	Employer string  `json:"employer"`
	Start    *string `json:"start"`
	End      *string `json:"end"`
	Hours    string  `json:"hours"`
	Amount   *int    `json:"amount"`
	Per      *string `json:"per"`
}

// ReportLine is a row as one line of JSON without its end: what became of it, what
// was wrong, and what was read. Days are ISO 8601, null where unknown, as are
// amount and period; texts are empty. Telephones are as dialled at home.
func ReportLine(row Row) ([]byte, error) {
	v := row.Values
	l := line{Row: row.Number, Outcome: row.Outcome, Problems: []problemLine{}, Given: v.Given, Family: v.Family,
		Born: day(v.Born), NINO: string(v.NINO), Postcode: string(v.Postcode), Phone: v.Phone.National(), Email: string(v.Email),
		Registered: day(v.Registered), Status: v.Status, Barriers: v.Barriers, Job: jobLineOf(v.Job)}
	if l.Barriers == nil {
		l.Barriers = []string{}
	}
	for _, p := range row.Problems {
		letter := ""
		if p.Column != NoColumn {
			letter = sheet.Letter(p.Column)
		}
		l.Problems = append(l.Problems, problemLine{Column: letter, Field: p.Field, Severity: p.Severity, Message: p.Message})
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(l); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

func jobLineOf(job *Job) *jobLine {
	if job == nil {
		return nil
	}
	l := &jobLine{Title: job.Title, Employer: job.Employer, Start: day(job.Start), End: day(job.End), Hours: job.Hours}
	if job.PayKnown() {
		l.Amount, l.Per = &job.Amount, &job.Per
	}
	return l
}

func day(d calendar.Date) *string {
	if d.IsZero() {
		return nil
	}
	iso := d.String()
	return &iso
}

// Rejections is the sheet of the rows that were rejected, to be put right and
// imported again: as they were, behind the number of each row and what to do.
func (s *Sheet) Rejections(rows []Row) (headings []string, values iter.Seq[[]sheet.Value]) {
	headings = append([]string{"Row", "What to put right"}, s.Table.Headings...)
	return headings, func(yield func([]sheet.Value) bool) {
		for _, row := range rows {
			if row.Outcome != Rejected {
				continue
			}
			out := []sheet.Value{sheet.Whole(row.Number), sheet.Text(row.faults())}
			for _, text := range row.Raw {
				out = append(out, sheet.Text(text))
			}
			if !yield(out) {
				return
			}
		}
	}
}

// faults are the sentences of the problems that reject the row.
func (r Row) faults() string {
	var sentences []string
	for _, p := range r.Problems {
		if p.Severity == Fault {
			sentences = append(sentences, p.Message)
		}
	}
	return strings.Join(sentences, ". ")
}
