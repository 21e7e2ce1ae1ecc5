/* Files and archive members through GDAL's virtual file system. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_VSI_FILE_H
#define BUJU_LAYERS_VSI_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/say.h"

/** Whether path is a folder. */
bool buju_vsi_is_folder(const char *path);

/** The size of a file that can be opened; false for what cannot (missing, a folder, no permission). */
bool buju_vsi_size(const char *path, uint64_t *bytes);

/** Reads a whole file of at most 2 GiB; one more byte after the end is 0. The caller frees *out.
 *  @param shown  how messages name it.
 *  @return BUJU_E_OPEN, BUJU_E_LIMIT, BUJU_E_DATA when it cannot be read to its end. */
buju_status buju_vsi_load(buju_ctx *ctx, const char *path, const char *shown, unsigned char **out, size_t *bytes);

#endif
