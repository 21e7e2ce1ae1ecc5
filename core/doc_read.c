/* Documents: scalars as numbers, words, days. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/doc.h"

/* What people write for a unit of the parameter tables; the first of each is how it is shown in Chinese. */
static const struct unit_name {
  const char *unit, *written;
} unit_names[] = {
    {"min", "分钟"},    {"people", "人"},  {"yuan", "元"},  {"m2", "平方米"},      {"km2", "平方公里"},
    {"km", "公里"},     {"m", "米"},       {"year", "年"},  {"years", "岁"},       {"km/h", "公里/小时"},
    {"doctors", "名"},  {"clinics", "个"}, {"sites", "处"}, {"stars", "星"},       {"days", "天"},
    {"min", "minutes"}, {"m2", "㎡"},      {"m2", "m²"},    {"km2", "km²"},        {"km2", "平方千米"},
    {"km", "千米"},     {"year", "岁"},    {"years", "年"}, {"km/h", "千米/小时"}, {"%", "％"},
    {"doctors", "人"},  {"sites", "个"},   {"sites", "所"}, {"days", "日"},
};

const char *buju_unit_shown(const char *unit, buju_lang lang) {
  for (size_t i = 0; lang == BUJU_ZH && i < sizeof unit_names / sizeof *unit_names; i++)
    if (strcmp(unit_names[i].unit, unit) == 0) return unit_names[i].written;
  return unit;
}

static bool unit_fits(const char *unit, const char *written) {
  if (strcmp(unit, written) == 0) return true;
  for (size_t i = 0; i < sizeof unit_names / sizeof *unit_names; i++)
    if (strcmp(unit_names[i].unit, unit) == 0 && strcmp(unit_names[i].written, written) == 0) return true;
  return false;
}

/* A decimal number as written: mantissa × 10^exponent, exactly. */
typedef struct decimal {
  bool negative;
  bool huge, fine; /* beyond every range; of more digits than are kept: then the others say nothing */
  uint64_t mantissa;
  int exponent;
} decimal;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

enum { DIGITS_MAX = 18, EXPONENT_MAX = 22 };

/* Reads digits[.digits][e±digits] without the C library, whose decimal point depends on the locale. Returns what
 * follows, or NULL when text does not start with a number. */
static const char *read_decimal(const char *text, decimal *out) {
  decimal d = {0};
  size_t digits = 0, whole = 0;
  bool point = false, seen = false;
  if (*text == '-' || *text == '+') d.negative = *text++ == '-';
  for (; is_digit(*text) || (*text == '.' && !point); text++) {
    if (*text == '.') {
      point = true;
      continue;
    }
    seen = true;
    d.exponent -= point && digits < DIGITS_MAX;
    if (d.mantissa > 0 || *text != '0') digits++;
    whole += !point && digits > 0;
    if (digits > DIGITS_MAX) continue;
    d.mantissa = d.mantissa * 10 + (uint64_t)(*text - '0');
  }
  if (!seen || text[-1] == '.') return NULL;
  if ((*text == 'e' || *text == 'E') &&
      (is_digit(text[1]) || ((text[1] == '-' || text[1] == '+') && is_digit(text[2])))) {
    bool minus = *++text == '-';
    int e = 0;
    if (!is_digit(*text)) text++;
    for (; is_digit(*text); text++)
      if (e <= EXPONENT_MAX) e = e * 10 + (*text - '0');
    d.exponent += minus ? -e : e;
  }
  while (d.mantissa != 0 && d.exponent < 0 && d.mantissa % 10 == 0) {
    d.mantissa /= 10;
    d.exponent++;
  }
  if (d.mantissa == 0) d.exponent = 0;
  bool cut = digits > DIGITS_MAX;
  d.huge = d.exponent > EXPONENT_MAX || (cut && whole > DIGITS_MAX && d.exponent >= 0);
  d.fine = !d.huge && (cut || d.exponent < -EXPONENT_MAX);
  *out = d;
  return text;
}

/* Up to 15 digits both factors are exact, so that the one operation rounds once; the same on every machine. */
static double decimal_real(const decimal *d) {
  double power = 1;
  for (int i = d->exponent < 0 ? -d->exponent : d->exponent; i > 0; i--) power *= 10;
  double value = d->exponent < 0 ? (double)d->mantissa / power : (double)d->mantissa * power;
  return d->negative ? -value : value;
}

