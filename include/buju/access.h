/* Accessibility by itself: people within so many minutes of each service, as things stand and with the plan, and
 * doctors
 * in reach. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_ACCESS_H
#define BUJU_ACCESS_H

#include <stddef.h>
#include <stdint.h>

#include "buju/ctx.h"
#include "buju/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { BUJU_ACCESS_LIMITS = 6 };

/** What to ask; all zero asks with the defaults. */
typedef struct buju_access_spec {
  size_t limits;                         /* at most BUJU_ACCESS_LIMITS; 0: 15, 30 and 60 minutes, and the limit of the
                                            rule in force */
  uint32_t limit_ms[BUJU_ACCESS_LIMITS]; /* [limits] inclusive; 6,000 (a tenth of a minute) or more, each once, in any
                                            order */
  size_t weights;                        /* 0: by the number of limits, see docs/access.md; else one each limit */
  uint16_t weight[BUJU_ACCESS_LIMITS]; /* [weights] thousandths, 1 to 1000, from the shortest limit on, never rising */
  const char *mode;                    /* "walk", "ebike", "drive"; NULL: of the rule in force, else walk */
  const char *travel;                  /* "straight", "roads", "terrain", "auto"; NULL: as the scenario says */
  int catchments;                      /* 1: also the land nearest to each site, for the layer access_catchments */
  const char *direction;               /* "to_service", "from_service"; NULL: the first */
  const char *service;                 /* ids separated by commas: "thc,primary"; NULL: every one there is */
} buju_access_spec;

typedef struct buju_access buju_access;

/** A scenario that plans nothing may go without a profile: as buju_scenario_read, statuses and ownership included, but
 *  `profile:` may be missing when there is no `rules:` either. */
buju_status buju_scenario_read_for_access(buju_ctx *ctx, const char *path, const char *const *set, size_t sets,
                                          buju_scenario **out);

/** Measures the way of everyone to each service, as things stand and, where the scenario has rules, with their plan,
 *  which is made on the way.
 *  @param out  borrows scenario and region; freed with buju_access_free; set only on success.
 *  @return BUJU_E_USAGE for a spec that cannot be met, BUJU_E_SCENARIO when the scenario lacks what spec->travel needs,
 *          BUJU_E_DATA when there is no facility of a service asked for; with rules, what buju_plan_make returns.
 *  O(services × (places log places + pairs within the last limit)) beside the provider's own work. */
buju_status buju_access_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                             const buju_access_spec *spec, buju_access **out);
void buju_access_free(buju_access *access);

/** Writes a GeoPackage, or the table of zones when path ends in .csv: beside the target, then renamed over it.
 *  Nothing is left on failure.
 *  @param villages  1: villages are among the zones of the tables too.
 *  @return as buju_plan_write. */
buju_status buju_access_write(buju_ctx *ctx, const buju_access *access, int villages, const char *path);

#ifdef __cplusplus
}
#endif
#endif
