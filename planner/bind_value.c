/* Parameters by type. SPDX-License-Identifier: Apache-2.0 */
#include "planner/bind_value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

enum { SHARES_MAX = 16, WHOLE_PERMYRIAD = 10000, SELECTOR_BYTES = 2000 };

static buju_status read_int(buju_ctx *ctx, const buju_param *p, const buju_doc *node, buju_value *value) {
  buju_status status = buju_doc_int_unit(ctx, node, p->unit, (int64_t)p->min, (int64_t)p->max, &value->i);
  value->f = (double)value->i;
  return status;
}

static buju_status read_selector(buju_ctx *ctx, const buju_param *p, const buju_doc *node, buju_vec *selectors,
                                 buju_value *value) {
  BUJU_MSG(too_long, "{0}：筛选条件过长（超过 2000 字节）", "{0}: the selector is longer than 2,000 bytes");
  const char *sql;
  buju_status status = buju_doc_text(ctx, node, &sql);
  if (status != BUJU_OK) return status;
  if (strlen(sql) > SELECTOR_BYTES) return buju_doc_complain(ctx, node, BUJU_SAY(too_long));
  buju_selector *row = buju_vec_push(selectors, sizeof *row);
  if (row == NULL) return buju_fail_memory(ctx);
  *row = (buju_selector){.sql = sql, .from = p->from, .node = node};
  value->selector = (buju_ix)(selectors->n - 1);
  return BUJU_OK;
}

/* "new_area 35%, new_town 65%": how shares are shown. */
static const char *show_shares(buju_arena *arena, const buju_share *share, buju_ix n) {
  char text[SHARES_MAX * 96];
  size_t at = 0;
  text[0] = '\0';
  for (buju_ix i = 0; i < n && at < sizeof text; i++) {
    char name[BUJU_SHOWN_BYTES];
    at += (size_t)snprintf(text + at, sizeof text - at, "%s%s %.15g%%", i > 0 ? ", " : "",
                           buju_utf8_short(share[i].name, name, sizeof name), (double)share[i].permyriad / 100);
  }
  return buju_arena_text(arena, text);
}

