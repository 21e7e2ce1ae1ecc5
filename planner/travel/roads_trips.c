/* Single trips on roads: time and length of the fastest way. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "core/parallel.h"
#include "planner/travel/roads_parts.h"

enum { CHUNK = 8 };

/* Trips that share an end, on the side with fewer of them, share a search from there. */
typedef struct asked {
  buju_ix hub, other; /* rows of the hub's side and of the other */
  buju_ix trip;
} asked;

typedef struct trips {
  const buju_roads *roads;
  buju_mode mode;
  bool to_hub; /* the hubs are destinations */
  const buju_places *from, *to, *hubs, *others;
  asked *asked; /* by hub */
  buju_ix *hub; /* [hubs + 1] where each hub's trips begin in asked */
  buju_search **room;
  buju_trip *out;
} trips;

static int by_hub(const void *a, const void *b) {
  const asked *x = a, *y = b;
  if (x->hub != y->hub) return x->hub < y->hub ? -1 : 1;
  return (x->trip > y->trip) - (x->trip < y->trip);
}

/* ---- ways that need no search ---- */

static buju_trip trip_of(uint64_t label) {
  if (label == UINT64_MAX) return (buju_trip){BUJU_FAR, UINT32_MAX, BUJU_BASIS_NONE};
  return (buju_trip){buju_label_ms(label), (uint32_t)(((uint64_t)buju_label_low(label) + 5) / 10), BUJU_BASIS_ROAD};
}

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* Along one edge or across country. */
static uint64_t without_nodes(const trips *t, buju_ix from, buju_ix to) {
  uint64_t best = buju_roads_across(t->roads, t->mode, t->from, from, t->to, to);
  const buju_place_join *a = buju_roads_join(t->from, from, t->mode), *b = buju_roads_join(t->to, to, t->mode);
  for (int j = 0; j < BUJU_JOINS; j++)
    for (int k = 0; k < BUJU_JOINS; k++)
      best = least(best, buju_roads_along(t->roads, t->mode, &a->join[j], &b->join[k]));
  return best;
}

/* Whether a way through nodes may exist and may be better than `best`. */
static bool worth_searching(const trips *t, buju_ix from, buju_ix to, uint64_t best) {
  const buju_roads *r = t->roads;
  const buju_place_join *a = buju_roads_join(t->from, from, t->mode), *b = buju_roads_join(t->to, to, t->mode);
  for (int j = 0; j < BUJU_JOINS; j++)
    for (int k = 0; k < BUJU_JOINS; k++) {
      const buju_join *x = &a->join[j], *y = &b->join[k];
      if (x->edge == BUJU_NONE || y->edge == BUJU_NONE) continue;
      const buju_ix *piece = r->usage[t->mode].piece, *node = r->network->from;
      if (piece[node[x->edge]] == piece[node[y->edge]] && buju_ms_add(x->off_ms, y->off_ms) <= buju_label_ms(best))
        return true;
    }
  return false;
}

/* ---- searches ---- */

/* What is left to find of one hub's trips. */
typedef struct open_trip {
  const asked *asked;
  uint64_t best;
} open_trip;

static buju_ix from_of(const trips *t, const asked *q) { return t->to_hub ? q->other : q->hub; }
static buju_ix to_of(const trips *t, const asked *q) { return t->to_hub ? q->hub : q->other; }

/* Twice the time the straight line takes, and the walks at both ends: most ways are found at once. */
static uint32_t first_limit(const trips *t, const open_trip *open, size_t n) {
  const buju_travel_spec *spec = t->roads->spec;
  const double mps[BUJU_MODES] = {spec->walk_mps, spec->ebike_mps, spec->drive_mps};
  uint32_t limit = 0;
  for (size_t i = 0; i < n; i++) {
    buju_ix a = from_of(t, open[i].asked), b = to_of(t, open[i].asked);
    double metres = hypot(t->to->x_m[b] - t->from->x_m[a], t->to->y_m[b] - t->from->y_m[a]);
    uint32_t ms = buju_walk_ms(2 * metres, mps[t->mode]);
    ms = buju_ms_add(ms, buju_roads_join(t->from, a, t->mode)->join[0].off_ms);
    ms = buju_ms_add(ms, buju_roads_join(t->to, b, t->mode)->join[0].off_ms);
    limit = ms > limit ? ms : limit;
  }
  return limit;
}

static uint64_t best_way(const trips *t, const asked *q, const buju_ways *ways, uint64_t best) {
  buju_start start[BUJU_STARTS_MOST];
  int n = buju_roads_starts(t->roads, t->mode, buju_roads_join(t->others, q->other, t->mode), !t->to_hub, 0, start);
  for (int s = 0; s < n; s++) best = least(best, buju_label_add(ways->label[start[s].node], start[s].ms, start[s].dm));
  return best;
}

/* Searches from a hub, farther and farther, until every trip is known: a way within the limit is the best there is. */
static buju_status search_hub(buju_ctx *ctx, const trips *t, buju_search *room, open_trip *open, size_t n) {
  const buju_mode_graph *g = &t->roads->graph[t->mode];
  const buju_place_join *join = buju_roads_join(t->hubs, open[0].asked->hub, t->mode);
  buju_start start[BUJU_STARTS_MOST];
  size_t starts = (size_t)buju_roads_starts(t->roads, t->mode, join, t->to_hub, 0, start);
  for (uint32_t limit = first_limit(t, open, n); n > 0; limit = limit < BUJU_FAR / 4 ? limit * 4 : BUJU_FAR) {
    buju_ways ways;
    buju_status status = buju_search_ways(ctx, room, t->to_hub ? &g->in : &g->out, start, starts, limit, &ways);
    if (status != BUJU_OK) return status;
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
      open[i].best = best_way(t, open[i].asked, &ways, open[i].best);
      if (limit == BUJU_FAR || buju_label_ms(open[i].best) <= limit)
        t->out[open[i].asked->trip] = trip_of(open[i].best);
      else
        open[left++] = open[i];
    }
    n = left;
  }
  return BUJU_OK;
}

