/* The zones of a region as a tree. SPDX-License-Identifier: Apache-2.0 */
#include "planner/access/access.h"

/* The area of that level around a village, or BUJU_NONE. */
static buju_ix area_around(const buju_region *r, buju_ix village, buju_level level) {
  buju_ix area = r->village.area[village];
  while (area != BUJU_NONE && r->area.level[area] != level) area = r->area.parent[area];
  return area;
}

/* Marks the areas of a level that hold a village; how many they are. */
static buju_ix mark(const buju_region *r, buju_level level, bool *held) {
  buju_ix n = 0;
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_ix area = area_around(r, v, level);
    if (area == BUJU_NONE || held[area]) continue;
    held[area] = true;
    n++;
  }
  return n;
}

static buju_ix add_zone(buju_zones *zones, buju_ix parent, buju_ix area, buju_zone_level level) {
  zones->parent[zones->n] = parent;
  zones->area[zones->n] = area;
  zones->level[zones->n] = (uint8_t)level;
  return zones->n++;
}

/* The zone made of the area, or `around`. */
static buju_ix zone_or(const buju_ix *zone_of, buju_ix area, buju_ix around) {
  return area != BUJU_NONE && zone_of[area] != BUJU_NONE ? zone_of[area] : around;
}

static void fill(const buju_region *r, const bool *held, bool counties, buju_ix *zone_of, buju_zones *zones) {
  const buju_ix all = add_zone(zones, BUJU_NONE, BUJU_NONE, BUJU_ZONE_ALL);
  for (buju_ix a = 0; a < r->area.n; a++) zone_of[a] = BUJU_NONE;
  for (buju_ix a = 0; counties && a < r->area.n; a++)
    if (held[a] && r->area.level[a] == BUJU_COUNTY) zone_of[a] = add_zone(zones, all, a, BUJU_ZONE_COUNTY);
  for (buju_ix a = 0; a < r->area.n; a++)
    if (held[a] && r->area.level[a] == BUJU_TOWNSHIP)
      zone_of[a] = add_zone(zones, zone_or(zone_of, r->area.parent[a], all), a, BUJU_ZONE_TOWNSHIP);
  zones->villages = zones->n;
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_ix county = zone_or(zone_of, area_around(r, v, BUJU_COUNTY), all);
    add_zone(zones, zone_or(zone_of, area_around(r, v, BUJU_TOWNSHIP), county), r->village.area[v], BUJU_ZONE_VILLAGE);
  }
}

buju_status buju_zones_make(buju_ctx *ctx, const buju_region *region, buju_arena *arena, buju_zones *zones) {
  buju_arena *scratch = buju_arena_new();
  bool *held = scratch != NULL ? BUJU_NEW(scratch, bool, region->area.n) : NULL;
  buju_ix *zone_of = scratch != NULL ? BUJU_NEW(scratch, buju_ix, region->area.n) : NULL;
  buju_status status = BUJU_E_MEMORY;
  if (held == NULL || zone_of == NULL) goto done;
  bool counties = mark(region, BUJU_COUNTY, held) > 1;
  mark(region, BUJU_TOWNSHIP, held);
  size_t most = (size_t)region->area.n + region->village.n + 1;
  *zones = (buju_zones){.parent = BUJU_NEW(arena, buju_ix, most),
                        .area = BUJU_NEW(arena, buju_ix, most),
                        .level = BUJU_NEW(arena, uint8_t, most),
                        .people = BUJU_NEW(arena, buju_people_n, most),
                        .places = BUJU_NEW(arena, buju_ix, most)};
  if (zones->parent == NULL || zones->area == NULL || zones->level == NULL || zones->people == NULL ||
      zones->places == NULL)
    goto done;
  fill(region, held, counties, zone_of, zones);
  status = BUJU_OK;
done:
  buju_arena_free(scratch);
  return status == BUJU_OK ? status : buju_fail_memory(ctx);
}
