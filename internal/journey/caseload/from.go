package caseload

import (
	"net/url"
	"slices"
	"strconv"
)

// From is who leads the journeys of a list: the actor's own organisation where
// it is zero, else the others that share theirs with it.
type From struct {
	Shared bool  // any other organisation
	Leads  []int // these other organisations
}

// Others says that the list is of journeys which others lead.
func (f From) Others() bool { return f.Shared || len(f.Leads) > 0 }

// MostShared is how far a list of others' journeys is counted and turned over:
// a whole region may share, and nobody turns a thousand pages.
const MostShared = 1000

func (f From) into(v url.Values) {
	switch {
	case len(f.Leads) > 0:
		for _, lead := range f.Leads {
			v.Add("from", strconv.Itoa(lead))
		}
	case f.Shared:
		v.Set("from", "shared")
	}
}

func parseFrom(words []string) (f From) {
	for _, w := range words {
		if w == "shared" {
			f.Shared = true
		}
		if lead, err := strconv.ParseInt(w, 10, 32); err == nil && lead > 0 && !slices.Contains(f.Leads, int(lead)) && len(f.Leads) < mostLeads {
			f.Shared, f.Leads = true, append(f.Leads, int(lead))
		}
	}
	return f
}

// mostLeads bounds what an address may ask for.
const mostLeads = 50

// plain says that nothing narrows but who leads and that journeys are open: such
// a list needs no more than the table that it is driven from.
func (f Filter) plain() bool {
	bare := Filter{From: f.From, State: f.State.orOpen()}
	return f.Words == "" && bare.State == Open && f.Values().Encode() == bare.Values().Encode()
}

// Lead is another organisation that shares journeys, with how many.
type Lead struct {
	ID    int
	Name  string
	Count int // MostShared at most
}
