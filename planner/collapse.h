/* The error of measuring people from the points they were collapsed to, bounded. SPDX-License-Identifier: Apache-2.0
 *
 * A village without settlements is its own point, the cells of a raster are gathered in blocks. Let nobody of point i
 * live farther than r_i from it, and let the time to the nearest site lie between a_i and b_i from anywhere so near,
 * which the provider tells (`around`). So for these sites
 * - people within a limit L can be wrongly counted only where t_i ≤ L < b_i, wrongly left out only where
 *   a_i ≤ L < t_i;
 * - Σ people × time is off by Σ w_i·max(t_i − a_i, b_i − t_i) at most.
 *
 * Hillsman, Rhoda 1978, Annals of Regional Science 12, 74–88 (where the error comes from); Francis, Lowe, Rayco, Tamir
 * 2009, Annals of Operations Research 167, 171–208 (bounds for covers, medians and centres). */
#ifndef BUJU_PLANNER_COLLAPSE_H
#define BUJU_PLANNER_COLLAPSE_H

#include "core/plan.h"
#include "planner/travel/travel.h"

/** Between what the time to the nearest of `to` lies for somebody within radius_m[i] of place i of `from`.
 *  @param radius_m  [from->n], not finite: not known; or NULL, of nobody.
 *  @param range     [from->n] the time at the place itself lies in it; BUJU_RANGE_NONE where the radius is not known.
 *  Costs what travel->ops->around does for those of known radius. */
buju_status buju_collapse_ranges(buju_ctx *ctx, const buju_travel *travel, buju_mode mode, const buju_places *from,
                                 const double *radius_m, const buju_places *to, buju_range *range);

/** Adds the people of a point to the doubt about a number of people within a limit.
 *  @param people   0 or more, in thousandths.
 *  @param ms       from the point to the nearest site; BUJU_FAR: none can be reached.
 *  @param range    of buju_collapse_ranges, for the same sites.
 *  O(1). */
void buju_collapse_doubt(buju_people_n people, uint32_t ms, uint32_t limit_ms, buju_range range, buju_doubt *doubt);

/** The error of a sum of people × time. */
typedef struct buju_drift {
  buju_people_n people;  /* whose extent is known, and who have a way wherever in it they live */
  uint64_t person_ms;    /* no more than so much; UINT64_MAX: more than can be told */
  buju_people_n unknown; /* the others */
} buju_drift;

/** Adds the people of a point; those who may have no way at all are among the others. O(1). */
void buju_collapse_drift(buju_people_n people, uint32_t ms, buju_range range, buju_drift *drift);

/** By how many milliseconds at most a mean time of all these people is off, rounded up; BUJU_FAR: not known of
 *  everybody, or more than can be told. */
uint32_t buju_collapse_mean_ms(const buju_drift *drift);

#endif
