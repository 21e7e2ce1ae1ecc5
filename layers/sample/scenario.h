/* scenario.yaml for a sample. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_SCENARIO_H
#define BUJU_LAYERS_SAMPLE_SCENARIO_H

#include "layers/sample/layers.h"

/** How the first line of a scenario.yaml made here begins; the hash of the lines after it follows. By both a folder is
 *  known to be ours to replace: what somebody has edited is theirs. */
#define BUJU_SAMPLE_MARK "# 由 buju sample 生成，未改动时可重新生成："

/** Is that such a file, as it was made? */
bool buju_sample_is_as_made(const char *bytes, size_t n);

buju_status buju_sample_write_scenario(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target,
                                       const buju_sample_layer *const *layers, size_t n, const char *path);

#endif
