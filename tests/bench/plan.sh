#!/usr/bin/env bash
# Time and memory of a whole plan of made-up counties with roads, and where its instructions go: tests/bench/plan.sh [BUJU]
# [VILLAGES ...]. Medians of seven runs; the shares need valgrind and are the same on every machine with the same
# libraries, however busy. SPDX-License-Identifier: Apache-2.0
set -euo pipefail

buju=${1:-build/release/buju}
shift $(($# < 1 ? $# : 1))
sizes=("$@")
((${#sizes[@]} > 0)) || sizes=(500)
type -P time >/dev/null || { echo 'tests/bench/plan.sh needs the package "time"' >&2; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

plan() { "$@" plan "$folder/$n/scenario.yaml" --quiet -o "$folder/plan.gpkg" >/dev/null; }
median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.2f\n", v[int((NR + 1) / 2)] }'; }

# phase INSTRUCTIONS FUNCTION: what the thread that plans spends in a function and all it calls.
phase() {
  awk -v name="$1" -v all="$total" -v of=":$2( |\$)" '$0 ~ of { gsub(",", "", $1); ir = $1; exit }
    END { printf "  %-34s %8.1f M %5.1f %%\n", name, ir / 1e6, 100 * ir / all }' "$folder/functions"
}

printf '%9s %9s %9s %9s %9s\n' villages wall_s cpu_s peak_MB plan_MB
for n in "${sizes[@]}"; do
  "$buju" sample --villages "$n" --seed 1 "$folder/$n" >/dev/null
  for _ in 1 2 3 4 5 6 7; do
    { plan command time -f '%e %U %S %M' "$buju"; } 2>>"$folder/times.$n"
  done
  printf '%9d %9s %9s %9s %9.1f\n' "$n" "$(awk '{ print $1 }' "$folder/times.$n" | median)" \
    "$(awk '{ print $2 + $3 }' "$folder/times.$n" | median)" \
    "$(awk '{ print $4 / 1024 }' "$folder/times.$n" | median)" \
    "$(awk -v b="$(stat -c %s "$folder/plan.gpkg")" 'BEGIN { print b / 1048576 }')"
done

type -P valgrind >/dev/null || exit 0
plan valgrind -q --tool=callgrind --callgrind-out-file="$folder/calls" "$buju" 2>/dev/null
callgrind_annotate --inclusive=yes --threshold=100 "$folder/calls" >"$folder/functions" 2>/dev/null
total=$(awk '/PROGRAM TOTALS/ { gsub(",", "", $1); print $1; exit }' "$folder/functions")
printf 'instructions of %d villages: %.0f million\n' "$n" "$(awk -v t="$total" 'BEGIN { print t / 1e6 }')"
phase 'loading libraries' _dl_start
phase 'reading' buju_region_read
phase '  of it the meaning of .prj' buju_prj_srs
phase '  of it hashing' buju_source_hash
phase 'planning' buju_plan_run
phase '  of it circles' buju_circles
phase 'writing' buju_plan_write
phase '  of it rows into SQLite' OGR_L_CreateFeature
phase '  of it closing the file' GDALClose
phase 'on other threads, beside these' start_thread
