/* Common edges by hashing, and free edges that run along each other. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/adjacency.h"

/* ---- common edges ---- */

enum { SHARERS_MAX = 8 }; /* an edge of more polygons than this is a defect of the layer, not a border */

/* The edge from its lower end, so that both directions are one key. */
static void canonical(const double *a, double key[4]) {
  bool forward = a[0] < a[2] || (a[0] == a[2] && a[1] <= a[3]);
  for (int i = 0; i < 4; i++) key[i] = a[forward ? i : (i + 2) % 4] + 0.0; /* −0 is 0 */
}

static uint64_t hash_of(const double key[4]) {
  uint64_t hash = 0x9e3779b97f4a7c15u;
  for (int i = 0; i < 4; i++) {
    uint64_t bits;
    memcpy(&bits, &key[i], sizeof bits);
    hash = (hash ^ bits) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  return hash;
}

typedef struct edge_table {
  buju_edge *edge;
  uint64_t n;
  uint64_t mask;
  uint32_t *slot;  /* 1 + the first edge of a key, 0 empty */
  uint32_t *next;  /* 1 + the edge of the same key before this one */
  uint8_t *shared; /* another polygon has it too */
} edge_table;

static uint64_t count_edges(buju_ix n, const buju_rings *rings) {
  uint64_t edges = 0;
  for (buju_ix v = 0; v < n; v++)
    for (buju_ix r = 0; r < rings[v].n; r++) {
      uint64_t points = rings[v].start[r + 1] - rings[v].start[r];
      edges += points > 0 ? points - 1 : 0;
    }
  return edges;
}

static bool table_new(edge_table *t, uint64_t edges) {
  uint64_t capacity = 16;
  while (capacity < edges * 2) capacity *= 2;
  *t = (edge_table){.mask = capacity - 1};
  t->edge = calloc(edges + 1, sizeof *t->edge);
  t->slot = calloc(capacity, sizeof *t->slot);
  t->next = calloc(edges + 1, sizeof *t->next);
  t->shared = calloc(edges + 1, 1);
  return t->edge != NULL && t->slot != NULL && t->next != NULL && t->shared != NULL;
}

static void table_free(edge_table *t) {
  free(t->edge);
  free(t->slot);
  free(t->next);
  free(t->shared);
}

static bool same_edge(const double *a, const double *b) {
  return a[0] == b[0] && a[1] == b[1] && a[2] == b[2] && a[3] == b[3];
}

/* Puts the edge in; every earlier edge of the same key and another owner is a common one. */
static bool table_add(edge_table *t, const double *a, buju_ix owner, buju_vec *contacts) {
  double key[4], other[4];
  canonical(a, key);
  uint64_t at = hash_of(key) & t->mask;
  uint32_t first = 0;
  for (; t->slot[at] != 0; at = (at + 1) & t->mask) {
    canonical(t->edge[t->slot[at] - 1].a, other);
    if (!same_edge(key, other)) continue;
    first = t->slot[at];
    break;
  }
  uint64_t me = t->n++;
  t->edge[me] = (buju_edge){a, owner};
  t->slot[at] = (uint32_t)me + 1;
  t->next[me] = first;
  double length = hypot(a[2] - a[0], a[3] - a[1]);
  for (int sharers = 0; first != 0 && sharers < SHARERS_MAX; first = t->next[first - 1], sharers++) {
    if (t->edge[first - 1].owner == owner) continue;
    t->shared[first - 1] = t->shared[me] = 1;
    if (!buju_contact_add(contacts, t->edge[first - 1].owner, owner, BUJU_CONTACT_EDGE, length)) return false;
  }
  return true;
}

static bool add_all(edge_table *t, buju_ix n, const buju_rings *rings, buju_vec *contacts) {
  for (buju_ix v = 0; v < n; v++)
    for (buju_ix r = 0; r < rings[v].n; r++)
      for (uint64_t i = rings[v].start[r]; i + 1 < rings[v].start[r + 1]; i++) {
        const double *a = rings[v].xy + 2 * i;
        if (a[0] == a[2] && a[1] == a[3]) continue;
        if (!table_add(t, a, v, contacts)) return false;
      }
  return true;
}

buju_status buju_edges_share(buju_ctx *ctx, buju_ix n, const buju_rings *rings, buju_vec *contacts,
                             buju_vec *free_edges) {
  BUJU_MSG(too_many_edges, "行政村边界共{0}段，超出限度；请先简化边界",
           "{0} boundary segments are too many; simplify the boundaries");
  uint64_t edges = count_edges(n, rings);
  if (edges >= UINT32_MAX) return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(too_many_edges, buju_int((int64_t)edges)));
  edge_table t;
  bool done = table_new(&t, edges) && add_all(&t, n, rings, contacts);
  for (uint64_t i = 0; done && i < t.n; i++) {
    if (t.shared[i]) continue;
    buju_edge *edge = buju_vec_push(free_edges, sizeof *edge);
    if (edge != NULL) *edge = t.edge[i];
    done = edge != NULL;
  }
  table_free(&t);
  return done ? BUJU_OK : buju_fail_memory(ctx);
}

/* ---- edges that run along each other ---- */

typedef struct stretch {
  buju_ix owner;
  double from, to; /* metres along the edge in hand */
} stretch;

typedef struct run {
  const buju_edge *edge; /* in hand */
  double length, tolerance_m;
  buju_vec stretches;
  buju_vec *contacts;
  bool failed;
} run;

