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
  buju_course *course; /* [trips] or NULL: nobody asks */
  buju_arena *arena;   /* of the courses */
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

/* Along one edge or across country. */
static uint64_t without_nodes(const trips *t, buju_ix from, buju_ix to, buju_course *course) {
  uint64_t best = buju_roads_across(t->roads, t->mode, t->from, from, t->to, to);
  const buju_place_join *a = buju_roads_join(t->from, from, t->mode), *b = buju_roads_join(t->to, to, t->mode);
  *course = (buju_course){.how = best != UINT64_MAX ? BUJU_COURSE_STRAIGHT : BUJU_COURSE_NONE};
  for (int j = 0; j < BUJU_JOINS; j++)
    for (int k = 0; k < BUJU_JOINS; k++) {
      uint64_t along = buju_roads_along(t->roads, t->mode, &a->join[j], &b->join[k]);
      if (along >= best) continue;
      best = along;
      *course = (buju_course){BUJU_COURSE_EDGE, (uint8_t)(2 * j), (uint8_t)(2 * k), 0, NULL};
    }
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
  buju_course course;
  buju_ix node; /* of a course through nodes: where it meets the other end's edge */
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

static void take_best(const trips *t, const buju_ways *ways, open_trip *open) {
  buju_start start[BUJU_STARTS_MOST];
  const buju_place_join *join = buju_roads_join(t->others, open->asked->other, t->mode);
  int n = buju_roads_starts(t->roads, t->mode, join, !t->to_hub, BUJU_NONE, start);
  for (int s = 0; s < n; s++) {
    uint64_t label = buju_label_add(ways->label[start[s].node], start[s].ms, start[s].dm);
    if (label >= open->best) continue;
    open->best = label;
    open->node = start[s].node;
    open->course = (buju_course){.how = BUJU_COURSE_NODES};
    *(t->to_hub ? &open->course.leave : &open->course.arrive) = (uint8_t)start[s].owner;
  }
}

/* The runs of the way the search found, and the start it came from, turned into the order of travel. */
static buju_status note_course(buju_ctx *ctx, const trips *t, const buju_ways *ways, const buju_start *start,
                               size_t starts, open_trip *open) {
  const buju_mode_graph *g = &t->roads->graph[t->mode];
  const buju_graph *graph = t->to_hub ? &g->in : &g->out;
  buju_course *c = &open->course;
  const buju_ix *arc;
  buju_ix first_node;
  if (c->how == BUJU_COURSE_NODES) {
    buju_status status = buju_ways_trace(ctx, ways, open->node, t->arena, &first_node, &c->runs, &arc);
    if (status != BUJU_OK) return status;
    c->run = BUJU_NEW(t->arena, buju_ix, c->runs);
    if (c->run == NULL) return buju_fail_memory(ctx);
    for (buju_ix i = 0; i < c->runs; i++) c->run[t->to_hub ? c->runs - 1 - i : i] = g->run[graph->given_arc[arc[i]]];
    for (size_t s = starts; s-- > 0;)
      if (start[s].node == first_node && buju_label(start[s].ms, start[s].dm) == ways->label[first_node])
        *(t->to_hub ? &c->arrive : &c->leave) = (uint8_t)start[s].owner;
  }
  t->course[open->asked->trip] = *c;
  return BUJU_OK;
}

/* Searches from a hub, farther and farther, until every trip is known: a way within the limit is the best there is. */
static buju_status search_hub(buju_ctx *ctx, const trips *t, buju_search *room, open_trip *open, size_t n) {
  const buju_mode_graph *g = &t->roads->graph[t->mode];
  const buju_place_join *join = buju_roads_join(t->hubs, open[0].asked->hub, t->mode);
  buju_start start[BUJU_STARTS_MOST];
  size_t starts = (size_t)buju_roads_starts(t->roads, t->mode, join, t->to_hub, BUJU_NONE, start);
  for (uint32_t limit = first_limit(t, open, n); n > 0; limit = limit < BUJU_FAR / 4 ? limit * 4 : BUJU_FAR) {
    buju_ways ways;
    buju_status status = buju_search_ways(ctx, room, t->to_hub ? &g->in : &g->out, start, starts, limit, &ways);
    if (status != BUJU_OK) return status;
    size_t left = 0;
    for (size_t i = 0; i < n && status == BUJU_OK; i++) {
      take_best(t, &ways, &open[i]);
      if (limit != BUJU_FAR && buju_label_ms(open[i].best) > limit) {
        open[left++] = open[i];
        continue;
      }
      t->out[open[i].asked->trip] = trip_of(open[i].best);
      if (t->course != NULL) status = note_course(ctx, t, &ways, start, starts, &open[i]);
    }
    if (status != BUJU_OK) return status;
    n = left;
  }
  return BUJU_OK;
}

static buju_status straight_trip(buju_ctx *ctx, const trips *t, buju_ix from, buju_ix to, buju_ix trip) {
  const buju_travel *line = t->roads->straight;
  buju_status status = line->ops->trips(ctx, line, t->mode, t->from, t->to, 1, &from, &to, &t->out[trip]);
  if (status == BUJU_OK && t->course != NULL && t->out[trip].ms != BUJU_FAR)
    t->course[trip] = (buju_course){.how = BUJU_COURSE_STRAIGHT};
  return status;
}

static buju_status trips_of_hub(buju_ctx *ctx, const trips *t, buju_ix hub, buju_search *room, open_trip *open) {
  size_t n = 0;
  for (buju_ix i = t->hub[hub]; i < t->hub[hub + 1]; i++) {
    const asked *q = &t->asked[i];
    buju_ix a = from_of(t, q), b = to_of(t, q);
    if (!buju_roads_on(t->from, a, t->mode) || !buju_roads_on(t->to, b, t->mode)) {
      buju_status status = straight_trip(ctx, t, a, b, q->trip);
      if (status != BUJU_OK) return status;
      continue;
    }
    open[n] = (open_trip){.asked = q};
    open[n].best = without_nodes(t, a, b, &open[n].course);
    t->out[q->trip] = trip_of(open[n].best);
    if (t->course != NULL) t->course[q->trip] = open[n].course;
    n += worth_searching(t, a, b, open[n].best);
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
    if (t->course != NULL) t->course[i] = (buju_course){.how = BUJU_COURSE_NONE};
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

buju_status buju_roads_courses(buju_ctx *ctx, const buju_roads *roads, buju_mode mode, const buju_places *from,
                               const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                               buju_arena *arena, buju_trip *trip, buju_course *course) {
  trips t = {.roads = roads, .mode = mode, .from = from, .to = to, .out = trip, .course = course, .arena = arena};
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
    workers = course == NULL ? buju_parallel_workers(ctx, hubs, CHUNK) : 1; /* an arena is for one thread */
    t.room = BUJU_NEW(scratch, buju_search *, workers);
    status = t.room != NULL ? rooms_new(ctx, &t, workers) : buju_fail_memory(ctx);
  }
  if (status == BUJU_OK)
    status = course == NULL ? buju_parallel_for(ctx, hubs, CHUNK, some_hubs, &t) : some_hubs(ctx, &t, 0, 0, hubs);
  for (unsigned w = 0; t.room != NULL && w < workers; w++) buju_search_free(t.room[w]);
  buju_arena_free(scratch);
  return status;
}

buju_status buju_roads_trips(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                             const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                             buju_trip *trip) {
  return buju_roads_courses(ctx, (const buju_roads *)travel, mode, from, to, n, from_row, to_row, NULL, trip, NULL);
}
