package demo

import (
	_ "embed"
	"encoding/csv"
	"strings"

	"onward/internal/actor"
	"onward/internal/organisation"
	"onward/internal/resident"
)

// colleague is somebody of the world before they have ids.
type colleague struct {
	organisation.NewStaff
	role actor.Role
	also string // slug of an organisation where they hold a second post
}

//go:embed data/people.csv
var peopleTable string

// hiring gives the people of organisations names of their own to sign in with.
type hiring struct {
	seed  uint64
	taken map[string]bool
	named map[string][]colleague // the people of the pictures, by organisation
	calls int                    // telephones given out
}

func newHiring(seed uint64) *hiring {
	h := &hiring{seed: seed, taken: map[string]bool{}, named: map[string][]colleague{}}
	rows, err := csv.NewReader(strings.NewReader(peopleTable)).ReadAll()
	if err != nil {
		panic(err) // part of the program
	}
	for _, r := range rows[1:] {
		h.taken[r[2]], h.taken[workEmail(r[3], r[0])] = true, true
		h.named[r[0]] = append(h.named[r[0]], colleague{role: actor.Role(r[1]),
			NewStaff: organisation.NewStaff{Username: r[2], Name: r[3], Email: workEmail(r[3], r[0]), Telephone: r[4]}})
	}
	return h
}

// staff of an organisation: the people of the pictures first, then enough to
// fill every role and the number of advisors.
func (h *hiring) staff(p party, advisors int) []colleague {
	c := newChance(h.seed, hash("staff "+p.Slug))
	list := append([]colleague{}, h.named[p.Slug]...)
	want := map[actor.Role]int{actor.Advisor: advisors, actor.Manager: 1 + advisors/14, actor.Intake: 1 + advisors/20,
		actor.Governance: 1, actor.Analyst: 1, actor.Administrator: 1}
	if p.lone {
		want = map[actor.Role]int{actor.Manager: 1, actor.Governance: 1, actor.Analyst: 2, actor.Administrator: 1}
	}
	for _, there := range list {
		want[there.role]--
	}
	for _, role := range actor.Roles {
		for range want[role] {
			list = append(list, h.hire(c, p.Slug, role))
		}
	}
	if p.Kind == organisation.Jobcentre && len(list) > 2 {
		list[1].also = p.borough.slug // a work coach who is hosted in the borough's hub
	}
	return list
}

func (h *hiring) hire(c chance, slug string, role actor.Role) colleague {
	for {
		k, woman := latinCommunities.draw(c), c.in(0.6)
		given, family := k.given(c, woman), k.family(c, woman)
		name := given + " " + family
		email := workEmail(name, slug)
		if h.taken[email] || !plain(strings.ReplaceAll(email, "@", "")) {
			continue
		}
		for _, username := range []string{resident.Key(given), resident.Key(given) + "." + resident.Key(family)} {
			if !plain(username) || h.taken[username] {
				continue
			}
			h.taken[username], h.taken[email] = true, true
			h.calls++
			return colleague{role: role, NewStaff: organisation.NewStaff{Username: username, Name: name, Email: email,
				Telephone: "020 7946 0" + pad((200+h.calls)%1000, 3)}}
		}
	}
}

// workEmail is amina.yusufi@ealing.example.
func workEmail(name, slug string) string {
	words := strings.Fields(name)
	for i, w := range words {
		words[i] = resident.Key(w)
	}
	return strings.Join(words, ".") + "@" + slug + ".example"
}
