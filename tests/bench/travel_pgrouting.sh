#!/usr/bin/env bash
# pgRouting on the Luxembourg road network, beside bench_travel: one search of at most 15 minutes, one to all, and the
# same for many sources in one call: tests/bench/travel_pgrouting.sh [SOURCES]
# Starts a PostgreSQL of its own in a temporary folder and stops it again. Needs the Debian packages postgresql-15 and
# postgresql-15-pgrouting, which buju itself does not. SPDX-License-Identifier: Apache-2.0
set -euo pipefail

sources=${1:-20}
here=$(cd "$(dirname "$0")" && pwd)
data=$here/../../../shared/data/bench/roadnet-luxembourg
bin=/usr/lib/postgresql/15/bin
[[ -d $data ]] || { echo "tests/bench/travel_pgrouting.sh: no road network in $data" >&2; exit 77; }
[[ -x $bin/initdb && -e /usr/share/postgresql/15/extension/pgrouting.control ]] ||
  { echo 'tests/bench/travel_pgrouting.sh needs postgresql-15 and postgresql-15-pgrouting' >&2; exit 77; }

folder=$(mktemp -d)
server() { if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi; }
stop() {
  server "$bin/pg_ctl" -D "$folder/db" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
((EUID != 0)) || chown postgres "$folder"
cd "$folder"
server "$bin/initdb" -D "$folder/db" -A trust >/dev/null
server "$bin/pg_ctl" -D "$folder/db" -w -l "$folder/log" \
  -o "-k $folder -c listen_addresses='' -c shared_buffers=1GB -c work_mem=256MB -c jit=off" start >/dev/null
sql() { server psql -h "$folder" -X -q -A -t -d postgres "$@"; }

# tail, head and seconds of every arc
column() { od -An -v -t u4 -w4 "$data/$1" | tr -d ' '; }
column first_out | awk 'NR > 1 { for (i = last; i < $1; i++) print NR - 2 } { last = $1 }' >"$folder/tail"
paste "$folder/tail" <(column head) <(column travel_time | awk '{ printf "%.3f\n", $1 / 1000 }') >"$folder/arcs"
chmod 644 "$folder/arcs"
sql -c 'CREATE EXTENSION postgis' -c 'CREATE EXTENSION pgrouting' \
  -c 'CREATE TABLE arc (id bigserial, source bigint, target bigint, cost float8)' >/dev/null
sql -c '\copy arc (source, target, cost) FROM '"'$folder/arcs'"
sql -c 'ALTER TABLE arc ADD PRIMARY KEY (id)' -c 'VACUUM ANALYZE arc' >/dev/null
nodes=$(($(stat -c %s "$data/first_out") / 4 - 1))

# One statement a source: every call of pgRouting reads the arcs anew, which is what its users wait for.
measure() { # name, statement with :s for the source
  for ((i = 0; i < sources; i++)); do
    printf '\\timing on\n%s;\n' "${2//:s/$((i * nodes / sources))}"
  done | sql 2>&1 | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | sort -n | awk -v name="$1" '
    { t[NR] = $1 } END { printf "%-38s %10.1f %10.1f %10.1f\n", name, t[int((NR + 1) / 2)], t[int(NR * .95 + .5)], t[NR] }'
}
echo "pgRouting $(sql -c 'SELECT pgr_version()'), $sources sources, milliseconds"
printf '%-38s %10s %10s %10s\n' '' median p95 worst
arcs="'SELECT id, source, target, cost FROM arc'"
measure 'one search within 15 minutes' "SELECT count(*) FROM pgr_drivingDistance($arcs, :s, 900, true)"
measure 'one to all' "SELECT count(*) FROM pgr_drivingDistance($arcs, :s, 1e9, true)"

# Many sources in one call read the arcs once.
many=$((sources * 10))
list=$(for ((i = 0; i < many; i++)); do printf '%d,' $((i * nodes / many)); done)
took=$(printf '\\timing on\nSELECT count(*) FROM pgr_drivingDistance(%s, ARRAY[%s]::bigint[], 900, true);\n' "$arcs" \
  "${list%,}" | sql 2>&1 | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p')
awk -v t="$took" -v n="$many" 'BEGIN { printf "%-38s %10.1f\n", "within 15 minutes, each of " n " in one call", t / n }'
