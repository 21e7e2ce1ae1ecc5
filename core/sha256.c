/* SHA-256, as FIPS 180-4 writes it. SPDX-License-Identifier: Apache-2.0 */
#include "core/sha256.h"

#include <string.h>

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, int bits) { return x >> bits | x << (32 - bits); }

static void compress(buju_sha256 *hash) {
  uint32_t w[64];
  for (int i = 0; i < 16; i++) {
    const unsigned char *b = hash->block + 4 * i;
    w[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
  }
  for (int i = 16; i < 64; i++) {
    uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  uint32_t v[8];
  memcpy(v, hash->state, sizeof v);
  for (int i = 0; i < 64; i++) {
    /* the eight words turn by index instead of moving: word j of FIPS 180-4 is v[(j - i) mod 8] */
    uint32_t *a = &v[(0u - (unsigned)i) & 7], *d = &v[(3u - (unsigned)i) & 7], *h = &v[(7u - (unsigned)i) & 7];
    uint32_t b = v[(1u - (unsigned)i) & 7], c = v[(2u - (unsigned)i) & 7], e = v[(4u - (unsigned)i) & 7];
    uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    uint32_t choice = (e & v[(5u - (unsigned)i) & 7]) ^ (~e & v[(6u - (unsigned)i) & 7]);
    uint32_t t1 = *h + s1 + choice + k[i] + w[i];
    uint32_t s0 = rotate(*a, 2) ^ rotate(*a, 13) ^ rotate(*a, 22);
    *d += t1;
    *h = t1 + s0 + ((*a & b) ^ (*a & c) ^ (b & c));
  }
  for (int i = 0; i < 8; i++) hash->state[i] += v[i];
}

void buju_sha256_begin(buju_sha256 *hash) {
  *hash = (buju_sha256){
      .state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void buju_sha256_add(buju_sha256 *hash, const void *bytes, size_t n) {
  const unsigned char *from = bytes;
  while (n > 0) {
    size_t used = (size_t)(hash->bytes % 64), room = 64 - used, take = n < room ? n : room;
    memcpy(hash->block + used, from, take);
    hash->bytes += take;
    from += take;
    n -= take;
    if (take == room) compress(hash);
  }
}

void buju_sha256_end(buju_sha256 *hash, char hex[BUJU_SHA256_HEX]) {
  uint64_t bits = hash->bytes * 8;
  buju_sha256_add(hash, "\x80", 1);
  while (hash->bytes % 64 != 56) buju_sha256_add(hash, "", 1);
  unsigned char length[8];
  for (int i = 0; i < 8; i++) length[i] = (unsigned char)(bits >> (56 - 8 * i));
  buju_sha256_add(hash, length, sizeof length);
  for (int i = 0; i < 64; i++) hex[i] = "0123456789abcdef"[hash->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
  hex[64] = '\0';
}
