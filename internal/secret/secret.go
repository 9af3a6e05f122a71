// Package secret seals what must not lie open in the database: special-category
// fields, notes and identifiers.
//
// Envelope keys: each purpose has a tink keyset that lies sealed in the
// database under the key of the installation, which never does. Rotating makes
// a new primary key; what was sealed under an older one still opens.
package secret

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"

	"onward/internal/fault"
)

// Root is the key of the installation: 32 random bytes, given as base64 in
// ONWARD_KEY or kept in a file that only the server's user reads.
type Root [32]byte

// ParseRoot reads a root key from base64.
func ParseRoot(text string) (Root, error) {
	var r Root
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != len(r) {
		return r, fault.New(fault.Invalid, "ONWARD_KEY must be 32 random bytes in base64. Make one with: openssl rand -base64 32")
	}
	copy(r[:], raw)
	return r, nil
}

// Derive gives a key of 32 bytes for one purpose, such as signing tokens.
func (r Root) Derive(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, r[:], nil, "onward "+purpose, 32)
	if err != nil {
		panic(err) // only an impossible length fails
	}
	return key
}

func (r Root) aead() (tink.AEAD, error) { return subtle.NewAESGCM(r.Derive("keysets")) }

// NewKeyset makes a keyset with one key and gives it sealed, to be stored.
func (r Root) NewKeyset() ([]byte, error) {
	h, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	return r.lock(h)
}

// Rotate adds a new primary key to a sealed keyset; the older ones go on opening.
func (r Root) Rotate(sealed []byte) ([]byte, error) {
	h, err := r.unlock(sealed)
	if err != nil {
		return nil, err
	}
	m := keyset.NewManagerFromHandle(h)
	id, err := m.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	if err := m.SetPrimary(id); err != nil {
		return nil, err
	}
	if h, err = m.Handle(); err != nil {
		return nil, err
	}
	return r.lock(h)
}

func (r Root) lock(h *keyset.Handle) ([]byte, error) {
	a, err := r.aead()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = h.Write(keyset.NewBinaryWriter(&out), a)
	return out.Bytes(), err
}

func (r Root) unlock(sealed []byte) (*keyset.Handle, error) {
	a, err := r.aead()
	if err != nil {
		return nil, err
	}
	h, err := keyset.Read(keyset.NewBinaryReader(bytes.NewReader(sealed)), a)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The key of this installation does not open its data. Is ONWARD_KEY, or the file var/key, the one that the data was made with?")
	}
	return h, nil
}

// Box seals and opens fields, and makes the keyed hashes they are found by.
type Box struct {
	aead   tink.AEAD
	lookup []byte
}

// Open makes the box of a sealed keyset.
func (r Root) Open(sealed []byte) (*Box, error) {
	h, err := r.unlock(sealed)
	if err != nil {
		return nil, err
	}
	a, err := aead.New(h)
	if err != nil {
		return nil, err
	}
	return &Box{aead: a, lookup: r.Derive("lookup")}, nil
}

// Seal encrypts a text bound to its place, like "note/ID": moved to another
// row it no longer opens.
func (b *Box) Seal(place, text string) ([]byte, error) {
	return b.aead.Encrypt([]byte(text), []byte(place))
}

// Open decrypts what Seal made for the same place.
func (b *Box) Open(place string, sealed []byte) (string, error) {
	text, err := b.aead.Decrypt(sealed, []byte(place))
	if err != nil {
		return "", fmt.Errorf("opening %s: %w", strings.SplitN(place, "/", 2)[0], err)
	}
	return string(text), nil
}

// SealJSON and OpenJSON do the same with a value.
func (b *Box) SealJSON(place string, v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return b.aead.Encrypt(raw, []byte(place))
}

// OpenJSON decrypts into v.
func (b *Box) OpenJSON(place string, sealed []byte, v any) error {
	text, err := b.Open(place, sealed)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), v)
}

// Lookup is the keyed hash of a value in a domain ("nino", "barrier"), by which
// equal values are found without lying open. It does not change on rotation.
func (b *Box) Lookup(domain, value string) []byte {
	h := hmac.New(sha256.New, b.lookup)
	h.Write([]byte(domain))
	h.Write([]byte{0})
	h.Write([]byte(value))
	return h.Sum(nil)[:16]
}
