# shellcheck shell=bash
# What a machine lacks, and how it gets it: packages of Debian's archive, and
# from the npm registry what a release has too old (Node) or only as a snap
# (Chromium on Ubuntu). Sourced by lib.sh; nothing but these registries and
# PostgreSQL's own archive is asked.

tools=var/tools # what comes from npm lies here
postgres_programs=/usr/lib/postgresql
postgres_modules=/usr/share/postgresql
postgres_archive=/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh

# Packages go in as root; anybody else needs sudo for it.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs root, and there is no sudo: run as root: $*"
  fi
}

# The major version of a PostgreSQL server with its additional modules, printed
# for each installation. The binary looks in more places; these are Debian's.
postgres_versions() {
  local dir major
  for dir in "$postgres_programs"/*/bin; do
    major=$(basename "$(dirname "$dir")")
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] && [ -e "$postgres_modules/$major/extension/pg_trgm.control" ]; then
      echo "${major%%.*}"
    fi
  done
}

has_postgres() {
  local major
  for major in $(postgres_versions); do
    [ "$major" -ge 15 ] && return 0
  done
  return 1
}

# The word that npm's packages have for this processor.
processor() {
  case $(uname -m) in
    x86_64) echo x64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}

# Node of npm comes before the release's own, which was too old. The assets are built by
# 18 (Debian 12, Ubuntu 24.04) as by the newest.
use_own_node() {
  local bin
  bin=$PWD/$tools/node_modules/node-linux-$(processor)/bin
  case :$PATH: in *":$bin:"*) ;; *) [ ! -x "$bin/node" ] || PATH=$bin:$PATH ;; esac
}

node_is_recent() {
  command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]
}

has_node() {
  use_own_node
  command -v npm >/dev/null && node_is_recent
}

# The browser for the tests, printed. Snaps do not count: they see neither /tmp
# nor root's folders, and without snapd their stub only says so.
find_browser() {
  local name path
  for name in "${CHROME:-}" chromium chromium-browser google-chrome "$PWD/$tools/chromium"; do
    path=$(command -v "$name") || continue
    case $(readlink -f "$path") in */snap | */snap/*) continue ;; esac
    if head -c 4096 "$path" | grep -qa /snap/; then continue; fi
    "$path" --version >/dev/null 2>&1 || continue
    echo "$path"
    return
  done
  return 1
}

# The version of a package that apt would install, empty where it has none or
# only the stub of a snap.
offered() {
  apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v -e '^(none)$' -e snap || true
}

# The packages among those asked for that are not there: need postgres node browser.
# A word with @ is a package of npm.
need() {
  local what
  for what in "$@"; do
    case $what in
      postgres) has_postgres || echo postgresql postgresql-contrib ;;
      node) has_node || node_packages ;;
      browser) find_browser >/dev/null || browser_packages ;;
    esac
  done
}

# Node's own packages of nodejs.org bring npm along; Debian's keep it apart.
node_packages() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  if command -v node >/dev/null && command -v npm >/dev/null; then echo "node-linux-$(processor)@22"; fi # there, but too old
}

browser_packages() {
  if [ -n "$(offered chromium)" ]; then
    echo chromium chromium-sandbox fonts-liberation
  else
    echo libnss3 libexpat1 fontconfig fonts-liberation @sparticuz/chromium@153
  fi
}

split() { # missing packages into those of apt and those of npm
  local name
  apt=() npm=()
  for name in "$@"; do
    case $name in *@*) npm+=("$name") ;; *) apt+=("$name") ;; esac
  done
}

# Says what it is about to install, installs it and looks whether that was
# enough. The second round is for what only the first brings to light: what apt
# offers, and that its Node is too old.
install_missing() {
  local -a missing apt npm
  local round
  for round in 1 2; do
    read -r -a missing <<<"$(need "$@" | tr '\n' ' ')"
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$round" = 1 ]; then
      command -v apt-get >/dev/null || fail "missing: ${missing[*]}; this machine has no apt-get, install their like by hand"
      as_root apt-get update -q >&2 || fail "apt-get update failed, see above: without its lists nothing can be installed"
      read -r -a missing <<<"$(need "$@" | tr '\n' ' ')" # with the lists apt knows what it offers
    fi
    split "${missing[@]}"
    [ "${#apt[@]}" -eq 0 ] || install_apt "${apt[@]}"
    [ "${#npm[@]}" -eq 0 ] || install_npm "${npm[@]}"
  done
  read -r -a missing <<<"$(need "$@" | tr '\n' ' ')"
  [ "${#missing[@]}" -eq 0 ] || fail "still missing after the installation: ${missing[*]}"
}

# What Debian recommends beside is left out: npm alone recommends a mail server.
install_apt() {
  say "About to install with apt-get: $*"
  case " $* " in *" postgresql "*) offer_postgres ;; esac
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 </dev/null ||
    fail "apt-get could not install $*, see above"
}

# Scripts of packages do not run: what is wanted are the programs in them.
install_npm() {
  command -v npm >/dev/null || return 0 # the next round has it
  say "About to install with npm into $tools: $*"
  mkdir -p "$tools"
  npm install --prefix "$tools" --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >&2 </dev/null ||
    fail "npm could not install $*, see above"
  use_own_node
  case " $* " in *" @sparticuz/chromium@"*) unpack_browser ;; esac
}

# The package has Chromium compressed, for x64 alone.
unpack_browser() {
  [ "$(processor)" = x64 ] || fail "there is no Chromium for this processor but as a snap: install one and name it in CHROME"
  node -e 'const fs = require("fs"); fs.writeFileSync(process.argv[2], require("zlib").brotliDecompressSync(fs.readFileSync(process.argv[1])))' \
    "$tools/node_modules/@sparticuz/chromium/bin/chromium.br" "$tools/chromium.part"
  chmod +x "$tools/chromium.part"
  mv "$tools/chromium.part" "$tools/chromium"
}

# Releases whose PostgreSQL is older than 15 get it from PostgreSQL's own
# archive, which Debian's postgresql-common knows how to add.
offer_postgres() {
  local had
  had=$(offered postgresql)
  had=${had%%[!0-9]*}
  [ "${had:-0}" -lt 15 ] || return 0
  say "This release has PostgreSQL ${had:-none}; adding PostgreSQL's own archive, apt.postgresql.org"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql-common ca-certificates >&2 </dev/null ||
    fail "apt-get could not install postgresql-common, see above"
  as_root "$postgres_archive" -y >&2 </dev/null || true # what counts is what apt offers after
  had=$(offered postgresql)
  had=${had%%[!0-9]*}
  [ "${had:-0}" -ge 15 ] ||
    fail "Onward needs PostgreSQL 15 or later, and apt.postgresql.org did not answer: install it by hand, or give ONWARD_DATABASE_URL"
}

# Says what is missing; true where nothing is.
report_missing() {
  local -a missing apt npm
  read -r -a missing <<<"$(need "$@" | tr '\n' ' ')"
  [ "${#missing[@]}" -eq 0 ] && return 0
  split "${missing[@]}"
  say "Missing: ${missing[*]}"
  [ "${#apt[@]}" -eq 0 ] || say "Install with: apt-get install ${apt[*]}"
  [ "${#npm[@]}" -eq 0 ] || say "Install with: npm install --prefix $tools ${npm[*]}"
  return 1
}

use_own_node
