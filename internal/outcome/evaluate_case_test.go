package outcome

import (
	"encoding/json"
	"strings"
	"testing"
)

// with is the good case with one part of its text replaced.
func with(t *testing.T, old, new string) string {
	t.Helper()
	if strings.Count(good, old) != 1 {
		t.Fatalf("the good case has %q %d times", old, strings.Count(good, old))
	}
	return strings.Replace(good, old, new, 1)
}

// Each line here cannot be judged; the error says where and what to do, and
// holds nothing that was sent.
func TestLinesThatCannotBeJudged(t *testing.T) {
	t.Parallel()
	const pay = `{"from":"2025-06-02","amount":1400,"per":"hour","hours_per_week":"35"}`
	const rate = `{"announced_on":"2024-10-23","must_pay_by":"2025-05-01","hourly_pence":1385}`
	for name, c := range map[string]struct{ line, want string }{
		"text":                  {`hello`, "Send one JSON object on each line"},
		"a list":                {`[` + good + `]`, "not another value"},
		"null":                  {`null`, "not another value"},
		"two objects":           {good + good, "Send one JSON object on each line"},
		"something after":       {good + `,`, "Send one JSON object on each line"},
		"key a number":          {`{"id":"g",1:2}`, "Send one JSON object on each line"},
		"list left open":        {`{"id":"g","spells":[1`, "Send one JSON object on each line"},
		"comma too many":        {with(t, `"35"}]`, `"35"},]`), "Send one JSON object on each line"},
		"not UTF-8":             {with(t, `"g"`, "\"\xff\""), "Send text as UTF-8"},
		"too deep":              {with(t, `"as_of"`, `"want":`+strings.Repeat("[", 50)+strings.Repeat("]", 50)+`,"as_of"`), "too deep"},
		"too deep in objects":   {with(t, `"as_of"`, `"want":`+strings.Repeat(`{"a":`, 50)+"1"+strings.Repeat("}", 50)+`,"as_of"`), "too deep"},
		"two spells null":       {with(t, `"spells":[`, `"spells":[null,null,`), "spells[1]: Enter an object"},
		"key twice":             {with(t, `"as_of"`, `"as_of":"2025-06-29","as_of"`), "one is there twice"},
		"key twice below":       {with(t, `"per"`, `"per":"week","per"`), "one is there twice"},
		"other key":             {with(t, `"end"`, `"ends"`), "spells[0].*: Send no other keys than apprentice, employer, end, id, note, pay, self_employed, start, title"},
		"key in other case":     {with(t, `"as_of"`, `"As_Of"`), "as_of: Enter a real date"},
		"other key in rule":     {with(t, `"days"`, `"weeks":1,"days"`), "rule.*: Send no other keys than days,"},
		"other key in pay":      {with(t, `"hours_per_week"`, `"hours"`), "spells[0].pay[0].*: Send no other keys than amount,"},
		"other key in rate":     {with(t, `"announced_on"`, `"announced"`), "rates[0].*: Send no other keys than announced_on,"},
		"no id":                 {with(t, `"id":"g",`, ``), "id: Enter an id"},
		"id a number":           {with(t, `"g"`, `7`), "id: Enter an id"},
		"id empty":              {with(t, `"g"`, `""`), "id: Enter an id"},
		"no rule":               {with(t, `"rule":{"days"`, `"want":{"days"`), "rule: Enter an object"},
		"days none":             {with(t, `"days":2`, `"days":0`), "rule.days: Enter the days needed, from 1"},
		"days negative":         {with(t, `"days":2`, `"days":-2`), "rule.days: Enter the days needed, from 1"},
		"days in part":          {with(t, `"days":2`, `"days":2.5`), "rule.days: Enter the days needed"},
		"days as text":          {with(t, `"days":2`, `"days":"2"`), "rule.days: Enter the days needed"},
		"days huge":             {with(t, `"days":2`, `"days":99999999999999999999`), "rule.days: Enter the days needed"},
		"days beyond 32 bits":   {with(t, `"days":2`, `"days":4294967298`), "rule.days: Enter the days needed"},
		"days beyond a century": {with(t, `"days":2`, `"days":36526`), "rule.days: Enter the days needed, from 1 to 36525"},
		"gap negative":          {with(t, `"max_gap_days":0`, `"max_gap_days":-1`), "rule.max_gap_days: Enter the longest gap in days, from 0"},
		"no gap":                {with(t, `"max_gap_days":0,`, ``), "rule.max_gap_days: Enter the longest gap"},
		"least hours negative":  {with(t, `"min_hours_per_week":0`, `"min_hours_per_week":-1`), "rule.min_hours_per_week: Enter the hours"},
		"least hours endless":   {with(t, `"min_hours_per_week":0`, `"min_hours_per_week":1e9`), "rule.min_hours_per_week: Enter the hours"},
		"floor unknown":         {with(t, `"floor":"llw"`, `"floor":"rlw"`), "rule.floor: Enter llw, nmw or none"},
		"floor a list":          {with(t, `"floor":"llw"`, `"floor":[]`), "rule.floor: Enter llw, nmw or none"},
		"no llw_from":           {with(t, `"llw_from":"must_pay_by",`, ``), "rule.llw_from: Enter must_pay_by or announced_on"},
		"llw_from unknown":      {with(t, `:"must_pay_by"`, `:"paid"`), "rule.llw_from: Enter must_pay_by or announced_on"},
		"llw_from a number":     {with(t, `:"must_pay_by"`, `:1`), "rule.llw_from: Enter text"},
		"self_employed unknown": {with(t, `"self_employed":"count"`, `"self_employed":"maybe"`), "rule.self_employed: Enter count or ignore"},
		"self_employed missing": {with(t, `,"self_employed":"count"`, ``), "rule.self_employed: Enter count or ignore"},
		"no as_of":              {with(t, `,"as_of":"2025-06-30"`, ``), "as_of: Enter a real date"},
		"as_of null":            {with(t, `"2025-06-30"`, `null`), "as_of: Enter a real date"},
		"as_of no day":          {with(t, `"2025-06-30"`, `"2025-02-29"`), "as_of: Enter a real date"},
		"as_of the last day":    {with(t, `"2025-06-30"`, `"9999-12-31"`), "as_of: Enter a day that leaves room"},
		"no rates":              {with(t, `"rates":[`+rate+`],`, ``), "rates: Enter a list"},
		"rates null":            {with(t, `[`+rate+`]`, `null`), "rates: Enter a list"},
		"rate a number":         {with(t, rate, `1385`), "rates[0]: Enter an object"},
		"rate without day":      {with(t, `"must_pay_by":"2025-05-01"`, `"must_pay_by":null`), "rates[0].must_pay_by: Enter a real date"},
		"rate negative":         {with(t, `1385`, `-1385`), "rates[0].hourly_pence: Enter the hourly rate"},
		"rate none":             {with(t, `1385`, `0`), "rates[0].hourly_pence: Enter the hourly rate"},
		"rate in part":          {with(t, `1385`, `1385.5`), "rates[0].hourly_pence: Enter the hourly rate"},
		"two rates on a day":    {with(t, rate, rate+`,`+rate), "rates[1].must_pay_by: Keep one rate for each day"},
		"no spells":             {with(t, `"spells"`, `"want"`), "spells: Enter a list"},
		"a spell null":          {with(t, `"spells":[`, `"spells":[null,`), "spells[0]: Enter an object"},
		"no start":              {with(t, `"start":"2025-06-02",`, ``), "spells[0].start: Enter a real date"},
		"start long ago":        {with(t, `"start":"2025-06-02"`, `"start":"0001-01-01"`), "spells[0].start: Enter a real date"},
		"end before start":      {with(t, `"end":null`, `"end":"2025-06-01"`), "spells[0].end: Enter a last day that is not before the first day"},
		"end no day":            {with(t, `"end":null`, `"end":"soon"`), "spells[0].end: Enter a real date"},
		"flag as text":          {with(t, `"end":null`, `"self_employed":"yes"`), "spells[0].self_employed: Enter true or false"},
		"flag null":             {with(t, `"end":null`, `"self_employed":null`), "spells[0].self_employed: Enter true or false"},
		"apprentice as number":  {with(t, `"end":null`, `"apprentice":1`), "spells[0].apprentice: Enter true or false"},
		"employer a number":     {with(t, `"end":null`, `"employer":1`), "spells[0].employer: Enter text"},
		"no pay":                {with(t, `,"pay":[`+pay+`]`, ``), "spells[0].pay: Enter a list"},
		"pay null":              {with(t, `[`+pay+`]`, `null`), "spells[0].pay: Enter a list"},
		"pay twice on a day":    {with(t, pay, pay+`,`+pay), "spells[0].pay[1].from: Keep one pay record for each day"},
		"pay without day":       {with(t, `"from":"2025-06-02",`, ``), "spells[0].pay[0].from: Enter a real date"},
		"amount negative":       {with(t, `1400`, `-1`), "spells[0].pay[0].amount: Enter the pay in whole pence"},
		"amount in part":        {with(t, `1400`, `1400.0`), "spells[0].pay[0].amount: Enter the pay in whole pence"},
		"amount huge":           {with(t, `1400`, `1e30`), "spells[0].pay[0].amount: Enter the pay in whole pence"},
		"amount too long":       {with(t, `1400`, `9223372036854775808`), "spells[0].pay[0].amount: Enter the pay in whole pence"},
		"amount beyond all pay": {with(t, `1400`, `100000000001`), "spells[0].pay[0].amount: Enter the pay in whole pence"},
		"amount as text":        {with(t, `1400`, `"1400"`), "spells[0].pay[0].amount: Enter the pay in whole pence"},
		"amount null":           {with(t, `1400`, `null`), "spells[0].pay[0].amount: Enter the pay in whole pence"},
		"period unknown":        {with(t, `"per":"hour"`, `"per":"day"`), "spells[0].pay[0].per: Enter hour, week, month or year"},
		"no period":             {with(t, `"per":"hour",`, ``), "spells[0].pay[0].per: Enter hour, week, month or year"},
		"hours negative":        {with(t, `"35"`, `"-35"`), "spells[0].pay[0].hours_per_week: Enter the hours"},
		"hours over a week":     {with(t, `"35"`, `"168.01"`), "spells[0].pay[0].hours_per_week: Enter the hours"},
		"hours in words":        {with(t, `"35"`, `"full time"`), "spells[0].pay[0].hours_per_week: Enter the hours"},
		"hours endless":         {with(t, `"35"`, `"1`+strings.Repeat("0", 100)+`"`), "spells[0].pay[0].hours_per_week: Enter the hours"},
		"hours a list":          {with(t, `"35"`, `[]`), "spells[0].pay[0].hours_per_week: Enter the hours"},
		"hours as a fraction":   {with(t, `"35"`, `"75/2"`), "spells[0].pay[0].hours_per_week: Enter the hours"},
	} {
		answers, failed := evaluated(t, c.line)
		var answer struct {
			ID    *string
			Error string
		}
		if err := json.Unmarshal([]byte(answers[0]), &answer); err != nil || len(answers) != 1 {
			t.Errorf("%s: %v, %q", name, err, answers)
		}
		if !failed || !strings.HasPrefix(answer.Error, "line 1: ") || !strings.Contains(answer.Error, c.want) {
			t.Errorf("%s: failed %v, %q, want %q", name, failed, answer.Error, c.want)
		}
	}
}

