/* Areas as arrays: polygons with holes, many of them one after the other. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_LAND_H
#define BUJU_CORE_LAND_H

#include "core/units.h"

/** n areas. Area i has the parts part[i] … part[i + 1] − 1; part p the rings ring[p] … ring[p + 1] − 1, its shell first
 *  (counter-clockwise), then its holes (clockwise); ring r the points point[r] … point[r + 1] − 1, the last of which is
 *  followed by the first: it is not repeated. */
typedef struct buju_land {
  buju_ix n;
  uint64_t *part, *ring, *point; /* [n + 1], [part[n] + 1], [ring[part[n]] + 1] */
  double *x_m, *y_m;
  double *area_m2; /* [n] */
} buju_land;

#endif
