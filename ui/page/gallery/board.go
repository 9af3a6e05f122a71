package gallery

import (
	"onward/ui/chart"
	"onward/ui/component"
)

func boardColumns() []component.Column {
	return []component.Column{
		{Stage: component.New, Count: 4, More: linkTo("1 more"), Cards: []component.Card{
			card("Hodan Warfa", "First meeting today", ""),
			card("Kwame Pinnock", "Call back", "Fri 17 April"),
			card("Elena Dragovic", "Call back", "Mon 20 April"),
		}},
		{Stage: component.Assessing, Count: 6, More: linkTo("3 more"), Cards: []component.Card{
			late(card("Imran Qadir", "Finish first assessment", "Mon 13 April")),
			card("Yusuf Aksal", "Confidence reading", "Tue 21 April"),
			card("Grainne Tolan", "Skills check", "Wed 22 April"),
		}},
		{Stage: component.GettingReady, Count: 8, More: linkTo("4 more"), Cards: []component.Card{
			late(card("Marta Wieczorek", "Send CV", "Fri 10 April")),
			soon(card("Jerome Whitlock", "Mock interview", "Today")),
			card("Mehwish Anjum", "Food hygiene", "Thu 30 April"),
			card("Dariusz Plonka", "No contact, 28 days", "last contact 18 March"),
		}},
		{Stage: component.Looking, Count: 9, More: linkTo("5 more"), Cards: []component.Card{
			late(card("Shanice Pellew", "Ask about arrears", "Tue 14 April")),
			soon(card("Tomasz Brandl", "Review of plan", "Today")),
			soon(card("Leila Farzan", "Check the job offer", "Today")),
			card("Femi Oladun", "Apply, Park Royal", "Fri 17 April"),
		}},
		{Stage: component.InWork, Count: 9, More: linkTo("5 more"), Cards: inWorkCards()},
		{Stage: component.Sustained, Count: 2, Cards: []component.Card{
			with(card("Rekha Solanke", "Six-month call", "Tue 5 May"), reached("Achieved")),
			with(card("Oisin Garvey", "Progression plan", "Mon 11 May"), reached("Achieved")),
		}},
	}
}

func inWorkCards() []component.Card {
	return []component.Card{
		with(soon(card("Paulo Serrino", "Keep 16 hours", "Today")), atRisk(chart.Mini{Count: 171, Of: 182, Bad: 174}, "At risk, day 171")),
		with(card("Nkechi Umeh", "Call", "Thu 16 April"), onCourse(61, "On course, day 61")),
		with(card("Rosa Adomako", "Call about pay", "Fri 17 April"), atRisk(rosaMini(), "At risk, day 143")),
		with(card("Carol Finnimore", "Job after 10 May", "Mon 20 April"), atRisk(chart.Mini{Count: 96, Of: 182, Bad: 122}, "At risk, day 96")),
	}
}

func card(name, next, due string) component.Card {
	return component.Card{Name: to(name), Next: next, Due: due, To: component.Stages, Move: &component.ActionView{Action: there, CSRF: csrf, Key: key}}
}

func late(c component.Card) component.Card { c.Overdue = true; return c }
func soon(c component.Card) component.Card { c.DueBold = true; return c }

func with(c component.Card, o *component.OutcomeCell) component.Card {
	c.Outcome = o
	return c
}
