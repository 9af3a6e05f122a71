package outcome

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"onward/internal/fault"
)

// longestLine bounds what one line may take of memory; the rest of a longer one
// is read past.
const longestLine = 4 << 20

// Evaluate reads cases, one JSON object a line, and writes one answer a line in
// the same order. A line that cannot be judged gets an error in place of an
// answer and makes failed true; the lines after it go on. Blank lines are
// passed over. err is a fault of r or w and ends the work.
//
// An answer line is {"id","state","count","achieved_on","projected_on","reason"},
// an error line {"id","error"}, with a null id where none could be read. No
// error repeats what the line held, except its id.
func Evaluate(r io.Reader, w io.Writer) (failed bool, err error) {
	in, out := bufio.NewReader(r), bufio.NewWriter(w)
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false) // an id comes back as it came
	for number := 1; ; number++ {
		line, whole, readErr := readLine(in)
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff")) // as some editors begin a file
		}
		if line = bytes.TrimSpace(line); len(line) > 0 || !whole {
			answer, ok := evaluateLine(line, whole, number)
			failed = failed || !ok
			if err := answers.Encode(answer); err != nil {
				return failed, err
			}
		}
		if errors.Is(readErr, io.EOF) {
			return failed, out.Flush()
		}
		if readErr != nil {
			return failed, errors.Join(readErr, out.Flush())
		}
	}
}

// readLine gives a line of any length up to longestLine; whole is false for one
// that is longer, and its rest has then been read past.
func readLine(in *bufio.Reader) (line []byte, whole bool, err error) {
	whole = true
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > longestLine {
			whole = false
		}
		if whole {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, whole, err
		}
	}
}

// answerLine and errorLine are what Evaluate writes.
type answerLine struct {
	ID          string  `json:"id"`
	State       State   `json:"state"`
	Count       int     `json:"count"`
	AchievedOn  *string `json:"achieved_on"`
	ProjectedOn *string `json:"projected_on"`
	Reason      *string `json:"reason"`
}

type errorLine struct {
	ID    *string `json:"id"`
	Error string  `json:"error"`
}

func evaluateLine(line []byte, whole bool, number int) (answer any, ok bool) {
	if !whole {
		return errorLine{Error: fmt.Sprintf("line %d: Send lines of at most 4 MB", number)}, false
	}
	id, a, err := judgeLine(line)
	if err != nil {
		return errorLine{ID: orNull(id), Error: fmt.Sprintf("line %d: %s", number, messageOf(err))}, false
	}
	return answerLine{
		ID: id, State: a.State, Count: a.Count,
		AchievedOn:  orNull(a.AchievedOn.String()),
		ProjectedOn: orNull(a.ProjectedOn.String()),
		Reason:      orNull(string(a.Reason)),
	}, true
}

func judgeLine(line []byte) (id string, a Answer, err error) {
	object, err := parseObject(line)
	id, _ = object["id"].(string) // also of a line that breaks off after it
	if err != nil {
		return id, Answer{}, err
	}
	c, err := readCase(object)
	if err != nil {
		return id, Answer{}, err
	}
	walk, err := NewWalk(c.rule, c.facts)
	if err != nil {
		return id, Answer{}, err
	}
	if c.asOf.After(lastSensible.Add(-c.rule.Days)) {
		return id, Answer{}, fault.Fields(fault.Field{Name: "as_of", Message: "Enter a day that leaves room for the days needed"})
	}
	return id, walk.Answer(c.asOf), nil
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// mostProblems keeps the error of a long line that is wrong throughout readable.
const mostProblems = 5

func messageOf(err error) string {
	f := fault.Of(err)
	if len(f.Fields) == 0 {
		return f.Public
	}
	var said []string
	for i, field := range f.Fields {
		if i == mostProblems {
			said = append(said, "and more")
			break
		}
		said = append(said, field.Name+": "+field.Message)
	}
	return strings.Join(said, "; ")
}
