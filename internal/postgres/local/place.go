package local

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"onward/internal/fault"
)

// elsewhere is where clusters go whose data folder PostgreSQL's user cannot
// reach. Only root makes anything there.
const elsewhere = "/var/lib/onward"

// settle finds or makes the home in a data folder, with the account and the
// binaries that fit what is there already.
func settle(dir string, log *slog.Logger) (home, binaries, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return home{}, binaries{}, fmt.Errorf("data folder: %w", err)
	}
	at := filepath.Join(dir, "postgres")
	who, err := accountFor(at)
	if err != nil {
		return home{}, binaries{}, err
	}
	major, err := majorOf(filepath.Join(at, "data"))
	if err != nil {
		return home{}, binaries{}, err
	}
	b, err := installed(who).choose(major)
	if err != nil {
		return home{}, binaries{}, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return home{}, binaries{}, unwritable(err)
	}
	if at, err = place(dir, at, b, log); err != nil {
		return home{}, binaries{}, err
	}
	if err := claim(at, who); err != nil {
		return home{}, binaries{}, err
	}
	if err := b.reach(at); err != nil {
		return home{}, binaries{}, fault.Wrap(err, fault.Forbidden,
			"PostgreSQL's user can no longer reach the data folder: open the folders above it to that user (chmod o+x), or move it to where they are")
	}
	return home{dir: at, who: who}, b, nil
}

// place says where the home of a data folder is: where it always was, else in
// the folder itself, else where PostgreSQL's user can go. The symbolic link
// that it leaves in the data folder is the memory of a move.
func place(dir, at string, b binaries, log *slog.Logger) (string, error) {
	if target, err := os.Readlink(at); err == nil {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return real, nil
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(dir, target)
		}
		return target, makeElsewhere(target)
	}
	if _, err := os.Lstat(at); err == nil || b.reach(dir) == nil {
		return at, nil
	}
	target := moved(dir)
	if err := makeElsewhere(target); err != nil {
		return "", err
	}
	log.Info("the data folder is closed to PostgreSQL's user, so the database lives elsewhere",
		"user", b.who.name, "folder", dir, "database", target)
	if err := os.Symlink(target, at); err != nil && !errors.Is(err, os.ErrExist) {
		return "", unwritable(err)
	}
	return target, nil
}

// moved is the place of a data folder's cluster below elsewhere.
func moved(dir string) string {
	sum := sha256.Sum256([]byte(dir))
	return filepath.Join(elsewhere, hex.EncodeToString(sum[:8]))
}

// makeElsewhere makes the folder above a moved home, which its user walks
// through. It opens nobody else's folder.
func makeElsewhere(target string) error {
	if filepath.Dir(target) != elsewhere {
		return nil
	}
	err := os.Mkdir(elsewhere, 0o755)
	if err == nil {
		err = os.Chmod(elsewhere, 0o755) // whatever the umask
	}
	if err != nil && !os.IsExist(err) {
		return unwritable(err)
	}
	return nil
}
