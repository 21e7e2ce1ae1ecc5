/* The figures of a plan, for people and for machines. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_SUMMARY_H
#define BUJU_SUMMARY_H

#include <stddef.h>

#include "buju/ctx.h"
#include "buju/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { BUJU_SUMMARY_COLUMNS = 3 };

/** One line: a value for each column of its group, NaN where there is none. */
typedef struct buju_figure {
  const char *key;   /* stable, snake_case: "own_clinic" */
  const char *label; /* in the language the summary was made in */
  double value[BUJU_SUMMARY_COLUMNS];
  double percent[BUJU_SUMMARY_COLUMNS]; /* of the group's whole; NaN: not a share */
  const char *note;                     /* why, where a target falls short; NULL or "": nothing to say */
} buju_figure;

/** Lines of one kind, one to three columns. */
typedef struct buju_figures {
  const char *key, *label; /* "villages" */
  const char *unit;        /* "villages", "people", "gaps", "yuan" …, a word for machines */
  size_t columns;
  const char *column[BUJU_SUMMARY_COLUMNS]; /* [columns] "before", "after"; NULL when there is one column */
  const char *column_label[BUJU_SUMMARY_COLUMNS];
  size_t n;
  const buju_figure *figure; /* [n] */
} buju_figures;

typedef struct buju_summary buju_summary;

/** Counts a plan. Groups by key, in this order; those with an asterisk only where a rule fills them. Every line of
 *  a closed vocabulary is there, also with 0.
 *
 *    villages         by verdict                     clinics          standing, planned, then by main action
 *    people           served, within the limit       annual_targets*  what is asked and planned, by rule and year
 *    service_ways     people by way of service       gaps             by kind
 *    nobody*          where the unserved are         staff*           village doctors in the first year
 *    rounds*          of a cycle                     money*           by payer
 *    referrals*       people beyond a tier's limit   optimisation*    problems, and what of them is proved
 *    reach*           people within a rule's limit   findings         by severity
 *    new_sites*       what a search for sites found
 *    picks*           sets chosen
 *    entitlements*    of areas, by state
 *
 *  @param region  the one the plan was made of.
 *  @param out     borrows texts of the plan; the caller frees it with buju_summary_free; set only on success.
 *  O(rows + targets²). */
buju_status buju_summary_make(buju_ctx *ctx, const buju_region *region, const buju_plan *plan, buju_summary **out);
void buju_summary_free(buju_summary *summary);

/** The groups; NULL beyond the last. Borrowed from the summary. */
const buju_figures *buju_summary_group(const buju_summary *summary, size_t i);
/** One figure by the keys of its group and its own, or NULL. Borrowed. O(figures). */
const buju_figure *buju_summary_find(const buju_summary *summary, const char *group, const char *key);

#ifdef __cplusplus
}
#endif
#endif
