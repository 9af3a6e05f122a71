package plan

import "onward/internal/calendar"

// Action is something that somebody undertook to do.
type Action struct {
	Kept
	ActionFacts
	Done calendar.Date // no day while it is to do
}

// ActionFacts are what is to be done, by whom and by when.
type ActionFacts struct {
	What  string
	Owner Owner
	Due   calendar.Date // no day where none was agreed
}

// OwnerKind is who does an action.
type OwnerKind string

// The kinds of owner.
const (
	ByResident     OwnerKind = "resident"
	ByAdvisor      OwnerKind = "advisor"
	ByOrganisation OwnerKind = "organisation"
)

// Owner is who does an action: the resident, a colleague, or an organisation
// by its name, which need not be a party of the partnership.
type Owner struct {
	Kind  OwnerKind
	Staff int    // of a colleague
	Name  string // of a colleague, when read, or of the organisation
	Org   string // the colleague's organisation, when read
}

// Words says who does it; resident is what to call the resident.
func (o Owner) Words(resident string) string {
	switch {
	case o.Kind == ByResident:
		return resident
	case o.Org != "":
		return o.Name + ", " + o.Org
	}
	return o.Name
}

// Same says whether it is the same owner; how they are called does not matter
// for a colleague.
func (o Owner) Same(other Owner) bool {
	if o.Kind != other.Kind {
		return false
	}
	return o.Kind == ByResident || o.Kind == ByAdvisor && o.Staff == other.Staff || o.Kind == ByOrganisation && o.Name == other.Name
}

// Check tidies an action and says what is wrong with it. That a colleague works
// at the lead organisation is asked by Service.
func (a *ActionFacts) Check() error {
	var w wrong
	a.What, a.Owner.Name = line(a.What), line(a.Owner.Name)
	w.when(a.What == "", "what", "Enter what is to be done")
	w.tooLong(a.What, 200, "what", "Shorten this to 200 characters or fewer")
	switch a.Owner.Kind {
	case ByResident:
		a.Owner = Owner{Kind: ByResident}
	case ByAdvisor:
		a.Owner.Name = ""
		w.when(a.Owner.Staff == 0, "colleague", "Choose which colleague does it")
	case ByOrganisation:
		a.Owner.Staff = 0
		w.when(a.Owner.Name == "", "organisation", "Enter the organisation that does it")
		w.tooLong(a.Owner.Name, 100, "organisation", "Shorten this to 100 characters or fewer")
	default:
		w.when(true, "who", "Choose who does it")
	}
	return w.fault()
}

func (a ActionFacts) differing(old ActionFacts) (d difference) {
	d.when(a.What != old.What, "what")
	d.when(!a.Owner.Same(old.Owner), "owner")
	d.when(a.Due != old.Due, "due")
	return d
}
