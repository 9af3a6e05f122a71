package demo

import (
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/outcome"
)

// aminaFigures are the residents of Amina's Today and caseload.
var aminaFigures = []figure{
	{"Hodan", "Warfa", true, 27, "somali", journey.StageNew, 0, 3, func(t *teller, s *story, d *desk) {
		t.meet(s, d, t.today, 9, 0, 30, diary.Place, "Acton Library, room 2", "First meeting")
	}},
	{"Kwame", "Pinnock", false, 41, "caribbean", journey.StageNew, 0, 2, does("Call back", 2)},
	{"Elena", "Dragovic", true, 38, "balkan", journey.StageNew, 0, 4, does("Call back", 3)},
	{"Imran", "Qadir", false, 33, "pakistani", journey.StageAssessing, 0, 13, does("Finish first assessment", -2)},
	{"Yusuf", "Aksal", false, 45, "turkish", journey.StageAssessing, 0, 9, does("Confidence reading", 4)},
	{"Grainne", "Tolan", true, 29, "irish", journey.StageAssessing, 0, 6, does("Skills check", 5)},
	{"Marta", "Wieczorek", true, 46, "polish", journey.StagePreparing, 0, 8, does("Send CV to Brightwell Kitchens", -3)},
	{"Jerome", "Whitlock", false, 24, "caribbean", journey.StagePreparing, 0, 15, func(t *teller, s *story, d *desk) {
		t.meet(s, d, t.today, 14, 0, 60, diary.Place, "Ealing Work Hub", "Mock interview")
	}},
	{"Mehwish", "Anjum", true, 36, "pakistani", journey.StagePreparing, 0, 5, does("Food hygiene level 2", 11)},
	{"Dariusz", "Plonka", false, 52, "polish", journey.StagePreparing, 0, 28, nothing},
	{"Kwabena", "Tull", false, 31, "ghanaian", journey.StagePreparing, 0, 4, does("Ask Northolt Skills Trust about food hygiene level 2", 1)},
	{"Shanice", "Pellew", true, 26, "caribbean", journey.StageLooking, 0, 7, does("Ask Harlesden Advice about the rent arrears", -1)},
	{"Tomasz", "Brandl", false, 39, "polish", journey.StageLooking, 0, 14, func(t *teller, s *story, d *desk) {
		t.meet(s, d, t.today, 10, 30, 45, diary.Telephone, "", "Review of plan")
	}},
	{"Leila", "Farzan", true, 31, "iranian", journey.StageLooking, 0, 5, func(t *teller, s *story, d *desk) {
		t.meet(s, d, t.today, 11, 30, 30, diary.Video, "", "Job-offer check")
	}},
	{"Femi", "Oladun", false, 28, "yoruba", journey.StageLooking, 0, 3, does("Apply to Park Royal Logistics", 2)},
	{"Bridget", "Mulhearn", true, 57, "irish", journey.StageLooking, 0, 34, nothing},
	{"Samuel", "Gyebi", false, 44, "ghanaian", journey.StageLooking, 0, 6, does("Ask Pathway Advice Centre about debt advice", 3)},
	rosa,
	{"Paulo", "Serrino", false, 35, "portuguese", journey.StageInWork, 170, 2, func(t *teller, s *story, d *desk) {
		r := t.earns("Park Royal Logistics", "Warehouse operative", t.day(-170), calendar.Date{}, "20")
		r.PayRecords = append(r.PayRecords, payFor(t.day(3), now(r), outcome.PerHour, "12"))
		s.spells = []outcome.Record{r}
		t.meet(s, d, t.today, 15, 30, 30, diary.Telephone, "", "Ask employer to keep 16 hours")
	}},
	{"Nkechi", "Umeh", true, 42, "igbo", journey.StageInWork, 60, 23, func(t *teller, s *story, d *desk) {
		s.spells = []outcome.Record{t.earns("Elmtree Care", "Care assistant", t.day(-60), calendar.Date{}, "30")}
		t.toDo(s, d, "Call, no contact for "+itoa(t.today.Sub(s.notes[len(s.notes)-1].On))+" days", t.work(1))
	}},
	{"Carol", "Finnimore", true, 49, "english", journey.StageInWork, 95, 6, func(t *teller, s *story, d *desk) {
		s.spells = []outcome.Record{t.earns("Harbord Legal", "Receptionist", t.day(-95), t.day(25), "35")}
		t.toDo(s, d, "Look for a job after "+t.day(25).Short(), t.work(3))
	}},
	{"Ade", "Fasholu", false, 33, "yoruba", journey.StageInWork, 120, 13, func(t *teller, s *story, d *desk) {
		later := outcome.Record{Title: "Delivery driver", Evidence: "Resident told us"}
		later.Employer, later.Start = "Quickwheel Couriers", t.day(-20)
		later.PayRecords = []outcome.PayRecord{payFor(later.Start, t.wages.minimum(later.Start)+10, outcome.PerHour, "24")}
		s.spells = []outcome.Record{t.earns("Westway Fulfilment", "Picker and packer", t.day(-120), t.day(-38), "37.5"), later}
		t.toDo(s, d, "Send the last payslip", t.work(6))
	}},
	{"Rekha", "Solanke", true, 51, "gujarati", journey.StageSustained, 194, 12, func(t *teller, s *story, d *desk) {
		s.spells = []outcome.Record{t.earns("Orchard Stores", "Retail assistant", t.day(-194), calendar.Date{}, "30")}
		t.toDo(s, d, "Six-month call", t.work(13))
	}},
	{"Oisin", "Garvey", false, 30, "irish", journey.StageSustained, 210, 10, func(t *teller, s *story, d *desk) {
		s.spells = []outcome.Record{t.earns("Stonebridge Build", "Groundworker", t.day(-210), calendar.Date{}, "40")}
		t.toDo(s, d, "Progression plan", t.work(17))
	}},
}

