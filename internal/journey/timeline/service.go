package timeline

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Service does the work of this package, each piece in one transaction in the
// name of the actor in the context.
type Service struct {
	DB   *postgres.DB
	Gate journey.Gate
	Box  *secret.Box
}

// Read gives a part of the timeline in the order asked for: limit entries from
// offset on of those that the filter lets through.
func (s Service) Read(tx *postgres.Tx, d access.Decision, filter Filter, order Order, offset, limit int) (Page, error) {
	all, err := Store{Box: s.Box}.entries(tx, d, nil)
	if err != nil {
		return Page{}, err
	}
	p := Page{All: len(all), Counts: map[Kind]int{}, every: all}
	shown := make([]found, 0, len(all))
	for _, f := range all {
		f.say()
		p.Counts[f.Kind]++
		p.add(f.Entry)
		if filter.admits(f.Entry) {
			shown = append(shown, f)
		}
	}
	byName := func(a, b Source) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) }
	slices.SortFunc(p.Authors, byName)
	slices.SortFunc(p.Organisations, byName)
	slices.SortFunc(shown, newest)
	cut := func(n int) (from, to int) {
		p.Total, from = n, min(max(offset, 0), n)
		return from, min(from+limit, n)
	}
	if filter.Words != "" {
		entries, err := s.search(tx, d, &p, shown, filter.Words)
		if order == Oldest {
			slices.Reverse(entries)
		}
		from, to := cut(len(entries))
		p.Entries = entries[from:to]
		return p, err
	}
	if order == Oldest {
		slices.Reverse(shown)
	}
	from, to := cut(len(shown))
	p.Entries, err = s.open(tx, d, shown[from:to])
	return p, err
}

// add notes whom an entry comes from.
func (p *Page) add(e Entry) {
	note := func(list *[]Source, id int, name string) {
		if id != 0 && !slices.ContainsFunc(*list, func(s Source) bool { return s.ID == id }) {
			*list = append(*list, Source{id, name})
		}
	}
	note(&p.Authors, e.Author, e.By)
	note(&p.Organisations, e.OrgID, e.ByOrg)
}

// Lately gives the newest n entries, for an overview.
func (s Service) Lately(tx *postgres.Tx, d access.Decision, n int) ([]Entry, error) {
	all, err := Store{Box: s.Box}.entries(tx, d, &n)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, newest)
	all = all[:min(n, len(all))]
	for i := range all {
		all[i].say()
	}
	return s.open(tx, d, all)
}

// newest orders the latest first; what happened at one instant stands in the
// order in which it was written.
func newest(a, b found) int {
	return cmp.Or(b.At.Compare(a.At), slices.Compare(b.row[:], a.row[:]), cmp.Compare(a.Kind, b.Kind))
}

// open finishes the entries that are shown: it opens what is sealed of them.
func (s Service) open(tx *postgres.Tx, d access.Decision, shown []found) ([]Entry, error) {
	titles, err := s.barriers(tx, d, shown)
	if err != nil {
		return nil, err
	}
	var rows []uuid.UUID
	for _, f := range shown {
		if f.Kind == Note {
			rows = append(rows, f.row)
		}
	}
	texts, err := Store{Box: s.Box}.noteTexts(tx, d, rows)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(shown))
	for i := range shown {
		f := &shown[i]
		switch f.Kind {
		case Barrier:
			f.sayBarrier(titles[f.ID])
		case Group:
			err = f.sayGroup(s.Box)
		case Note:
			f.Text, err = s.Box.Open("note/"+f.row.String(), texts[f.row])
		}
		if err != nil {
			return nil, err
		}
		entries[i] = f.Entry
	}
	return entries, nil
}

// barriers gives the titles of the journey's barriers where one of them is shown.
func (s Service) barriers(tx *postgres.Tx, d access.Decision, shown []found) (map[uuid.UUID]string, error) {
	if !slices.ContainsFunc(shown, func(f found) bool { return f.Kind == Barrier }) {
		return nil, nil
	}
	list, err := barrier.Store{Box: s.Box}.List(tx, d)
	titles := make(map[uuid.UUID]string, len(list))
	for _, b := range list {
		titles[b.ID] = b.Title()
	}
	return titles, err
}

func (f *found) sayGroup(box *secret.Box) (err error) {
	code := f.a
	if f.sealed != nil {
		if code, err = box.Open("group/"+f.row.String(), f.sealed); err != nil {
			return err
		}
	}
	group, _ := journey.FindGroup(code)
	f.Title, f.Text = "Priority group", group.Label
	return nil
}
