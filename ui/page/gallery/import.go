package gallery

import (
	"onward/ui/chart"
	"onward/ui/component"
)

func importShares() []chart.Share {
	return []chart.Share{
		{Count: 196, Label: "ready", Kind: chart.Ready},
		{Count: 11, Label: "to put right", Kind: chart.Problem},
		{Count: 5, Label: "already known", Kind: chart.Known},
		{Count: 2, Label: "empty, left out", Kind: chart.Void},
	}
}

func importSheet() component.SheetView {
	return component.SheetView{
		Caption: "Rows to look at",
		Columns: []component.SheetColumn{
			{Letter: "A", Field: "Family name", Heading: "Surname"},
			{Letter: "B", Field: "First name", Heading: "First"},
			{Letter: "C", Field: "Date of birth", Heading: "DOB"},
			{Letter: "D", Field: "National Insurance number", Heading: "NINO"},
			{Letter: "E", Field: "Job start", Heading: "Start"},
			{Letter: "F", Field: "Pay", Heading: "Pay"},
			{Letter: "G", Field: "Hours a week", Heading: "Hrs"},
			{Letter: "H", Field: "Advisor", Heading: "Adviser"},
		},
		Rows: []component.SheetRow{
			row(14, "Okafor-Lyle", "Grace", "31/3/1980", "QQ 12 34 56 C", "2/2/2026", "14.80/hr", fault("37,5", "Enter the hours worked each week, like 37.5"), "Amina Yusufi"),
			row(27, "Pennick", "Dale", fault("31/2/1991", "Enter a real date, like 28 2 1991"), "QQ 22 03 11 A", "9/2/2026", "£14.80 hour", "35", "Joel Hartigan"),
			row(41, "Sorokin", "Anya", "12/8/1996", "QQ 30 55 10 B", "16/3/2026", fault("540", "Say hour, week, month or year"), "36", "Sunita Kapadi"),
			row(58, "Bello", "Tunde", "4/11/1988", fault("QQ 41 77 2", "Enter 2 letters, 6 numbers and a letter"), "", "", "", "Ines Figueira"),
			row(63, "Wieczorek", "Marta", "19/5/1979", component.SheetCell{Value: "QQ 51 09 08 D", Kind: component.NoticeProblem, Says: []string{"Ealing already supports this person: left out."}, Link: linkTo("Change")}, "", "", "", "Amina Yusufi"),
			row(90, "Chaudri", "Sana", "7/1/2001", "QQ 60 18 44 A", warned("1/6/2026", "This is in the future. Job start, or job offer?"), "£15.10 hour", "30", fault("A Yusufy", "Choose an advisor: Amina Yusufi?")),
			row(112, "Rowntree", "Kit", "22/9/1985", "QQ 72 33 90 C", "3/11/2025", warned("12.10/hr", "Below the National Living Wage on 3 11 2025"), "20", "Rory McAleer"),
		},
	}
}

// row takes cells as text, or as a SheetCell where there is a problem.
func row(number int, cells ...any) component.SheetRow {
	r := component.SheetRow{Number: number}
	for _, c := range cells {
		if text, ok := c.(string); ok {
			r.Cells = append(r.Cells, component.SheetCell{Value: text})
			continue
		}
		r.Cells = append(r.Cells, c.(component.SheetCell))
	}
	return r
}

func fault(value, problem string) component.SheetCell {
	return component.SheetCell{Value: value, Kind: component.FaultProblem, Says: []string{problem}}
}

func warned(value, problem string) component.SheetCell {
	return component.SheetCell{Value: value, Kind: component.WarningProblem, Says: []string{problem}}
}
