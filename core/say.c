/* Rendering messages. SPDX-License-Identifier: Apache-2.0 */
#include "core/say.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/units.h"

enum { ARGUMENT_BYTES = 48 };

/* 1234567 → "1,234,567". 27 bytes hold any int64. */
static void group_digits(int64_t value, char out[32]) {
  char digits[24];
  uint64_t magnitude = value < 0 ? 0u - (uint64_t)value : (uint64_t)value;
  int n = snprintf(digits, sizeof digits, "%" PRIu64, magnitude);
  size_t at = 0;
  if (value < 0) out[at++] = '-';
  for (int i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0) out[at++] = ',';
    out[at++] = digits[i];
  }
  out[at] = '\0';
}

static void show_people(int64_t thousandths, char out[ARGUMENT_BYTES]) {
  if (thousandths == BUJU_PEOPLE_MISSING)
    strcpy(out, "?");
  else
    group_digits(buju_whole_people(thousandths), out);
}

static void show_minutes(int64_t ms, char out[ARGUMENT_BYTES]) {
  int64_t tenths = (ms + 5999) / 6000;
  if (tenths % 10 == 0)
    snprintf(out, ARGUMENT_BYTES, "%" PRId64, tenths / 10);
  else
    snprintf(out, ARGUMENT_BYTES, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
}

/* Beyond that it is no length on earth, and its digits say nothing. */
static void show_metres(double m, char out[ARGUMENT_BYTES]) {
  static const double MOST = 1e15;
  if (isfinite(m) && fabs(m) < MOST)
    group_digits((int64_t)llround(m), out);
  else
    snprintf(out, ARGUMENT_BYTES, "%.3g", isnan(m) ? 0 : m);
}

static void show_yuan(int64_t fen, char out[ARGUMENT_BYTES]) {
  char whole[32];
  group_digits(fen / 100, whole);
  int64_t cents = fen % 100 < 0 ? -(fen % 100) : fen % 100;
  if (cents == 0)
    snprintf(out, ARGUMENT_BYTES, "%s", whole);
  else
    snprintf(out, ARGUMENT_BYTES, "%s.%02" PRId64, whole, cents);
}

/* The text of one argument, of a list its length: either borrowed or written into scratch. */
static const char *argument_text(buju_lang lang, const buju_arg *arg, char scratch[ARGUMENT_BYTES]) {
  scratch[0] = '\0';
  switch (arg->kind) {
  case BUJU_ARG_NONE: break;
  case BUJU_ARG_TEXT: return arg->u.s != NULL ? arg->u.s : "";
  case BUJU_ARG_WORD: return lang == BUJU_ZH ? arg->u.m->zh : arg->u.m->en;
  case BUJU_ARG_WORDS: group_digits((int64_t)arg->u.w->n, scratch); break; /* how many; put_argument has the words */
  case BUJU_ARG_INT: group_digits(arg->u.i, scratch); break;
  case BUJU_ARG_YEAR: snprintf(scratch, ARGUMENT_BYTES, "%" PRId64, arg->u.i); break;
  case BUJU_ARG_REAL: snprintf(scratch, ARGUMENT_BYTES, "%.10g", arg->u.f); break;
  case BUJU_ARG_PEOPLE: show_people(arg->u.i, scratch); break;
  case BUJU_ARG_MINUTES: show_minutes(arg->u.i, scratch); break;
  case BUJU_ARG_METRES: show_metres(arg->u.f, scratch); break;
  case BUJU_ARG_YUAN: show_yuan(arg->u.i, scratch); break;
  }
  return scratch;
}

typedef struct sink {
  char *buf;
  size_t size, need;
} sink;

static void put(sink *s, const char *text, size_t n) {
  if (s->size > 0 && s->need < s->size - 1) {
    size_t room = s->size - 1 - s->need;
    memcpy(s->buf + s->need, text, n < room ? n : room);
  }
  s->need += n;
}

/* Ends the text before a character that did not fit whole. */
static void terminate(sink *s) {
  if (s->size == 0) return;
  size_t end = s->need < s->size ? s->need : s->size - 1;
  if (s->need > end) {
    size_t start = end;
    while (start > 0 && ((unsigned char)s->buf[start - 1] & 0xc0) == 0x80) start--;
    if (start > 0 && (unsigned char)s->buf[start - 1] >= 0xc0) {
      unsigned char lead = (unsigned char)s->buf[start - 1];
      size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
      if (start - 1 + length > end) end = start - 1;
    }
  }
  s->buf[end] = '\0';
}

static void put_argument(sink *out, buju_lang lang, const buju_arg *arg) {
  char scratch[ARGUMENT_BYTES];
  const char *text = argument_text(lang, arg, scratch), *between = lang == BUJU_ZH ? "、" : ", ";
  if (arg->kind != BUJU_ARG_WORDS) put(out, text, strlen(text));
  for (size_t i = 0; arg->kind == BUJU_ARG_WORDS && i < arg->u.w->n; i++) {
    const char *word = lang == BUJU_ZH ? arg->u.w->word[i]->zh : arg->u.w->word[i]->en;
    if (i > 0) put(out, between, strlen(between));
    put(out, word, strlen(word));
  }
}

/* What stands at p, "{0}" or "{0?one|many}", is put; returns what follows it, NULL where there is neither. */
static const char *put_slot(sink *out, buju_lang lang, const buju_said *said, const char *p) {
  if (p[0] != '{' || p[1] < '0' || p[1] >= '0' + BUJU_SAID_ARGS) return NULL;
  const buju_arg *arg = &said->arg[p[1] - '0'];
  char scratch[ARGUMENT_BYTES];
  const char *text = argument_text(lang, arg, scratch);
  if (p[2] == '}') {
    put_argument(out, lang, arg);
    return p + 3;
  }
  if (p[2] != '?') return NULL;
  const char *one = p + 3, *bar = one + strcspn(one, "|}"), *end = bar + strcspn(bar, "}");
  if (*bar != '|' || *end == '\0') return NULL;
  if (strcmp(text, "1") == 0)
    put(out, one, (size_t)(bar - one));
  else
    put(out, bar + 1, (size_t)(end - bar - 1));
  return end + 1;
}

size_t buju_say(buju_lang lang, const buju_said *said, char *buf, size_t size) {
  sink out = {buf, size, 0};
  const char *p = said->msg != NULL ? (lang == BUJU_ZH ? said->msg->zh : said->msg->en) : "";
  while (*p != '\0') {
    const char *next = put_slot(&out, lang, said, p);
    if (next == NULL) {
      next = p + 1 + strcspn(p + 1, "{");
      put(&out, p, (size_t)(next - p));
    }
    p = next;
  }
  terminate(&out);
  return out.need;
}
