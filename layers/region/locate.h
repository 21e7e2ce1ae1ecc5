/* Which village a place belongs to: polygons or points in an R-tree. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_LOCATE_H
#define BUJU_LAYERS_REGION_LOCATE_H

#include "layers/region/shapes.h"

typedef struct buju_locator buju_locator;

/** Over n villages. A village with rings is its polygon, one without is its point, one with neither is not found.
 *  rings may be NULL (points only). Borrows everything. Freed by buju_locator_free. O(n log n). */
buju_status buju_locator_new(buju_ctx *ctx, GEOSContextHandle_t geos, buju_ix n, const buju_rings *rings,
                             const double *x_m, const double *y_m, buju_locator **out);
void buju_locator_free(buju_locator *locator);

/** The first village (by row) whose polygon contains the place, or BUJU_NONE. O(log n + points of the candidates). */
buju_ix buju_locator_containing(const buju_locator *locator, double x_m, double y_m);

/** The nearest village within limit_m (to its polygon's edge, or to its point), the first by row of those equally
 *  near, or BUJU_NONE; the distance is 0 inside a polygon. */
buju_ix buju_locator_nearest(const buju_locator *locator, double x_m, double y_m, double limit_m, double *distance_m);

/** Calls visit with every village whose envelope meets the box, in no order. */
void buju_locator_visit(const buju_locator *locator, double min_x, double min_y, double max_x, double max_y,
                        void (*visit)(void *user, buju_ix village), void *user);

#endif
