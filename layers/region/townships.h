/* Townships and counties while areas are built. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_TOWNSHIPS_H
#define BUJU_LAYERS_REGION_TOWNSHIPS_H

#include "layers/region/build.h"

typedef struct buju_draft_area {
  const char *code, *name;
  buju_area_kind kind;
  buju_shape shape;
} buju_draft_area;

/** The townships of the township layer and of the villages' rows, sorted by code, each code once. Every village's
 *  village_township_code becomes the code of one of them, or NULL. */
buju_status buju_townships_collect(buju_build *build, buju_vec *out);

/** The counties the townships and villages lie in, sorted by code; at least one. */
buju_status buju_counties_collect(buju_build *build, const buju_vec *townships, buju_vec *out);

/** The draft of that code in a sorted list, or BUJU_NONE. O(log n). */
buju_ix buju_draft_area_find(const buju_vec *areas, const char *code);
void buju_draft_areas_sort(buju_vec *areas);

#endif
