/* Lands as GEOS geometries, for oracles. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_LAND_GEOS_H
#define BUJU_TESTS_LAND_GEOS_H

#include <geos_c.h>

#include "core/land.h"

/** Area i as a MultiPolygon; asserts when GEOS refuses. The caller destroys it. */
GEOSGeometry *land_geos(GEOSContextHandle_t geos, const buju_land *land, buju_ix i);

#endif
