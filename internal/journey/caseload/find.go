package caseload

import (
	"cmp"
	"context"
	"slices"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// MostFound is how many people a search orders, filters and turns pages over,
// the likeliest; who has more is asked for more words.
const MostFound = 200

// FindSort is what the people of a search are ordered by.
type FindSort string

// The orders of a search: the likeliest first unless something else is asked for.
const (
	ByMatch   FindSort = ""
	FindName  FindSort = "name"  // family name, then given name
	FindBorn  FindSort = "born"  // the eldest first, not known last
	FindStage FindSort = "stage" // along the way
	FindSPOC  FindSort = "spoc"  // name of the single point of contact
)

// FindSorts are the orders that the page offers.
var FindSorts = []FindSort{ByMatch, FindName, FindBorn, FindStage, FindSPOC}

// Label is the order in words.
func (s FindSort) Label() string {
	switch s {
	case FindName:
		return "Family name"
	case FindBorn:
		return "Date of birth, eldest first"
	case FindStage:
		return "Stage"
	case FindSPOC:
		return "Single point of contact"
	}
	return "Best match"
}

// FindQuery is a page of the people whom typed words find. Who and Stages
// narrow them like the same parts of a Filter.
type FindQuery struct {
	Typed  string
	Who    Who
	Stages []journey.Stage
	Sort   FindSort
	Page   int // from 1
	Size   int // one of Sizes
}

// Found is a page of a search, with what its filters can offer: the whole of
// All, each of them with this person's decision on it.
type Found struct {
	Rows  []Row // of the page
	Total int   // that the filters let through
	All   []Row // MostFound at most, the likeliest first
	More  bool  // more than All match
	Page  int   // as shown: never beyond the last
}

// FindPage reads a page of whom typed words find, and records that the actor
// searched and whom the page showed, never what was typed.
func (s Service) FindPage(ctx context.Context, q FindQuery) (f Found, err error) {
	err = s.Limit.Read(ctx, s.DB, func(tx *postgres.Tx) error {
		scope, err := s.Gate.Scope(tx)
		if err != nil {
			return err
		}
		if f.All, f.More, err = s.store().Find(tx, scope, q.Typed, MostFound); err != nil {
			return err
		}
		f.cut(q)
		if len(f.Rows) == 0 {
			audit.Record(tx, audit.Entry{Action: "search", Subject: "resident", Categories: access.SetOf(access.Existence, access.Identity).Words(), Basis: "own"})
		}
		audit.LastMany(tx, entries("search", "resident", access.View, Page{Rows: f.Rows}))
		return nil
	})
	return f, err
}

// cut narrows and orders all that was found and takes the page from it. The
// rows hold only what may be seen, so neither order nor filter tells of more.
func (f *Found) cut(q FindQuery) {
	rows := slices.Clone(f.All)
	rows = slices.DeleteFunc(rows, func(r Row) bool { return !q.admits(r) })
	if order := findOrders[q.Sort]; order != nil {
		slices.SortStableFunc(rows, order)
	}
	size := q.Size
	if !slices.Contains(Sizes, size) {
		size = Sizes[0]
	}
	f.Total = len(rows)
	last := max(1, (len(rows)+size-1)/size)
	f.Page = min(max(q.Page, 1), last)
	from := (f.Page - 1) * size
	f.Rows = rows[from:min(from+size, len(rows))]
}

func (q FindQuery) admits(r Row) bool {
	if len(q.Stages) > 0 && !slices.Contains(q.Stages, r.Stage) {
		return false
	}
	on := r.Decision.Subject
	return q.Who.Anyone() || q.Who.Me && on.SPOC == r.Decision.Who.User || q.Who.Helping && on.Supporting || slices.Contains(q.Who.Staff, on.SPOC)
}

var findOrders = map[FindSort]func(a, b Row) int{
	FindName: func(a, b Row) int {
		return cmp.Or(cmp.Compare(resident.Key(a.Family), resident.Key(b.Family)), cmp.Compare(resident.Key(a.Given), resident.Key(b.Given)))
	},
	FindBorn: func(a, b Row) int {
		switch {
		case a.Born == b.Born:
			return 0
		case a.Born.IsZero(), !b.Born.IsZero() && b.Born.Before(a.Born):
			return 1
		}
		return -1
	},
	FindStage: func(a, b Row) int {
		return cmp.Compare(slices.Index(journey.Stages, a.Stage), slices.Index(journey.Stages, b.Stage))
	},
	FindSPOC: func(a, b Row) int { return cmp.Compare(resident.Key(a.SPOC), resident.Key(b.SPOC)) },
}
