/* Travel on roads: making the provider, and where places join it. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/roads.h"

#include <math.h>
#include <stdlib.h>

#include "planner/travel/roads_parts.h"

/* ---- the graphs ---- */

typedef struct arcs {
  buju_ix *tail, *head, *run;
  uint32_t *ms, *dm;
  buju_ix n;
} arcs;

static bool arcs_new(buju_arena *scratch, size_t most, arcs *a) {
  a->tail = BUJU_NEW(scratch, buju_ix, most);
  a->head = BUJU_NEW(scratch, buju_ix, most);
  a->ms = BUJU_NEW(scratch, uint32_t, most);
  a->dm = BUJU_NEW(scratch, uint32_t, most);
  return a->tail != NULL && a->head != NULL && a->ms != NULL && a->dm != NULL && a->run != NULL;
}

static void add_arc(arcs *a, const buju_usage *u, buju_ix run, buju_ix tail, buju_ix head) {
  buju_ix i = a->n++, edge = run / 2;
  a->tail[i] = tail;
  a->head[i] = head;
  a->ms[i] = u->ms[edge];
  a->dm[i] = u->dm[edge];
  a->run[i] = run;
}

/* An edge that returns to its node leads nowhere else: places join it, ways do not take it. */
static buju_status make_graph(buju_ctx *ctx, buju_roads *r, const buju_usage *u, buju_mode_graph *out) {
  const buju_network *w = r->network;
  buju_arena *scratch = buju_arena_new();
  arcs a = {.run = BUJU_NEW(r->arena, buju_ix, (size_t)w->edges * 2)};
  buju_status status = scratch != NULL && arcs_new(scratch, (size_t)w->edges * 2, &a) ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    for (buju_ix e = 0; e < w->edges; e++) {
      if (w->from[e] == w->to[e]) continue;
      if ((u->bits[e] & BUJU_EDGE_FORWARD) != 0) add_arc(&a, u, 2 * e, w->from[e], w->to[e]);
      if ((u->bits[e] & BUJU_EDGE_BACKWARD) != 0) add_arc(&a, u, 2 * e + 1, w->to[e], w->from[e]);
    }
    buju_arc_list list = {w->nodes, a.n, a.tail, a.head, a.ms, a.dm, w->node_x_m, w->node_y_m};
    status = buju_graph_make(ctx, &list, r->arena, &out->out);
  }
  if (status == BUJU_OK) status = buju_graph_reverse(ctx, &out->out, r->arena, &out->in);
  out->run = a.run;
  buju_arena_free(scratch);
  return status;
}

/* ---- places ---- */

static buju_status locate(buju_ctx *ctx, const buju_travel *travel, buju_ix n, const double *x_m, const double *y_m,
                          buju_arena *arena, buju_places *places) {
  const buju_roads *r = (const buju_roads *)travel;
  buju_place_join *join = BUJU_NEW(arena, buju_place_join, (size_t)n * BUJU_MODES);
  if (join == NULL) return buju_fail_memory(ctx);
  *places = (buju_places){n, x_m, y_m, join};
  return buju_join_places(ctx, &r->joiner, r->spec, n, x_m, y_m, join);
}

int buju_roads_starts(const buju_roads *roads, buju_mode mode, const buju_place_join *join, bool arrive, buju_ix owner,
                      buju_start start[BUJU_STARTS_MOST]) {
  const buju_usage *u = &roads->usage[mode];
  const buju_ix *node = roads->graph[mode].out.node_of_given;
  int n = 0;
  for (int j = 0; j < BUJU_JOINS && join->join[j].edge != BUJU_NONE; j++) {
    const buju_join *k = &join->join[j];
    uint32_t rest_ms = u->ms[k->edge] - k->at_ms, rest_dm = u->dm[k->edge] - k->at_dm;
    int low = arrive ? BUJU_EDGE_FORWARD : BUJU_EDGE_BACKWARD, high = arrive ? BUJU_EDGE_BACKWARD : BUJU_EDGE_FORWARD;
    buju_ix mine = owner != BUJU_NONE ? owner : 2 * (buju_ix)j, upper = owner != BUJU_NONE ? owner : mine + 1;
    if ((u->bits[k->edge] & low) != 0 || k->at_ms == 0) /* a place at a node is there, whichever way the street goes */
      start[n++] = (buju_start){node[roads->network->from[k->edge]], buju_ms_add(k->off_ms, k->at_ms),
                                buju_ms_add(k->off_dm, k->at_dm), mine};
    if ((u->bits[k->edge] & high) != 0 || rest_ms == 0)
      start[n++] = (buju_start){node[roads->network->to[k->edge]], buju_ms_add(k->off_ms, rest_ms),
                                buju_ms_add(k->off_dm, rest_dm), upper};
  }
  return n;
}

buju_status buju_roads_all_starts(buju_ctx *ctx, const buju_roads *roads, buju_mode mode, const buju_places *places,
                                  bool arrive, buju_arena *arena, buju_starts *out) {
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)places->n + 1);
  buju_start *start = BUJU_NEW(arena, buju_start, (size_t)places->n * BUJU_STARTS_MOST);
  if (row == NULL || start == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < places->n; i++)
    row[i + 1] =
        row[i] + (uint64_t)buju_roads_starts(roads, mode, buju_roads_join(places, i, mode), arrive, i, start + row[i]);
  *out = (buju_starts){places->n, row, start};
  return BUJU_OK;
}

bool buju_roads_all_on(buju_mode mode, const buju_places *places) {
  for (buju_ix i = 0; i < places->n; i++)
    if (!buju_roads_on(places, i, mode)) return false;
  return true;
}

