/* Drawing service circles: times at the corners of the mesh, turned round to the sites, and a contour for each.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/circles.h"

#include <math.h>

#include "core/parallel.h"
#include "planner/travel/circles_parts.h"
#include "planner/travel/contour.h"
#include "planner/travel/grid.h"

enum { CHUNK = 8 };                                 /* sites a thread takes at once */
static const uint64_t MOST_PAIRS = 8 * 1024 * 1024; /* of corners and sites held at once, if all were reached */

/* The corners whose times are asked. */
typedef struct corners {
  buju_places places;
  double *x_m; /* of the places */
  buju_ix *vertex;
} corners;

/* The times of some sites: corners told of site i are told[row[i]] … told[row[i + 1] − 1]. */
typedef struct batch {
  const buju_circles_ask *ask;
  buju_ix first, n; /* of the ask's sites */
  buju_beyond beyond;
  uint64_t *row;
  buju_ix *vertex;
  uint32_t *ms;
  buju_contour **contour;    /* by worker */
  buju_contour_lands *lands; /* by chunk */
} batch;

static uint32_t asked_ms(const buju_circles_ask *ask, const buju_mesh *mesh) {
  double limit = ask->limit_ms[ask->limits - 1], margin = mesh->spacing_m * buju_circles_ms_per_m(ask);
  return (uint32_t)fmin(limit + fmin(margin, limit / 4), BUJU_FAR - 1.0);
}

/* Which corners are worth asking: those that somebody could come from in time, the rim never. */
static buju_status choose(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                          corners *c) {
  double farthest_m = buju_circles_farthest_m(ask, asked_ms(ask, mesh));
  double *x_m = BUJU_NEW(arena, double, mesh->vertices), *y_m = BUJU_NEW(arena, double, mesh->vertices);
  buju_grid *sites = buju_grid_new(arena, ask->n, ask->x_m, ask->y_m, farthest_m);
  c->vertex = BUJU_NEW(arena, buju_ix, mesh->vertices);
  if (x_m == NULL || y_m == NULL || sites == NULL || c->vertex == NULL) return buju_fail_memory(ctx);
  buju_ix n = 0;
  for (buju_ix v = 0; v < mesh->vertices; v++) {
    double away_m;
    if (mesh->rim[v] || buju_grid_nearest(sites, mesh->x_m[v], mesh->y_m[v], &away_m) == BUJU_NONE ||
        away_m > farthest_m + 1)
      continue;
    x_m[n] = mesh->x_m[v];
    y_m[n] = mesh->y_m[v];
    c->vertex[n++] = v;
  }
  c->places = (buju_places){n, x_m, y_m, NULL};
  c->x_m = x_m;
  return BUJU_OK;
}

/* A settlement too far from any road or off the raster is measured by the straight line; a lattice point there, in the
 * wilderness or in a lake, is nobody's place, and nobody is taken to it across: it loses its coordinates and with them
 * every way. */
static buju_status drop_wilderness(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                                   const corners *c) {
  const bool *sample = buju_mesh_samples(arena, mesh, ask->n + ask->region->demand.n);
  if (sample == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < c->places.n; i++)
    if (!sample[c->vertex[i]] && !ask->travel->ops->stands(&c->places, i, ask->mode)) c->x_m[i] = NAN;
  return BUJU_OK;
}

static buju_status find_corners(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                                corners *c) {
  buju_status status = choose(ctx, ask, mesh, arena, c);
  if (status == BUJU_OK)
    status = ask->travel->ops->locate(ctx, ask->travel, c->places.n, c->places.x_m, c->places.y_m, arena, &c->places);
  if (status == BUJU_OK && ask->travel->ops->stands != NULL) status = drop_wilderness(ctx, ask, mesh, arena, c);
  return status;
}

/* From corner → sites to site → corners. Each list begins with the corner the site itself stands at, at no time. */
static bool turn_round(batch *b, const corners *c, const buju_mesh *mesh, const buju_csr *times, buju_arena *arena) {
  uint64_t pairs = times->row[times->n];
  uint64_t *fill = BUJU_NEW(arena, uint64_t, (size_t)b->n + 1);
  b->row = BUJU_NEW(arena, uint64_t, (size_t)b->n + 1);
  b->vertex = BUJU_NEW(arena, buju_ix, pairs + b->n);
  b->ms = BUJU_NEW(arena, uint32_t, pairs + b->n);
  if (fill == NULL || b->row == NULL || b->vertex == NULL || b->ms == NULL) return false;
  for (buju_ix i = 0; i < b->n; i++) b->row[i + 1] = mesh->vertex_of[b->first + i] != BUJU_NONE;
  for (uint64_t k = 0; k < pairs; k++) b->row[times->col[k] + 1]++;
  for (buju_ix i = 0; i < b->n; i++) fill[i + 1] = b->row[i + 1] += b->row[i];
  for (buju_ix i = 0; i < b->n; i++) {
    buju_ix own = mesh->vertex_of[b->first + i];
    if (own != BUJU_NONE) b->vertex[fill[i]++] = own;
  }
  for (buju_ix from = 0; from < times->n; from++)
    for (uint64_t k = times->row[from]; k < times->row[from + 1]; k++) {
      buju_ix i = times->col[k], v = c->vertex[from];
      b->vertex[fill[i]] = v;
      b->ms[fill[i]++] = v == mesh->vertex_of[b->first + i] ? 0 : times->val[k];
    }
  return true;
}

