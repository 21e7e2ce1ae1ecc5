/* Single places and single trips. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_search.h"

buju_ix buju_terrain_stand(const buju_terrain *terrain, double x_m, double y_m, double reach_m) {
  const buju_raster *r = &terrain->raster;
  buju_ix here = buju_raster_at(r, x_m, y_m);
  if (here != BUJU_NONE && buju_terrain_open(terrain, here)) return here;
  double left = floor((x_m - reach_m - r->west_m) / r->dx_m), right = floor((x_m + reach_m - r->west_m) / r->dx_m);
  double top = floor((r->north_m - y_m - reach_m) / r->dy_m), bottom = floor((r->north_m - y_m + reach_m) / r->dy_m);
  if (!(right >= 0 && left < r->columns && bottom >= 0 && top < r->rows)) return BUJU_NONE;
  uint32_t first = left > 0 ? (uint32_t)left : 0, last = right < r->columns - 1 ? (uint32_t)right : r->columns - 1;
  uint32_t row = top > 0 ? (uint32_t)top : 0, end = bottom < r->rows - 1 ? (uint32_t)bottom : r->rows - 1;
  buju_ix best = BUJU_NONE;
  double best_m = reach_m;
  for (; row <= end; row++)
    for (uint32_t column = first; column <= last; column++) {
      buju_ix cell = row * r->columns + column;
      if (!buju_terrain_open(terrain, cell)) continue;
      double m = hypot(buju_raster_x_m(r, cell) - x_m, buju_raster_y_m(r, cell) - y_m);
      if (m < best_m || (best == BUJU_NONE && m <= best_m)) {
        best = cell;
        best_m = m;
      }
    }
  return best;
}

/* The move by which the fastest way enters a cell: the lowest one whose other end is as much sooner as it takes. Moves
 * are symmetric in being allowed, so the way in is looked for among the ways out. */
static unsigned way_in(const buju_terrain_search *s, buju_ix cell) {
  for (unsigned move = 0; move < MOVES; move++) {
    if (!buju_terrain_may_move(s->terrain, cell, move)) continue;
    uint32_t before = s->label[cell + (buju_ix)s->terrain->offset[move]];
    if (before <= s->label[cell]) continue; /* not sooner, or not reached */
    if (before - s->label[cell] == buju_terrain_move_ticks(s->terrain, cell, move, -s->sign)) return move;
  }
  return MOVES;
}

uint32_t buju_terrain_search_metres(const buju_terrain_search *s, buju_ix cell) {
  uint64_t moves[STRIDES] = {0};
  double metres = 0;
  for (buju_ix at = cell; s->label[at] != UINT32_MAX;) {
    unsigned move = way_in(s, at);
    moves[buju_move_stride(move)]++;
    at += (buju_ix)s->terrain->offset[move];
  }
  for (int k = 0; k < STRIDES; k++) metres += (double)moves[k] * s->terrain->stride_m[k];
  return (uint32_t)fmin(metres + 0.5, UINT32_MAX - 1.0);
}

/* Follows the way back from a reached cell: its cells from the start. */
static buju_status trace(buju_ctx *ctx, const buju_terrain_search *s, buju_ix to, buju_arena *arena, size_t *n,
                         buju_ix **cells) {
  size_t count = 1;
  for (buju_ix at = to; s->label[at] != UINT32_MAX; count++) at += (buju_ix)s->terrain->offset[way_in(s, at)];
  buju_ix *way = BUJU_NEW(arena, buju_ix, count);
  if (way == NULL) return buju_fail_memory(ctx);
  buju_ix at = to;
  for (size_t i = count; i-- > 0;) {
    way[i] = at;
    if (i > 0) at += (buju_ix)s->terrain->offset[way_in(s, at)];
  }
  *n = count;
  *cells = way;
  return BUJU_OK;
}

buju_status buju_terrain_trip(buju_ctx *ctx, const buju_terrain *terrain, buju_ix from, buju_ix to, uint32_t limit_ms,
                              uint32_t *ms, uint32_t *metres, buju_arena *arena, size_t *n, buju_ix **cells) {
  size_t way_n = 0;
  buju_ix *way = NULL;
  uint32_t time = BUJU_FAR, length_m = UINT32_MAX;
  buju_status status = BUJU_OK;
  if (buju_terrain_open(terrain, from) && buju_terrain_open(terrain, to)) {
    buju_terrain_search search;
    if (!buju_terrain_search_open(&search, terrain, BUJU_FROM_SITES, limit_ms, 0)) return buju_fail_memory(ctx);
    search.stop = to;
    search.label = calloc(buju_raster_cells(&terrain->raster), sizeof *search.label);
    if (search.label != NULL) buju_terrain_search_start(&search, 0, from);
    if (search.label == NULL || !buju_terrain_search_run(&search, UINT64_MAX)) {
      status = buju_fail_memory(ctx);
    } else if (search.label[to] != 0) {
      time = buju_terrain_ms(terrain, buju_terrain_search_ticks(search.label[to]));
      length_m = buju_terrain_search_metres(&search, to);
      if (arena != NULL) status = trace(ctx, &search, to, arena, &way_n, &way);
    }
    free(search.label);
    buju_terrain_search_close(&search);
  }
  if (status != BUJU_OK) return status;
  *ms = time;
  *metres = length_m;
  if (arena != NULL) {
    *n = way_n;
    *cells = way;
  }
  return BUJU_OK;
}

void buju_terrain_people_within(size_t cells, const uint32_t *ms, const buju_people_n *people, size_t limits,
                                const uint32_t *limit_ms, buju_people_n *within, buju_people_n *all) {
  *all = 0;
  for (size_t l = 0; l < limits; l++) within[l] = 0;
  for (size_t c = 0; c < cells; c++) {
    if (people[c] == BUJU_PEOPLE_MISSING) continue;
    *all += people[c];
    for (size_t l = 0; l < limits; l++)
      if (ms[c] != BUJU_FAR && ms[c] <= limit_ms[l]) within[l] += people[c];
  }
}
