package journeypage

import (
	"net/url"
	"unicode/utf8"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/web"
)

// timelineSearch keeps the typed words, which may be a name, and leads to the
// timeline that they narrow; nothing typed widens it again.
func (p Pages) timelineSearch(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form("q", "back")
	if err != nil {
		return err
	}
	words := f.Text("q")
	if utf8.RuneCountInString(words) > 200 {
		return fault.New(fault.Invalid, "Type fewer words to search for.")
	}
	var to string
	err = p.DB.Write(r.Ctx(), func(tx *postgres.Tx) error {
		if _, err := p.Journeys.Gate.Require(tx, id, access.View, access.Plan); err != nil {
			return err
		}
		q := readTimelineQuery(r, timelineBack(f.Text("back")), Path(id, "timeline"))
		q.filter.Words = words
		if words != "" {
			var err error
			if q.key, err = p.Journeys.Residents.Remember(tx, p.Journeys.Gate.Policy.Scope(tx.Actor), words); err != nil {
				return err
			}
		}
		to = q.atPage(1)
		return nil
	})
	if err != nil {
		return err
	}
	return r.Go(to, "")
}

// timelineBack is the query of the address that the form came from; of anything
// else it is empty.
func timelineBack(address string) url.Values {
	u, err := url.Parse(web.SafePath(address))
	if err != nil {
		return url.Values{}
	}
	return u.Query()
}