/* Narrows [from, to] to where c0 + c1·s ≥ 0. */
static void clip(double c0, double c1, double *from, double *to) {
  if (c1 > 0) {
    if (-c0 / c1 > *from) *from = -c0 / c1;
  } else if (c1 < 0) {
    if (-c0 / c1 < *to) *to = -c0 / c1;
  } else if (c0 < 0) {
    *to = *from;
  }
}

/* How much of e has its foot on f, no farther than the tolerance, at an angle below 60°. */
static bool runs_along(const double *e, double length, const double *f, double tolerance_m, double *from, double *to) {
  double fx = f[2] - f[0], fy = f[3] - f[1], f_length = hypot(fx, fy);
  double vx = (e[2] - e[0]) / length, vy = (e[3] - e[1]) / length;
  fx /= f_length, fy /= f_length;
  double along = vx * fx + vy * fy;
  if (fabs(along) < 0.5) return false;
  double dx = e[0] - f[0], dy = e[1] - f[1];
  double foot = dx * fx + dy * fy, away = dx * fy - dy * fx, leaving = vx * fy - vy * fx;
  *from = 0, *to = length;
  clip(foot, along, from, to);
  clip(f_length - foot, -along, from, to);
  clip(tolerance_m - away, -leaving, from, to);
  clip(tolerance_m + away, leaving, from, to);
  return *to > *from;
}

static double side(const double *a, double x, double y) {
  return (a[2] - a[0]) * (y - a[1]) - (a[3] - a[1]) * (x - a[0]);
}

static bool crosses(const double *e, const double *f) {
  double a = side(e, f[0], f[1]), b = side(e, f[2], f[3]), c = side(f, e[0], e[1]), d = side(f, e[2], e[3]);
  return ((a > 0 && b < 0) || (a < 0 && b > 0)) && ((c > 0 && d < 0) || (c < 0 && d > 0));
}

static void compare(void *item, void *user) {
  const buju_edge *f = item;
  run *r = user;
  if (f->owner == r->edge->owner || r->failed) return;
  double from, to;
  if (runs_along(r->edge->a, r->length, f->a, r->tolerance_m, &from, &to)) {
    stretch *s = buju_vec_push(&r->stretches, sizeof *s);
    if (s != NULL) *s = (stretch){f->owner, from, to};
    r->failed = s == NULL;
  }
  if (!r->failed && r->edge->owner < f->owner && crosses(r->edge->a, f->a))
    r->failed = !buju_contact_add(r->contacts, r->edge->owner, f->owner, BUJU_CONTACT_CROSS, 0);
}

static int by_owner(const void *a, const void *b) {
  const stretch *s = a, *t = b;
  if (s->owner != t->owner) return s->owner < t->owner ? -1 : 1;
  if (s->from != t->from) return s->from < t->from ? -1 : 1;
  return (s->to > t->to) - (s->to < t->to);
}

/* The union of the stretches of each neighbour is so much of this edge. */
static bool settle(run *r) {
  stretch *s = r->stretches.data;
  size_t n = r->stretches.n;
  if (n > 1) qsort(s, n, sizeof *s, by_owner);
  for (size_t i = 0, next; i < n; i = next) {
    double metres = 0, reached = 0;
    for (next = i; next < n && s[next].owner == s[i].owner; next++) {
      double from = s[next].from > reached ? s[next].from : reached;
      if (s[next].to <= from) continue;
      metres += s[next].to - from;
      reached = s[next].to;
    }
    if (!buju_contact_add(r->contacts, r->edge->owner, s[i].owner, BUJU_CONTACT_A, metres)) return false;
  }
  r->stretches.n = 0;
  return true;
}

static GEOSGeometry *box_of(GEOSContextHandle_t geos, const double *a, double margin) {
  double x0 = fmin(a[0], a[2]) - margin, x1 = fmax(a[0], a[2]) + margin;
  double y0 = fmin(a[1], a[3]) - margin, y1 = fmax(a[1], a[3]) + margin;
  return GEOSGeom_createRectangle_r(geos, x0, y0, x1, y1);
}

static bool insert_all(GEOSContextHandle_t geos, GEOSSTRtree *tree, buju_edge *edge, size_t n) {
  for (size_t i = 0; i < n; i++) {
    GEOSGeometry *box = box_of(geos, edge[i].a, 0);
    if (box == NULL) return false;
    GEOSSTRtree_insert_r(geos, tree, box, &edge[i]);
    GEOSGeom_destroy_r(geos, box);
  }
  return true;
}

buju_status buju_edges_run_along(buju_ctx *ctx, GEOSContextHandle_t geos, const buju_vec *free_edges,
                                 double tolerance_m, buju_vec *contacts) {
  buju_edge *edge = free_edges->data;
  run r = {.tolerance_m = tolerance_m, .contacts = contacts};
  GEOSSTRtree *tree = GEOSSTRtree_create_r(geos, 10);
  bool done = tree != NULL && insert_all(geos, tree, edge, free_edges->n);
  for (size_t i = 0; done && i < free_edges->n; i++) {
    GEOSGeometry *box = box_of(geos, edge[i].a, tolerance_m);
    r.edge = &edge[i];
    r.length = hypot(edge[i].a[2] - edge[i].a[0], edge[i].a[3] - edge[i].a[1]);
    if (box != NULL) GEOSSTRtree_query_r(geos, tree, box, compare, &r);
    done = box != NULL && !r.failed && settle(&r);
    GEOSGeom_destroy_r(geos, box);
  }
  if (tree != NULL) GEOSSTRtree_destroy_r(geos, tree);
  buju_vec_free(&r.stretches);
  return done ? BUJU_OK : buju_fail_memory(ctx);
}
