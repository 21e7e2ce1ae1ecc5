# shellcheck shell=bash
# What the lint tests share. Each prints file:line: what is wrong, and fails when it printed anything.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# sources GLOB… prints the project's own files with these names.
sources() {
  local glob names=()
  for glob in "$@"; do names+=(-o -name "$glob"); done
  find . \( -name .git -o -path ./build -o -path ./samples/out \) -prune -o -type f \( "${names[@]:1}" \) -print |
    sed 's|^\./||' | LC_ALL=C sort
}

# scripts prints the shell scripts, with or without an ending.
scripts() {
  local file line
  sources '*' | while read -r file; do
    IFS= read -r line <"$file" 2>/dev/null || true
    [[ $line == '#!'*bash || $line == '# shellcheck shell=bash' ]] && printf '%s\n' "$file"
  done 2>/dev/null || true
}

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

# verdict LINES fails and shows them unless there are none.
verdict() {
  [[ -z $1 ]] && return
  printf '%s\n' "$1"
  exit 1
}
