/* The border of a union of cells, walked once around each ring. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/rings.h"

#include <stdlib.h>

#include "core/say.h"

buju_status buju_rings_begin(buju_ctx *ctx, const buju_lattice *lattice, buju_rings *rings) {
  free(rings->seen);
  rings->seen = calloc((size_t)lattice->w * lattice->h, 1);
  return rings->seen != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

void buju_rings_free(buju_rings *rings) {
  free(rings->seen);
  buju_vec_free(&rings->point);
  buju_vec_free(&rings->start);
  *rings = (buju_rings){0};
}

static buju_ix region_of(const buju_lattice *lattice, const buju_ix *region, buju_ix cell) {
  buju_ix owner = lattice->owner[cell];
  return owner == BUJU_NONE || region == NULL ? owner : region[owner];
}

static bool push_point(buju_rings *rings, buju_xy p) {
  buju_xy *room = buju_vec_push(&rings->point, sizeof p);
  if (room != NULL) *room = p;
  return room != NULL;
}

static bool push_start(buju_rings *rings) {
  size_t at = rings->point.n, *room = buju_vec_push(&rings->start, sizeof at);
  if (room != NULL) *room = at;
  return room != NULL;
}

/* Walks against the clock with the region on the left, from edge k of the cell until it is reached again. */
static bool walk(const buju_lattice *lattice, const buju_ix *region, buju_ix cell, unsigned k, buju_rings *rings) {
  buju_ix own = region_of(lattice, region, cell);
  while ((rings->seen[cell] & 1u << k) == 0) {
    rings->seen[cell] = (uint8_t)(rings->seen[cell] | 1u << k);
    if (!push_point(rings, buju_lattice_vertex(lattice, cell, k))) return false;
    unsigned ahead = (k + 1) % 6;
    buju_ix third = buju_lattice_neighbour(lattice, cell, ahead);
    if (region_of(lattice, region, third) == own)
      cell = third, k = (k + 5) % 6;
    else
      k = ahead;
  }
  return true;
}

/* Twice the signed area of the ring from point `from`; positive against the clock. Measured from its first point, so
 * that large coordinates cost no digits. */
static double twice_area(const buju_xy *p, size_t n) {
  double sum = 0;
  for (size_t i = 1; i + 1 < n; i++)
    sum += (p[i].x - p[0].x) * (p[i + 1].y - p[0].y) - (p[i + 1].x - p[0].x) * (p[i].y - p[0].y);
  return sum;
}

static void reverse(buju_xy *p, size_t n) {
  for (size_t i = 0; i < n / 2; i++) {
    buju_xy swap = p[i];
    p[i] = p[n - 1 - i];
    p[n - 1 - i] = swap;
  }
}

/* A region is connected, so exactly one of its rings runs against the clock: the outer one. It comes first. */
static bool outer_first(buju_rings *rings, size_t outer) {
  size_t *start = rings->start.data;
  buju_xy *point = rings->point.data;
  size_t n = start[outer + 1] - start[outer];
  if (outer == 0) return true;
  buju_xy *copy = malloc(n * sizeof *copy);
  if (copy == NULL) return false;
  for (size_t i = 0; i < n; i++) copy[i] = point[start[outer] + i];
  for (size_t i = start[outer]; i-- > 0;) point[i + n] = point[i];
  for (size_t i = 0; i < n; i++) point[i] = copy[i];
  for (size_t r = outer; r > 0; r--) start[r] = start[r - 1] + n;
  start[0] = 0;
  free(copy);
  return true;
}

static bool trace_rings(const buju_lattice *lattice, const buju_ix *cell, buju_ix n, const buju_ix *region,
                        buju_rings *rings, size_t *outer) {
  for (buju_ix i = 0; i < n; i++) {
    buju_ix own = region_of(lattice, region, cell[i]);
    for (unsigned k = 0; k < 6; k++) {
      if ((rings->seen[cell[i]] & 1u << k) != 0) continue;
      if (region_of(lattice, region, buju_lattice_neighbour(lattice, cell[i], k)) == own) continue;
      size_t first = rings->point.n;
      if (!push_start(rings) || !walk(lattice, region, cell[i], k, rings)) return false;
      if (!push_point(rings, ((buju_xy *)rings->point.data)[first])) return false;
      buju_xy *ring = (buju_xy *)rings->point.data + first;
      double area2 = twice_area(ring, rings->point.n - first);
      if (area2 > 0) *outer = rings->start.n - 1;
      rings->area_m2 += area2 / 2;
      reverse(ring, rings->point.n - first);
    }
  }
  return push_start(rings);
}

buju_status buju_rings_trace(buju_ctx *ctx, const buju_lattice *lattice, const buju_ix *cell, buju_ix n,
                             const buju_ix *region, buju_rings *rings) {
  size_t outer = 0;
  rings->point.n = rings->start.n = 0;
  rings->area_m2 = 0;
  if (!trace_rings(lattice, cell, n, region, rings, &outer) || !outer_first(rings, outer)) return buju_fail_memory(ctx);
  return BUJU_OK;
}
