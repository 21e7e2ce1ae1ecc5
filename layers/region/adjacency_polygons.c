/* Polygons that touch: from contacts to a relation. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "layers/region/adjacency.h"
#include "layers/region/locate.h"

bool buju_contact_add(buju_vec *contacts, buju_ix first, buju_ix second, buju_contact_kind kind, double metres) {
  bool swapped = first > second;
  if (swapped && kind == BUJU_CONTACT_A) kind = BUJU_CONTACT_B;
  buju_contact *c = buju_vec_push(contacts, sizeof *c);
  if (c == NULL) return false;
  *c = (buju_contact){swapped ? second : first, swapped ? first : second, (uint8_t)kind, metres};
  return true;
}

static int by_pair(const void *a, const void *b) {
  const buju_contact *c = a, *d = b;
  if (c->a != d->a) return c->a < d->a ? -1 : 1;
  if (c->b != d->b) return c->b < d->b ? -1 : 1;
  if (c->kind != d->kind) return c->kind < d->kind ? -1 : 1;
  return (c->metres > d->metres) - (c->metres < d->metres); /* sums do not depend on the order they came in */
}

void buju_contacts_sort(buju_vec *contacts) {
  if (contacts->n > 1) qsort(contacts->data, contacts->n, sizeof(buju_contact), by_pair);
}

buju_status buju_contacts_relate(buju_ctx *ctx, buju_ix n, const buju_vec *pairs, buju_arena *arena, buju_csr *out) {
  const buju_contact *p = pairs->data;
  buju_csr csr = {n, BUJU_NEW(arena, uint64_t, (size_t)n + 1), BUJU_NEW(arena, buju_ix, 2 * pairs->n),
                  BUJU_NEW(arena, uint32_t, 2 * pairs->n)};
  uint64_t *at = calloc((size_t)n + 1, sizeof *at);
  if (csr.row == NULL || csr.col == NULL || csr.val == NULL || at == NULL) {
    free(at);
    return buju_fail_memory(ctx);
  }
  for (size_t i = 0; i < pairs->n; i++) {
    csr.row[p[i].a + 1]++;
    csr.row[p[i].b + 1]++;
  }
  for (buju_ix v = 0; v < n; v++) at[v + 1] = csr.row[v + 1] += csr.row[v];
  /* Smaller neighbours first: a pass that gives each b its a's, then one that gives each a its b's. */
  for (size_t i = 0; i < pairs->n; i++) {
    csr.col[at[p[i].b]] = p[i].a;
    csr.val[at[p[i].b]++] = (uint32_t)p[i].metres;
  }
  for (size_t i = 0; i < pairs->n; i++) {
    csr.col[at[p[i].a]] = p[i].b;
    csr.val[at[p[i].a]++] = (uint32_t)p[i].metres;
  }
  free(at);
  *out = csr;
  return BUJU_OK;
}

/* ---- polygons one over the other ---- */

/* So many inside points may lie in other polygons: a layer in layers, not a village drawn over its parts. Beyond it
 * every pair of a heap would be cut with each other. */
enum { COVERED_LEAST = 1000, COVERED_PER_VILLAGE = 16 };

BUJU_MSG(heaped, "行政村的面层层重叠（已查出{0}对以上）；请检查图层是否把同一批村存了多份",
         "the villages' polygons lie in heaps ({0} pairs and more); check whether the layer holds the same villages "
         "several times");

typedef struct overlap_search {
  const buju_rings *rings;
  double x_m, y_m;
  buju_ix village;
  buju_vec *contacts;
  size_t room; /* contacts that may still be added */
  bool failed, heaped;
} overlap_search;

static void take_covering(void *user, buju_ix other) {
  overlap_search *s = user;
  if (other == s->village || s->failed || s->heaped || s->rings[other].n == 0) return;
  if (!buju_rings_contain(&s->rings[other], s->x_m, s->y_m)) return;
  s->heaped = s->room == 0;
  if (s->heaped) return;
  s->room--;
  s->failed = !buju_contact_add(s->contacts, s->village, other, BUJU_CONTACT_INSIDE, 0);
}

static buju_status find_covered(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const buju_rings *rings,
                                const double *x_m, const double *y_m, buju_vec *contacts) {
  buju_locator *locator = NULL;
  buju_status status = buju_locator_new(ctx, geos, n, rings, x_m, y_m, &locator);
  const size_t most = COVERED_LEAST + (size_t)COVERED_PER_VILLAGE * n;
  overlap_search s = {.rings = rings, .contacts = contacts, .room = most};
  for (buju_ix v = 0; v < n && status == BUJU_OK; v++) {
    if (rings[v].n == 0) continue;
    s.x_m = x_m[v], s.y_m = y_m[v], s.village = v;
    buju_locator_visit(locator, x_m[v], y_m[v], x_m[v], y_m[v], take_covering, &s);
    if (s.failed) status = buju_fail_memory(ctx);
    if (s.heaped) status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(heaped, buju_int((int64_t)most)));
  }
  buju_locator_free(locator);
  return status;
}

