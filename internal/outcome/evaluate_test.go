package outcome

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

func vectors(t testing.TB) []byte {
	t.Helper()
	lines, err := os.ReadFile("testdata/outcomes.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// evaluated gives the answers to some lines, one an entry.
func evaluated(t testing.TB, lines string) (answers []string, failed bool) {
	t.Helper()
	var out bytes.Buffer
	failed, err := Evaluate(strings.NewReader(lines), &out)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"), failed
}

// The worked cases, byte for byte: the answer is the want with the id before it.
func TestWorkedCases(t *testing.T) {
	t.Parallel()
	lines := strings.Split(strings.TrimSpace(string(vectors(t))), "\n")
	answers, failed := evaluated(t, string(vectors(t)))
	if failed || len(answers) != len(lines) || len(lines) < 22 {
		t.Fatalf("%d answers to %d lines, failed %v", len(answers), len(lines), failed)
	}
	for i, line := range lines {
		var worked struct {
			ID   string
			Want json.RawMessage
		}
		if err := json.Unmarshal([]byte(line), &worked); err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := json.Compact(&want, append([]byte(`{"id":"`+worked.ID+`",`), worked.Want[1:]...)); err != nil {
			t.Fatal(err)
		}
		if answers[i] != want.String() {
			t.Errorf("\n got %s\nwant %s", answers[i], &want)
		}
	}
}

// good is a case that is achieved; tests change a part of it.
const good = `{"id":"g","rule":{"days":2,"max_gap_days":0,"min_hours_per_week":0,"floor":"llw","llw_from":"must_pay_by","self_employed":"count"},` +
	`"rates":[{"announced_on":"2024-10-23","must_pay_by":"2025-05-01","hourly_pence":1385}],` +
	`"spells":[{"start":"2025-06-02","end":null,"pay":[{"from":"2025-06-02","amount":1400,"per":"hour","hours_per_week":"35"}]}],"as_of":"2025-06-30"}`

const goodAnswer = `{"id":"g","state":"achieved","count":2,"achieved_on":"2025-06-03","projected_on":null,"reason":null}`

// A line that cannot be judged is answered in its place, and the rest go on.
func TestTheRestGoOn(t *testing.T) {
	t.Parallel()
	answers, failed := evaluated(t, good+"\n{\n\n   \r\n"+good+"\r\n"+good)
	want := []string{goodAnswer, `{"id":null,"error":"line 2: Send one JSON object on each line"}`, goodAnswer, goodAnswer}
	if !failed || strings.Join(answers, "\n") != strings.Join(want, "\n") {
		t.Errorf("failed %v\n%s", failed, strings.Join(answers, "\n"))
	}
}

func TestNothingToEvaluate(t *testing.T) {
	t.Parallel()
	for _, lines := range []string{"", "\n", " \n\n"} {
		var out bytes.Buffer
		if failed, err := Evaluate(strings.NewReader(lines), &out); failed || err != nil || out.Len() > 0 {
			t.Errorf("%q: failed %v, %v, %q", lines, failed, err, &out)
		}
	}
}

func TestLinesOfAnyLength(t *testing.T) {
	t.Parallel()
	long := strings.Replace(good, `"as_of"`, `"note":"`+strings.Repeat("x", 3<<20)+`","as_of"`, 1)
	endless := strings.Replace(good, `"as_of"`, `"note":"`+strings.Repeat("x", longestLine)+`","as_of"`, 1)
	answers, failed := evaluated(t, "\ufeff"+long+"\n"+endless+"\n"+good)
	want := []string{goodAnswer, `{"id":null,"error":"line 2: Send lines of at most 4 MB"}`, goodAnswer}
	if !failed || strings.Join(answers, "\n") != strings.Join(want, "\n") {
		t.Errorf("failed %v\n%.500s", failed, strings.Join(answers, "\n"))
	}
}

// An id is given back as it came, also of a line that breaks off after it.
func TestIDsComeBack(t *testing.T) {
	t.Parallel()
	answers, _ := evaluated(t, strings.Replace(good, `"g"`, `"a<b>&\u00e9 \"c\""`, 1))
	if want := strings.Replace(goodAnswer, `"g"`, `"a<b>&é \"c\""`, 1); answers[0] != want {
		t.Errorf("%s", answers[0])
	}
	answers, failed := evaluated(t, `{"id":"broken off","rule":{"days":`)
	if !failed || answers[0] != `{"id":"broken off","error":"line 1: Send one JSON object on each line"}` {
		t.Errorf("%s", answers[0])
	}
}

func TestFaultsOfReaderAndWriter(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var out bytes.Buffer
	in := io.MultiReader(strings.NewReader(good+"\n"), iotest.ErrReader(broken))
	if _, err := Evaluate(in, &out); !errors.Is(err, broken) {
		t.Errorf("reader: %v", err)
	}
	if out.String() != goodAnswer+"\n" {
		t.Errorf("what was answered before is lost: %q", &out)
	}
	for _, lines := range []string{good, strings.Repeat(good+"\n", 100)} { // at the end, and on the way
		if _, err := Evaluate(strings.NewReader(lines), brokenWriter{broken}); !errors.Is(err, broken) {
			t.Errorf("writer: %v", err)
		}
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }
