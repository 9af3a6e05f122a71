package caseload

import (
	_ "embed" // for the table of fields
	"encoding/csv"
	"slices"
	"strings"

	"onward/internal/resident"
)

// Field is what a column may hold, by the name that a mapping gives it.
type Field string

// The fields. Fields lists them in the order in which a form shows them.
const (
	Reference     Field = "reference"
	Given         Field = "given"
	Family        Field = "family"
	FullName      Field = "full_name"
	Preferred     Field = "preferred"
	Pronouns      Field = "pronouns"
	Born          Field = "dob"
	NINO          Field = "nino"
	Address       Field = "address"
	Postcode      Field = "postcode"
	Phone         Field = "phone"
	Email         Field = "email"
	Registered    Field = "registered"
	Adviser       Field = "adviser"
	Barriers      Field = "barriers"
	Status        Field = "status"
	LastContact   Field = "last_contact"
	NextAction    Field = "next_action"
	NextActionDue Field = "next_action_due"
	JobTitle      Field = "job_title"
	Employer      Field = "employer"
	JobStart      Field = "job_start"
	Hours         Field = "hours"
	Pay           Field = "pay"
	JobEnd        Field = "job_end"
	Evidence      Field = "evidence"
	Notes         Field = "notes"
)

//go:embed data/fields.csv
var fieldsCSV string

// lexicon is what the table of fields says.
type lexicon struct {
	order    []Field
	label    map[Field]string
	joint    map[Field]string // between the texts of several columns
	headings map[string]heading
}

// heading is what a heading's key stands for; the lower the rank, the surer.
type heading struct {
	field Field
	rank  int
}

var fields = readFields()

func readFields() lexicon {
	l := lexicon{label: map[Field]string{}, joint: map[Field]string{}, headings: map[string]heading{}}
	for _, record := range dataRows(fieldsCSV) {
		f := Field(record[0])
		l.order = append(l.order, f)
		l.label[f] = record[1]
		l.joint[f] = record[2]
		for rank, words := range strings.Split(record[3], ";") {
			l.headings[resident.Key(words)] = heading{f, rank}
		}
	}
	return l
}

// dataRows reads one of the tables that are linked in, without its headings. A
// broken one stops the program before it starts, and so fails every test.
func dataRows(text string) [][]string {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic(err)
	}
	return records[1:]
}

// Fields lists all fields in the order of a sheet.
func Fields() []Field { return slices.Clone(fields.order) }

// Label is what people call the field: "National Insurance number".
func (f Field) Label() string { return fields.label[f] }

// Many is true of a field whose text may stand in several columns, like the
// lines of an address.
func (f Field) Many() bool { return fields.joint[f] != "" }

// FieldNamed finds a field by its name, its label or any heading known for it.
func FieldNamed(name string) (Field, bool) {
	key := resident.Key(name)
	if key == "name" { // as a heading it may also be the given name, beside a surname
		return FullName, true
	}
	for _, f := range fields.order {
		if key == resident.Key(string(f)) || key == resident.Key(f.Label()) {
			return f, true
		}
	}
	h, ok := fields.headings[key]
	return h.field, ok
}
