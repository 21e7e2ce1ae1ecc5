/* The rows of run_info while they are collected. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_RUN_ITEMS_H
#define BUJU_LAYERS_OUTPUT_RUN_ITEMS_H

#include "layers/output/output.h"

/** Collects rows; the first failure is remembered. */
typedef struct buju_run_items {
  buju_output *out;
  buju_vec rows; /* of buju_run_item */
  buju_status status;
} buju_run_items;

/** A new row; key and value are copied and may be made by buju_run_format. NULL after a failure. The pointer is valid
 *  until the next row. */
buju_run_item *buju_run_add(buju_run_items *items, const char *key, const buju_msg *item, const char *value,
                            buju_value_source origin);
/** A note in both languages. */
void buju_run_note(buju_run_items *items, buju_run_item *row, buju_said said);
/** printf into the arena; "" after a failure. */
const char *buju_run_format(buju_run_items *items, const char *format, ...);

/** Numbers of people within a limit, as things stand and after the plan, and the doubt about them (core/plan.h). */
typedef struct buju_run_doubt {
  const char *prefix;      /* of the keys: "reach.RULE." */
  const char *clause;      /* may be NULL */
  buju_people_n people;    /* of whom */
  buju_people_n within[2]; /* before, after */
  const buju_doubt *doubt; /* [2] */
} buju_run_doubt;
/** Rows between what the true numbers lie, and how many people no bound is known of. */
void buju_run_add_doubt(buju_run_items *items, const buju_run_doubt *doubt);

/* The parts of run_info, in their order. */
void buju_run_head(buju_run_items *items);    /* program, profile, scenario, population, CRS */
void buju_run_inputs(buju_run_items *items);  /* files, hashes, field mappings, people read and held */
void buju_run_rules(buju_run_items *items);   /* every parameter in force, travel, decisions */
void buju_run_travel(buju_run_items *items);  /* on what times are measured, and how fast */
void buju_run_circles(buju_run_items *items); /* how the service circles were drawn, when there are any */
void buju_run_years(buju_run_items *items);   /* people who gain by the projects of each year */
void buju_run_picks(buju_run_items *items);   /* sets chosen: from how many, how many people they bring in */
void buju_run_results(buju_run_items *items); /* coverage, reach, sets chosen, certificates, sensitivities */
void buju_run_access(
    buju_run_items *items); /* in a file of accessibility: mode, limits, weights, how times are measured */

#endif
