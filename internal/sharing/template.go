package sharing

import (
	"maps"
	"slices"

	"onward/internal/access"
	"onward/internal/calendar"
)

// Template is a usual case to begin from: what it shares, on which basis, and
// texts to be made one's own.
type Template struct {
	Code       string
	Title      string
	Hint       string
	Discloses  bool // what the drafter does, until it says otherwise
	Receives   bool
	bases      []string
	categories access.Set
	condition  string
	article6   string
	article9   string
	schedule1  string
	texts      map[string]string
}

// Templates are the usual cases, in the order in which they are offered.
var Templates = []Template{
	{Code: "neighbours", Title: "Neighbouring boroughs", Hint: "A resident who moves or asks next door does not start again", Discloses: true, Receives: true,
		bases: []string{"neighbour", "referral", "existence"}, categories: access.SetOf(access.Existence, access.Identity, access.Contact, access.Plan, access.Outcomes),
		condition: "informed", article6: "6(1)(e)", texts: map[string]string{
			"purpose":  "Residents look for work, training and support across borough boundaries. Without sharing they tell their story again at each door, and two boroughs plan against one another.",
			"aims":     "One plan and one named contact for each resident, whichever borough they ask.",
			"benefits": "Residents do not start again. Boroughs see what has been tried already.",
			"items":    "Existence: that a person is supported, and whom to call. Identity: names, pronouns and date of birth. Contact: address, telephone, email and safe times. Plan: goals, actions and appointments. Outcomes: what was achieved.",
			"roles":    "Advisors and managers see what the agreement names. Intake sees that a person is known already. Nobody else sees case data.",
			"minimum":  "Health, offences, notes and documents are not shared; a referral shares what it names, no more.",
			"power":    "Each borough acts under its general power of competence (Localism Act 2011, section 1) and its public tasks in employment support.",
		}},
	{Code: "jobcentre", Title: "Jobcentre cross-referral", Hint: "Work coaches and boroughs refer to one another, with the resident’s consent", Discloses: true, Receives: true,
		bases: []string{"referral", "existence"}, categories: access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Plan, access.Work, access.Outcomes),
		condition: "consent", article6: "6(1)(e)", texts: map[string]string{
			"purpose":      "A resident who claims a benefit and one who asks the borough need the same support. A referral has to carry what the next advisor needs to begin.",
			"aims":         "A referral is answered within the agreed working days, and its sender hears what became of it.",
			"benefits":     "Residents meet an advisor who knows why they come. Nobody is referred in circles.",
			"items":        "What the single referral names of: identity, contact, circumstances, plan, work and outcomes.",
			"roles":        "The advisor who answers the referral, and their manager. Intake sees names only until the referral is accepted.",
			"minimum":      "Each referral names its categories. Those that it does not name stay closed, even where this agreement names them.",
			"power":        "The jobcentre acts for the Secretary of State under the social security and employment Acts; the borough under the Localism Act 2011, section 1.",
			"consent_form": "The resident is asked in person, hears what is shared with whom and for what, and may say no without losing any support. They withdraw by telling any advisor, in any way; sharing ends at once.",
		}},
	{Code: "provider", Title: "Provider referral", Hint: "A borough refers to a provider, which reports what it did", Discloses: true,
		bases: []string{"referral"}, categories: access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Health, access.Plan, access.Work, access.Outcomes),
		condition: "consent", article6: "6(1)(e)", article9: "9(2)(g)", schedule1: "6", texts: map[string]string{
			"purpose":         "A provider can support only a resident of whom it knows what they aim at and what stands in the way.",
			"aims":            "The provider begins where the borough has come to, and what it does is seen by the single point of contact.",
			"benefits":        "One plan. Adjustments for health are made on the first day, not after something went wrong.",
			"items":           "What the single referral names of: identity, contact, circumstances, health needs that call for adjustments, plan, work and outcomes.",
			"roles":           "The provider’s advisor who accepted the referral, and their manager.",
			"minimum":         "A referral names health only where an adjustment is needed. The provider sees nothing of residents who were not referred.",
			"power":           "The borough acts under the Localism Act 2011, section 1; the provider under its contract or grant.",
			"consent_form":    "The resident is asked for each category, health by itself, and may say no. They withdraw by telling any advisor; sharing ends at once.",
			"policy_document": "Appropriate policy document of the borough, for substantial public interest",
		}},
	{Code: "statistics", Title: "Statistics only", Hint: "Figures across organisations that name nobody", Discloses: true, Receives: true,
		bases: []string{"statistics"}, condition: "informed", article6: "6(1)(e)", texts: map[string]string{
			"purpose":  "The partnership has to see what works across organisations, and where residents wait.",
			"aims":     "Figures by quarter, borough and programme.",
			"benefits": "Support is commissioned where it helps.",
			"items":    "Counts and rates after disclosure control. No record of a person.",
			"roles":    "Analysts of the parties, and whoever reads what they publish.",
			"minimum":  "No case data: small figures are suppressed, and differences between tables cannot give them away.",
			"power":    "Each party’s general powers; the figures are not personal data once disclosure control is done.",
		}},
}

// usual are texts that all cases begin with.
var usual = map[string]string{
	"membership":  "An organisation joins or leaves by a new version that every party signs. Who leaves keeps what it wrote, and sees nothing further.",
	"rights":      "A resident may ask any party. The party that is asked answers for what it holds, tells the contact above within two working days, and the single point of contact sees that one answer is given within one month.",
	"foi":         "The party that is asked consults the others before it answers.",
	"accuracy":    "The lead organisation keeps the record; others add to it and tell the single point of contact what is wrong. All work in Onward, in one format.",
	"retention":   "The lead organisation keeps a journey for six years after it closed and then deletes it. Other parties keep nothing outside Onward.",
	"security":    "Access is by named users with two factors, for as long as their post lasts. Data stays in Onward and is not sent by email.",
	"training":    "Whoever has access takes yearly data protection training.",
	"breach":      "Whoever finds a breach tells the contact for breaches at once, and never later than 24 hours. The controller concerned decides about telling the Information Commissioner within 72 hours.",
	"termination": "Access ends with the agreement. What a party wrote stays with the resident’s record at the lead organisation.",
	"automated":   "Nothing is decided automatically about a resident.",
	"legislation": "UK GDPR Articles 5, 6, 9, 10, 13, 14 and 26; Data Protection Act 2018, Schedule 1; Human Rights Act 1998, Article 8.",
}

// FindTemplate finds a usual case by its code.
func FindTemplate(code string) (Template, bool) {
	for _, t := range Templates {
		if t.Code == code {
			return t, true
		}
	}
	return Template{}, false
}

// Terms are a draft's to begin with: for a year from today, with a review after
// nine months.
func (t Template) Terms(title string, today calendar.Date) Terms {
	sections := maps.Clone(usual)
	maps.Copy(sections, t.texts)
	return Terms{Title: title, Template: t.Code, Bases: slices.Clone(t.bases), Categories: t.categories, Condition: t.condition, Article6: t.article6, Article9: t.article9, Schedule1: t.schedule1,
		From: today, Until: today.AddMonths(12).Add(-1), Review: today.AddMonths(9), Sections: sections}
}
