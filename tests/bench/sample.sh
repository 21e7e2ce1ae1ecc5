#!/usr/bin/env bash
# Time, memory and size of made-up counties, 50 to 500,000 villages: tests/bench/sample.sh [BUJU] [KIND] [VILLAGES ...]
# Prints a table; the last two columns should hardly change from a few thousand villages on.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

buju=${1:-build/release/buju}
kind=${2:-plain}
shift $(($# < 2 ? $# : 2))
sizes=("$@")
((${#sizes[@]} > 0)) || sizes=(50 500 5000 50000 500000)
type -P time >/dev/null || { echo 'tests/bench/sample.sh needs the package "time"' >&2; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

printf '%9s %9s %9s %9s %12s %12s\n' villages seconds peak_MB disk_MB us/village kB/village
for n in "${sizes[@]}"; do
  # user + system seconds and peak memory, as wait4 gives them
  read -r user system peak < <({ command time -f '%U %S %M' "$buju" sample --villages "$n" --seed 1 --kind "$kind" \
    "$folder/$n" >/dev/null; } 2>&1)
  disk=$(du -sk "$folder/$n" | cut -f1)
  rm -rf "${folder:?}/$n"
  awk -v n="$n" -v s="$user" -v k="$system" -v m="$peak" -v d="$disk" 'BEGIN {
    printf "%9d %9.2f %9.0f %9.1f %12.0f %12.2f\n", n, s + k, m / 1024, d / 1024, (s + k) / n * 1e6, m / n }'
done
