package journeypage

import (
	"strconv"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey/barrier"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
)

var barrierEntry = entry{noun: "barrier", one: "a barrier", under: "barriers", section: "Barriers", list: "barriers", shows: barrierCategories,
	mayAdd: func(d access.Decision) error {
		if (d.On(access.Add) & barrier.Categories).Empty() {
			return d.Require(access.Add, access.Circumstances)
		}
		return nil
	},
	seesList: seesBarriers,
	fields:   []string{"code", "detail", "severity", "status", "since", "found_by"},
	defaults: func(_ *web.Request, f *form.Values) {
		f.Set("status", string(barrier.Open))
		f.Set("found_by", "resident")
	},
	controls: barrierControls,
	words: func(ed *editing, f *form.Values) []fact {
		severity, _ := strconv.Atoi(f.Text("severity"))
		return []fact{{"detail", "In a few words", f.Text("detail")}, {"severity", "How much it stands in the way", barrier.Severity(severity).Label()},
			{"status", "How it stands now", barrier.Status(f.Text("status")).Label()}, {"since", "Since", longDay(f, "since")},
			{"found_by", "Who found it", barrier.FinderLabel(f.Text("found_by"))}}
	},
	read: readBarrier,
	add: func(p Pages, r *web.Request, journey uuid.UUID, f *form.Values) error {
		f.Need("code", "Choose what stands in the way")
		facts, ok := barrierFacts(f)
		if !ok {
			return nil
		}
		_, err := p.Barriers.Add(r.Once(), journey, barrier.New{Code: f.Text("code"), Facts: facts})
		return err
	},
	change: func(p Pages, r *web.Request, journey, id uuid.UUID, f *form.Values) error {
		facts, ok := barrierFacts(f)
		if !ok {
			return nil
		}
		return p.Barriers.Change(r.Once(), journey, id, facts, f.Version())
	},
	remove: func(p Pages, r *web.Request, journey, id uuid.UUID, version int) error {
		return p.Barriers.Remove(r.Once(), journey, id, version)
	},
	restore: func(p Pages, r *web.Request, journey, id uuid.UUID) error {
		return p.Barriers.Restore(r.Once(), journey, id)
	},
}

func readBarrier(p Pages, tx *postgres.Tx, d access.Decision, id uuid.UUID) (record, error) {
	b, err := p.Barriers.Get(tx, d, id)
	if err != nil {
		return record{}, err
	}
	changes, err := p.Barriers.History(tx, d, id)
	if err != nil {
		return record{}, err
	}
	r := record{version: b.Version, title: b.Kind.Label, guarded: guardedLabel(b), change: d.Require(access.Change, b.Kind.Category),
		who: "Somebody", when: "a moment ago",
		values: map[string]string{"code": b.Kind.Code, "detail": b.Detail, "severity": strconv.Itoa(int(b.Severity)), "status": string(b.Status),
			"since": typedDay(b.Since), "found_by": b.FoundBy}}
	if len(changes) > 0 {
		r.who, r.when = changes[0].By+", "+changes[0].ByOrg, lately(changes[0].At, tx.Actor.Today)
	}
	r.history = barrierHistory(changes)
	return r, nil
}

// barrierHistory says of each step what it changed; the oldest is how it was found.
func barrierHistory(changes []barrier.Change) []component.TimelineEntry {
	entries := make([]component.TimelineEntry, len(changes))
	for i, c := range changes {
		title := "Found, " + c.Severity.Label()
		if i+1 < len(changes) {
			title = stepTitle(changes[i+1], c)
		}
		entries[i] = component.TimelineEntry{Title: title, Meta: meta(c.At, c.By, c.ByOrg)}
	}
	return entries
}

func stepTitle(before, c barrier.Change) string {
	switch {
	case c.Status != before.Status && c.Severity != before.Severity:
		return c.Status.Label() + ", " + c.Severity.Label()
	case c.Status != before.Status:
		return c.Status.Label()
	case c.Severity != before.Severity:
		return "Now " + c.Severity.Label()
	}
	return "Described anew"
}

func barrierControls(ed *editing) []templ.Component {
	f := ed.f
	var controls []templ.Component
	if ed.old.version == 0 {
		what := control.Choice{Field: web.Field(f, "code", "What stands in the way"), Empty: "Choose a barrier"}
		for _, k := range barrier.KindsIn(ed.frame.Decision.On(access.Add)) {
			what.Options = append(what.Options, control.Option{Value: k.Code, Label: k.Label, Group: CategoryLabel(k.Category)})
		}
		controls = append(controls, control.Select(grouped(what)))
	}
	severity := control.Choice{Field: web.Field(f, "severity", "How much it stands in the way"), Small: true}
	for _, s := range barrier.Severities {
		severity.Options = append(severity.Options, control.Option{Value: strconv.Itoa(int(s)), Label: s.Label(), Hint: s.Hint()})
	}
	status := control.Choice{Field: web.Field(f, "status", "How it stands now"), Small: true, Inline: true}
	for _, s := range barrier.Statuses {
		status.Options = append(status.Options, control.Option{Value: string(s), Label: s.Label()})
	}
	found := choice(f, "found_by", "Who found it", "Not known", barrier.Finders, func(f barrier.Finder) (string, string) { return f.Code, f.Label })
	return append(controls, text(f, "detail", "In a few words", optional, hint("Like childcare before 8am")), control.Radios(severity), control.Radios(status),
		control.DateText(maybe(withHint(web.Field(f, "since", "Since")))), control.Select(found))
}

// grouped puts the barriers of one category in a row, each category where the
// taxonomy first names it.
func grouped(c control.Choice) control.Choice {
	var order []string
	by := map[string][]control.Option{}
	for _, o := range c.Options {
		if by[o.Group] == nil {
			order = append(order, o.Group)
		}
		by[o.Group] = append(by[o.Group], o)
	}
	c.Options = nil
	for _, g := range order {
		c.Options = append(c.Options, by[g]...)
	}
	return c
}

func barrierFacts(f *form.Values) (barrier.Facts, bool) {
	const choose = "Choose how much it stands in the way"
	f.Need("severity", choose)
	facts := barrier.Facts{Detail: f.Text("detail"), Severity: barrier.Severity(f.Int("severity", 0, choose)), Status: barrier.Status(f.Text("status")),
		Since: f.Date("since"), FoundBy: f.Text("found_by")}
	return facts, f.OK()
}
