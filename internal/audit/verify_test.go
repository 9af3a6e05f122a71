package audit_test

import (
	"os"
	"strings"
	"testing"

	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/fixture"
)

// rewrite computes the whole chain anew over what the rows say now, as somebody
// would who owns the database and covers up.
const rewrite = `do $$ declare l record; h bytea := '\x'; begin
	for l in select c.seq, onward.audit_text(a) as text from onward.audit_chain c join onward.audit a on a.id = c.audit_id order by c.seq loop
		h := sha256(h || convert_to(l.text, 'UTF8'));
		update onward.audit_chain set hash = h where seq = l.seq;
	end loop; end $$`

const (
	list = `insert into onward.audit (post_id, staff_id, organisation_id, action, journeys) values (1, 1, 1, 'view',
		'{00000000-0000-0000-0000-000000000001,00000000-0000-0000-0000-000000000002}')`
	seal = "select onward.audit_seal(100)"
)

// Every way to falsify the trace, by the owner of the database himself, is named.
func TestWhatWasTamperedWithIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   []string
		want []string // findings as they are printed, all of them
	}{
		"nothing":           {nil, nil},
		"an edited basis":   {[]string{"update onward.audit set basis = 'own' where id = 3"}, []string{"edited or reordered: link 3, audit row 3"}},
		"an edited time":    {[]string{"update onward.audit set at = at - interval '1 microsecond' where id = 3"}, []string{"edited or reordered: link 3, audit row 3"}},
		"an edited journey": {[]string{"update onward.audit set journey_id = null where id = 3"}, []string{"edited or reordered: link 3, audit row 3"}},
		"an edited reader":  {[]string{"update onward.audit set staff_id = staff_id + 1 where id = 3"}, []string{"edited or reordered: link 3, audit row 3"}},
		"two edits": {[]string{"update onward.audit set categories = '{}' where id in (2, 5)"},
			[]string{"edited or reordered: link 2, audit row 2", "edited or reordered: link 5, audit row 5"}},
		"a row removed": {[]string{"delete from onward.audit where id = 3"}, []string{"removed: link 3, audit row 3"}},
		"two rows swapped": {[]string{"update onward.audit_chain set audit_id = -audit_id where seq in (2, 3)",
			"update onward.audit_chain set audit_id = case seq when 2 then 3 else 2 end where seq in (2, 3)"},
			[]string{"edited or reordered: link 2, audit row 3", "edited or reordered: link 3, audit row 2"}},
		"a link removed with its row": {[]string{"delete from onward.audit where id = 3", "delete from onward.audit_chain where seq = 3"},
			[]string{"links removed before this one: link 4, audit row 4", "edited or reordered: link 4, audit row 4"}},
		"a link removed and the rest moved up": {[]string{"delete from onward.audit where id = 3", "delete from onward.audit_chain where seq = 3",
			"update onward.audit_chain set seq = -seq where seq > 3", "update onward.audit_chain set seq = -seq - 1 where seq < 0"},
			[]string{"edited or reordered: link 3, audit row 4", "rewritten since the checkpoint: link 3, audit row 4",
				"truncated: the checkpoint knows a later link: link 6, audit row 0"}},
		"the tail cut off": {[]string{"delete from onward.audit_chain where seq > 4", "delete from onward.audit where id > 4"},
			[]string{"truncated: the checkpoint knows a later link: link 6, audit row 0"}},
		"all of it gone": {[]string{"truncate onward.audit, onward.audit_chain"},
			[]string{"truncated: the checkpoint knows a later link: link 3, audit row 0", "truncated: the checkpoint knows a later link: link 6, audit row 0"}},
		"rewritten from the edit on": {[]string{"update onward.audit set basis = 'own' where id = 2", rewrite},
			[]string{"rewritten since the checkpoint: link 3, audit row 3", "rewritten since the checkpoint: link 6, audit row 6"}},
		"a row put in behind the mark": {[]string{"insert into onward.audit (id, post_id, staff_id, organisation_id, action) overriding system value values (-1, 1, 1, 1, 'view')"},
			[]string{"unchained: link 0, audit row -1"}},
		"the mark moved past a row": {[]string{"insert into onward.audit (post_id, staff_id, organisation_id, action) values (1, 1, 1, 'view')",
			"update onward.audit_mark set upto = 7"}, []string{"unchained: link 0, audit row 7"}},
		"the mark moved back":   {[]string{"update onward.audit_mark set upto = 5"}, []string{"chained, and waiting to be: link 0, audit row 6"}},
		"journeys on a list":    {[]string{list, seal, "update onward.audit set journeys = journeys[1:1] where id = 7"}, []string{"edited or reordered: link 7, audit row 7"}},
		"journeys off a list":   {[]string{list, seal, "update onward.audit set journeys = '{}' where id = 7"}, []string{"edited or reordered: link 7, audit row 7"}},
		"journeys put on":       {[]string{"update onward.audit set journeys = '{00000000-0000-0000-0000-000000000001}' where id = 2"}, []string{"edited or reordered: link 2, audit row 2", "not found by its journeys: link 0, audit row 2"}},
		"a list that is hidden": {[]string{list, seal, "delete from onward.audit_look where journey_id = '00000000-0000-0000-0000-000000000002'"}, []string{"not found by its journeys: link 0, audit row 7"}},
		"a link taken off its row": {[]string{"delete from onward.audit_chain where seq = 6"},
			[]string{"truncated: the checkpoint knows a later link: link 6, audit row 0", "unchained: link 0, audit row 6"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, point := fixture.New(t), checkpoint(t)
			trace(t, w, 3)
			chained(t, w, point)
			trace(t, w, 3)
			chained(t, w, point)
			for _, sql := range c.do {
				w.AsOwner(t, sql)
			}
			var got []string
			for _, f := range verified(t, w, point).Findings {
				got = append(got, f.String())
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("named:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Two servers write one file: their lines may stand in any order.
func TestHeadsMayStandInAnyOrder(t *testing.T) {
	t.Parallel()
	w, point := fixture.New(t), checkpoint(t)
	trace(t, w, 1)
	first := chained(t, w, point)
	trace(t, w, 1)
	second := chained(t, w, point)
	if err := os.Remove(point.Path); err != nil {
		t.Fatal(err)
	}
	for _, h := range []audit.Head{second, first, second} {
		if err := point.Append(h); err != nil {
			t.Fatal(err)
		}
	}
	if r := verified(t, w, point); r.Findings != nil {
		t.Errorf("%v", r.Findings)
	}
}

func TestFindingsEndSomewhere(t *testing.T) {
	t.Parallel()
	w, point := fixture.New(t), checkpoint(t)
	w.AsOwner(t, `insert into onward.audit (post_id, staff_id, organisation_id, action) select 1, 1, 1, 'view' from generate_series(1, 1100)`)
	if _, _, err := audit.Seal(t.Context(), w.DB, 5000); err != nil {
		t.Fatal(err)
	}
	w.AsOwner(t, "update onward.audit set action = 'add'")
	if r := verified(t, w, point); len(r.Findings) != 1000 || r.Links != 1100 {
		t.Errorf("%d findings over %d links", len(r.Findings), r.Links)
	}
}

func TestWhatCannotBeVerified(t *testing.T) {
	t.Parallel()
	w, point := fixture.New(t), checkpoint(t)
	if _, err := audit.Verify(t.Context(), "postgres://onward_auditor@127.0.0.1:1/onward", point); !fault.Is(err, fault.Unavailable) {
		t.Errorf("nobody answers: %v", err)
	}
	if _, err := audit.Verify(t.Context(), w.App, point); err == nil {
		t.Error("the application may verify: then it reads every organisation's trace")
	}
	if err := os.WriteFile(point.Path, []byte("nonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Verify(t.Context(), w.Auditor, point); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a checkpoint that cannot be read: %v", err)
	}
}
