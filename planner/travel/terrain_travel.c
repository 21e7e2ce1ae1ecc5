/* Travel over terrain, as a provider. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_travel.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "planner/travel/terrain_kinds.h"

typedef struct over {
  buju_travel base;
  const buju_ground_map *map;
  const buju_road_lines *roads;
  const buju_travel_spec *spec;
  buju_travel *straight; /* for places off the raster */
  pthread_mutex_t lock;  /* of by_mode */
  buju_terrain *by_mode[BUJU_MODES];
  struct over *turned; /* the ways back, whose surfaces are this one's; and of those, this one */
  bool back;
} over;

/* Which way searches go from places that trips start from, and from those where they end. */
static buju_heading from_starts(const over *o) { return o->back ? BUJU_TO_SITES : BUJU_FROM_SITES; }
static buju_heading to_ends(const over *o) { return o->back ? BUJU_FROM_SITES : BUJU_TO_SITES; }

double buju_terrain_stand_reach_m(const buju_raster *raster) { return 2 * fmax(raster->dx_m, raster->dy_m); }

buju_status buju_terrain_under(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_terrain **out) {
  over *o = (over *)travel;
  if (o->back) o = o->turned;
  buju_status status = BUJU_OK;
  pthread_mutex_lock(&o->lock);
  if (o->by_mode[mode] == NULL) status = buju_terrain_of_mode(ctx, o->map, o->roads, o->spec, mode, &o->by_mode[mode]);
  *out = o->by_mode[mode];
  pthread_mutex_unlock(&o->lock);
  return status;
}

/* Where somebody on foot can stand, every other mode can. */
static buju_status locate(buju_ctx *ctx, const buju_travel *travel, buju_ix n, const double *x_m, const double *y_m,
                          buju_arena *arena, buju_places *places) {
  const buju_terrain *terrain;
  buju_status status = buju_terrain_under(ctx, travel, BUJU_WALK, &terrain);
  if (status != BUJU_OK) return status;
  const buju_raster *r = buju_terrain_raster(terrain);
  double reach_m = buju_terrain_stand_reach_m(r);
  buju_ix *cell = BUJU_NEW(arena, buju_ix, n);
  if (cell == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) cell[i] = buju_terrain_stand(terrain, x_m[i], y_m[i], reach_m);
  *places = (buju_places){n, x_m, y_m, cell};
  return BUJU_OK;
}

const buju_ix *buju_terrain_cells(const buju_places *places) { return places->joined; }

const buju_raster *buju_terrain_lattice(const buju_travel *travel) { return &((const over *)travel)->map->raster; }

const buju_travel *buju_terrain_straight(const buju_travel *travel) { return ((const over *)travel)->straight; }

buju_heading buju_terrain_heading(const buju_travel *travel) { return to_ends((const over *)travel); }

static bool stands(const buju_places *places, buju_ix i, buju_mode mode) {
  (void)mode;
  return buju_terrain_cells(places)[i] != BUJU_NONE;
}

static bool all_stand(const buju_places *places) {
  for (buju_ix i = 0; i < places->n; i++)
    if (buju_terrain_cells(places)[i] == BUJU_NONE) return false;
  return true;
}

/* The places that stand on a cell (on), or those that do not, as a set of their own: row[i] of places. */
static buju_status subset(buju_ctx *ctx, const buju_places *places, bool on, buju_arena *arena, buju_places *out,
                          buju_ix **row) {
  double *x_m = BUJU_NEW(arena, double, places->n), *y_m = BUJU_NEW(arena, double, places->n);
  buju_ix n = 0;
  *row = BUJU_NEW(arena, buju_ix, places->n);
  if (x_m == NULL || y_m == NULL || *row == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < places->n; i++) {
    if ((buju_terrain_cells(places)[i] != BUJU_NONE) != on) continue;
    x_m[n] = places->x_m[i];
    y_m[n] = places->y_m[i];
    (*row)[n++] = i;
  }
  *out = (buju_places){n, x_m, y_m, NULL};
  return BUJU_OK;
}

/* ---- within ---- */

