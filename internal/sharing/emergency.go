package sharing

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/secret"
)

// EmergencyLasts is for how long a declared emergency opens a journey.
const EmergencyLasts = 24 * time.Hour

// Emergencies are declared where nothing else opens a journey in time, and
// reviewed by the governance officer of the organisation that leads it.
type Emergencies struct {
	DB     *postgres.DB
	Policy *access.Policy
	Box    *secret.Box
	// Limit counts a search in a transaction of its own, and refuses too many.
	Limit func(context.Context) error
}

// Wanted is whom an emergency is about: a reference as it is kept, or the exact
// name with the date of birth. Journey chooses where several match.
type Wanted struct {
	Reference string
	Given     string
	Family    string
	Born      calendar.Date
	Journey   uuid.UUID
	Reason    string
}

// Match is one of several journeys that fit what was typed.
type Match struct {
	Journey   uuid.UUID
	Resident  uuid.UUID
	LeadID    int
	Lead      string
	Reference string
}

// shortest is the fewest characters of a reason: a sentence, not a word.
const shortest, longest = 20, 1000

// Check says what is wrong with it.
func (w *Wanted) Check() error {
	var wrong []fault.Field
	if w.Reference == "" {
		for _, f := range []struct {
			missing       bool
			name, message string
		}{
			{resident.Key(w.Given) == "", "given", "Enter the given name as it is on record, or a reference"},
			{resident.Key(w.Family) == "", "family", "Enter the family name as it is on record, or a reference"},
			{w.Born.IsZero(), "born", "Enter the date of birth, like 31 3 1980, or a reference"},
		} {
			if f.missing {
				wrong = append(wrong, fault.Field{Name: f.name, Message: f.message})
			}
		}
	}
	switch w.Reason = strings.TrimSpace(w.Reason); {
	case utf8.RuneCountInString(w.Reason) < shortest || len(strings.Fields(w.Reason)) < 4:
		wrong = append(wrong, fault.Field{Name: "reason", Message: "Say in at least a sentence what the emergency is"})
	case utf8.RuneCountInString(w.Reason) > longest:
		wrong = append(wrong, fault.Field{Name: "reason", Message: "Shorten this to 1,000 characters or fewer"})
	}
	return fault.Fields(wrong...)
}

// nobodyFound is one answer for what is not there, sealed, or elsewhere.
func nobodyFound() error {
	return fault.New(fault.Missing, "Nobody is found by exactly this. Check the spelling and the date of birth, or ask for the reference.")
}

// Declare finds whom the emergency is about and opens the journey to the actor
// for 24 hours. Where several match, none is opened and all are given back.
func (s Emergencies) Declare(ctx context.Context, w Wanted) (journey uuid.UUID, several []Match, err error) {
	if err := w.Check(); err != nil {
		return uuid.Nil, nil, err
	}
	if s.Limit != nil {
		if err := s.Limit(ctx); err != nil {
			return uuid.Nil, nil, err
		}
	}
	var refusal error
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		if !s.Policy.May(tx.Actor.Role, access.DoEmergency) {
			return fault.New(fault.Forbidden, "Only advisors and managers declare an emergency. Ask one of them.")
		}
		found, err := findInEmergency(tx, w)
		if err != nil {
			return err
		}
		if w.Journey != uuid.Nil {
			found = only(found, w.Journey)
		}
		if len(found) != 1 { // tried, and recorded so; the send's key is free again
			audit.Record(tx, audit.Entry{Action: "declare", Subject: "emergency"})
			if several = found; len(found) == 0 {
				refusal = nobodyFound()
			}
			return tx.Unclaim()
		}
		journey = found[0].Journey
		tx.Answer(journey.String())
		return s.open(tx, found[0], w.Reason)
	})
	if answer, again := postgres.WasRepeated(err); again {
		journey, err = uuid.Parse(answer)
	}
	if err == nil {
		err = refusal
	}
	return journey, several, err
}

func only(list []Match, journey uuid.UUID) []Match {
	for _, m := range list {
		if m.Journey == journey {
			return []Match{m}
		}
	}
	return nil
}

func (s Emergencies) open(tx *postgres.Tx, m Match, reason string) error {
	sealed, err := s.Box.Seal("emergency/"+m.Journey.String(), reason)
	if err != nil {
		return err
	}
	audit.Record(tx, audit.Entry{Action: "declare", Subject: "emergency", Journey: m.Journey, Resident: m.Resident,
		Categories: []string{access.Existence.String()}, Basis: access.Emergency.String()})
	return addEmergency(tx, m, sealed)
}

