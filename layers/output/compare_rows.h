/* What the layers of a comparison have in common. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_COMPARE_ROWS_H
#define BUJU_LAYERS_OUTPUT_COMPARE_ROWS_H

#include "layers/output/output.h"

/** Fills a row of a layer whose columns are key, name, township, change, then a pair (from, to) for each compared
 *  column, and its place where the geometry is of that WKB type. */
void buju_row_changed(buju_row *row, const buju_changed_row *changed, const char *const *columns, uint32_t wkb_type);

enum { BUJU_WKB_POINT = 1, BUJU_WKB_MULTIPOLYGON = 6 };

#endif
