/* SHA-256 of files, for run_info: which bytes a plan was made from. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_FILE_HASH_H
#define BUJU_LAYERS_FILE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/say.h"

/** SHA-256 (FIPS 180-4) in pieces. */
typedef struct buju_sha256 {
  uint32_t state[8];
  uint64_t bytes;
  unsigned char block[64];
} buju_sha256;

void buju_sha256_begin(buju_sha256 *sha);
void buju_sha256_add(buju_sha256 *sha, const void *bytes, size_t n);
/** 64 lower-case hex digits and a terminator. */
void buju_sha256_end(buju_sha256 *sha, char hex[65]);

/** Adds a file's bytes; false when it cannot be opened or read to its end. path is as VSI opens it. */
bool buju_sha256_add_file(buju_sha256 *sha, const char *path);

#endif
