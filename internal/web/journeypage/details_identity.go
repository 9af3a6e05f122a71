package journeypage

import (
	"github.com/a-h/templ"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
)

var identityDetail = detail{part: "identity", heading: "Change identity", category: access.Identity,
	fields: []string{"given", "family", "preferred", "pronouns", "born", "nino", "universal_credit", "uln"},
	load: func(_ *postgres.Tx, frame *Frame, f *form.Values) (int, error) {
		i, n := frame.Person.Identity, frame.Person.Identifiers
		for name, value := range map[string]string{"given": i.Given, "family": i.Family, "preferred": i.Preferred, "pronouns": i.Pronouns,
			"born": web.DateText(i.Born), "nino": resident.NINO(n.NINO).Spaced(), "universal_credit": n.UniversalCredit, "uln": n.ULN} {
			f.Set(name, value)
		}
		return i.Version, nil
	},
	controls: func(_ *Frame, f *form.Values) []templ.Component {
		return []templ.Component{
			text(f, "given", "Given name", unspelled), text(f, "family", "Family name", unspelled),
			text(f, "preferred", "Likes to be called", optional, unspelled), text(f, "pronouns", "Pronouns", optional, width(control.W20), hint("Like she/her")),
			control.DateText(web.Field(f, "born", "Date of birth")),
			text(f, "nino", "National Insurance number", optional, width(control.W20), unspelled, hint("Like MW 12 34 56 A, in any spacing")),
			text(f, "universal_credit", "Universal Credit reference", optional, width(control.W20), unspelled),
			text(f, "uln", "Unique learner number", optional, width(control.W20), unspelled, hint("10 digits")),
		}
	},
}

func (p Pages) identityForm(r *web.Request) error { return p.showDetail(r, identityDetail, nil, 200) }

func (p Pages) changeIdentity(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form(identityDetail.fields...)
	if err != nil {
		return err
	}
	i := resident.Identity{Given: f.Text("given"), Family: f.Text("family"), Preferred: f.Text("preferred"), Pronouns: f.Text("pronouns"),
		Born: f.Birth("born"), Version: f.Version()}
	n := resident.Identifiers{NINO: f.Text("nino"), UniversalCredit: f.Text("universal_credit"), ULN: f.Text("uln")}
	if f.OK() {
		err = p.Residents.ChangeIdentity(r.Once(), id, i, n)
	}
	return p.sent(r, identityDetail, f, err, func() error {
		now, err := p.person(r)
		if err != nil {
			return err
		}
		k, kn := now.Identity, now.Identifiers
		return p.conflict(r, conflicted{section: "Details", shows: []access.Category{access.Identity}, action: Path(id, "details/identity"), version: k.Version,
			changed: p.changedDetail(access.Identity), fields: []difference{
				{"Given name", "given", k.Given, i.Given}, {"Family name", "family", k.Family, i.Family},
				{"Likes to be called", "preferred", k.Preferred, i.Preferred}, {"Pronouns", "pronouns", k.Pronouns, i.Pronouns},
				{"Date of birth", "born", web.DateText(k.Born), web.DateText(i.Born)}, {"National Insurance number", "nino", kn.NINO, n.NINO},
				{"Universal Credit reference", "universal_credit", kn.UniversalCredit, n.UniversalCredit}, {"Unique learner number", "uln", kn.ULN, n.ULN},
			}})
	})
}
