package caseloadpage

import (
	"slices"
	"strconv"

	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/ui/control"
)

// fromChoice offers the organisations whose journeys are shared, each with how
// many. None ticked is the person's own organisation.
func fromChoice(r *web.Request, now caseload.From, found caseload.Page) control.Choice {
	c := control.Choice{Field: control.Field{Name: "from", Label: "Shared by", Hint: "None ticked is " + r.Me.Org.Short}, Small: true}
	if len(found.Leads) == 0 && !now.Others() {
		return c
	}
	c.Options = append(c.Options, control.Option{Value: "shared", Label: "Any organisation", Chosen: now.Shared && len(now.Leads) == 0})
	for _, l := range found.Leads {
		count := strconv.Itoa(l.Count)
		if l.Count > caseload.MostShared {
			count = strconv.Itoa(caseload.MostShared) + "+"
		}
		c.Options = append(c.Options, control.Option{Value: strconv.Itoa(l.ID), Label: l.Name + " (" + count + ")", Chosen: slices.Contains(now.Leads, l.ID)})
	}
	return c
}

func leadName(id int, leads []caseload.Lead) string {
	for _, l := range leads {
		if l.ID == id {
			return l.Name
		}
	}
	return "another organisation"
}
