/* Hashing files. SPDX-License-Identifier: Apache-2.0 */
#include "layers/file_hash.h"

#include <cpl_vsi.h>

enum { CHUNK = 32 * 1024 };

bool buju_file_hash_add(buju_sha256 *hash, const char *path) {
  VSILFILE *file = VSIFOpenL(path, "rb");
  unsigned char chunk[CHUNK];
  bool read = file != NULL;
  size_t got = CHUNK;
  while (read && got == CHUNK) {
    got = VSIFReadL(chunk, 1, CHUNK, file);
    buju_sha256_add(hash, chunk, got);
  }
  if (read) read = VSIFEofL(file) != 0;
  if (file != NULL) VSIFCloseL(file);
  return read;
}
