package sharing

import "onward/internal/access"

// Answer is a code with the words that people choose it by.
type Answer struct{ Code, Words string }

// The answers that an agreement's terms are chosen from.
var (
	Bases = []Answer{
		{"referral", "Referrals: who is offered a referral, or accepted one"},
		{"neighbour", "Neighbours: a standing arrangement, without a referral"},
		{"existence", "Existence: whether a person is already known, before registering"},
		{"statistics", "Statistics: figures that name nobody"},
	}
	Conditions = []Answer{
		{"informed", "Informed: the resident was told and has not objected"},
		{"consent", "Consent: the resident agreed, and may withdraw"},
	}
	Capacities = []Answer{{"controller", "Controller"}, {"joint_controller", "Joint controller"}, {"processor", "Processor"}}
	Articles6  = []Answer{
		{"6(1)(a)", "6(1)(a) consent"}, {"6(1)(b)", "6(1)(b) contract"}, {"6(1)(c)", "6(1)(c) legal obligation"},
		{"6(1)(d)", "6(1)(d) vital interests"}, {"6(1)(e)", "6(1)(e) public task"}, {"6(1)(f)", "6(1)(f) legitimate interests"},
	}
	Articles9 = []Answer{
		{"9(2)(a)", "9(2)(a) explicit consent"}, {"9(2)(b)", "9(2)(b) employment, social security and social protection"}, {"9(2)(c)", "9(2)(c) vital interests"},
		{"9(2)(f)", "9(2)(f) legal claims"}, {"9(2)(g)", "9(2)(g) substantial public interest"}, {"9(2)(h)", "9(2)(h) health or social care"},
		{"9(2)(i)", "9(2)(i) public health"}, {"9(2)(j)", "9(2)(j) archiving, research and statistics"}, {"10", "Article 10 alone: nothing but offences is shared"},
	}
	Schedules1 = []Answer{
		{"1", "Paragraph 1: employment, social security and social protection"}, {"2", "Paragraph 2: health or social care"}, {"3", "Paragraph 3: public health"},
		{"4", "Paragraph 4: research"}, {"6", "Paragraph 6: statutory and government purposes"}, {"8", "Paragraph 8: equality of opportunity or treatment"},
		{"10", "Paragraph 10: preventing or detecting unlawful acts"}, {"16", "Paragraph 16: support for a particular disability or medical condition"},
		{"17", "Paragraph 17: counselling"}, {"18", "Paragraph 18: safeguarding of children and individuals at risk"}, {"19", "Paragraph 19: safeguarding of economic well-being"},
		{"29", "Paragraph 29: consent"},
	}
)

// Find gives the words of a code; one that is not among the answers has none.
func Find(answers []Answer, code string) string {
	for _, a := range answers {
		if a.Code == code {
			return a.Words
		}
	}
	return ""
}

var categoryWords = map[access.Category]string{
	access.Existence: "Existence", access.Identity: "Identity", access.Contact: "Contact", access.Circumstances: "Circumstances", access.HousingMoney: "Housing and money",
	access.Health: "Health", access.Equality: "Equality monitoring", access.Offences: "Offences", access.Plan: "Plan", access.Notes: "Notes", access.Work: "Work and pay",
	access.Outcomes: "Outcomes", access.Documents: "Documents",
}

// CategoryWords is a category as agreements name it.
func CategoryWords(c access.Category) string { return categoryWords[c] }

// AllCategories lists the categories in the order in which agreements do.
func AllCategories() []access.Category {
	var all []access.Category
	for c := access.Existence; c.String() != ""; c++ {
		all = append(all, c)
	}
	return all
}

// ParseCategories takes words for categories and says whether it knew them all.
func ParseCategories(words []string) (access.Set, bool) {
	known := true
	for _, w := range words {
		_, ok := access.ParseCategory(w)
		known = known && ok
	}
	return access.ParseSet(words), known
}