buju_status buju_roads_subset(buju_ctx *ctx, buju_mode mode, const buju_places *places, bool on, buju_arena *arena,
                              buju_places *out, buju_ix **row) {
  double *x_m = BUJU_NEW(arena, double, places->n), *y_m = BUJU_NEW(arena, double, places->n);
  buju_ix n = 0;
  *row = BUJU_NEW(arena, buju_ix, places->n);
  if (x_m == NULL || y_m == NULL || *row == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < places->n; i++) {
    if (buju_roads_on(places, i, mode) != on) continue;
    x_m[n] = places->x_m[i];
    y_m[n] = places->y_m[i];
    (*row)[n++] = i;
  }
  *out = (buju_places){n, x_m, y_m, NULL};
  return BUJU_OK;
}

/* ---- the provider ---- */

static void free_levels(buju_roads *r) {
  while (r->levels_begun > 0) buju_levels_free(&r->levels[--r->levels_begun]);
}

static void roads_free(buju_travel *travel) {
  buju_roads *r = (buju_roads *)travel;
  free_levels(r);
  if (r->back != NULL) free_levels(r->back);
  buju_travel_free(r->straight);
  buju_arena_free(r->arena);
  free(r);
}

static const buju_travel *back(const buju_travel *travel) { return &((const buju_roads *)travel)->back->base; }

static const buju_travel_ops ops = {.joined_bytes = BUJU_MODES * sizeof(buju_place_join),
                                    .locate = locate,
                                    .stands = buju_roads_on,
                                    .within = buju_roads_within,
                                    .rows = buju_roads_rows,
                                    .trips = buju_roads_trips,
                                    .nearest = buju_roads_nearest,
                                    .around = buju_roads_around,
                                    .paths = buju_roads_paths,
                                    .back = back,
                                    .free = roads_free};

/* The courses are those really taken: from b to a. */
static buju_status paths_back(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                              const buju_places *to, buju_ix n, const buju_ix *from_row, const buju_ix *to_row,
                              buju_arena *arena, buju_paths *paths) {
  return buju_roads_paths(ctx, back(travel), mode, to, from, n, to_row, from_row, arena, paths);
}

static const buju_travel_ops ops_back = {.joined_bytes = BUJU_MODES * sizeof(buju_place_join),
                                         .locate = locate,
                                         .stands = buju_roads_on,
                                         .within = buju_roads_within,
                                         .rows = buju_roads_rows,
                                         .trips = buju_roads_trips,
                                         .nearest = buju_roads_nearest,
                                         .around = buju_roads_around,
                                         .paths = paths_back,
                                         .back = back};

static buju_status begin_levels(buju_ctx *ctx, buju_roads *r) {
  r->levels = BUJU_NEW(r->arena, buju_levels, BUJU_MODES);
  if (r->levels == NULL) return buju_fail_memory(ctx);
  for (r->levels_begun = 0; r->levels_begun < BUJU_MODES; r->levels_begun++)
    if (!buju_levels_begin(&r->levels[r->levels_begun], &r->graph[r->levels_begun].out)) return buju_fail_memory(ctx);
  return BUJU_OK;
}

/* Where edges may be travelled the other way. */
static uint8_t turned(uint8_t bits) {
  uint8_t rest = bits & (uint8_t) ~(BUJU_EDGE_FORWARD | BUJU_EDGE_BACKWARD);
  if ((bits & BUJU_EDGE_FORWARD) != 0) rest |= BUJU_EDGE_BACKWARD;
  if ((bits & BUJU_EDGE_BACKWARD) != 0) rest |= BUJU_EDGE_FORWARD;
  return rest;
}

/* r is complete. Its back lives in its arena, and only its levels are to be freed. */
static buju_status turn_back(buju_ctx *ctx, buju_roads *r) {
  buju_roads *b = BUJU_NEW(r->arena, buju_roads, 1);
  if (b == NULL) return buju_fail_memory(ctx);
  *b = *r;
  b->base.ops = &ops_back;
  b->back = r;
  b->levels_begun = 0;
  r->back = b;
  for (int m = 0; m < BUJU_MODES; m++) {
    uint8_t *bits = BUJU_NEW(r->arena, uint8_t, r->network->edges);
    if (bits == NULL) return buju_fail_memory(ctx);
    for (buju_ix e = 0; e < r->network->edges; e++) bits[e] = turned(r->usage[m].bits[e]);
    b->usage[m].bits = bits;
    b->graph[m].out = r->graph[m].in;
    b->graph[m].in = r->graph[m].out;
  }
  return begin_levels(ctx, b);
}

buju_status buju_travel_roads(buju_ctx *ctx, const buju_network *network, const buju_road_lines *lines,
                              const buju_travel_spec *spec, buju_travel **out) {
  buju_roads *r = calloc(1, sizeof *r);
  if (r == NULL) return buju_fail_memory(ctx);
  r->base = (buju_travel){&ops, BUJU_BY_ROADS};
  r->arena = buju_arena_new();
  r->network = network;
  r->lines = lines;
  r->spec = spec;
  buju_status status = r->arena != NULL ? buju_travel_straight(ctx, spec, &r->straight) : buju_fail_memory(ctx);
  for (int m = 0; m < BUJU_MODES && status == BUJU_OK; m++) {
    status = buju_usage_make(ctx, network, lines, spec, (buju_mode)m, r->arena, &r->usage[m]);
    if (status == BUJU_OK) status = make_graph(ctx, r, &r->usage[m], &r->graph[m]);
  }
  if (status == BUJU_OK) status = begin_levels(ctx, r);
  if (status == BUJU_OK) status = buju_joiner_make(ctx, network, r->usage, BUJU_MODES, r->arena, &r->joiner);
  if (status == BUJU_OK) status = turn_back(ctx, r);
  if (status == BUJU_OK)
    *out = &r->base;
  else
    roads_free(&r->base);
  return status;
}
