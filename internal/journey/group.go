package journey

import "onward/internal/access"

// Group is a priority group of the sub-region, in the category of what
// belonging to it reveals. Source: the No Wrong Door priority groups.
type Group struct {
	Code     string
	Label    string
	Category access.Category
}

// Groups are the priority groups.
var Groups = []Group{
	{"young", "Young people (16 to 24)", access.Circumstances},
	{"young_send", "Young people with special educational needs and disabilities", access.Health},
	{"over_50", "People aged 50 and over", access.Circumstances},
	{"minority_ethnic", "People from Black and minority ethnic backgrounds", access.Equality},
	{"disabled", "Disabled people", access.Health},
	{"justice", "People with experience of the criminal justice system", access.Offences},
	{"low_paid", "People earning below the London Living Wage or qualified at Level 2 or below", access.Circumstances},
	{"care_leaver", "Care leavers", access.Circumstances},
	{"refugee", "Refugees and people subject to immigration restrictions", access.HousingMoney},
	{"single_parent", "Single parents", access.Circumstances},
	{"substance_misuse", "People with a history of substance misuse", access.Health},
	{"homeless", "People who are homeless or at risk of homelessness", access.HousingMoney},
	{"long_term_unemployed", "Long-term unemployed", access.Circumstances},
	{"multiple_barriers", "People with multiple barriers to employment", access.Circumstances},
}

// FindGroup finds a group by its code.
func FindGroup(code string) (Group, bool) {
	for _, g := range Groups {
		if g.Code == code {
			return g, true
		}
	}
	return Group{}, false
}
