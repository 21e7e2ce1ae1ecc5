/* Text in columns, for Chinese and English alike. SPDX-License-Identifier: Apache-2.0 */
#include "cli/show.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text_width.h"

static void fill(const char *text, size_t width) {
  for (size_t n = buju_text_width(text); n < width; n++) putchar(' ');
}

void show_left(const char *text, size_t width) {
  fputs(text, stdout);
  fill(text, width);
}

void show_right(const char *text, size_t width) {
  fill(text, width);
  fputs(text, stdout);
}

const char *show_number(double value, int decimals, char buf[48]) {
  char digits[40];
  buf[0] = '\0';
  if (!(fabs(value) < 1e15)) return buf;
  int n = snprintf(digits, sizeof digits, "%.*f", decimals, value);
  int whole = decimals > 0 ? n - decimals - 1 : n, first = digits[0] == '-';
  char *to = buf;
  for (int i = 0; i < n; i++) {
    if (i > first && i < whole && (whole - i) % 3 == 0) *to++ = ',';
    *to++ = digits[i];
  }
  *to = '\0';
  return buf;
}

static void put(void *user, const char *bytes, size_t n) { fwrite(bytes, 1, n, user); }

buju_json show_json_begin(void) {
  buju_json json = {.put = put, .user = stdout};
  buju_json_open(&json, NULL, '{');
  return json;
}

void show_json_end(buju_json *json) {
  buju_json_close(json, '}');
  putchar('\n');
}
