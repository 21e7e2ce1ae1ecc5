/* Which village a row of another input speaks of: by code, by place, by name. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_LINK_H
#define BUJU_LAYERS_REGION_LINK_H

#include "layers/region/build.h"

/** How a row was linked. */
typedef enum buju_linked {
  BUJU_LINKED_NOT,
  BUJU_LINKED_CODE,
  BUJU_LINKED_PLACE,   /* its point lies in the village's polygon */
  BUJU_LINKED_NEAREST, /* nearest village within the limit */
  BUJU_LINKED_NAME
} buju_linked;

typedef struct buju_link {
  buju_ix village; /* or BUJU_NONE */
  buju_linked how;
  double distance_m;    /* for NEAREST */
  const char *code;     /* as the row gives it, or NULL */
  buju_ix name_matches; /* how many villages its name fits */
  buju_ix named;        /* for PLACE: the other village that its name speaks of; else BUJU_NONE */
} buju_link;

/** Links row `row` of a part. code_field and name_field say which columns name the village.
 *  @param x_m,y_m    its place; NaN when it has none.
 *  @param nearest_m  how far a village may be when no polygon contains the place. */
buju_status buju_link_row(buju_build *build, const buju_part *part, buju_ix row, buju_field code_field,
                          buju_field name_field, double x_m, double y_m, double nearest_m, buju_link *out);

/** The village of that code, or BUJU_NONE; a code of 15 or 19 digits counts by its first 12. O(log n). */
buju_ix buju_link_code(const buju_build *build, const char *code);

/** The facility of that code, or BUJU_NONE. O(log n). */
buju_ix buju_link_facility(const buju_region *region, const char *code);

#endif
