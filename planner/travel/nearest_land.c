/* Catchments by travel time. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/nearest_land.h"

#include <math.h>

#include "planner/travel/circles_parts.h"
#include "planner/travel/contour.h"

static const buju_ix LATTICE_POINTS = 20000;

static void stretch(buju_mesh_ask *box, double x_m, double y_m) {
  if (!isfinite(x_m) || !isfinite(y_m)) return;
  box->west_m = fmin(box->west_m, x_m);
  box->east_m = fmax(box->east_m, x_m);
  box->south_m = fmin(box->south_m, y_m);
  box->north_m = fmax(box->north_m, y_m);
}

/* All that the region has. Without shapes the land of villages ends half their distance beyond them: at most half of
 * the whole, or half a kilometre around a single one. */
static void frame(const buju_circles_ask *ask, buju_mesh_ask *box) {
  const buju_region *r = ask->region;
  *box = (buju_mesh_ask){.west_m = INFINITY, .south_m = INFINITY, .east_m = -INFINITY, .north_m = -INFINITY};
  for (buju_ix i = 0; i < ask->n; i++) stretch(box, ask->x_m[i], ask->y_m[i]);
  for (buju_ix v = 0; v < r->village.n; v++) stretch(box, r->village.x_m[v], r->village.y_m[v]);
  for (buju_ix d = 0; d < r->demand.n; d++) stretch(box, r->demand.x_m[d], r->demand.y_m[d]);
  if (!(box->west_m <= box->east_m)) *box = (buju_mesh_ask){0};
  double beyond_m = fmax(fmax(box->east_m - box->west_m, box->north_m - box->south_m) / 2, 1000);
  if (r->shapes.any) {
    beyond_m = 0;
    stretch(box, r->shapes.west_m, r->shapes.south_m);
    stretch(box, r->shapes.east_m, r->shapes.north_m);
  }
  box->west_m -= beyond_m;
  box->south_m -= beyond_m;
  box->east_m += beyond_m;
  box->north_m += beyond_m;
  box->spacing_m = fmax(sqrt((box->east_m - box->west_m) * (box->north_m - box->south_m) / LATTICE_POINTS), 1);
  box->most_points = 4 * LATTICE_POINTS; /* a box may be long and thin */
}

/* The corners by owner: those of owner i are vertex[row[i]] … vertex[row[i + 1] − 1]. */
typedef struct owned {
  buju_ix *owner; /* by vertex */
  uint32_t *ms;
  uint64_t *row;
  buju_ix *vertex;
} owned;

/* Corners whose owner is not known yet, first come first served, each in once. */
typedef struct queue {
  buju_ix *vertex, size, first, n;
  bool *in;
} queue;

static void push(queue *q, buju_ix v) {
  if (q->in[v]) return;
  q->in[v] = true;
  q->vertex[(q->first + q->n++) % q->size] = v;
}

static buju_ix pop(queue *q) {
  buju_ix v = q->vertex[q->first];
  q->first = (q->first + 1) % q->size;
  q->n--;
  q->in[v] = false;
  return v;
}

static uint32_t walk_ms(const buju_mesh *m, buju_ix a, buju_ix b, uint32_t from_ms, double ms_per_m) {
  double ms = from_ms + ceil(hypot(m->x_m[a] - m->x_m[b], m->y_m[a] - m->y_m[b]) * ms_per_m);
  return ms < BUJU_FAR ? (uint32_t)ms : BUJU_FAR;
}

/* What is no settlement and lies far from any road, or on one that leads nowhere, is nobody's place: it goes with the
 * site off the roads that the straight line tells is nearest, or with the corner from which one walks there sooner, the
 * lower owner of two. Times only fall, so it ends. */
static void claim_wilderness(const buju_mesh *m, const bool *wild, double ms_per_m, owned *o, queue *q) {
  for (buju_ix v = 0; v < m->vertices; v++)
    if (!m->rim[v] && o->ms[v] != BUJU_FAR) push(q, v);
  while (q->n > 0) {
    buju_ix v = pop(q), start = m->leaving[v], half = start;
    do {
      buju_ix to = buju_mesh_head(m, half);
      uint32_t ms = walk_ms(m, v, to, o->ms[v], ms_per_m);
      if (wild[to] && !m->rim[to] && (ms < o->ms[to] || (ms == o->ms[to] && o->owner[v] < o->owner[to]))) {
        o->ms[to] = ms;
        o->owner[to] = o->owner[v];
        push(q, to);
      }
      half = m->twin[buju_mesh_prev(half)];
    } while (half != start);
  }
}

