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

var contactDetail = detail{part: "contact", heading: "Change contact details", category: access.Contact,
	fields: []string{"telephone", "safe_way", "safe_time", "email", "address", "postcode", "language", "interpreter[]"},
	lead:   "Ask how it is safe to reach them. A message heard or read by the wrong person can do harm.",
	load: func(_ *postgres.Tx, frame *Frame, f *form.Values) (int, error) {
		c := frame.Person.Contact
		for name, value := range map[string]string{"telephone": c.Telephone.Spaced(), "safe_way": c.SafeWay, "safe_time": c.SafeTime, "email": c.Email,
			"address": c.Address, "postcode": c.Postcode, "language": c.Language} {
			f.Set(name, value)
		}
		if c.Interpreter {
			f.Set("interpreter", "yes")
		}
		return c.Version, nil
	},
	controls: func(_ *Frame, f *form.Values) []templ.Component {
		interpreter := control.Choice{Field: web.Field(f, "interpreter", "Interpreter"), Small: true, Options: []control.Option{{Value: "yes", Label: "Needs an interpreter"}}}
		return []templ.Component{
			text(f, "telephone", "Telephone", optional, width(control.W20), unspelled),
			text(f, "safe_way", "Safe way to reach them", optional, hint("Like text only, do not leave a message")),
			text(f, "safe_time", "Safe time", optional, width(control.W20), hint("Like after 4pm")),
			text(f, "email", "Email", optional, unspelled), text(f, "address", "Address", optional, unspelled),
			text(f, "postcode", "Postcode", optional, width(control.W10), unspelled),
			text(f, "language", "Language they would rather speak", optional, width(control.W20)), control.Checkboxes(interpreter),
		}
	},
}

func (p Pages) contactForm(r *web.Request) error { return p.showDetail(r, contactDetail, nil, 200) }

func (p Pages) changeContact(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form(contactDetail.fields...)
	if err != nil {
		return err
	}
	c := resident.Contact{Address: f.Text("address"), Postcode: f.Text("postcode"), Telephone: resident.Telephone(f.Text("telephone")), Email: f.Text("email"),
		SafeWay: f.Text("safe_way"), SafeTime: f.Text("safe_time"), Language: f.Text("language"), Interpreter: f.Has("interpreter", "yes"), Version: f.Version()}
	return p.sent(r, contactDetail, f, p.Residents.ChangeContact(r.Once(), id, c), func() error {
		now, err := p.person(r)
		if err != nil {
			return err
		}
		k, yes := now.Contact, map[bool]string{true: "yes"}
		return p.conflict(r, conflicted{section: "Details", shows: []access.Category{access.Contact}, action: Path(id, "details/contact"), version: k.Version,
			changed: p.changedDetail(access.Contact), fields: []difference{
				{"Telephone", "telephone", k.Telephone.Spaced(), string(c.Telephone)}, {"Safe way", "safe_way", k.SafeWay, c.SafeWay},
				{"Safe time", "safe_time", k.SafeTime, c.SafeTime}, {"Email", "email", k.Email, c.Email}, {"Address", "address", k.Address, c.Address},
				{"Postcode", "postcode", k.Postcode, c.Postcode}, {"Language", "language", k.Language, c.Language},
				{"Interpreter", "interpreter", yes[k.Interpreter], yes[c.Interpreter]},
			}})
	})
}
