# shellcheck shell=bash
# What samples/run, tests/run and .ci/run share: missing packages, and a build of one preset. Sourced, not run.
# SPDX-License-Identifier: Apache-2.0

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# missing_packages GROUP… prints those packages of the groups that are not installed.
missing_packages() {
  local package group
  while read -r package group _; do
    [[ $package == '#'* || " $* " != *" $group "* ]] && continue
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || printf '%s ' "$package"
  done <"$root/cmake/packages"
}

# need_packages GROUP… installs what is missing and asks nothing; without the right to, it says what to install.
need_packages() {
  local missing as_root=() apt=(apt-get -o DPkg::Lock::Timeout=300 -qq)
  command -v dpkg-query >/dev/null || {
    say "not Debian or Ubuntu: install what cmake/packages names by hand if the build does not find it"
    return
  }
  missing=$(missing_packages "$@")
  missing=${missing% }
  [[ -n $missing ]] || return 0
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null || die "missing packages; run: sudo apt-get install --no-install-recommends $missing"
    as_root=(sudo -n)
  fi
  say "installing: $missing"
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  local words
  read -ra words <<<"$missing"
  quietly apt "${as_root[@]}" "${apt[@]}" update
  quietly apt "${as_root[@]}" "${apt[@]}" install --no-install-recommends --yes "${words[@]}"
}

# quietly NAME COMMAND… keeps the output in build/NAME.log and shows it only when the command fails.
quietly() {
  local log=$root/build/$1.log
  shift
  mkdir -p "$root/build"
  "$@" >"$log" 2>&1 && return
  tail -n 60 "$log" >&2
  die "failed: $* (all of its output is in $log)"
}

# build PRESET configures and builds it.
build() {
  say "building: $1"
  cd "$root"
  quietly "$1-configure" cmake --preset "$1"
  quietly "$1-build" cmake --build --preset "$1"
}
