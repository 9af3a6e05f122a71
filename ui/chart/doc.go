// Package chart draws pictures as SVG on the server: the bar of days, the mini
// bar, the stage line, the working-day clock, and the charts of Team.
//
// Lengths are whole numbers all the way: shares become per cents with two
// decimals by integer division, so that the same figures give the same bytes
// on every machine. Pictures that fill their column place things by per cent and
// keep type and strokes in pixels, so that text neither shrinks nor grows with
// them. Hatches are shared: Patterns must stand once on a page that has charts,
// and layout.Page has it.
package chart
