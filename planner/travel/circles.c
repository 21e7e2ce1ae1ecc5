/* Drawing service circles: times at the corners of the mesh, turned round to the sites, and a contour for each.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/circles.h"

#include <math.h>

#include "core/parallel.h"
#include "planner/travel/circles_parts.h"
#include "planner/travel/contour.h"
#include "planner/travel/terrain_travel.h"

enum { CHUNK = 8 };                                 /* sites a thread takes at once */
static const uint64_t MOST_PAIRS = 8 * 1024 * 1024; /* of corners and sites held at once, if all were reached */

/* The corners whose times are asked. */
typedef struct corners {
  buju_places all, standing; /* standing: without those in the wilderness */
  buju_ix *vertex;
} corners;

/* The times of some sites: corners told of site i are told[row[i]] … told[row[i + 1] − 1]. */
typedef struct batch {
  const buju_circles_ask *ask;
  const bool *apart;     /* by the ask's sites */
  buju_ix first, n;      /* of the ask's sites */
  buju_beyond beyond[2]; /* of sites that stand where travel does; of those apart */
  uint64_t *row;
  buju_ix *vertex;
  uint32_t *ms;
  buju_contour **contour;    /* by worker */
  bool only_apart;           /* the others are drawn already */
  buju_contour_lands *lands; /* by the batch's sites */
} batch;

buju_beyond buju_circles_beyond(const buju_circles_ask *ask, double spacing_m, double ms_per_m) {
  double limit = ask->limit_ms[ask->limits - 1], margin = spacing_m * ms_per_m;
  return (buju_beyond){(uint32_t)fmin(limit + fmin(margin, limit / 4), BUJU_FAR - 1.0), ms_per_m, NULL};
}

buju_circles_grain buju_circles_grain_of(const buju_circles_ask *ask, const buju_mesh *mesh) {
  if (ask->travel->provider != BUJU_BY_TERRAIN) return (buju_circles_grain){mesh->spacing_m, mesh->vertices};
  const buju_raster *r = buju_terrain_lattice(ask->travel);
  return (buju_circles_grain){fmax(r->dx_m, r->dy_m), (buju_ix)buju_raster_cells(r)};
}

/* Squares over the mesh, marked where a site is near. */
typedef struct squares {
  double side_m;
  int64_t cols, rows;
  bool *near;
} squares;

static int64_t along(double from_m, double to_m, double side_m, int64_t n) {
  double k = floor((to_m - from_m) / side_m);
  return k >= 0 ? (int64_t)fmin(k, (double)n - 1) : 0;
}

static double beyond_m(double from_m, double to_m, double x_m) {
  return x_m < from_m ? from_m - x_m : x_m > to_m ? x_m - to_m : 0;
}

/* Those any part of which is within a distance of a site: a few corners too many are asked, in exchange for one look at
 * each. */
static void mark_around(const buju_mesh *m, double x_m, double y_m, double farthest_m, squares *s) {
  int64_t first = along(m->x0_m, x_m - farthest_m, s->side_m, s->cols);
  int64_t last = along(m->x0_m, x_m + farthest_m, s->side_m, s->cols);
  int64_t top = along(m->y0_m, y_m + farthest_m, s->side_m, s->rows);
  for (int64_t r = along(m->y0_m, y_m - farthest_m, s->side_m, s->rows); r <= top; r++)
    for (int64_t c = first; c <= last; c++) {
      double west_m = m->x0_m + (double)c * s->side_m, south_m = m->y0_m + (double)r * s->side_m;
      double dx = beyond_m(west_m, west_m + s->side_m, x_m), dy = beyond_m(south_m, south_m + s->side_m, y_m);
      if (hypot(dx, dy) <= farthest_m) s->near[r * s->cols + c] = true;
    }
}

static bool mark_squares(const buju_circles_ask *ask, const buju_mesh *m, double farthest_m, buju_arena *arena,
                         squares *s) {
  double east_m = m->x0_m, north_m = m->y0_m;
  for (buju_ix v = 0; v < m->vertices; v++) {
    east_m = fmax(east_m, m->x_m[v]);
    north_m = fmax(north_m, m->y_m[v]);
  }
  s->side_m = fmax(farthest_m / 8, m->spacing_m); /* no more squares than corners of the lattice */
  s->cols = (int64_t)((east_m - m->x0_m) / s->side_m) + 1;
  s->rows = (int64_t)((north_m - m->y0_m) / s->side_m) + 1;
  s->near = BUJU_NEW(arena, bool, (size_t)s->cols *(size_t)s->rows);
  if (s->near == NULL) return false;
  for (buju_ix i = 0; i < ask->n; i++)
    if (isfinite(ask->x_m[i]) && isfinite(ask->y_m[i])) mark_around(m, ask->x_m[i], ask->y_m[i], farthest_m, s);
  return true;
}