static bool decimal_int(const decimal *d, int64_t *out) {
  uint64_t value = d->mantissa;
  if (d->exponent < 0) return false;
  for (int i = 0; i < d->exponent; i++) {
    if (value > INT64_MAX / 10) return false;
    value *= 10;
  }
  *out = d->negative ? -(int64_t)value : (int64_t)value;
  return true;
}

const char *buju_range_shown(double min, double max, const char *unit, buju_lang lang, char *buf, size_t size) {
  const char *space = unit[0] != '\0' && unit[0] != '%' ? " " : "";
  snprintf(buf, size, "%.15g–%.15g%s%s", min, max, space, buju_unit_shown(unit, lang));
  return buf;
}

static buju_status out_of_range(buju_ctx *ctx, const buju_doc *node, const char *range) {
  BUJU_MSG(outside, "{0}：{1} 超出范围；应在 {2} 之间", "{0}: {1} is out of range; it must be in {2}");
  return buju_doc_complain(ctx, node, BUJU_SAY(outside, {0}, {0}, buju_text(range)));
}

static buju_status read_number(buju_ctx *ctx, const buju_doc *node, const char *unit, const char *range, decimal *out) {
  BUJU_MSG(not_number, "{0}：“{1}”不是数；应为 {2} 之间的数", "{0}: \"{1}\" is not a number; give one in {2}");
  BUJU_MSG(no_unit, "{0}：“{1}”带有单位“{2}”，此处为无单位的数", "{0}: \"{1}\" has the unit {2}; this number has none");
  BUJU_MSG(wrong_unit, "{0}：“{1}”的单位是“{2}”，此处的单位应为 {3}",
           "{0}: the unit of \"{1}\" is {2}; here it must be {3}");
  BUJU_MSG(too_fine, "{0}：“{1}”位数过多；有效数字最多 {2} 位", "{0}: \"{1}\" has too many digits; at most {2} count");
  const char *rest = NULL;
  if (node->kind == BUJU_DOC_SCALAR) rest = read_decimal(node->text, out);
  if (rest == NULL) return buju_doc_complain(ctx, node, BUJU_SAY(not_number, {0}, {0}, buju_text(range)));
  while (is_blank(*rest)) rest++;
  if (*rest == '\0' || (unit[0] != '\0' && unit_fits(unit, rest))) {
    if (out->huge) return out_of_range(ctx, node, range);
    return out->fine ? buju_doc_complain(ctx, node, BUJU_SAY(too_fine, {0}, {0}, buju_int(DIGITS_MAX))) : BUJU_OK;
  }
  if (is_digit(*rest) || strchr(".,_-+:/，", *rest) != NULL)
    return buju_doc_complain(ctx, node, BUJU_SAY(not_number, {0}, {0}, buju_text(range)));
  if (unit[0] == '\0') return buju_doc_complain(ctx, node, BUJU_SAY(no_unit, {0}, {0}, buju_text(rest)));
  return buju_doc_complain(
      ctx, node, BUJU_SAY(wrong_unit, {0}, {0}, buju_text(rest), buju_text(buju_unit_shown(unit, buju_ctx_lang(ctx)))));
}

buju_status buju_doc_int_unit(buju_ctx *ctx, const buju_doc *node, const char *unit, int64_t min, int64_t max,
                              int64_t *out) {
  BUJU_MSG(not_whole, "{0}：“{1}”应为整数，范围 {2}", "{0}: \"{1}\" must be a whole number in {2}");
  char range[96];
  decimal d = {0};
  int64_t value;
  buju_range_shown((double)min, (double)max, unit, buju_ctx_lang(ctx), range, sizeof range);
  buju_status status = read_number(ctx, node, unit, range, &d);
  if (status != BUJU_OK) return status;
  if (d.exponent < 0) return buju_doc_complain(ctx, node, BUJU_SAY(not_whole, {0}, {0}, buju_text(range)));
  if (!decimal_int(&d, &value) || value < min || value > max) return out_of_range(ctx, node, range);
  *out = value;
  return BUJU_OK;
}

buju_status buju_doc_real_unit(buju_ctx *ctx, const buju_doc *node, const char *unit, double min, double max,
                               double *out) {
  char range[96];
  decimal d = {0};
  buju_range_shown(min, max, unit, buju_ctx_lang(ctx), range, sizeof range);
  buju_status status = read_number(ctx, node, unit, range, &d);
  if (status != BUJU_OK) return status;
  double value = decimal_real(&d);
  if (!(value >= min && value <= max)) return out_of_range(ctx, node, range);
  *out = value;
  return BUJU_OK;
}

