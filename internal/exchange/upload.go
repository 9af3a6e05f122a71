package exchange

import (
	"bytes"
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Uploads keeps the spreadsheets that people send in until they are imported. A
// sheet belongs to the post that sent it; for anybody else it is not there. The
// file lies sealed until its import is done, its rows for 90 days.
type Uploads struct{ Service }

// MostBytes is how large a spreadsheet may be that is sent in.
const MostBytes = 10 << 20

// UploadState is how far an upload has come.
type UploadState string

// The states. An upload begins as StateUploaded; StateFailed may be queued again.
const (
	StateUploaded UploadState = "uploaded"
	StateQueued   UploadState = "queued"
	StateRunning  UploadState = "running"
	StateDone     UploadState = "done"
	StateFailed   UploadState = "failed"
)

// Upload is a spreadsheet that was sent in, and what became of it.
type Upload struct {
	ID               uuid.UUID
	FileName         string
	Sheet            string // of a workbook; empty for separated text
	State            UploadState
	Columns          []UploadColumn // empty in a list
	Matched          bool           // somebody has said what the columns hold, and the rows were judged
	Choices          Choices
	Rows, RowsDone   int
	Counts           Counts // of the check until the import is done, then of the import
	Failure          string // what to do, in StateFailed
	Created, Changed time.Time
}

// UploadColumn is a column with the first things that stand in it.
type UploadColumn struct {
	caseload.Column
	Samples []string
}

// Counts is how many rows met with what.
type Counts struct {
	Created   int `json:"created"` // in a check: would be
	Duplicate int `json:"duplicate"`
	Rejected  int `json:"rejected"`
	Known     int `json:"known"` // imported before
	Blank     int `json:"blank"`
	Look      int `json:"look"` // to be looked at: rejected, likely duplicates, and those with a warning
}

// Total is the rows of the sheet.
func (c Counts) Total() int { return c.Created + c.Duplicate + c.Rejected + c.Known + c.Blank }

// Ready is how many rows an import would make journeys of, with the choices made.
func (u Upload) Ready() int { return u.Counts.Created + len(u.Choices.SomebodyElse) }

// Open says that columns and choices may still change.
func (u Upload) Open() bool { return u.State == StateUploaded }

// samples is how many cells of a column help to tell what it holds.
const samples = 3

// Keep reads a spreadsheet and keeps it. A file that is none, and one that is
// too large, is an Invalid fault that says what to do. Columns that are not
// recognised are no fault yet: a person says what they are.
func (u Uploads) Keep(ctx context.Context, name string, content []byte) (uuid.UUID, error) {
	s, err := recognise(name, content)
	if err != nil {
		return uuid.Nil, err
	}
	id := uuid.Must(uuid.NewV7())
	err = u.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := u.may(tx); err != nil {
			return err
		}
		tx.Answer(id.String())
		return u.insert(tx, id, baseName(name), content, headOf(s), len(s.Table.Rows))
	})
	if answer, repeated := postgres.WasRepeated(err); repeated {
		return uuid.Parse(answer)
	}
	return id, err
}

// recognise reads a file; names that are missing are left to the person.
func recognise(name string, content []byte) (*caseload.Sheet, error) {
	table, err := sheet.Read(name, bytes.NewReader(content), sheet.Limits{Bytes: MostBytes})
	if err != nil {
		return nil, err
	}
	s, err := caseload.Recognise(table, nil)
	if s == nil {
		return nil, err
	}
	return s, nil
}

// baseName is the file's own name, without the folders that some browsers send.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[:200])
	}
	return strings.ReplaceAll(name, "\x00", "")
}

// head is what pages show of a sheet without reading the file again.
type head struct {
	Sheet      string
	HeadingRow int
	Columns    []UploadColumn
}

func headOf(s *caseload.Sheet) head {
	h := head{Sheet: s.Table.Sheet, HeadingRow: s.Table.HeadingRow}
	for _, c := range s.Columns {
		column := UploadColumn{Column: c}
		for _, row := range s.Table.Rows {
			text := strings.TrimSpace(row.Cell(c.Index).Text)
			if text != "" && !slices.Contains(column.Samples, text) {
				column.Samples = append(column.Samples, text)
			}
			if len(column.Samples) == samples {
				break
			}
		}
		h.Columns = append(h.Columns, column)
	}
	return h
}

// List gives the post's uploads, newest first, without their columns.
func (u Uploads) List(ctx context.Context) (list []Upload, err error) {
	err = u.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := u.may(tx); err != nil {
			return err
		}
		list, err = u.list(tx)
		return err
	})
	return list, err
}

// Get gives one upload of the post.
func (u Uploads) Get(ctx context.Context, id uuid.UUID) (up Upload, err error) {
	err = u.DB.Read(ctx, func(tx *postgres.Tx) error {
		up, err = u.find(tx, id)
		return err
	})
	return up, err
}

// Assign says what each column holds, in order, and judges the rows by it. It
// changes nothing on record. Repeated, or said anew, it starts the check over.
func (u Uploads) Assign(ctx context.Context, id uuid.UUID, fields []caseload.Field) error {
	var s *caseload.Sheet
	err := u.DB.Read(ctx, func(tx *postgres.Tx) error {
		up, err := u.find(tx, id)
		if err != nil {
			return err
		}
		if !up.Open() {
			return underWay()
		}
		s, err = u.sheet(tx, up)
		return err
	})
	if err != nil {
		return err
	}
	if s, err = s.Assign(fields); err != nil {
		return err
	}
	rows, err := u.Preview(ctx, s, Choices{})
	if err != nil {
		return err
	}
	err = u.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := u.match(tx, id, fields); err != nil {
			return err
		}
		for part := range slices.Chunk(rows, 1000) {
			if err := u.addRows(tx, id, part); err != nil {
				return err
			}
		}
		audit.Record(tx, audit.Entry{Action: "check", Subject: "import", SubjectID: id, Categories: access.SetOf(access.Existence).Words(), Basis: "own"})
		return u.count(tx, id)
	})
	if _, repeated := postgres.WasRepeated(err); repeated {
		return nil
	}
	return err
}

func underWay() error {
	return fault.New(fault.Conflict, "This sheet is being imported, or was already. Upload it again to change what its columns hold.")
}

func (u Uploads) may(tx *postgres.Tx) error {
	if !u.Gate.Policy.May(tx.Actor.Role, access.DoImport) {
		return fault.NotHere()
	}
	return nil
}
