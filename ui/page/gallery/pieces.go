package gallery

import "onward/ui/component"

func everyStage() []component.Stage {
	return append(append([]component.Stage{}, component.Stages...), component.Paused, component.Closed)
}

func everyStatus() []component.Status {
	return []component.Status{
		component.AtRisk(""), component.Overdue(""), component.OnCourse(""), component.Achieved(""), component.Eased(""), component.InHand(""),
		component.Waiting(""), component.DueSoon(""), component.Ended(""), component.Stopped(""), component.ToDo(""),
		{Shape: component.Ring, Tone: component.Red, Words: "To sign"},
	}
}

func contactDetails() []component.SummaryRow {
	return []component.SummaryRow{
		{Key: "Mobile", Value: "07700 900 318", Second: "text first", Action: &component.Link{Label: "Change", Href: there, Hidden: "mobile"}},
		{Key: "Email", Value: "rosie.a@example.org", Href: "mailto:rosie.a@example.org", Action: &component.Link{Label: "Change", Href: there, Hidden: "email"}},
		{Key: "Address", Value: "Flat 6, 41 Larch Road, Acton, W3"},
	}
}

func looks() component.TableView {
	return component.TableView{
		Caption: "Who has looked", Stack: true,
		Columns: []component.TableColumn{{Label: "When", Sort: component.Sort{Href: there, Order: component.Descending}}, {Label: "Who"}, {Label: "What"}, {Label: "Rows", Number: true}},
		Rows: []component.TableRow{
			{Cells: []component.Cell{{Text: "Today, 9:58"}, {Text: "Amina Yusufi", Second: "Ealing"}, {Text: "Overview, Work and outcomes"}, {Text: "12"}}},
			{Marked: true, Cells: []component.Cell{{Text: "14 April, 16:40"}, {Text: "Bola Ayinde", Href: there, Bold: true, Second: "Brent"}, {Text: "Overview, Plan", Href: there}, {Text: "3"}}},
		},
	}
}

func conflict() component.ConflictView {
	return component.ConflictView{
		Action: there, CSRF: csrf, Key: key, Version: "4", Cancel: there,
		Who: "Kemi Oduya, Pathway Advice Centre,", When: "today at 10:14",
		Fields: []component.ConflictField{
			{Label: "Status", Kept: "Easing", Yours: "Resolved"},
			{Label: "What helps", Kept: "", Yours: "Repayment of £20 a month.\nAgreed with the landlord."},
		},
		Sent: []component.Pair{{Name: "status", Value: "resolved"}},
	}
}
