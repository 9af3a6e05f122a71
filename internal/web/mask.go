package web

import (
	"crypto/rand"
	"encoding/base64"
)

// masked gives the session's token in another form each time: pages are
// compressed, and a secret that stands on each of them unchanged could be
// guessed from their sizes.
func masked(token string) string {
	pad := make([]byte, len(token))
	_, _ = rand.Read(pad) // it never fails
	both := append([]byte{}, pad...)
	for i := range pad {
		both = append(both, pad[i]^token[i])
	}
	return base64.RawURLEncoding.EncodeToString(both)
}

// unmasked is the token beneath; of anything else it is no token.
func unmasked(text string) string {
	both, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(both)%2 != 0 {
		return ""
	}
	half := len(both) / 2
	token := make([]byte, half)
	for i := range token {
		token[i] = both[i] ^ both[half+i]
	}
	return string(token)
}
