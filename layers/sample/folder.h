/* The folder a sample goes into. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_FOLDER_H
#define BUJU_LAYERS_SAMPLE_FOLDER_H

#include "layers/sample/layers.h"

typedef struct buju_sample_folder {
  char scenario[4096], data[4000];
  bool keeps_scenario; /* scenario.yaml is somebody's own and stays */
} buju_sample_folder;

/** Makes dir and dir/data, or takes them when they are empty, ours (scenario.yaml begins with our mark) or force is
 *  set; then removes what an earlier sample left there. BUJU_E_USAGE when the folder holds something else. */
buju_status buju_sample_take_folder(buju_ctx *ctx, const char *dir, bool force, const buju_sample_layer *const *layers,
                                    size_t n, buju_sample_folder *out);

#endif