/* Row and column change places; columns of a row come ascending. */
static buju_status transpose(buju_ctx *ctx, const buju_csr *in, buju_ix columns, buju_arena *arena, buju_csr *out) {
  uint64_t pairs = in->row[in->n];
  *out = (buju_csr){columns, BUJU_NEW(arena, uint64_t, (size_t)columns + 1), BUJU_NEW(arena, buju_ix, pairs),
                    BUJU_NEW(arena, uint32_t, pairs)};
  uint64_t *fill = malloc(((size_t)columns + 1) * sizeof *fill);
  if (out->row == NULL || out->col == NULL || out->val == NULL || fill == NULL) {
    free(fill);
    return buju_fail_memory(ctx);
  }
  for (uint64_t k = 0; k < pairs; k++) out->row[in->col[k] + 1]++;
  for (buju_ix c = 0; c < columns; c++) {
    fill[c] = out->row[c];
    out->row[c + 1] += out->row[c];
  }
  for (buju_ix r = 0; r < in->n; r++)
    for (uint64_t k = in->row[r]; k < in->row[r + 1]; k++) {
      out->col[fill[in->col[k]]] = r;
      out->val[fill[in->col[k]]++] = in->val[k];
    }
  free(fill);
  return BUJU_OK;
}

/* Searches from the side with fewer places. */
static buju_status within_land(buju_ctx *ctx, const over *o, const buju_terrain *terrain, const buju_places *from,
                               const buju_places *to, uint32_t limit_ms, buju_arena *scratch, buju_arena *arena,
                               buju_csr *out) {
  buju_csr by_site;
  if (from->n < to->n)
    return buju_terrain_within(ctx, terrain, from->n, buju_terrain_cells(from), to->n, buju_terrain_cells(to),
                               from_starts(o), limit_ms, arena, out);
  buju_status status = buju_terrain_within(ctx, terrain, to->n, buju_terrain_cells(to), from->n,
                                           buju_terrain_cells(from), to_ends(o), limit_ms, scratch, &by_site);
  return status == BUJU_OK ? transpose(ctx, &by_site, from->n, arena, out) : status;
}

/* Pairs by the straight line: those who are off the land to everybody, and those who stand on it to who is off. */
typedef struct beside {
  buju_csr off, on; /* rows are who is off, and who is on, in order */
  buju_ix *to_off;  /* the place that a column of `on` is */
} beside;

static buju_status within_straight(buju_ctx *ctx, const over *o, buju_mode mode, const buju_places *from,
                                   const buju_places *to, uint32_t limit_ms, buju_arena *scratch, beside *out) {
  buju_places all = {to->n, to->x_m, to->y_m, NULL}, off, on, to_off;
  buju_ix *row;
  const buju_travel *line = o->straight;
  buju_status status = subset(ctx, from, false, scratch, &off, &row);
  if (status == BUJU_OK) status = subset(ctx, from, true, scratch, &on, &row);
  if (status == BUJU_OK) status = subset(ctx, to, false, scratch, &to_off, &out->to_off);
  if (status == BUJU_OK) status = line->ops->within(ctx, line, mode, &off, &all, limit_ms, scratch, &out->off);
  return status == BUJU_OK ? line->ops->within(ctx, line, mode, &on, &to_off, limit_ms, scratch, &out->on) : status;
}

/* One row of both, ascending: who stands on the land has columns there, and others by the straight line. */
static uint64_t merge_row(const buju_csr *land, buju_ix i, const beside *b, buju_ix on, buju_csr *out, uint64_t n) {
  uint64_t a = land->row[i], a_end = land->row[i + 1], k = b->on.row[on], k_end = b->on.row[on + 1];
  while (a < a_end || k < k_end) {
    bool over_land = k == k_end || (a < a_end && land->col[a] < b->to_off[b->on.col[k]]);
    out->col[n] = over_land ? land->col[a] : b->to_off[b->on.col[k]];
    out->val[n++] = over_land ? land->val[a++] : b->on.val[k++];
  }
  return n;
}

