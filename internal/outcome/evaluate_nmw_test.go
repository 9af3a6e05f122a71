package outcome

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// minimumWageRows are the table of minimum wages as JSON, as a program makes it
// of a CSV file: every value text, every column there.
func minimumWageRows(t *testing.T) string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(string(minimumWageTable))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	text, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// minimumWageCase is thirty days at one hourly pay from a day on, held against the minimum wage.
func minimumWageCase(rates, born, start string, apprentice bool, pence int, asOf string) string {
	return fmt.Sprintf(`{"id":"m","born":%q,"rule":{"days":30,"max_gap_days":5,"min_hours_per_week":"0","floor":"nmw","self_employed":"count"},`+
		`"nmw_rates":%s,"spells":[{"start":%q,"end":null,"apprentice":%v,"pay":[{"from":%q,"amount":%d,"per":"hour","hours_per_week":null}]}],"as_of":%q}`,
		born, rates, start, apprentice, start, pence, asOf)
}

func TestMinimumWage(t *testing.T) {
	t.Parallel()
	rates := minimumWageRows(t)
	for name, c := range map[string]struct {
		line, want string
	}{
		"of age, exactly": {minimumWageCase(rates, "1990-05-05", "2025-06-01", false, 1221, "2025-06-30"),
			`"state":"achieved","count":30,"achieved_on":"2025-06-30"`},
		"of age, a penny under": {minimumWageCase(rates, "1990-05-05", "2025-06-01", false, 1220, "2025-06-30"),
			`"state":"none","count":0,"achieved_on":null,"projected_on":null,"reason":"below_floor"`},
		"eighteen":              {minimumWageCase(rates, "2007-01-01", "2025-06-01", false, 1000, "2025-06-30"), `"state":"achieved"`},
		"seventeen":             {minimumWageCase(rates, "2008-01-01", "2025-06-01", false, 755, "2025-06-30"), `"state":"achieved"`},
		"apprentice of any age": {minimumWageCase(rates, "1990-05-05", "2025-06-01", true, 755, "2025-06-30"), `"state":"achieved"`},
		"apprentice, a penny under": {minimumWageCase(rates, "1990-05-05", "2025-06-01", true, 754, "2025-06-30"),
			`"state":"none","count":0,"achieved_on":null,"projected_on":null,"reason":"below_floor"`},
		// 21 on 20 June: the eighteenth rate is short from that day.
		"birthday ahead": {minimumWageCase(rates, "2004-06-20", "2025-06-01", false, 1000, "2025-06-19"),
			`"state":"at_risk","count":19,"achieved_on":null,"projected_on":"2025-06-30","reason":"below_floor"`},
		// born on 29 February: 21 on 1 March where there is no 29 February.
		"birthday that is not there": {minimumWageCase(rates, "2004-02-29", "2025-02-20", false, 860, "2025-02-28"),
			`"state":"at_risk","count":9,"achieved_on":null,"projected_on":"2025-03-21","reason":"below_floor"`},
		"lower rate to the eve of it": {minimumWageCase(rates, "2004-02-29", "2025-01-30", false, 860, "2025-02-28"),
			`"state":"achieved","count":30,"achieved_on":"2025-02-28"`},
		"new rate in April": {minimumWageCase(rates, "1990-05-05", "2026-03-15", false, 1221, "2026-03-31"),
			`"state":"at_risk","count":17,"achieved_on":null,"projected_on":"2026-04-13","reason":"below_floor"`},
	} {
		answers, failed := evaluated(t, c.line)
		if failed || !strings.Contains(answers[0], c.want) {
			t.Errorf("%s\n got %s\nwant %s", name, answers[0], c.want)
		}
	}
}

// Numbers may be numbers, what has no bound null or left out, pounds pence.
func TestShapesOfMinimumWage(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]string{
		"numbers": `{"effective_from":"2025-04-01","effective_to":null,"band":"NLW 21+","min_age":21,"max_age":null,"hourly_gbp":12.21}`,
		"pence":   `{"effective_from":"2025-04-01","min_age":"21","hourly_pence":1221}`,
		"bare":    `{"effective_from":"2025-04-01","effective_to":"","hourly_gbp":"12.21","confidence":"high","source":"x"}`,
	} {
		for pence, want := range map[int]string{1221: `"state":"achieved"`, 1220: `"reason":"below_floor"`} {
			answers, failed := evaluated(t, minimumWageCase("["+row+"]", "1990-05-05", "2025-06-01", false, pence, "2025-06-30"))
			if failed || !strings.Contains(answers[0], want) {
				t.Errorf("%s at %d: %s", name, pence, answers[0])
			}
		}
	}
}

