/* Reading cells. SPDX-License-Identifier: Apache-2.0 */
#include "layers/cell.h"

#include <cpl_conv.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PLAIN_BYTES = 128 };

/* One form for comparing: full-width ASCII (U+FF01–U+FF5E) made half-width, spaces dropped, the minus sign U+2212 made
 * a hyphen. False when the text is too long to be a number, a yes or a code. */
static bool plain(const char *text, char out[PLAIN_BYTES]) {
  size_t n = 0;
  for (const unsigned char *p = (const unsigned char *)text; *p != '\0';) {
    if (n >= PLAIN_BYTES - 4) return false;
    if (p[0] == ' ' || p[0] == '\t') {
      p++;
    } else if (p[0] == 0xc2 && p[1] == 0xa0) {
      p += 2;
    } else if (p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80) {
      p += 3;
    } else if (p[0] == 0xe2 && p[1] == 0x88 && p[2] == 0x92) {
      out[n++] = '-';
      p += 3;
    } else if (p[0] == 0xef && ((p[1] == 0xbc && p[2] >= 0x81) || (p[1] == 0xbd && p[2] != 0 && p[2] <= 0x9e))) {
      out[n++] = (char)(p[1] == 0xbc ? p[2] - 0x60 : p[2] - 0x20);
      p += 3;
    } else {
      out[n++] = (char)*p++;
    }
  }
  out[n] = '\0';
  return true;
}

static bool one_of(const char *text, const char *const *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(text, words[i]) == 0) return true;
  return false;
}
#define ONE_OF(text, words) one_of((text), (words), sizeof(words) / sizeof *(words))

static void drop_remark(char *text) {
  size_t n = strlen(text);
  char *open = strchr(text, '(');
  if (open != NULL && open != text && n > 0 && text[n - 1] == ')') *open = '\0';
}

bool buju_cell_says_nothing(const char *text) {
  static const char *const words[] = {"",     "-",    "--",   "—",    "——",   "–",      "/",       "\\",   "N/A",
                                      "n/a",  "NA",   "#N/A", "NULL", "null", "NaN",    "nan",     "None", "none",
                                      "暂无", "不详", "未知", "空",   "待定", "无数据", "#VALUE!", "?"};
  char form[PLAIN_BYTES];
  return text == NULL || (plain(text, form) && ONE_OF(form, words));
}

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Takes commas out of "1,234,567". False when groups are not of three. */
static bool ungroup(const char **from, char out[PLAIN_BYTES], size_t *n) {
  const char *p = *from;
  size_t run = 0;
  bool grouped = false;
  while (digit(*p) || (*p == ',' && digit(p[1]))) {
    if (*p == ',') {
      if (run == 0 || run > 3 || (grouped && run != 3)) return false;
      grouped = true;
      run = 0;
      p++;
      continue;
    }
    out[(*n)++] = *p++;
    run++;
  }
  *from = p;
  return !grouped || run == 3;
}

static const char *take_exponent(const char *p, char out[PLAIN_BYTES], size_t *n) {
  const char *q = p + 1;
  if (*p != 'e' && *p != 'E') return p;
  if (*q == '+' || *q == '-') q++;
  if (!digit(*q)) return p;
  while (digit(*q)) q++;
  memcpy(out + *n, p, (size_t)(q - p));
  *n += (size_t)(q - p);
  return q;
}

/* What may stand behind a number without changing what it counts. */
static bool is_unit(const char *text) {
  static const char *const units[] = {"",   "人",     "口",   "名", "位", "户", "个", "家", "所", "间",
                                      "处", "平方米", "平米", "㎡", "m2", "m²", "元", "年", "岁", "%"};
  return ONE_OF(text, units);
}

static double take_scale(const char **p) {
  static const struct {
    const char *word;
    double scale;
  } scales[] = {{"万", 1e4}, {"亿", 1e8}};
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
    size_t n = strlen(scales[i].word);
    if (strncmp(*p, scales[i].word, n) != 0) continue;
    *p += n;
    return scales[i].scale;
  }
  return 1;
}

bool buju_cell_number_scaled(const char *text, double *value, double *scale) {
  char form[PLAIN_BYTES], number[PLAIN_BYTES];
  size_t n = 0;
  if (text == NULL || !plain(text, form)) return false;
  drop_remark(form);
  const char *p = form;
  if (*p == '-' || *p == '+') number[n++] = *p++;
  size_t before = n;
  if (!ungroup(&p, number, &n)) return false;
  if (*p == '.') {
    number[n++] = *p++;
    while (digit(*p)) number[n++] = *p++;
  }
  if (n == before || (n == before + 1 && number[before] == '.')) return false;
  p = take_exponent(p, number, &n);
  number[n] = '\0';
  double factor = take_scale(&p), read = CPLAtof(number);
  if (!is_unit(p) || !isfinite(read)) return false;
  *value = read;
  *scale = factor;
  return true;
}

