/* The libraries layers stand on, as they run here. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_LIBRARIES_H
#define BUJU_LAYERS_LIBRARIES_H

#include "buju/version.h"

enum { BUJU_LAYER_LIBRARIES = 6 };

/** @param i  below BUJU_LAYER_LIBRARIES. */
buju_library buju_layer_library(size_t i);

#endif
