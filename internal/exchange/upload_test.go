package exchange_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
)

func uploads(w *fixture.World) exchange.Uploads { return exchange.Uploads{Service: service(w)} }

// keep sends a sheet in and takes its columns as they were recognised.
func keep(t *testing.T, w *fixture.World, username, name string, content []byte) uuid.UUID {
	t.Helper()
	u := uploads(w)
	id, err := u.Keep(w.As(username), name, content)
	if err != nil {
		t.Fatal(err)
	}
	if err := u.Assign(w.As(username), id, fieldsOf(get(t, w, username, id))); err != nil {
		t.Fatal(err)
	}
	return id
}

func fieldsOf(up exchange.Upload) (fields []caseload.Field) {
	for _, c := range up.Columns {
		fields = append(fields, c.Field)
	}
	return fields
}

func get(t *testing.T, w *fixture.World, username string, id uuid.UUID) exchange.Upload {
	t.Helper()
	up, err := uploads(w).Get(w.As(username), id)
	if err != nil {
		t.Fatal(err)
	}
	return up
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func work(t *testing.T, w *fixture.World) {
	t.Helper()
	worked, err := uploads(w).Work(t.Context())
	if err != nil || !worked {
		t.Fatalf("worked %v, %v", worked, err)
	}
}

func asCounts(rows []caseload.Row) (c exchange.Counts) {
	for _, row := range rows {
		switch {
		case row.Outcome == caseload.Skipped && row.SourceKey == "":
			c.Blank++
		case row.Outcome == caseload.Skipped:
			c.Known++
		case row.Outcome == caseload.Created:
			c.Created++
		case row.Outcome == caseload.Duplicate:
			c.Duplicate++
		case row.Outcome == caseload.Rejected:
			c.Rejected++
		}
	}
	return c
}

// The borough's sheet through the background comes to what the service says.
func TestAnUploadComesToWhatTheServiceSays(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	u := uploads(w)
	id := keep(t, w, "tom", "caseload.csv", borough(t))
	checked := get(t, w, "tom", id)
	if n := number(t, w, "select count(*) from onward.resident"); n != 0 || !checked.Matched || !checked.Open() {
		t.Fatalf("the check left %d residents, matched %v", n, checked.Matched)
	}
	before, err := u.RowsOf(w.As("tom"), id, exchange.RowFilter{})
	must(t, err)
	must(t, u.Queue(w.As("tom"), id, nil, nil))
	work(t, w)
	if worked, err := u.Work(t.Context()); worked || err != nil {
		t.Errorf("it was worked on twice: %v", err)
	}
	rows, err := u.RowsOf(w.As("tom"), id, exchange.RowFilter{})
	must(t, err)
	compareWithTruth(t, rows)
	up := get(t, w, "tom", id)
	want := asCounts(rows)
	want.Look = up.Counts.Look
	if up.State != exchange.StateDone || up.Counts != want || up.RowsDone != len(before) || len(rows) != len(before) {
		t.Errorf("%s, %d of %d rows done, counts %+v, want %+v", up.State, up.RowsDone, len(before), up.Counts, want)
	}
	if n := number(t, w, "select count(*) from onward.journey where author_org_id = $1", w.Orgs["ealing"]); n != up.Counts.Created || n == 0 {
		t.Errorf("%d journeys for %d created rows", n, up.Counts.Created)
	}
	if n := number(t, w, "select octet_length(sealed) from onward.import"); n != 0 {
		t.Errorf("the file is still kept after its import: %d bytes", n)
	}
	s, rejected, err := u.Rejections(w.As("tom"), id)
	must(t, err)
	headings, _ := s.Rejections(rejected)
	if len(rejected) != up.Counts.Rejected || headings[2] != "Ref" {
		t.Errorf("%d rejected rows under %v", len(rejected), headings)
	}
}

func TestARowComesBackFromTheStoreAsItWasJudged(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := keep(t, w, "tom", "caseload.csv", borough(t))
	want, err := service(w).Preview(w.As("tom"), read(t, "caseload.csv", borough(t)), exchange.Choices{})
	must(t, err)
	got, err := uploads(w).RowsOf(w.As("tom"), id, exchange.RowFilter{})
	must(t, err)
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("row %d\n%+v\n%+v", want[i].Number, got[i], want[i])
		}
	}
}

