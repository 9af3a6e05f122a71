// Package house holds the tests that keep the house in order: import arrows,
// the doors of the stores, the permissions of the routes, row-level security on
// every table, and the habits that safety.md asks of the code. It has no code.
package house
