/* Trips summed up by zone: people within limits, means, medians. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/access/access.h"

static int by_key_then_place(const void *a, const void *b) {
  const buju_ranked *p = a, *q = b;
  if (p->key != q->key) return p->key < q->key ? -1 : 1;
  return (p->place > q->place) - (p->place < q->place);
}

void buju_rank(buju_ranked *ranked, buju_ix n) {
  if (n > 1) qsort(ranked, n, sizeof *ranked, by_key_then_place);
}

/* People × time outgrows 64 bits in a big country, so it is kept in two parts: Σ people × (ms / 65536) and
 * Σ people × (ms mod 65536). */
typedef struct tally {
  buju_people_n reached, passed; /* passed: of those, while they are walked through in the order of time */
  uint64_t high, low, ms;        /* ms: over places */
  buju_ix places;
} tally;

static uint32_t people_mean(const tally *t) {
  uint64_t people = (uint64_t)t->reached, whole = t->high / people, rest = t->high % people;
  return (uint32_t)(whole * 65536 + (rest * 65536 + t->low + people / 2) / people);
}

static void add_place(const buju_zones *zones, buju_ix zone, buju_people_n people, uint32_t ms, buju_ix limits,
                      buju_ix first, buju_spread *out, tally *tallies) {
  for (buju_ix z = zone; z != BUJU_NONE; z = zones->parent[z]) {
    tally *t = &tallies[z];
    if (ms == BUJU_FAR) {
      out->unreachable[z] += people;
      out->places_unreachable[z]++;
      continue;
    }
    for (buju_ix l = first; l < limits; l++) out->within[(size_t)z * limits + l] += people;
    if (first == limits) out->beyond[z] += people;
    t->reached += people;
    t->high += (uint64_t)people * (ms >> 16);
    t->low += (uint64_t)people * (ms & 0xffff);
    t->ms += ms;
    t->places++;
  }
}

/* Walks through the places by time: the first at which half of a zone's people have arrived gives its median. */
static buju_status find_medians(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, const uint32_t *ms,
                                buju_arena *scratch, tally *tallies, buju_spread *out) {
  buju_ranked *ranked = BUJU_NEW(scratch, buju_ranked, places->n);
  buju_ix n = 0;
  if (ranked == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < places->n; i++)
    if (ms[i] != BUJU_FAR && places->people[i] > 0) ranked[n++] = (buju_ranked){ms[i], i};
  buju_rank(ranked, n);
  for (buju_ix k = 0; k < n; k++)
    for (buju_ix z = places->zone[ranked[k].place]; z != BUJU_NONE; z = zones->parent[z]) {
      tally *t = &tallies[z];
      t->passed += places->people[ranked[k].place];
      if (out->person_median_ms[z] == BUJU_FAR && t->passed >= t->reached - t->passed)
        out->person_median_ms[z] = (uint32_t)ranked[k].key;
    }
  return BUJU_OK;
}

static bool new_spread(const buju_zones *zones, buju_ix limits, buju_arena *arena, buju_spread *out) {
  *out = (buju_spread){.within = BUJU_NEW(arena, buju_people_n, (size_t)zones->n * limits),
                       .beyond = BUJU_NEW(arena, buju_people_n, zones->n),
                       .unreachable = BUJU_NEW(arena, buju_people_n, zones->n),
                       .places_unreachable = BUJU_NEW(arena, buju_ix, zones->n),
                       .mean_ms = BUJU_NEW(arena, uint32_t, zones->n),
                       .person_mean_ms = BUJU_NEW(arena, uint32_t, zones->n),
                       .person_median_ms = BUJU_NEW(arena, uint32_t, zones->n)};
  return out->within != NULL && out->beyond != NULL && out->unreachable != NULL && out->places_unreachable != NULL &&
         out->mean_ms != NULL && out->person_mean_ms != NULL && out->person_median_ms != NULL;
}

static buju_status spread(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, const uint32_t *ms,
                          buju_ix limits, const uint32_t *limit_ms, buju_arena *scratch, buju_spread *out) {
  tally *tallies = BUJU_NEW(scratch, tally, zones->n);
  if (tallies == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < places->n; i++) {
    buju_ix first = 0;
    while (first < limits && ms[i] > limit_ms[first]) first++;
    add_place(zones, places->zone[i], places->people[i], ms[i], limits, first, out, tallies);
  }
  for (buju_ix z = 0; z < zones->n; z++) {
    const tally *t = &tallies[z];
    out->mean_ms[z] = t->places > 0 ? (uint32_t)((t->ms + t->places / 2) / t->places) : BUJU_FAR;
    out->person_mean_ms[z] = t->reached > 0 ? people_mean(t) : BUJU_FAR;
    out->person_median_ms[z] = BUJU_FAR;
  }
  return find_medians(ctx, zones, places, ms, scratch, tallies, out);
}

buju_status buju_spread_make(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, const uint32_t *ms,
                             buju_ix limits, const uint32_t *limit_ms, buju_arena *arena, buju_spread *out) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL || !new_spread(zones, limits, arena, out)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  buju_status status = spread(ctx, zones, places, ms, limits, limit_ms, scratch, out);
  buju_arena_free(scratch);
  return status;
}
