package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"onward/internal/actor"
	"onward/internal/app"
	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/organisation"
)

type importCmd struct {
	File         string `arg:"" placeholder:"FILE" help:"A CSV or XLSX file."`
	Organisation string `required:"" placeholder:"SLUG" help:"The organisation whose caseload it is."`
	As           string `placeholder:"USER" help:"In whose name; the organisation's manager where it is left out."`
	Mapping      string `placeholder:"FILE" help:"YAML, one 'field: heading' a line, for headings that are not recognised."`
	DryRun       bool   `help:"Say what would happen and change nothing."`
	Report       string `placeholder:"OUT.jsonl" help:"Write one JSON object a row."`
}

// Run imports the file; it ends with 0 once every row is reported.
func (i importCmd) Run(ctx context.Context, c *cli) error {
	s, err := i.read()
	if err != nil {
		return err
	}
	return c.with(ctx, func(a *app.App) error {
		who, err := i.actor(ctx, a)
		if err != nil {
			return err
		}
		ctx := actor.With(ctx, who.Post)
		for _, column := range s.Unmapped() {
			fmt.Printf("Column %s, %q, is not imported: no field has this heading.\n", column.Letter, column.Heading)
		}
		var rows []caseload.Row
		if i.DryRun {
			rows, err = a.Imports.Preview(ctx, s, exchange.Choices{})
		} else {
			rows, err = a.Imports.Run(ctx, s, exchange.Choices{}, nil)
		}
		if err != nil {
			return err
		}
		summarise(rows, i.DryRun)
		return i.report(rows)
	})
}

// read opens the sheet and finds its columns before any database is started.
func (i importCmd) read() (*caseload.Sheet, error) {
	mapping := caseload.Mapping{}
	if i.Mapping != "" {
		text, err := os.ReadFile(i.Mapping)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "The mapping cannot be opened.")
		}
		if mapping, err = caseload.ParseMapping(text); err != nil {
			return nil, err
		}
	}
	f, err := os.Open(i.File)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The spreadsheet cannot be opened.")
	}
	defer f.Close()
	table, err := sheet.Read(filepath.Base(i.File), f, sheet.Limits{})
	if err != nil {
		return nil, err
	}
	return caseload.Recognise(table, mapping)
}

func (i importCmd) actor(ctx context.Context, a *app.App) (organisation.Colleague, error) {
	org, err := a.Directory.Slug(ctx, i.Organisation)
	if err != nil {
		return organisation.Colleague{}, err
	}
	if i.As == "" {
		return a.Directory.Manager(ctx, i.Organisation)
	}
	posts, err := a.Directory.Posts(ctx, i.As)
	if err != nil {
		return organisation.Colleague{}, err
	}
	for _, post := range posts {
		if post.Org.ID == org.ID {
			return post, nil
		}
	}
	return organisation.Colleague{}, fault.New(fault.Missing, "This user has no post at the organisation that stands today.")
}

func (i importCmd) report(rows []caseload.Row) (err error) {
	if i.Report == "" {
		return nil
	}
	f, err := os.OpenFile(i.Report, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "The report cannot be written.")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return writeReport(f, rows)
}

func writeReport(w io.Writer, rows []caseload.Row) error {
	out := bufio.NewWriter(w)
	for _, row := range rows {
		line, err := caseload.ReportLine(row)
		if err != nil {
			return err
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

func summarise(rows []caseload.Row, dry bool) {
	counts := map[caseload.Outcome]int{}
	for _, row := range rows {
		counts[row.Outcome]++
	}
	verb := "created"
	if dry {
		verb = "would be created"
	}
	fmt.Printf("%d rows: %d %s, %d likely duplicates that wait for a choice, %d rejected, %d skipped (blank, or imported before).\n",
		len(rows), counts[caseload.Created], verb, counts[caseload.Duplicate], counts[caseload.Rejected], counts[caseload.Skipped])
}