// Everything that is wrong is told at once, up to what is still read.
func TestManyThingsWrong(t *testing.T) {
	t.Parallel()
	line := with(t, `"end":null,"pay":[`, `"end":0,"pay":[{},{},`)
	answers, _ := evaluated(t, line)
	const want = `{"id":"g","error":"line 1: spells[0].end: Enter a real date from 1900 on, like 2026-03-31; ` +
		`spells[0].pay[0].from: Enter a real date from 1900 on, like 2026-03-31; ` +
		`spells[0].pay[0].amount: Enter the pay in whole pence, like 1480; ` +
		`spells[0].pay[0].per: Enter hour, week, month or year; ` +
		`spells[0].pay[1].from: Enter a real date from 1900 on, like 2026-03-31; and more"}`
	if answers[0] != want {
		t.Errorf("%s", answers[0])
	}
}

// What cannot be among the facts is cut off the same way as what cannot be read.
func TestManyFactsThatCannotBe(t *testing.T) {
	t.Parallel()
	const pay = `{"from":"2025-06-02","amount":1400,"per":"hour","hours_per_week":"35"}`
	answers, _ := evaluated(t, with(t, pay, pay+strings.Repeat(","+pay, 9)))
	if !strings.HasSuffix(answers[0], `; spells[0].pay[5].from: Keep one pay record for each day: two start on the same day; and more"}`) {
		t.Error(answers[0])
	}
}

