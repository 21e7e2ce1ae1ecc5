/* Homes placed in discs, against what a provider tells of the discs. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_DISCS_H
#define BUJU_TESTS_DISCS_H

#include "planner/travel/travel.h"

/** What was seen; added to. */
typedef struct discs_seen {
  unsigned homes, told;        /* homes, and those whose range has an upper end */
  unsigned other, near_to_end; /* whose time is not that of the middle; a tenth of the range or less from an end */
} discs_seen;

/** Asserts that from `homes` homes in each of n discs, some on the rim, the nearest of `to` is as far as the disc's
 *  range says, and that the middle is, too. Places are located in arena. */
void discs_check(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, buju_ix n, const double *x_m,
                 const double *y_m, const double *radius_m, const buju_places *to, buju_ix homes, uint64_t *seed,
                 buju_arena *arena, discs_seen *seen);

#endif
