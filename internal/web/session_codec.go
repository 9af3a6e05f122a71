package web

import (
	"encoding/json"
	"fmt"
	"time"

	"onward/internal/organisation"
	"onward/ui/layout"
)

// SessionCodec writes what a session holds as JSON. It is read and written with
// every request, and gob would learn the types anew each time.
type SessionCodec struct{}

type held struct {
	Deadline time.Time
	Me       *organisation.Colleague `json:",omitempty"`
	CSRF     string                  `json:",omitempty"`
	Flash    *layout.Flash           `json:",omitempty"`
}

// Encode refuses a value that Decode would not give back.
func (SessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	h := held{Deadline: deadline}
	for key, value := range values {
		ok := false
		switch key {
		case keyMe:
			var me organisation.Colleague
			me, ok = value.(organisation.Colleague)
			h.Me = &me
		case keyCSRF:
			h.CSRF, ok = value.(string)
		case keyFlash:
			var f layout.Flash
			f, ok = value.(layout.Flash)
			h.Flash = &f
		}
		if !ok {
			return nil, fmt.Errorf("a session does not hold %q", key)
		}
	}
	return json.Marshal(h)
}

// Decode gives an empty session for what it cannot read, as an older version
// may have left it: its person signs in again.
func (SessionCodec) Decode(data []byte) (time.Time, map[string]any, error) {
	var h held
	if err := json.Unmarshal(data, &h); err != nil {
		return time.Now().Add(SessionLife), map[string]any{}, nil
	}
	values := map[string]any{}
	if h.Me != nil {
		values[keyMe] = *h.Me
	}
	if h.CSRF != "" {
		values[keyCSRF] = h.CSRF
	}
	if h.Flash != nil {
		values[keyFlash] = *h.Flash
	}
	return h.Deadline, values, nil
}
