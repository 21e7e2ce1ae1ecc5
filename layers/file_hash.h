/* Which bytes a plan was made from: files into SHA-256. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_FILE_HASH_H
#define BUJU_LAYERS_FILE_HASH_H

#include <stdbool.h>

#include "core/sha256.h"

/** Adds a file's bytes, in pieces; false when it cannot be opened or read to its end. path is as VSI opens it. */
bool buju_file_hash_add(buju_sha256 *hash, const char *path);

#endif
