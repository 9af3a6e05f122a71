package component

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"onward/ui/chart"
)

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var markup strings.Builder
	if err := c.Render(context.Background(), &markup); err != nil {
		t.Fatal(err)
	}
	return markup.String()
}

func holds(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(markup, part) {
			t.Errorf("no %q in %s", part, markup)
		}
	}
}

func lacks(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(markup, part) {
			t.Errorf("%q in %s", part, markup)
		}
	}
}

// hostile is what nobody's name is.
const hostile = `"><script>alert(1)</script>`

// everything is each piece with the same words wherever words can go.
func everything(s string) map[string]templ.Component {
	l := Link{Label: s, Href: "/x?" + s, Hidden: s}
	b := ButtonView{Label: s, Hidden: s, Name: s, Value: s, FormAction: s}
	a := ActionView{Action: "/x", CSRF: s, Key: s, Version: s, Fields: []Pair{{s, s}}, Button: b}
	st := &Status{Shape: Tick, Tone: Green, Words: s}
	o := &OutcomeCell{Bar: chart.Mini{Of: 182, Words: s}, Status: *st, Second: s}
	tab := []NavItem{{Label: s, Href: s, Count: s, Active: true}}
	return map[string]templ.Component{
		"anchor": Anchor(l), "name": Name(l), "button": Button(b), "action": ActionButton(a),
		"menu": Menu(MenuView{Label: s, Items: []MenuItem{{Label: s, Href: s}, {Label: s, Post: &a}}}),
		"head": PageHead(HeadView{s, s, s}), "section": Section(SectionView{ID: s, Title: s, Count: s, Link: &l}),
		"mark": Mark(*st), "guarded": Guarded(s), "banner": Banner(BannerView{Text: s, Link: &l}), "empty": Empty(EmptyView{Title: s, Text: s, Action: &b}),
		"panel": Panel(PanelView{Title: s, Aside: s}), "confirmation": Confirmation(ConfirmationView{s, s}),
		"summary":  Summary([]SummaryRow{{Key: s, Value: s, Second: s, Href: s, Action: &l}}),
		"identity": Identity(IdentityView{Name: s, Known: s, Guarded: []string{s}, Facts: []Fact{{s, s, s}}}),
		"subnav":   SubNav(s, tab), "tabs": Tabs(s, tab), "quote": Quote(QuoteView{s, s, &l}),
		"days":   DayPanel(DayPanelView{Towards: s, Status: *st, Due: s, In: s, Threat: &ThreatView{s, s, &l, &b}}),
		"status": StatusRows([]StatusRow{{l, s, st}}), "next": NextRows([]NextRow{{s, l, s, st}}),
		"timeline": Timeline([]TimelineEntry{{Title: s, Href: s, Meta: s, Text: s, Guarded: s}}),
		"counts":   CountStrip([]CountItem{{1, s, s}}), "schedule": Schedule([]ScheduleRow{{Start: s, End: s, Name: l, Text: s, Note: s, Actions: []ActionView{a}}, {Free: s, Book: &l}}),
		"risks": RiskRows([]RiskRow{{l, chart.Mini{Words: s}, s, s, s, s}}), "overdue": OverdueRows([]OverdueRow{{l, New, s, s, s}}),
		"waiting": WaitingRows([]WaitingRow{{l, s, s, chart.Clock{Words: s}, s}}), "quiet": QuietRows([]QuietRow{{l, s, New, 3}}),
		"filters": FilterTabs(FilterTabsView{[]FilterTab{{s, 1, s, true}}, &l}), "filter bar": FilterBar(FilterBarView{Tags: []FilterTag{{s, s}}, Clear: s, Action: "/x", Keep: []Pair{{s, s}}}),
		"list head": ListHead(ListHeadView{1, s, s, &SortView{"/x", s, []SortOption{{s, s, true}}, []Pair{{s, s}}}}),
		"bulk":      Bulk(BulkView{Action: "/x", CSRF: s, Key: s, Buttons: []ButtonView{b}, Clear: s}),
		"caseload":  CaseloadTable(CaseloadView{Caption: s, Outcome: s, Choose: true, Rows: []CaseloadRow{{Value: s, Name: l, Reference: s, Next: l, Due: s, Overdue: true, Contact: s, Outcome: o}}}),
		"board":     Board([]Column{{New, 1, []Card{{Name: l, Next: s, Due: s, Outcome: o, Move: &a, To: Stages}}, &l}}),
		"steps":     Steps(StepsAt(1, s, s)), "sheet": SheetTable(SheetView{s, true, []SheetColumn{{s, s, s}}, []SheetRow{{1, []SheetCell{{s, FaultProblem, []string{s, s}, &l, nil}}}}}),
		"progress": Progress(ProgressView{ID: s, Title: s, Text: s, Poll: s, Reload: s}),
		"conflict": Conflict(ConflictView{Action: "/x", CSRF: s, Key: s, Version: s, Who: s, When: s, Fields: []ConflictField{{s, s, s}}, Sent: []Pair{{s, s}}, Cancel: s}),
		"table":    Table(TableView{Caption: s, Columns: []TableColumn{{Label: s, Sort: Sort{Href: s}}, {Label: s}}, Rows: []TableRow{{Cells: []Cell{{Text: s, Href: s, Hidden: s, Second: s}, {Text: s}}}}}),
		"standard": StandardRows([]StandardRow{{s, chart.Bullet{}, &l}}),
	}
}

func TestWordsAreEscapedInEveryPiece(t *testing.T) {
	t.Parallel()
	for name, piece := range everything(hostile) {
		if markup := render(t, piece); strings.Contains(markup, "<script") {
			t.Errorf("%s lets markup through: %s", name, markup)
		}
	}
}

func TestNoAddressIsAScript(t *testing.T) {
	t.Parallel()
	for name, piece := range everything("javascript:alert(1)") {
		if markup := render(t, piece); strings.Contains(markup, `href="javascript:`) {
			t.Errorf("%s leads to a script: %s", name, markup)
		}
	}
}

// The Content-Security-Policy would refuse them; this names the piece.
func TestNoPieceHasInlineStyleOrHandler(t *testing.T) {
	t.Parallel()
	for name, piece := range everything("words") {
		markup := render(t, piece)
		for _, part := range []string{" style=", " onclick=", " onchange=", " onsubmit=", "<style", "<script"} {
			if strings.Contains(markup, part) {
				t.Errorf("%s has %s", name, part)
			}
		}
	}
}
