package caseload

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// sourceKey is a digest of all that the record says, each value under its name, so
// that the same row is known again in another file, another encoding or another
// order of columns. Values that are empty leave no trace: fields that are added
// later change no key of a row that does not use them. It is no secret: whoever
// stores it beside other data keys it.
func (r Record) sourceKey() string {
	digest := sha256.New()
	for _, part := range []struct{ name, value string }{
		{"reference", r.Reference}, {"given", r.Given}, {"family", r.Family}, {"preferred", r.Preferred}, {"pronouns", r.Pronouns},
		{"dob", r.Born.String()}, {"nino", string(r.NINO)}, {"address", r.Address}, {"postcode", string(r.Postcode)},
		{"phone", string(r.Phone)}, {"email", string(r.Email)}, {"registered", r.Registered.String()}, {"adviser", r.Adviser},
		{"barriers", strings.Join(r.Barriers, " ")}, {"status", r.Status}, {"reason", r.StatusReason},
		{"last", r.LastContact.String()}, {"next", r.NextAction}, {"due", r.NextActionDue.String()},
		{"evidence", r.Evidence}, {"notes", r.Notes},
	} {
		write(digest, part.name, part.value)
	}
	if j := r.Job; j != nil {
		write(digest, "title", j.Title)
		write(digest, "employer", j.Employer)
		write(digest, "start", j.Start.String())
		write(digest, "end", j.End.String())
		write(digest, "hours", j.Hours)
		if j.PayKnown() {
			write(digest, "pay", strconv.Itoa(j.Amount)+" "+j.Per)
		}
	}
	for _, k := range r.Kept {
		write(digest, "kept", k.Heading+": "+k.Text)
	}
	return hex.EncodeToString(digest.Sum(nil))
}

// write adds a value in quotation marks, so that no two rows run together alike.
func write(digest hash.Hash, name, value string) {
	if value != "" {
		fmt.Fprintf(digest, "%s %q\n", name, value)
	}
}
