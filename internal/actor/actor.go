// Package actor says who acts: a user in one post at one organisation, for a purpose.
package actor

import (
	"context"
	"time"

	"onward/internal/calendar"
)

// Role is what a post allows; the rows in policies/ give it meaning.
type Role string

// The roles of a post.
const (
	Advisor       Role = "advisor"
	Manager       Role = "manager"
	Intake        Role = "intake"
	Governance    Role = "governance"
	Analyst       Role = "analyst"
	Administrator Role = "administrator"
)

// Roles lists every role, in the order in which people meet them.
var Roles = []Role{Advisor, Manager, Intake, Governance, Analyst, Administrator}

// Valid says whether the role is one that Onward knows.
func (r Role) Valid() bool {
	for _, known := range Roles {
		if r == known {
			return true
		}
	}
	return false
}

// Actor is the one in whose name a transaction runs. The database answers who
// that is from the post alone; nothing here is taken from the browser.
type Actor struct {
	Post         int
	User         int
	Organisation int
	Partnership  int
	Role         Role
	Now          time.Time     // the database's clock when the transaction began
	Today        calendar.Date // its London day
}

type key struct{}

// With puts the post that acts into a context.
func With(ctx context.Context, post int) context.Context { return context.WithValue(ctx, key{}, post) }

// Post is the post that acts in a context, 0 where nobody does.
func Post(ctx context.Context) int {
	post, _ := ctx.Value(key{}).(int)
	return post
}
