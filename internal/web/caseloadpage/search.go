package caseloadpage

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/web"
	page "onward/ui/page/caseload"
)

// searchForm carries the words of the filter panel: posted, and kept under a
// key, since they may be a name.
func searchForm(r *web.Request, at place) page.SearchView {
	return page.SearchView{Post: r.Post("/caseload/search"), Back: at.href()}
}

// search keeps the typed words and leads to the list that they narrow; nothing
// typed widens it again.
func (p Pages) search(r *web.Request) error {
	f, err := r.Form("q", "back")
	if err != nil {
		return err
	}
	path, query := back(f.Text("back"))
	at, err := p.parse(r, path, query)
	if err != nil {
		return err
	}
	words := f.Text("q")
	if utf8.RuneCountInString(words) > 200 {
		return fault.New(fault.Invalid, "Type fewer words to search for.")
	}
	at.query.Page, at.query.Filter.Words, at.key = 1, words, uuid.Nil
	if words != "" {
		if at.key, err = p.Caseload.Remember(r.Ctx(), words); err != nil {
			return err
		}
	}
	return r.Go(at.href(), "")
}

// back takes the address that a form came from apart; any but list and board
// is the list.
func back(address string) (path string, query url.Values) {
	u, err := url.Parse(web.SafePath(address))
	if err != nil || u.Path != boardPath && u.Path != listPath {
		return listPath, url.Values{}
	}
	return u.Path, u.Query()
}

func itoa(n int) string { return strconv.Itoa(n) }

// lower begins a label in small letters, to stand within a sentence.
func lower(label string) string {
	r, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToLower(r)) + strings.TrimPrefix(label[size:], "")
}
