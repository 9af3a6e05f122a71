// Package migrations holds the database's history: goose files, forward only.
//
// They run as the owner. Two roles must exist before the first: onward_app, in
// whose name the product reads and writes, and onward_auditor.
package migrations

import "embed"

// Files are the migrations in their order.
//
//go:embed *.sql
var Files embed.FS
