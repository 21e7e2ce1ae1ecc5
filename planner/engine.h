/* The engine: runs the rules in force, stage by stage. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ENGINE_H
#define BUJU_PLANNER_ENGINE_H

#include "core/plan.h"
#include "core/scenario.h"
#include "planner/travel/travel.h"

/** Plans. Region, scenario and travels are borrowed; selection holds the scenario's selectors evaluated on the region.
 *  @param out  the caller frees it with buju_plan_free; set only on success. It borrows scenario and region.
 *  @return BUJU_E_CONTRADICTION when human decisions exclude each other. Near-linear in villages and settlements, but
 *  for the exact search for joint clinics, which stops at scenario->work_limit steps. */
buju_status buju_plan_run(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                          const buju_selection *selection, const buju_travels *travels, buju_plan **out);

#endif
