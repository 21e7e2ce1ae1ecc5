/* Clean cells. SPDX-License-Identifier: Apache-2.0 */
#include "layers/text_utf8.h"

#include <string.h>

#include "core/utf8.h"

bool buju_utf8_is_cut(const char *text, size_t n) {
  char whole[4] = {0};
  unsigned char lead = (unsigned char)text[0];
  size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || n >= length) return false;
  if (n == 1) return true;
  memcpy(whole, text, n); /* what comes after the second byte only has to be a continuation */
  memset(whole + n, 0x80, length - n);
  return buju_utf8_char(whole, length) == length;
}

/* What a character becomes: itself, a plain space, or nothing. */
typedef enum fate { KEEP, SPACE, BLANK, DROP } fate; /* BLANK: a space that is kept as it is inside a text */

static fate judge(const char *c, size_t length) {
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
    size_t length = buju_utf8_char(text + i, n - i);
    if (length == 0) length = 1;
    fate f = judge(text + i, length);
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
