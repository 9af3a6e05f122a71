package gallery_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"onward/internal/testbrowser"
	"onward/ui/component"
	"onward/ui/layout"
)

func TestTheBulkBarCountsAndHides(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/caseload")
	b.See("2 selected")
	b.Click("#choose-3")
	b.See("3 selected")
	b.Click("#bulk-all")
	b.See("12 selected")
	b.Axe()
	b.Click("[data-bulk-clear]")
	b.Gone("[data-bulk-bar]")
	if n := b.Count(".onward-row--chosen"); n != 0 {
		t.Errorf("%d rows are still marked", n)
	}
	b.Click("#choose-3")
	b.See("1 selected")
	b.Until(`document.getElementById("bulk-all").indeterminate`)
}

func TestTheBulkBarIsThereWithoutScripts(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t, testbrowser.NoScripts())
	b.Go(serve(t) + "/caseload")
	b.Wait("[data-bulk-bar]")
	b.Gone("#bulk-all")
	b.Wait("text=Sort")
}

func sorted() component.ListHeadView {
	return component.ListHeadView{Count: 38, Noun: "journeys", Sort: &component.SortView{Action: "/page", Keep: []component.Pair{{Name: "stage", Value: "new"}}, Options: []component.SortOption{
		{Value: "due", Label: "Next action due", Chosen: true}, {Value: "name", Label: "Family name"},
	}}}
}

func TestAnOrderIsSentWhenItIsChosen(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "List"}, component.ListHead(sorted()))
	b := d.open()
	b.Gone("[data-autosubmit-button]")
	b.Choose("#list-sort", "name")
	b.Until(`location.search === "?stage=new&sort=name"`)
}

func TestAnOrderHasAButtonWithoutScripts(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "List"}, component.ListHead(sorted()))
	b := d.open(testbrowser.NoScripts())
	b.Click("text=Sort")
	b.Until(`location.search === "?stage=new&sort=due"`)
}

func board() []component.Column {
	card := component.Card{Name: component.Link{Label: "Rosa Adomako", Href: "#"}, Next: "Call", To: []component.Stage{component.InWork},
		Move: &component.ActionView{Action: "/move", CSRF: "t", Key: "k", Fields: []component.Pair{{Name: "journey", Value: "7"}}}}
	return []component.Column{{Stage: component.Looking, Count: 1, Cards: []component.Card{card}}, {Stage: component.InWork}, {Stage: component.Sustained}}
}

func TestACardMovesByItsButtonWithoutScripts(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Board"}, component.Board(board()))
	b := d.open(testbrowser.NoScripts())
	b.Click(".onward-card__move summary")
	b.Click("text=In work")
	moved(t, d.next())
}

// Dragging presses the card's own button, so it can do nothing more.
func TestDraggingACardSendsItsForm(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Board"}, component.Board(board()))
	b := d.open()
	b.Until(`document.querySelector("[data-card]").draggable`)
	b.Do(chromedp.DragAndDrop(chromedp.CSS("[data-card]"), chromedp.CSS(`[data-column="sustained"]`)))
	d.nothing() // the card may not move there
	b.Do(chromedp.DragAndDrop(chromedp.CSS("[data-card]"), chromedp.CSS(`[data-column="in_work"]`)))
	moved(t, d.next())
}

func moved(t *testing.T, p post) {
	t.Helper()
	if p.path != "/move" || p.fields.Get("stage") != "in_work" || p.fields.Get("journey") != "7" || p.fields.Get("_key") != "k" {
		t.Errorf("%+v", p)
	}
}

func TestAMenuClosesWithEscapeAndByAClickElsewhere(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/journey")
	b.Click("text=More")
	b.Wait("text=Print the plan")
	b.Axe()
	b.Press("\x1b")
	b.Gone("text=Print the plan")
	if tag := testbrowser.Eval[string](b, "document.activeElement.textContent"); !strings.Contains(tag, "More") {
		t.Errorf("the focus went to %q", tag)
	}
	b.Click("text=More")
	b.Wait("text=Print the plan")
	b.Click(".onward-quote__words")
	b.Gone("text=Print the plan")
}

func TestAPhonesMenuAndSectionsOpenWithoutScripts(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t, testbrowser.Phone(), testbrowser.NoScripts())
	b.Go(serve(t) + "/journey")
	b.Gone("text=Provision")
	b.Click("text=Menu")
	b.Wait("text=Provision")
	b.Axe()
	b.Click("text=Menu")
	b.Click(".onward-subnav__fold summary")
	b.Wait(".onward-subnav__list")
	b.Axe()
}

func TestFiltersUnfoldWithoutScripts(t *testing.T) {
	t.Parallel()
	for _, options := range [][]testbrowser.Option{nil, {testbrowser.Phone(), testbrowser.NoScripts()}} {
		b := testbrowser.Open(t, options...)
		b.Go(serve(t) + "/caseload")
		b.Gone("#advisor")
		b.Click(".onward-filter__panel summary")
		b.Wait("#advisor")
		b.See("Hide filters")
		b.Axe()
	}
}
