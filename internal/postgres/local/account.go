package local

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"strconv"
	"syscall"

	"onward/internal/fault"
)

// account is the system user that PostgreSQL runs as and that owns its files.
type account struct {
	name     string
	uid, gid int
	drop     bool // this process is root and has to become the user for its children
}

// accountFor chooses the user: oneself, or where root starts it the owner of
// the cluster that is there, or else a user without rights of its own.
func accountFor(existing string) (account, error) {
	self := account{name: strconv.Itoa(os.Geteuid()), uid: os.Geteuid(), gid: os.Getegid()}
	owner, found := ownerOf(existing)
	if self.uid != 0 {
		if found && owner.uid != self.uid {
			return self, fault.Wrap(fmt.Errorf("%s belongs to user %s, this is user %s", existing, owner.name, self.name), fault.Forbidden,
				"The database in this data folder belongs to another user: start Onward as that user or as root, or give another folder with --data")
		}
		return self, nil
	}
	if found && owner.uid != 0 {
		return owner, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			return fromList(u)
		}
	}
	return self, fault.Wrap(errors.New("no user postgres, no user nobody"), fault.Unavailable,
		"PostgreSQL does not run as root: add a user postgres to this machine, or start Onward as an ordinary user")
}

// fromList makes the account of a user in the system's list.
func fromList(u *user.User) (account, error) {
	uid, uidErr := strconv.Atoi(u.Uid)
	gid, gidErr := strconv.Atoi(u.Gid)
	if err := errors.Join(uidErr, gidErr); err != nil {
		return account{}, fmt.Errorf("user %s: %w", u.Username, err)
	}
	return account{name: u.Username, uid: uid, gid: gid, drop: true}, nil
}

// ownerOf is the account that owns a folder. It may be in no list: volumes of
// containers often belong to a bare number.
func ownerOf(dir string) (account, bool) {
	info, err := os.Stat(dir)
	if err != nil {
		return account{}, false
	}
	stat := info.Sys().(*syscall.Stat_t)
	owner := account{name: strconv.Itoa(int(stat.Uid)), uid: int(stat.Uid), gid: int(stat.Gid), drop: true}
	if u, err := user.LookupId(owner.name); err == nil {
		owner.name = u.Username
	}
	return owner, true
}

// give makes the account the owner of a file that this process made.
func (a account) give(file *os.File) error {
	if !a.drop {
		return nil
	}
	return file.Chown(a.uid, a.gid)
}

// process is how a child starts: as the account, and in a session of its own,
// so that Ctrl-C and a closed terminal do not reach it.
func (a account) process() *syscall.SysProcAttr {
	attributes := &syscall.SysProcAttr{Setsid: true}
	if a.drop {
		attributes.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attributes
}
