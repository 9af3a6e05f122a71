package timeline

import (
	"strings"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// MostSearched is how many entries a search opens, the newest: what lies sealed
// is found by reading it, and nobody's page is to wait for that longer.
const MostSearched = 1000

// search opens what the filter let through, all of which the decision shows,
// and keeps the entries in which each of the words stands.
func (s Service) search(tx *postgres.Tx, d access.Decision, p *Page, shown []found, typed string) ([]Entry, error) {
	if len(shown) > MostSearched {
		p.Unsearched = len(shown) - MostSearched
		shown = shown[:MostSearched]
	}
	opened, err := s.open(tx, d, shown)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(plain(typed))
	entries := opened[:0]
	for _, e := range opened {
		if len(words) > 0 && e.says(words) {
			entries = append(entries, e)
		}
	}
	return entries, nil
}

// plain is a text word by word as resident.Key writes it, so that case, accents
// and punctuation make no difference.
func plain(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = resident.Key(w)
	}
	return strings.Join(words, " ")
}

// says is true where each of the plain words stands in what a page shows of the
// entry.
func (e Entry) says(words []string) bool {
	text := plain(strings.Join([]string{e.Title, e.Text, e.By, e.ByOrg}, " "))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
