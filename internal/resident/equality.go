package resident

import "onward/internal/fault"

// Option is one answer that may be given, with the words on the form.
type Option struct{ Code, Label string }

// NotSaid is offered with every question and never held against anybody.
const NotSaid = "prefer_not_to_say"

// Question is one question of the equality monitoring.
type Question struct {
	Name    string
	Label   string
	Options []Option
}

// Questions are the ONS harmonised questions that Onward asks, each with
// "Prefer not to say" last. Source: ONS and GSS harmonised standards, England.
var Questions = []Question{
	{"sex", "Sex", options("female", "Female", "male", "Male")},
	{"gender", "Is the gender you identify with the same as your sex registered at birth?", options("yes", "Yes", "no", "No")},
	{"ethnicity", "Ethnic group", ethnicity},
	{"religion", "Religion", options("none", "No religion", "christian", "Christian", "buddhist", "Buddhist", "hindu", "Hindu",
		"jewish", "Jewish", "muslim", "Muslim", "sikh", "Sikh", "other", "Any other religion")},
	{"orientation", "Sexual orientation", options("straight", "Straight or heterosexual", "gay_lesbian", "Gay or lesbian",
		"bisexual", "Bisexual", "other", "Other sexual orientation")},
	{"disability", "Do you have a physical or mental health condition or illness lasting 12 months or more?", options("yes", "Yes", "no", "No")},
}

// ethnicity are the 19 groups of the 2021 census in England.
var ethnicity = options(
	"white_british", "White: English, Welsh, Scottish, Northern Irish or British",
	"white_irish", "White: Irish",
	"white_traveller", "White: Gypsy or Irish Traveller",
	"white_roma", "White: Roma",
	"white_other", "Any other White background",
	"mixed_white_black_caribbean", "Mixed: White and Black Caribbean",
	"mixed_white_black_african", "Mixed: White and Black African",
	"mixed_white_asian", "Mixed: White and Asian",
	"mixed_other", "Any other mixed or multiple ethnic background",
	"asian_indian", "Asian: Indian",
	"asian_pakistani", "Asian: Pakistani",
	"asian_bangladeshi", "Asian: Bangladeshi",
	"asian_chinese", "Asian: Chinese",
	"asian_other", "Any other Asian background",
	"black_caribbean", "Black: Caribbean",
	"black_african", "Black: African",
	"black_other", "Any other Black, Black British or Caribbean background",
	"arab", "Arab",
	"other", "Any other ethnic group",
)

func options(pairs ...string) []Option {
	out := make([]Option, 0, len(pairs)/2+1)
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, Option{pairs[i], pairs[i+1]})
	}
	return append(out, Option{NotSaid, "Prefer not to say"})
}

// Check refuses answers that were not offered; no answer is always in order.
func (e Equality) Check() error {
	var wrong []fault.Field
	for _, q := range Questions {
		if answer := *e.Answer(q.Name); answer != "" && !offered(q, answer) {
			wrong = append(wrong, fault.Field{Name: q.Name, Message: "Choose one of the answers, or leave it open"})
		}
	}
	return fault.Fields(wrong...)
}

func offered(q Question, answer string) bool {
	for _, o := range q.Options {
		if o.Code == answer {
			return true
		}
	}
	return false
}

// Answer is the field of a question, by its name in Questions.
func (e *Equality) Answer(name string) *string {
	switch name {
	case "sex":
		return &e.Sex
	case "gender":
		return &e.Gender
	case "ethnicity":
		return &e.Ethnicity
	case "religion":
		return &e.Religion
	case "orientation":
		return &e.Orientation
	default:
		return &e.Disability
	}
}
