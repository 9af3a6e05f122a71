package local

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
)

// endpoint is where a cluster listens. It is kept from start to start, so that
// the pools of processes that outlive a killed PostgreSQL find the next one.
type endpoint struct {
	Socket string // folder of the unix socket, 0700
	Port   int    // on 127.0.0.1; also part of the socket's name
}

const endpointFile = "endpoint.json"

// longestSocket is the longest path that the kernel takes for a socket.
const longestSocket = 107

// shortFolder is how the paths of short socket folders begin. TMPDIR has no say:
// it may be long too.
const shortFolder = "/tmp/onward-"

// plain is a path that needs quotes in no place where it is written: settings
// and connection strings give commas a meaning.
var plain = regexp.MustCompile(`^[A-Za-z0-9/._-]+$`)

// file is the socket's own path.
func (e endpoint) file() string {
	return filepath.Join(e.Socket, ".s.PGSQL."+strconv.Itoa(e.Port))
}

// listenAt chooses where the cluster listens next: as before where that is
// still free.
func (h home) listenAt() (endpoint, error) {
	e := h.lastEndpoint()
	var err error
	if e.Port, err = freePort(e.Port); err != nil {
		return e, err
	}
	if e.Socket, err = h.socketFolder(e.Socket); err != nil {
		return e, err
	}
	// What a killed PostgreSQL left here would keep the next one out.
	for _, stale := range []string{e.file(), e.file() + ".lock"} {
		if err := os.Remove(stale); err != nil && !os.IsNotExist(err) {
			return e, unwritable(err)
		}
	}
	text, err := json.Marshal(e)
	if err != nil {
		return e, fmt.Errorf("endpoint: %w", err)
	}
	return e, h.write(endpointFile, text)
}

// lastEndpoint is where the cluster listened last, empty where that is lost.
func (h home) lastEndpoint() endpoint {
	var e endpoint
	text, err := os.ReadFile(h.path(endpointFile))
	if err != nil || json.Unmarshal(text, &e) != nil {
		return endpoint{}
	}
	return e
}

// Ports are taken from below those that the kernel gives to outgoing
// connections: one of these may sit on a cluster's port in the moment in which
// its PostgreSQL starts again, and whoever kept the old address would miss it.
const firstPort, lastPort = 20_000, 32_000

// freePort is the wished port if it is free on the loopback, else another. The
// next moment somebody may take it; whoever starts PostgreSQL tries again then.
func freePort(wish int) (int, error) {
	tries := []int{}
	if wish > 0 {
		tries = append(tries, wish)
	}
	for range 50 {
		tries = append(tries, firstPort+rand.IntN(lastPort-firstPort))
	}
	for _, port := range append(tries, 0) {
		listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			continue
		}
		port = listener.Addr().(*net.TCPAddr).Port
		return port, listener.Close()
	}
	return 0, fmt.Errorf("no port is free on 127.0.0.1")
}

// socketFolder is the home's own, or a short one where the path of a socket in
// it would be too long or need quotes.
func (h home) socketFolder(last string) (string, error) {
	own := endpoint{Socket: h.path("socket"), Port: 65535}
	if len(own.file()) <= longestSocket && plain.MatchString(own.Socket) {
		return own.Socket, claim(own.Socket, h.who)
	}
	if strings.HasPrefix(last, shortFolder) && h.private(last) {
		return last, nil
	}
	dir, err := os.MkdirTemp(filepath.Split(shortFolder + "*"))
	if err != nil {
		return "", unwritable(err)
	}
	return dir, claim(dir, h.who)
}

// private says whether a folder is there, is the account's and open to nobody
// else: names in /tmp are anybody's to take once it has been cleared.
func (h home) private(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || info.Mode().Perm() != 0o700 {
		return false
	}
	return int(info.Sys().(*syscall.Stat_t).Uid) == h.who.uid
}

// forgetSocket takes a short socket folder away again after a stop. The folder
// of another home stays: a copied data folder remembers the original's.
func (h home) forgetSocket() {
	if last := h.lastEndpoint().Socket; strings.HasPrefix(last, shortFolder) && h.private(last) {
		_ = os.Remove(last) // not empty means that something in it is not ours to take
	}
}
