/* What each site reaches by itself. SPDX-License-Identifier: Apache-2.0 */
#include "core/parallel.h"
#include "planner/travel/terrain_search.h"

/* One worker's search, kept from site to site. */
typedef struct walker {
  buju_terrain_search search;
  uint32_t *ms;
  size_t capacity;
} walker;

typedef struct visits {
  const buju_terrain *terrain;
  const buju_ix *site_cell;
  buju_terrain_reached reached;
  void *user;
  walker *walkers;
} visits;

/* The times of what was reached. */
static bool collect(walker *w) {
  buju_terrain_search *s = &w->search;
  if (s->n > w->capacity) {
    uint32_t *grown = realloc(w->ms, s->capacity * sizeof *grown);
    if (grown == NULL) return false;
    w->ms = grown;
    w->capacity = s->capacity;
  }
  for (size_t i = 0; i < s->n; i++)
    w->ms[i] = buju_terrain_ms(s->terrain, buju_terrain_search_ticks(s->label[s->reached[i]]));
  return true;
}

static buju_status visit(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  visits *r = user;
  walker *w = &r->walkers[worker];
  for (uint64_t i = first; i < end; i++) {
    buju_terrain_search_start(&w->search, (buju_ix)i, r->site_cell[i]);
    if (!buju_terrain_search_run(&w->search, UINT64_MAX) || !collect(w)) return buju_fail_memory(ctx);
    buju_status status = r->reached(ctx, r->user, (buju_ix)i, w->search.n, w->search.reached, w->ms);
    if (status != BUJU_OK) return status;
    buju_terrain_search_forget(&w->search);
  }
  return BUJU_OK;
}

buju_status buju_terrain_each(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites, const buju_ix *site_cell,
                              buju_heading heading, uint32_t limit_ms, buju_terrain_reached reached, void *user,
                              buju_terrain_work *work) {
  unsigned workers = buju_parallel_workers(ctx, sites, 1);
  walker *walkers = calloc(workers, sizeof *walkers);
  bool ready = walkers != NULL;
  for (unsigned i = 0; ready && i < workers; i++) {
    buju_terrain_search *s = &walkers[i].search;
    ready = buju_terrain_search_open(s, terrain, heading, limit_ms, 0);
    if (!ready) break;
    s->notes = true;
    s->label = calloc(buju_raster_cells(&terrain->raster), sizeof *s->label);
    ready = s->label != NULL;
  }
  visits r = {terrain, site_cell, reached, user, walkers};
  buju_status status = ready ? buju_parallel_for(ctx, sites, 1, visit, &r) : buju_fail_memory(ctx);
  for (unsigned i = 0; walkers != NULL && i < workers; i++) {
    if (work != NULL) work->settled += walkers[i].search.settled;
    free(walkers[i].search.label);
    free(walkers[i].ms);
    buju_terrain_search_close(&walkers[i].search);
  }
  free(walkers);
  return status;
}
