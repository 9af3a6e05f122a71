package outcome

import (
	"bytes"
	_ "embed" // the tables of rates
	"encoding/csv"
	"fmt"
	"strconv"

	"onward/internal/calendar"
)

//go:embed data/llw_rates.csv
var livingWageTable []byte

//go:embed data/nmw_rates.csv
var minimumWageTable []byte

// Reference gives the rates that Onward comes with, each with its source and
// how far to trust it, for an administrator to start from. missing names the
// years, as the table does ("2026-27"), whose rate is not known and has to be
// entered by hand; they are not among the rates.
func Reference() (rates Rates, missing []string) {
	rates, missing, err := readReference(livingWageTable, minimumWageTable)
	if err != nil {
		panic(err) // the tables are compiled in and read by the tests
	}
	return rates, missing
}

func readReference(livingWages, minimumWages []byte) (rates Rates, missing []string, err error) {
	if rates.LivingWage, missing, err = readLivingWages(livingWages); err != nil {
		return Rates{}, nil, err
	}
	if rates.MinimumWage, err = readMinimumWages(minimumWages); err != nil {
		return Rates{}, nil, err
	}
	return rates, missing, nil
}

func readLivingWages(table []byte) (rates []LivingWage, missing []string, err error) {
	rows, err := readTable(table, "year", "london_living_wage_gbp", "announced", "employers_implement_by", "confidence", "source")
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		if row["london_living_wage_gbp"] == "" {
			missing = append(missing, row["year"])
			continue
		}
		cells := cells{row: row}
		rate := LivingWage{
			Announced:  cells.day("announced"),
			MustPayBy:  cells.day("employers_implement_by"),
			Pence:      cells.pounds("london_living_wage_gbp"),
			Provenance: Provenance{Confidence: row["confidence"], Source: row["source"]},
		}
		if cells.err != nil {
			return nil, nil, cells.err
		}
		rates = append(rates, rate)
	}
	return rates, missing, nil
}

func readMinimumWages(table []byte) ([]MinimumWage, error) {
	rows, err := readTable(table, "effective_from", "effective_to", "band", "min_age", "max_age", "hourly_gbp", "confidence", "source")
	if err != nil {
		return nil, err
	}
	var rates []MinimumWage
	for _, row := range rows {
		cells := cells{row: row}
		rate := MinimumWage{
			From:       cells.day("effective_from"),
			Apprentice: apprenticeBand(row["band"]),
			MinAge:     cells.age("min_age"),
			MaxAge:     cells.age("max_age"),
			Pence:      cells.pounds("hourly_gbp"),
			Provenance: Provenance{Confidence: row["confidence"], Source: row["source"]},
		}
		if row["effective_to"] != "" {
			rate.To = cells.day("effective_to")
		}
		if cells.err != nil {
			return nil, cells.err
		}
		rates = append(rates, rate)
	}
	return rates, nil
}

// readTable gives each row by the names of its columns.
func readTable(table []byte, columns ...string) ([]map[string]string, error) {
	records, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("outcome: rates: %w", err)
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("outcome: rates: an empty table")
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		for _, name := range columns {
			if _, there := row[name]; !there {
				return nil, fmt.Errorf("outcome: rates: no column %s", name)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// cells reads one row and keeps the first thing that is wrong with it.
type cells struct {
	row map[string]string
	err error
}

func (c *cells) wrong(name string) {
	if c.err == nil {
		c.err = fmt.Errorf("outcome: rates: %s cannot be %q", name, c.row[name])
	}
}

func (c *cells) day(name string) calendar.Date {
	day, err := calendar.ParseISO(c.row[name])
	if err != nil {
		c.wrong(name)
	}
	return day
}

func (c *cells) age(name string) int {
	if c.row[name] == "" {
		return 0
	}
	age, err := strconv.Atoi(c.row[name])
	if err != nil {
		c.wrong(name)
	}
	return age
}

func (c *cells) pounds(name string) int64 {
	pence, ok := parsePounds(c.row[name])
	if !ok {
		c.wrong(name)
	}
	return pence
}

// parsePounds reads 12.71 as 1271 pence, and nothing that holds part of a penny.
func parsePounds(text string) (int64, bool) {
	pounds, ok := parseDecimal(text)
	if !ok {
		return 0, false
	}
	pence := pounds.Mul(pounds, whole(penceInPound))
	return pence.Num().Int64(), pence.IsInt() && pence.Num().IsInt64()
}

const penceInPound = 100
