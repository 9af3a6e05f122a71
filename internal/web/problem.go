package web

import (
	"net/http"

	"onward/ui"
	"onward/ui/page/problem"
)

// Assets is the path beneath which style sheets and scripts are served.
const Assets = ui.Prefix

// AssetHandler serves the built style sheets and scripts.
func AssetHandler() http.Handler { return ui.Handler() }

// AssetsBuilt says whether they had been built when this program was compiled.
func AssetsBuilt() bool { return ui.Built() }

// ShowProblem answers with the page that says what went wrong and what to do.
func (r *Request) ShowProblem(status int, title, text string) error {
	return r.ShowStatus(status, problem.Page(r.View(title, ""), text, r.Home()))
}