func TestMinimumWagesThatCannotBe(t *testing.T) {
	t.Parallel()
	const row = `{"effective_from":"2025-04-01","band":"NLW 21+","min_age":21,"hourly_gbp":"12.21"}`
	for name, c := range map[string]struct{ rates, born, want string }{
		"no date of birth":  {"[" + row + "]", "", "born: Enter the date of birth"},
		"no rates":          {"null", "1990-05-05", "nmw_rates: Enter a list"},
		"part of a penny":   {`[{"effective_from":"2025-04-01","hourly_gbp":"12.215"}]`, "1990-05-05", "nmw_rates[0].hourly_gbp: Enter the hourly rate"},
		"pounds in words":   {`[{"effective_from":"2025-04-01","hourly_gbp":"twelve"}]`, "1990-05-05", "nmw_rates[0].hourly_gbp: Enter the hourly rate"},
		"no pounds":         {`[{"effective_from":"2025-04-01"}]`, "1990-05-05", "nmw_rates[0].hourly_pence: Enter the hourly rate"},
		"rate of nothing":   {`[{"effective_from":"2025-04-01","hourly_gbp":"0"}]`, "1990-05-05", "nmw_rates[0].hourly_gbp: Enter the hourly rate"},
		"age in words":      {`[{"effective_from":"2025-04-01","hourly_gbp":"9","min_age":"adult"}]`, "1990-05-05", "nmw_rates[0].min_age: Enter an age"},
		"age negative":      {`[{"effective_from":"2025-04-01","hourly_gbp":"9","min_age":-1}]`, "1990-05-05", "nmw_rates[0].min_age: Enter an age"},
		"ages turned round": {`[{"effective_from":"2025-04-01","hourly_gbp":"9","min_age":21,"max_age":20}]`, "1990-05-05", "nmw_rates[0].max_age: Enter an age"},
		"ends first":        {`[{"effective_from":"2025-04-01","effective_to":"2025-03-31","hourly_gbp":"9"}]`, "1990-05-05", "nmw_rates[0].effective_to: Enter a last day"},
		"end no day":        {`[{"effective_from":"2025-04-01","effective_to":"never","hourly_gbp":"9"}]`, "1990-05-05", "nmw_rates[0].effective_to: Enter a real date"},
		"no start":          {`[{"hourly_gbp":"9"}]`, "1990-05-05", "nmw_rates[0].effective_from: Enter a real date"},
		"two for one age":   {"[" + row + "," + row + "]", "1990-05-05", "nmw_rates[1].effective_from: Keep one rate"},
		"two for all ages":  {"[" + row + `,{"effective_from":"2025-04-01","hourly_gbp":"9"}]`, "1990-05-05", "nmw_rates[1].effective_from: Keep one rate"},
		"other key":         {`[{"effective_from":"2025-04-01","hourly_gbp":"9","age":21}]`, "1990-05-05", "nmw_rates[0].*: Send no other keys"},
	} {
		answers, failed := evaluated(t, minimumWageCase(c.rates, c.born, "2025-06-01", false, 1221, "2025-06-30"))
		if !failed || !strings.Contains(answers[0], c.want) {
			t.Errorf("%s\n got %s\nwant %s", name, answers[0], c.want)
		}
	}
	// Apprentices' own rate and bands that meet without overlapping are no clash.
	rates := `[` + row + `,{"effective_from":"2025-04-01","band":"Apprentice","hourly_gbp":"7.55"},` +
		`{"effective_from":"2025-04-01","band":"18-20","min_age":18,"max_age":20,"hourly_gbp":"10.00"}]`
	if answers, failed := evaluated(t, minimumWageCase(rates, "1990-05-05", "2025-06-01", false, 1221, "2025-06-30")); failed {
		t.Error(answers[0])
	}
}
