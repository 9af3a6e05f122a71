package journey

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// Started is a journey that has just begun, with the decision on it for the
// one who began it.
type Started struct {
	Decision  access.Decision
	Reference string
}

// StartMany registers residents and begins their journeys, in the order given;
// the values have been checked. All of it stands with the transaction or nothing.
func (s Store) StartMany(tx *postgres.Tx, policy *access.Policy, people resident.Store, list []New) ([]Started, error) {
	d := policy.Registering(tx.Actor)
	residents := make([]resident.New, len(list))
	for i := range list {
		if err := newIDs(&list[i]); err != nil {
			return nil, err
		}
		residents[i] = list[i].Resident
	}
	if err := people.CreateMany(tx, d, residents); err != nil {
		return nil, err
	}
	numbers, err := nextNumbers(tx, len(list))
	if err != nil {
		return nil, err
	}
	b := newBeginnings(tx)
	out := make([]Started, len(list))
	entries := make([]audit.Entry, len(list))
	for i, n := range list {
		if n.SPOC == 0 {
			n.SPOC = tx.Actor.User
		}
		on := access.Subject{Journey: n.ID, Resident: n.Resident.ID, Lead: tx.Actor.Organisation, SPOC: tx.Actor.User}
		out[i] = Started{Decision: policy.Decide(tx.Actor, on), Reference: Reference(numbers[i])}
		if err := b.add(s, out[i].Decision, n, out[i].Reference); err != nil {
			return nil, err
		}
		entries[i] = audit.Entry{Action: access.Add.String(), Subject: "journey", SubjectID: n.ID, Journey: n.ID, Resident: n.Resident.ID,
			Categories: begun, Basis: out[i].Decision.Basis(access.View, access.Existence)}
	}
	if err := b.insert(tx); err != nil {
		return nil, err
	}
	return out, audit.RecordMany(tx, entries)
}

func newIDs(n *New) (err error) {
	if n.Resident.ID == uuid.Nil {
		if n.Resident.ID, err = uuid.NewV7(); err != nil {
			return err
		}
	}
	if n.ID == uuid.Nil {
		n.ID, err = uuid.NewV7()
	}
	return err
}

