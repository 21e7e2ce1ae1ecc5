/* What lies on each cell, and how fast a mode crosses it: land cover, barriers over it, roads over both, as AccessMod
 * merges them (Ray and Ebener 2008, Int. J. Health Geographics 7:63), but that a road takes nothing away: where the
 * ground under it, or another road, is faster for the mode, that is what the cell has.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_kinds.h"

#include <math.h>
#include <stdlib.h>

#include "planner/travel/road_speed.h"

/* Laws by number: driving keeps its speed, walking feels the slope. */
enum { LAW_LEVEL, LAW_WALK, LAWS };

/* How fast a cell is crossed: on the mode's wheels, whatever the slope, and on foot; 0: not that way. People get off
 * where walking is faster. Equal ones share a kind. */
typedef struct pace {
  double wheels_kmh, foot_kmh;
} pace;

typedef struct kinds {
  const buju_ground_map *land;
  const buju_travel_spec *spec;
  buju_mode mode;
  buju_arena *arena;
  double downhill;          /* how many times longer than on the flat a metre takes on foot, at the least */
  buju_vec table;           /* of pace; row 0: closed */
  buju_ground_cell *ground; /* [cells] */
} kinds;

/* The speeds of a road or land cover for the mode, told apart to 0.001 km/h. */
static pace pace_of(const kinds *k, double mode_mps, double walk_mps) {
  double wheels_mps = k->mode != BUJU_WALK ? mode_mps : 0;
  return (pace){round(wheels_mps * 3600) / 1000, round(walk_mps * 3600) / 1000};
}

static bool is_open(pace p) { return p.wheels_kmh > 0 || p.foot_kmh > 0; }

static double least_on_foot(buju_slope slope) {
  const buju_langmuir *l = &buju_langmuir_default;
  if (slope == BUJU_SLOPE_TOBLER) return buju_walk_tobler_factor(buju_walk_tobler_easiest);
  if (slope == BUJU_SLOPE_LANGMUIR) return buju_walk_langmuir_s(l, 1, l->slope_factor) / buju_walk_langmuir_s(l, 1, 0);
  return 1;
}

/* The number of a pace, added where it is new; BUJU_BLOCKED for a closed one. */
static buju_status kind_of(buju_ctx *ctx, kinds *k, pace p, buju_ground_cell *kind) {
  BUJU_MSG(many, "道路和土地覆盖的速度种类超过 {0} 种，地形测算放不下；请把速度归并成档",
           "roads and land cover have more than {0} different speeds, too many for terrain; group them into fewer");
  static const double SURELY = 1.001;                                    /* more than tables round */
  if (p.wheels_kmh * k->downhill >= p.foot_kmh * SURELY) p.foot_kmh = 0; /* nobody would get off, however steep */
  const pace *table = k->table.data;
  for (size_t i = 0; i < k->table.n; i++)
    if (table[i].wheels_kmh == p.wheels_kmh && table[i].foot_kmh == p.foot_kmh) {
      *kind = (buju_ground_cell)i;
      return BUJU_OK;
    }
  if (k->table.n > BUJU_GROUND_KINDS_MAX)
    return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(many, buju_int(BUJU_GROUND_KINDS_MAX)));
  pace *row = buju_vec_push(&k->table, sizeof *row);
  if (row == NULL) return buju_fail_memory(ctx);
  *row = p;
  *kind = (buju_ground_cell)(k->table.n - 1);
  return BUJU_OK;
}

/* ---- land cover ---- */

static int by_value(const void *a, const void *b) {
  const buju_cover_speed *x = a, *y = b;
  return (x->value > y->value) - (x->value < y->value);
}

