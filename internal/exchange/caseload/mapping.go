package caseload

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"onward/internal/fault"
	"onward/internal/resident"
)

// Mapping says which headings hold a field, for the sheets that Recognise cannot
// read by itself. A field with no headings is one that the sheet does not have,
// whatever its headings look like.
type Mapping map[Field][]string

const longestMapping = 64 << 10

// ParseMapping reads a mapping from YAML, one `field: heading` a line; fields
// whose text stands in several columns take a list of headings. It fails with an
// Invalid fault that names the fields there are.
func ParseMapping(text []byte) (Mapping, error) {
	if len(text) > longestMapping {
		return nil, fault.New(fault.Invalid, "The mapping is too long. It needs one line for each field.")
	}
	var entries map[string]any
	if err := yaml.Unmarshal(text, &entries); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The mapping cannot be read. Write one line for each field, like “given: First name”.")
	}
	m := Mapping{}
	for name, value := range entries {
		f, ok := FieldNamed(name)
		if !ok {
			return nil, fault.New(fault.Invalid, "The mapping has a field that Onward does not know. The fields are "+list(fields.order)+".")
		}
		if _, twice := m[f]; twice {
			return nil, fault.Newf(fault.Invalid, "The mapping names the field %s twice. Keep one.", f)
		}
		headings, err := headingsIn(f, value)
		if err != nil {
			return nil, err
		}
		m[f] = headings
	}
	return m, nil
}

func list(all []Field) string {
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}

// headingsIn reads the value of one entry.
func headingsIn(f Field, value any) ([]string, error) {
	var headings []string
	switch v := value.(type) {
	case nil:
	case []any:
		for _, item := range v {
			headings = append(headings, fmt.Sprint(item))
		}
	case map[string]any:
		return nil, fault.Newf(fault.Invalid, "Give the field %s one heading.", f)
	default:
		headings = append(headings, fmt.Sprint(v))
	}
	headings = slices.DeleteFunc(headings, blank)
	if len(headings) > 1 && !f.Many() {
		return nil, fault.Newf(fault.Invalid, "Give the field %s one heading: its text cannot stand in several columns.", f)
	}
	return headings, nil
}

// apply gives the columns the fields that the mapping says.
func (m Mapping) apply(s *Sheet) {
	for _, f := range fields.order {
		for _, heading := range m[f] {
			if at := find(s, heading); at >= 0 && s.Columns[at].Field == "" {
				s.Columns[at].Field = f
			}
		}
	}
}

// find gives the column with a heading: the exact one, else one that differs in
// dress only; -1 if there is none.
func find(s *Sheet, heading string) int {
	for _, same := range []func(Column) bool{
		func(c Column) bool { return c.Heading == strings.TrimSpace(heading) },
		func(c Column) bool { return sameHeading(c.Heading, heading) },
	} {
		if at := slices.IndexFunc(s.Columns, same); at >= 0 {
			return at
		}
	}
	return -1
}

// names is true of a heading that the mapping gives to some field.
func (m Mapping) names(heading string) bool {
	for _, headings := range m {
		for _, h := range headings {
			if sameHeading(h, heading) {
				return true
			}
		}
	}
	return false
}

func sameHeading(a, b string) bool {
	key := resident.Key(a)
	return a == b || key != "" && key == resident.Key(b)
}

// check fails for a mapping that does not fit the sheet.
func (m Mapping) check(s *Sheet) error {
	taken := map[int]Field{}
	for _, f := range fields.order {
		for _, heading := range m[f] {
			at := find(s, heading)
			if at < 0 {
				return fault.Newf(fault.Invalid, "The mapping gives the field %s a heading that is not in the sheet. Look at how the sheet spells it.", f)
			}
			if other, twice := taken[at]; twice {
				return fault.Newf(fault.Invalid, "The mapping gives the fields %s and %s the same column. Keep one of them.", other, f)
			}
			taken[at] = f
		}
	}
	return nil
}
