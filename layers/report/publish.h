/* Putting what was made of a plan where it was asked for. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REPORT_PUBLISH_H
#define BUJU_LAYERS_REPORT_PUBLISH_H

#include <stddef.h>

#include "core/say.h"
#include "layers/output/output.h"

/** Makes the folder if it is not there (its parent must be). BUJU_E_IO. */
buju_status buju_publish_folder(buju_ctx *ctx, const char *folder);

/** Writes the bytes beside path and renames them over it. BUJU_E_IO when that fails, or when path is there and not of
 * that kind (BUJU_DRAFT_REPORT, BUJU_DRAFT_PICTURE). */
buju_status buju_publish_file(buju_ctx *ctx, buju_draft_kind kind, const char *path, const void *bytes, size_t n);

#endif
