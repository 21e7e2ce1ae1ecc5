/* What catalogues share: languages, parameters and values as text. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/catalogue.h"

#include <stdio.h>
#include <string.h>

void buju_out_text(const buju_out *out, const char *text) { out->put(out->user, text, strlen(text)); }

void buju_out_texts(const buju_out *out, const char *const *texts) {
  for (size_t i = 0; texts[i] != NULL; i++) buju_out_text(out, texts[i]);
}

void buju_out_say(const buju_out *out, buju_said said) {
  char text[2048];
  buju_say(out->lang, &said, text, sizeof text);
  buju_out_text(out, text);
}

const char *buju_out_pick(const buju_out *out, const buju_msg *msg) { return out->lang == BUJU_ZH ? msg->zh : msg->en; }

static void show_words(const char *const *words, char *buf, size_t size) {
  size_t n = 0;
  buf[0] = '\0';
  for (size_t i = 0; words[i] != NULL && n < size; i++)
    n += (size_t)snprintf(buf + n, size - n, "%s%s", i > 0 ? " | " : "", words[i]);
}

static void show_years(const buju_param *param, buju_lang lang, char *buf, size_t size) {
  char range[96];
  buju_range_shown(param->min, param->max, param->unit, lang, range, sizeof range);
  snprintf(buf, size, lang == BUJU_ZH ? "年份: %s，末年可写 rest" : "years with %s each; the last may say rest", range);
}

const char *buju_param_takes(const buju_param *param, buju_lang lang, char *buf, size_t size) {
  bool zh = lang == BUJU_ZH;
  switch (param->type) {
  case BUJU_PARAM_INT:
  case BUJU_PARAM_REAL: buju_range_shown(param->min, param->max, param->unit, lang, buf, size); break;
  case BUJU_PARAM_BOOL: snprintf(buf, size, "true | false"); break;
  case BUJU_PARAM_WORD: show_words(param->words, buf, size); break;
  case BUJU_PARAM_TEXT: snprintf(buf, size, "%s", zh ? "文字" : "text"); break;
  case BUJU_PARAM_DATE: snprintf(buf, size, "%s", zh ? "日期，如 2026-06-30" : "a day like 2026-06-30"); break;
  case BUJU_PARAM_SELECTOR:
    if (param->from == BUJU_FROM_VILLAGES)
      snprintf(buf, size, "%s",
               zh ? "对行政村的筛选条件（SQLite 表达式）" : "a selector on villages (an SQLite expression)");
    else
      snprintf(buf, size, "%s",
               zh ? "对机构的筛选条件（SQLite 表达式）" : "a selector on facilities (an SQLite expression)");
    break;
  case BUJU_PARAM_SHARES:
    snprintf(buf, size, "%s", zh ? "名称: 百分比，合计 100" : "names with percentages that add to 100");
    break;
  case BUJU_PARAM_WORDS: {
    size_t n = (size_t)snprintf(buf, size, "%s", zh ? "一个或多个：" : "one or several of ");
    if (n < size) show_words(param->words, buf + n, size - n);
    break;
  }
  case BUJU_PARAM_YEARS: show_years(param, lang, buf, size); break;
  }
  return buf;
}

const char *buju_value_shown(const buju_value *value) { return value->given ? value->s : "off"; }

void buju_out_ours(const buju_out *out, const buju_value *value) {
  BUJU_MSG(ours, "（本软件默认）", " (our default)");
  BUJU_MSG(ours_in, "（{0}年的数为本软件默认）", " ({0} our default)");
  char years[256];
  if (!value->given || !value->our_default) return;
  bool some = buju_our_years(value, years, sizeof years) != NULL;
  buju_out_say(out, some ? BUJU_SAY(ours_in, buju_text(years)) : BUJU_SAY(ours));
}

void buju_json_msg(buju_json *json, const char *key, const buju_msg *msg) {
  buju_json_open(json, key, '{');
  buju_json_text(json, "zh", msg->zh);
  buju_json_text(json, "en", msg->en);
  buju_json_close(json, '}');
}
