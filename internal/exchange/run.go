package exchange

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/exchange/caseload"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/organisation"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/secret"
)

// Service brings caseloads in, in the name of the actor in the context.
type Service struct {
	DB        *postgres.DB
	Gate      journey.Gate
	Journeys  journey.Store
	Residents resident.Store
	Barriers  barrier.Service
	Directory organisation.Store
	Box       *secret.Box
}

// Choices are what a person decided about rows that may be duplicates: the
// numbers of those that are somebody else, to be registered after all.
type Choices struct {
	SomebodyElse []int `json:"somebody_else"`
}

// Batches are how many rows one transaction takes: the first few, so that a
// progress bar moves at once, then as many as were stored before, up to a size
// beyond which nothing gets quicker and a restart would lose more.
const (
	firstBatch = 100
	mostBatch  = 500
)

// batches parts rows in their order.
func batches(rows []caseload.Row) iter.Seq[[]caseload.Row] {
	return func(yield func([]caseload.Row) bool) {
		for done := 0; done < len(rows); {
			size := min(max(done, firstBatch), mostBatch, len(rows)-done)
			if !yield(rows[done : done+size]) {
				return
			}
			done += size
		}
	}
}

// Done is told of each batch in the transaction that stored it.
type Done func(tx *postgres.Tx, rows []caseload.Row) error

// Run judges a sheet and stores what is good, batch by batch; the rows come back
// with what became of each. Rows that were imported before, in this run or an
// earlier one, are skipped, so that a run that was broken off can begin again.
func (s Service) Run(ctx context.Context, sheet *caseload.Sheet, choices Choices, done Done) ([]caseload.Row, error) {
	return s.run(ctx, sheet, choices, s.DB.Write, func(tx *postgres.Tx, r *round, rows []caseload.Row) error {
		if err := r.store(tx, rows); err != nil {
			return err
		}
		if done != nil {
			return done(tx, rows)
		}
		return nil
	})
}

// Preview says what Run would do, and does nothing.
func (s Service) Preview(ctx context.Context, sheet *caseload.Sheet, choices Choices) ([]caseload.Row, error) {
	return s.run(ctx, sheet, choices, s.DB.Read, func(*postgres.Tx, *round, []caseload.Row) error { return nil })
}

type door func(context.Context, func(*postgres.Tx) error) error

