/* The error of measuring people from the points they were collapsed to. SPDX-License-Identifier: Apache-2.0 */
#include "planner/collapse.h"

#include <math.h>
#include <string.h>

#include "core/arena.h"

/* The places of known radius as a set of their own; row[i] is which. */
typedef struct known {
  buju_places places;
  double *x_m, *y_m, *radius_m;
  char *joined;
  buju_ix *row;
  buju_range *range;
} known;

static bool known_new(known *k, buju_arena *arena, const buju_places *from, size_t joined_bytes) {
  size_t n = (size_t)from->n + 1;
  *k = (known){.x_m = BUJU_NEW(arena, double, n),
               .y_m = BUJU_NEW(arena, double, n),
               .radius_m = BUJU_NEW(arena, double, n),
               .joined = buju_arena_alloc(arena, n, joined_bytes),
               .row = BUJU_NEW(arena, buju_ix, n),
               .range = BUJU_NEW(arena, buju_range, n)};
  return k->x_m != NULL && k->y_m != NULL && k->radius_m != NULL && k->joined != NULL && k->row != NULL &&
         k->range != NULL;
}

static void gather(known *k, const buju_places *from, const double *radius_m, size_t joined_bytes) {
  buju_ix n = 0;
  for (buju_ix i = 0; i < from->n; i++) {
    if (!isfinite(radius_m[i])) continue;
    k->x_m[n] = from->x_m[i];
    k->y_m[n] = from->y_m[i];
    k->radius_m[n] = fmax(radius_m[i], 0);
    if (joined_bytes > 0)
      memcpy(k->joined + n * joined_bytes, (const char *)from->joined + i * joined_bytes, joined_bytes);
    k->row[n++] = i;
  }
  k->places = (buju_places){n, k->x_m, k->y_m, joined_bytes > 0 ? k->joined : NULL};
}

buju_status buju_collapse_ranges(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                 const double *radius_m, const buju_places *to, buju_range *range) {
  for (buju_ix i = 0; i < from->n; i++) range[i] = BUJU_RANGE_NONE;
  if (radius_m == NULL) return BUJU_OK;
  size_t joined_bytes = travel->ops->joined_bytes;
  known k;
  buju_arena *arena = buju_arena_new();
  buju_status status = BUJU_OK;
  if (arena != NULL && known_new(&k, arena, from, joined_bytes)) {
    gather(&k, from, radius_m, joined_bytes);
    if (k.places.n > 0) status = travel->ops->around(ctx, travel, mode, &k.places, k.radius_m, to, k.range);
    for (buju_ix i = 0; status == BUJU_OK && i < k.places.n; i++) range[k.row[i]] = k.range[i];
  } else {
    status = buju_fail_memory(ctx);
  }
  buju_arena_free(arena);
  return status;
}

void buju_collapse_doubt(buju_people_n people, uint32_t ms, uint32_t limit_ms, buju_range range, buju_doubt *doubt) {
  if (buju_range_is_none(range))
    doubt->unknown += people;
  else if (ms <= limit_ms && range.high_ms > limit_ms)
    doubt->in += people;
  else if (ms > limit_ms && range.low_ms <= limit_ms)
    doubt->out += people;
}

void buju_collapse_drift(buju_people_n people, uint32_t ms, buju_range range, buju_drift *drift) {
  if (buju_range_is_none(range) || range.high_ms == BUJU_FAR) {
    drift->unknown += people;
    return;
  }
  uint32_t less = ms - range.low_ms, more = range.high_ms - ms, off_ms = less > more ? less : more;
  drift->people += people;
  bool fits = off_ms == 0 || (uint64_t)people <= (UINT64_MAX - drift->person_ms) / off_ms;
  drift->person_ms = fits ? drift->person_ms + (uint64_t)people * off_ms : UINT64_MAX;
}

uint32_t buju_collapse_mean_ms(const buju_drift *drift) {
  if (drift->unknown > 0 || drift->people == 0 || drift->person_ms == UINT64_MAX) return BUJU_FAR;
  uint64_t people = (uint64_t)drift->people, mean = drift->person_ms / people + (drift->person_ms % people != 0);
  return mean < BUJU_FAR ? (uint32_t)mean : BUJU_FAR;
}
