package component

import (
	"fmt"
	"strings"
	"testing"
)

func pages(v PaginationView) string {
	var words []string
	for _, p := range v.Pages {
		switch {
		case p.Gap:
			words = append(words, "…")
		case p.Active:
			words = append(words, fmt.Sprintf("[%d]", p.Number))
		default:
			words = append(words, fmt.Sprint(p.Number))
		}
	}
	return strings.Join(words, " ")
}

func TestPaginationKeepsTheEndsAndTheNeighbours(t *testing.T) {
	t.Parallel()
	href := func(n int) string { return fmt.Sprint("/list?page=", n) }
	size := func(n int) string { return fmt.Sprint("/list?size=", n) }
	for _, c := range []struct {
		rows, size, page     int
		want, previous, next string
	}{
		{38, 25, 1, "[1] 2", "", "/list?page=2"},
		{38, 25, 2, "1 [2]", "/list?page=1", ""},
		{1000, 25, 20, "1 … 19 [20] 21 … 40", "/list?page=19", "/list?page=21"},
		{100, 25, 1, "[1] 2 … 4", "", "/list?page=2"},
		{100, 25, 4, "1 … 3 [4]", "/list?page=3", ""},
		{75, 25, 2, "1 [2] 3", "/list?page=1", "/list?page=3"},
		{38, 25, 99, "1 [2]", "/list?page=1", ""},
		{38, 25, -1, "[1] 2", "", "/list?page=2"},
		{38, 50, 1, "", "", ""},
	} {
		v := Paginate(c.rows, c.size, c.page, href, size)
		if got := pages(v); got != c.want || v.Previous != c.previous || v.Next != c.next {
			t.Errorf("%+v: %q, previous %q, next %q", c, got, v.Previous, v.Next)
		}
		if len(v.Sizes) != len(PageSizes) {
			t.Errorf("%+v: %d sizes", c, len(v.Sizes))
		}
	}
}

func TestAListThatFitsOnAPageHasNoPagination(t *testing.T) {
	t.Parallel()
	v := Paginate(25, 25, 1, nil, nil)
	markup := render(t, Pagination(v))
	lacks(t, markup, "<nav", "<a")
}

func TestThePageBeingReadIsMarked(t *testing.T) {
	t.Parallel()
	same := func(int) string { return "/list" }
	markup := render(t, Pagination(Paginate(100, 25, 2, same, same)))
	if n := strings.Count(markup, `aria-current="page"`); n != 2 { // the page and the size
		t.Errorf("%d links are marked", n)
	}
	holds(t, markup, `rel="prev"`, `rel="next"`, `aria-label="Page 1"`, `aria-label="50 a page"`)
}

func TestTheOutcomeCellIsEmptyBeforeWorkStarts(t *testing.T) {
	t.Parallel()
	markup := render(t, CaseloadTable(CaseloadView{Outcome: "Six months", Rows: []CaseloadRow{{Name: Link{Label: "Leila"}}}}))
	holds(t, markup, `<td class="onward-caseload__outcome"></td>`)
	lacks(t, markup, "checkbox", "onward-mini")
}

func TestRowsAreChosenByTheJourneyAndNameThePerson(t *testing.T) {
	t.Parallel()
	markup := render(t, CaseloadTable(CaseloadView{Choose: true, Rows: []CaseloadRow{{Value: "71", Chosen: true, Name: Link{Label: "Rosa Adomako", Href: "/journeys/71"}, Due: "Today", DueBold: true}}}))
	holds(t, markup, `name="journey" value="71" checked`, "Choose Rosa Adomako", "onward-row--chosen", "<strong>Today</strong>", `<th scope="row"`)
}

func TestAColumnsOrderIsHeardAndSeen(t *testing.T) {
	t.Parallel()
	for order, want := range map[Order][2]string{Unsorted: {"none", "⇅"}, Ascending: {"ascending", "▲"}, Descending: {"descending", "▼"}} {
		holds(t, render(t, sortHead("Due", Sort{Href: "/list?sort=due", Order: order})), `aria-sort="`+want[0]+`"`, want[1])
	}
	lacks(t, render(t, sortHead("Next action", Sort{})), "aria-sort", "<a")
}

func TestAnOverdueDayIsSaidNotOnlyColoured(t *testing.T) {
	t.Parallel()
	holds(t, render(t, due("Fri 10 April", false, true)), "Overdue, </span>Fri 10 April", "onward-sign--square")
}

func TestTheBulkBarShowsHowManyAreChosen(t *testing.T) {
	t.Parallel()
	view := BulkView{Action: "/bulk", CSRF: "token", Key: "key", Clear: "/list", Chosen: 2, Buttons: []ButtonView{{Label: "Reassign", Name: "do", Value: "reassign"}}}
	holds(t, render(t, Bulk(view)), "2 selected", "onward-button--white", `name="_key" value="key"`, `href="/list"`)
	view.Chosen, view.Key = 0, ""
	markup := render(t, Bulk(view))
	holds(t, markup, "With the selected")
	lacks(t, markup, "_key")
}

func TestFiltersAreTakenAwayOneByOneAndKeepTheRest(t *testing.T) {
	t.Parallel()
	markup := render(t, FilterBar(FilterBarView{Tags: []FilterTag{{"Open", "/list?advisor=1"}}, Clear: "/list", Action: "/list", Keep: []Pair{{"sort", "due"}}, Open: true}))
	holds(t, markup, `href="/list?advisor=1"`, "Remove this filter:", `name="sort" value="due"`, " open", `method="get"`)
	none := render(t, FilterBar(FilterBarView{Action: "/list"}))
	holds(t, none, "None")
	lacks(t, none, "Clear", " open>")
}

