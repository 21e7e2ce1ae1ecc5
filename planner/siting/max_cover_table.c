/* Maximal cover: distinct lists of items. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/max_cover_table.h"

#include <stdlib.h>
#include <string.h>

void buju_max_table_free(buju_max_table *t) {
  free(t->pool);
  free(t->first);
  free(t->hash);
  free(t->weight);
  free(t->slot);
}

static bool grow(void *array, uint64_t n, size_t size) {
  void **data = array, *larger = n < SIZE_MAX / size ? realloc(*data, (size_t)n * size) : NULL;
  if (larger != NULL) *data = larger;
  return larger != NULL;
}

static void seat(buju_max_table *t, buju_ix pattern) {
  uint64_t at = t->hash[pattern] & (t->slots - 1);
  while (t->slot[at] != BUJU_NONE) at = (at + 1) & (t->slots - 1);
  t->slot[at] = pattern;
}

/* Room for one more pattern of n items. */
static bool table_reserve(buju_max_table *t, uint64_t n) {
  if (t->room - t->used < n) {
    uint64_t room = t->used + t->used / 2 + n + 1024;
    if (!grow(&t->pool, room, sizeof *t->pool)) return false;
    t->room = room;
  }
  if (t->n == t->room_n) {
    if (t->room_n > UINT32_MAX / 4) return false;
    buju_ix room = t->room_n + t->room_n / 2 + 1024;
    if (!grow(&t->first, (uint64_t)room + 1, sizeof *t->first) || !grow(&t->hash, room, sizeof *t->hash) ||
        !grow(&t->weight, room, sizeof *t->weight))
      return false;
    t->room_n = room;
  }
  if ((uint64_t)t->n * 2 < t->slots) return true;
  uint64_t slots = t->slots > 0 ? t->slots * 2 : 1024;
  if (!grow(&t->slot, slots, sizeof *t->slot)) return false;
  t->slots = slots;
  memset(t->slot, 0xff, (size_t)slots * sizeof *t->slot);
  for (buju_ix k = 0; k < t->n; k++) seat(t, k);
  return true;
}

buju_ix buju_max_table_find(buju_max_table *t, uint64_t hash, const buju_ix *list, uint64_t n) {
  if (!table_reserve(t, n)) return BUJU_NONE;
  for (uint64_t at = hash & (t->slots - 1); t->slot[at] != BUJU_NONE; at = (at + 1) & (t->slots - 1)) {
    buju_ix k = t->slot[at];
    if (t->hash[k] == hash && t->first[k + 1] - t->first[k] == n &&
        memcmp(t->pool + t->first[k], list, (size_t)n * sizeof *list) == 0)
      return k;
  }
  buju_ix k = t->n++;
  memcpy(t->pool + t->used, list, (size_t)n * sizeof *list);
  t->first[k] = t->used;
  t->used += n;
  t->first[k + 1] = t->used;
  t->hash[k] = hash;
  t->weight[k] = 0;
  seat(t, k);
  return k;
}

uint64_t buju_max_table_hash(const buju_ix *list, uint64_t n) {
  uint64_t h = 0x9e3779b97f4a7c15u ^ n;
  for (uint64_t k = 0; k < n; k++) {
    h = (h ^ list[k]) * 0xbf58476d1ce4e5b9u;
    h ^= h >> 29;
  }
  return h;
}
