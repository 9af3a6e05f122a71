package journeypage

import (
	"fmt"
	"strings"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// sheetLooks is how many looks stand on the paper: it is a page or two.
const sheetLooks = 15

// printSharing is the record that the resident takes home, in short words. It
// is theirs, and others at home may read it: no evidence is on it, and what is
// guarded is named only as "things we keep extra safe".
func (p Pages) printSharing(r *web.Request) error {
	var v page.SharingSheetView
	err := p.open(r, "Print who sees what", sharingShows, func(tx *postgres.Tx, f *Frame) error {
		if err := ofLead(f.Decision); err != nil {
			return err
		}
		readers, err := p.Says.Readers(tx, f.Decision)
		if err != nil {
			return err
		}
		say, err := p.Says.Read(tx, f.Decision)
		if err != nil {
			return err
		}
		looks, err := p.Says.Looks(tx, f.Decision, lookDays, 0, mostLook)
		if err != nil {
			return err
		}
		v = page.SharingSheetView{Name: f.Head.SPOCName, Phone: unbroken(f.Head.SPOCPhone), Lead: f.Head.Lead, Sheet: layout.Sheet{Title: "Who sees what about you",
			Partnership: f.Head.Lead, Printed: tx.Actor.Today.Long() + ", " + r.Me.Name, Back: &layout.Link{Label: "Back to Sharing", Href: f.Path("sharing")}}}
		if name := f.Person.Identity; name.Given != "" {
			v.Sheet.For = "For " + name.Call() + " " + name.Family
		}
		v.Told, v.Said = sheetTold(say), sheetSaid(say)
		for _, reader := range readers {
			if reader.Sees.Empty() && reader.Wrote.Empty() {
				v.Nothing = append(v.Nothing, reader.Name)
			} else {
				v.Sees = append(v.Sees, sheetReader(reader))
			}
		}
		for _, g := range glances(looks, sheetLooks) {
			v.Looked = append(v.Looked, lookTime(g, tx.Actor.Today)+": "+g.Name+", "+g.OrgName)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.SharingSheet(v))
}

func sheetTold(say sharing.Say) []string {
	if len(say.Notices) == 0 {
		return []string{"We have not told you yet how we share. So we share nothing yet."}
	}
	var told []string
	for _, n := range say.Notices {
		told = append(told, fmt.Sprintf("We told you how we share on %s (%s). %s told you.", n.On.Full(), n.Wording, n.By))
	}
	return told
}

func sheetSaid(say sharing.Say) []string {
	var said []string
	for _, c := range say.Consents {
		if c.Withdrawn.IsZero() {
			said = append(said, fmt.Sprintf("You said yes to “%s” on %s.", c.Title, c.On.Long()))
		} else {
			said = append(said, fmt.Sprintf("You took back your yes to “%s” on %s.", c.Title, c.Withdrawn.Long()))
		}
	}
	for _, o := range say.Objections {
		if o.Lifted.IsZero() {
			said = append(said, fmt.Sprintf("You said no to %s on %s.", o.Name, o.On.Long()))
		}
	}
	return said
}

// plainWords are the categories at reading age 9. Those that others at home
// should not read of share one.
var plainWords = map[access.Category]string{access.Existence: "that we help you", access.Identity: "your name and birthday", access.Contact: "how to reach you",
	access.Circumstances: "how you live", access.HousingMoney: "your home and money", access.Plan: "your plan", access.Notes: "our notes", access.Work: "your job and pay",
	access.Outcomes: "how you got on", access.Documents: "your papers"}

func sheetReader(reader sharing.Reader) page.SheetReader {
	var words []string
	safe := false
	for c := range access.Documents + 1 {
		switch {
		case !reader.Sees.Has(c):
		case c.Guarded():
			safe = true
		default:
			words = append(words, plainWords[c])
		}
	}
	if safe {
		words = append(words, "things we keep extra safe")
	}
	row := page.SheetReader{Name: reader.Name, What: "Can see " + among(words) + "."}
	if len(words) == 0 {
		row.What = "Can see what they wrote."
	}
	if !reader.Lead {
		row.Why = strings.Join(reader.Why, " ")
	}
	return row
}