/* Which corners are worth asking: those that somebody could come from in time, the rim never. */
static buju_status choose(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, double asked_ms,
                          buju_arena *arena, corners *c) {
  double farthest_m = buju_circles_farthest_m(ask, asked_ms);
  double *x_m = BUJU_NEW(arena, double, mesh->vertices), *y_m = BUJU_NEW(arena, double, mesh->vertices);
  bool all = isinf(farthest_m);
  squares s = {0};
  c->vertex = BUJU_NEW(arena, buju_ix, mesh->vertices);
  if (x_m == NULL || y_m == NULL || c->vertex == NULL) return buju_fail_memory(ctx);
  if (!all && !mark_squares(ask, mesh, farthest_m + 1, arena, &s)) return buju_fail_memory(ctx);
  buju_ix n = 0;
  for (buju_ix v = 0; v < mesh->vertices; v++) {
    if (mesh->rim[v]) continue;
    if (!all && !s.near[along(mesh->y0_m, mesh->y_m[v], s.side_m, s.rows) * s.cols +
                        along(mesh->x0_m, mesh->x_m[v], s.side_m, s.cols)])
      continue;
    x_m[n] = mesh->x_m[v];
    y_m[n] = mesh->y_m[v];
    c->vertex[n++] = v;
  }
  return ask->travel->ops->locate(ctx, ask->travel, n, x_m, y_m, arena, &c->all);
}

/* A settlement too far from any road or off the raster is measured by the straight line; a lattice point there, in the
 * wilderness or in a lake, is nobody's place, and nobody is taken from it across to a site that is not there too: it
 * loses its coordinates and with them every way. */
static buju_status drop_wilderness(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                                   corners *c) {
  c->standing = c->all;
  if (ask->travel->ops->stands == NULL) return BUJU_OK;
  const bool *sample = buju_mesh_samples(arena, mesh, ask->n + ask->region->demand.n);
  double *x_m = BUJU_NEW(arena, double, c->all.n);
  if (sample == NULL || x_m == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < c->all.n; i++) {
    bool place = sample[c->vertex[i]] || ask->travel->ops->stands(&c->all, i, ask->mode);
    x_m[i] = place ? c->all.x_m[i] : NAN;
  }
  c->standing.x_m = x_m;
  return BUJU_OK;
}

/* From corner → sites to site → corners, of sites in either of two tables. Each list begins with the corner the site
 * itself stands at, at no time. */
static bool turn_round(batch *b, const corners *c, const buju_mesh *mesh, const buju_csr *times, buju_arena *arena) {
  uint64_t pairs = times[0].row[times[0].n] + times[1].row[times[1].n];
  uint64_t *fill = BUJU_NEW(arena, uint64_t, (size_t)b->n + 1);
  b->row = BUJU_NEW(arena, uint64_t, (size_t)b->n + 1);
  b->vertex = BUJU_NEW(arena, buju_ix, pairs + b->n);
  b->ms = BUJU_NEW(arena, uint32_t, pairs + b->n);
  if (fill == NULL || b->row == NULL || b->vertex == NULL || b->ms == NULL) return false;
  for (buju_ix i = 0; i < b->n; i++) b->row[i + 1] = mesh->vertex_of[b->first + i] != BUJU_NONE;
  for (int t = 0; t < 2; t++)
    for (uint64_t k = 0; k < times[t].row[times[t].n]; k++) b->row[times[t].col[k] + 1]++;
  for (buju_ix i = 0; i < b->n; i++) fill[i + 1] = b->row[i + 1] += b->row[i];
  for (buju_ix i = 0; i < b->n; i++) {
    buju_ix own = mesh->vertex_of[b->first + i];
    if (own != BUJU_NONE) b->vertex[fill[i]++] = own;
  }
  for (const buju_csr *t = times; t < times + 2; t++)
    for (buju_ix from = 0; from < t->n; from++)
      for (uint64_t k = t->row[from]; k < t->row[from + 1]; k++) {
        buju_ix i = t->col[k], v = c->vertex[from];
        b->vertex[fill[i]] = v;
        b->ms[fill[i]++] = v == mesh->vertex_of[b->first + i] ? 0 : t->val[k];
      }
  return true;
}

static buju_status draw_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  batch *b = user;
  buju_contour *contour = b->contour[worker];
  for (uint64_t i = first; i < end; i++) {
    if (b->only_apart && !b->apart[b->first + i]) continue;
    uint64_t at = b->row[i];
    buju_contour_set(contour, (buju_ix)(b->row[i + 1] - at), b->vertex + at, b->ms + at);
    for (buju_ix l = 0; l < b->ask->limits; l++)
      if (!buju_contour_add(contour, b->ask->limit_ms[l], b->beyond[b->apart[b->first + i]], &b->lands[i]))
        return buju_fail_memory(ctx);
  }
  buju_contour_set(contour, 0, NULL, NULL); /* the batch goes before the contour does */
  return BUJU_OK;
}

