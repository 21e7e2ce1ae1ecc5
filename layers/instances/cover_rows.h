/* Sets under way: pairs of a row and a column, in any order, into a table by row. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_COVER_ROWS_H
#define BUJU_LAYERS_INSTANCES_COVER_ROWS_H

#include "layers/instances.h"

typedef struct buju_cover_pair {
  buju_ix row, column;
} buju_cover_pair;

/** Makes the instance's table: rows are demand points, columns candidates, costs 0. A pair given twice counts once.
 *  O(pairs + rows + columns). */
buju_status buju_cover_table(buju_ctx *ctx, size_t pairs, const buju_cover_pair *pair, buju_ix rows, buju_ix columns,
                             buju_instance *instance);

#endif