/* Length of a's boundary within b. */
static bool boundary_within(GEOSContextHandle_t geos, const GEOSGeometry *a, const GEOSGeometry *b, double *metres) {
  GEOSGeometry *boundary = GEOSBoundary_r(geos, a);
  GEOSGeometry *within = boundary != NULL ? GEOSIntersection_r(geos, boundary, b) : NULL;
  bool done = within != NULL && GEOSLength_r(geos, within, metres) == 1;
  GEOSGeom_destroy_r(geos, within);
  GEOSGeom_destroy_r(geos, boundary);
  return done;
}

/* What two polygons that cross or cover each other share. */
static buju_status measure_overlap(buju_ctx *ctx, GEOSContextHandle_t geos, buju_shape a, buju_shape b, double *metres,
                                   double *area_m2) {
  GEOSGeometry *ga = buju_shape_geos(geos, a), *gb = buju_shape_geos(geos, b), *both = NULL;
  double in_b = 0, in_a = 0;
  bool done = ga != NULL && gb != NULL && (both = GEOSIntersection_r(geos, ga, gb)) != NULL &&
              GEOSArea_r(geos, both, area_m2) == 1 && boundary_within(geos, ga, gb, &in_b) &&
              boundary_within(geos, gb, ga, &in_a);
  GEOSGeom_destroy_r(geos, both);
  GEOSGeom_destroy_r(geos, gb);
  GEOSGeom_destroy_r(geos, ga);
  *metres = (in_a + in_b) / 2;
  return done ? BUJU_OK : buju_fail_geos(ctx);
}

/* ---- from contacts to pairs ---- */

typedef struct measuring {
  buju_ctx *ctx;
  GEOSContextHandle_t geos;
  const buju_shape *shape;
  double tolerance_m;
  buju_vec *overlaps;
} measuring;

/* The contacts of one pair become one pair, or none when they touch too little. */
static buju_status settle_pair(measuring *m, const buju_contact *c, size_t n, buju_vec *pairs) {
  double sum[BUJU_CONTACT_POINT + 1] = {0};
  bool crossing = false, covering = false;
  for (size_t i = 0; i < n; i++) {
    sum[c[i].kind] += c[i].metres;
    crossing = crossing || c[i].kind == BUJU_CONTACT_CROSS;
    covering = covering || c[i].kind == BUJU_CONTACT_INSIDE;
  }
  double least_m = 4 * m->tolerance_m, near_m = (sum[BUJU_CONTACT_A] + sum[BUJU_CONTACT_B]) / 2;
  double metres = sum[BUJU_CONTACT_EDGE] + (near_m > least_m ? near_m : 0);
  if (covering || (crossing && metres == 0)) {
    buju_overlap found = {c->a, c->b, 0};
    double within_m;
    buju_status status = measure_overlap(m->ctx, m->geos, m->shape[c->a], m->shape[c->b], &within_m, &found.area_m2);
    if (status != BUJU_OK) return status;
    if (metres == 0 && within_m > least_m && found.area_m2 > least_m * m->tolerance_m) metres = within_m;
    if (found.area_m2 > least_m * m->tolerance_m) {
      buju_overlap *to = buju_vec_push(m->overlaps, sizeof *to);
      if (to == NULL) return buju_fail_memory(m->ctx);
      *to = found;
    }
  }
  if (metres == 0) return BUJU_OK;
  if (!buju_contact_add(pairs, c->a, c->b, BUJU_CONTACT_EDGE, fmax(1, round(metres)))) return buju_fail_memory(m->ctx);
  return BUJU_OK;
}

buju_status buju_adjacency_polygons(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const buju_rings *rings,
                                    const buju_shape *shape, const double *inside_x, const double *inside_y,
                                    double tolerance_m, buju_arena *arena, buju_csr *out, buju_vec *overlaps) {
  buju_vec contacts = {0}, free_edges = {0}, pairs = {0};
  measuring m = {ctx, geos, shape, tolerance_m, overlaps};
  /* Heaps are refused before their edges are compared. */
  buju_status status = find_covered(ctx, geos, n, rings, inside_x, inside_y, &contacts);
  if (status == BUJU_OK) status = buju_edges_share(ctx, n, rings, &contacts, &free_edges);
  if (status == BUJU_OK) status = buju_edges_run_along(ctx, geos, &free_edges, tolerance_m, &contacts);
  buju_contacts_sort(&contacts);
  const buju_contact *c = contacts.data;
  for (size_t i = 0, next; i < contacts.n && status == BUJU_OK; i = next) {
    for (next = i + 1; next < contacts.n && c[next].a == c[i].a && c[next].b == c[i].b;) next++;
    status = settle_pair(&m, c + i, next - i, &pairs);
  }
  if (status == BUJU_OK) status = buju_contacts_relate(ctx, n, &pairs, arena, out);
  buju_vec_free(&contacts);
  buju_vec_free(&free_edges);
  buju_vec_free(&pairs);
  return status;
}
