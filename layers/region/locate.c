/* Locating places among villages. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/locate.h"

#include <math.h>
#include <stdlib.h>

struct buju_locator {
  GEOSContextHandle_t geos;
  GEOSSTRtree *tree;
  const buju_rings *rings;
  const double *x_m, *y_m;
  buju_ix *item; /* what the tree points to: item[i] = i */
};

static bool has_polygon(const buju_locator *l, buju_ix i) { return l->rings != NULL && l->rings[i].n > 0; }

/* GEOS keeps the envelope, not the geometry. */
static bool insert(buju_locator *l, buju_ix i) {
  double x0, y0, x1, y1;
  if (has_polygon(l, i)) {
    x0 = l->rings[i].min_x, y0 = l->rings[i].min_y, x1 = l->rings[i].max_x, y1 = l->rings[i].max_y;
  } else {
    x0 = x1 = l->x_m[i], y0 = y1 = l->y_m[i];
  }
  if (!isfinite(x0) || !isfinite(y0) || !isfinite(x1) || !isfinite(y1)) return true;
  GEOSGeometry *box = GEOSGeom_createRectangle_r(l->geos, x0, y0, x1, y1);
  if (box == NULL) return false;
  l->item[i] = i;
  GEOSSTRtree_insert_r(l->geos, l->tree, box, &l->item[i]);
  GEOSGeom_destroy_r(l->geos, box);
  return true;
}

buju_status buju_locator_new(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const buju_rings *rings,
                             const double *x_m, const double *y_m, buju_locator **out) {
  buju_locator *l = calloc(1, sizeof *l);
  if (l == NULL) return buju_fail_memory(ctx);
  *l = (buju_locator){.geos = geos, .rings = rings, .x_m = x_m, .y_m = y_m};
  l->item = calloc((size_t)n + 1, sizeof *l->item);
  l->tree = GEOSSTRtree_create_r(geos, 10);
  bool done = l->item != NULL && l->tree != NULL;
  for (buju_ix i = 0; i < n && done; i++) done = insert(l, i);
  if (!done) {
    buju_locator_free(l);
    return buju_fail_memory(ctx);
  }
  *out = l;
  return BUJU_OK;
}

void buju_locator_free(buju_locator *l) {
  if (l == NULL) return;
  if (l->tree != NULL) GEOSSTRtree_destroy_r(l->geos, l->tree);
  free(l->item);
  free(l);
}

typedef struct relay {
  void (*visit)(void *user, buju_ix village);
  void *user;
} relay;

static void pass_on(void *item, void *user) {
  relay *r = user;
  r->visit(r->user, *(buju_ix *)item);
}

void buju_locator_visit(const buju_locator *l, double min_x, double min_y, double max_x, double max_y,
                        void (*visit)(void *user, buju_ix village), void *user) {
  if (!isfinite(min_x) || !isfinite(min_y) || !isfinite(max_x) || !isfinite(max_y)) return;
  GEOSGeometry *box = GEOSGeom_createRectangle_r(l->geos, min_x, min_y, max_x, max_y);
  if (box == NULL) return;
  relay r = {visit, user};
  GEOSSTRtree_query_r(l->geos, l->tree, box, pass_on, &r);
  GEOSGeom_destroy_r(l->geos, box);
}

typedef struct search {
  const buju_locator *locator;
  double x_m, y_m, distance_m; /* of the best so far */
  buju_ix best;
} search;

static void take_containing(void *user, buju_ix i) {
  search *s = user;
  if (i >= s->best || !has_polygon(s->locator, i)) return;
  if (buju_rings_contain(&s->locator->rings[i], s->x_m, s->y_m)) s->best = i;
}

buju_ix buju_locator_containing(const buju_locator *l, double x_m, double y_m) {
  search s = {l, x_m, y_m, 0, BUJU_NONE};
  buju_locator_visit(l, x_m, y_m, x_m, y_m, take_containing, &s);
  return s.best;
}

static void take_nearest(void *user, buju_ix i) {
  search *s = user;
  const buju_locator *l = s->locator;
  double d = !has_polygon(l, i)                                 ? hypot(l->x_m[i] - s->x_m, l->y_m[i] - s->y_m)
             : buju_rings_contain(&l->rings[i], s->x_m, s->y_m) ? 0
                                                                : buju_rings_distance_m(&l->rings[i], s->x_m, s->y_m);
  if (d > s->distance_m || (d == s->distance_m && i > s->best)) return;
  s->distance_m = d;
  s->best = i;
}

buju_ix buju_locator_nearest(const buju_locator *l, double x_m, double y_m, double limit_m, double *distance_m) {
  /* A box that doubles: one that holds a hit no farther than its half width holds the nearest. */
  for (double reach = limit_m < 250 ? limit_m : 250;; reach *= 2) {
    if (reach > limit_m) reach = limit_m;
    search s = {l, x_m, y_m, reach, BUJU_NONE};
    buju_locator_visit(l, x_m - reach, y_m - reach, x_m + reach, y_m + reach, take_nearest, &s);
    if (s.best != BUJU_NONE) {
      *distance_m = s.distance_m;
      return s.best;
    }
    if (reach >= limit_m) return BUJU_NONE;
  }
}
