package outcome

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// Whatever is sent, each line that is not blank gets one answer of one of the
// two shapes, and a good line after it is judged.
func FuzzEvaluate(f *testing.F) {
	for line := range strings.SplitSeq(string(vectors(f)), "\n") {
		f.Add([]byte(line))
	}
	for _, line := range []string{"", "{}", "[", good + good, "\ufeff" + good, `{"id":"x","id":"y"}`, "\xff\n" + good} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		var out bytes.Buffer
		failed, err := Evaluate(bytes.NewReader(append(slices.Clone(sent), "\n"+good+"\n"...)), &out)
		if err != nil {
			t.Fatal(err)
		}
		answers := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if want := linesOf(sent) + 1; len(answers) != want {
			t.Fatalf("%d answers to %d lines", len(answers), want)
		}
		if last := answers[len(answers)-1]; last != goodAnswer {
			t.Fatalf("the good line is answered with %s", last)
		}
		errors := false
		for _, answer := range answers {
			errors = checkAnswer(t, answer) || errors
		}
		if failed != errors {
			t.Fatalf("failed is %v: %s", failed, &out)
		}
	})
}

func linesOf(sent []byte) (count int) {
	for line := range bytes.SplitSeq(bytes.TrimPrefix(sent, []byte("\ufeff")), []byte("\n")) {
		if len(bytes.TrimSpace(line)) > 0 {
			count++
		}
	}
	return count
}

// checkAnswer says whether a line is an error; a line that is neither shape fails the test.
func checkAnswer(t *testing.T, line string) (isError bool) {
	var answer struct {
		ID                             *string
		State                          State
		Count                          int
		AchievedOn, ProjectedOn, Error *string
		Reason                         *Reason
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(line), &fields); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	if err := json.Unmarshal([]byte(line), &answer); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	if answer.Error != nil {
		if len(fields) != 2 || *answer.Error == "" {
			t.Fatalf("no error line: %s", line)
		}
		return true
	}
	states := []State{Achieved, Running, AtRisk, Broken, None}
	if len(fields) != 6 || answer.ID == nil || !slices.Contains(states, answer.State) || answer.Count < 0 {
		t.Fatalf("no answer line: %s", line)
	}
	return false
}