func TestSortingStaysInTheAddress(t *testing.T) {
	t.Parallel()
	markup := render(t, ListHead(ListHeadView{Count: 38, Noun: "journeys", Range: "1 to 25", Sort: &SortView{Action: "/list", Options: []SortOption{{"due", "Next action due", true}}, Keep: []Pair{{"stage", "new"}}}}))
	holds(t, markup, `method="get" action="/list"`, `name="sort"`, `value="due" selected`, `name="stage" value="new"`, "data-autosubmit-button", "1 to 25")
	lacks(t, render(t, ListHead(ListHeadView{Count: 3, Noun: "journeys"})), "<form", "range")
}

func TestACardMovesByItsOwnButtons(t *testing.T) {
	t.Parallel()
	card := Card{Name: Link{Label: "Rosa", Href: "/r"}, Move: &ActionView{Action: "/move", CSRF: "token"}, To: []Stage{New, InWork}}
	markup := render(t, Board([]Column{{Stage: Looking, Count: 9, Cards: []Card{card}, More: &Link{Label: "8 more", Href: "/list"}}}))
	holds(t, markup, `aria-label="Looking for work, 9"`, `data-column="looking"`, `name="stage" value="in_work"`, "Move Rosa", "8 more")
	card.To = nil
	lacks(t, render(t, Board([]Column{{Stage: Looking, Cards: []Card{card}}})), "data-move")
	lacks(t, render(t, Board([]Column{{Stage: Sustained}})), "<ul")
}

func TestASheetKeepsItsOwnNumbersAndPutsProblemsInTheirCells(t *testing.T) {
	t.Parallel()
	markup := render(t, SheetTable(SheetView{Columns: []SheetColumn{{"C", "Date of birth", "DOB"}}, Rows: []SheetRow{{27, []SheetCell{{Value: "31/2/1991", Kind: FaultProblem, Says: []string{"Enter a real date"}}}}, {28, []SheetCell{{Value: "1/2/1991", Choice: Guarded("Leave out")}}}}}))
	holds(t, markup, "Leave out", `<th scope="row">27</th>`, "“DOB”", "cell--fault", "Enter a real date")
	if n := strings.Count(markup, "problem"); n != 1 {
		t.Errorf("%d problems", n)
	}
}

func TestProgressWithoutAnEndShowsThatItMoves(t *testing.T) {
	t.Parallel()
	markup := render(t, Progress(ProgressView{ID: "p", Title: "Reading", Poll: "/jobs/1/progress", Reload: "/jobs/1"}))
	holds(t, markup, `data-poll="/jobs/1/progress"`, "<noscript>", `href="/jobs/1"`)
	lacks(t, markup, "value=")
	done := render(t, Progress(ProgressView{ID: "p", Title: "Done", Done: 196, Of: 196}))
	holds(t, done, `max="196" value="196"`)
	lacks(t, done, "data-poll", "noscript")
}

func TestAConflictShowsBothVersionsAndSendsTheWholeChoice(t *testing.T) {
	t.Parallel()
	markup := render(t, Conflict(ConflictView{Action: "/barriers/3", CSRF: "token", Key: "key", Version: "5", Who: "Kemi", When: "at 10:14", Cancel: "/barriers/3",
		Fields: []ConflictField{{"Helps", "", "Repayment"}}, Sent: []Pair{{"status", "resolved"}}}))
	holds(t, markup, "Nothing", "Repayment", `name="_version" value="5"`, `name="status" value="resolved"`, "Keep theirs")
}

func TestATableNamesItsRowsAndItsStackedCells(t *testing.T) {
	t.Parallel()
	markup := render(t, Table(TableView{Caption: "Looks", Shown: true, Stack: true, Columns: []TableColumn{{Label: "When"}, {Label: "Rows", Number: true}, {Label: "Open", Hidden: true}},
		Rows: []TableRow{{Marked: true, Cells: []Cell{{Text: "Today"}, {Text: "12"}, {Text: "Open", Href: "/x", Bold: true}, {Text: "extra"}}}}}))
	holds(t, markup, `<th scope="row">`, `data-label="Rows"`, "onward-number", "onward-row--chosen", "onward-table--stack", `<caption class="">`)
	holds(t, render(t, Table(TableView{Caption: "Looks"})), `<caption class="govuk-visually-hidden">`)
}

func TestASectionWithoutAnIDHasNone(t *testing.T) {
	t.Parallel()
	lacks(t, render(t, Section(SectionView{Title: "Lately"})), `id=`)
	holds(t, render(t, Section(SectionView{ID: "risks", Title: "At risk"})), `id="risks"`)
}

func TestSubNavigationFoldsToTheSectionBeingRead(t *testing.T) {
	t.Parallel()
	items := []NavItem{{Label: "Overview", Href: "/o", Active: true}, {Label: "Plan", Href: "/p"}}
	markup := render(t, SubNav("Rosa", items))
	holds(t, markup, "2 sections", `<span class="onward-subnav__here">Overview</span>`)
	items[0].Active = false
	holds(t, render(t, SubNav("Rosa", items)), `<span class="onward-subnav__here">Sections</span>`)
}
