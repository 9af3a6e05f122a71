package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"onward/internal/actor"
	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
)

// imported are the tables that an import fills.
var imported = strings.Fields("resident resident_identity resident_name resident_block resident_identifier resident_contact journey progress stage_move spoc_period barrier barrier_change note action task spell pay imported_row audit")

// imports sets an import with all its rules against COPY of the very rows that
// it made into tables with the same indexes.
func imports(w *world) error {
	const rows = 2000
	manager, err := w.app.Directory.Manager(w.ctx, "ealing")
	if err != nil {
		return err
	}
	table, err := sheet.Read("bench.csv", bytes.NewReader(madeUp(rows)), sheet.Limits{})
	if err != nil {
		return err
	}
	s, err := caseload.Recognise(table, nil)
	if err != nil {
		return err
	}
	for _, t := range imported {
		if _, err := w.raw.Exec(w.ctx, fmt.Sprintf("create table bench_before_%s as select ctid::text as at from onward.%s", t, t)); err != nil {
			return err
		}
	}
	began := time.Now()
	result, err := w.app.Imports.Run(actor.With(w.ctx, manager.Post), s, exchange.Choices{}, nil)
	if err != nil {
		return err
	}
	work := time.Since(began)
	created := 0
	for _, r := range result {
		if r.Outcome == caseload.Created {
			created++
		}
	}
	floor, copied, err := w.copyRows()
	if err == nil {
		atLeast("import", floor, work, 0.5, map[string]any{"rows": rows, "created": created, "copied": copied, "rows_a_second": int(rows / work.Seconds())})
	}
	return err
}

// copyRows takes out what the import wrote and copies it in again, in binary,
// into empty tables with the same indexes.
func (w *world) copyRows() (took time.Duration, n int64, err error) {
	for _, t := range imported {
		var data bytes.Buffer
		if _, err := w.raw.Exec(w.ctx, fmt.Sprintf("create table bench_%s (like onward.%s including all)", t, t)); err != nil {
			return 0, 0, err
		}
		out := fmt.Sprintf("copy (select * from onward.%s where ctid::text not in (select at from bench_before_%s)) to stdout (format binary)", t, t)
		if _, err := w.raw.PgConn().CopyTo(w.ctx, &data, out); err != nil {
			return 0, 0, err
		}
		began := time.Now()
		tag, err := w.raw.PgConn().CopyFrom(w.ctx, &data, fmt.Sprintf("copy bench_%s from stdin (format binary)", t))
		if err != nil {
			return 0, 0, err
		}
		took += time.Since(began)
		n += tag.RowsAffected()
	}
	return took, n, nil
}

// madeUp is a sheet of people who are nobody.
func madeUp(rows int) []byte {
	r := rand.New(rand.NewPCG(3, 4))
	syllables := []string{"ba", "cho", "da", "fe", "go", "hu", "jo", "ka", "li", "mo", "nu", "pe", "ri", "so", "ta", "vi", "wa", "ye", "zo"}
	name := func() string {
		s := syllables[r.IntN(19)] + syllables[r.IntN(19)] + syllables[r.IntN(19)]
		return strings.ToUpper(s[:1]) + s[1:]
	}
	var b bytes.Buffer
	b.WriteString("First name,Surname,DOB,NI No,Address,Postcode,Tel,Registered,Barriers,Status,Job title,Employer,Job start,Hours p/w,Pay,Notes\n")
	for i := range rows {
		fmt.Fprintf(&b, "%s,%s,%d/%d/%d,MW%06dA,%d High Street,W5 2NU,07700 900%03d,%d/%d/2026,Childcare; Debt,In work,Cook,Acton Vale Foods,1/%d/2026,37.5,£14.80 ph,Likes to bake\n",
			name(), name(), 1+r.IntN(28), 1+r.IntN(12), 1960+r.IntN(45), 100000+i, 1+r.IntN(200), r.IntN(1000), 1+r.IntN(28), 1+r.IntN(6), 1+r.IntN(9))
	}
	return b.Bytes()
}
