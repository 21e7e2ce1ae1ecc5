/* Layers and regions from text, without files: what reading a source would give. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_LAYER_TEXT_H
#define BUJU_TESTS_LAYER_TEXT_H

#include "core/scenario.h"
#include "layers/source.h"

/** Rows of cells separated by '|', the first row names the columns; all cells are text, "" is blank. A column "@" holds
 *  the geometry: "x,y" a point, "x0,y0,x1,y1" a box; blank none. shuffle ≠ 0 permutes the rows. NULL: memory. */
buju_layer *buju_test_layer(buju_arena *arena, const char *name, const char *text, uint64_t shuffle);

/** An input and its text. */
typedef struct buju_test_input {
  buju_input_role role;
  const char *text;
} buju_test_input;

/** A region from layers of text, through the steps of buju_region_load. Layers live in the region's arena.
 *  scenario may be NULL. */
buju_status buju_test_region(buju_ctx *ctx, const buju_scenario *scenario, const buju_test_input *inputs, size_t n,
                             uint64_t shuffle, buju_region **out);

/** How many findings are of that kind. */
int buju_test_findings(const buju_region *region, const char *id);

#endif
