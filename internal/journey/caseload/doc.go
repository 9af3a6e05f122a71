// Package caseload answers which journeys an actor works with: as a list, by
// stage, counted, found by what somebody typed, and exported.
//
// All of these come from one clause (Store.where), made from the actor's
// access.Scope and the same Filter, so that a list, its count and its export
// cannot differ. A filter on a guarded fact looks only at rows on which the
// actor may see facts of that category: on all others the fact is not there,
// so neither the rows nor their number tell of it.
//
// Decisions that someone will question:
//
//   - A list is driven from onward.progress and filtered by organisation and
//     advisor as plain equalities, so that it walks an index in the order shown
//     and stops after a page. The page's size and the rows to pass over stand in
//     the statement as numbers that the program made: as parameters they would
//     make the generic plan expect a tenth of the table. It costs a plan for each
//     page that is turned to.
//   - Pages have numbers, so they are reached by passing rows over. That reads an
//     index of the organisation at worst: some 15 ms at the end of 25,000 rows.
//   - A look at a list is recorded once, with every journey that it showed, and
//     apart only for those that it showed more or less of.
package caseload
