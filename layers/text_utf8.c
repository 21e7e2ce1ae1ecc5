/* Strict UTF-8 and clean cells. SPDX-License-Identifier: Apache-2.0 */
#include "layers/text_utf8.h"

#include <string.h>

int buju_utf8_step(const char *text, size_t n) {
  const unsigned char *p = (const unsigned char *)text;
  if (p[0] < 0x80) return 1;
  int length = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
  if (p[0] < 0xc2 || p[0] > 0xf4) return 0;
  /* the second byte alone decides overlong forms, surrogates and the upper end */
  unsigned char lo = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
  unsigned char hi = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
  for (int i = 1; i < length; i++) {
    if ((size_t)i >= n) return -1;
    if (p[i] < (i == 1 ? lo : 0x80) || p[i] > (i == 1 ? hi : 0xbf)) return 0;
  }
  return length;
}

bool buju_utf8_valid(const char *text, size_t n, bool cut_allowed) {
  for (size_t i = 0; i < n;) {
    int step = buju_utf8_step(text + i, n - i);
    if (step < 0) return cut_allowed;
    if (step == 0) return false;
    i += (size_t)step;
  }
  return true;
}

/* What a character becomes: itself, a plain space, or nothing. */
typedef enum fate { KEEP, SPACE, BLANK, DROP } fate; /* BLANK: a space that is kept as it is inside a text */

static fate judge(const char *c, int length) {
  unsigned char first = (unsigned char)c[0];
  if (length == 1) {
    if (first == ' ') return BLANK;
    if (first == '\t' || first == '\n' || first == '\r') return SPACE;
    return first < 0x20 || first == 0x7f ? DROP : KEEP;
  }
  if (length == 2 && first == 0xc2) {
    unsigned char second = (unsigned char)c[1];
    return second == 0xa0 ? BLANK : second < 0xa0 ? DROP : KEEP;
  }
  if (length == 3) {
    if (memcmp(c, "\xe3\x80\x80", 3) == 0) return BLANK;
    if (memcmp(c, "\xef\xbb\xbf", 3) == 0 || memcmp(c, "\xe2\x80\x8b", 3) == 0) return DROP;
  }
  return KEEP;
}

size_t buju_text_clean(char *text, size_t n) {
  size_t out = 0, end = 0;
  for (size_t i = 0; i < n;) {
    int step = buju_utf8_step(text + i, n - i);
    size_t length = step > 0 ? (size_t)step : 1;
    fate f = judge(text + i, (int)length);
    bool gap = f == SPACE || f == BLANK;
    if (f != DROP && !(gap && end == 0)) {
      if (f == SPACE)
        text[out] = ' ';
      else
        memmove(text + out, text + i, length);
      out += f == SPACE ? 1 : length;
      if (!gap) end = out;
    }
    i += length;
  }
  return end;
}