func TestUploadsLieSealed(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	keep(t, w, "tom", "a.csv", small("Melisandre,Jones,3/6/1995,,,Active,,"))
	for _, sql := range []string{"select count(*) from onward.import where position('Melisandre'::bytea in sealed) + position('Melisandre'::bytea in head) > 0",
		"select count(*) from onward.import_row where position('Melisandre'::bytea in sealed) > 0"} {
		if n := number(t, w, sql); n != 0 {
			t.Errorf("a name lies open: %s", sql)
		}
	}
}

func TestAnUploadBelongsToThePostThatSentIt(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	u := uploads(w)
	id := keep(t, w, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,,"))
	for _, who := range []string{"ines", "bimpe", "amina", "petra"} {
		ctx := w.As(who)
		_, getting := u.Get(ctx, id)
		_, rows := u.RowsOf(ctx, id, exchange.RowFilter{})
		_, _, rejections := u.Rejections(ctx, id)
		for what, err := range map[string]error{"get": getting, "rows": rows, "rejections": rejections, "assign": u.Assign(ctx, id, nil),
			"choose": u.Choose(ctx, id, nil, nil), "queue": u.Queue(ctx, id, nil, nil), "again": u.Again(ctx, id)} {
			if !fault.Is(err, fault.Missing) {
				t.Errorf("%s, %s: %v", who, what, err)
			}
		}
	}
	if list, err := u.List(w.As("ines")); err != nil || len(list) != 0 {
		t.Errorf("ines sees %v, %v", list, err)
	}
	if _, err := u.Keep(w.As("amina"), "a.csv", small("Mei,Jones,3/6/1995,,,Active,,")); !fault.Is(err, fault.Missing) {
		t.Errorf("amina uploads: %v", err)
	}
	w.AsOwner(t, "insert into onward.post (staff_id, organisation_id, role, from_on) values ($1, $2, 'manager', '2020-01-01')", w.Staff["tom"], w.Orgs["brent"])
	w.Posts["tom at brent"] = number(t, w, "select max(id) from onward.post")
	if _, err := u.Get(w.As("tom at brent"), id); !fault.Is(err, fault.Missing) {
		t.Errorf("in another post: %v", err)
	}
}

func TestFilesThatAreNoSpreadsheetAreRefused(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for name, content := range map[string][]byte{"empty": nil, "binary": {0, 1, 2, 3, 0, 0xff, 0, 7}, "old": []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"),
		"large": bytes.Repeat([]byte("a,b\n"), exchange.MostBytes/4+1)} {
		if _, err := uploads(w).Keep(w.As("tom"), name, content); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := number(t, w, "select count(*) from onward.import"); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestTheFilesNameIsKeptWithoutItsFolders(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for given, want := range map[string]string{`C:\Users\tom\list.csv`: "list.csv", "../../etc/list.csv": "list.csv", strings.Repeat("ä", 300): strings.Repeat("ä", 200)} {
		id, err := uploads(w).Keep(w.As("tom"), given, small("Mei,Jones,3/6/1995,,,Active,,"))
		if err != nil || get(t, w, "tom", id).FileName != want {
			t.Errorf("%q: %v", given, err)
		}
	}
}

func TestSentTwiceAnUploadIsKeptOnce(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	ctx := postgres.Once(w.As("tom"), uuid.New(), "POST /import")
	text := small("Mei,Jones,3/6/1995,,,Active,,")
	first, err := uploads(w).Keep(ctx, "a.csv", text)
	must(t, err)
	second, err := uploads(w).Keep(ctx, "a.csv", text)
	if err != nil || first != second || number(t, w, "select count(*) from onward.import") != 1 {
		t.Errorf("%s and %s: %v", first, second, err)
	}
}

func TestColumnsThatAreNotRecognisedAreSaidByAPerson(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	u := uploads(w)
	id, err := u.Keep(w.As("tom"), "a.csv", []byte("One,Two,Three\nMei,Jones,3/6/1995\n"))
	must(t, err)
	up := get(t, w, "tom", id)
	if up.Matched || len(up.Columns) != 3 || !slices.Equal(up.Columns[1].Samples, []string{"Jones"}) {
		t.Fatalf("%+v", up)
	}
	if err := u.Queue(w.As("tom"), id, nil, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("queued before its columns are known: %v", err)
	}
	if err := u.Assign(w.As("tom"), id, []caseload.Field{caseload.Given}); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a family name: %v", err)
	}
	must(t, u.Assign(w.As("tom"), id, []caseload.Field{caseload.Given, caseload.Family, caseload.Born}))
	rows, err := u.RowsOf(w.As("tom"), id, exchange.RowFilter{})
	if err != nil || len(rows) != 1 || rows[0].Values.Born.String() != "1995-06-03" || !get(t, w, "tom", id).Matched {
		t.Errorf("%+v, %v", rows, err)
	}
	must(t, u.Assign(w.As("tom"), id, []caseload.Field{caseload.Family, caseload.Given, ""}))
	rows, err = u.RowsOf(w.As("tom"), id, exchange.RowFilter{})
	if err != nil || len(rows) != 1 || rows[0].Values.Family != "Mei" {
		t.Errorf("corrected again: %+v, %v", rows, err)
	}
}

func TestChoicesStandForTheRowsThatWereShown(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for _, given := range []string{"Mei", "Kai"} {
		w.Start("amina", given, "Jones", func(n *journey.New) { n.Resident.Identity.Born = calendar.MustISO("1995-06-03") })
	}
	u := uploads(w)
	id := keep(t, w, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,,", "Kai,Jones,3/6/1995,,,Active,,", "Ana,Silva,1/2/1990,,,Active,,"))
	if c := get(t, w, "tom", id).Counts; c.Duplicate != 2 || c.Created != 1 || c.Look != 2 {
		t.Fatalf("%+v", c)
	}
	chosen := func(want ...int) {
		t.Helper()
		if got := get(t, w, "tom", id); fmt.Sprint(got.Choices.SomebodyElse) != fmt.Sprint(want) || got.Ready() != 1+len(want) {
			t.Errorf("chosen %v, ready %d, want %v", got.Choices.SomebodyElse, got.Ready(), want)
		}
	}
	must(t, u.Choose(w.As("tom"), id, []int{2}, []int{2, 3}))
	chosen(2)
	must(t, u.Choose(w.As("tom"), id, []int{3, 4, 99}, []int{3, 4, 99}))
	chosen(2, 3)
	must(t, u.Choose(w.As("tom"), id, []int{2}, nil))
	chosen(3)
	must(t, u.Queue(w.As("tom"), id, []int{2, 3}, []int{2}))
	work(t, w)
	rows, err := u.RowsOf(w.As("tom"), id, exchange.RowFilter{Outcomes: []caseload.Outcome{caseload.Duplicate}})
	if err != nil || len(rows) != 1 || rows[0].Values.Given != "Kai" {
		t.Errorf("left out: %+v, %v", rows, err)
	}
}

func TestAQueuedUploadChangesNoMore(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	u := uploads(w)
	id := keep(t, w, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,,"))
	must(t, u.Queue(w.As("tom"), id, nil, nil))
	must(t, u.Queue(w.As("tom"), id, nil, nil))
	if err := u.Choose(w.As("tom"), id, nil, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("choose: %v", err)
	}
	if err := u.Assign(w.As("tom"), id, fieldsOf(get(t, w, "tom", id))); !fault.Is(err, fault.Conflict) {
		t.Errorf("assign: %v", err)
	}
	work(t, w)
	must(t, u.Queue(w.As("tom"), id, nil, nil))
	must(t, u.Again(w.As("tom"), id))
	if worked, err := u.Work(t.Context()); worked || err != nil {
		t.Errorf("a finished import ran again: %v", err)
	}
}

func TestOldUploadsGo(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	keep(t, w, "tom", "old.csv", small("Mei,Jones,3/6/1995,,,Active,,"))
	w.AsOwner(t, "update onward.import set created_at = onward.now() - interval '91 days'")
	keep(t, w, "tom", "new.csv", small("Mei,Jones,3/6/1995,,,Active,,"))
	list, err := uploads(w).List(w.As("tom"))
	if err != nil || len(list) != 1 || list[0].FileName != "new.csv" || number(t, w, "select count(*) from onward.import_row") != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}
