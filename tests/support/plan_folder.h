/* The plan made by hand in a folder of its own, written and asked with SQL. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_PLAN_FOLDER_H
#define BUJU_TESTS_PLAN_FOLDER_H

#include "tests/support/plan_by_hand.h"

typedef struct plan_folder {
  buju_ctx *ctx;
  by_hand hand;
  char folder[64], path[96];
} plan_folder;

int plan_folder_set_up(void **state);

int plan_folder_tear_down(void **state);

buju_status plan_folder_write(plan_folder *f);

void plan_folder_write_well(plan_folder *f);

/** The first column of the first row as text, "NULL" or "no row". Two buffers, so that two answers can be compared. */
const char *plan_folder_ask(const plan_folder *f, const char *sql);

void plan_folder_is(const plan_folder *f, const char *sql, const char *want);

#endif
