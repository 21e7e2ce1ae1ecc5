#!/usr/bin/env bash
# The same landscape through GRASS r.cost and r.walk: their times beside ours, cell by cell, and how long they take.
# Usage: tests/bench/terrain_grass.sh BENCH_TERRAIN [SIDE]; GISBASE names a GRASS that is not on the path (Debian:
# apt install grass-core, or dpkg -x grass-core_*.deb DIR and GISBASE=DIR/usr/lib/grass82). SPDX-License-Identifier: Apache-2.0
set -euo pipefail
bench=${1:?the program bench_terrain}
side=${2:-1000}
GISBASE=${GISBASE:-$(grass --config path 2>/dev/null || true)}
if [[ ! -x $GISBASE/bin/r.walk ]]; then
  echo "GRASS is not here: install grass-core, or set GISBASE to its folder" >&2
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bench" write "$work" "$side"

export GISBASE GISRC=$work/gisrc PATH=$GISBASE/bin:$GISBASE/scripts:$PATH
export LD_LIBRARY_PATH=$GISBASE/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} GRASS_VERBOSE=-1
mkdir -p "$work/db/plane/PERMANENT"
printf 'GISDBASE: %s/db\nLOCATION_NAME: plane\nMAPSET: PERMANENT\nGUI: text\n' "$work" >"$GISRC"
size=$((30 * side))
for window in DEFAULT_WIND WIND; do
  printf '%s\n' 'proj: 0' 'zone: 0' "north: $size" 'south: 0' "east: $size" 'west: 0' "cols: $side" "rows: $side" \
    'e-w resol: 30' 'n-s resol: 30' 'top: 1' 'bottom: 0' "cols3: $side" "rows3: $side" 'depths: 1' 'e-w resol3: 30' \
    'n-s resol3: 30' 't-b resol: 1' >"$work/db/plane/PERMANENT/$window"
done
for map in friction height cost8 cost16 walk8 walk16; do r.in.ascii input="$work/$map.txt" output=$map type=DCELL; done
v.in.ascii input="$work/sites.txt" output=sites separator=pipe
r.mapcalc "nothing = if(isnull(friction), null(), 0.0)"

printf '%-28s %9s %14s %14s %14s\n' '' 'GRASS s' 'most apart s' 'most apart %' 'cells not alike'
# compare NAME MAP COMMAND… runs GRASS and compares its map with ours.
compare() {
  local name=$1 ours=$2 start end
  shift 2
  start=$(date +%s.%N)
  "$@" output=theirs start_points=sites memory=4000 --overwrite
  end=$(date +%s.%N)
  r.mapcalc --overwrite "apart = abs($ours - theirs)"
  r.mapcalc --overwrite "part = if(theirs > 0, 100 * abs($ours - theirs) / theirs, 0)"
  r.mapcalc --overwrite "unlike = if(isnull($ours) != isnull(theirs), 1, 0)"
  printf '%-28s %9.2f %14.4f %14.5f %14.0f\n' "$name" "$(bc <<<"$end - $start")" "$(most apart)" "$(most part)" \
    "$(r.univar -g map=unlike | sed -n 's/^sum=//p')"
}
most() { r.univar -g map="$1" | sed -n 's/^max=//p'; }
compare 'r.cost' cost8 r.cost input=friction
compare "r.cost, knight's moves" cost16 r.cost -k input=friction
compare 'r.walk' walk8 r.walk elevation=height friction=nothing
compare "r.walk, knight's moves" walk16 r.walk -k elevation=height friction=nothing