static buju_status draw_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  batch *b = user;
  buju_contour *contour = b->contour[worker];
  for (uint64_t i = first; i < end; i++) {
    uint64_t at = b->row[i];
    buju_contour_set(contour, (buju_ix)(b->row[i + 1] - at), b->vertex + at, b->ms + at);
    for (buju_ix l = 0; l < b->ask->limits; l++)
      if (!buju_contour_add(contour, b->ask->limit_ms[l], b->beyond, &b->lands[first / CHUNK]))
        return buju_fail_memory(ctx);
  }
  buju_contour_set(contour, 0, NULL, NULL); /* the batch goes before the contour does */
  return BUJU_OK;
}

static buju_status draw_batch(buju_ctx *ctx, batch *b, const corners *c, const buju_mesh *mesh) {
  const buju_circles_ask *ask = b->ask;
  buju_places sites;
  buju_csr times;
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK)
    status = ask->travel->ops->locate(ctx, ask->travel, b->n, ask->x_m + b->first, ask->y_m + b->first, arena, &sites);
  if (status == BUJU_OK)
    status =
        ask->travel->ops->within(ctx, ask->travel, ask->mode, &c->places, &sites, b->beyond.asked_ms, arena, &times);
  if (status == BUJU_OK && !turn_round(b, c, mesh, &times, arena)) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, b->n, CHUNK, draw_some, b);
  buju_arena_free(arena);
  return status;
}

/* Batches of whole chunks, so that memory does not grow with sites × corners. */
static buju_status draw_all(buju_ctx *ctx, batch *b, const corners *c, const buju_mesh *mesh) {
  uint64_t most = MOST_PAIRS / ((uint64_t)c->places.n + 1) / CHUNK * CHUNK;
  buju_contour_lands *lands = b->lands;
  buju_status status = BUJU_OK;
  if (most < CHUNK) most = CHUNK;
  for (uint64_t first = 0; status == BUJU_OK && first < b->ask->n; first += most) {
    uint64_t left = b->ask->n - first;
    b->first = (buju_ix)first;
    b->n = (buju_ix)(left < most ? left : most);
    b->lands = lands + first / CHUNK;
    status = draw_batch(ctx, b, c, mesh);
  }
  b->lands = lands;
  return status;
}

buju_status buju_circles_draw(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                              buju_land *land) {
  buju_arena *scratch = buju_arena_new();
  buju_ix chunks = ask->n / CHUNK + (ask->n % CHUNK != 0);
  unsigned workers = buju_parallel_workers(ctx, ask->n, CHUNK);
  batch b = {.ask = ask, .beyond = {asked_ms(ask, mesh), buju_circles_ms_per_m(ask)}};
  corners c;
  if (scratch != NULL) {
    b.contour = BUJU_NEW(scratch, buju_contour *, workers);
    b.lands = BUJU_NEW(scratch, buju_contour_lands, chunks);
  }
  buju_status status = b.contour != NULL && b.lands != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (unsigned w = 0; status == BUJU_OK && w < workers; w++) {
    b.contour[w] = buju_contour_new(scratch, mesh);
    if (b.contour[w] == NULL) status = buju_fail_memory(ctx);
  }
  if (status == BUJU_OK) status = find_corners(ctx, ask, mesh, scratch, &c);
  if (status == BUJU_OK) status = draw_all(ctx, &b, &c, mesh);
  if (status == BUJU_OK && !buju_contour_join(arena, b.lands, chunks, land)) status = buju_fail_memory(ctx);
  for (buju_ix k = 0; b.lands != NULL && k < chunks; k++) buju_contour_lands_free(&b.lands[k]);
  for (unsigned w = 0; b.contour != NULL && w < workers; w++) buju_contour_free(b.contour[w]);
  buju_arena_free(scratch);
  return status;
}
