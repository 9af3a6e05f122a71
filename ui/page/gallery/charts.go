package gallery

import (
	"fmt"

	"onward/ui/chart"
	"onward/ui/component"
)

func standards() []component.StandardRow {
	return []component.StandardRow{
		{Label: "Referral answered in 5 working days", Bullet: chart.Bullet{Value: 94, Target: 90}},
		{Label: "First meeting in 10 working days", Bullet: chart.Bullet{Value: 81, Target: 90}, Missed: linkTo("7 missed")},
		{Label: "Plan agreed in 20 working days", Bullet: chart.Bullet{Value: 92, Target: 85}},
		{Label: "Contact every 21 days", Bullet: chart.Bullet{Value: 88, Target: 95}, Missed: linkTo("26 missed")},
		{Label: "Contact in week 1 of a job", Bullet: chart.Bullet{Value: 97, Target: 95}},
	}
}

func outcomesByMonth() chart.Columns {
	return chart.Columns{
		Title: "Six months at the London Living Wage, by month",
		Solid: "verified", Hatch: "to verify", Target: "target",
		Steps: []chart.ColumnStep{
			{Label: "Nov", Solid: 11, Target: 12}, {Label: "Dec", Solid: 9, Target: 12}, {Label: "Jan", Solid: 13, Target: 12},
			{Label: "Feb", Solid: 15, Target: 14}, {Label: "Mar", Solid: 16, Hatch: 2, Target: 14}, {Label: "Apr", Solid: 5, Hatch: 4, Target: 14},
		},
	}
}

func weights() component.TableView {
	v := component.TableView{Caption: "Caseload by advisor", Stack: true, Columns: []component.TableColumn{
		{Label: "Advisor"}, {Label: "Journeys", Number: true}, {Label: "Weight, full at 100"}, {Label: "Weight", Hidden: true, Number: true}, {Label: "At risk", Number: true}, {Label: "Overdue", Number: true},
	}}
	for _, a := range []struct {
		name                                          string
		journeys, heavy, middle, light, risk, overdue int
	}{{"Amina Yusufi", 38, 12, 14, 12, 3, 3}, {"Joel Hartigan", 41, 18, 15, 8, 3, 9}, {"Dami Olasehinde", 22, 5, 8, 9, 1, 1}} {
		bar := weigh(a.heavy, a.middle, a.light)
		total := bar.Heavy.Weight + bar.Middle.Weight + bar.Light.Weight
		figure := component.Cell{Text: fmt.Sprint(total)}
		if total > bar.Full {
			figure.Content = component.Mark(component.AtRisk(fmt.Sprint(total)))
		}
		v.Rows = append(v.Rows, component.TableRow{Cells: []component.Cell{
			{Text: a.name, Href: there}, {Text: fmt.Sprint(a.journeys)}, {Content: chart.WeightBar(bar)}, figure, {Text: fmt.Sprint(a.risk)}, {Text: fmt.Sprint(a.overdue)},
		}})
	}
	return v
}

func weigh(heavy, middle, light int) chart.Weight {
	return chart.Weight{
		Heavy:  chart.WeightPart{Journeys: heavy, Weight: heavy * 4},
		Middle: chart.WeightPart{Journeys: middle, Weight: middle * 5 / 2},
		Light:  chart.WeightPart{Journeys: light, Weight: light * 3 / 2},
		Full:   100, Scale: 130,
		Words: fmt.Sprintf("%d heavy, %d middle, %d light", heavy, middle, light),
	}
}

// hardDays is a bar with everything that makes one hard to draw: a short past, a
// day that is due soon, gaps side by side, pay that nobody knows.
func hardDays() chart.Days {
	return chart.Days{
		From: day("2026-03-02"), Until: day("2026-09-07"), Today: day("2026-04-15"),
		TodayWords: "Today, day 30", DueWords: "7 September, day 182", Title: "Day 30 of 182",
		Jobs: []chart.Job{{From: day("2026-03-02"), Until: day("2026-09-07"), Employer: "Park Royal Laundry", Pay: "pay not known from 20 March"}},
		Stretches: []chart.Stretch{
			{From: day("2026-03-02"), Until: day("2026-03-19"), Kind: chart.Counts, Numbers: "Days 1 to 18"},
			{From: day("2026-03-20"), Until: day("2026-03-24"), Kind: chart.PayUnknown, Leader: "Pay not known, 5 days"},
			{From: day("2026-03-25"), Until: day("2026-03-26"), Kind: chart.Counts, Numbers: "19 to 20"},
			{From: day("2026-03-27"), Until: day("2026-03-31"), Kind: chart.HoursLow, Leader: "8 hours a week, under 16: 5 days"},
			{From: day("2026-04-01"), Until: day("2026-04-02"), Kind: chart.Counts},
			{From: day("2026-04-03"), Until: day("2026-04-07"), Kind: chart.NotInWork, Leader: "Not in work, 5 days"},
			{From: day("2026-04-08"), Until: day("2026-04-15"), Kind: chart.Counts},
			{From: day("2026-04-16"), Until: day("2026-09-07"), Kind: chart.WillCount, Numbers: "31 to 182"},
		},
	}
}

// nearlyDue is a bar on which today stands close to the flag.
func nearlyDue() chart.Days {
	return chart.Days{
		From: day("2025-10-27"), Until: day("2026-04-26"), Today: day("2026-04-15"),
		TodayWords: "Today, day 171", DueWords: "26 April, day 182", Title: "Day 171 of 182",
		Stretches: []chart.Stretch{
			{From: day("2025-10-27"), Until: day("2026-04-15"), Kind: chart.Counts, Numbers: "Days 1 to 171"},
			{From: day("2026-04-16"), Until: day("2026-04-17"), Kind: chart.WillCount},
			{From: day("2026-04-18"), Until: day("2026-04-26"), Kind: chart.HoursLow},
		},
		Threat: &chart.Threat{On: day("2026-04-18"), Words: "Hours too low", When: "from 18 April"},
	}
}
