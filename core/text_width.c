/* How wide a text stands on a terminal. SPDX-License-Identifier: Apache-2.0 */
#include "core/text_width.h"

#include <stdint.h>
#include <string.h>

#include "core/utf8.h"

typedef struct range {
  uint32_t first, last;
} range;

/* Unicode 15, East Asian Width W and F, joined into blocks: what Chinese texts hold. */
static const range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},  {0x3400, 0x4dbf},
                             {0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xa960, 0xa97c},  {0xac00, 0xd7a3},
                             {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff01, 0xff60},  {0xffe0, 0xffe6},
                             {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
static const range none[] = {{0x0300, 0x036f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};

static int in(const range *ranges, size_t n, uint32_t c) {
  for (size_t i = 0; i < n; i++)
    if (c >= ranges[i].first && c <= ranges[i].last) return 1;
  return 0;
}

static uint32_t decode(const unsigned char *p, size_t n) {
  static const unsigned char lead[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
  uint32_t c = p[0] & lead[n];
  for (size_t i = 1; i < n; i++) c = c << 6 | (p[i] & 0x3f);
  return c;
}

/* The columns of the character text begins with, and its bytes. */
static size_t character(const char *text, size_t left, size_t *bytes) {
  size_t n = buju_utf8_char(text, left);
  uint32_t c = n > 0 ? decode((const unsigned char *)text, n) : '?';
  *bytes = n > 0 ? n : 1;
  if (in(none, sizeof none / sizeof *none, c)) return 0;
  return in(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
}

size_t buju_text_fit(const char *text, size_t width) {
  size_t at = 0, all = strlen(text), used = 0, bytes;
  while (at < all) {
    used += character(text + at, all - at, &bytes);
    if (used > width) break;
    at += bytes;
  }
  return at;
}

size_t buju_text_width(const char *text) {
  size_t width = 0, left = strlen(text), bytes;
  for (; left > 0; text += bytes, left -= bytes) width += character(text, left, &bytes);
  return width;
}
