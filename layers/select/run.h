/* Running expressions over a view. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SELECT_RUN_H
#define BUJU_LAYERS_SELECT_RUN_H

#include "core/scenario.h"
#include "layers/select/view.h"

/** A connection on which selectors over one view are evaluated. */
typedef struct buju_select_run buju_select_run;

/** @param view  borrowed until the end. */
buju_status buju_select_begin(buju_ctx *ctx, buju_view *view, buju_select_run **out);
/** Sets bit r of bits ((view->n + 63) / 64 zeroed words) when sql is true for row r.
 *  @param node  where complaints point.
 *  @return BUJU_E_SELECTOR after a complaint. O(rows). */
buju_status buju_select_rows(buju_ctx *ctx, buju_select_run *run, const char *sql, const buju_doc *node,
                             uint64_t *bits);
void buju_select_end(buju_select_run *run);

#endif
