/* The ground as read: elevation, land cover and barriers on one raster, for travel where there is no road.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_GROUND_MAP_H
#define BUJU_CORE_GROUND_MAP_H

#include "core/raster.h"

/** Barriers in metres: part p has the points first[p] … first[p + 1] − 1; parts of one polygon follow each other. */
typedef struct buju_barriers {
  buju_ix lines;    /* parts 0 … lines − 1 are lines */
  buju_ix polygons; /* polygon k has the parts ring[k] … ring[k + 1] − 1, outlines and holes alike */
  buju_ix *ring;    /* [polygons + 1] */
  uint64_t *first;  /* [ring[polygons] + 1] */
  double *x_m, *y_m;
} buju_barriers;

/** columns 0: none is given. */
typedef struct buju_ground_map {
  buju_raster raster;
  const char *elevation_file; /* as the scenario names it, for messages; NULL: not given */
  float *elevation_m;         /* [cells] NaN: no data; NULL: not given, flat */
  int32_t *cover;             /* [cells] land-cover value; BUJU_COVER_NONE: no data; NULL: not given */
  buju_barriers barrier;
} buju_ground_map;

#define BUJU_COVER_NONE INT32_MIN

#endif
