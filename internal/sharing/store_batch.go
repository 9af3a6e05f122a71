package sharing

import (
	"strings"

	"onward/internal/postgres"
)

// newKinds are the tables that a batch writes, each with the columns that all
// have and then its own.
func newKinds() []*postgres.Bulk {
	kind := func(table string, columns ...string) *postgres.Bulk {
		return postgres.NewBulk(table, append([]string{"id uuid", "resident_id uuid", "lead_org_id int", "author_org_id int", "author_id int", "created_at timestamptz"}, columns...)...)
	}
	return []*postgres.Bulk{
		consentsAt:   kind("onward.consent", "agreement_id int", "how text", "evidence text", "given_on date", "withdrawn_on date", "withdrawn_how text", "withdrawn_by int"),
		objectionsAt: kind("onward.objection", "organisation_id int", "how text", "evidence text", "objected_on date", "lifted_on date", "lifted_how text", "lifted_by int"),
		cardsAt: kind("onward.referral", "journey_id uuid", "to_org_id int", "categories words", "state text", "offered_at timestamptz", "answered_at timestamptz",
			"ended_at timestamptz"),
		noticesAt: kind("onward.notice", "wording text", "how text", "evidence text", "given_on date"),
	}
}

func joined(words []string) string { return strings.Join(words, ",") }
