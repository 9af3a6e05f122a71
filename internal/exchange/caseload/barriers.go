package caseload

import (
	_ "embed" // for the table of words
	"regexp"
	"slices"
	"strings"

	"onward/internal/resident"
)

//go:embed data/barriers.csv
var barriersCSV string

var barrierCodes = readBarriers()

// readBarriers reads which words mean which code of the taxonomy; the codes
// themselves are among the words.
func readBarriers() map[string]string {
	table := map[string]string{}
	for _, record := range dataRows(barriersCSV) {
		table[resident.Key(record[0])] = record[0]
		for _, words := range strings.Split(record[1], ";") {
			table[resident.Key(words)] = record[0]
		}
	}
	return table
}

const msgBarrier = "Use the words of the list of barriers, parted by semicolons. What is not understood here is in the notes."

// barriers reads the list of barriers; words that are not known are kept.
func (r *reader) barriers() {
	for _, c := range r.all(Barriers) {
		codes, unknown := barriersIn(c.text)
		r.out.Values.Barriers = append(r.out.Values.Barriers, codes...)
		if len(unknown) > 0 {
			r.keep(c, strings.Join(unknown, "; "))
			r.warn(c, msgBarrier)
		}
	}
	slices.Sort(r.out.Values.Barriers)
	r.out.Values.Barriers = slices.Compact(r.out.Values.Barriers)
}

// barriersIn parts a text into barriers. A sign that parts one office's list
// stands within another's words ("Back pain / physical health"), so the longest
// known run of pieces is taken each time, and only then its parts.
func barriersIn(text string) (codes, unknown []string) {
	for _, item := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,\n|•·", r) }) {
		found, left := parted(item, []string{"/", "&", "+", " and ", " - "})
		codes = append(codes, found...)
		unknown = append(unknown, left...)
	}
	return codes, unknown
}

// parted reads one item of a list, parting it by each of the signs in turn.
func parted(item string, signs []string) (codes, unknown []string) {
	item = strings.Trim(trim(item), ".*-–•")
	if code, ok := barrierCode(item); ok {
		return []string{code}, nil
	}
	if blank(item) || resident.Key(item) == "nobarriers" {
		return nil, nil
	}
	if len(signs) == 0 {
		return nil, []string{trim(item)}
	}
	pieces := strings.Split(item, signs[0])
	for len(pieces) > 0 {
		size := knownRun(pieces, signs[0])
		if size == 0 {
			found, left := parted(pieces[0], signs[1:])
			codes, unknown = append(codes, found...), append(unknown, left...)
			size = 1
		} else {
			code, _ := barrierCode(strings.Join(pieces[:size], signs[0]))
			codes = append(codes, code)
		}
		pieces = pieces[size:]
	}
	return codes, unknown
}

// knownRun is how many pieces from the first make the longest known words.
func knownRun(pieces []string, sign string) int {
	const longest = 4
	for size := min(longest, len(pieces)); size > 0; size-- {
		if _, ok := barrierCode(strings.Join(pieces[:size], sign)); ok {
			return size
		}
	}
	return 0
}

// degree is what offices add to a barrier's word.
var degree = regexp.MustCompile(`(?i)^(has|needs|lack of|some|severe|mild|moderate|ongoing)\s+|\s*\((high|medium|low|severe|mild|moderate|main|primary|ongoing|h|m|l)\)$|\s+(issues|issue|needs|need|support|problems|concerns|barrier|condition|conditions)$`)

func barrierCode(words string) (string, bool) {
	if code, ok := barrierCodes[resident.Key(words)]; ok {
		return code, true
	}
	code, ok := barrierCodes[resident.Key(degree.ReplaceAllString(trim(words), ""))]
	return code, ok
}
