/* What is asked of a facility, item by item, and what it lacks: one reading for every rule that asks.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_ITEMS_H
#define BUJU_PLANNER_ITEMS_H

#include "planner/job.h"

/** Bit a buju_item. */
typedef uint64_t buju_items;
#define BUJU_ITEM_BIT(item) (UINT64_C(1) << (item))

/** Words for a parameter, NULL-terminated, word k item k: what is there or not. Floor area, level and stars are
 * measured and have parameters of their own. */
extern const char *const buju_item_param_words[];

typedef struct buju_requirement {
  buju_items items; /* what is asked */
  double floor_m2;  /* where BUJU_ITEM_FLOOR_AREA is; inclusive, as the two below */
  int capability;   /* where BUJU_ITEM_LEVEL is: buju_capability */
  int stars;        /* where BUJU_ITEM_STARS is */
} buju_requirement;

/** What of it a facility lacks, and what nobody knows: blank is not "no". A staff of which some special fields are
 *  blank lacks a special field only when the facility's own row says so. O(items). */
void buju_items_test(const buju_region *region, buju_ix facility, const buju_requirement *asked, buju_items *missing,
                     buju_items *unknown);

/** "{clinic} has 80 m² of floor, below the standard of 100 m²." */
buju_said buju_item_say(const buju_region *region, buju_ix facility, const buju_requirement *asked, buju_item item,
                        buju_arg clinic);

/** Notes on a site what it lacks and what is unknown of what is asked; the floor it is to have is the largest asked.
 *  Unknown items become a reason of the site. */
buju_status buju_items_note(buju_job *job, buju_ix site, buju_ix use, const buju_requirement *asked, buju_items missing,
                            buju_items unknown);

/** Of several missing items the one a project is told by: the floor, else the first. */
buju_item buju_items_lead(buju_items missing);

/** A gap a missing item, as things stand, and a reason of the site for each but `told` (BUJU_ITEMS: for all). Remedy:
 * the action of the project that closes them, or -1. */
buju_status buju_items_gaps(buju_job *job, buju_ix site, buju_ix use, const buju_requirement *asked, buju_items missing,
                            buju_gap_kind kind, int remedy, const buju_date *due, buju_item told);

/** Gives the site a project and, where it is the weightiest so far, makes it the main one. */
buju_status buju_site_project(buju_job *job, buju_ix site, buju_ix use, buju_action action, const buju_date *due,
                              buju_said said);

/** Whether the day is past at as_of; the day itself is still in time. */
bool buju_date_past(const buju_job *job, buju_date day);

#endif
