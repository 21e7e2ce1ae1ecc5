/* From a scenario to a plan: read, read the region, plan, write. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLAN_H
#define BUJU_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "buju/ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is asked: inputs, rules, decisions. Immutable once read. */
typedef struct buju_scenario buju_scenario;
/** What is there. Immutable once read; may serve any number of plans, also of other scenarios with the same inputs. */
typedef struct buju_region buju_region;
/** What is decided. Borrows its scenario and its region, which must outlive it. */
typedef struct buju_plan buju_plan;

/** Reads and validates a scenario file (YAML, at most 256 KiB, UTF-8).
 *  @param set  overrides as "key.key=value", applied last, in order; may be NULL when sets is 0.
 *  @param out  the caller frees it with buju_scenario_free; set only on success.
 *  @return BUJU_E_SCENARIO with one diagnostic for each thing that is wrong, each naming file:line:column. */
buju_status buju_scenario_read(buju_ctx *ctx, const char *path, const char *const *set, size_t sets,
                               buju_scenario **out);
void buju_scenario_free(buju_scenario *scenario);

/** Reads, decodes, reprojects, repairs and links the scenario's inputs. O(rows log rows).
 *  @return BUJU_E_OPEN, BUJU_E_CRS, BUJU_E_DATA … naming file, layer, row and field. */
buju_status buju_region_read(buju_ctx *ctx, const buju_scenario *scenario, buju_region **out);
void buju_region_free(buju_region *region);

/** Evaluates every selector of the rules on the region and forgets the answers: what a plan would complain about.
 *  @return BUJU_E_SELECTOR with one diagnostic for each that cannot be evaluated. */
buju_status buju_scenario_check(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region);

/** As buju_scenario_check, and says how many villages or facilities each selector chooses. O(selectors · rows).
 *  @param chosen  room for buju_scenario_selectors(scenario) numbers, in the order of the rules; set only on success */
buju_status buju_scenario_count(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                size_t *chosen);
size_t buju_scenario_selectors(const buju_scenario *scenario);

/** Applies the scenario's rules to the region. Reads nothing; the same scenario and region give the same plan. */
buju_status buju_plan_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region, buju_plan **out);
void buju_plan_free(buju_plan *plan);

/** Writes the plan as a GeoPackage: beside the target, verified, then renamed over it. Nothing is left on failure.
 *  @return BUJU_E_IO, or BUJU_E_BUSY when another program has the target open. */
buju_status buju_plan_write(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                            const buju_plan *plan, const char *path);

/** Whether the QGIS project beside the plan at path (plan.qgz beside plan.gpkg) is one that somebody saved in QGIS:
 *  writing the plan leaves it as it is. */
bool buju_plan_project_is_kept(const char *path);

#ifdef __cplusplus
}
#endif
#endif