// otherFigures stand on the pictures of other desks.
var otherFigures = []struct {
	desk string
	figure
}{
	{"joel", figure{"Gemma", "Orrell", true, 34, "english", journey.StageInWork, 119, 4, func(t *teller, s *story, d *desk) {
		s.spells = []outcome.Record{t.earns("Greenway Dental", "Receptionist", t.day(-119), t.day(15), "30")}
		t.toDo(s, d, "Ask Greenway Dental about a longer contract", t.work(2))
	}}},
	{"ines", figure{"Hakan", "Deniz", false, 40, "turkish", journey.StageInWork, 102, 9, func(t *teller, s *story, d *desk) {
		later := outcome.Record{Title: "Chef de partie", Evidence: "Resident told us"}
		later.Employer, later.Start = "Copper Pan Catering", t.day(-14) // what the new contract pays is not known
		later.PayRecords = []outcome.PayRecord{{From: later.Start, Hours: "40"}}
		s.spells = []outcome.Record{t.earns("Copper Pan Catering", "Commis chef", t.day(-102), t.day(-15), "40"), later}
		t.toDo(s, d, "Ask for the payslip since the new contract", t.work(2))
	}}},
	{"priti", figure{"Denise", "Corrigan", true, 47, "irish", journey.StageAssessing, 0, 3, does("Ask Ealing to lead", 1)}},
}

// does is a figure with one action, due so many working days from today.
func does(what string, in int) func(*teller, *story, *desk) {
	return func(t *teller, s *story, d *desk) { t.toDo(s, d, what, t.work(in)) }
}

func nothing(*teller, *story, *desk) {}

// aminaWishes fill Amina's caseload to the 38 open journeys of the picture, and
// give her some that are over.
var aminaWishes = wishes(map[journey.Stage]int{journey.StageNew: 1, journey.StageAssessing: 3, journey.StagePreparing: 3, journey.StageLooking: 3,
	journey.StageInWork: 4, journey.StageClosed: 12})

func wishes(of map[journey.Stage]int) []journeyWish {
	var list []journeyWish
	for _, stage := range journey.Stages {
		for range of[stage] {
			list = append(list, journeyWish{stage: stage, calm: true})
		}
	}
	return list
}
