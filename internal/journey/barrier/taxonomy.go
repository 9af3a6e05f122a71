package barrier

import (
	_ "embed"
	"encoding/csv"
	"strings"

	"onward/internal/access"
)

// Kind is a barrier of the taxonomy, in the category of what it reveals.
type Kind struct {
	Code     string
	Label    string
	Category access.Category
	Source   string // numbers of the survey's documents that name it
}

//go:embed data/barriers.csv
var taxonomy string

// Kinds is the taxonomy, in the order in which lists offer it.
var Kinds = readKinds(taxonomy)

var byCode = func() map[string]Kind {
	m := make(map[string]Kind, len(Kinds))
	for _, k := range Kinds {
		m[k.Code] = k
	}
	return m
}()

// Find finds a barrier of the taxonomy by its code.
func Find(code string) (Kind, bool) {
	k, ok := byCode[code]
	return k, ok
}

// KindsIn are the barriers of these categories: what a form offers to somebody
// who may add in them.
func KindsIn(allowed access.Set) []Kind {
	var some []Kind
	for _, k := range Kinds {
		if allowed.Has(k.Category) {
			some = append(some, k)
		}
	}
	return some
}

// Categories are those that some barrier is in.
var Categories = func() access.Set {
	var s access.Set
	for _, k := range Kinds {
		s |= access.SetOf(k.Category)
	}
	return s
}()

// readKinds stops the start on a taxonomy that cannot be: it is part of the program.
func readKinds(text string) []Kind {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(records) < 2 {
		panic("barrier: the taxonomy cannot be read")
	}
	kinds := make([]Kind, 0, len(records)-1)
	for _, r := range records[1:] { // the first is the heading
		c, ok := access.ParseCategory(r[2])
		if !ok || r[0] == "" || r[1] == "" {
			panic("barrier: the taxonomy has a row that is none: " + strings.Join(r, ","))
		}
		kinds = append(kinds, Kind{Code: r[0], Label: r[1], Category: c, Source: r[3]})
	}
	return kinds
}
