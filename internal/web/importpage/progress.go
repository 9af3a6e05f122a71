package importpage

import (
	"fmt"

	"onward/internal/exchange"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/importing"
)

// progress shows an import that waits or runs, and leads on when it is over.
// The script asks for the same page and follows where it leads; without scripts a
// link does, since a page that reloads by itself fails WCAG 2.2.1.
func (p Pages) progress(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	here := address(up.ID, "progress")
	if to := home(up); to != here {
		return r.Go(to, "")
	}
	v := page.ProgressView{Layout: r.View("Importing", "Import"), Caption: caption(up)}
	v.Bar = component.ProgressView{ID: "progress", Title: "Importing " + count(up.Rows, "row"), Done: up.RowsDone, Of: up.Rows,
		Text: fmt.Sprintf("Row %d of %d", up.RowsDone, up.Rows), Poll: here, Reload: here}
	if up.State == exchange.StateQueued && up.RowsDone == 0 {
		v.Bar.Text = "Waiting to start"
	}
	return r.Show(page.Progress(v))
}
