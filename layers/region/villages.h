/* Between reading villages and laying them out. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_VILLAGES_H
#define BUJU_LAYERS_REGION_VILLAGES_H

#include "layers/region/build.h"

/** One village as its row says; blanks are NULL, NaN, −1, BUJU_UNKNOWN, 0. */
typedef struct buju_draft_village {
  const char *code, *name, *township, *township_code, *category;
  buju_people_n people[BUJU_POPULATIONS];
  int32_t households;
  int16_t demolition_year;
  buju_tri thc_seat, converted;
  buju_area_kind kind;
  uint8_t location;
  bool made_code;               /* the source has none */
  buju_ix row;                  /* of the layer */
  double area_written, area_m2; /* the column, in the file's own unit; the polygon's */
  double x_m, y_m;
  buju_shape shape;
} buju_draft_village;

/** Fills region.village and the village columns of the build from drafts that are sorted by code and unique. */
buju_status buju_villages_lay(buju_build *build, const buju_draft_village *drafts, buju_ix n);

#endif
