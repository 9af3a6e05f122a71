// Package caseload reads a caseload as offices keep it: a spreadsheet with their
// own headings, dates in every layout, pay in words and people twice. It judges
// each row and says what a careful clerk would key in; it touches no database.
//
// Recognise finds which column holds what, Judge reads the rows. What it decides:
//
//   - Headings are recognised by exact words only, forgetting capitals, spaces and
//     signs. A column that is not recognised is reported as such, never guessed at
//     and never dropped in silence; a mapping says what it holds.
//   - A row is rejected for no given or no family name, a date of birth that cannot
//     be, and a National Insurance number that cannot be, because a wrong identifier
//     joins two people. An empty date or number is unknown and not wrong.
//   - Whatever else cannot be read is a warning beside its cell, and the text goes
//     to the notes under its heading: nothing is lost, and nothing is invented. So
//     a salary without its period is kept as words rather than as a rate that would
//     decide an outcome.
//   - A job's end that cannot be read marks the job EndUnclear, because a job that
//     seems to go on would count days towards an outcome.
//
// The words of boroughs (headings, statuses, barriers) are data, under data/.
package caseload
