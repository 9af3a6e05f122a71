package agreementpage

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/agreement"
)

// drafting is what a section's form needs: the draft, its section, and the
// organisations that can be parties.
type drafting struct {
	agreement  sharing.Agreement
	section    sharing.Section
	candidates []sharing.Party
}

func (p Pages) drafting(r *web.Request) (d drafting, err error) {
	if d.agreement, err = p.version(r); err != nil {
		return d, err
	}
	var ok bool
	if d.section, ok = sharing.FindSection(r.Param("section")); !ok || d.agreement.Drafter != r.Me.Org.ID {
		return d, fault.NotHere()
	}
	if d.agreement.State != sharing.Draft {
		return d, fault.New(fault.Conflict, "What is out for signature does not change. Send it back, or draft a new version.")
	}
	if d.section.Key == "parties" {
		d.candidates, err = p.Agreements.Organisations(r.Ctx())
	}
	return d, err
}

func (p Pages) section(r *web.Request) error {
	d, err := p.drafting(r)
	if err != nil {
		return err
	}
	f := form.Empty(r.Today())
	d.fill(f)
	return p.showSection(r, d, f, http.StatusOK)
}

func (p Pages) showSection(r *web.Request, d drafting, f *form.Values, status int) error {
	a := d.agreement
	post := r.Post(path(a.ID, "draft", d.section.Key))
	post.Version, post.Guard = strconv.Itoa(a.Revision), true
	if f.Version() != 0 { // sent once already: the choice is made over what was read then
		post.Version = strconv.Itoa(f.Version())
	}
	v := page.SectionView{Layout: view(r, d.section.Title, backTo(a)), Head: component.HeadView{Title: d.section.Title, Caption: a.Terms.Title, Lead: sentenceCase(d.section.Contents)},
		Problems: web.Problems(f), Form: post, Controls: d.controls(f), Cancel: path(a.ID)}
	v.Layout.Errors = !f.OK()
	return r.ShowStatus(status, page.Section(v))
}

