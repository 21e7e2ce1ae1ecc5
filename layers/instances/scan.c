/* Reading numbers without the C library's locale and one digit at a time. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

buju_scan buju_scan_begin(const char *name, const unsigned char *bytes, size_t n) {
  bool mark = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
  return (buju_scan){(const char *)bytes + (mark ? 3 : 0), (const char *)bytes + n, name, 1};
}

bool buju_scan_line_ends(buju_scan *scan) {
  while (is_blank(*scan->at)) scan->at++;
  return scan->at >= scan->end || *scan->at == '\n';
}

bool buju_scan_text_ends(buju_scan *scan) {
  while (buju_scan_line_ends(scan)) {
    if (scan->at >= scan->end) return true;
    scan->at++;
    scan->line++;
  }
  return false;
}

void buju_scan_skip_line(buju_scan *scan) {
  const char *end = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
  scan->at = end != NULL ? end + 1 : scan->end;
  scan->line += end != NULL;
}

size_t buju_scan_word(buju_scan *scan) {
  if (buju_scan_text_ends(scan)) return 0;
  const char *to = scan->at;
  while (to < scan->end && !is_blank(*to) && *to != '\n') to++;
  return (size_t)(to - scan->at);
}

bool buju_scan_parse_whole(const char *text, size_t n, int64_t *out) {
  bool negative = n > 0 && text[0] == '-';
  size_t i = n > 0 && (text[0] == '-' || text[0] == '+');
  int64_t value = 0;
  if (i == n) return false;
  for (; i < n; i++) {
    if (!is_digit(text[i]) || value > (INT64_MAX - (text[i] - '0')) / 10) return false;
    value = value * 10 + (text[i] - '0');
  }
  *out = negative ? -value : value;
  return true;
}

/* mantissa × 10^exponent where both are exact in a double, so that one operation rounds once. */
static bool parse_short(const char *text, size_t n, double *out) {
  static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  static const uint64_t EXACT = (uint64_t)1 << 53;
  uint64_t mantissa = 0;
  int decimals = 0;
  bool point = false;
  size_t i = n > 0 && (text[0] == '-' || text[0] == '+'), first = i;
  for (; i < n && (is_digit(text[i]) || (text[i] == '.' && !point)); i++) {
    if (text[i] == '.') {
      point = true;
      continue;
    }
    mantissa = mantissa * 10 + (uint64_t)(text[i] - '0');
    decimals += point;
    if (mantissa > EXACT) return false;
  }
  if (i < n || i - first == (size_t)point || decimals > 22) return false;
  double value = (double)mantissa / power[decimals];
  *out = text[0] == '-' ? -value : value;
  return true;
}

bool buju_scan_parse_real(const char *text, size_t n, double *out) {
  enum { LONGEST = 64 };
  char copy[LONGEST + 1], *end;
  if (parse_short(text, n, out)) return true;
  if (n == 0 || n > LONGEST || strspn(text, "0123456789+-.eE") < n) return false; /* strtod takes "nan", too */
  memcpy(copy, text, n);
  copy[n] = '\0';
  *out = strtod(copy, &end);
  return end == copy + n && isfinite(*out);
}

buju_status buju_scan_unexpected(buju_ctx *ctx, buju_scan *scan, const buju_msg *what) {
  BUJU_MSG(found, "{0} 第 {1} 行：此处应为{2}，实为“{3}”", "{0}, line {1}: expected {2}, found \"{3}\"");
  BUJU_MSG(ended, "{0} 第 {1} 行：此处应为{2}，文件却已结束；文件可能不完整",
           "{0}, line {1}: expected {2}, but the file ends; it may be incomplete");
  char word[64], shown[32];
  size_t n = buju_scan_word(scan);
  if (n == 0)
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(ended, buju_text(scan->file), buju_year(scan->line), buju_word(what)));
  if (n > sizeof word - 1) n = sizeof word - 1;
  for (size_t i = 0; i < n; i++) word[i] = (char)((unsigned char)scan->at[i] < 32 ? '?' : scan->at[i]);
  word[n] = '\0';
  if (buju_utf8_bad(word, n) < n) word[buju_utf8_bad(word, n)] = '\0';
  return buju_fail(ctx, BUJU_E_DATA,
                   BUJU_SAY(found, buju_text(scan->file), buju_year(scan->line), buju_word(what),
                            buju_text(buju_utf8_short(word, shown, sizeof shown))));
}

buju_status buju_scan_whole(buju_ctx *ctx, buju_scan *scan, const buju_msg *what, int64_t least, int64_t most,
                            int64_t *out) {
  BUJU_MSG(range, "{0} 第 {1} 行：{2}应为 {3} 到 {4} 的整数，实为 {5}",
           "{0}, line {1}: {2} must be a whole number from {3} to {4}, not {5}");
  int64_t value;
  size_t n = buju_scan_word(scan);
  if (n == 0 || !buju_scan_parse_whole(scan->at, n, &value)) return buju_scan_unexpected(ctx, scan, what);
  if (value < least || value > most)
    return buju_fail(ctx, BUJU_E_DATA,
                     BUJU_SAY(range, buju_text(scan->file), buju_year(scan->line), buju_word(what), buju_int(least),
                              buju_int(most), buju_int(value)));
  scan->at += n;
  *out = value;
  return BUJU_OK;
}

buju_status buju_scan_real(buju_ctx *ctx, buju_scan *scan, const buju_msg *what, double *out) {
  size_t n = buju_scan_word(scan);
  if (n == 0 || !buju_scan_parse_real(scan->at, n, out)) return buju_scan_unexpected(ctx, scan, what);
  scan->at += n;
  return BUJU_OK;
}
