# shellcheck shell=bash
# What scripts/run and scripts/test share: finding out what is missing,
# installing it, building the assets. Sourced from the root of the repository.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$(basename "$0"): $*"
  exit 1
}

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
  for dir in /usr/lib/postgresql/*/bin; do
    major=$(basename "$(dirname "$dir")")
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] && [ -e "/usr/share/postgresql/$major/extension/pg_trgm.control" ]; then
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

has_node() {
  command -v npm >/dev/null && command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]
}

has_browser() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && return 0
  done
  return 1
}

# The packages among those asked for that are not there: need postgres node browser
need() {
  local what
  for what in "$@"; do
    case $what in
      postgres) has_postgres || echo postgresql postgresql-contrib ;;
      node) has_node || node_packages ;;
      browser) has_browser || echo chromium chromium-sandbox fonts-liberation ;;
    esac
  done
}

# Node's own packages of nodejs.org bring npm along; Debian's keep it apart.
node_packages() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  if command -v node >/dev/null && command -v npm >/dev/null; then echo nodejs; fi # there, but too old
}

# Go has to be there already; it may lie where its own installer puts it.
require_go() {
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || fail "Go is missing: install it from https://go.dev/dl"
}

# Says what it is about to install, installs it and looks whether that was enough.
# What Debian recommends beside is left out: npm alone recommends a mail server.
install_missing() {
  local -a missing
  read -r -a missing <<<"$(need "$@" | tr '\n' ' ')"
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "missing: ${missing[*]}; this machine has no apt-get, install their like by hand"
  say "About to install with apt-get: ${missing[*]}"
  as_root apt-get update -q >&2
  case " ${missing[*]} " in *" postgresql "*) offer_postgres ;; esac
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 </dev/null
  read -r -a missing <<<"$(need "$@" | tr '\n' ' ')"
  case " ${missing[*]} " in
    *" nodejs "*) fail "this release's Node.js is older than 18: install a newer one from https://nodejs.org" ;;
    *" "[a-z]*) fail "still missing after the installation: ${missing[*]}" ;;
  esac
}

# Releases whose PostgreSQL is older than 15 get it from PostgreSQL's own
# archive, which Debian's postgresql-common knows how to add.
offer_postgres() {
  local offered
  offered=$(apt-cache policy postgresql | sed -n 's/^ *Candidate: \([0-9]*\).*/\1/p')
  [ "${offered:-0}" -lt 15 ] || return 0
  say "This release has PostgreSQL ${offered:-none}; adding PostgreSQL's own archive, apt.postgresql.org"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql-common ca-certificates >&2 </dev/null
  as_root /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y >&2
}

# Says what is missing; true where nothing is.
report_missing() {
  local -a missing
  read -r -a missing <<<"$(need "$@" | tr '\n' ' ')"
  [ "${#missing[@]}" -eq 0 ] || {
    say "Missing: ${missing[*]}"
    say "Install with: apt-get install ${missing[*]}"
    return 1
  }
}

modules_fresh() {
  [ -e ui/node_modules/.package-lock.json ] && [ ! ui/package-lock.json -nt ui/node_modules/.package-lock.json ]
}

# Folders count too: theirs is the time at which a file in them went away.
assets_fresh() {
  [ -e ui/dist/manifest.json ] &&
    [ -z "$(find ui/asset ui/build.js ui/package.json ui/package-lock.json -newer ui/dist/manifest.json -print -quit)" ]
}

install_modules() {
  modules_fresh || {
    say "Installing the assets' libraries"
    (cd ui && npm ci --no-audit --no-fund --loglevel=error >&2 </dev/null && touch node_modules/.package-lock.json)
  }
}

build_assets() {
  assets_fresh || {
    install_modules
    say "Building the assets"
    (cd ui && npm run --silent build >&2 </dev/null)
  }
}
