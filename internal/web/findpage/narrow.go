package findpage

import (
	"cmp"
	"fmt"
	"slices"

	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/ui/control"
)

// who offers the single points of contact of those who were found, with how
// many each has; one in the address who has none stays in sight, to be taken away.
func (q sought) who(r *web.Request, all []caseload.Row) control.Choice {
	c := control.Choice{Field: control.Field{ID: "who", Name: "who", Label: "Single point of contact"}, Small: true}
	names, counts, helping := map[int]string{}, map[int]int{}, 0
	for _, row := range all {
		on := row.Decision.Subject
		names[on.SPOC] = row.SPOC
		counts[on.SPOC]++
		if on.Supporting {
			helping++
		}
	}
	offer := func(value, label string, n int, on bool) {
		if n > 0 || on {
			c.Options = append(c.Options, control.Option{Value: value, Label: fmt.Sprintf("%s (%d)", label, n), Chosen: on})
		}
	}
	me := r.Me.Staff
	offer("me", r.Me.Name, counts[me], q.find.Who.Me)
	offer("helping", "Those I support or cover", helping, q.find.Who.Helping)
	var others []int
	for staff := range counts {
		if staff != me {
			others = append(others, staff)
		}
	}
	for _, staff := range q.find.Who.Staff {
		if counts[staff] == 0 || staff == me {
			others = append(others, staff)
		}
	}
	slices.SortFunc(others, func(a, b int) int { return cmp.Or(cmp.Compare(names[a], names[b]), cmp.Compare(a, b)) })
	for _, staff := range others {
		label := names[staff]
		if label == "" {
			label = "Somebody else"
		}
		offer(itoa(staff), label, counts[staff], slices.Contains(q.find.Who.Staff, staff))
	}
	return c
}

// stages are those at which somebody stands, as far as this person sees stages.
func (q sought) stages(all []caseload.Row) control.Choice {
	c := control.Choice{Field: control.Field{ID: "stage", Name: "stage", Label: "Stage"}, Small: true}
	counts := map[journey.Stage]int{}
	for _, row := range all {
		counts[row.Stage]++
	}
	for _, s := range journey.Stages {
		if n, on := counts[s], slices.Contains(q.find.Stages, s); n > 0 || on {
			c.Options = append(c.Options, control.Option{Value: string(s), Label: fmt.Sprintf("%s (%d)", s.Label(), n), Chosen: on})
		}
	}
	return c
}
