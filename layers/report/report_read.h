/* Reading a written plan for its readers. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REPORT_READ_H
#define BUJU_LAYERS_REPORT_READ_H

#include "core/report.h"

/** Reads every layer of the plan at path, which may come from anyone: cells of another type than their column's count
 * as missing, bytes that are no UTF-8 become U+FFFD, geometry that is none is left out. Degrees become metres on a
 * plane that touches the county in its middle.
 *  @param out  freed with buju_report_free; set only on success.
 *  @return BUJU_E_OPEN when it is no plan or cannot be read; BUJU_E_LIMIT when a layer has more rows than rows have
 *          numbers; BUJU_E_MEMORY. O(cells + points + villages log villages). */
buju_status buju_report_read(buju_ctx *ctx, const char *path, buju_report **out);

/** Puts townships and their villages in order. */
buju_status buju_report_townships(buju_ctx *ctx, buju_report *report);

/** Points of one layer as they are read. */
typedef struct buju_report_shapes {
  buju_vec of, first, x, y; /* buju_ix, uint64_t, double, double */
  bool failed;              /* memory is out */
} buju_report_shapes;

/** Adds the geometry of the next row: a GeoPackage blob, NULL when missing. False when memory is out. */
bool buju_report_shape_add(buju_report_shapes *shapes, const unsigned char *blob, size_t bytes);
/** Moves what was added into the table, whose rows they are; shapes are freed by buju_report_shapes_free. */
bool buju_report_shapes_keep(buju_report_shapes *shapes, buju_arena *arena, buju_report_table *table);
void buju_report_shapes_free(buju_report_shapes *shapes);
/** Degrees to metres, for all layers alike. */
void buju_report_flatten(buju_report *report);

#endif
