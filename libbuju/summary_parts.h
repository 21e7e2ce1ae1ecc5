/* What the parts of a summary share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_SUMMARY_PARTS_H
#define BUJU_LIBBUJU_SUMMARY_PARTS_H

#include "buju/summary.h"
#include "core/plan.h"

enum { BUJU_SUMMARY_GROUPS = 17 };

struct buju_summary {
  buju_arena *arena;
  buju_lang lang;
  size_t n;
  buju_figures group[BUJU_SUMMARY_GROUPS];
};

/** A line without values. */
buju_figure buju_summary_line(const buju_summary *summary, const char *key, const buju_msg *label);
/** Room for a group's n lines; with words each has its id, its label and the value in every column. NULL when memory is
 *  out. */
buju_figure *buju_summary_lines(buju_summary *summary, const buju_word_entry *words, size_t n, double value);

/** Appends a group of one column. Lines live in the summary's arena. */
buju_figures *buju_summary_add(buju_summary *summary, const char *key, const buju_msg *label, const char *unit,
                               const buju_figure *lines, size_t n);
void buju_summary_column(const buju_summary *summary, buju_figures *group, size_t c, const char *key,
                         const buju_msg *label);
/** Columns "before" and "after". */
void buju_summary_stages(const buju_summary *summary, buju_figures *group);

/* Each adds its group, or none where no rule fills it. False when memory is out. */

/* summary_people.c */
bool buju_summary_add_villages(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_people(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_ways(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_nobody(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_referrals(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_reached(buju_summary *summary, const buju_plan *plan);

/* summary_sites.c */
bool buju_summary_add_clinics(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_entitlements(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_new_sites(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_picks(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_gaps(buju_summary *summary, const buju_plan *plan);

/* summary_targets.c */
bool buju_summary_add_targets(buju_summary *summary, const buju_plan *plan);

/* summary_means.c */
bool buju_summary_add_rounds(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_staff(buju_summary *summary, const buju_plan *plan);
bool buju_summary_add_money(buju_summary *summary, const buju_plan *plan);

#endif
