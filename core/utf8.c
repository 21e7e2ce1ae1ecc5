/* Strict UTF-8. SPDX-License-Identifier: Apache-2.0 */
#include "core/utf8.h"

#include <string.h>

static const char ellipsis[] = "…";

size_t buju_utf8_char(const char *text, size_t n) {
  const unsigned char *s = (const unsigned char *)text;
  if (n == 0) return 0;
  if (s[0] < 0x80) return 1;
  if (s[0] < 0xc2 || s[0] > 0xf4) return 0;
  size_t length = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
  if (n < length) return 0;
  /* The second byte's range shuts out overlong forms, surrogates and what lies beyond U+10FFFF. */
  unsigned char low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
  unsigned char high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
  if (s[1] < low || s[1] > high) return 0;
  for (size_t i = 2; i < length; i++)
    if ((s[i] & 0xc0) != 0x80) return 0;
  return length;
}

size_t buju_utf8_bad(const char *text, size_t n) {
  size_t at = 0;
  while (at < n) {
    size_t length = buju_utf8_char(text + at, n - at);
    if (length == 0) return at;
    at += length;
  }
  return n;
}

const char *buju_utf8_short(const char *text, char *buf, size_t size) {
  size_t n = strlen(text);
  if (n < size) return memcpy(buf, text, n + 1);
  size_t end = size - sizeof ellipsis;
  while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80) end--;
  memcpy(buf, text, end);
  memcpy(buf + end, ellipsis, sizeof ellipsis);
  return buf;
}