func (s Service) run(ctx context.Context, sheet *caseload.Sheet, choices Choices, open door, each func(*postgres.Tx, *round, []caseload.Row) error) ([]caseload.Row, error) {
	r := &round{Service: s, choices: choices}
	var who actor.Actor
	err := s.DB.Read(ctx, func(tx *postgres.Tx) error {
		who = tx.Actor
		if !s.Gate.Policy.May(who.Role, access.DoImport) {
			return fault.New(fault.Forbidden, "Your post does not import caseloads. Ask your manager.")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// Outside the transaction: the directory takes a connection of its own.
	if r.advisers, err = s.Directory.Caseworkers(ctx, who.Organisation); err != nil {
		return nil, err
	}
	rows := sheet.Judge(who.Today)
	for part := range batches(rows) {
		err := open(ctx, func(tx *postgres.Tx) error {
			r.scope = s.Gate.Policy.Scope(tx.Actor)
			r.notes(tx, part)
			if err := r.known(tx, part); err != nil {
				return err
			}
			return each(tx, r, part)
		})
		if err != nil {
			return rows, err
		}
	}
	return rows, nil
}

// round is one pass over a sheet.
type round struct {
	Service
	choices  Choices
	scope    access.Scope
	advisers advisers
}

// notes says beside the rows what the product decides that a person may want to see.
func (r *round) notes(tx *postgres.Tx, rows []caseload.Row) {
	d := r.Gate.Policy.Registering(tx.Actor)
	for i := range rows {
		row := &rows[i]
		if row.Outcome == caseload.Rejected || row.Outcome == caseload.Skipped {
			continue
		}
		_, known := r.advisers.find(row.Values.Adviser)
		if row.Values.Adviser != "" && !known {
			row.Problems = append(row.Problems, caseload.Problem{Column: caseload.NoColumn, Field: caseload.Adviser, Severity: caseload.Notice,
				Message: "No colleague has this name: the journey goes to you with a task to hand it on"})
		}
		for _, left := range slices.Compact(slices.Sorted(slices.Values(partsOf(d, row.Values, 0, true, tx.Actor.Today).left))) {
			row.Problems = append(row.Problems, caseload.Problem{Column: caseload.NoColumn, Severity: caseload.Warning,
				Message: "Your post does not add " + left + ": it is left out. Ask a manager to import the sheet instead"})
		}
	}
}

// known marks what is on record already: rows that were imported before, and
// people who are likely known to the organisation.
func (r *round) known(tx *postgres.Tx, rows []caseload.Row) error {
	before, err := r.imported(tx, rows)
	if err != nil {
		return err
	}
	var probes []resident.Probe
	var which []*caseload.Row
	for i := range rows {
		row := &rows[i]
		switch {
		case row.Outcome == caseload.Rejected || row.Outcome == caseload.Skipped:
		case before[row.SourceKey]:
			row.Outcome, row.DuplicateOf = caseload.Skipped, 0
		case slices.Contains(r.choices.SomebodyElse, row.Number):
			row.Outcome = caseload.Created
		case row.Outcome == caseload.Created:
			probes, which = append(probes, row.Values.Probe()), append(which, row)
		}
	}
	candidates, err := r.Residents.CandidatesMany(tx, r.scope, probes)
	if err != nil {
		return err
	}
	var met []audit.Entry
	for i, found := range candidates {
		if len(found) > 0 {
			which[i].Outcome, which[i].DuplicateBy = caseload.Duplicate, found[0].Reasons
			met = append(met, audit.Entry{Action: "search", Subject: "likely duplicate", SubjectID: found[0].Resident, Resident: found[0].Resident,
				Categories: duplicateShows.Words(), Basis: "own"})
		}
	}
	return audit.RecordMany(tx, met)
}

// store begins the journeys of the rows that are to be created, with all that
// hangs on them, in a statement a table.
func (r *round) store(tx *postgres.Tx, rows []caseload.Row) error {
	var fresh []*caseload.Row
	var list []journey.New
	for i := range rows {
		row := &rows[i]
		if row.Outcome != caseload.Created {
			continue
		}
		n := newJourney(row.Values, r.spoc(tx, row.Values), tx.Actor.Today)
		if err := n.Check(tx.Actor.Today); err != nil {
			refuse(row, err)
			continue
		}
		fresh, list = append(fresh, row), append(list, n)
	}
	if len(list) == 0 {
		return nil
	}
	started, err := r.Journeys.StartMany(tx, r.Gate.Policy, r.Residents, list)
	if err != nil {
		return err
	}
	return r.fill(tx, fresh, list, started)
}

func (r *round) spoc(tx *postgres.Tx, v caseload.Record) int {
	if staff, ok := r.advisers.find(v.Adviser); ok {
		return staff
	}
	return tx.Actor.User
}

// refuse rejects a row that the record itself refuses, with its reasons.
func refuse(row *caseload.Row, err error) {
	row.Outcome = caseload.Rejected
	for _, f := range fault.Of(err).Fields {
		row.Problems = append(row.Problems, caseload.Problem{Column: caseload.NoColumn, Field: caseload.Field(f.Name), Severity: caseload.Fault, Message: f.Message})
	}
}

// bundle gathers the parts of a batch's journeys.
type bundle struct {
	barriers *barrier.Batch
	plans    *plan.Batch
	notes    *note.Batch
	spells   *outcome.Batch
}

func (r *round) fill(tx *postgres.Tx, rows []*caseload.Row, list []journey.New, started []journey.Started) error {
	b := bundle{barriers: r.Barriers.NewBatch(tx), plans: plan.NewBatch(tx), notes: note.NewBatch(tx, r.Box), spells: outcome.NewBatch(tx)}
	decisions := make([]access.Decision, len(started))
	marks := make([]mark, len(started))
	for i, st := range started {
		d, v := st.Decision, rows[i].Values
		decisions[i], marks[i] = d, mark{source: rows[i].SourceKey, decision: d}
		_, known := r.advisers.find(v.Adviser)
		if err := b.add(d, partsOf(d, v, list[i].SPOC, known, tx.Actor.Today), tx.Actor.Today); err != nil {
			return fmt.Errorf("row %d: %w", rows[i].Number, err)
		}
	}
	for _, insert := range []func(*postgres.Tx) error{b.barriers.Insert, b.plans.Insert, b.notes.Insert, b.spells.Insert} {
		if err := insert(tx); err != nil {
			return err
		}
	}
	if err := r.remember(tx, marks); err != nil {
		return err
	}
	audit.Record(tx, audit.Entry{Action: "import", Subject: "caseload", Categories: r.scope.OwnWords(), Basis: "own"})
	return journey.RefreshMany(tx, decisions)
}

func (b bundle) add(d access.Decision, p parts, today calendar.Date) error {
	for _, n := range p.barriers {
		if err := b.barriers.Add(d, n); err != nil {
			return err
		}
	}
	if p.action != nil {
		if _, err := b.plans.AddAction(d, *p.action, plan.Past{}); err != nil {
			return err
		}
	}
	for _, t := range p.tasks {
		if _, err := b.plans.AddTask(d, t, plan.Past{}); err != nil {
			return err
		}
	}
	if p.note != "" {
		if _, err := b.notes.Add(d, note.New{Contact: note.Record, On: p.noteOn, Text: p.note}); err != nil {
			return err
		}
	}
	if p.spell != nil {
		if _, err := b.spells.Add(d, *p.spell); err != nil {
			return err
		}
	}
	return nil
}
