/* The curve people decide from: how many people so many new sites bring within a limit.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_FRONTIER_H
#define BUJU_FRONTIER_H

#include <stddef.h>
#include <stdint.h>

#include "buju/ctx.h"
#include "buju/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/** So many new sites. People are rounded to whole ones, the bound upwards. */
typedef struct buju_curve_point {
  uint32_t sites;
  int64_t people, bound; /* within the limit with them; no choice of as many brings more */
  double percent;        /* people of all the rule speaks of; NaN when there are none */
  int proved;            /* 1: no better choice exists */
  double yuan;           /* what they cost; NaN: no price is given */
  const char *place;     /* nested curves: where the site that joins here is to stand; else NULL */
} buju_curve_point;

/** The curve of one rule. Texts are in the language of the context that planned. */
typedef struct buju_curve {
  const char *rule, *title; /* its id; "within 15 min on foot (road network)" */
  int64_t people;           /* all the rule speaks of */
  int nested;               /* 1: each point keeps the sites of the one before it */
  size_t points;
  const buju_curve_point *point; /* [points] by sites, from 0 */
} buju_curve;

typedef struct buju_curves buju_curves;

/** The curves of a plan: one for each rule that has a limit and looks for sites. A snapshot: borrows nothing.
 *  @param out  freed with buju_curves_free; set only on success. O(points × candidates). */
buju_status buju_curves_make(buju_ctx *ctx, const buju_region *region, const buju_plan *plan, buju_curves **out);
void buju_curves_free(buju_curves *curves);
/** The i-th curve, in the order of the rules; NULL beyond the last. Borrowed. */
const buju_curve *buju_curves_at(const buju_curves *curves, size_t i);

/** The id of the i-th rule of a scenario that can draw a curve, NULL beyond the last: for --set rules.ID.frontier=N.
 *  Borrowed from the scenario. O(rules × parameters). */
const char *buju_scenario_curve_rule(const buju_scenario *scenario, size_t i);

#ifdef __cplusplus
}
#endif
#endif