func (p Pages) saveSection(r *web.Request) error {
	d, err := p.drafting(r)
	if err != nil {
		return err
	}
	f, err := r.Form(d.names()...)
	if err != nil {
		return err
	}
	mine := d.agreement.Terms
	mine.Sections = map[string]string{}
	for key, text := range d.agreement.Terms.Sections {
		mine.Sections[key] = text
	}
	d.read(f, &mine)
	if f.OK() {
		err := p.Agreements.Draft(r.Once(), d.agreement.ID, f.Version(), func(t *sharing.Terms) { d.read(f, t) })
		if fault.Is(err, fault.Conflict) {
			return p.conflict(r, d, f, mine, err)
		}
		if err := f.Add(err); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.showSection(r, d, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path(d.agreement.ID), d.section.Title+" saved.")
}

// conflict shows what somebody else made of the section beside what was sent.
func (p Pages) conflict(r *web.Request, d drafting, f *form.Values, mine sharing.Terms, said error) error {
	a, err := p.version(r)
	if err != nil {
		return err
	}
	if a.State != sharing.Draft {
		return said
	}
	at := path(a.ID, "draft", d.section.Key)
	v := page.ConflictView{Layout: view(r, "Somebody changed this agreement", backTo(a)), Title: d.section.Title,
		Conflict: component.ConflictView{Action: at, CSRF: r.Post("").CSRF, Key: uuid.NewString(), Version: strconv.Itoa(a.Revision), Who: a.ChangedBy, When: on(a.ChangedAt), Cancel: at}}
	for _, diff := range sharing.Compare(a.Terms, mine) {
		if diff.Section == d.section.Key {
			v.Conflict.Fields = append(v.Conflict.Fields, component.ConflictField{Label: diff.Label, Kept: diff.Before, Yours: diff.After})
		}
	}
	for _, name := range d.names() {
		if many, ok := cutMany(name); ok {
			for _, value := range f.Many(many) {
				v.Conflict.Sent = append(v.Conflict.Sent, component.Pair{Name: many, Value: value})
			}
			continue
		}
		v.Conflict.Sent = append(v.Conflict.Sent, component.Pair{Name: name, Value: f.Raw(name)})
	}
	return r.ShowStatus(http.StatusConflict, page.Conflict(v))
}

// columns are the fields of each section beside its texts; a name that ends in
// [] may be ticked several times.
var columns = map[string][]string{
	"parties": {"title"}, "data": {"categories[]"}, "basis": {"bases[]", "condition", "article6"}, "guarded": {"article9", "schedule1"},
	"rights": {"rights_contact", "complaints_contact"}, "governance": {"breach_contact"}, "review": {"from", "until", "review"},
}

func (d drafting) names() []string {
	names := slices.Clone(columns[d.section.Key])
	for _, x := range d.section.Texts {
		names = append(names, x.Key)
	}
	for _, c := range d.candidates {
		names = append(names, flowName(c)+"[]", capacityName(c))
	}
	return names
}

func cutMany(name string) (string, bool) {
	if len(name) > 2 && name[len(name)-2:] == "[]" {
		return name[:len(name)-2], true
	}
	return name, false
}

func flowName(p sharing.Party) string     { return "flow-" + strconv.Itoa(p.Organisation) }
func capacityName(p sharing.Party) string { return "capacity-" + strconv.Itoa(p.Organisation) }

// read puts what was sent into the terms: the section's own part of them, and
// nothing else.
func (d drafting) read(f *form.Values, t *sharing.Terms) {
	for _, x := range d.section.Texts {
		t.Sections[x.Key] = f.Text(x.Key)
	}
	switch d.section.Key {
	case "parties":
		t.Title = f.Text("title")
		t.Parties = nil
		for _, c := range d.candidates {
			if flow := f.Many(flowName(c)); len(flow) > 0 {
				c.Discloses, c.Receives, c.Capacity = slices.Contains(flow, "discloses"), slices.Contains(flow, "receives"), f.Text(capacityName(c))
				t.Parties = append(t.Parties, c)
			}
		}
	case "data":
		t.Categories, _ = sharing.ParseCategories(f.Many("categories"))
	case "basis":
		t.Bases, t.Condition, t.Article6 = f.Many("bases"), f.Text("condition"), f.Text("article6")
	case "guarded":
		t.Article9, t.Schedule1 = f.Text("article9"), f.Text("schedule1")
	case "rights":
		t.RightsContact, t.ComplaintsContact = f.Text("rights_contact"), f.Text("complaints_contact")
	case "governance":
		t.BreachContact = f.Text("breach_contact")
	case "review":
		t.From, t.Until, t.Review = f.Date("from"), f.Date("until"), f.Date("review")
	}
}

// fill puts the draft's terms into the form.
func (d drafting) fill(f *form.Values) {
	t := d.agreement.Terms
	for name, value := range map[string]string{"title": t.Title, "condition": t.Condition, "article6": t.Article6, "article9": t.Article9, "schedule1": t.Schedule1,
		"rights_contact": t.RightsContact, "complaints_contact": t.ComplaintsContact, "breach_contact": t.BreachContact,
		"from": web.DateText(t.From), "until": web.DateText(t.Until), "review": web.DateText(t.Review)} {
		f.Set(name, value)
	}
	for key, text := range t.Sections {
		f.Set(key, text)
	}
	for _, b := range t.Bases {
		f.Append("bases", b)
	}
	for _, c := range t.Categories.Words() {
		f.Append("categories", c)
	}
	for _, q := range t.Parties {
		f.Set(capacityName(q), q.Capacity)
		if q.Discloses {
			f.Append(flowName(q), "discloses")
		}
		if q.Receives {
			f.Append(flowName(q), "receives")
		}
	}
}

// guardedHint says which categories ask for conditions.
func guardedHint(c access.Category) string {
	if (sharing.Terms{Categories: access.SetOf(c)}).Guarded().Empty() {
		return ""
	}
	return "Guarded: needs conditions under Article 9 and Schedule 1"
}

// answers are a choice of codes.
func answers(f *form.Values, name, label string, list []sharing.Answer) control.Choice {
	c := control.Choice{Field: web.Field(f, name, label), Small: true}
	for _, a := range list {
		c.Options = append(c.Options, control.Option{Value: a.Code, Label: a.Words, Chosen: slices.Contains(f.Many(name), a.Code)})
	}
	return c
}
