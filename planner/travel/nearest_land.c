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
