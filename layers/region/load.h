/* Reading a region. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_LOAD_H
#define BUJU_LAYERS_REGION_LOAD_H

#include "core/region.h"
#include "core/scenario.h"

/** buju_region_read up to the files' end: reads, decodes, reprojects, repairs and links; roads are lines, not yet a
 *  network. Freed with buju_region_free. */
buju_status buju_region_load(buju_ctx *ctx, const buju_scenario *scenario, buju_region **out);

#endif
