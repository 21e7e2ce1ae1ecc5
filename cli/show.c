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

/* The bytes of the control character text begins with (C0, DEL, and C1 as UTF-8); 0: none. */
static size_t control_bytes(const char *text) {
  const unsigned char *at = (const unsigned char *)text;
  if ((*at > 0 && *at < 0x20) || *at == 0x7F) return 1;
  return *at == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0 ? 2 : 0;
}

void show_printable(char *text) {
  for (; *text != '\0'; text++)
    for (size_t n = control_bytes(text); n > 0; n--) text[n - 1] = ' ';
}

void show_name(buju_lang lang, bool first, const char *name) {
  bool zh = lang == BUJU_ZH;
  fputs(first ? zh ? "：" : ": " : zh ? "、" : ", ", stdout);
  for (size_t n; *name != '\0'; name += n > 0 ? n : 1) {
    n = control_bytes(name);
    putchar(n > 0 ? ' ' : *name);
  }
}

void show_short(const char *text, size_t width, bool filled) {
  bool cut = buju_text_width(text) > width;
  size_t n = buju_text_fit(text, cut ? width - 1 : width), used = cut ? 1 : 0;
  for (size_t i = 0, control; i<n; i += control> 0 ? control : 1) {
    control = control_bytes(text + i);
    putchar(control > 0 ? ' ' : text[i]);
  }
  if (cut) fputs("…", stdout);
  if (!filled) return;
  for (used += buju_text_width(text); !cut && used < width; used++) putchar(' ');
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

void show_share(double value, double percent, size_t width) {
  char number[48], text[80];
  show_number(value, 0, number);
  if (isnan(percent))
    snprintf(text, sizeof text, "%s", number);
  else
    snprintf(text, sizeof text, "%s (%.1f %%)", number, percent);
  show_right(text, width);
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
