package scenario

import (
	"slices"
	"strings"
	"time"
)

// The rules of access.md, read a third time and as plainly as can be: no sets,
// no tables, no caching. Slow, and only here.

const everyCategory = "existence identity contact circumstances housing_money health equality offences plan notes work outcomes documents"

var butEquality = strings.Replace(everyCategory, "equality ", "", 1)

// table is the role policy of access.md, by "role basis verb".
var table = func() map[string]string {
	t := map[string]string{
		"advisor own view": "existence identity contact circumstances plan outcomes",
		"advisor own add":  "notes",
		"manager own view": butEquality, "manager own add": everyCategory, "manager own change": everyCategory,
		"intake own view": "existence identity contact", "intake own add": "identity contact circumstances", "intake own change": "contact",
		"intake offered view": "existence identity", "intake match view": "existence",
		"governance own view": "existence",
	}
	for _, role := range []string{"advisor", "manager"} {
		for _, verb := range []string{"view", "add", "change"} {
			t[role+" caseload "+verb] = everyCategory
		}
		t[role+" offered view"] = "existence identity"
		t[role+" referral view"] = butEquality
		t[role+" referral add"] = "notes plan work outcomes"
		t[role+" neighbour view"] = "existence identity contact circumstances housing_money plan outcomes"
		t[role+" match view"] = "existence"
		t[role+" emergency view"] = "existence identity contact health notes"
		t[role+" emergency add"] = "notes"
	}
	return t
}()

func names(words, word string) bool { return slices.Contains(strings.Fields(words), word) }

func (w *World) reads(user, resident, verb, category string) bool {
	u, r := w.Users[user], w.Residents[resident]
	if r.Sealed && r.Contact != user && !slices.Contains(r.List, user) {
		return false
	}
	may := func(basis string) bool { return names(table[u.Role+" "+basis+" "+verb], category) }
	if w.emergency(user, resident) && may("emergency") {
		return true
	}
	if u.Organisation == r.Lead {
		mine := r.Contact == user || slices.Contains(r.Supporters, user)
		return mine && may("caseload") || may("own")
	}
	for name, a := range w.Agreements {
		if !w.opens(name, a, r, u.Organisation) {
			continue
		}
		named := verb != "view" || category == "existence" || slices.Contains(a.Categories, category)
		if slices.Contains(a.Bases, "neighbour") && may("neighbour") && named {
			return true
		}
		if slices.Contains(a.Bases, "existence") && may("match") {
			return true
		}
		for _, f := range w.Referrals {
			if f.Resident != resident || f.To != u.Organisation || !slices.Contains(a.Bases, "referral") {
				continue
			}
			if f.State == "offered" && may("offered") && named {
				return true
			}
			travels := verb != "view" || category == "existence" || slices.Contains(f.Categories, category)
			if f.State == "accepted" && may("referral") && named && travels {
				return true
			}
		}
	}
	return false
}

func (w *World) emergency(user, resident string) bool {
	now := w.today.At(12, 0)
	for _, e := range w.Emergencies {
		if e.User == user && e.Resident == resident && !e.At.After(now) && now.Before(e.At.Add(24*time.Hour)) {
			return true
		}
	}
	return false
}

// opens: in force today between the lead and the viewer, and the resident's
// condition holds.
func (w *World) opens(name string, a Agreement, r Resident, viewer string) bool {
	signed := true
	for _, party := range append(slices.Clone(a.Discloses), a.Receives...) {
		signed = signed && !slices.Contains(a.Unsigned, party)
	}
	return a.State == "in_force" && a.From <= w.Today && w.Today <= a.Until && len(a.Unsigned) == 0 && signed &&
		slices.Contains(a.Discloses, r.Lead) && slices.Contains(a.Receives, viewer) && viewer != r.Lead &&
		r.Informed && !slices.Contains(r.Objections, viewer) && (a.Condition == "informed" || r.Consents[name] == "given")
}
