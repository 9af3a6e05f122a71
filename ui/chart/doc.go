// Package chart draws pictures as SVG on the server.
//
//	DayBar(Days)             the bar of days with its key, for desk and phone
//	MiniBar(Mini)            an outcome's count in a row or on a card
//	StageLine([]Step)        the way from the first stage to the last
//	WorkingDays(Clock)       a service standard: one square a working day
//	ShareBar([]Share, note)  what became of a number of things
//	WeightBar(Weight)        a caseload's weight against one line; WeightKey explains it
//	BulletBar(Bullet)        a figure against its target
//	ColumnChart(Columns)     figures by month with their table
//	Patterns()               the hatches, once a page: layout.Page has them
//
// Lengths are whole numbers all the way: shares become per cents with two
// decimals by integer division, so that the same figures give the same bytes
// on every machine. Pictures that fill their column place things by per cent and
// keep type and strokes in pixels, so that text neither shrinks nor grows with
// them. Every texture differs, so that no picture needs its colours to be read.
package chart
