/* Plans from a few lines of text: a region, and what a scenario adds to xixian-2021. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_PLAN_TEXT_H
#define BUJU_TESTS_PLAN_TEXT_H

#include "core/plan.h"
#include "core/scenario.h"

typedef struct plan_case {
  buju_ctx *ctx;
  buju_scenario *scenario;
  buju_region *region;
  buju_plan *plan;
} plan_case;

/** Plans a region (region_text.h) under profile xixian-2021, as of 2026-06-30, with extra lines of YAML (NULL: none).
 *  Fails the running cmocka test when anything is refused. */
void plan_case_make(plan_case *c, const char *region_text, const char *yaml);

/** The same under another profile. */
void plan_case_make_by(plan_case *c, const char *profile, const char *region_text, const char *yaml);

/** As plan_case_make, but planning must fail with this status; the error line stays in c->ctx. */
void plan_case_refused(plan_case *c, const char *region_text, const char *yaml, buju_status want);

void plan_case_free(plan_case *c);

/** Rows by code; they fail the test when there is none. */
const buju_need *plan_need(const plan_case *c, const char *village_code);
const buju_site *plan_site_of(const plan_case *c, const char *facility_code);

/** The site that serves a village, or NULL. */
const buju_site *plan_serving(const plan_case *c, const char *village_code);

/** Verdict id of a village. */
const char *plan_verdict(const plan_case *c, const char *village_code);

/** All sentences of a row, joined, in Chinese; the buffer is static. */
const char *plan_reasons(const plan_case *c, buju_traced table, buju_ix row);
/** Those of a village's row. */
const char *plan_need_reasons(const plan_case *c, const char *village_code);

/** A sentence in Chinese, "" when there is none, and the result of the first assumption that begins so, "" when none
 *  does; the buffer is static. */
const char *plan_said(const buju_said *said);
const char *plan_sensed(const plan_case *c, const char *about);

/** What a rule asks for in a year; fails the test when it asks for nothing. */
const buju_target *plan_target(const plan_case *c, const char *rule, int year);

/** Fen for an item by a payer in a year (0: once the layout is complete). */
int64_t plan_paid(const plan_case *c, const char *item_zh, const char *payer, int16_t year);

/** How many rows of the ledger have this action. */
size_t plan_count_actions(const plan_case *c, buju_action action);

/** How many gaps of this kind there are at this stage. */
size_t plan_count_gaps(const plan_case *c, buju_gap_kind kind, bool after);

#endif
