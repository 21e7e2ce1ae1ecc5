/* The summary of a plan on stdout. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_PLAN_SHOW_H
#define BUJU_CLI_PLAN_SHOW_H

#include <stdbool.h>
#include <stddef.h>

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

/** What matters most, on one screen: at most 23 lines of 80 columns whatever the policy asks, so that it stands whole
 *  above the prompt of the smallest terminal; only the plan's path is never cut. BUJU_E_MEMORY prints nothing. */
buju_status plan_show_screen(buju_ctx *ctx, const plan_report *report);
/** Every figure that is not zero, rule by rule. */
void plan_show_all(const buju_ctx *ctx, const plan_report *report);
void plan_show_json(const plan_report *report);

enum { PLAN_HEAD_LINES = 3 }; /* of a plan by a draft; one less by another policy */

/** Whether the policy is a draft for comment. */
bool plan_of_draft(const buju_scenario *scenario);
/** What both texts begin with: the title, what the plan goes by, and that it is of a draft; cut to width columns. */
void plan_show_head(const buju_ctx *ctx, const plan_report *report, size_t width);
/** A project somebody saved was left as it was. */
void plan_show_kept_project(const buju_ctx *ctx, const plan_report *report);

#endif
