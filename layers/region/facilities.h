/* Between reading facilities, staffing them and laying them out. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_FACILITIES_H
#define BUJU_LAYERS_REGION_FACILITIES_H

#include "layers/region/build.h"

/** One facility as its row says. */
typedef struct buju_draft_facility {
  const char *code, *name, *level;
  buju_ix village, township; /* village row, area row; or BUJU_NONE */
  double floor_m2, x_m, y_m;
  int32_t count[BUJU_GRADES];            /* staff by grade; −1 blank */
  int32_t specialists[BUJU_SPECIALTIES]; /* staff by special field, of those the table counts; −1 blank */
  buju_tri flag[BUJU_FLAGS];
  uint8_t kind, location;
  int8_t stars, capability; /* −1 blank */
  buju_ix row;
} buju_draft_facility;

/** Gives every draft a unique code and sorts by it; rows that say the same twice are dropped with a finding. */
buju_status buju_facilities_code(buju_build *build, buju_draft_facility *drafts, buju_ix *n);

/** Fills region.facility. */
buju_status buju_facilities_lay(buju_build *build, const buju_draft_facility *drafts, buju_ix n);

/** Fills region.staff from the ledger of doctors, and from counts where the ledger has nobody. */
buju_status buju_staff_build(buju_build *build, const buju_draft_facility *drafts, buju_ix n);

#endif
