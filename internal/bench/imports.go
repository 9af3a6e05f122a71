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

// imported are the tables that an import fills, parents before children: with
// the dictionary of names, which a trigger fills.
var imported = strings.Fields(`resident resident_identity name_variant resident_name resident_block resident_identifier resident_contact
	journey progress stage_move spoc_period barrier barrier_change note action task spell pay imported_row audit`)

// imports sets an import with all its rules against COPY of the very rows that
// it made, past row-level security, into the very tables: the same indexes and
// foreign keys over the same rows of others. "bare" is the ratio to COPY into
// tables of their own with the same indexes, where no foreign key is checked.
// Both take turns, a sheet at a time.
func imports(w *world) error {
	const turns, rows = 6, 1000
	manager, err := w.app.Directory.Manager(w.ctx, "ealing")
	if err != nil {
		return err
	}
	var floor, bare, work time.Duration
	c := copies{w: w}
	if err := c.prepare(); err != nil {
		return err
	}
	created := 0
	for turn := range turns {
		table, err := sheet.Read("bench.csv", bytes.NewReader(madeUp(turn, rows)), sheet.Limits{})
		if err != nil {
			return err
		}
		s, err := caseload.Recognise(table, nil)
		if err != nil {
			return err
		}
		if err := c.remember(); err != nil {
			return err
		}
		began := time.Now()
		result, err := w.app.Imports.Run(actor.With(w.ctx, manager.Post), s, exchange.Choices{}, nil)
		if err != nil {
			return err
		}
		work += time.Since(began)
		for _, r := range result {
			if r.Outcome == caseload.Created {
				created++
			}
		}
		if err := c.measure(&floor, &bare); err != nil {
			return err
		}
	}
	atLeast("import", floor, work, 0.5, map[string]any{"turns": turns, "rows": turns * rows, "created": created, "copied_each": c.copied,
		"rows_a_second": int(turns * rows / work.Seconds()), "bare": round(bare.Seconds() / work.Seconds())})
	return nil
}

// copies are the rows that an import made, in COPY's binary form.
type copies struct {
	w      *world
	data   map[string][]byte
	column map[string]string // the columns that are written, parted by commas
	copied int64             // by the last COPY
}

// prepare makes the bare tables.
func (c *copies) prepare() error {
	for _, t := range imported {
		if err := c.do("create table bench_%[1]s (like onward.%[1]s including all)", t); err != nil {
			return err
		}
	}
	return nil
}

// remember says which rows are there before an import.
func (c *copies) remember() error {
	for _, t := range imported {
		for _, sql := range []string{"drop table if exists bench_before_%[1]s", "create table bench_before_%[1]s as select ctid::text as at from onward.%[1]s"} {
			if err := c.do(sql, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// measure takes out what the import made and puts it in again by COPY.
func (c *copies) measure(floor, bare *time.Duration) error {
	if err := c.takeOut(); err != nil {
		return err
	}
	if err := c.putIn("bench_", bare); err != nil {
		return err
	}
	for _, t := range imported {
		if err := c.do("alter table onward.%s disable trigger user", t); err != nil {
			return err
		}
	}
	if err := c.putIn("onward.", floor); err != nil {
		return err
	}
	for _, t := range imported {
		if err := c.do("alter table onward.%s enable trigger user", t); err != nil {
			return err
		}
	}
	return nil
}

func (c *copies) do(sql, table string) error {
	_, err := c.w.raw.Exec(c.w.ctx, fmt.Sprintf(sql, table))
	return err
}

// takeOut reads what is new and deletes it, without a trigger or a foreign key.
func (c *copies) takeOut() error {
	c.data, c.column = map[string][]byte{}, map[string]string{}
	for _, t := range imported {
		var columns string
		if err := c.w.raw.QueryRow(c.w.ctx, `select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
			where attrelid = ('onward.' || $1)::regclass and attnum > 0 and not attisdropped and attgenerated = ''`, t).Scan(&columns); err != nil {
			return err
		}
		var data bytes.Buffer
		out := fmt.Sprintf("copy (select %s from onward.%s where ctid::text not in (select at from bench_before_%s)) to stdout (format binary)", columns, t, t)
		if _, err := c.w.raw.PgConn().CopyTo(c.w.ctx, &data, out); err != nil {
			return err
		}
		c.data[t], c.column[t] = data.Bytes(), columns
	}
	for _, t := range imported {
		for _, sql := range []string{"alter table onward.%[1]s disable trigger all", "delete from onward.%[1]s where ctid::text not in (select at from bench_before_%[1]s)",
			"alter table onward.%[1]s enable trigger all", "vacuum onward.%[1]s"} {
			if err := c.do(sql, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// putIn copies the rows into the tables of a schema or name and adds the time.
func (c *copies) putIn(tables string, took *time.Duration) error {
	c.copied = 0
	for _, t := range imported {
		began := time.Now()
		tag, err := c.w.raw.PgConn().CopyFrom(c.w.ctx, bytes.NewReader(c.data[t]), fmt.Sprintf("copy %s%s (%s) from stdin (format binary)", tables, t, c.column[t]))
		if err != nil {
			return err
		}
		*took += time.Since(began)
		c.copied += tag.RowsAffected()
	}
	return nil
}

// madeUp is a sheet of people who are nobody, other ones each turn.
func madeUp(turn, rows int) []byte {
	r := rand.New(rand.NewPCG(3, uint64(turn)))
	syllables := []string{"ba", "cho", "da", "fe", "go", "hu", "jo", "ka", "li", "mo", "nu", "pe", "ri", "so", "ta", "vi", "wa", "ye", "zo"}
	name := func() string {
		s := syllables[r.IntN(19)] + syllables[r.IntN(19)] + syllables[r.IntN(19)]
		return strings.ToUpper(s[:1]) + s[1:]
	}
	var b bytes.Buffer
	b.WriteString("First name,Surname,DOB,NI No,Address,Postcode,Tel,Registered,Barriers,Status,Job title,Employer,Job start,Hours p/w,Pay,Notes\n")
	for i := range rows {
		fmt.Fprintf(&b, "%s,%s,%d/%d/%d,MW%06dA,%d High Street,W5 2NU,07700 900%03d,%d/%d/2026,Childcare; Debt,In work,Cook,Acton Vale Foods,1/%d/2026,37.5,£14.80 ph,Likes to bake\n",
			name(), name(), 1+r.IntN(28), 1+r.IntN(12), 1960+r.IntN(45), 100000+turn*rows+i, 1+r.IntN(200), r.IntN(1000), 1+r.IntN(28), 1+r.IntN(6), 1+r.IntN(9))
	}
	return b.Bytes()
}
