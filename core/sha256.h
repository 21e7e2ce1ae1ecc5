/* SHA-256 (FIPS 180-4), to say which bytes a plan was made from. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_SHA256_H
#define BUJU_CORE_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct buju_sha256 {
  uint32_t state[8];
  uint64_t bytes;
  unsigned char block[64];
} buju_sha256;

enum { BUJU_SHA256_HEX = 65 }; /* 64 digits and the terminator */

void buju_sha256_begin(buju_sha256 *hash);
void buju_sha256_add(buju_sha256 *hash, const void *bytes, size_t n);
/** Ends the hash and writes it in lower-case hexadecimal. */
void buju_sha256_end(buju_sha256 *hash, char hex[BUJU_SHA256_HEX]);

#endif