/* The times to the batch's sites that are apart, or to the others: none, without asking, where there are no such. */
static buju_status tell(buju_ctx *ctx, const batch *b, const corners *c, bool apart, buju_arena *arena,
                        buju_csr *times) {
  const buju_travel *travel = b->ask->travel;
  const buju_places *from = apart ? &c->all : &c->standing;
  buju_circles_ask some = *b->ask;
  buju_places sites;
  buju_ix n = 0;
  for (buju_ix i = 0; i < b->n; i++) n += b->apart[b->first + i] == apart;
  *times = (buju_csr){.n = 0, .row = BUJU_NEW(arena, uint64_t, 1)};
  if (times->row == NULL) return buju_fail_memory(ctx);
  if (n == 0 || (b->only_apart && !apart)) return BUJU_OK;
  some.n = b->n;
  some.x_m += b->first;
  some.y_m += b->first;
  buju_status status = buju_circles_sites(ctx, &some, b->apart + b->first, apart, arena, &sites);
  if (status != BUJU_OK) return status;
  return travel->ops->within(ctx, travel, b->ask->mode, from, &sites, b->beyond[apart].asked_ms, arena, times);
}

static buju_status draw_batch(buju_ctx *ctx, batch *b, const corners *c, const buju_mesh *mesh) {
  buju_csr times[2];
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (int apart = 0; status == BUJU_OK && apart < 2; apart++) status = tell(ctx, b, c, apart, arena, &times[apart]);
  if (status == BUJU_OK && !turn_round(b, c, mesh, times, arena)) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_parallel_for(ctx, b->n, CHUNK, draw_some, b);
  buju_arena_free(arena);
  return status;
}

/* Batches of whole chunks, so that memory does not grow with sites × corners. */
static buju_status draw_all(buju_ctx *ctx, batch *b, const corners *c, const buju_mesh *mesh) {
  uint64_t most = MOST_PAIRS / ((uint64_t)c->all.n + 1) / CHUNK * CHUNK;
  buju_contour_lands *lands = b->lands;
  buju_status status = BUJU_OK;
  if (most < CHUNK) most = CHUNK;
  for (uint64_t first = 0; status == BUJU_OK && first < b->ask->n; first += most) {
    uint64_t left = b->ask->n - first;
    b->first = (buju_ix)first;
    b->n = (buju_ix)(left < most ? left : most);
    b->lands = lands + first;
    status = draw_batch(ctx, b, c, mesh);
  }
  b->lands = lands;
  return status;
}

buju_status buju_circles_draw(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh *mesh, buju_arena *arena,
                              buju_land *land) {
  buju_arena *scratch = buju_arena_new();
  unsigned workers = buju_parallel_workers(ctx, ask->n, CHUNK);
  batch b = {.ask = ask,
             .only_apart = ask->travel->provider == BUJU_BY_TERRAIN,
             .beyond = {buju_circles_beyond(ask, mesh->spacing_m, buju_circles_ms_per_m(ask)),
                        buju_circles_beyond(ask, mesh->spacing_m, buju_circles_straight_ms_per_m(ask))}};
  bool *apart;
  corners c;
  if (scratch != NULL) {
    b.contour = BUJU_NEW(scratch, buju_contour *, workers);
    b.lands = BUJU_NEW(scratch, buju_contour_lands, ask->n);
  }
  buju_status status = b.contour != NULL && b.lands != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (unsigned w = 0; status == BUJU_OK && w < workers; w++) {
    b.contour[w] = buju_contour_new(scratch, mesh);
    if (b.contour[w] == NULL) status = buju_fail_memory(ctx);
  }
  double asked_ms = fmax(b.beyond[0].asked_ms, b.beyond[1].asked_ms);
  if (status == BUJU_OK) status = buju_circles_apart(ctx, ask, scratch, &apart);
  if (status == BUJU_OK) b.apart = apart;
  if (status == BUJU_OK && b.only_apart) status = buju_circles_on_cells(ctx, ask, apart, b.lands);
  if (status == BUJU_OK) status = choose(ctx, ask, mesh, asked_ms, scratch, &c);
  if (status == BUJU_OK) status = drop_wilderness(ctx, ask, mesh, scratch, &c);
  if (status == BUJU_OK) status = draw_all(ctx, &b, &c, mesh);
  if (status == BUJU_OK && !buju_contour_join(arena, b.lands, ask->n, land)) status = buju_fail_memory(ctx);
  for (buju_ix k = 0; b.lands != NULL && k < ask->n; k++) buju_contour_lands_free(&b.lands[k]);
  for (unsigned w = 0; b.contour != NULL && w < workers; w++) buju_contour_free(b.contour[w]);
  buju_arena_free(scratch);
  return status;
}
