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
 *  @return BUJU_E_SCENARIO with one diagnostic for each thing that is wrong, each naming file:line:column,
 *          and when the file cannot be read. O(bytes log bytes). */
buju_status buju_scenario_read(buju_ctx *ctx, const char *path, const char *const *set, size_t sets,
                               buju_scenario **out);
void buju_scenario_free(buju_scenario *scenario);

/** Reads, decodes, reprojects, repairs and links the scenario's inputs.
 *  @param out  the caller frees it with buju_region_free; set only on success.
 *  @return BUJU_E_OPEN when an input cannot be read, BUJU_E_CRS, BUJU_E_DATA when its rows cannot be used,
 *          BUJU_E_SCENARIO when it says of an input what is not there (a layer, a field), BUJU_E_LIMIT when there is
 *          more of it than rows have numbers; each names file, layer, row and field. O(rows log rows). */
buju_status buju_region_read(buju_ctx *ctx, const buju_scenario *scenario, buju_region **out);
void buju_region_free(buju_region *region);

/** Evaluates every selector of the rules on the region and forgets the answers: what a plan would complain about.
 *  @return BUJU_E_SELECTOR with one diagnostic for each that cannot be evaluated. O(selectors · rows). */
buju_status buju_scenario_check(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region);

/** As buju_scenario_check, and says how many villages or facilities each selector chooses. O(selectors · rows).
 *  @param chosen  [buju_scenario_selectors(scenario)] in the order of the rules; set only on success; NULL: not asked.
 *  @return as buju_scenario_check. */
buju_status buju_scenario_count(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                size_t *chosen);
/** How many selectors the rules of a scenario have. O(1). */
size_t buju_scenario_selectors(const buju_scenario *scenario);

/** Applies the scenario's rules to the region. Reads no file; the same scenario and region give the same plan.
 *  Searches stop after counted steps, not by a clock.
 *  @param region  read with this scenario, or with one of the same inputs.
 *  @param out     borrows scenario and region; the caller frees it with buju_plan_free; set only on success.
 *  @return BUJU_E_SELECTOR when a selector cannot be evaluated; BUJU_E_SCENARIO when a rule asks for what it cannot
 *          have (roads that no input gives, a code nobody has, a parameter that does not go with another);
 *          BUJU_E_CONTRADICTION when rules or decisions exclude each other; BUJU_E_DATA when what a rule needs is
 *          missing or too much for it; BUJU_E_LIMIT when ways or sums exceed what can be held. Refusals of rules and
 *          decisions leave one diagnostic each. O(rows log rows) beside what the rules measure and search. */
buju_status buju_plan_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region, buju_plan **out);
void buju_plan_free(buju_plan *plan);

/** Writes the plan as a GeoPackage: beside the target, verified, then renamed over it. Nothing is left on failure.
 *  @param scenario, region  those the plan was made of.
 *  @return BUJU_E_IO, also when the target is there and no plan; BUJU_E_BUSY when another program has it open;
 *          BUJU_E_CRS, BUJU_E_DATA when the land of its rows cannot be written. O(rows log rows). */
buju_status buju_plan_write(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                            const buju_plan *plan, const char *path);

/** Whether the QGIS project beside the plan at path (plan.qgz beside plan.gpkg) is one that somebody saved in QGIS:
 *  writing the plan leaves it as it is. */
bool buju_plan_project_is_kept(const char *path);

#ifdef __cplusplus
}
#endif
#endif
