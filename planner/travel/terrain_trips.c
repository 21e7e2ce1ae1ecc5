/* Many single trips, by the cells they share. SPDX-License-Identifier: Apache-2.0 */
#include "core/parallel.h"
#include "planner/travel/terrain_search.h"

/* A trip seen from the end it shares with others. */
typedef struct spoke {
  buju_ix hub, other;
  uint64_t pair;
} spoke;

typedef struct journeys {
  const buju_terrain *terrain;
  buju_terrain_pair *pair;
  spoke *spoke;  /* by hub, then by other end */
  uint64_t *hub; /* [hubs + 1] the first spoke of each */
  uint64_t spokes, hubs;
  buju_terrain_search *search; /* of each worker */
} journeys;

static int by_hub(const void *a, const void *b) {
  const spoke *x = a, *y = b;
  if (x->hub != y->hub) return x->hub < y->hub ? -1 : 1;
  if (x->other != y->other) return x->other < y->other ? -1 : 1;
  return (x->pair > y->pair) - (x->pair < y->pair);
}

/* The trips between open cells, sorted by one of their ends, and how many different ones there are. */
static void lay_spokes(journeys *j, uint64_t n, buju_heading heading) {
  j->spokes = j->hubs = 0;
  for (uint64_t i = 0; i < n; i++) {
    buju_ix from = j->pair[i].from, to = j->pair[i].to;
    if (!buju_terrain_open(j->terrain, from) || !buju_terrain_open(j->terrain, to)) continue;
    bool at_start = heading == BUJU_FROM_SITES;
    j->spoke[j->spokes++] = (spoke){at_start ? from : to, at_start ? to : from, i};
  }
  if (j->spokes > 0) qsort(j->spoke, j->spokes, sizeof *j->spoke, by_hub);
  for (uint64_t s = 0; s < j->spokes; s++)
    if (s == 0 || j->spoke[s].hub != j->spoke[s - 1].hub) j->hub[j->hubs++] = s;
  j->hub[j->hubs] = j->spokes;
}

/* The end that fewer cells are: where they start, or where they end. */
static buju_heading choose_hubs(journeys *j, uint64_t n) {
  lay_spokes(j, n, BUJU_FROM_SITES);
  uint64_t starts = j->hubs;
  lay_spokes(j, n, BUJU_TO_SITES);
  if (j->hubs <= starts) return BUJU_TO_SITES;
  lay_spokes(j, n, BUJU_FROM_SITES);
  return BUJU_FROM_SITES;
}

/* Makes a stopped search fit for the next hub: what waits in the buckets has a label too. */
static void wipe(buju_terrain_search *s) {
  for (uint64_t bucket; (bucket = buju_terrain_search_pending(s)) != UINT64_MAX;)
    for (uint32_t block = buju_queue_take(&s->queue, bucket); block != 0;
         block = buju_queue_give_back(&s->queue, block))
      for (uint32_t i = 0; i < s->queue.pool[block].n; i++) s->label[s->queue.pool[block].cell[i]] = 0;
  buju_terrain_search_forget(s);
}

/* One search, stopped at each of the other ends in turn: it goes on from where it stood. */
static buju_status visit(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const journeys *j = user;
  buju_terrain_search *search = &j->search[worker];
  for (uint64_t h = first; h < end; h++) {
    buju_terrain_search_start(search, 0, j->spoke[j->hub[h]].hub);
    for (uint64_t s = j->hub[h]; s < j->hub[h + 1]; s++) {
      buju_terrain_pair *pair = &j->pair[j->spoke[s].pair];
      search->stop = j->spoke[s].other;
      if (!buju_terrain_search_run(search, UINT64_MAX)) return buju_fail_memory(ctx);
      if (search->label[search->stop] == 0) continue;
      pair->ms = buju_terrain_ms(j->terrain, buju_terrain_search_ticks(search->label[search->stop]));
      pair->metres = buju_terrain_search_metres(search, search->stop);
    }
    wipe(search);
  }
  return BUJU_OK;
}

static buju_status search_hubs(buju_ctx *ctx, journeys *j, buju_heading heading, buju_terrain_work *work) {
  unsigned workers = buju_parallel_workers(ctx, j->hubs, 1);
  j->search = calloc(workers, sizeof *j->search);
  bool ready = j->search != NULL;
  for (unsigned i = 0; ready && i < workers; i++) {
    buju_terrain_search *s = &j->search[i];
    ready = buju_terrain_search_open(s, j->terrain, heading, BUJU_FAR, 0);
    if (!ready) break;
    s->notes = true;
    s->label = calloc(buju_raster_cells(&j->terrain->raster), sizeof *s->label);
    ready = s->label != NULL;
  }
  buju_status status = ready ? buju_parallel_for(ctx, j->hubs, 1, visit, j) : buju_fail_memory(ctx);
  for (unsigned i = 0; j->search != NULL && i < workers; i++) {
    if (work != NULL) work->settled += j->search[i].settled;
    free(j->search[i].label);
    buju_terrain_search_close(&j->search[i]);
  }
  free(j->search);
  return status;
}

buju_status buju_terrain_trips(buju_ctx *ctx, const buju_terrain *terrain, uint64_t n, buju_terrain_pair *pair,
                               buju_terrain_work *work) {
  if (n >= SIZE_MAX / sizeof(spoke)) return buju_fail_memory(ctx);
  journeys j = {.terrain = terrain, .pair = pair};
  j.spoke = malloc((size_t)(n + 1) * sizeof *j.spoke);
  j.hub = malloc((size_t)(n + 1) * sizeof *j.hub);
  buju_status status = j.spoke != NULL && j.hub != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (uint64_t i = 0; i < n; i++) pair[i].ms = pair[i].metres = UINT32_MAX;
  if (status == BUJU_OK) {
    buju_heading heading = choose_hubs(&j, n);
    if (j.hubs > 0) status = search_hubs(ctx, &j, heading, work);
  }
  free(j.spoke);
  free(j.hub);
  return status;
}
