package organisation

import (
	"regexp"
	"strings"

	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/fault"
)

// Kinds lists every kind of organisation, in the order in which set-up offers them.
var Kinds = []Kind{Borough, Jobcentre, Provider, Voluntary, College, Health, Housing, Justice, Partnership, Region}

// Valid says whether the kind is one that Onward knows.
func (k Kind) Valid() bool {
	for _, known := range Kinds {
		if k == known {
			return true
		}
	}
	return false
}

// NewOrganisation is an organisation about to join a partnership.
type NewOrganisation struct {
	Partnership int
	Kind        Kind
	Slug        string // small letters, figures and single hyphens: what commands and addresses call it
	Name        string // London Borough of Ealing
	Short       string // Ealing
	GSS         string // the Office for National Statistics' code of a borough, else empty
	Telephone   string
	Email       string
}

// NewStaff is a person about to be able to sign in, once they have a post.
type NewStaff struct {
	Username  string
	Email     string // in small letters
	Name      string
	Telephone string
}

// NewPost is a role at an organisation from one day on; Until is no day where
// no end is known.
type NewPost struct {
	Staff        int
	Organisation int
	Role         actor.Role
	From, Until  calendar.Date
}

// NewTeam is a team, or a hub whose members may come from several
// organisations. Members are posts.
type NewTeam struct {
	Organisation int
	Hub          bool
	Name         string
	Address      string
	Members      []int
}

// NewAbsence is a time in which one person covers for another.
type NewAbsence struct {
	Organisation int
	Staff, Cover int
	From, Until  calendar.Date
}

var slugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Check says what is wrong with the organisation.
func (n NewOrganisation) Check() error {
	return wrongs(
		wrong(!n.Kind.Valid(), "kind", "Choose a kind of organisation"),
		wrong(!slugPattern.MatchString(n.Slug), "slug", "Enter small letters, figures and single hyphens, like west-ealing"),
		wrong(strings.TrimSpace(n.Name) == "", "name", "Enter the organisation's name"),
		wrong(strings.TrimSpace(n.Short) == "", "short", "Enter a short name for lists"),
	)
}

// Check says what is wrong with the person.
func (n NewStaff) Check() error {
	return wrongs(
		wrong(strings.TrimSpace(n.Username) == "", "username", "Enter the name to sign in with"),
		wrong(!strings.Contains(n.Email, "@") || n.Email != strings.ToLower(n.Email), "email", "Enter the work email address in small letters"),
		wrong(strings.TrimSpace(n.Name) == "", "name", "Enter the person's name"),
	)
}

// Check says what is wrong with the post.
func (n NewPost) Check() error {
	return wrongs(
		wrong(!n.Role.Valid(), "role", "Choose a role"),
		wrong(n.From.IsZero(), "from", "Enter the first day of the post"),
		wrong(!n.Until.IsZero() && n.Until.Before(n.From), "until", "Enter a last day that is not before the first"),
	)
}

// Check says what is wrong with the team.
func (n NewTeam) Check() error {
	return wrongs(wrong(strings.TrimSpace(n.Name) == "", "name", "Enter the team's name"))
}

// Check says what is wrong with the absence.
func (n NewAbsence) Check() error {
	return wrongs(
		wrong(n.Staff == n.Cover, "cover", "Choose somebody else to cover"),
		wrong(n.From.IsZero(), "from", "Enter the first day away"),
		wrong(n.Until.IsZero() || n.Until.Before(n.From), "until", "Enter a last day that is not before the first"),
	)
}

// wrong is a field's fault where it holds, else the zero Field.
func wrong(holds bool, name, message string) fault.Field {
	if !holds {
		return fault.Field{}
	}
	return fault.Field{Name: name, Message: message}
}

func wrongs(fields ...fault.Field) error {
	var found []fault.Field
	for _, f := range fields {
		if f.Name != "" {
			found = append(found, f)
		}
	}
	return fault.Fields(found...)
}
