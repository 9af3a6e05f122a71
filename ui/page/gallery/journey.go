package gallery

import (
	"onward/internal/calendar"
	"onward/ui/chart"
	"onward/ui/component"
)

func rosa() component.IdentityView {
	return component.IdentityView{
		Name: "Rosa Adomako", Known: "Rosie, she/her", Stage: component.InWork, Guarded: []string{"Health"},
		Facts: []component.Fact{
			{Label: "Age", Value: "34"},
			{Label: "Reference", Value: "ONW 7K42 9M"},
			{Label: "Lead", Value: "London Borough of Ealing"},
			{Label: "Single point of contact", Value: "Amina Yusufi,", Phone: "020 7946 0142"},
		},
	}
}

func sections(active string) []component.NavItem {
	var items []component.NavItem
	for _, label := range []string{"Overview", "Plan", "Barriers", "Timeline", "Work and outcomes", "Referrals and partners", "Sharing", "Documents"} {
		items = append(items, component.NavItem{Label: label, Href: there, Active: label == active})
	}
	return items
}

func dayPanel() component.DayPanelView {
	return component.DayPanelView{
		Day: 143, Of: 182, Towards: "towards six months at the London Living Wage",
		Status: component.AtRisk(""), Due: "Sunday 24 May 2026", In: "in 39 days",
		Bar: rosaDays(),
		Threat: &component.ThreatView{
			What:   "Pay falls below the London Living Wage on 1 May: £13.85 against £14.80.",
			Remedy: "£14.80 from 1 May puts it right. If nothing changes the count stops at day 158, and is lost on 29 May.",
			Link:   linkTo("See every day"),
			Button: &component.ButtonView{Label: "Plan what to do", Href: there},
		},
	}
}

func day(iso string) calendar.Date { return calendar.MustISO(iso) }

func rosaDays() chart.Days {
	return chart.Days{
		From: day("2025-11-10"), Until: day("2026-05-24"), Today: day("2026-04-15"),
		TodayWords: "Today, day 143", DueWords: "24 May, day 182",
		Title: "Day 143 of 182 towards six months at the London Living Wage",
		Jobs: []chart.Job{
			{From: day("2025-11-10"), Until: day("2026-01-04"), Employer: "Brightwell Kitchens", Pay: "£13.85 an hour"},
			{From: day("2026-01-12"), Until: day("2026-05-24"), Employer: "Acton Vale Foods", Pay: "£13.85 an hour"},
		},
		Stretches: []chart.Stretch{
			{From: day("2025-11-10"), Until: day("2026-01-04"), Kind: chart.Counts, Numbers: "Days 1 to 56"},
			{From: day("2026-01-05"), Until: day("2026-01-11"), Kind: chart.NotInWork, Leader: "Not in work, 7 days"},
			{From: day("2026-01-12"), Until: day("2026-02-15"), Kind: chart.Counts, Numbers: "57 to 91"},
			{From: day("2026-02-16"), Until: day("2026-02-22"), Kind: chart.HoursLow, Leader: "12 hours a week, under 16: 7 days"},
			{From: day("2026-02-23"), Until: day("2026-04-15"), Kind: chart.Counts, Numbers: "92 to 143"},
			{From: day("2026-04-16"), Until: day("2026-04-30"), Kind: chart.WillCount, Numbers: "144 to 158"},
			{From: day("2026-05-01"), Until: day("2026-05-24"), Kind: chart.PayLow, Numbers: "159 to 182"},
		},
		Threat: &chart.Threat{On: day("2026-05-01"), Words: "Pay too low", When: "from 1 May"},
	}
}

func barriers() []component.StatusRow {
	return []component.StatusRow{
		{Title: to("Childcare before 8am"), Second: "Amina Yusufi, Ealing. Place from 27 April", Status: is(component.InHand(""))},
		{Title: to("Rent arrears, £640"), Second: "Kemi Oduya, Pathway Advice Centre", Status: is(component.InHand(""))},
		{Title: to("Written English"), Second: "Northolt Skills Trust, entry 3 in March", Status: is(component.Eased(""))},
		{Title: to("No food hygiene certificate"), Second: "Passed level 2 on 19 January", Status: is(component.Achieved("Removed"))},
	}
}

func next() []component.NextRow {
	return []component.NextRow{
		{Day: "Fri 17", Title: to("Call Acton Vale Foods about pay from 1 May"), Second: "Amina Yusufi, Ealing", Status: is(component.DueSoon("2 days"))},
		{Day: "Tue 21", Title: to("Review of plan, 10:00, Acton Library"), Second: "Rosie and Amina Yusufi"},
		{Day: "Fri 24", Title: to("Second budget session"), Second: "Kemi Oduya, Pathway Advice Centre"},
		{Day: "Thu 30", Title: to("Send March and April payslips"), Second: "Rosie"},
	}
}

func lately() []component.TimelineEntry {
	return []component.TimelineEntry{
		{Title: "March payslip seen", Meta: "14 April, 16:12, Amina Yusufi, Ealing", Text: "37.5 hours a week at £13.85 an hour. Counted to 31 March."},
		{Title: "Budget session attended", Meta: "8 April, 11:30, Kemi Oduya, Pathway Advice Centre", Text: "Repayment of £20 a month agreed with the landlord."},
		{Title: "Text message", Meta: "2 April, 9:05, Rosie", Text: "“They said pay might go up in May but nothing in writing yet.”"},
		{Title: "Step to entry 3 English passed", Meta: "27 March, 15:40, Neela Vasani, Northolt Skills Trust", Text: "Certificate added to Documents."},
	}
}