bool buju_cell_number(const char *text, double *value) {
  double read = 0, scale = 1;
  if (!buju_cell_number_scaled(text, &read, &scale)) return false;
  *value = read * scale;
  return true;
}

buju_tri buju_cell_tri(const char *text, bool *understood) {
  static const char *const yes[] = {"是", "有",   "√",    "✓",    "✔",    "☑",    "对",   "已",     "1",     "1.0",
                                    "Y",  "y",    "YES",  "Yes",  "yes",  "T",    "t",    "TRUE",   "True",  "true",
                                    "在", "达标", "合格", "已建", "具备", "达到", "纳入", "已纳入", "已达标"};
  static const char *const no[] = {"否",    "无",     "×",      "✗",      "✘",    "☒",    "错",     "未",     "0",
                                   "0.0",   "N",      "n",      "NO",     "No",   "no",   "F",      "f",      "FALSE",
                                   "False", "false",  "X",      "x",      "没有", "不是", "不达标", "未达标", "不合格",
                                   "未建",  "不具备", "未达到", "未纳入", "不在", "非"};
  char form[PLAIN_BYTES];
  *understood = true;
  if (buju_cell_says_nothing(text)) return BUJU_UNKNOWN;
  if (plain(text, form)) {
    drop_remark(form);
    if (ONE_OF(form, yes)) return BUJU_YES;
    if (ONE_OF(form, no)) return BUJU_NO;
  }
  *understood = false;
  return BUJU_UNKNOWN;
}

/* "4.21223100201E+11": the digits, when the exponent shifts the point past none that is missing. */
static buju_code_state code_of_exponent(const char *text, char out[BUJU_CODE_BYTES]) {
  size_t n = 0, after = 0;
  const char *p = text;
  bool point = false;
  for (; digit(*p) || (*p == '.' && !point); p++) {
    if (*p == '.') {
      point = true;
      continue;
    }
    if (n >= BUJU_CODE_BYTES - 1) return BUJU_CODE_NOT;
    out[n++] = *p;
    after += point;
  }
  out[n] = '\0';
  if (n == 0 || (*p != 'e' && *p != 'E')) return BUJU_CODE_NOT;
  p++;
  if (*p == '+') p++;
  size_t exponent = 0;
  if (!digit(*p)) return BUJU_CODE_NOT;
  for (; digit(*p) && exponent < 1000; p++) exponent = exponent * 10 + (size_t)(*p - '0');
  if (*p != '\0') return BUJU_CODE_NOT;
  if (exponent > after) return BUJU_CODE_LOST;
  for (size_t i = n - (after - exponent); i < n; i++)
    if (out[i] != '0') return BUJU_CODE_NOT;
  out[n - (after - exponent)] = '\0';
  return BUJU_CODE_READ;
}

buju_code_state buju_cell_code(const char *text, char out[BUJU_CODE_BYTES]) {
  char form[PLAIN_BYTES];
  out[0] = '\0';
  if (buju_cell_says_nothing(text)) return BUJU_CODE_BLANK;
  if (!plain(text, form)) return BUJU_CODE_NOT;
  const char *p = form + (form[0] == '\'');
  size_t n = strspn(p, "0123456789");
  if (n > 0 && p[n] == '.' && p[n + 1 + strspn(p + n + 1, "0")] == '\0') form[p - form + (ptrdiff_t)n] = '\0';
  if (n > 0 && n < BUJU_CODE_BYTES && p[n] == '\0') {
    memcpy(out, p, n + 1);
    return BUJU_CODE_READ;
  }
  buju_code_state state = code_of_exponent(p, out);
  if (state != BUJU_CODE_READ) out[0] = '\0';
  return state;
}

buju_code_state buju_cell_code_of_real(double value, char out[BUJU_CODE_BYTES]) {
  out[0] = '\0';
  if (isnan(value)) return BUJU_CODE_BLANK;
  if (value < 0 || value != floor(value)) return BUJU_CODE_NOT;
  if (value > 9007199254740992.0) return BUJU_CODE_LOST;
  snprintf(out, BUJU_CODE_BYTES, "%.0f", value);
  return BUJU_CODE_READ;
}
