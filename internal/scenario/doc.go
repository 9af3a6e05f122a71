// Package scenario asks both walls what they answer in a world that a plain file
// describes (access.md, "Scenarios").
//
// A world is laid down by the owner's role exactly as written, also where the
// services would refuse it, and is asked as the application's role: casbin's
// answer through the same gate that every page passes, the database's by looking
// which rows it shows. All of it happens in one transaction that is given up, in
// a scratch database of the command's own, so that a file costs milliseconds.
package scenario
