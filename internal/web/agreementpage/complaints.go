package agreementpage

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/agreement"
)

func (p Pages) complaints(r *web.Request) error {
	a, err := p.version(r)
	if err != nil {
		return err
	}
	return p.showComplaints(r, a, form.Empty(r.Today()), http.StatusOK)
}

func (p Pages) showComplaints(r *web.Request, a sharing.Agreement, f *form.Values, status int) error {
	list, err := p.Agreements.Complaints(r.Ctx(), a.ID)
	if err != nil {
		return err
	}
	v := page.ComplaintsView{Layout: view(r, "Complaints", backTo(a)), Head: component.HeadView{Title: "Complaints", Caption: a.Terms.Title + ", version " + strconv.Itoa(a.Number)},
		Contacts: []component.SummaryRow{{Key: "Contact for complaints", Value: said(a.Terms.ComplaintsContact)}, {Key: "Contact for rights", Value: said(a.Terms.RightsContact)}},
		Problems: web.Problems(f), Form: r.Post(path(a.ID, "complaints")), Received: web.Field(f, "received", "Received on"), About: answers(f, "about", "What is it about?", sharing.Abouts),
		What: control.Area{Field: web.Field(f, "what", "What does it say?"), Limit: sharing.MostReason}}
	v.Layout.Errors = !f.OK()
	v.Received.Hint = "For example, " + web.DateText(r.Today())
	v.About.Empty = "Choose one"
	v.What.Hint = "Every party’s governance officer reads it: name no resident."
	v.List = component.TableView{Caption: "Complaints", Stack: true, Columns: []component.TableColumn{{Label: "Received"}, {Label: "About"}, {Label: "Complaint"}, {Label: "Answer"}, {Label: "Stands"}}}
	for _, c := range list {
		state := component.Waiting("Open")
		if !c.Open() {
			state = component.Achieved(sharing.Find(sharing.ComplaintFindings, c.Finding))
		}
		answer := component.Cell{Text: c.Answer}
		if c.Organisation == r.Me.Org.ID && c.Open() {
			answer = component.Cell{Text: "Answer", Href: path(a.ID, "complaints", c.ID.String()), Hidden: "the complaint of " + c.ReceivedOn.Long()}
		} else if c.Open() {
			answer.Text = "Not yet"
		}
		v.List.Rows = append(v.List.Rows, component.TableRow{Cells: []component.Cell{{Text: c.ReceivedOn.Long(), Second: c.TakenBy}, {Text: sharing.Find(sharing.Abouts, c.About)},
			{Text: c.What}, answer, {Content: component.Mark(state)}}})
	}
	if len(list) == 0 {
		v.Empty = &component.EmptyView{Text: "No complaint is logged. Log each below, also one that was put right at once."}
	}
	return r.ShowStatus(status, page.Complaints(v))
}

func (p Pages) complain(r *web.Request) error {
	f, err := r.Form("received", "about", "what")
	if err != nil {
		return err
	}
	a, err := p.version(r)
	if err != nil {
		return err
	}
	c := sharing.Complaint{ReceivedOn: f.Date("received"), About: f.Text("about"), What: f.Text("what")}
	if f.OK() {
		if err := f.Add(p.Agreements.Complain(r.Once(), a.ID, c)); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.showComplaints(r, a, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path(a.ID, "complaints"), "Complaint logged.")
}

// complaint finds the one in the address among those of the version.
func (p Pages) complaint(r *web.Request) (a sharing.Agreement, c sharing.Complaint, err error) {
	if a, err = p.version(r); err != nil {
		return a, c, err
	}
	id, err := uuid.Parse(r.Param("complaint"))
	if err != nil {
		return a, c, fault.NotHere()
	}
	list, err := p.Agreements.Complaints(r.Ctx(), a.ID)
	if err != nil {
		return a, c, err
	}
	for _, c := range list {
		if c.ID == id && c.Organisation == r.Me.Org.ID {
			return a, c, nil
		}
	}
	return a, c, fault.NotHere()
}

func (p Pages) answerForm(r *web.Request) error {
	a, c, err := p.complaint(r)
	if err != nil {
		return err
	}
	f := form.With(r.Today(), map[string]string{"finding": c.Finding, "answer": c.Answer})
	return p.showAnswer(r, a, c, f, http.StatusOK)
}

func (p Pages) showAnswer(r *web.Request, a sharing.Agreement, c sharing.Complaint, f *form.Values, status int) error {
	post := r.Post(path(a.ID, "complaints", c.ID.String()))
	post.Version = strconv.Itoa(c.Version)
	v := page.AnswerView{Layout: view(r, "Answer a complaint", backTo(a)), Head: component.HeadView{Title: "Answer a complaint", Caption: a.Terms.Title},
		Facts: []component.SummaryRow{{Key: "Received", Value: c.ReceivedOn.Long()}, {Key: "About", Value: sharing.Find(sharing.Abouts, c.About)}, {Key: "Complaint", Value: c.What}},
		Form:  post, Problems: web.Problems(f), Finding: answers(f, "finding", "What was found?", sharing.ComplaintFindings),
		Answer: control.Area{Field: web.Field(f, "answer", "What was answered?"), Limit: sharing.MostReason}, Cancel: path(a.ID, "complaints")}
	v.Layout.Errors = !f.OK()
	return r.ShowStatus(status, page.Answer(v))
}

func (p Pages) answer(r *web.Request) error {
	f, err := r.Form("finding", "answer")
	if err != nil {
		return err
	}
	a, c, err := p.complaint(r)
	if err != nil {
		return err
	}
	err = p.Agreements.Answer(r.Once(), a.ID, c.ID, f.Version(), f.Text("finding"), f.Text("answer"))
	if fault.Is(err, fault.Conflict) {
		f.Problem("answer", "Somebody answered it meanwhile: “"+c.Answer+"”. Send yours again to put it in the place of theirs.")
		return p.showAnswer(r, a, c, f, http.StatusConflict)
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showAnswer(r, a, c, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path(a.ID, "complaints"), "Answer saved.")
}
