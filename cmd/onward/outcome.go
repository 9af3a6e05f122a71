package main

import (
	"os"

	"onward/internal/outcome"
)

type outcomeCmd struct {
	Evaluate outcomeEvaluateCmd `cmd:"" help:"Judge cases, one JSON object a line on standard input; exit 1 if any could not be judged. Starts no database."`
}

type outcomeEvaluateCmd struct{}

// Run answers line by line.
func (outcomeEvaluateCmd) Run() error {
	failed, err := outcome.Evaluate(os.Stdin, os.Stdout)
	if err != nil {
		return err
	}
	if failed {
		return exit(1)
	}
	return nil
}