// Until is when the actor's emergency on a journey ends; the zero time where
// there is none.
func (s Emergencies) Until(tx *postgres.Tx, d access.Decision) (time.Time, error) {
	if !d.Subject.Emergency {
		return time.Time{}, nil
	}
	return emergencyEnds(tx, d)
}

// Emergency is one that was declared, as its reviewer sees it.
type Emergency struct {
	ID         int64
	Journey    uuid.UUID
	Reference  string // empty where the journey is sealed, or elsewhere by now
	By         string
	ByOrg      string
	ByStaff    int
	Role       string
	Reason     string
	At         time.Time
	Until      time.Time
	Reviewed   time.Time // zero where it waits
	ReviewedBy string
	Finding    string
	Remark     string
	Version    int
}

// Verdict is what a review comes to.
type Verdict struct{ Code, Label string }

// Verdicts are those that are offered.
var Verdicts = []Verdict{{"justified", "Justified"}, {"not_justified", "Not justified"}, {"training", "Training needed"}}

// VerdictLabel is a finding in words.
func VerdictLabel(code string) string {
	for _, f := range Verdicts {
		if f.Code == code {
			return f.Label
		}
	}
	return ""
}

// Queue is what waits for the governance officer of the lead, the oldest first,
// and what was reviewed lately. Seeing it is being told of it.
func (s Emergencies) Queue(ctx context.Context) (waiting, reviewed []Emergency, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		all, err := s.list(tx, 0)
		if err != nil {
			return err
		}
		for _, e := range all {
			if e.Reviewed.IsZero() {
				waiting = append(waiting, e)
			} else {
				reviewed = append(reviewed, e)
			}
		}
		audit.Record(tx, audit.Entry{Action: access.View.String(), Subject: "emergencies"})
		return told(tx)
	})
	return waiting, reviewed, err
}

// Get is one emergency with what its declarer looked at in its time.
func (s Emergencies) Get(ctx context.Context, id int64) (e Emergency, looks []Look, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		list, err := s.list(tx, id)
		if err != nil {
			return err
		}
		if len(list) != 1 {
			return fault.NotHere()
		}
		e = list[0]
		audit.Record(tx, audit.Entry{Action: access.View.String(), Subject: "emergency", Journey: e.Journey})
		all, err := readLooks(tx, e.Journey, 3660, 1<<62, 1000)
		for _, l := range all {
			if l.Staff == e.ByStaff && !l.At.Before(e.At) && l.At.Before(e.Until) {
				looks = append(looks, l)
			}
		}
		return err
	})
	return e, looks, err
}

func (s Emergencies) list(tx *postgres.Tx, id int64) ([]Emergency, error) {
	list, sealed, err := readEmergencies(tx, id)
	if err != nil {
		return nil, err
	}
	for i := range list {
		for place, into := range map[string]*string{"emergency/": &list[i].Reason, "emergency remark/": &list[i].Remark} {
			if closed := sealed[i][place]; closed != nil {
				if *into, err = s.Box.Open(place+list[i].Journey.String(), closed); err != nil {
					return nil, err
				}
			}
		}
	}
	return list, nil
}

// Review records what the lead's governance officer found.
func (s Emergencies) Review(ctx context.Context, id int64, finding, remark string, version int) error {
	return done(s.DB.Write(ctx, func(tx *postgres.Tx) error {
		if !s.Policy.May(tx.Actor.Role, access.DoAudit) {
			return fault.NotHere()
		}
		list, err := s.list(tx, id)
		if err != nil {
			return err
		}
		if len(list) != 1 {
			return fault.NotHere()
		}
		var wrong []fault.Field
		if VerdictLabel(finding) == "" {
			wrong = append(wrong, fault.Field{Name: "finding", Message: "Choose what you found"})
		}
		if remark = strings.TrimSpace(remark); remark == "" && finding != "justified" {
			wrong = append(wrong, fault.Field{Name: "remark", Message: "Say what was wrong and what follows"})
		}
		if utf8.RuneCountInString(remark) > longest {
			wrong = append(wrong, fault.Field{Name: "remark", Message: "Shorten this to 1,000 characters or fewer"})
		}
		if err := fault.Fields(wrong...); err != nil {
			return err
		}
		closed, err := s.Box.Seal("emergency remark/"+list[0].Journey.String(), remark)
		if err != nil {
			return err
		}
		audit.Record(tx, audit.Entry{Action: "review", Subject: "emergency", Journey: list[0].Journey, Categories: []string{access.Existence.String()},
			Fields: []string{"finding", "remark"}})
		return reviewEmergency(tx, id, finding, closed, version)
	}))
}
