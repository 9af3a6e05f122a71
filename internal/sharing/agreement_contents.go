package sharing

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"strconv"
	"sync"
)

// The sections of an agreement are those of the ICO's data sharing code, kept
// with their source as data.
//
//go:embed data/dsa_contents.csv
var contents []byte

// Section is a part of an agreement that is drafted on a page of its own.
type Section struct {
	Order    int
	Key      string // in addresses
	Title    string
	Contents string // what belongs in it, by the code
	Source   string
	Texts    []Text
}

// Text is one thing that an agreement says in words of its own.
type Text struct {
	Key    string
	Label  string
	Hint   string
	Needed string // what to do where it is missing; optional where empty
	Short  bool   // a line is enough
}

var sectionKeys = []string{"", "parties", "purpose", "data", "basis", "guarded", "rights", "governance", "dpia", "review", "appendices"}

// texts are what each section says in words; what has columns of its own is
// not among them.
var texts = map[string][]Text{
	"parties": {
		{Key: "officers", Label: "Contact and data protection officer of each party", Needed: "Name a contact and the data protection officer of each party"},
		{Key: "membership", Label: "How organisations join and leave", Needed: "Say how organisations join and leave"},
	},
	"purpose": {
		{Key: "purpose", Label: "Why sharing is necessary", Hint: "What cannot be done without it", Needed: "Say why the sharing is necessary"},
		{Key: "aims", Label: "Aims", Needed: "Say what the sharing aims at"},
		{Key: "benefits", Label: "Benefits to residents and to the parties", Needed: "Say what residents gain"},
	},
	"data": {
		{Key: "items", Label: "Data items in each category", Hint: "Field by field, for each category that is ticked", Needed: "List the data items of each category"},
		{Key: "roles", Label: "Which roles see what", Needed: "Say which roles see what"},
		{Key: "minimum", Label: "Why this is the least that is necessary", Needed: "Say why nothing less would do"},
	},
	"basis": {
		{Key: "power", Label: "Legal power or gateway of each party", Needed: "Name the legal power of each party"},
		{Key: "consent_form", Label: "Consent form, and how consent is withdrawn", Hint: "Needed where the resident’s consent is the condition"},
	},
	"guarded": {
		{Key: "policy_document", Label: "Appropriate policy document", Hint: "Its name and where it is kept", Short: true},
	},
	"rights": {
		{Key: "rights", Label: "How requests for access, rectification, erasure and objection are answered", Needed: "Say how residents’ requests are answered"},
		{Key: "foi", Label: "Freedom of information requests"},
	},
	"governance": {
		{Key: "accuracy", Label: "Accuracy and compatible formats", Needed: "Say how data is kept accurate"},
		{Key: "retention", Label: "Retention and deletion", Needed: "Say how long data is kept and who deletes it"},
		{Key: "security", Label: "Security, also in transmission", Needed: "Say how data is kept secure"},
		{Key: "training", Label: "Training of staff", Needed: "Say how staff are trained"},
		{Key: "breach", Label: "What is done about a breach, and how fast", Needed: "Say what is done about a breach"},
		{Key: "termination", Label: "What happens to data when it ends", Needed: "Say what happens to the data when the agreement ends"},
	},
	"dpia": {
		{Key: "dpia", Label: "Reference of the impact assessment", Needed: "Enter the reference of the data protection impact assessment", Short: true},
		{Key: "dpia_outcome", Label: "Outcome of the impact assessment", Needed: "Say what the impact assessment found"},
		{Key: "automated", Label: "Automated decisions", Hint: "Say so where there are none", Needed: "Say whether anything is decided automatically"},
	},
	"review": {
		{Key: "signoff", Label: "Senior sign-off", Hint: "By whom in each party, beside its governance officer", Needed: "Name who signs off in each party"},
	},
	"appendices": {
		{Key: "legislation", Label: "Summary of key legislation"},
		{Key: "forms", Label: "Data sharing request and decision forms"},
		{Key: "diagram", Label: "How a decision to share is made"},
	},
}

// Contents lists the sections in their order.
var Contents = sync.OnceValue(func() []Section {
	rows, err := csv.NewReader(bytes.NewReader(contents)).ReadAll()
	if err != nil || len(rows) != len(sectionKeys) {
		panic("sharing: the sections of an agreement cannot be read") // they are built in
	}
	var list []Section
	for _, row := range rows[1:] {
		order, err := strconv.Atoi(row[0])
		if err != nil || order != len(list)+1 {
			panic("sharing: the sections of an agreement are not in order")
		}
		list = append(list, Section{Order: order, Key: sectionKeys[order], Title: row[1], Contents: row[2], Source: row[3], Texts: texts[sectionKeys[order]]})
	}
	return list
})

// FindSection finds a section by its key.
func FindSection(key string) (Section, bool) {
	for _, s := range Contents() {
		if s.Key == key {
			return s, true
		}
	}
	return Section{}, false
}
