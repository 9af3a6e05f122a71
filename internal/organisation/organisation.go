// Package organisation knows the partnership's organisations, the people who
// work there, their posts, teams and hubs. None of it is a resident's data.
package organisation

import "onward/internal/actor"

// Kind is a kind of organisation.
type Kind string

// The kinds.
const (
	Borough     Kind = "borough"
	Jobcentre   Kind = "jobcentre"
	Provider    Kind = "provider"
	Voluntary   Kind = "voluntary"
	College     Kind = "college"
	Health      Kind = "health"
	Housing     Kind = "housing"
	Justice     Kind = "justice"
	Partnership Kind = "partnership"
	Region      Kind = "region"
)

// Organisation is one party of the partnership.
type Organisation struct {
	ID          int
	Partnership string // its name
	Kind        Kind
	Slug        string
	Name        string // London Borough of Ealing
	Short       string // Ealing
}

// Colleague is somebody who works at an organisation, in one post.
type Colleague struct {
	Staff     int
	Post      int
	Username  string
	Email     string
	Name      string
	Telephone string
	Role      actor.Role
	Org       Organisation
}
