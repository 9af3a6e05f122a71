package gallery

import (
	"onward/ui/chart"
	"onward/ui/component"
)

func savedFilters() component.FilterTabsView {
	return component.FilterTabsView{Save: linkTo("Save this filter"), Tabs: []component.FilterTab{
		{Label: "My open journeys", Count: 38, Href: there, Active: true},
		{Label: "At risk", Count: 3, Href: there},
		{Label: "Overdue", Count: 3, Href: there},
		{Label: "No contact, 21 days", Count: 3, Href: there},
		{Label: "In work under 13 weeks", Count: 7, Href: there},
	}}
}

func filters() component.FilterBarView {
	return component.FilterBarView{Clear: there, Action: there, Tags: []component.FilterTag{
		{Label: "Amina Yusufi", Remove: there}, {Label: "Open", Remove: there}, {Label: "Programme: Connect to Work", Remove: there},
	}}
}

func order(chosen string) *component.SortView {
	v := component.SortView{Action: there}
	for _, label := range []string{"Outcome, at risk first", "Next action due", "Last contact, longest first", "Family name"} {
		v.Options = append(v.Options, component.SortOption{Value: label, Label: label, Chosen: label == chosen})
	}
	return &v
}

func caseloadTable() component.CaseloadView {
	by := component.Sort{Href: there}
	return component.CaseloadView{
		Caption: "My open journeys, outcome at risk first",
		Outcome: "Six months at the London Living Wage",
		Choose:  true,
		Sorts:   component.CaseloadSorts{Resident: by, Stage: by, Due: by, Contact: by, Outcome: component.Sort{Href: there, Order: component.Descending}},
		Rows:    append(workingRows(), otherRows()...),
	}
}

func workingRows() []component.CaseloadRow {
	return []component.CaseloadRow{
		{Value: "1", Chosen: true, Name: to("Rosa Adomako"), Reference: "7K42 9M", Stage: component.InWork, Next: to("Call Acton Vale Foods about pay"), Due: "Fri 17 April", DueBold: true, Contact: "14 April", Outcome: atRisk(rosaMini(), "Day 143 of 182")},
		{Value: "2", Chosen: true, Name: to("Paulo Serrino"), Reference: "3T81 4C", Stage: component.InWork, Next: to("Ask employer to keep 16 hours"), Due: "Today", DueBold: true, Contact: "13 April", Outcome: atRisk(chart.Mini{Count: 171, Of: 182, Bad: 174}, "Day 171 of 182")},
		{Value: "3", Name: to("Carol Finnimore"), Reference: "9R20 6J", Stage: component.InWork, Next: to("Look for a job after 10 May"), Due: "Mon 20 April", Contact: "9 April", Outcome: atRisk(chart.Mini{Count: 96, Of: 182, Bad: 122}, "Day 96 of 182")},
		{Value: "4", Name: to("Ade Fasholu"), Reference: "1Q73 5L", Stage: component.InWork, Next: to("Send February payslip"), Due: "Thu 23 April", Contact: "2 April", Outcome: &component.OutcomeCell{Bar: chart.Mini{Count: 34, Of: 182, State: chart.RunEnded, Words: "Run ended after 34 days"}, Status: component.Ended("Run ended"), Second: "Count starts again"}},
		{Value: "5", Name: to("Nkechi Umeh"), Reference: "5B67 1X", Stage: component.InWork, Next: to("Call, no contact for 23 days"), Due: "Thu 16 April", DueBold: true, Contact: "23 March", Outcome: onCourse(61, "Day 61 of 182")},
		{Value: "6", Name: to("Rekha Solanke"), Reference: "3M29 4H", Stage: component.Sustained, Next: to("Six-month call"), Due: "Tue 5 May", Contact: "12 March", Outcome: reached("2 April 2026")},
	}
}

func otherRows() []component.CaseloadRow {
	return []component.CaseloadRow{
		{Value: "7", Name: to("Leila Farzan"), Reference: "2N38 7D", Stage: component.Looking, Next: to("Check the job offer"), Due: "Today, 11:30", DueBold: true, Contact: "10 April"},
		{Value: "8", Name: to("Shanice Pellew"), Reference: "8H14 3W", Stage: component.Looking, Next: to("Ask about the rent arrears"), Due: "Tue 14 April", Overdue: true, Contact: "8 April"},
		{Value: "9", Name: to("Tomasz Brandl"), Reference: "4V95 2K", Stage: component.Looking, Next: to("Review of plan"), Due: "Today, 10:30", DueBold: true, Contact: "1 April"},
		{Value: "10", Name: to("Marta Wieczorek"), Reference: "6C51 8P", Stage: component.GettingReady, Next: to("Send CV to Brightwell Kitchens"), Due: "Fri 10 April", Overdue: true, Contact: "7 April"},
		{Value: "11", Name: to("Jerome Whitlock"), Reference: "7F06 9T", Stage: component.GettingReady, Next: to("Mock interview"), Due: "Today, 14:00", DueBold: true, Contact: "31 March"},
		{Value: "12", Name: to("Imran Qadir"), Reference: "9D84 6B", Stage: component.Assessing, Next: to("Finish first assessment"), Due: "Mon 13 April", Overdue: true, Contact: "2 April"},
	}
}

func rosaMini() chart.Mini {
	return chart.Mini{Count: 143, Of: 182, Bad: 159, Gaps: []int{56, 91}}
}

func atRisk(bar chart.Mini, second string) *component.OutcomeCell {
	return &component.OutcomeCell{Bar: bar, Status: component.AtRisk(""), Second: second}
}

func onCourse(day int, second string) *component.OutcomeCell {
	return &component.OutcomeCell{Bar: chart.Mini{Count: day, Of: 182}, Status: component.OnCourse(""), Second: second}
}

func reached(second string) *component.OutcomeCell {
	return &component.OutcomeCell{Bar: chart.Mini{Count: 182, Of: 182, State: chart.Reached, Words: "Achieved"}, Status: component.Achieved(""), Second: second}
}

func twoPages() component.PaginationView {
	address := func(int) string { return there }
	return component.Paginate(38, 25, 1, address, address)
}
