package sharing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// wording is all that binds, in an order of its own: what is signed is the
// sha256 of its bytes. Change nothing here without another form, since a
// version that is out for signature must read the same tomorrow.
type wording struct {
	Form              int               `json:"form"`
	Series            string            `json:"series"`
	Version           int               `json:"version"`
	Title             string            `json:"title"`
	Parties           []wordedParty     `json:"parties"`
	Bases             []string          `json:"bases"`
	Categories        []string          `json:"categories"`
	Condition         string            `json:"condition"`
	Article6          string            `json:"article6"`
	Article9          string            `json:"article9"`
	Schedule1         string            `json:"schedule1"`
	From              string            `json:"from"`
	Until             string            `json:"until"`
	Review            string            `json:"review"`
	RightsContact     string            `json:"rights_contact"`
	BreachContact     string            `json:"breach_contact"`
	ComplaintsContact string            `json:"complaints_contact"`
	Sections          map[string]string `json:"sections"`
}

type wordedParty struct {
	Slug      string `json:"organisation"`
	Name      string `json:"name"`
	Discloses bool   `json:"discloses"`
	Receives  bool   `json:"receives"`
	Capacity  string `json:"capacity"`
}

// worded gives the canonical text of a version: the same terms, however they
// were put in, are the same bytes.
func (a Agreement) worded() string {
	t := a.Terms
	w := wording{Form: 1, Series: a.Series.String(), Version: a.Number, Title: t.Title, Bases: slices.Sorted(slices.Values(t.Bases)), Categories: t.Categories.Words(),
		Condition: t.Condition, Article6: t.Article6, Article9: t.Article9, Schedule1: t.Schedule1, From: t.From.String(), Until: t.Until.String(), Review: t.Review.String(),
		RightsContact: t.RightsContact, BreachContact: t.BreachContact, ComplaintsContact: t.ComplaintsContact, Sections: map[string]string{}}
	for key, text := range t.Sections {
		if text != "" {
			w.Sections[key] = text
		}
	}
	for _, p := range t.Parties {
		w.Parties = append(w.Parties, wordedParty{p.Slug, p.Name, p.Discloses, p.Receives, p.Capacity})
	}
	slices.SortFunc(w.Parties, func(a, b wordedParty) int { return strings.Compare(a.Slug, b.Slug) })
	text, err := json.MarshalIndent(w, "", "  ")
	if err != nil {
		panic(err) // strings and numbers alone
	}
	return string(text)
}

func hashOf(wording string) []byte {
	sum := sha256.Sum256([]byte(wording))
	return sum[:]
}

// Fingerprint is the sha256 of what is signed, as pages and papers show it;
// empty before the version is offered.
func (a Agreement) Fingerprint() string {
	if a.Wording == "" {
		return ""
	}
	return hex.EncodeToString(hashOf(a.Wording))
}
