#!/usr/bin/env bash
# What roads cost on made-up counties and, where its data are, on Beijing: tests/bench/network.sh [BUILD] [VILLAGES ...]
# Then the whole plan of each, on roads and on straight lines. BUILD holds buju and tests/bench_network.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

build=${1:-build/release}
shift $(($# < 1 ? $# : 1))
sizes=("$@")
((${#sizes[@]} > 0)) || sizes=(500 5000)
beijing=$(dirname "$0")/../../../shared/data/real/beijing-townships-gbk
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

scenarios=()
for n in "${sizes[@]}"; do
  for kind in plain mountain; do
    county=$folder/$kind-$n
    "$build/buju" sample --villages "$n" --seed 1 --kind "$kind" "$county" >/dev/null
    scenarios+=("$county/scenario.yaml")
  done
done
if [[ -r $beijing/beijing_road.shp ]]; then
  cat >"$folder/beijing.yaml" <<END
profile: xixian-2021
as_of: 2026-01-01
inputs:
  villages: {path: $(realpath "$beijing")/beijing_region.shp, crs: "EPSG:32650", unit: 万人}
  facilities: {path: $(realpath "$beijing")/hospital.shp, crs: BD-09}
  roads: {path: $(realpath "$beijing")/beijing_road.shp, crs: "EPSG:32650"}
END
  scenarios+=("$folder/beijing.yaml")
fi
"$build/tests/bench_network" "${scenarios[@]}"

printf '\n%-32s %8s %8s\n' 'buju plan' seconds CPU
for scenario in "${scenarios[@]}"; do
  for provider in roads straight; do
    for _ in 1 2 3; do
      { TIMEFORMAT='%R %U %S'; time "$build/buju" plan "$scenario" -o "$folder/plan.gpkg" --quiet \
        --set travel.provider=$provider; } 2>&1 | tail -1
    done | sort -n | sed -n 2p |
      awk -v what="$(basename "$(dirname "$scenario")") $(basename "$scenario" .yaml), $provider" \
        '{ printf "%-32s %8.2f %8.2f\n", what, $1, $2 + $3 }'
  done
done
