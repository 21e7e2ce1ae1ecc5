/* Lands as GEOS geometries, and what they hold, for oracles. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_LAND_GEOS_H
#define BUJU_TESTS_LAND_GEOS_H

#include <geos_c.h>
#include <stdbool.h>

#include "core/land.h"

/** Area i as a MultiPolygon; asserts when GEOS refuses. The caller destroys it. */
GEOSGeometry *land_geos(GEOSContextHandle_t geos, const buju_land *land, buju_ix i);

/** Whether area i holds a point, by the number of its edges west of it; on a border it may be either. */
bool land_holds(const buju_land *land, buju_ix i, double x_m, double y_m);

#endif
