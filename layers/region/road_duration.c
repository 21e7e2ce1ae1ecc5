/* How long a ferry takes, out of text. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/region/road_row.h"
#include "layers/region/text.h"

enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400, LONGEST_S = 2 * DAY_S };

/* Beyond this no number is looked at further: it is too much in any unit. */
static const double TOO_MUCH = 1e9;

/* Digits, with one point between digits; false when there are none. Without the C library, whose point depends on the
 * locale. */
static bool read_number(const char **text, double *value) {
  double unit = 1;
  bool point = false;
  const char *at = *text;
  *value = 0;
  for (;; at++) {
    if (*at == '.' && !point && at > *text && at[1] >= '0' && at[1] <= '9') {
      point = true;
    } else if (*at >= '0' && *at <= '9') {
      unit *= point ? 0.1 : 1;
      *value = point ? *value + (*at - '0') * unit : *value * 10 + (*at - '0');
      if (*value > TOO_MUCH) *value = TOO_MUCH;
    } else {
      break;
    }
  }
  bool any = at > *text;
  *text = at;
  return any;
}

/* "20", "1:20", "1:05:30": minutes, hours and minutes, hours, minutes and seconds. */
static double read_clock(const char *at) {
  double part[3] = {0};
  int parts = 0;
  do {
    const char *start = at + (parts > 0);
    at = start;
    if (parts == 3 || !read_number(&at, &part[parts])) return 0;
    if (parts > 0 && (part[parts] >= 60 || memchr(start, '.', (size_t)(at - start)) != NULL)) return 0;
    parts++;
  } while (*at == ':');
  if (*at != '\0') return 0;
  return parts == 1 ? part[0] * MINUTE_S : part[0] * HOUR_S + part[1] * MINUTE_S + part[2];
}

/* Numbers with their units, larger ones first: "1h20min", "15分钟", and after the P of ISO 8601 "dT1h20m". */
static double read_units(const char *at, bool iso) {
  static const struct {
    const char *word; /* folded; where one begins another the longer first */
    int seconds;
  } units[] = {{"days", DAY_S},      {"day", DAY_S},     {"d", DAY_S},      {"天", DAY_S},
               {"hours", HOUR_S},    {"hour", HOUR_S},   {"hrs", HOUR_S},   {"hr", HOUR_S},
               {"h", HOUR_S},        {"小时", HOUR_S},   {"时", HOUR_S},    {"minutes", MINUTE_S},
               {"minute", MINUTE_S}, {"mins", MINUTE_S}, {"min", MINUTE_S}, {"m", MINUTE_S},
               {"分钟", MINUTE_S},   {"分", MINUTE_S},   {"seconds", 1},    {"second", 1},
               {"secs", 1},          {"sec", 1},         {"s", 1},          {"秒", 1}};
  enum { UNITS = sizeof units / sizeof *units };
  double total_s = 0, number;
  int last_s = DAY_S + 1;
  bool timed = !iso;
  const char *end = at + strlen(at);
  while (at < end) {
    if (iso && !timed && *at == 't') timed = true, at++;
    if (!read_number(&at, &number)) return 0;
    size_t u = 0;
    while (u < UNITS && strncmp(at, units[u].word, strlen(units[u].word)) != 0) u++;
    if (u == UNITS || units[u].seconds >= last_s) return 0;
    if (iso && (strlen(units[u].word) != 1 || timed != (units[u].seconds < DAY_S))) return 0;
    last_s = units[u].seconds;
    total_s += number * last_s;
    at += strlen(units[u].word);
  }
  return total_s;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Without blanks and with small letters; folding as for words would drop the points, colons and signs. False when it
 * does not fit, or a blank parts two digits. */
static bool squeeze(const char *text, char *out, size_t size) {
  size_t n = 0;
  for (; *text != '\0'; text++) {
    if (*text == ' ' || *text == '\t') continue;
    if (n > 0 && is_digit(out[n - 1]) && is_digit(*text) && !is_digit(text[-1])) return false;
    if (n + 1 >= size) return false;
    out[n++] = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
  }
  out[n] = '\0';
  return true;
}

uint32_t buju_road_seconds_of(const char *text) {
  char plain[48] = {0};
  if (!squeeze(text, plain, sizeof plain)) return 0;
  double seconds = plain[0] == 'p' ? read_units(plain + 1, true) : read_clock(plain);
  if (seconds <= 0 && plain[0] != 'p') seconds = read_units(plain, false);
  return seconds >= 1 && seconds <= LONGEST_S ? (uint32_t)seconds : 0;
}
