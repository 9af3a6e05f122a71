package resident

import "strings"

// NamesAlike says whether two names may be one person's name written twice: equal
// by Key, an initial or a shortened form of the other, a slip or two of the finger,
// or the same consonants, as Muhammad and Mohamed have them. It is a hint to show
// to a person, never a reason to join two records.
func NamesAlike(a, b string) bool {
	return keysAlike(Key(a), Key(b))
}

func keysAlike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
		a, b = b, a
	}
	switch {
	case len(x) == 0:
		return false
	case a == b:
		return true
	case (len(x) == 1 || len(x) >= 3) && strings.HasPrefix(b, a):
		return true
	case len(x) >= 8 && slips(x, y, 2), len(x) >= 4 && slips(x, y, 1):
		return true
	}
	bones := consonants(a)
	return len(bones) >= 3 && bones == consonants(b)
}

// slips says whether at most n letters were changed, added, left out or swapped.
func slips(x, y []rune, n int) bool {
	if len(y)-len(x) > n {
		return false
	}
	before, last, next := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		next[0] = i
		for j := 1; j <= len(y); j++ {
			change := last[j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			next[j] = min(change, last[j]+1, next[j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(y)] <= n
}

// consonants drops vowels and doubling from a name in Latin letters.
func consonants(key string) string {
	var bones strings.Builder
	var last rune
	for _, r := range key {
		if r != last && r > ' ' && r <= 'z' && !strings.ContainsRune("aeiouy", r) {
			bones.WriteRune(r)
		}
		last = r
	}
	return bones.String()
}