static buju_status straight_trip(buju_ctx *ctx, const trips *t, buju_ix from, buju_ix to, buju_trip *out) {
  const buju_travel *line = t->roads->straight;
  return line->ops->trips(ctx, line, t->mode, t->from, t->to, 1, &from, &to, out);
}

static buju_status trips_of_hub(buju_ctx *ctx, const trips *t, buju_ix hub, buju_search *room, open_trip *open) {
  size_t n = 0;
  for (buju_ix i = t->hub[hub]; i < t->hub[hub + 1]; i++) {
    const asked *q = &t->asked[i];
    buju_ix a = from_of(t, q), b = to_of(t, q);
    if (!buju_roads_on(t->from, a, t->mode) || !buju_roads_on(t->to, b, t->mode)) {
      buju_status status = straight_trip(ctx, t, a, b, &t->out[q->trip]);
      if (status != BUJU_OK) return status;
      continue;
    }
    uint64_t best = without_nodes(t, a, b);
    t->out[q->trip] = trip_of(best);
    if (worth_searching(t, a, b, best)) open[n++] = (open_trip){q, best};
  }
  return n > 0 ? search_hub(ctx, t, room, open, n) : BUJU_OK;
}

static buju_status some_hubs(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const trips *t = user;
  size_t most = 0;
  for (uint64_t h = first; h < end; h++) most = most > t->hub[h + 1] - t->hub[h] ? most : t->hub[h + 1] - t->hub[h];
  open_trip *open = malloc(most * sizeof *open + 1);
  buju_status status = open != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (uint64_t h = first; h < end && status == BUJU_OK; h++)
    status = trips_of_hub(ctx, t, (buju_ix)h, t->room[worker], open);
  free(open);
  return status;
}

/* ---- the operation ---- */

/* How many different rows there are, at most `rows` and none. */
static buju_status count_rows(buju_ctx *ctx, buju_ix n, const buju_ix *row, buju_ix rows, buju_ix *count) {
  bool *seen = calloc((size_t)rows + 1, sizeof *seen);
  if (seen == NULL) return buju_fail_memory(ctx);
  *count = 0;
  for (buju_ix i = 0; i < n; i++)
    if (row[i] != BUJU_NONE && !seen[row[i]]) {
      seen[row[i]] = true;
      ++*count;
    }
  free(seen);
  return BUJU_OK;
}

/* Sorts the trips by hub; trips without one of their ends are answered here. */
static buju_status sort_trips(buju_ctx *ctx, trips *t, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                              buju_arena *scratch, buju_ix *hubs) {
  buju_ix kept = 0;
  t->asked = BUJU_NEW(scratch, asked, n);
  t->hub = BUJU_NEW(scratch, buju_ix, (size_t)n + 1);
  if (t->asked == NULL || t->hub == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) {
    if (from_row[i] == BUJU_NONE || to_row[i] == BUJU_NONE)
      t->out[i] = trip_of(UINT64_MAX);
    else
      t->asked[kept++] = t->to_hub ? (asked){to_row[i], from_row[i], i} : (asked){from_row[i], to_row[i], i};
  }
  qsort(t->asked, kept, sizeof *t->asked, by_hub);
  *hubs = 0;
  for (buju_ix i = 0; i < kept; i++)
    if (i == 0 || t->asked[i].hub != t->asked[i - 1].hub) t->hub[(*hubs)++] = i;
  t->hub[*hubs] = kept;
  return BUJU_OK;
}

static buju_status rooms_new(buju_ctx *ctx, const trips *t, unsigned workers) {
  buju_status status = BUJU_OK;
  for (unsigned w = 0; w < workers && status == BUJU_OK; w++)
    status = buju_search_new(ctx, &t->roads->graph[t->mode].out, &t->room[w]);
  return status;
}

buju_status buju_roads_trips(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                             const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                             buju_trip *trip) {
  trips t = {.roads = (const buju_roads *)travel, .mode = mode, .from = from, .to = to, .out = trip};
  buju_ix starts, ends, hubs = 0;
  unsigned workers = 0;
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = count_rows(ctx, n, from_row, from->n, &starts);
  if (status == BUJU_OK) status = count_rows(ctx, n, to_row, to->n, &ends);
  if (status == BUJU_OK) {
    t.to_hub = ends < starts;
    t.hubs = t.to_hub ? to : from;
    t.others = t.to_hub ? from : to;
    status = sort_trips(ctx, &t, n, from_row, to_row, scratch, &hubs);
  }
  if (status == BUJU_OK) {
    workers = buju_parallel_workers(ctx, hubs, CHUNK);
    t.room = BUJU_NEW(scratch, buju_search *, workers);
    status = t.room != NULL ? rooms_new(ctx, &t, workers) : buju_fail_memory(ctx);
  }
  if (status == BUJU_OK) status = buju_parallel_for(ctx, hubs, CHUNK, some_hubs, &t);
  for (unsigned w = 0; t.room != NULL && w < workers; w++) buju_search_free(t.room[w]);
  buju_arena_free(scratch);
  return status;
}
