/* Pairs of sites and places within a limit. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/travel/terrain.h"

/* A place on a cell; sorted by cell, then by place. */
typedef struct standing {
  buju_ix cell, place;
} standing;

typedef struct hit {
  buju_ix place;
  uint32_t ms;
} hit;

/* What one site reaches, ascending by place. Heap. */
typedef struct row {
  hit *hit;
  size_t n;
} row;

typedef struct gather {
  const standing *standing;
  buju_ix standings;
  row *row;
} gather;

static int by_cell(const void *a, const void *b) {
  const standing *x = a, *y = b;
  if (x->cell != y->cell) return x->cell < y->cell ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b) {
  const hit *x = a, *y = b;
  return (x->place > y->place) - (x->place < y->place);
}

/* The first place on a cell or on a later one. O(log places). */
static buju_ix first_on(const gather *g, buju_ix cell) {
  buju_ix low = 0, high = g->standings;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    if (g->standing[middle].cell < cell)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static buju_status take(buju_ctx *ctx, void *user, buju_ix site, size_t n, const buju_ix *cell, const uint32_t *ms) {
  gather *g = user;
  buju_vec hits = {0};
  for (size_t i = 0; i < n; i++)
    for (buju_ix k = first_on(g, cell[i]); k < g->standings && g->standing[k].cell == cell[i]; k++) {
      hit *h = buju_vec_push(&hits, sizeof *h);
      if (h == NULL) {
        buju_vec_free(&hits);
        return buju_fail_memory(ctx);
      }
      *h = (hit){g->standing[k].place, ms[i]};
    }
  if (hits.n > 0) qsort(hits.data, hits.n, sizeof(hit), by_place);
  g->row[site] = (row){hits.data, hits.n};
  return BUJU_OK;
}

static buju_status flatten(buju_ctx *ctx, const row *rows, buju_ix n, buju_arena *arena, buju_csr *out) {
  uint64_t *start = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  if (start == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) start[i + 1] = start[i] + rows[i].n;
  if (start[n] > SIZE_MAX / sizeof(hit)) return buju_fail_memory(ctx);
  buju_ix *col = BUJU_NEW(arena, buju_ix, (size_t)start[n]);
  uint32_t *val = BUJU_NEW(arena, uint32_t, (size_t)start[n]);
  if (col == NULL || val == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++)
    for (size_t k = 0; k < rows[i].n; k++) {
      col[start[i] + k] = rows[i].hit[k].place;
      val[start[i] + k] = rows[i].hit[k].ms;
    }
  *out = (buju_csr){n, start, col, val};
  return BUJU_OK;
}

buju_status buju_terrain_within(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites, const buju_ix *site_cell,
                                buju_ix places, const buju_ix *place_cell, buju_heading heading, uint32_t limit_ms,
                                buju_arena *arena, buju_csr *times) {
  standing *places_by_cell = calloc((size_t)places + 1, sizeof *places_by_cell);
  row *rows = calloc((size_t)sites + 1, sizeof *rows);
  gather g = {places_by_cell, 0, rows};
  buju_status status = BUJU_OK;
  if (places_by_cell == NULL || rows == NULL) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    for (buju_ix p = 0; p < places; p++)
      if (place_cell[p] != BUJU_NONE) places_by_cell[g.standings++] = (standing){place_cell[p], p};
    qsort(places_by_cell, g.standings, sizeof *places_by_cell, by_cell);
    status = buju_terrain_each(ctx, terrain, sites, site_cell, heading, limit_ms, take, &g, NULL);
  }
  if (status == BUJU_OK) status = flatten(ctx, rows, sites, arena, times);
  for (buju_ix i = 0; rows != NULL && i < sites; i++) free(rows[i].hit);
  free(rows);
  free(places_by_cell);
  return status;
}
