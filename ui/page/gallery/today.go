package gallery

import (
	"onward/ui/chart"
	"onward/ui/component"
)

func todayCounts() []component.CountItem {
	return []component.CountItem{
		{Number: 5, Label: "appointments", Href: "#appointments"},
		{Number: 3, Label: "outcomes at risk", Href: "#risks"},
		{Number: 3, Label: "overdue actions", Href: "#overdue"},
		{Number: 3, Label: "referrals waiting", Href: "#referrals"},
		{Number: 3, Label: "without contact", Href: "#quiet"},
	}
}

func schedule() []component.ScheduleRow {
	return []component.ScheduleRow{
		{Start: "9:00", End: "9:30", Name: to("Hodan Warfa"), Stage: component.New, Text: "First meeting, Acton Library, room 2", Past: true, Actions: []component.ActionView{
			attendance("Attended", "Hodan Warfa"), attendance("Did not attend", "Hodan Warfa"),
		}},
		{Start: "10:30", End: "11:15", Name: to("Tomasz Brandl"), Stage: component.Looking, Text: "Review of plan, Telephone", Note: "Starts in 10 minutes", Now: true},
		{Start: "11:30", End: "12:00", Name: to("Leila Farzan"), Stage: component.Looking, Text: "Job-offer check, Video"},
		{Free: "12:00 to 14:00 free", Book: linkTo("Book a time")},
		{Start: "14:00", End: "15:00", Name: to("Jerome Whitlock"), Stage: component.GettingReady, Text: "Mock interview, Ealing Work Hub"},
		{Start: "15:30", End: "16:00", Name: to("Rosa Adomako"), Stage: component.InWork, Text: "Pay from 1 May, Telephone"},
	}
}

func attendance(label, name string) component.ActionView {
	return component.ActionView{Action: there, CSRF: csrf, Key: key, Button: component.ButtonView{Label: label, Hidden: ", " + name, Kind: component.White, Small: true}}
}

func quiet() []component.QuietRow {
	return []component.QuietRow{
		{Name: to("Bridget Mulhearn"), Second: "last contact 12 March", Stage: component.Looking, Days: 34},
		{Name: to("Dariusz Plonka"), Second: "last contact 18 March", Stage: component.GettingReady, Days: 28},
		{Name: to("Nkechi Umeh"), Second: "last contact 23 March", Stage: component.InWork, Days: 23},
	}
}

func risks() []component.RiskRow {
	return []component.RiskRow{
		{Name: to("Rosa Adomako"), Bar: chart.Mini{Count: 143, Of: 182, Bad: 159, Width: 190}, Day: "Day 143 of 182", What: "Pay falls below the London Living Wage on 1 May", Remedy: "£14.80 an hour from 1 May puts it right", Due: "Due 24 May"},
		{Name: to("Carol Finnimore"), Bar: chart.Mini{Count: 96, Of: 182, Bad: 122, Width: 190}, Day: "Day 96 of 182", What: "Contract ends on 10 May, no later job known", Remedy: "A job by 8 June keeps the count", Due: "Due 10 July"},
		{Name: to("Paulo Serrino"), Bar: chart.Mini{Count: 171, Of: 182, Bad: 174, Width: 190}, Day: "Day 171 of 182", What: "Hours fall to 12 a week from 18 April", Remedy: "16 hours a week or more puts it right", Due: "Due 26 April"},
	}
}

func overdue() []component.OverdueRow {
	return []component.OverdueRow{
		{Name: to("Marta Wieczorek"), Stage: component.GettingReady, What: "Send CV to Brightwell Kitchens", Due: "due 10 April", Late: "3 working days"},
		{Name: to("Imran Qadir"), Stage: component.Assessing, What: "Finish first assessment", Due: "due 13 April", Late: "2 working days"},
		{Name: to("Shanice Pellew"), Stage: component.Looking, What: "Ask Harlesden Advice about the rent arrears", Due: "due 14 April", Late: "1 working day"},
	}
}

func waiting() []component.WaitingRow {
	return []component.WaitingRow{
		{Name: to("Kwabena Tull"), Second: "to Northolt Skills Trust", For: "Food hygiene level 2", Clock: chart.Clock{Allowed: 5, Used: 4, Words: "1 working day left"}, Answer: "Answer due tomorrow, Thursday 16 April"},
		{Name: to("Denise Corrigan"), Second: "from Jobcentre West Ealing", For: "Asks you to lead", Clock: chart.Clock{Allowed: 5, Used: 2, Words: "3 working days left"}, Answer: "Answer by Monday 20 April"},
		{Name: to("Samuel Gyebi"), Second: "to Pathway Advice Centre", For: "Debt advice", Clock: chart.Clock{Allowed: 5, Used: 6, Words: "1 day late"}, Answer: "Answer was due yesterday"},
	}
}
