/* The plan made by hand, written into a folder of its own. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_PLAN_FILE_H
#define BUJU_TESTS_PLAN_FILE_H

#include <stdbool.h>

#include "tests/support/plan_by_hand.h"

typedef struct plan_file {
  buju_ctx *ctx; /* speaks English */
  char folder[64], path[96];
} plan_file;

/** Writes the plan, changed first where change is given. False when that failed. */
bool plan_file_write(plan_file *file, void (*change)(by_hand *hand));

/** Changes what was written by SQL. Fails the running test when that is refused. */
void plan_file_spoil(const plan_file *file, const char *sql);

/** Removes the folder and frees the context. 0 when nothing is left. */
int plan_file_remove(plan_file *file);

#endif