static buju_status merge(buju_ctx *ctx, const buju_places *from, const buju_csr *land, const beside *b,
                         buju_arena *arena, buju_csr *out) {
  uint64_t room = land->row[from->n] + b->off.row[b->off.n] + b->on.row[b->on.n], n = 0;
  *out = (buju_csr){from->n, BUJU_NEW(arena, uint64_t, (size_t)from->n + 1), BUJU_NEW(arena, buju_ix, room),
                    BUJU_NEW(arena, uint32_t, room)};
  if (out->row == NULL || out->col == NULL || out->val == NULL) return buju_fail_memory(ctx);
  buju_ix off = 0, on = 0;
  for (buju_ix i = 0; i < from->n; i++) {
    if (buju_terrain_cells(from)[i] != BUJU_NONE) {
      n = merge_row(land, i, b, on++, out, n);
    } else {
      for (uint64_t k = b->off.row[off]; k < b->off.row[off + 1]; k++) {
        out->col[n] = b->off.col[k];
        out->val[n++] = b->off.val[k];
      }
      off++;
    }
    out->row[i + 1] = n;
  }
  return BUJU_OK;
}

static buju_status within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                          const buju_places *to, uint32_t limit_ms, buju_arena *arena, buju_csr *times) {
  const over *o = (const over *)travel;
  const buju_terrain *terrain;
  buju_arena *scratch = buju_arena_new();
  buju_csr land = {0};
  beside straight = {0};
  if (scratch == NULL) return buju_fail_memory(ctx);
  bool whole = all_stand(from) && all_stand(to);
  buju_status status = buju_terrain_under(ctx, travel, mode, &terrain);
  if (status == BUJU_OK)
    status = within_land(ctx, o, terrain, from, to, limit_ms, scratch, whole ? arena : scratch, &land);
  if (status == BUJU_OK && !whole) status = within_straight(ctx, o, mode, from, to, limit_ms, scratch, &straight);
  if (status == BUJU_OK && !whole) status = merge(ctx, from, &land, &straight, arena, times);
  if (status == BUJU_OK && whole) *times = land;
  buju_arena_free(scratch);
  return status;
}

/* ---- trips ---- */

/* Over land where both ends stand on it. */
static buju_status trips_over_land(buju_ctx *ctx, const over *o, const buju_terrain *terrain, const buju_places *from,
                                   const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                                   buju_trip *trip) {
  buju_terrain_pair *pair = malloc(((size_t)n + 1) * sizeof *pair);
  if (pair == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) {
    bool asked = from_row[i] != BUJU_NONE && to_row[i] != BUJU_NONE;
    buju_ix start = asked ? buju_terrain_cells(from)[from_row[i]] : BUJU_NONE,
            end = asked ? buju_terrain_cells(to)[to_row[i]] : BUJU_NONE;
    pair[i].from = o->back ? end : start;
    pair[i].to = o->back ? start : end;
  }
  buju_status status = buju_terrain_trips(ctx, terrain, n, pair, NULL);
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++)
    if (pair[i].from != BUJU_NONE && pair[i].to != BUJU_NONE)
      trip[i] = (buju_trip){pair[i].ms, pair[i].metres, pair[i].ms != BUJU_FAR ? BUJU_BASIS_TERRAIN : BUJU_BASIS_NONE};
  free(pair);
  return status;
}

/* The straight line first, for all. */
static buju_status trips(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                         const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                         buju_trip *trip) {
  const over *o = (const over *)travel;
  const buju_terrain *terrain;
  buju_status status = buju_terrain_under(ctx, travel, mode, &terrain);
  if (status == BUJU_OK) status = o->straight->ops->trips(ctx, o->straight, mode, from, to, n, from_row, to_row, trip);
  return status == BUJU_OK ? trips_over_land(ctx, o, terrain, from, to, n, from_row, to_row, trip) : status;
}

/* ---- nearest ---- */

