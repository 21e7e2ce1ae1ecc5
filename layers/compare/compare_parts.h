/* Two plans opened for comparison. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_COMPARE_PARTS_H
#define BUJU_LAYERS_COMPARE_PARTS_H

#include "core/compare.h"
#include "layers/explain/explain.h"

typedef struct buju_comparing {
  buju_ctx *ctx;
  buju_asked from, to;
  buju_comparison *result;
} buju_comparing;

/** What was asked of both: profile, rules and their values, inputs. Only what differs is kept. */
buju_status buju_compare_settings(buju_comparing *c);
/** Sums over both plans' rows. */
buju_status buju_compare_totals(buju_comparing *c);
/** Villages and sites, row by row. */
buju_status buju_compare_things(buju_comparing *c);

/** The statement's text in a column, copied into the result; NULL for NULL. False when memory is out. */
bool buju_compare_text(const buju_comparing *c, sqlite3_stmt *statement, int column, const char **out);

#endif
