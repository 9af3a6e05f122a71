package importpage

import (
	"errors"
	"maps"
	"slices"

	"onward/internal/fault"
	"onward/internal/web"
)

// choices reads what the form says of the likely duplicates that it showed.
func choices(r *web.Request) (shown, others []int, err error) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(r.Request().PostForm)) { // read by the guard of every POST
		if n, ok := rowNumber(name); ok {
			names, shown = append(names, name), append(shown, n)
		}
	}
	f, err := r.Form(names...)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range shown {
		if f.Text(rowName(n)) == somebodyElse {
			others = append(others, n)
		}
	}
	return shown, others, nil
}

// choose keeps the choices of one page of rows.
func (p Pages) choose(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	shown, others, err := choices(r)
	if err != nil {
		return err
	}
	if err := p.Uploads.Choose(r.Ctx(), id, shown, others); err != nil {
		return err
	}
	return r.Go(viewOf(r).on(address(id, "")), "Choices saved.")
}

// start queues the import, with the choices of the page that it was pressed on.
// Pressed twice it is queued once: an upload that waits or runs is left alone.
func (p Pages) start(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	shown, others, err := choices(r)
	if err != nil {
		return err
	}
	err = p.Uploads.Queue(r.Ctx(), id, shown, others)
	if fault.Is(err, fault.TooMany) { // the choices are kept for the next time
		err = errors.Join(err, p.Uploads.Choose(r.Ctx(), id, shown, others))
	}
	if err != nil {
		return err
	}
	return r.Go(address(id, "progress"), "")
}
