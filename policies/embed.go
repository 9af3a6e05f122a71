// Package policies holds the casbin model and the role rows: what each role may
// do on each basis. They are part of the binary, so that a running server and
// its policy can never differ.
package policies

import _ "embed"

// Model is the casbin model.
//
//go:embed model.conf
var Model string

// Roles are the role rows, in the compact form that access.Load expands.
//
//go:embed roles.csv
var Roles string
