package secret_test

import (
	"bytes"
	"encoding/base64"
	"testing"

	"onward/internal/secret"
)

func box(t *testing.T, root secret.Root) (*secret.Box, []byte) {
	t.Helper()
	sealed, err := root.NewKeyset()
	if err != nil {
		t.Fatal(err)
	}
	b, err := root.Open(sealed)
	if err != nil {
		t.Fatal(err)
	}
	return b, sealed
}

func TestSealOpensInItsPlaceOnly(t *testing.T) {
	t.Parallel()
	b, _ := box(t, secret.Root{1})
	sealed, err := b.Seal("note/1", "hears voices")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("voices")) {
		t.Error("the text lies open")
	}
	if text, err := b.Open("note/1", sealed); err != nil || text != "hears voices" {
		t.Errorf("got %q, %v", text, err)
	}
	if _, err := b.Open("note/2", sealed); err == nil {
		t.Error("opened in another row")
	}
	sealed[len(sealed)-1] ^= 1
	if _, err := b.Open("note/1", sealed); err == nil {
		t.Error("opened after a change")
	}
}

func TestRotationKeepsTheOldOpenAndUsesTheNew(t *testing.T) {
	t.Parallel()
	root := secret.Root{2}
	old, keys := box(t, root)
	before, _ := old.Seal("p", "text")
	rotated, err := root.Rotate(keys)
	if err != nil {
		t.Fatal(err)
	}
	now, err := root.Open(rotated)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := now.Open("p", before); err != nil || text != "text" {
		t.Errorf("the old seal: %q, %v", text, err)
	}
	after, _ := now.Seal("p", "text")
	if _, err := old.Open("p", after); err == nil {
		t.Error("the new seal opens with the old keyset: rotation made no new primary")
	}
	if !bytes.Equal(old.Lookup("nino", "MW123456A"), now.Lookup("nino", "MW123456A")) {
		t.Error("rotation lost the look-ups")
	}
}

func TestAnotherInstallationOpensNothing(t *testing.T) {
	t.Parallel()
	_, keys := box(t, secret.Root{3})
	if _, err := (secret.Root{4}).Open(keys); err == nil {
		t.Error("a foreign root opened the keyset")
	}
	a, _ := box(t, secret.Root{3})
	b, _ := box(t, secret.Root{4})
	if bytes.Equal(a.Lookup("nino", "x"), b.Lookup("nino", "x")) || bytes.Equal(a.Lookup("nino", "x"), a.Lookup("uln", "x")) {
		t.Error("look-ups agree across installations or domains")
	}
}

func TestBadRootKeysAreRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "short", base64.StdEncoding.EncodeToString(make([]byte, 31)), "%%%"} {
		if _, err := secret.ParseRoot(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}
