// Package fault names the kinds of error that Onward can answer with.
//
// A fault carries a message that may be shown to the person who asked: it says
// what to do and holds no value that was typed and nothing that was read. What
// went wrong beneath stays in the wrapped error, for the log.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind is what a fault means to the one who asked.
type Kind int

// The kinds. Missing and Forbidden are told apart in the log only: both answer
// as if nothing were there, so that nobody learns of what they may not see.
const (
	Internal    Kind = iota // a bug or a broken part; the public message says nothing of it
	Invalid                 // the input cannot be; Fields say where
	Missing                 // there is no such thing, or not for this actor
	Forbidden               // the actor may not; shown as Missing wherever a record is concerned
	Conflict                // somebody changed it meanwhile
	Signin                  // nobody is signed in
	TooMany                 // a limit on tries
	Unavailable             // a part that is needed does not answer; Retry says when to come back
)

// Field is one thing wrong with one named part of the input.
type Field struct {
	Name    string // the form's or the JSON's name of it
	Message string // what to do, like "Enter a real date, like 31 3 1980"
}

// Error is a fault. Its Error method is for logs; Public is for people.
type Error struct {
	Kind   Kind
	Public string
	Fields []Field
	Retry  time.Duration // with Unavailable and TooMany
	cause  error
}

// Error gives the public message with its cause.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.Public
	}
	return e.Public + ": " + e.cause.Error()
}

// Unwrap gives the cause, so that errors.Is sees through a fault.
func (e *Error) Unwrap() error { return e.cause }

// New makes a fault of a kind with the sentence that people see.
func New(kind Kind, public string) *Error { return &Error{Kind: kind, Public: public} }

// Newf is New with a formatted sentence. Never put typed or stored values in it.
func Newf(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Public: fmt.Sprintf(format, args...)}
}

// Wrap gives an error a kind and a public sentence and keeps it as the cause.
func Wrap(err error, kind Kind, public string) *Error {
	return &Error{Kind: kind, Public: public, cause: err}
}

// Fields makes an Invalid fault of the fields that are wrong, nil if there are none.
func Fields(fields ...Field) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Public: "There is a problem with what was entered.", Fields: fields}
}

// NotHere is the one answer for what is not there and for what may not be seen.
func NotHere() *Error {
	return New(Missing, "There is nothing at this address, or you may not see it.")
}

// Of gives the fault in err's chain; any other error is an Internal fault.
func Of(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Internal, Public: "Sorry, something went wrong. Nothing you entered was saved. Try again.", cause: err}
}

// Is says whether err is a fault of the kind.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}