/* The straight line serves who is off the land to everybody, and everybody to who is off the land. */
static buju_status nearest_straight(buju_ctx *ctx, const over *o, buju_mode mode, const buju_places *from,
                                    const buju_places *to, buju_arena *scratch, buju_near *near) {
  buju_near *found = BUJU_NEW(scratch, buju_near, from->n);
  buju_places all = {to->n, to->x_m, to->y_m, NULL}, some;
  buju_ix *row;
  if (found == NULL) return buju_fail_memory(ctx);
  buju_status status = subset(ctx, from, false, scratch, &some, &row);
  if (status == BUJU_OK) status = o->straight->ops->nearest(ctx, o->straight, mode, &some, &all, found);
  for (buju_ix i = 0; status == BUJU_OK && i < some.n; i++) near[row[i]] = found[i];
  if (status == BUJU_OK) status = subset(ctx, to, false, scratch, &some, &row);
  if (status != BUJU_OK || some.n == 0) return status;
  buju_places everybody = {from->n, from->x_m, from->y_m, NULL};
  status = o->straight->ops->nearest(ctx, o->straight, mode, &everybody, &some, found);
  for (buju_ix i = 0; status == BUJU_OK && i < from->n; i++) {
    if (buju_terrain_cells(from)[i] == BUJU_NONE || found[i].to == BUJU_NONE) continue;
    buju_ix site = row[found[i].to];
    if (found[i].ms < near[i].ms || (found[i].ms == near[i].ms && site < near[i].to))
      near[i] = (buju_near){site, found[i].ms, found[i].dm, found[i].basis};
  }
  return status;
}

static buju_status nearest(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                           const buju_places *to, buju_near *near) {
  const over *o = (const over *)travel;
  const buju_terrain *terrain;
  size_t cells = buju_raster_cells(&o->map->raster);
  uint32_t *ms = malloc((cells + 1) * sizeof *ms);
  buju_ix *site = malloc((cells + 1) * sizeof *site);
  buju_arena *scratch = buju_arena_new();
  buju_status status = ms != NULL && site != NULL && scratch != NULL ? buju_terrain_under(ctx, travel, mode, &terrain)
                                                                     : buju_fail_memory(ctx);
  if (status == BUJU_OK)
    status = buju_terrain_nearest(ctx, terrain, to->n, buju_terrain_cells(to), to_ends(o), BUJU_FAR, ms, site, NULL);
  for (buju_ix i = 0; status == BUJU_OK && i < from->n; i++) {
    buju_ix cell = buju_terrain_cells(from)[i];
    near[i] = (buju_near){BUJU_NONE, BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
    if (cell != BUJU_NONE && ms[cell] != BUJU_FAR)
      near[i] = (buju_near){site[cell], ms[cell], UINT32_MAX, BUJU_BASIS_TERRAIN};
  }
  if (status == BUJU_OK && !(all_stand(from) && all_stand(to)))
    status = nearest_straight(ctx, o, mode, from, to, scratch, near);
  free(ms);
  free(site);
  buju_arena_free(scratch);
  return status;
}

/* ---- the provider ---- */

static void over_free(buju_travel *travel) {
  over *o = (over *)travel;
  for (int m = 0; m < BUJU_MODES; m++) buju_terrain_free(o->by_mode[m]);
  buju_travel_free(o->straight);
  pthread_mutex_destroy(&o->lock);
  free(o->turned);
  free(o);
}

static const buju_travel *back(const buju_travel *travel) { return &((const over *)travel)->turned->base; }

static const buju_travel_ops ops = {.joined_bytes = sizeof(buju_ix),
                                    .locate = locate,
                                    .stands = stands,
                                    .within = within,
                                    .trips = trips,
                                    .nearest = nearest,
                                    .around = buju_terrain_around,
                                    .back = back,
                                    .free = over_free};

buju_status buju_travel_terrain(buju_ctx *ctx, const buju_ground_map *map, const buju_road_lines *roads,
                                const buju_travel_spec *spec, buju_travel **out) {
  over *o = calloc(1, sizeof *o);
  if (o == NULL || pthread_mutex_init(&o->lock, NULL) != 0) {
    free(o);
    return buju_fail_memory(ctx);
  }
  o->base = (buju_travel){&ops, BUJU_BY_TERRAIN};
  o->map = map;
  o->roads = roads;
  o->spec = spec;
  buju_status status = buju_travel_straight(ctx, spec, &o->straight);
  if (status == BUJU_OK) {
    o->turned = malloc(sizeof *o->turned);
    if (o->turned == NULL) status = buju_fail_memory(ctx);
  }
  if (status == BUJU_OK)
    *o->turned = (over){
        .base = o->base, .map = map, .roads = roads, .spec = spec, .straight = o->straight, .turned = o, .back = true};
  if (status == BUJU_OK)
    *out = &o->base;
  else
    over_free(&o->base);
  return status;
}
