/* SHA-256. SPDX-License-Identifier: Apache-2.0 */
#include "layers/file_hash.h"

#include <cpl_vsi.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64, CHUNK = 256 * 1024 };

static const uint32_t ROUND[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void expand(const unsigned char *block, uint32_t w[64]) {
  for (int i = 0; i < 16; i++)
    w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 |
           block[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
}

static void take_block(buju_sha256 *sha, const unsigned char *block) {
  uint32_t w[64], s[8];
  expand(block, w);
  memcpy(s, sha->state, sizeof s);
  for (int i = 0; i < 64; i++) {
    uint32_t e = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25), choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    uint32_t one = s[7] + e + choice + ROUND[i] + w[i];
    uint32_t a = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
    uint32_t two = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += one;
    s[0] = one + two;
  }
  for (int i = 0; i < 8; i++) sha->state[i] += s[i];
}

void buju_sha256_begin(buju_sha256 *sha) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  *sha = (buju_sha256){0};
  memcpy(sha->state, start, sizeof start);
}

void buju_sha256_add(buju_sha256 *sha, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  while (n > 0) {
    size_t at = (size_t)(sha->bytes % BLOCK), take = BLOCK - at < n ? BLOCK - at : n;
    memcpy(sha->block + at, p, take);
    sha->bytes += take;
    p += take;
    n -= take;
    if (at + take == BLOCK) take_block(sha, sha->block);
  }
}

void buju_sha256_end(buju_sha256 *sha, char hex[65]) {
  uint64_t bits = sha->bytes * 8;
  unsigned char pad[BLOCK + 8] = {0x80};
  size_t at = (size_t)(sha->bytes % BLOCK), zeros = (at < 56 ? 56 : 120) - at;
  for (int i = 0; i < 8; i++) pad[zeros + (size_t)i] = (unsigned char)(bits >> (56 - 8 * i));
  buju_sha256_add(sha, pad, zeros + 8);
  static const char digits[] = "0123456789abcdef";
  for (int i = 0; i < 64; i++) hex[i] = digits[sha->state[i / 8] >> (28 - i % 8 * 4) & 15];
  hex[64] = '\0';
}

bool buju_sha256_add_file(buju_sha256 *sha, const char *path) {
  VSILFILE *file = VSIFOpenL(path, "rb");
  unsigned char *chunk = malloc(CHUNK);
  bool read = file != NULL && chunk != NULL;
  size_t got = CHUNK;
  while (read && got == CHUNK) {
    got = VSIFReadL(chunk, 1, CHUNK, file);
    buju_sha256_add(sha, chunk, got);
  }
  if (read) read = VSIFEofL(file) != 0;
  if (file != NULL) VSIFCloseL(file);
  free(chunk);
  return read;
}
