package demo

import (
	_ "embed"
	"encoding/csv"
	"strings"

	"onward/internal/organisation"
)

// party is an organisation of the world before it has an id.
type party struct {
	organisation.NewOrganisation
	region  string  // the code of its partnership
	borough borough // where it works; of a partnership's own, the first of its boroughs
	size    float64 // against the mean borough, 1
	share   float64 // of the residents whose journeys it leads, before the sum is made 1
	lone    bool    // no residents: a partnership's own office
}

// region is a partnership with its parties, boroughs first.
type region struct {
	code, name string
	parties    []party
}

//go:embed data/partners.csv
var partnerTable string

// regions are the partnerships of an area: the West London Alliance, or all
// four of London with its 33 authorities.
func regions(area string, seed uint64) []region {
	var list []region
	at := map[string]int{}
	for _, b := range boroughs {
		if area != AreaLondon && b.regionCode != "WLA" {
			continue
		}
		i, there := at[b.regionCode]
		if !there {
			i = len(list)
			at[b.regionCode] = i
			list = append(list, region{code: b.regionCode, name: b.region})
		}
		list[i].parties = append(list[i].parties, boroughParty(b, seed))
	}
	for i := range list {
		list[i].join(seed)
	}
	return list
}

// boroughParty sizes a borough between the least and the most of the survey of
// boroughs' services: 230 to 3,200 people a year, 1,533 in the mean.
func boroughParty(b borough, seed uint64) party {
	const least, mean, peak = 230.0, 1533.0, 3200.0
	c := newChance(seed, hash("size "+b.slug))
	size := (least + (peak-least)*(c.Float64()+c.Float64()+c.Float64())/3) / mean
	if b.slug == "ealing" {
		size = max(size, 1.1)
	}
	return party{region: b.regionCode, borough: b, size: size, share: size, NewOrganisation: organisation.NewOrganisation{
		Kind: organisation.Borough, Slug: b.slug, Name: b.official, Short: b.name, GSS: b.gss}}
}

// join adds the boroughs' partners and the partnership's own office.
func (r *region) join(seed uint64) {
	own := r.parties
	for _, b := range own {
		r.parties = append(r.parties, r.partners(b)...)
	}
	office := party{region: r.code, borough: own[0].borough, lone: true, NewOrganisation: organisation.NewOrganisation{
		Kind: organisation.Partnership, Slug: slugOf(r.name), Name: r.name, Short: r.code}}
	r.parties = append(r.parties, office)
	for i := range r.parties {
		p := &r.parties[i]
		p.Email = "work@" + p.Slug + ".example"
		p.Telephone = landline(newChance(seed, hash("telephone "+p.Slug)))
	}
}

// partners of a borough: those of the list, or in the rest of London a
// jobcentre and one other that its name makes.
func (r *region) partners(b party) []party {
	if r.code == "WLA" {
		return listedPartners(b)
	}
	short := b.borough.name
	list := []party{partner(b, organisation.Jobcentre, "Jobcentre "+short, "JCP "+short)}
	switch kind := len(short) % 3; kind {
	case 0:
		list = append(list, partner(b, organisation.Provider, short+" Skills Works", short+" Skills"))
	case 1:
		list = append(list, partner(b, organisation.Voluntary, short+" Community Advice", short+" Advice"))
	default:
		list = append(list, partner(b, organisation.College, short+" Adult Learning College", short+" College"))
	}
	return list
}

func listedPartners(b party) []party {
	rows, err := csv.NewReader(strings.NewReader(partnerTable)).ReadAll()
	if err != nil {
		panic(err) // part of the program
	}
	var list []party
	for _, row := range rows[1:] {
		if row[1] == b.Slug {
			p := partner(b, organisation.Kind(row[0]), row[3], row[4])
			p.Slug = row[2]
			list = append(list, p)
		}
	}
	return list
}

// partner leads few journeys: most stay with the boroughs.
func partner(b party, kind organisation.Kind, name, short string) party {
	shares := map[organisation.Kind]float64{organisation.Jobcentre: 0.07, organisation.Provider: 0.06, organisation.Voluntary: 0.04, organisation.College: 0.03,
		organisation.Health: 0.02, organisation.Housing: 0.02, organisation.Justice: 0.02}
	return party{region: b.region, borough: b.borough, size: 0.3, share: shares[kind], NewOrganisation: organisation.NewOrganisation{
		Kind: kind, Slug: slugOf(name), Name: name, Short: short}}
}

func slugOf(name string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == ' ':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, name)
	return strings.Join(strings.Fields(kept), "-")
}

// hash gives a thing of the world a stream of its own by its name (FNV-1a).
func hash(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h
}