/* The kind of each value in the scenario's table; a value that is not in it is crossed on foot off the road. */
static buju_status lay_cover(buju_ctx *ctx, kinds *k) {
  size_t cells = buju_raster_cells(&k->land->raster);
  buju_ix covers = k->spec->covers;
  buju_ground_cell plain, *kind = BUJU_NEW(k->arena, buju_ground_cell, covers);
  if (kind == NULL) return buju_fail_memory(ctx);
  buju_status status = kind_of(ctx, k, pace_of(k, 0, k->spec->off_road_mps), &plain);
  for (buju_ix i = 0; i < covers && status == BUJU_OK; i++) {
    const double *mps = k->spec->cover[i].mps;
    status = kind_of(ctx, k, pace_of(k, mps[k->mode], mps[BUJU_WALK]), &kind[i]);
  }
  int32_t last = BUJU_COVER_NONE;
  buju_ground_cell last_kind = BUJU_BLOCKED;
  for (size_t c = 0; c < cells && status == BUJU_OK; c++) {
    if (k->land->cover == NULL) {
      k->ground[c] = plain;
      continue;
    }
    buju_cover_speed wanted = {.value = k->land->cover[c]};
    if (wanted.value != last) { /* neighbours are mostly alike */
      const buju_cover_speed *found =
          covers > 0 ? bsearch(&wanted, k->spec->cover, covers, sizeof wanted, by_value) : NULL;
      last = wanted.value;
      last_kind = found != NULL ? kind[found - k->spec->cover] : plain;
      if (last == BUJU_COVER_NONE) last_kind = BUJU_BLOCKED;
    }
    k->ground[c] = last_kind;
  }
  return status;
}

/* ---- barriers ---- */

static buju_status lay_barriers(buju_ctx *ctx, kinds *k) {
  const buju_barriers *b = &k->land->barrier;
  buju_status status = BUJU_OK;
  if (b->lines > 0) {
    buju_lines lines = {b->lines, b->first, b->x_m, b->y_m};
    buju_ground_barrier_lines(&k->land->raster, k->ground, &lines);
  }
  for (buju_ix p = 0; p < b->polygons && status == BUJU_OK; p++) {
    buju_lines rings = {b->ring[p + 1] - b->ring[p], b->first + b->ring[p], b->x_m, b->y_m};
    status = buju_ground_barrier_polygon(ctx, &k->land->raster, k->ground, &rings);
  }
  return status;
}

/* ---- roads ---- */

typedef struct road {
  pace pace;
  buju_ix line;
} road;

/* The faster first: what comes after mostly changes nothing. */
static int by_pace(const void *a, const void *b) {
  const road *x = a, *y = b;
  if (x->pace.wheels_kmh != y->pace.wheels_kmh) return x->pace.wheels_kmh > y->pace.wheels_kmh ? -1 : 1;
  if (x->pace.foot_kmh != y->pace.foot_kmh) return x->pace.foot_kmh > y->pace.foot_kmh ? -1 : 1;
  return (x->line > y->line) - (x->line < y->line);
}

/* Every road may have a speed of its own, and every ferry with a duration has; kinds are few. Told apart by tenths of a
 * km/h below 20 and by whole ones above, times change by a fortieth at most from 2 km/h on. What is open stays open,
 * and no slip in a ferry's duration is faster than a surface can be. */
static double in_steps(double mps) {
  double kmh = fmin(mps * 3.6, 1000), parts = kmh < 20 ? 10 : 1;
  return kmh > 0 ? fmax(round(kmh * parts), 1) / parts / 3.6 : 0;
}

/* A road of one pace on its way over the ground. */
typedef struct paving {
  buju_ctx *ctx;
  kinds *k;
  pace pace;
  buju_ground_cell over[BUJU_GROUND_KINDS_MAX + 1]; /* what each kind becomes, */
  bool known[BUJU_GROUND_KINDS_MAX + 1];            /* where that has been asked for */
  buju_status status;
} paving;

/* The better of the road and what is there, wheels and feet each for themselves. */
static uint16_t pave(void *user, uint16_t kind) {
  paving *p = user;
  if (p->known[kind] || p->status != BUJU_OK) return p->over[kind];
  const pace under = ((const pace *)p->k->table.data)[kind];
  const pace best = {fmax(under.wheels_kmh, p->pace.wheels_kmh), fmax(under.foot_kmh, p->pace.foot_kmh)};
  p->status = kind_of(p->ctx, p->k, best, &p->over[kind]);
  p->known[kind] = true;
  return p->over[kind];
}

