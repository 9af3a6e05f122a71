package local

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// postmaster is what postmaster.pid says of the PostgreSQL that runs, or ran
// when it was killed.
type postmaster struct {
	pid   int
	at    endpoint
	ready bool // takes connections
}

// The lines of postmaster.pid. The later ones are added while it starts.
const (
	linePid    = 0
	linePort   = 3
	lineSocket = 4
	lineStatus = 7
)

// postmaster reads the file; the second answer is false where there is none,
// or none that makes sense.
func (h home) postmaster() (postmaster, bool) {
	text, err := os.ReadFile(h.pidFile())
	if err != nil {
		return postmaster{}, false
	}
	lines := append(strings.Split(string(text), "\n"), make([]string, lineStatus+1)...)
	pid, err := strconv.Atoi(strings.TrimSpace(lines[linePid]))
	if err != nil || pid <= 0 {
		return postmaster{}, false
	}
	port, _ := strconv.Atoi(strings.TrimSpace(lines[linePort])) // 0 until it is known
	return postmaster{
		pid:   pid,
		at:    endpoint{Socket: strings.TrimSpace(lines[lineSocket]), Port: port},
		ready: strings.TrimSpace(lines[lineStatus]) == "ready",
	}, true
}

func (h home) pidFile() string { return filepath.Join(h.data(), "postmaster.pid") }

// running gives the postmaster of this cluster if it is alive. The number in
// the file alone proves nothing: it may belong to another process by now.
func (h home) running() (postmaster, bool) {
	pm, ok := h.postmaster()
	return pm, ok && alive(pm.pid) && h.ours(pm.pid)
}

// alive says whether there is a process, or the remains of one that nobody has
// collected yet.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// ours says whether a process is a PostgreSQL that works in this cluster's
// data. Where there is no /proc to look into, the number has to do.
func (h home) ours(pid int) bool {
	if _, err := os.Stat("/proc/self/cwd"); err != nil {
		return true
	}
	proc := filepath.Join("/proc", strconv.Itoa(pid))
	name, err := os.ReadFile(filepath.Join(proc, "comm"))
	if err != nil || strings.TrimSpace(string(name)) != "postgres" {
		return false
	}
	cwd, err := os.Stat(filepath.Join(proc, "cwd"))
	if err != nil {
		return false // gone, another user's, or only its remains are left
	}
	data, err := os.Stat(h.data())
	return err == nil && os.SameFile(cwd, data)
}

// orphans lists the processes of this cluster; the caller knows that the
// postmaster is gone.
func (h home) orphans() []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var pids []int
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil && h.ours(pid) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// clear makes room for a new postmaster after one was killed: its children go,
// and so does a file whose number belongs to somebody else now, which would
// keep PostgreSQL from starting. Everything else PostgreSQL clears itself.
func (h home) clear() error {
	for _, order := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGKILL} {
		for _, pid := range h.orphans() {
			_ = syscall.Kill(pid, order) // it may be gone by now
		}
		if until(orphanPatience, func() bool { return len(h.orphans()) == 0 }) {
			break
		}
	}
	if pm, ok := h.postmaster(); ok && alive(pm.pid) && !h.ours(pm.pid) {
		if err := os.Remove(h.pidFile()); err != nil && !os.IsNotExist(err) {
			return unwritable(err)
		}
	}
	return nil
}
