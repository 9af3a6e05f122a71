package control

import "github.com/a-h/templ"

type dateBox struct {
	id, name, label, value, width string
	wrong                         bool
	fill                          string
}

func (d Day) boxes() []dateBox {
	return []dateBox{
		d.box(DayPart, "day", "Day", d.Day, "govuk-input--width-2"),
		d.box(MonthPart, "month", "Month", d.Month, "govuk-input--width-2"),
		d.box(YearPart, "year", "Year", d.Year, "govuk-input--width-4"),
	}
}

func (d Day) box(part Part, suffix, label, value, width string) dateBox {
	b := dateBox{
		id: d.id() + "-" + suffix, name: d.Name + "-" + suffix,
		label: label, value: value, width: width,
		wrong: d.Error != "" && (d.Wrong == 0 || d.Wrong&part != 0),
	}
	if part == DayPart {
		b.id = d.id()
	}
	if d.Birthday {
		b.fill = "bday-" + suffix
	}
	return b
}

func (b dateBox) attributes() templ.Attributes {
	if b.fill == "" {
		return nil
	}
	return templ.Attributes{"autocomplete": b.fill}
}
