/* The first half of settling a county. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_KINDS_H
#define BUJU_LAYERS_SAMPLE_KINDS_H

#include "layers/sample/county.h"

/** Main settlements, seats, kinds and numbers. O(villages). */
buju_status buju_county_set_kinds(buju_ctx *ctx, buju_county *county);

/** Whether all neighbours of the cell belong to the same village. */
bool buju_county_is_core(const buju_county *county, buju_ix cell);

#endif