/* Roads of one pace are paved together. */
static buju_status lay_sorted(buju_ctx *ctx, kinds *k, const buju_road_lines *roads, const road *order) {
  paving p = {.ctx = ctx, .k = k};
  for (buju_ix i = 0; i < roads->n && p.status == BUJU_OK; i++) {
    if (!is_open(order[i].pace)) continue;
    if (order[i].pace.wheels_kmh != p.pace.wheels_kmh || order[i].pace.foot_kmh != p.pace.foot_kmh)
      p = (paving){.ctx = ctx, .k = k, .pace = order[i].pace};
    buju_lines line = {1, roads->first + order[i].line, roads->x_m, roads->y_m};
    buju_ground_roads(&k->land->raster, k->ground, &line, pave, &p);
  }
  return p.status;
}

static buju_status lay_roads(buju_ctx *ctx, kinds *k, const buju_road_lines *roads) {
  if (roads->n == 0) return BUJU_OK;
  float *mode_mps = BUJU_NEW(k->arena, float, roads->n), *walk_mps = BUJU_NEW(k->arena, float, roads->n);
  road *order = BUJU_NEW(k->arena, road, roads->n);
  if (mode_mps == NULL || walk_mps == NULL || order == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_road_speeds(ctx, k->spec, roads, k->mode, mode_mps);
  if (status == BUJU_OK) status = buju_road_speeds(ctx, k->spec, roads, BUJU_WALK, walk_mps);
  if (status != BUJU_OK) return status;
  for (buju_ix i = 0; i < roads->n; i++)
    order[i] = (road){pace_of(k, in_steps((double)mode_mps[i]), in_steps((double)walk_mps[i])), i};
  qsort(order, roads->n, sizeof *order, by_pace);
  return lay_sorted(ctx, k, roads, order);
}

/* ---- the surface ---- */

static buju_status make(buju_ctx *ctx, const kinds *k, buju_terrain **out) {
  const buju_slope_law laws[LAWS] = {[LAW_LEVEL] = buju_slope_none,
                                     [LAW_WALK] = k->spec->slope == BUJU_SLOPE_TOBLER     ? buju_slope_tobler
                                                  : k->spec->slope == BUJU_SLOPE_LANGMUIR ? buju_slope_langmuir
                                                                                          : buju_slope_none};
  buju_terrain_kind kind[BUJU_GROUND_KINDS_MAX + 1], other[BUJU_GROUND_KINDS_MAX + 1];
  const pace *table = k->table.data;
  for (size_t i = 0; i < k->table.n; i++) {
    const buju_terrain_kind wheels = {table[i].wheels_kmh, LAW_LEVEL}, foot = {table[i].foot_kmh, LAW_WALK};
    kind[i] = wheels.kmh > 0 ? wheels : foot;
    other[i] = wheels.kmh > 0 ? foot : wheels;
  }
  buju_terrain_spec spec = {.raster = k->land->raster,
                            .ground = k->ground,
                            .elevation_m = k->land->elevation_m,
                            .elevation_file = k->land->elevation_file,
                            .kinds = (uint16_t)(k->table.n - 1),
                            .kind = kind,
                            .other = other,
                            .laws = LAWS,
                            .law = laws,
                            .neighbours = k->spec->knight_moves ? 16 : 8,
                            .blend = BUJU_BLEND_TIMES};
  return buju_terrain_make(ctx, &spec, out);
}

buju_status buju_terrain_of_mode(buju_ctx *ctx, const buju_ground_map *map, const buju_road_lines *roads,
                                 const buju_travel_spec *spec, buju_mode mode, buju_terrain **out) {
  kinds k = {.land = map, .spec = spec, .mode = mode, .arena = buju_arena_new()};
  k.downhill = least_on_foot(spec->slope);
  k.ground = malloc((buju_raster_cells(&map->raster) + 1) * sizeof *k.ground);
  bool room = k.arena != NULL && k.ground != NULL && buju_vec_push(&k.table, sizeof(pace)) != NULL;
  buju_status status = room ? lay_cover(ctx, &k) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = lay_barriers(ctx, &k);
  if (status == BUJU_OK) status = lay_roads(ctx, &k, roads);
  if (status == BUJU_OK) status = make(ctx, &k, out);
  free(k.ground);
  buju_vec_free(&k.table);
  buju_arena_free(k.arena);
  return status;
}
