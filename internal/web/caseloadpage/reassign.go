package caseloadpage

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/caseload"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/caseload"
)

// reassignOne begins from a journey's own menu.
func (p Pages) reassignOne(r *web.Request) error {
	id, err := uuid.Parse(r.QueryParam("journey"))
	if err != nil {
		return fault.NotHere()
	}
	return p.showReassign(r, form.Empty(r.Today()), []uuid.UUID{id}, http.StatusOK)
}

// reassignForm begins from rows chosen on the list; their ids go from page to
// page in the forms.
func (p Pages) reassignForm(r *web.Request) error {
	f, chosen, err := reassigning(r)
	if err != nil {
		return err
	}
	if len(chosen) == 0 {
		return p.nothingChosen(r)
	}
	return p.showReassign(r, f, chosen, http.StatusOK)
}

func reassigning(r *web.Request) (*form.Values, []uuid.UUID, error) {
	f, err := r.Form("journey[]", "spoc", "reason", "do")
	if err != nil {
		return nil, nil, err
	}
	chosen, err := ids(f)
	return f, chosen, err
}

func (p Pages) showReassign(r *web.Request, f *form.Values, chosen []uuid.UUID, status int) error {
	rows, err := p.reassignable(r, chosen)
	if err != nil {
		return err
	}
	title := "Reassign " + subject(rows)
	post := r.Post("/reassign/check")
	err = r.Site.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		return r.DraftAs(tx, reassignDraft(chosen), status == http.StatusOK, &post, func(draft *form.Values) bool { f.Replace(draft, "spoc", "reason"); return true })
	})
	if err != nil {
		return err
	}
	v := page.ReassignView{Layout: r.View(title, "Caseload"), Title: title, Form: post, Problems: web.Problems(f), Journeys: journeyRows(rows),
		Cancel: cancel(rows)}
	v.Layout.Errors = !f.OK()
	v.SPOC = control.Choice{Field: web.Field(f, "spoc", "Who becomes the single point of contact?"), Empty: "Choose a colleague"}
	for _, c := range p.people(r) {
		v.SPOC.Options = append(v.SPOC.Options, control.Option{Value: strconv.Itoa(c.Staff), Label: c.Name + ", " + lower(web.RoleLabel(c.Role))})
	}
	v.Reason = web.Field(f, "reason", "Why?")
	v.Reason.Hint = "A few words, like “Joel goes on leave”. Everyone at your organisation can read them: write nothing about the resident’s health or past."
	for _, row := range rows {
		v.Chosen = append(v.Chosen, row.ID().String())
	}
	return r.ShowStatus(status, page.Reassign(v))
}

// reassignDraft names the draft of reassigning just these journeys: what was
// typed about others says nothing about them.
func reassignDraft(chosen []uuid.UUID) string {
	ids := make([]string, len(chosen))
	for i, id := range chosen {
		ids[i] = id.String()
	}
	slices.Sort(ids)
	return "/reassign/" + uuid.NewSHA1(uuid.Nil, []byte(strings.Join(ids, " "))).String()
}

// reassignable are the chosen journeys; all of them must be there for this
// person and be theirs to reassign.
func (p Pages) reassignable(r *web.Request, chosen []uuid.UUID) ([]caseload.Row, error) {
	rows, err := p.Caseload.Chosen(r.Ctx(), chosen)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || len(rows) != len(chosen) {
		return nil, fault.NotHere()
	}
	for _, row := range rows {
		if err := row.Decision.Require(access.Reassign, access.Existence); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func subject(rows []caseload.Row) string {
	if len(rows) == 1 {
		return rows[0].Name()
	}
	return fmt.Sprintf("%d journeys", len(rows))
}

func cancel(rows []caseload.Row) string {
	if len(rows) == 1 {
		return path(rows[0], "")
	}
	return listPath
}

func journeyRows(rows []caseload.Row) component.TableView {
	v := component.TableView{Caption: "Journeys to reassign", Stack: true,
		Columns: []component.TableColumn{{Label: "Resident"}, {Label: "Reference"}, {Label: "Stage"}, {Label: "Single point of contact now"}}}
	for _, row := range rows {
		v.Rows = append(v.Rows, component.TableRow{Cells: []component.Cell{{Text: row.Name(), Href: path(row, ""), Bold: true}, {Text: row.Reference},
			{Content: component.StageTag(component.Stage(row.Stage))}, {Text: row.SPOC}}})
	}
	return v
}

// check reads the form's answers and says what is wrong with them.
func (p Pages) check(r *web.Request, f *form.Values) (to organisation.Colleague, reason string) {
	for _, c := range p.people(r) {
		if strconv.Itoa(c.Staff) == f.Text("spoc") {
			to = c
		}
	}
	if to.Staff == 0 {
		f.Problem("spoc", "Choose the colleague who becomes the single point of contact")
	}
	return to, f.Limit("reason", 200, "Say why, in a few words")
}

// reassignCheck shows the answers before anything is done.
func (p Pages) reassignCheck(r *web.Request) error {
	f, chosen, err := reassigning(r)
	if err != nil {
		return err
	}
	to, reason := p.check(r, f)
	if !f.OK() {
		return p.showReassign(r, f, chosen, http.StatusUnprocessableEntity)
	}
	rows, err := p.reassignable(r, chosen)
	if err != nil {
		return err
	}
	v := page.CheckView{Layout: r.View("Check before you reassign", "Caseload"), Form: r.Post("/reassign/confirm"), Journeys: journeyRows(rows), Cancel: cancel(rows),
		Answers: []component.SummaryRow{{Key: "From now on", Value: to.Name, Second: to.Telephone}, {Key: "Why", Value: reason}},
		SPOC:    strconv.Itoa(to.Staff), Reason: reason, Confirm: "Reassign " + fmt.Sprint(len(rows), plural(len(rows), " journey", " journeys"))}
	for _, row := range rows {
		v.Chosen = append(v.Chosen, row.ID().String())
	}
	return r.Show(page.Check(v))
}

// reassign does it for all of the journeys or, on any fault, for none.
func (p Pages) reassign(r *web.Request) error {
	f, chosen, err := reassigning(r)
	if err != nil {
		return err
	}
	to, reason := p.check(r, f)
	if !f.OK() {
		return p.showReassign(r, f, chosen, http.StatusUnprocessableEntity)
	}
	err = p.Journeys.Reassign(r.OnceFor(reassignDraft(chosen)), chosen, to.Staff, reason)
	if _, again := postgres.WasRepeated(err); again {
		err = nil
	}
	if err != nil {
		return err
	}
	if len(chosen) == 1 {
		return r.Go("/journeys/"+chosen[0].String(), to.Name+" is the single point of contact now.")
	}
	return r.Go(listPath, strings.TrimSpace(fmt.Sprintf("%s is the single point of contact of %d journeys now.", to.Name, len(chosen))))
}
