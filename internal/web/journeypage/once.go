package journeypage

import (
	"onward/internal/fault"
	"onward/internal/postgres"
)

// once takes a repeated send for done: it was, the first time.
func once(err error) error {
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}

// renamed gives a fault's field the name that it has on the form.
func renamed(err error, from, to string) error {
	if err == nil || !fault.Is(err, fault.Invalid) {
		return err
	}
	fields := append([]fault.Field(nil), fault.Of(err).Fields...)
	for i := range fields {
		if fields[i].Name == from {
			fields[i].Name = to
		}
	}
	return fault.Fields(fields...)
}
