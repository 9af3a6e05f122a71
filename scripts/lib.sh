# shellcheck shell=bash
# What the scripts share: saying things, what is missing and its installation
# (packages.sh), building the assets. Sourced from the root of the repository.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$(basename "$0"): $*"
  exit 1
}

. scripts/packages.sh

# Go has to be there already; it may lie where its own installer puts it.
require_go() {
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || fail "Go is missing: install it from https://go.dev/dl"
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
