/* The error of measuring people from the points they were collapsed to, bounded. SPDX-License-Identifier: Apache-2.0
 *
 * A village without settlements is its own point, the cells of a raster are gathered in blocks. Let nobody of point i
 * live farther than r_i from it, and let the travel times from two places so far apart to any site differ by e_i at
 * most. The time to the nearest of any set of sites then differs by e_i at most, too, as the least of several numbers
 * moves no more than any of them does. So whatever the sites are,
 * - people within a limit L can be wrongly counted only where t_i ≤ L < t_i + e_i, wrongly left out only where
 *   t_i - e_i ≤ L < t_i;
 * - Σ people × time is off by Σ w_i·e_i at most; and so is the least of it over all sets of sites.
 *
 * Hillsman, Rhoda 1978, Annals of Regional Science 12, 74–88 (where the error comes from); Francis, Lowe, Rayco, Tamir
 * 2009, Annals of Operations Research 167, 171–208 (bounds for covers, medians and centres). */
#ifndef BUJU_PLANNER_COLLAPSE_H
#define BUJU_PLANNER_COLLAPSE_H

#include "core/plan.h"
#include "planner/travel/travel.h"

/** e: by how many milliseconds the time to any site may differ for somebody within radius_m of a point.
 *  @param radius_m  NaN: not known.
 *  @return BUJU_FAR where nothing is known: of the radius, or of how the times of neighbours differ. O(1). */
uint32_t buju_collapse_slack_ms(const buju_travel *travel, buju_mode mode, double radius_m);

/** Adds the people of a point to the doubt about a number of people within a limit.
 *  @param people   0 or more, in thousandths.
 *  @param ms       from the point to the nearest site; BUJU_FAR: none can be reached.
 *  @param slack_ms  of buju_collapse_slack_ms.
 *  O(1). */
void buju_collapse_doubt(buju_people_n people, uint32_t ms, uint32_t limit_ms, uint32_t slack_ms, buju_doubt *doubt);

/** The error of a sum of people × time. */
typedef struct buju_drift {
  buju_people_n people;  /* whose extent is known */
  uint64_t person_ms;    /* no more than so much; UINT64_MAX: more than can be told */
  buju_people_n unknown; /* the others */
} buju_drift;

/** Adds the people of a point. O(1). */
void buju_collapse_drift(buju_people_n people, uint32_t slack_ms, buju_drift *drift);

/** By how many milliseconds at most a mean time of all these people is off, rounded up; BUJU_FAR: not known of
 *  everybody, or more than can be told. */
uint32_t buju_collapse_mean_ms(const buju_drift *drift);

#endif
