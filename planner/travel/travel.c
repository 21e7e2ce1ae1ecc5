/* What all providers share: rows of tables, and the end. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/travel.h"

/* The rows of a table of places first … first + times->n - 1. */
static buju_status tell(buju_ctx *ctx, buju_ix first, const buju_csr *times, buju_take_row take, void *user) {
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < times->n && status == BUJU_OK; i++) {
    uint64_t at = times->row[i];
    status = take(ctx, user, first + i, times->row[i + 1] - at, times->col + at, times->val + at);
  }
  return status;
}

buju_status buju_travel_rows_within(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                    const buju_places *to, uint32_t limit_ms, uint64_t most_pairs, buju_take_row take,
                                    void *user) {
  buju_ix batch = buju_rows_batch(from->n, to->n, most_pairs);
  buju_status status = BUJU_OK;
  for (buju_ix first = 0; first < from->n && status == BUJU_OK;) {
    buju_ix n = from->n - first < batch ? from->n - first : batch;
    const buju_places some = {
        n, from->x_m + first, from->y_m + first,
        from->joined != NULL ? (const char *)from->joined + (size_t)first * travel->ops->joined_bytes : NULL};
    buju_csr times;
    buju_arena *arena = buju_arena_new();
    status = arena != NULL ? travel->ops->within(ctx, travel, mode, &some, to, limit_ms, arena, &times)
                           : buju_fail_memory(ctx);
    if (status == BUJU_OK) status = tell(ctx, first, &times, take, user);
    buju_arena_free(arena);
    first += n;
  }
  return status;
}

buju_status buju_travel_rows(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                             const buju_places *to, uint32_t limit_ms, uint64_t most_pairs, buju_take_row take,
                             void *user) {
  return travel->ops->rows != NULL
             ? travel->ops->rows(ctx, travel, mode, from, to, limit_ms, most_pairs, take, user)
             : buju_travel_rows_within(ctx, travel, mode, from, to, limit_ms, most_pairs, take, user);
}

const buju_travel *buju_travel_heading(const buju_travel *travel, buju_direction direction) {
  return direction == BUJU_FROM_SERVICE && travel->ops->back != NULL ? travel->ops->back(travel) : travel;
}

void buju_travel_free(buju_travel *travel) {
  if (travel != NULL) travel->ops->free(travel);
}
