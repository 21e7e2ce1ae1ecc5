/* Filling facilities ring by ring. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/capacity_cover.h"

#include <stdlib.h>

#include "core/shares.h"

/* Somebody within reach. */
typedef struct near {
  uint32_t ring;
  buju_ix place;
  buju_people_n people;
} near;

static int by_ring(const void *a, const void *b) {
  const near *x = a, *y = b;
  if (x->ring != y->ring) return x->ring < y->ring ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static size_t ring_end(const near *near_by, size_t n, size_t first) {
  size_t end = first;
  while (end < n && near_by[end].ring == near_by[first].ring) end++;
  return end;
}

static buju_people_n sum(const near *near_by, size_t first, size_t end) {
  buju_people_n people = 0;
  for (size_t i = first; i < end; i++) people += near_by[i].people;
  return people;
}

/* The same share of everybody in a ring. */
static buju_status take_share(buju_ctx *ctx, const near *ring, size_t n, buju_people_n wanted, buju_people_n *left) {
  int64_t *people = calloc(n, sizeof *people), *share = calloc(n, sizeof *share);
  buju_status status = people != NULL && share != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (size_t i = 0; status == BUJU_OK && i < n; i++) people[i] = ring[i].people;
  if (status == BUJU_OK) status = buju_share_out(ctx, wanted, people, (buju_ix)n, share);
  for (size_t i = 0; status == BUJU_OK && i < n; i++) left[ring[i].place] -= share[i];
  free(people);
  free(share);
  return status;
}

static buju_status fill(buju_ctx *ctx, const near *near_by, size_t n, uint32_t ring_ms, buju_people_n *left,
                        buju_capacity_row *row) {
  size_t whole = 0, end = 0;
  for (; whole < n; whole = end) {
    end = ring_end(near_by, n, whole);
    buju_people_n ring = sum(near_by, whole, end);
    if (row->taken + ring > row->capacity) break;
    row->taken += ring;
    row->inner_ms = near_by[whole].ring * ring_ms;
  }
  buju_people_n rest = row->capacity - row->taken;
  if (whole < n && rest > 0) {
    buju_status status = take_share(ctx, near_by + whole, end - whole, rest, left);
    if (status != BUJU_OK) return status;
    row->outer_ms = near_by[whole].ring * ring_ms;
    row->outer_share = (double)rest / (double)sum(near_by, whole, end);
    row->taken = row->capacity;
  }
  for (size_t i = 0; i < whole; i++) left[near_by[i].place] = 0;
  return BUJU_OK;
}

buju_status buju_capacity_cover(buju_ctx *ctx, size_t n, const buju_ix *place, const uint32_t *ms, uint32_t ring_ms,
                                buju_people_n capacity, buju_people_n *left, buju_capacity_row *row) {
  near *near_by = n <= SIZE_MAX / sizeof *near_by - 1 ? malloc((n + 1) * sizeof *near_by) : NULL;
  if (near_by == NULL) return buju_fail_memory(ctx);
  size_t people = 0;
  for (size_t i = 0; i < n; i++)
    if (ms[i] != BUJU_FAR && left[place[i]] > 0) near_by[people++] = (near){ms[i] / ring_ms, place[i], left[place[i]]};
  qsort(near_by, people, sizeof *near_by, by_ring);
  buju_capacity_row made = {.capacity = capacity, .inner_ms = BUJU_FAR, .outer_ms = BUJU_FAR};
  made.within = sum(near_by, 0, people);
  made.first = sum(near_by, 0, ring_end(near_by, people, 0));
  buju_status status = fill(ctx, near_by, people, ring_ms, left, &made);
  if (status == BUJU_OK) *row = made;
  free(near_by);
  return status;
}