static buju_status read_shares(buju_ctx *ctx, const buju_doc *node, buju_arena *arena, buju_value *value) {
  BUJU_MSG(not_shares, "{0}：应写“名称: 百分比”，最多 16 项", "{0}: this must be names with percentages, at most 16");
  BUJU_MSG(not_whole, "{0}：各项之和为 {2}%，应为 100%", "{0}: the shares add to {2} %, not to 100 %");
  BUJU_MSG(too_fine, "{0}：“{1}”最多保留两位小数", "{0}: \"{1}\" may have two decimals at most");
  if (node->kind != BUJU_DOC_MAP || node->first == NULL || buju_doc_count(node) > SHARES_MAX)
    return buju_doc_complain(ctx, node, BUJU_SAY(not_shares));
  buju_share *share = BUJU_NEW(arena, buju_share, buju_doc_count(node));
  if (share == NULL) return buju_fail_memory(ctx);
  int64_t sum = 0;
  buju_ix n = 0;
  for (const buju_doc *child = node->first; child != NULL; child = child->next, n++) {
    double percent;
    buju_status status = buju_doc_real_unit(ctx, child, "%", 0, 100, &percent);
    if (status != BUJU_OK) return status;
    share[n] = (buju_share){child->key, llround(percent * 100)};
    if (fabs(percent * 100 - (double)share[n].permyriad) > 1e-6)
      return buju_doc_complain(ctx, child, BUJU_SAY(too_fine));
    sum += share[n].permyriad;
  }
  if (sum != WHOLE_PERMYRIAD)
    return buju_doc_complain(ctx, node, BUJU_SAY(not_whole, {0}, {0}, buju_real((double)sum / 100)));
  value->shares = n;
  value->share = share;
  value->s = show_shares(arena, share, n);
  return value->s != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

static buju_status read_typed(buju_ctx *ctx, const buju_param *p, const buju_doc *node, buju_arena *arena,
                              buju_vec *selectors, buju_value *value) {
  bool yes = false;
  int word = 0;
  buju_status status = BUJU_OK;
  value->s = node->kind == BUJU_DOC_SCALAR ? node->text : "";
  switch (p->type) {
  case BUJU_PARAM_INT: return read_int(ctx, p, node, value);
  case BUJU_PARAM_REAL: return buju_doc_real_unit(ctx, node, p->unit, p->min, p->max, &value->f);
  case BUJU_PARAM_BOOL:
    status = buju_doc_bool(ctx, node, &yes);
    value->i = yes;
    return status;
  case BUJU_PARAM_WORD:
    status = buju_doc_word(ctx, node, p->words, &word);
    value->i = word;
    return status;
  case BUJU_PARAM_TEXT: return buju_doc_text(ctx, node, &value->s);
  case BUJU_PARAM_DATE: return buju_doc_date(ctx, node, &value->date);
  case BUJU_PARAM_SELECTOR: return read_selector(ctx, p, node, selectors, value);
  case BUJU_PARAM_SHARES: return read_shares(ctx, node, arena, value);
  case BUJU_PARAM_WORDS: return buju_bind_words(ctx, p, node, arena, value);
  case BUJU_PARAM_YEARS: return buju_bind_years(ctx, p, node, arena, value);
  }
  return status;
}

/* Whether "off" switches the parameter off, or is itself one of its values. */
static bool off_means_not_given(const buju_param *p, const buju_doc *node) {
  if (p->fallback == NULL || p->fallback[0] != '\0' || p->type == BUJU_PARAM_BOOL) return false;
  for (size_t i = 0; p->type == BUJU_PARAM_WORD && p->words[i] != NULL; i++)
    if (strcmp(p->words[i], "off") == 0) return false;
  return buju_doc_is_off(node);
}

static buju_status bind_default(buju_ctx *ctx, const buju_param *p, const buju_doc *use, buju_arena *arena,
                                buju_vec *selectors, buju_value *out) {
  BUJU_MSG(must_be_given, "{0}：缺少参数 {2}（{3}）", "{0}: the parameter {2} is missing ({3})");
  buju_value value = {.origin = BUJU_BY_DEFAULT, .s = "", .selector = BUJU_NONE};
  if (p->fallback == NULL)
    return buju_doc_complain(ctx, use, BUJU_SAY(must_be_given, {0}, {0}, buju_text(p->name), buju_word(&p->text)));
  if (p->fallback[0] != '\0') {
    buju_doc *node = buju_doc_new(arena, BUJU_DOC_SCALAR, p->name, 0, 0);
    if (node == NULL) return buju_fail_memory(ctx);
    node->text = p->fallback;
    buju_status status = read_typed(ctx, p, node, arena, selectors, &value);
    if (status != BUJU_OK) return status;
    value.given = true;
  }
  *out = value;
  return BUJU_OK;
}

buju_status buju_bind_value(buju_ctx *ctx, const buju_param *param, const buju_doc *use, const buju_doc *given,
                            buju_arena *arena, buju_vec *selectors, buju_value *out) {
  if (given == NULL) return bind_default(ctx, param, use, arena, selectors, out);
  BUJU_MSG(empty, "{0}：“{2}”没有值；请写上数值，要停用请写 off", "{0}: \"{2}\" has no value; give one, or write off");
  buju_value value = {.given = true, .origin = given->origin, .s = "", .selector = BUJU_NONE};
  if (given->kind == BUJU_DOC_NULL)
    return buju_doc_complain(ctx, given, BUJU_SAY(empty, {0}, {0}, buju_text(param->name)));
  if (off_means_not_given(param, given)) {
    value.given = false;
    *out = value;
    return BUJU_OK;
  }
  buju_status status = read_typed(ctx, param, given, arena, selectors, &value);
  if (status == BUJU_OK) *out = value;
  return status;
}
