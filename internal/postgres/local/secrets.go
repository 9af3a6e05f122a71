package local

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"onward/internal/fault"
)

// secretsFile holds the passwords in the home, 0600.
const secretsFile = "passwords.json"

// secrets are the passwords of the roles.
type secrets map[Role]string

// keepSecrets reads the passwords of the cluster, or makes them where there is
// no cluster yet. They are on disk before any role has one.
func (h home) keepSecrets() (secrets, error) {
	text, err := os.ReadFile(h.path(secretsFile))
	if errors.Is(err, os.ErrNotExist) {
		return h.makeSecrets()
	}
	if err != nil {
		return nil, unwritable(err)
	}
	var s secrets
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, lostSecrets(errors.New(secretsFile + " is not readable as JSON")) // the parser's words could quote it
	}
	return s, nil
}

func (h home) makeSecrets() (secrets, error) {
	if _, err := os.Stat(h.data()); err == nil {
		return nil, lostSecrets(errors.New(secretsFile + " is missing"))
	}
	s := secrets{}
	for _, role := range []Role{Superuser, Owner, App, Auditor} {
		s[role] = rand.Text()
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("passwords: %w", err)
	}
	return s, h.write(secretsFile, append(text, '\n'))
}

// lostSecrets is the answer where the passwords do not open the cluster.
func lostSecrets(err error) error {
	return fault.Wrap(err, fault.Unavailable,
		"The passwords of the private database are missing or do not fit it: put back "+secretsFile+" from a backup of the data folder")
}
