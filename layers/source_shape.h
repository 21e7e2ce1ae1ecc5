/* From OGR geometries to row shapes. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_SHAPE_H
#define BUJU_LAYERS_SOURCE_SHAPE_H

#include <ogr_api.h>

#include "layers/source_read.h"

/** Takes a feature's geometry out of it: curves become lines, Z and M go, single parts become multi parts (but for
 *  points), rings are closed. A NULL or empty geometry gives BUJU_ROW_EMPTY. Takes geometry over. */
buju_status buju_row_shape_take(buju_reading *reading, OGRGeometryH geometry, buju_row_shape *out);

#endif
