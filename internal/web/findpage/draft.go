package findpage

import (
	"slices"
	"strings"

	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
)

// draft brings back what was typed about the person who was searched for. What
// was typed about somebody else waits until it is asked for: two people must not
// become one.
func (p Pages) draft(r *web.Request, post *control.Post, f *form.Values) error {
	return r.Site.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		err := r.DraftAs(tx, post.Action, r.First(), post, func(draft *form.Values) bool {
			if r.QueryParam("draft") != "open" && !samePerson(f, draft) {
				return false
			}
			names := slices.DeleteFunc(fields(), func(name string) bool { return slices.Contains([]string{"s", "known", "else"}, name) })
			f.Replace(draft, names...)
			return true
		})
		if post.Draft.Open != "" {
			post.Draft.Open += "?draft=open&s=" + f.Raw("s")
		}
		return err
	})
}

// samePerson says that nothing which was searched for differs from the draft.
func samePerson(f, draft *form.Values) bool {
	for _, name := range []string{"given", "family", "born", "telephone", "email", "nino"} {
		if sought := f.Text(name); sought != "" && draft.Text(name) != "" && !strings.EqualFold(sought, draft.Text(name)) {
			return false
		}
	}
	return true
}
