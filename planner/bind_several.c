/* Parameters that hold several things: words of a list, numbers by year. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/bind_value.h"

enum { YEARS_MAX = 40, WORDS_MAX = 62, YEAR_FIRST = 1950, YEAR_LAST = 2150 };

/* ---- words ---- */

static buju_status read_word(buju_ctx *ctx, const buju_param *p, const buju_doc *node, int64_t *words) {
  BUJU_MSG(twice, "{0}：“{1}”写了两次", "{0}: \"{1}\" stands twice");
  int word;
  buju_status status = buju_doc_word(ctx, node, p->words, &word);
  if (status != BUJU_OK) return status;
  if ((*words >> word & 1) != 0) return buju_doc_complain(ctx, node, BUJU_SAY(twice));
  *words |= INT64_C(1) << word;
  return BUJU_OK;
}

static const char *show_words(buju_arena *arena, const buju_param *p, int64_t words) {
  char text[WORDS_MAX * 32];
  size_t at = (size_t)snprintf(text, sizeof text, "[");
  for (int i = 0; p->words[i] != NULL && at < sizeof text; i++)
    if ((words >> i & 1) != 0)
      at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", at > 1 ? ", " : "", p->words[i]);
  if (at < sizeof text) snprintf(text + at, sizeof text - at, "]");
  return buju_arena_text(arena, text);
}

buju_status buju_bind_words(buju_ctx *ctx, const buju_param *p, const buju_doc *node, buju_arena *arena,
                            buju_value *value) {
  BUJU_MSG(not_words, "{0}：应写一个词，或一个列表 [词, 词]", "{0}: this must be one word or a list of words");
  int64_t words = 0;
  if (node->kind != BUJU_DOC_SCALAR && (node->kind != BUJU_DOC_LIST || node->first == NULL))
    return buju_doc_complain(ctx, node, BUJU_SAY(not_words));
  buju_status status = node->kind == BUJU_DOC_SCALAR ? read_word(ctx, p, node, &words) : BUJU_OK;
  const buju_doc *item = node->kind == BUJU_DOC_LIST ? node->first : NULL;
  for (; item != NULL && status == BUJU_OK; item = item->next) status = read_word(ctx, p, item, &words);
  if (status != BUJU_OK) return status;
  value->i = words;
  value->s = show_words(arena, p, words);
  return value->s != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

/* ---- numbers by year ---- */

/* How many of the smallest parts make one of the unit. */
static int64_t parts_of(const char *unit) {
  return strcmp(unit, "%") == 0 ? 100 : strcmp(unit, "yuan") == 0 ? BUJU_YUAN : 1;
}

static buju_status read_year(buju_ctx *ctx, const buju_doc *node, int16_t *year) {
  BUJU_MSG(no_year, "{0}：“{2}”不是年份；应写“年份: 数”", "{0}: \"{2}\" is no year; write years with numbers");
  size_t digits = strspn(node->key, "0123456789");
  long number = digits == 4 && node->key[4] == '\0' ? strtol(node->key, NULL, 10) : 0;
  if (number < YEAR_FIRST || number > YEAR_LAST)
    return buju_doc_complain(ctx, node, BUJU_SAY(no_year, {0}, {0}, buju_text(node->key)));
  *year = (int16_t)number;
  return BUJU_OK;
}

static buju_status read_amount(buju_ctx *ctx, const buju_param *p, const buju_doc *node, buju_yearly *out) {
  BUJU_MSG(too_fine, "{0}：“{1}”最多保留两位小数", "{0}: \"{1}\" may have two decimals at most");
  int64_t parts = parts_of(p->unit);
  double number;
  if (node->kind == BUJU_DOC_SCALAR && strcmp(node->text, "rest") == 0) {
    out->rest = true;
    return BUJU_OK;
  }
  if (parts == 1) return buju_doc_int_unit(ctx, node, p->unit, (int64_t)p->min, (int64_t)p->max, &out->amount);
  buju_status status = buju_doc_real_unit(ctx, node, p->unit, p->min, p->max, &number);
  if (status != BUJU_OK) return status;
  out->amount = llround(number * (double)parts);
  if (fabs(number * (double)parts - (double)out->amount) > 1e-6 * fmax(1, fabs(number)))
    return buju_doc_complain(ctx, node, BUJU_SAY(too_fine));
  return BUJU_OK;
}

static int by_year(const void *a, const void *b) {
  const buju_yearly *x = a, *y = b;
  return (x->year > y->year) - (x->year < y->year);
}

static const char *show_years(buju_arena *arena, const buju_param *p, const buju_yearly *yearly, buju_ix n) {
  char text[YEARS_MAX * 40];
  size_t at = (size_t)snprintf(text, sizeof text, "{");
  int64_t parts = parts_of(p->unit);
  for (buju_ix i = 0; i < n && at < sizeof text; i++) {
    char number[32];
    snprintf(number, sizeof number, "%.15g", (double)yearly[i].amount / (double)parts);
    at += (size_t)snprintf(text + at, sizeof text - at, "%s%d: %s", i > 0 ? ", " : "", yearly[i].year,
                           yearly[i].rest ? "rest" : number);
  }
  if (at < sizeof text) snprintf(text + at, sizeof text - at, "}");
  return buju_arena_text(arena, text);
}

/* Nothing comes after the rest. A key stands once in a document, so years do. */
static buju_status check_years(buju_ctx *ctx, const buju_doc *node, int16_t last) {
  BUJU_MSG(rest_first, "{0}：只有最后一年可写 rest（其余全部）", "{0}: only the last year may say rest");
  for (const buju_doc *child = node->first; child != NULL; child = child->next) {
    bool rest = child->kind == BUJU_DOC_SCALAR && strcmp(child->text, "rest") == 0;
    if (rest && strtol(child->key, NULL, 10) != last) return buju_doc_complain(ctx, child, BUJU_SAY(rest_first));
  }
  return BUJU_OK;
}

buju_status buju_bind_years(buju_ctx *ctx, const buju_param *p, const buju_doc *node, buju_arena *arena,
                            buju_value *value) {
  BUJU_MSG(not_years, "{0}：应写 {2023: 数, 2024: 数}，最多 40 年",
           "{0}: this must be years with numbers: {2023: 10, 2024: 20}, at most 40");
  buju_ix n = buju_doc_count(node);
  if (node->kind != BUJU_DOC_MAP || n == 0 || n > YEARS_MAX) return buju_doc_complain(ctx, node, BUJU_SAY(not_years));
  buju_yearly *yearly = BUJU_NEW(arena, buju_yearly, n);
  if (yearly == NULL) return buju_fail_memory(ctx);
  buju_yearly *row = yearly;
  for (const buju_doc *child = node->first; child != NULL; child = child->next, row++) {
    buju_status status = read_year(ctx, child, &row->year);
    if (status == BUJU_OK) status = read_amount(ctx, p, child, row);
    if (status != BUJU_OK) return status;
  }
  qsort(yearly, n, sizeof *yearly, by_year);
  buju_status status = check_years(ctx, node, yearly[n - 1].year);
  if (status != BUJU_OK) return status;
  value->years = n;
  value->yearly = yearly;
  value->s = show_years(arena, p, yearly, n);
  return value->s != NULL ? BUJU_OK : buju_fail_memory(ctx);
}
