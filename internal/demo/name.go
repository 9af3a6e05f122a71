package demo

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// community is a list of names that belong together and what often goes with them.
type community struct {
	word      string
	ethnicity string // an answer of the equality monitoring
	religions lot[string]
	language  string // empty where it is English
	own       bool   // written in another script than Latin
	women     []string
	men       []string
	kin       []string
	kinWomen  []string // the form that women bear, as kin where it is the same
}

//go:embed data/names.txt
var nameTable string

// communities come up as often as they weigh.
var communities, latinCommunities = mustNames(nameTable)

func mustNames(text string) (all, latin *lot[*community]) {
	all, latin, err := readNames(text)
	if err != nil {
		panic(err) // the list is part of the program and read by the tests
	}
	return all, latin
}

func readNames(text string) (all, latin *lot[*community], err error) {
	all, latin = &lot[*community]{}, &lot[*community]{}
	var now *community
	weight := 0
	close := func() error {
		if now == nil {
			return nil
		}
		if now.kinWomen == nil {
			now.kinWomen = now.kin
		}
		if weight == 0 || now.ethnicity == "" || len(now.women) == 0 || len(now.men) == 0 || len(now.kin) == 0 || len(now.kin) != len(now.kinWomen) {
			return fmt.Errorf("demo: names of %s are not whole", now.word)
		}
		all.add(now, weight)
		if !now.own {
			latin.add(now, weight)
		}
		return nil
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			if err := close(); err != nil {
				return nil, nil, err
			}
			now, weight = &community{word: strings.Trim(line, "[]")}, 0
			continue
		}
		key, value, _ := strings.Cut(line, ": ")
		if key == "weight" {
			weight, err = strconv.Atoi(value)
		} else {
			err = now.set(key, value)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("demo: names of %s: %w", now.word, err)
		}
	}
	return all, latin, close()
}

func (k *community) set(key, value string) error {
	list := strings.Split(value, ", ")
	switch key {
	case "ethnicity":
		k.ethnicity = value
	case "language":
		k.language = value
	case "script":
		k.own = true
	case "f":
		k.women = list
	case "m":
		k.men = list
	case "kin":
		k.kin = list
	case "kin f":
		k.kinWomen = list
	case "religion":
		for _, part := range list {
			word, share, _ := strings.Cut(part, " ")
			weight, err := strconv.Atoi(share)
			if err != nil {
				return err
			}
			k.religions.add(word, weight)
		}
	default:
		return fmt.Errorf("no key %q", key)
	}
	return nil
}

func (k *community) given(c chance, woman bool) string {
	if woman {
		return pick(c, k.women)
	}
	return pick(c, k.men)
}

func (k *community) family(c chance, woman bool) string {
	if woman {
		return pick(c, k.kinWomen)
	}
	return pick(c, k.kin)
}

func itoa(n int) string { return strconv.Itoa(n) }
