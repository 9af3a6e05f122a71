package local

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"onward/internal/fault"
)

// home is the folder that holds everything of the cluster: the data, the
// passwords, the locks, the log. It is open to one account only.
type home struct {
	dir string
	who account
}

func (h home) path(name string) string { return filepath.Join(h.dir, name) }
func (h home) data() string            { return h.path("data") }

// claim makes a folder that is open to the account alone. Claiming it again
// changes nothing, also where another process is just doing the same.
func claim(dir string, who account) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return unwritable(err)
	}
	// Never through a symbolic link: root would give away what it points to.
	folder, err := os.OpenFile(dir, os.O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return unwritable(err)
	}
	defer folder.Close()
	if err := who.give(folder); err != nil {
		return unwritable(err)
	}
	if err := folder.Chmod(0o700); err != nil {
		return unwritable(err)
	}
	return nil
}

// open opens a file of the home and makes it, 0600, where it is missing.
func (h home) open(name string, flag int) (*os.File, error) {
	file, err := os.OpenFile(h.path(name), flag|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, unwritable(err)
	}
	if err := h.who.give(file); err != nil {
		file.Close()
		return nil, unwritable(err)
	}
	return file, nil
}

// write puts a file into the home, 0600, whole or not at all, also when the
// power goes.
func (h home) write(name string, content []byte) error {
	file, err := os.CreateTemp(filepath.Dir(h.path(name)), ".new-*")
	if err != nil {
		return unwritable(err)
	}
	defer os.Remove(file.Name()) // finds nothing once the file has its name
	defer file.Close()
	if _, err := file.Write(content); err != nil {
		return unwritable(err)
	}
	if err := h.who.give(file); err != nil {
		return unwritable(err)
	}
	if err := file.Sync(); err != nil {
		return unwritable(err)
	}
	if err := os.Rename(file.Name(), h.path(name)); err != nil {
		return unwritable(err)
	}
	return nil
}

// unwritable tells whoever starts Onward what to do about a folder or disk.
func unwritable(err error) error {
	if os.IsPermission(err) {
		return fault.Wrap(err, fault.Forbidden,
			"Onward may not write to its data folder: give a folder that is yours with --data")
	}
	return fault.Wrap(fmt.Errorf("prepare the data folder: %w", err), fault.Unavailable,
		"Onward cannot use its data folder: look whether the disk is full or read-only, or give another folder with --data")
}
