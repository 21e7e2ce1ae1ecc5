/* The summary of a plan on stdout. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_PLAN_SHOW_H
#define BUJU_CLI_PLAN_SHOW_H

#include "buju/summary.h"
#include "core/scenario.h"

/** What `buju plan` tells. */
typedef struct plan_report {
  const char *path; /* of the plan */
  const buju_scenario *scenario;
  const buju_region *region;
  const buju_summary *summary;
  double read_s, plan_s, write_s;
} plan_report;

void plan_show_text(const buju_ctx *ctx, const plan_report *report);
void plan_show_json(const plan_report *report);

#endif
