/* Travel between places, behind one interface: straight line now, roads and terrain beside it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TRAVEL_H
#define BUJU_PLANNER_TRAVEL_H

#include "core/scenario.h"
#include "core/units.h"
#include "core/vocab.h"

typedef enum buju_mode { BUJU_WALK, BUJU_EBIKE, BUJU_DRIVE, BUJU_MODES } buju_mode;

extern const char *const buju_mode_words[]; /* NULL-terminated, for parameters: "walk", "ebike", "drive" */
extern const buju_msg buju_mode_names[BUJU_MODES];

/** Points in metres; a NaN coordinate is a place nobody reaches. */
typedef struct buju_points {
  buju_ix n;
  const double *x_m, *y_m;
} buju_points;

typedef struct buju_travel buju_travel;

/** What a provider does. `to` and `from` may be the same points. Times are inclusive of limit_ms. */
typedef struct buju_travel_ops {
  /** All pairs within limit_ms: row i of *times lists destinations in ascending index with their milliseconds. The
   *  arrays live in arena. O(from + to + pairs) expected. */
  buju_status (*within)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, buju_points from, buju_points to,
                        uint32_t limit_ms, buju_arena *arena, buju_csr *times);
  /** The time of one trip and its length in metres along the way; BUJU_FAR when it cannot be made. O(1) here. */
  uint32_t (*trip)(const buju_travel *travel, buju_mode mode, double x0_m, double y0_m, double x1_m, double y1_m,
                   uint32_t *metres);
  /** For each of `from` the nearest of `to` by time, then by index: its row in site[i] (BUJU_NONE: nobody can be
   *  reached) and the time in ms[i]. The arrays hold from.n entries. O(from + to) expected. */
  buju_status (*nearest)(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, buju_points from, buju_points to,
                         buju_ix *site, uint32_t *ms);
  void (*free)(buju_travel *travel);
} buju_travel_ops;

/** A provider is this header followed by its own fields. */
struct buju_travel {
  const buju_travel_ops *ops;
  uint8_t basis; /* buju_basis */
};

/** Straight line × detour factor ÷ speed, rounded up to the millisecond. Freed with buju_travel_free. */
buju_status buju_travel_straight(buju_ctx *ctx, const buju_travel_spec *spec, buju_travel **out);
void buju_travel_free(buju_travel *travel);

#endif
