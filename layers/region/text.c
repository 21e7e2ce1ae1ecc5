/* Comparing text as people type it. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/text.h"

#include <string.h>

uint32_t buju_text_next(const char **p) {
  const unsigned char *s = (const unsigned char *)*p;
  if (s[0] == 0) return 0;
  int more = s[0] >= 0xf0 ? 3 : s[0] >= 0xe0 ? 2 : s[0] >= 0xc0 ? 1 : 0;
  uint32_t c = more == 0 ? s[0] : s[0] & (0x3fu >> more);
  int i = 1;
  while (i <= more && (s[i] & 0xc0) == 0x80) c = c << 6 | (s[i++] & 0x3fu);
  if (i <= more) c = s[0], i = 1; /* not UTF-8 */
  *p += i;
  return c;
}

/* Writes c as UTF-8: never more bytes than it was read from, since half-width forms are shorter. */
static char *put(char *to, uint32_t c) {
  if (c < 0x80) {
    *to++ = (char)c;
  } else if (c < 0x800) {
    *to++ = (char)(0xc0 | c >> 6);
    *to++ = (char)(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *to++ = (char)(0xe0 | c >> 12);
    *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    *to++ = (char)(0x80 | (c & 0x3f));
  } else {
    *to++ = (char)(0xf0 | c >> 18);
    *to++ = (char)(0x80 | (c >> 12 & 0x3f));
    *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    *to++ = (char)(0x80 | (c & 0x3f));
  }
  return to;
}

static uint32_t half_width(uint32_t c) { return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c; }

static bool is_space(uint32_t c) {
  return c <= 0x20 || c == 0x7f || c == 0xa0 || c == 0x3000 || c == 0xfeff || (c >= 0x2000 && c <= 0x200f);
}

static bool is_punctuation(uint32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return c == 0xb7 || c == 0xd7 || (c >= 0x2010 && c <= 0x205e) || (c >= 0x3001 && c <= 0x303f) ||
         (c >= 0xff5f && c <= 0xff65);
}

/* False when the text needs more than the bytes up to end. */
static bool rewrite_into(const char *text, bool fold, char *to, const char *end) {
  enum { CHARACTER_MOST = 4 };
  for (uint32_t c; (c = half_width(buju_text_next(&text))) != 0;) {
    if (is_space(c) || (fold && is_punctuation(c))) continue;
    if (fold && c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (end - to <= CHARACTER_MOST) return false;
    to = put(to, c);
  }
  *to = '\0';
  return true;
}

static char *rewrite(buju_arena *arena, const char *text, bool fold) {
  /* A stray byte of a broken text may take two bytes as a character of its own. */
  size_t length = strlen(text), size = 2 * length + 6;
  char *copy = length > SIZE_MAX / 2 - 6 ? NULL : buju_arena_alloc(arena, size, 1);
  if (copy == NULL) return NULL;
  rewrite_into(text, fold, copy, copy + size);
  return copy;
}

bool buju_text_fold_into(const char *text, char *out, size_t size) { return rewrite_into(text, true, out, out + size); }

char *buju_text_fold(buju_arena *arena, const char *text) { return rewrite(arena, text, true); }

char *buju_text_squeeze(buju_arena *arena, const char *text) { return rewrite(arena, text, false); }

bool buju_text_ends(const char *text, const char *ending) {
  size_t n = strlen(text), m = strlen(ending);
  return n >= m && memcmp(text + n - m, ending, m) == 0;
}

/* Takes off the first ending that fits and leaves at least one character, again until none fits. */
static void strip(char *text, const char *const *endings) {
  for (const char *const *e = endings; *e != NULL; e++) {
    size_t n = strlen(text), m = strlen(*e);
    if (n <= m || !buju_text_ends(text, *e)) continue;
    text[n - m] = '\0';
    e = endings - 1;
  }
}

char *buju_text_village_key(buju_arena *arena, const char *name) {
  static const char *const endings[] = {"居民委员会", "村民委员会", "居委会", "村委会", "行政村",
                                        "社区",       "嘎查",       "村",     NULL};
  char *key = buju_text_fold(arena, name);
  if (key != NULL) strip(key, endings);
  return key;
}

char *buju_text_township_key(buju_arena *arena, const char *name) {
  static const char *const endings[] = {"人民政府", "街道办事处", "办事处", "街道", "苏木", "镇", "乡", NULL};
  char *key = buju_text_fold(arena, name);
  if (key != NULL) strip(key, endings);
  return key;
}

uint64_t buju_text_hash(const char *text) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const unsigned char *p = (const unsigned char *)text; *p != 0; p++) hash = (hash ^ *p) * 0x100000001b3u;
  return hash;
}
