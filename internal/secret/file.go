package secret

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ReadRootFile reads the root key from a file; os.ErrNotExist where there is none.
func ReadRootFile(path string) (Root, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Root{}, fmt.Errorf("reading the key of the installation: %w", err)
	}
	r, err := ParseRoot(string(text))
	if err != nil {
		return Root{}, fmt.Errorf("the file %s holds no key of an installation: restore it from a backup: %w", path, err)
	}
	return r, nil
}

// RootFile reads the root key from a file and makes both where there is none.
// The file appears whole or not at all, and lies on the disk before the key
// seals anything. Of processes that start at once one makes it and all read it.
func RootFile(path string) (Root, error) {
	r, err := ReadRootFile(path)
	if !errors.Is(err, os.ErrNotExist) {
		return r, err
	}
	if err := makeRootFile(path); err != nil && !errors.Is(err, os.ErrExist) {
		return Root{}, fmt.Errorf("keeping the key of the installation: %w", err)
	}
	return ReadRootFile(path)
}

func makeRootFile(path string) error {
	var r Root
	if _, err := rand.Read(r[:]); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	draft, err := writeDraft(dir, base64.StdEncoding.EncodeToString(r[:])+"\n")
	if draft != "" {
		defer os.Remove(draft)
	}
	if err != nil {
		return err
	}
	if err := os.Link(draft, path); err != nil { // fails where somebody else's is there
		return err
	}
	return syncFolder(dir)
}

// writeDraft writes a text that survives a power cut into a file that only this
// user reads, beside where it shall be.
func writeDraft(dir, text string) (path string, err error) {
	f, err := os.CreateTemp(dir, ".key-*")
	if err != nil {
		return "", err
	}
	if _, err = f.WriteString(text); err == nil {
		err = f.Sync()
	}
	return f.Name(), errors.Join(err, f.Close())
}

// syncFolder puts the folder's names on the disk.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
