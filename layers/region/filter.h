/* Rows of a layer that `where:` keeps. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_FILTER_H
#define BUJU_LAYERS_REGION_FILTER_H

#include "layers/source.h"

/** A layer of the rows whose bit is set, in the arena; texts and shapes are those of the whole layer. O(cells). */
buju_status buju_layer_filter(buju_ctx *ctx, const buju_layer *layer, const uint64_t *bits, buju_arena *arena,
                              buju_layer **out);

#endif
