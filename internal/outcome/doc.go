// Package outcome decides when work has lasted long enough at good enough pay.
//
// Judging is a pure function of facts: spells of work with their pay, the rates
// of the London Living Wage and of the National Minimum Wage, and a programme's
// rule. NewWalk reads the facts once; Walk.Answer and Walk.Explain then say how
// things stand as of any day. None of that knows a clock or a database: a test
// reads the imports. The store keeps the facts and only hands them over.
//
// Decisions that someone will question:
//
//   - Arithmetic is exact. Pay is whole pence, hourly pay a fraction; a penny a
//     year short is short. A test refuses floating point in the whole package.
//   - The days are cut into intervals on which nothing changes. Cost grows with
//     pay records, rates and spells, not with days. The tests keep a reading
//     that walks day by day and compare the two.
//   - A floor of none asks for no amount, but pay still has to be known.
//   - A pay record that nothing can be made of (a salary without hours) hides
//     the earlier ones: it is the latest that holds.
//   - A living wage holds until the next one's day, however old it has become. A
//     minimum wage ends on its last day: after it the floor cannot be met, and a
//     day due beyond the table is at risk until the next rates are entered.
//   - An apprentice spell is held against the apprentice rate for as long as it
//     lasts. From 19, the law gives that rate for the first year alone: whoever
//     keeps the facts ends the spell there and starts one that is no apprentice's.
//   - An age begins on the birthday, not with the next pay period; who was born
//     on 29 February is a year older on 1 March.
//   - Lines for Evaluate are read strictly: a repeated key is a fault, and so is
//     one in a spell, a rule or a rate that is not known, since a misspelt "end"
//     would make a job go on for ever.
package outcome
