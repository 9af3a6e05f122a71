// Package plan keeps what a resident and those around them mean to do: goals in
// the resident's own words, actions with somebody to do each of them,
// interventions that organisations give, and tasks that staff set themselves.
//
// All of it is in the category plan. Tasks are no part of what is printed for
// the resident: they are the organisation's own work. Nothing is overwritten
// unseen: every change goes over the version that was read, and what is
// removed can be brought back for a day.
package plan
