package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"onward/internal/access"
	"onward/internal/calendar"
)

// World is one file: who there is, what was agreed, what residents said, and
// what must and must not be possible then.
type World struct {
	Name          string               `yaml:"name"`
	Today         string               `yaml:"today"`
	Organisations map[string]string    `yaml:"organisations"` // slug: kind
	Users         map[string]User      `yaml:"users"`
	Agreements    map[string]Agreement `yaml:"agreements"`
	Residents     map[string]Resident  `yaml:"residents"`
	Referrals     []Referral           `yaml:"referrals"`
	Emergencies   []Emergency          `yaml:"emergencies"`
	Checks        []Check              `yaml:"checks"`
	Lists         []List               `yaml:"lists"`
	today         calendar.Date
}

// User is somebody with one post.
type User struct {
	Organisation string `yaml:"organisation"`
	Role         string `yaml:"role"`
}

// Agreement is a data-sharing agreement in the state it is written in.
type Agreement struct {
	Discloses  []string `yaml:"discloses"`
	Receives   []string `yaml:"receives"`
	Bases      []string `yaml:"bases"`
	Categories []string `yaml:"categories"`
	Condition  string   `yaml:"condition"` // consent where absent, the stricter
	From       string   `yaml:"from"`
	Until      string   `yaml:"until"` // inclusive
	State      string   `yaml:"state"`
	Unsigned   []string `yaml:"unsigned"`
}

// Resident is a resident with one journey and one row in each category.
type Resident struct {
	Lead       string            `yaml:"lead"`
	Contact    string            `yaml:"contact"`
	Supporters []string          `yaml:"supporters"`
	Informed   bool              `yaml:"informed"`
	Consents   map[string]string `yaml:"consents"` // agreement: given or withdrawn
	Objections []string          `yaml:"objections"`
	Sealed     bool              `yaml:"sealed"`
	List       []string          `yaml:"list"`
}

// Referral is one organisation's card at another.
type Referral struct {
	Resident   string   `yaml:"resident"`
	From       string   `yaml:"from"`
	To         string   `yaml:"to"`
	Categories []string `yaml:"categories"`
	State      string   `yaml:"state"`
}

// Emergency is one user's at one time.
type Emergency struct {
	User     string    `yaml:"user"`
	Resident string    `yaml:"resident"`
	At       time.Time `yaml:"at"`
}

// Check is what a user may and may not do with a resident's data.
type Check struct {
	User     string   `yaml:"user"`
	Resident string   `yaml:"resident"`
	May      []string `yaml:"may"`
	MayNot   []string `yaml:"may_not"`
}

// List is every resident whom the user's search can return.
type List struct {
	User string   `yaml:"user"`
	Sees []string `yaml:"sees"`
}

// Read reads a file. Unknown keys, and names that stand nowhere in it, are
// errors: a check of a misspelt name would pass for nothing.
func Read(from io.Reader) (*World, error) {
	text, err := io.ReadAll(from)
	if err != nil {
		return nil, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	w := &World{}
	if err := dec.Decode(w); err != nil {
		return nil, fmt.Errorf("the file is no scenario: %w", err)
	}
	if w.today, err = calendar.ParseISO(w.Today); err != nil {
		return nil, errors.New("today must be a day like 2026-03-02")
	}
	return w, w.check()
}

// check holds every name in the file to what the file says there is.
func (w *World) check() error {
	c := checker{World: w}
	c.people()
	c.events()
	c.expected()
	return errors.Join(c.wrong...)
}

// checker collects what is wrong with a world.
type checker struct {
	*World
	wrong []error
}

// known holds names to those of a map; kind is what they name.
func known[V any](c *checker, there map[string]V, kind, where string, names ...string) {
	for _, n := range names {
		if _, ok := there[n]; !ok {
			c.wrong = append(c.wrong, fmt.Errorf("%s: no %s is called %q", where, kind, n))
		}
	}
}

func (c *checker) orgs(where string, slugs ...string) {
	known(c, c.Organisations, "organisation", where, slugs...)
}
func (c *checker) users(where string, names ...string) {
	known(c, c.Users, "user", where, names...)
}
func (c *checker) residents(where string, names ...string) {
	known(c, c.Residents, "resident", where, names...)
}

func (c *checker) people() {
	for name, u := range c.Users {
		c.orgs("users."+name, u.Organisation)
	}
	for name, a := range c.Agreements {
		c.orgs("agreements."+name, slices.Concat(a.Discloses, a.Receives, a.Unsigned)...)
	}
	for name, r := range c.Residents {
		where := "residents." + name
		c.orgs(where, append(slices.Clone(r.Objections), r.Lead)...)
		c.users(where, slices.Concat(r.Supporters, r.List, []string{r.Contact})...)
		for a, said := range r.Consents {
			if _, ok := c.Agreements[a]; !ok || said != "given" && said != "withdrawn" {
				c.wrong = append(c.wrong, fmt.Errorf("%s: consents must name an agreement as given or withdrawn, not %q: %q", where, a, said))
			}
		}
	}
}

func (c *checker) events() {
	for i, r := range c.Referrals {
		where := fmt.Sprintf("referrals[%d]", i)
		c.residents(where, r.Resident)
		c.orgs(where, r.From, r.To)
	}
	for i, e := range c.Emergencies {
		where := fmt.Sprintf("emergencies[%d]", i)
		c.users(where, e.User)
		c.residents(where, e.Resident)
	}
}

func (c *checker) expected() {
	for i, check := range c.Checks {
		where := fmt.Sprintf("checks[%d]", i)
		c.users(where, check.User)
		c.residents(where, check.Resident)
		for _, words := range slices.Concat(check.May, check.MayNot) {
			if _, _, err := parseAsk(words); err != nil {
				c.wrong = append(c.wrong, fmt.Errorf("%s: %w", where, err))
			}
		}
	}
	for i, l := range c.Lists {
		where := fmt.Sprintf("lists[%d]", i)
		c.users(where, l.User)
		c.residents(where, l.Sees...)
	}
}

// parseAsk reads "view identity".
func parseAsk(words string) (access.Verb, access.Category, error) {
	verb, category, _ := strings.Cut(words, " ")
	c, ok := access.ParseCategory(category)
	for _, v := range []access.Verb{access.View, access.Add, access.Change} {
		if v.String() == verb && ok {
			return v, c, nil
		}
	}
	return 0, 0, fmt.Errorf("%q is not view, add or change with a category", words)
}

// sorted gives a map's keys in order, so that a world is laid down the same way each time.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
