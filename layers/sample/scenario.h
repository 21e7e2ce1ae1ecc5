/* scenario.yaml for a sample. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_SCENARIO_H
#define BUJU_LAYERS_SAMPLE_SCENARIO_H

#include "layers/sample/layers.h"

/** The first line of a scenario.yaml made here: how a folder is known to be ours to replace. */
#define BUJU_SAMPLE_MARK "# 由 buju sample 生成"

buju_status buju_sample_write_scenario(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target,
                                       const buju_sample_layer *const *layers, size_t n, const char *path);

#endif
