/* Polygons for tests: shapes from coordinates, and a tessellation with natural edges.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_POLYGONS_H
#define BUJU_TESTS_POLYGONS_H

#include "core/region.h"

/** A multipolygon of one ring of n points (x y x y …), closed if it is not. NULL wkb when memory is out. */
buju_shape buju_test_polygon(buju_arena *arena, size_t n, const double *xy);

/** A rectangle. */
buju_shape buju_test_box(buju_arena *arena, double x0, double y0, double x1, double y1);

/** The next number of a small generator, 0 ≤ r < 1. */
double buju_test_random(uint64_t *state);

/** rows × columns cells of about 1 km with wandering common edges; cell r·columns + c. noise_m moves every vertex of
 *  every polygon by itself, which makes slivers; thin drops vertices of single polygons, which makes T-junctions. */
buju_shape *buju_test_tessellation(buju_arena *arena, int rows, int columns, double noise_m, bool thin, uint64_t seed);

#endif
