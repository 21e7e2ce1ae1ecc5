/* What the files of the sweep share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SWEEP_ROOM_H
#define BUJU_PLANNER_SWEEP_ROOM_H

#include "planner/travel/sweep.h"

/* Rows of a subtree that make it worth looking whether it can be passed over. */
enum { BUJU_PASS_OVER_FROM = 8 };

/* The ancestors of the starts and their times when only climbing. */
typedef struct buju_climb {
  buju_ix n;
  buju_ix *position; /* descending: every node before its ancestors */
  uint32_t *ms;      /* n × lanes */
  size_t cap;        /* of ms */
  uint32_t *slot;    /* by position: its index above; of climbed positions only */
  buju_ix *heap;
  size_t heap_n, heap_cap;
} buju_climb;

struct buju_sweep {
  buju_field field;
  unsigned lanes;
  void (*rows_of)(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed);
  uint32_t limit_ms;
  uint32_t *ms;   /* rows × lanes */
  uint8_t *alive; /* by row: some lane is within the limit; kept with a limit only */
  buju_span *span;
  size_t spans;
  buju_ix open; /* where the span being swept begins */
  buju_climb climb;
  buju_sweep_work work;
};

/** Fills the climb of a sweep with the ancestors of the starts of places which[0 … n-1], and their times. */
buju_status buju_sweep_climb(buju_ctx *ctx, buju_sweep *sweep, const buju_starts *from, const buju_ix *which,
                             unsigned n);

/** Sweeps rows first … end - 1: one lane, sixteen in plain C, sixteen with AVX2 where the processor has it. seed: what
 *  the row (then only one) has from climbing, or NULL for nothing. */
void buju_sweep_rows_one(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed);
void buju_sweep_rows_plain(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed);
void buju_sweep_rows_avx2(buju_sweep *sweep, buju_ix first, buju_ix end, const uint32_t *seed);
bool buju_sweep_has_avx2(void);

#endif
