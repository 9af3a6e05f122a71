// Package component is the pieces that pages are made of, one a file. A piece X
// takes an XView, or a list of its rows; the views hold words that are ready to
// be shown. page/gallery shows each of them in use.
//
// Words and marks
//
//	Anchor(Link)             a link, or its words alone where it leads nowhere
//	Name(Link)               a person's name: the bold link of a row
//	StageTag(Stage)          where a journey stands
//	Mark(Status)             how something stands: AtRisk(""), Overdue("3 days"), InHand("") …
//	Sign(Status)             its shape alone
//	Guarded("Health")        the badge of a guarded category, for those who may know
//
// Acting
//
//	Button(ButtonView)       sends the form around it, or leads to its Href
//	ActionButton(ActionView) a form of one button, with token and idempotency key
//	Menu(MenuView)           "More ▾"
//
// Heads and frames
//
//	PageHead(HeadView)       the h1; its children are buttons at the right
//	Section(SectionView)     the head of a section: 19 bold, count, link, 2 px rule
//	Panel(PanelView)         a box around its children
//	Banner(BannerView)       what holds for the whole page
//	Empty(EmptyView)         instead of a list with nothing in it
//	Confirmation(…View)      the end of a task
//	Tabs, SubNav             parts of a page, sections of a record
//	Identity(IdentityView)   whose journey it is; with SubNav the Band of layout.View
//
// Rows
//
//	CountStrip, Schedule, RiskRows, OverdueRows, WaitingRows, QuietRows   Today
//	StatusRows, NextRows, Timeline, Quote, DayPanel                       Overview
//	StandardRows                                                          Team
//	Summary([]SummaryRow)    facts, and check-your-answers
//	Table(TableView)         anything else; Stack makes blocks of its rows on a phone
//
// Lists of journeys, from top to bottom
//
//	FilterTabs, FilterBar, ListHead, Bulk around CaseloadTable, Pagination
//	Paginate(rows, size, page, href, sizeHref)   makes the PaginationView
//	Board([]Column)          the same journeys by stage
//
// Long tasks
//
//	Steps(StepsAt(3, …))     circles 1 to 4
//	StageSteps(Stage)        the same for chart.StageLine
//	SheetTable(SheetView)    a spreadsheet with the problems in its cells
//	Progress(ProgressView)   long work; follows itself to its end
//	Conflict(ConflictView)   two versions of one record, to choose from
package component
