/* Bytes of a page. SPDX-License-Identifier: Apache-2.0 */
#include "report/page.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buju_page_put_n(buju_page *page, const char *markup, size_t n) {
  if (page->failed) return;
  if (n >= page->cap - page->n || page->cap == 0) {
    size_t cap = page->cap > 0 ? page->cap : 4096;
    while (cap - page->n <= n && cap < SIZE_MAX / 4) cap *= 2;
    char *grown = cap - page->n > n ? realloc(page->bytes, cap) : NULL;
    if (grown == NULL) {
      page->failed = true;
      return;
    }
    page->bytes = grown;
    page->cap = cap;
  }
  memcpy(page->bytes + page->n, markup, n);
  page->n += n;
  page->bytes[page->n] = '\0';
}

void buju_page_put(buju_page *page, const char *markup) { buju_page_put_n(page, markup, strlen(markup)); }

void buju_page_putf(buju_page *page, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  int n = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (n < 0 || (size_t)n >= sizeof text)
    page->failed = true;
  else
    buju_page_put_n(page, text, (size_t)n);
}

static const char *entity(char c) {
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return (unsigned char)c < 0x20 && c != '\n' && c != '\t' ? "" : NULL;
  }
}

void buju_page_text(buju_page *page, const char *text) {
  if (text == NULL) return;
  const char *from = text;
  for (const char *at = text; *at != '\0'; at++) {
    const char *instead = entity(*at);
    if (instead == NULL) continue;
    buju_page_put_n(page, from, (size_t)(at - from));
    buju_page_put(page, instead);
    from = at + 1;
  }
  buju_page_put(page, from);
}

void buju_page_say(buju_page *page, buju_said said) {
  char small[512];
  size_t n = buju_say(page->lang, &said, small, sizeof small);
  if (n < sizeof small) {
    buju_page_text(page, small);
    return;
  }
  char *large = malloc(n + 1);
  if (large == NULL) {
    page->failed = true;
    return;
  }
  buju_say(page->lang, &said, large, n + 1);
  buju_page_text(page, large);
  free(large);
}

void buju_page_msg(buju_page *page, const buju_msg *msg) {
  buju_page_text(page, page->lang == BUJU_ZH ? msg->zh : msg->en);
}

void buju_page_free(buju_page *page) {
  free(page->bytes);
  *page = (buju_page){.lang = page->lang};
}

const char *buju_page_number(double value, int decimals, char buf[48]) {
  char digits[40];
  buf[0] = '\0';
  if (isnan(value)) return buf;
  if (!(fabs(value) < 1e15)) {
    snprintf(buf, 48, "%.3g", value);
    return buf;
  }
  double scale = pow(10, decimals);
  int n = snprintf(digits, sizeof digits, "%.*f", decimals, round(value * scale) / scale);
  if (strtod(digits, NULL) == 0 && digits[0] == '-') memmove(digits, digits + 1, (size_t)n--); /* no -0 */
  int whole = decimals > 0 ? n - decimals - 1 : n, first = digits[0] == '-';
  char *to = buf;
  for (int i = 0; i < n; i++) {
    if (i > first && i < whole && (whole - i) % 3 == 0) *to++ = ',';
    *to++ = digits[i];
  }
  *to = '\0';
  return buf;
}
