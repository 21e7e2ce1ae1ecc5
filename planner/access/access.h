/* Accessibility on plain arrays: zones, how far services are, how many doctors are in reach.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ACCESS_H
#define BUJU_PLANNER_ACCESS_H

#include "core/access.h"
#include "planner/travel/travel.h"

/** Fills access->place, ->zones, ->site and ->service from the region and, when it is not NULL, the plan.
 *  @param asked  bit s is set for each service to tell about; 0: every one there is.
 *  @return BUJU_E_DATA when nobody gives a service that is asked for. O(rows). */
buju_status buju_access_gather(buju_ctx *ctx, const buju_plan *plan, unsigned asked, buju_access *access);

/** Measures every service at every stage on travel: access->reached and ->trips_by_basis. */
buju_status buju_access_measure(buju_ctx *ctx, const buju_travel *travel, buju_access *access);

/** The tree of the region's zones: all, counties where there are several, townships, villages; only those that hold a
 *  village. people and places are left at 0. O(areas). */
buju_status buju_zones_make(buju_ctx *ctx, const buju_region *region, buju_arena *arena, buju_zones *zones);

/** Places for the functions below: the zone each lies in, its people (≥ 0, thousandths). */
typedef struct buju_peopled {
  buju_ix n;
  const buju_ix *zone;
  const buju_people_n *people;
} buju_peopled;

/** Sums trips up by zone and every zone around it. All sums are exact: integers, in any order the same.
 *  @param ms        by place; BUJU_FAR where the service cannot be reached.
 *  @param limit_ms  ascending, inclusive.
 *  O(places × (log places + depth of the tree)). */
buju_status buju_spread_make(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, const uint32_t *ms,
                             buju_ix limits, const uint32_t *limit_ms, buju_arena *arena, buju_spread *out);

/** The zones of the floating catchment, and what people count for in them. */
typedef struct buju_decay {
  buju_ix limits;
  const uint32_t *limit_ms; /* ascending, inclusive */
  const uint16_t *weight;   /* thousandths, by limit */
} buju_decay;

/** Doctors in reach by the enhanced two-step floating catchment area (Luo & Qi 2009, Health & Place 15, 1100–1107):
 *  each site's doctors are divided by the people within the last limit, those in the zone of limit l counting with
 *  weight[l]; each place adds up what the sites in its reach have for one person, with the same weights. So the sum of
 *  people × doctors per person over all places is the number of doctors at sites anyone has in reach.
 *
 *  Made in three steps, so that the pairs of all sites need not be there at once: begin, add any number of sites at a
 *  time in their order, finish. The people a site has are summed as integers; what a place has is summed in doubles in
 *  the order of the sites, so the same however they are divided. */
buju_status buju_supply_begin(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, buju_arena *arena,
                              buju_supply *out);
/** @param times    row i: the sites of this call within the last limit of place i, ascending, with milliseconds.
 *  @param doctors  by site of this call; negative: unknown, counted as none.
 *  @param reached  grows by the doctors at sites that have people in reach. O(pairs). */
buju_status buju_supply_add(buju_ctx *ctx, const buju_peopled *places, const buju_csr *times, buju_ix sites,
                            const int32_t *doctors, const buju_decay *decay, buju_supply *supply, int64_t *reached);
/** Means, Gini coefficients and the Lorenz curve. O(places × (log places + depth of the tree)). */
buju_status buju_supply_finish(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, buju_supply *supply);

/** Numbers by place in ascending order, equal ones by place. */
typedef struct buju_ranked {
  uint64_t key;
  buju_ix place;
} buju_ranked;
void buju_rank(buju_ranked *ranked, buju_ix n);

#endif