func nextNumbers(tx *postgres.Tx, n int) ([]int64, error) {
	rows, err := tx.Conn().Query(tx, "select nextval('onward.journey_number') from generate_series(1, $1)", n)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

// begun are the categories that every start fills.
var begun = access.SetOf(access.Existence, access.Identity, access.Contact, access.Plan).Words()

// beginnings are the bulks of a start, a table each.
type beginnings struct {
	org, user                                                              int
	now                                                                    time.Time
	began                                                                  time.Time // when what is added now came on record
	journeys, progress, moves, periods, groups, work, circumstances, money *postgres.Bulk
}

func newBeginnings(tx *postgres.Tx) *beginnings {
	const owned = ",lead_org_id int,author_org_id int,author_id int"
	bulk := func(table, columns string) *postgres.Bulk {
		return postgres.NewBulk("onward."+table, strings.Split(columns, ",")...)
	}
	return &beginnings{org: tx.Actor.Organisation, user: tx.Actor.User, now: tx.Actor.Now, began: tx.Actor.Now,
		journeys:      bulk("journey", "id uuid"+owned+",resident_id uuid,reference text,spoc_id int,opened_on date,closed_on date"),
		progress:      bulk("progress", "journey_id uuid,resident_id uuid,lead_org_id int,author_org_id int,spoc_id int,stage text,stage_on date,reason text,entry_point text,open bool,last_contact_on date,opened_on date"),
		moves:         bulk("stage_move", "id uuid,journey_id uuid"+owned+",from_stage text,to_stage text,reason text,moved_at timestamptz"),
		periods:       bulk("spoc_period", "id uuid,journey_id uuid"+owned+",staff_id int,from_at timestamptz"),
		groups:        bulk("priority_group", "id uuid,journey_id uuid"+owned+",category text,code text,sealed bytea,lookup bytea,created_at timestamptz"),
		work:          bulk("baseline_work", "journey_id uuid"+owned+",status text,amount int,per text,hours numeric"),
		circumstances: bulk("baseline_circumstances", "journey_id uuid"+owned+",qualification text,months_without int"),
		money:         bulk("baseline_money", "journey_id uuid"+owned+",benefits text"),
	}
}

func (b *beginnings) add(s Store, d access.Decision, n New, reference string) error {
	var closed any
	if n.Stage == StageClosed {
		closed = n.StageOn
	}
	b.journeys.Add(n.ID, b.org, b.org, b.user, n.Resident.ID, reference, n.SPOC, n.OpenedOn, closed)
	b.progress.Add(n.ID, n.Resident.ID, b.org, b.org, n.SPOC, string(n.Stage), n.StageOn, n.Reason, n.EntryPoint, n.Stage != StageClosed, n.LastContact, n.OpenedOn)
	from := b.now
	if n.OpenedOn.Start().Before(from) && !n.OpenedOn.Add(1).Start().After(from) {
		from = n.OpenedOn.At(9, 0) // a record that comes with its history
	}
	b.periods.Add(uuid.Must(uuid.NewV7()), n.ID, b.org, b.org, b.user, n.SPOC, from)
	b.addMoves(n, from)
	b.began = from
	return b.addFacts(s, d, n)
}

func (b *beginnings) addMoves(n New, at time.Time) {
	moves := n.Moves
	if len(moves) == 0 {
		moves = []StageMove{{To: n.Stage, Reason: n.Reason, At: at}}
	}
	for _, m := range moves {
		b.moves.Add(uuid.Must(uuid.NewV7()), n.ID, b.org, b.org, b.user, string(m.From), string(m.To), m.Reason, m.At)
	}
}

// addFacts adds what hangs on categories of their own, each only where the
// decision lets the actor add it.
func (b *beginnings) addFacts(s Store, d access.Decision, n New) error {
	for i, code := range n.Groups {
		if slices.Contains(n.Groups[:i], code) { // named twice, stood in once
			continue
		}
		g, _ := FindGroup(code)
		if err := d.Require(access.Add, g.Category); err != nil {
			return err
		}
		id := uuid.Must(uuid.NewV7())
		open, sealed := code, []byte(nil)
		if g.Category.Guarded() {
			var err error
			if sealed, err = s.Box.Seal("group/"+id.String(), code); err != nil {
				return err
			}
			open = ""
		}
		b.groups.Add(id, n.ID, b.org, b.org, b.user, g.Category.String(), open, sealed, s.Box.Lookup("group", code), b.began)
	}
	base := n.Baseline
	if (base.Work != "" || base.Amount > 0 || base.Per != "" || base.Hours != "") && d.May(access.Add, access.Work) {
		var hours any
		if base.Hours != "" {
			hours = base.Hours
		}
		b.work.Add(n.ID, b.org, b.org, b.user, base.Work, base.Amount, base.Per, hours)
	}
	if (base.Qualification != "" || base.MonthsWithout.Known) && d.May(access.Add, access.Circumstances) {
		var months any
		if base.MonthsWithout.Known {
			months = base.MonthsWithout.Count
		}
		b.circumstances.Add(n.ID, b.org, b.org, b.user, base.Qualification, months)
	}
	if base.Benefits != "" && d.May(access.Add, access.HousingMoney) {
		b.money.Add(n.ID, b.org, b.org, b.user, base.Benefits)
	}
	return nil
}

func (b *beginnings) insert(tx *postgres.Tx) error {
	for _, bulk := range []*postgres.Bulk{b.journeys, b.progress, b.moves, b.periods, b.groups, b.work, b.circumstances, b.money} {
		if err := bulk.Insert(tx); err != nil {
			return err
		}
	}
	return nil
}
