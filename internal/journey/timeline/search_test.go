package timeline_test

import (
	"slices"
	"testing"

	"onward/internal/fixture"
	"onward/internal/journey/timeline"
)

// TestASearchReadsWhatThisPersonMayView: notes and guarded barriers are found
// by those who may read them; for anyone else neither they nor their number are
// there.
func TestASearchReadsWhatThisPersonMayView(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := lived(t, w) // Joel's by now: Amina is a colleague on basis own
	for _, c := range []struct {
		who, words string
		want       int
	}{
		{"tom", "sorry", 1}, {"joel", "SORRY rang", 1}, {"amina", "sorry", 0}, {"amina", "telephone corrected", 0},
		{"tom", "migraine", 1}, {"amina", "migraine", 0}, {"amina", "childcare", 2}, {"amina", "Disabled", 0}, {"tom", "disabled", 1},
		{"tom", "She rang", 0}, // as it was before it was corrected
		{"tom", "réview", 2}, {"tom", "review forgot", 1}, {"tom", "review nonsense", 0},
		{"tom", "?!", 0}, {"tom", "moved in", 1}, {"tom", "movedin", 0},
		{"tom", "acton library", 1}, {"tom", "%", 0},
	} {
		p := read(t, w, c.who, id, timeline.Filter{Words: c.words}, 0, 100)
		if p.Total != c.want || len(p.Entries) != c.want || p.Unsearched != 0 {
			t.Errorf("%s seeks %q: %d of %d, want %d: %v", c.who, c.words, len(p.Entries), p.Total, c.want, told(p))
		}
	}
	both := timeline.Filter{Words: "childcare", Kinds: []timeline.Kind{timeline.Note}}
	if p := read(t, w, "tom", id, both, 0, 100); p.Total != 0 || p.All != 19 {
		t.Errorf("a search and a kind: %d of %d", p.Total, p.All)
	}
	if p := read(t, w, "tom", id, timeline.Filter{Words: "childcare"}, 1, 100); p.Total != 2 || len(p.Entries) != 1 || p.Entries[0].Title != "Barrier found" {
		t.Errorf("second page of a search: %v of %d", told(p), p.Total)
	}
}

func TestOldestFirstIsTheSameTheOtherWay(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := lived(t, w)
	for _, words := range []string{"", "amina"} {
		f := timeline.Filter{Words: words}
		down := told(read(t, w, "tom", id, f, 0, 100))
		up := told(readIn(t, w, "tom", id, f, timeline.Oldest, 0, 100))
		slices.Reverse(up)
		compare(t, up, down)
		first := told(readIn(t, w, "tom", id, f, timeline.Oldest, 0, 1))
		compare(t, first, down[len(down)-1:])
	}
}

// TestASearchEndsSomewhere: beyond a bound the oldest are left, and counted.
func TestASearchEndsSomewhere(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	all := read(t, w, "amina", id, timeline.Filter{}, 0, 1).All
	w.AsOwner(t, `insert into onward.goal (id, journey_id, lead_org_id, author_org_id, author_id, words, said_on)
		select gen_random_uuid(), $1, $2, $2, $3, 'A kitchen', onward.today() from generate_series(1, $4::int)`, id, w.Orgs["ealing"], w.Staff["amina"], timeline.MostSearched)
	p := read(t, w, "amina", id, timeline.Filter{Words: "kitchen"}, 0, 25)
	if p.Unsearched != all || len(p.Entries) != 25 {
		t.Errorf("%d not searched, want %d; %d shown", p.Unsearched, all, len(p.Entries))
	}
}
