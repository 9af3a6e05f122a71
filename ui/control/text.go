package control

// dateText fills in what every one-box date has. The numeric keyboard of some
// phones has no space, so none is asked for.
func dateText(f Field) Field {
	if f.Hint == "" {
		f.Hint = "Like 31 3 1980"
	}
	if f.Width == Full {
		f.Width = W10
	}
	f.NoSpelling = true
	if f.Autocomplete == "" {
		f.Autocomplete = "off"
	}
	return f
}

func clockText(f Field) Field {
	if f.Hint == "" {
		f.Hint = "Like 9:30 or 14:00"
	}
	if f.Width == Full {
		f.Width = W5
	}
	f.NoSpelling = true
	if f.Autocomplete == "" {
		f.Autocomplete = "off"
	}
	return f
}