/* The wilderness by the straight line, to the sites that stand there too. */
static buju_status fly(buju_ctx *ctx, const buju_circles_ask *ask, const buju_places *corners, const bool *wild,
                       buju_arena *arena, owned *o) {
  bool *apart, any = false;
  buju_places sites;
  buju_near *near = BUJU_NEW(arena, buju_near, corners->n);
  if (near == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_circles_apart(ctx, ask, arena, &apart);
  for (buju_ix i = 0; status == BUJU_OK && i < ask->n; i++) any = any || apart[i];
  if (!any) return status;
  if (status == BUJU_OK) status = buju_circles_sites(ctx, ask, apart, true, arena, &sites);
  if (status == BUJU_OK) status = ask->travel->ops->nearest(ctx, ask->travel, ask->mode, corners, &sites, near);
  for (buju_ix v = 0; status == BUJU_OK && v < corners->n; v++) {
    if (!wild[v] || near[v].to == BUJU_NONE) continue;
    o->owner[v] = near[v].to;
    o->ms[v] = near[v].ms;
  }
  return status;
}

static buju_status settle_wilderness(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh,
                                     const buju_places *corners, buju_arena *arena, owned *o) {
  const bool *sample = buju_mesh_samples(arena, mesh, ask->n + ask->region->demand.n);
  bool *wild = BUJU_NEW(arena, bool, mesh->vertices);
  queue q = {BUJU_NEW(arena, buju_ix, mesh->vertices), mesh->vertices, 0, 0, BUJU_NEW(arena, bool, mesh->vertices)};
  if (sample == NULL || wild == NULL || q.vertex == NULL || q.in == NULL) return buju_fail_memory(ctx);
  for (buju_ix v = 0; v < mesh->vertices; v++) {
    wild[v] = !sample[v] && (o->ms[v] == BUJU_FAR || !ask->travel->ops->stands(corners, v, ask->mode));
    if (!wild[v]) continue;
    o->owner[v] = ask->n;
    o->ms[v] = BUJU_FAR;
  }
  /* beside roads there is land to walk; over terrain it is a lake, or land of which nothing is known, and nobody's */
  if (ask->travel->provider != BUJU_BY_ROADS) return BUJU_OK;
  buju_status status = fly(ctx, ask, corners, wild, arena, o);
  if (status == BUJU_OK) claim_wilderness(mesh, wild, buju_circles_ms_per_m(ask), o, &q);
  return status;
}

static buju_status find_owners(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                               owned *o) {
  const buju_travel *travel = ask->travel;
  buju_places corners, sites;
  buju_near *near = BUJU_NEW(arena, buju_near, mesh->vertices);
  o->owner = BUJU_NEW(arena, buju_ix, mesh->vertices);
  o->ms = BUJU_NEW(arena, uint32_t, mesh->vertices);
  if (near == NULL || o->owner == NULL || o->ms == NULL) return buju_fail_memory(ctx);
  buju_status status = travel->ops->locate(ctx, travel, mesh->vertices, mesh->x_m, mesh->y_m, arena, &corners);
  if (status == BUJU_OK) status = travel->ops->locate(ctx, travel, ask->n, ask->x_m, ask->y_m, arena, &sites);
  if (status == BUJU_OK) status = travel->ops->nearest(ctx, travel, ask->mode, &corners, &sites, near);
  for (buju_ix v = 0; status == BUJU_OK && v < mesh->vertices; v++) {
    o->owner[v] = near[v].to != BUJU_NONE ? near[v].to : ask->n;
    o->ms[v] = near[v].to != BUJU_NONE ? near[v].ms : BUJU_FAR;
  }
  if (status == BUJU_OK && travel->ops->stands != NULL) status = settle_wilderness(ctx, ask, mesh, &corners, arena, o);
  return status;
}

static bool sort_by_owner(const buju_mesh *mesh, buju_ix owners, buju_arena *arena, owned *o) {
  uint64_t *fill = BUJU_NEW(arena, uint64_t, (size_t)owners + 1);
  o->row = BUJU_NEW(arena, uint64_t, (size_t)owners + 1);
  o->vertex = BUJU_NEW(arena, buju_ix, mesh->vertices);
  if (fill == NULL || o->row == NULL || o->vertex == NULL) return false;
  for (buju_ix v = 0; v < mesh->vertices; v++) o->row[o->owner[v] + 1]++;
  for (buju_ix i = 0; i < owners; i++) fill[i + 1] = o->row[i + 1] += o->row[i];
  for (buju_ix v = 0; v < mesh->vertices; v++) o->vertex[fill[o->owner[v]]++] = v;
  return true;
}

static bool draw(const buju_mesh *mesh, const owned *o, buju_ix owners, double ms_per_m, buju_arena *scratch,
                 buju_arena *arena, buju_land *land) {
  const buju_border border = {o->owner, o->ms, ms_per_m};
  buju_contour_lands lands = {0};
  buju_contour *contour = buju_contour_new(scratch, mesh);
  uint32_t *here = BUJU_NEW(scratch, uint32_t, mesh->vertices); /* 0: all of an owner's corners are its own */
  bool good = contour != NULL && here != NULL;
  for (buju_ix i = 0; good && i < owners; i++) {
    buju_contour_set(contour, (buju_ix)(o->row[i + 1] - o->row[i]), o->vertex + o->row[i], here);
    good = buju_contour_add_owned(contour, &border, &lands);
  }
  if (good) good = buju_contour_join(arena, &lands, 1, land);
  buju_contour_lands_free(&lands);
  buju_contour_free(contour);
  return good;
}

buju_status buju_nearest_land(buju_ctx *ctx, const buju_circles_ask *ask, buju_arena *arena, buju_land *land) {
  buju_mesh_ask box;
  buju_mesh mesh;
  owned o;
  buju_arena *scratch = buju_arena_new();
  frame(ask, &box);
  buju_status status = scratch != NULL ? buju_circles_sample(ctx, ask, &box, scratch, &mesh) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = find_owners(ctx, ask, &mesh, scratch, &o);
  if (status == BUJU_OK && !sort_by_owner(&mesh, ask->n + 1, scratch, &o)) status = buju_fail_memory(ctx);
  if (status == BUJU_OK && !draw(&mesh, &o, ask->n + 1, buju_circles_ms_per_m(ask), scratch, arena, land))
    status = buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}