buju_status buju_doc_int(buju_ctx *ctx, const buju_doc *node, int64_t min, int64_t max, int64_t *out) {
  return buju_doc_int_unit(ctx, node, "", min, max, out);
}

buju_status buju_doc_real(buju_ctx *ctx, const buju_doc *node, double min, double max, double *out) {
  return buju_doc_real_unit(ctx, node, "", min, max, out);
}

/* Nothing but white space: ASCII's, no-break spaces, the ideographic one an input method leaves. */
static bool is_blank_text(const char *text) {
  static const char *const wide[] = {"\u00a0", "\u3000"};
  while (*text != '\0') {
    size_t n = strspn(text, " \t\r\n");
    for (size_t i = 0; n == 0 && i < sizeof wide / sizeof *wide; i++)
      if (strncmp(text, wide[i], strlen(wide[i])) == 0) n = strlen(wide[i]);
    if (n == 0) return false;
    text += n;
  }
  return true;
}

buju_status buju_doc_text(buju_ctx *ctx, const buju_doc *node, const char **out) {
  BUJU_MSG(not_text, "{0}：这里应当是一段文字，而不是{1}", "{0}: this must be text, not {1}");
  BUJU_MSG(blank, "{0}：这里不能为空", "{0}: this must not be blank");
  if (node->kind == BUJU_DOC_LIST || node->kind == BUJU_DOC_MAP)
    return buju_doc_complain(ctx, node, BUJU_SAY(not_text));
  if (node->kind == BUJU_DOC_NULL || is_blank_text(node->text)) return buju_doc_complain(ctx, node, BUJU_SAY(blank));
  *out = node->text;
  return BUJU_OK;
}

static bool same_word(const char *a, const char *b) {
  for (; *a != '\0'; a++, b++)
    if ((*a >= 'A' && *a <= 'Z' ? *a - 'A' + 'a' : *a) != *b) return false;
  return *b == '\0';
}

buju_status buju_doc_bool(buju_ctx *ctx, const buju_doc *node, bool *out) {
  static const char *const yes[] = {"true", "yes", "on", "是"}, *const no[] = {"false", "no", "off", "否"};
  BUJU_MSG(not_bool, "{0}：“{1}”应为 true 或 false", "{0}: \"{1}\" must be true or false");
  for (size_t i = 0; node->kind == BUJU_DOC_SCALAR && i < sizeof yes / sizeof *yes; i++) {
    bool is_yes = same_word(node->text, yes[i]);
    if (!is_yes && !same_word(node->text, no[i])) continue;
    *out = is_yes;
    return BUJU_OK;
  }
  return buju_doc_complain(ctx, node, BUJU_SAY(not_bool));
}

bool buju_doc_is_off(const buju_doc *node) {
  return node->kind == BUJU_DOC_SCALAR && !node->quoted &&
         (same_word(node->text, "off") || strcmp(node->text, "关") == 0);
}

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap);
}

static bool parse_date(const char *text, buju_date *out) {
  static const char pattern[] = "dddd-dd-dd";
  if (strlen(text) != sizeof pattern - 1) return false;
  for (size_t i = 0; i < sizeof pattern - 1; i++)
    if (pattern[i] == 'd' ? !is_digit(text[i]) : text[i] != pattern[i]) return false;
  int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
  int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return false;
  *out = (buju_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
  return true;
}

buju_status buju_doc_date(buju_ctx *ctx, const buju_doc *node, buju_date *out) {
  BUJU_MSG(not_date, "{0}：“{1}”不是日期；请写作 2026-06-30 的形式",
           "{0}: \"{1}\" is not a day; write it like 2026-06-30");
  if (node->kind != BUJU_DOC_SCALAR || !parse_date(node->text, out))
    return buju_doc_complain(ctx, node, BUJU_SAY(not_date));
  return BUJU_OK;
}

buju_status buju_doc_word(buju_ctx *ctx, const buju_doc *node, const char *const *words, int *out) {
  BUJU_MSG(not_word, "{0}：“{1}”不在可选值之中：{2}", "{0}: \"{1}\" is not one of {2}");
  for (int i = 0; node->kind == BUJU_DOC_SCALAR && words[i] != NULL; i++) {
    if (strcmp(node->text, words[i]) != 0) continue;
    *out = i;
    return BUJU_OK;
  }
  char list[512];
  size_t n = 0;
  for (size_t i = 0; words[i] != NULL && n < sizeof list; i++)
    n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", i > 0 ? ", " : "", words[i]);
  return buju_doc_complain(ctx, node, BUJU_SAY(not_word, {0}, {0}, buju_text(list)));
}
