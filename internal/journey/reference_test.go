package journey_test

import (
	"testing"

	"onward/internal/journey"
)

func TestReferencesNeverRepeat(t *testing.T) {
	t.Parallel()
	const most = 300_000
	seen := make(map[string]bool, most)
	for n := int64(0); n < most; n++ {
		ref := journey.Reference(n)
		if seen[ref] {
			t.Fatalf("%s stands for two journeys", ref)
		}
		seen[ref] = true
	}
	const lap = 5_760_000
	for _, n := range []int64{lap, lap + 1, 2 * lap, 25 * lap, 26 * lap} {
		if ref := journey.Reference(n); seen[ref] || len(ref) < 8 {
			t.Errorf("number %d: %q", n, ref)
		}
	}
}

func TestReferenceIsReadAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"7K42 9M", "7k429m", " ONW 7K42 9M", "onw7k42-9m"} {
		if ref, ok := journey.ParseReference(typed); !ok || ref != "7K42 9M" {
			t.Errorf("%q is %q, %v", typed, ref, ok)
		}
	}
	for _, typed := range []string{"", "Rosa", "7K42", "7I42 9M", "77429M", "7K42 99", "07700900123", "7K42 9M7K429M"} {
		if ref, ok := journey.ParseReference(typed); ok {
			t.Errorf("%q was taken for %q", typed, ref)
		}
	}
	for n := int64(0); n < 10_000_000; n += 99_991 {
		if ref, ok := journey.ParseReference(journey.Reference(n)); !ok || ref != journey.Reference(n) {
			t.Fatalf("%q is not read back: %q", journey.Reference(n), ref)
		}
	}
}
