/* Points that are neighbours: the edges of their Delaunay triangulation. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/adjacency.h"

enum { SAME_PLACE_MAX = 16 };

typedef struct spot {
  double x, y;
  buju_ix village;
} spot;

static int by_place(const void *a, const void *b) {
  const spot *s = a, *t = b;
  if (s->x != t->x) return s->x < t->x ? -1 : 1;
  if (s->y != t->y) return s->y < t->y ? -1 : 1;
  return (s->village > t->village) - (s->village < t->village);
}

static bool same_place(const spot *s, const spot *t) { return s->x == t->x && s->y == t->y; }

/* The first spot at (x, y), or n. */
static size_t find_spot(const spot *spots, size_t n, double x, double y) {
  size_t low = 0, high = n;
  const spot wanted = {x, y, 0};
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (by_place(&spots[middle], &wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && same_place(&spots[low], &wanted) ? low : n;
}

/* Villages at the same place touch; of very many only those next to each other by code. */
static bool join_same_places(const spot *spots, size_t n, buju_vec *contacts) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n && j <= i + SAME_PLACE_MAX && same_place(&spots[i], &spots[j]); j++)
      if (!buju_contact_add(contacts, spots[i].village, spots[j].village, BUJU_CONTACT_POINT, 0)) return false;
  return true;
}

/* Every village at one end touches every village at the other, up to a limit for absurd heaps. */
static bool join_ends(const spot *spots, size_t n, size_t a, size_t b, buju_vec *contacts) {
  for (size_t i = a; i < n && i < a + SAME_PLACE_MAX && same_place(&spots[i], &spots[a]); i++)
    for (size_t j = b; j < n && j < b + SAME_PLACE_MAX && same_place(&spots[j], &spots[b]); j++)
      if (!buju_contact_add(contacts, spots[i].village, spots[j].village, BUJU_CONTACT_POINT, 0)) return false;
  return true;
}

/* Points on one line have no triangles: each touches the next. */
static bool join_line(const spot *spots, size_t n, buju_vec *contacts) {
  for (size_t i = 0, next; i < n; i = next) {
    for (next = i + 1; next < n && same_place(&spots[i], &spots[next]);) next++;
    if (next < n && !join_ends(spots, n, i, next, contacts)) return false;
  }
  return true;
}

static GEOSGeometry *multipoint(GEOSContextHandle_t geos, const spot *spots, size_t n) {
  GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, (unsigned)n, 2);
  if (sequence == NULL) return NULL;
  for (size_t i = 0; i < n; i++) GEOSCoordSeq_setXY_r(geos, sequence, (unsigned)i, spots[i].x, spots[i].y);
  return GEOSGeom_createLineString_r(geos, sequence); /* the triangulation only takes its vertices */
}

static bool join_edge(GEOSContextHandle_t geos, const GEOSGeometry *line, const spot *spots, size_t n,
                      buju_vec *contacts) {
  const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(geos, line);
  double x0, y0, x1, y1;
  if (sequence == NULL || GEOSCoordSeq_getXY_r(geos, sequence, 0, &x0, &y0) != 1 ||
      GEOSCoordSeq_getXY_r(geos, sequence, 1, &x1, &y1) != 1)
    return false;
  size_t a = find_spot(spots, n, x0, y0), b = find_spot(spots, n, x1, y1);
  return a == n || b == n || join_ends(spots, n, a, b, contacts);
}

static buju_status join_triangles(buju_ctx *ctx, GEOSContextHandle_t geos, const spot *spots, size_t n,
                                  buju_vec *contacts) {
  size_t before = contacts->n;
  GEOSGeometry *points = multipoint(geos, spots, n);
  GEOSGeometry *edges = points != NULL ? GEOSDelaunayTriangulation_r(geos, points, 0, 1) : NULL;
  bool done = edges != NULL;
  int lines = done ? GEOSGetNumGeometries_r(geos, edges) : 0;
  for (int i = 0; i < lines && done; i++) {
    const GEOSGeometry *line = GEOSGetGeometryN_r(geos, edges, i);
    done = GEOSisEmpty_r(geos, line) == 1 || join_edge(geos, line, spots, n, contacts);
  }
  GEOSGeom_destroy_r(geos, edges);
  GEOSGeom_destroy_r(geos, points);
  if (!done) return buju_fail_geos(ctx);
  if (contacts->n == before && !join_line(spots, n, contacts)) return buju_fail_memory(ctx);
  return BUJU_OK;
}

/* Pairs once each, for the relation. */
static void drop_repeated(buju_vec *contacts) {
  buju_contact *c = contacts->data;
  size_t kept = 0;
  buju_contacts_sort(contacts);
  for (size_t i = 0; c != NULL && i < contacts->n; i++)
    if (kept == 0 || c[kept - 1].a != c[i].a || c[kept - 1].b != c[i].b) c[kept++] = c[i];
  contacts->n = kept;
}

buju_status buju_adjacency_points(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const double *x_m,
                                  const double *y_m, buju_arena *arena, buju_csr *out) {
  spot *spots = calloc((size_t)n + 1, sizeof *spots);
  if (spots == NULL) return buju_fail_memory(ctx);
  size_t located = 0;
  for (buju_ix v = 0; v < n; v++)
    if (isfinite(x_m[v]) && isfinite(y_m[v])) spots[located++] = (spot){x_m[v], y_m[v], v};
  qsort(spots, located, sizeof *spots, by_place);
  buju_vec contacts = {0};
  buju_status status = join_same_places(spots, located, &contacts) ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK && located > 1 && !same_place(&spots[0], &spots[located - 1]))
    status = join_triangles(ctx, geos, spots, located, &contacts);
  drop_repeated(&contacts);
  if (status == BUJU_OK) status = buju_contacts_relate(ctx, n, &contacts, arena, out);
  buju_vec_free(&contacts);
  free(spots);
  return status;
}
