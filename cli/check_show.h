/* What buju check shows. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_CHECK_SHOW_H
#define BUJU_CLI_CHECK_SHOW_H

#include "core/region.h"
#include "core/scenario.h"

/** Findings of one kind: order[first .. first + n) are rows of the findings. */
typedef struct check_group {
  const buju_finding_kind *kind;
  size_t first, n;
} check_group;

/** All findings by kind: serious ones first, then by id, rows as they were found. */
typedef struct check_groups {
  size_t n;
  check_group *group;
  size_t *order;
} check_groups;

/** False when memory is out. */
bool check_groups_make(const buju_findings *findings, check_groups *out);
void check_groups_free(check_groups *groups);

/** chosen: how many each of the scenario's selectors chooses. */
void check_show_text(const buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                     const size_t *chosen, const check_groups *groups);
void check_show_json(const buju_scenario *scenario, const buju_region *region, const check_groups *groups);

#endif