func TestLinesThatCanBeJudged(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"without end":             with(t, `"end":null,`, ``),
		"end empty":               with(t, `"end":null`, `"end":""`),
		"with flags":              with(t, `"end":null`, `"self_employed":false,"apprentice":false,"employer":"Acton Vale Foods"`),
		"hours as number":         with(t, `"35"`, `37.5`),
		"hours null":              with(t, `"35"`, `null`),
		"no hours":                with(t, `,"hours_per_week":"35"`, ``),
		"a want to pass over":     with(t, `"as_of"`, `"want":{"state":"none"},"as_of"`),
		"a key of one's own":      with(t, `"as_of"`, `"comment":[1,{}],"as_of"`),
		"a spell's own name":      with(t, `"end":null`, `"id":7,"title":"Porter","note":null`),
		"born":                    with(t, `"as_of"`, `"born":"1990-02-28","as_of"`),
		"only the day that holds": with(t, `"announced_on":"2024-10-23",`, ``),
		"the table's columns":     with(t, `"announced_on"`, `"year":"2024-25","confidence":"high","source":"x","announced_on"`),
		"pay from before":         with(t, `"from":"2025-06-02"`, `"from":"2024-06-02"`),
		"amount of the most":      with(t, `1400`, `100000000000`),
	} {
		if answers, failed := evaluated(t, line); failed || answers[0] != goodAnswer {
			t.Errorf("%s: %s", name, answers[0])
		}
	}
}

// A rule that does not look at the London Living Wage needs none, not even a good one.
func TestRatesThatAreNotLookedAt(t *testing.T) {
	t.Parallel()
	line := with(t, `"floor":"llw","llw_from":"must_pay_by"`, `"floor":"none"`)
	for _, rates := range []string{`"rates":[],`, `"rates":"later",`, ``} {
		const given = `"rates":[{"announced_on":"2024-10-23","must_pay_by":"2025-05-01","hourly_pence":1385}],`
		if answers, failed := evaluated(t, strings.Replace(line, given, rates, 1)); failed || answers[0] != goodAnswer {
			t.Errorf("%s: %s", rates, answers[0])
		}
	}
	answers, failed := evaluated(t, with(t, `[{"announced_on":"2024-10-23","must_pay_by":"2025-05-01","hourly_pence":1385}]`, `[]`))
	if failed || !strings.Contains(answers[0], `"reason":"below_floor"`) {
		t.Errorf("no rates at all: %s", answers[0])
	}
}
