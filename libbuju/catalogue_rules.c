/* The shapes of rules, from their own tables. SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <string.h>

#include "core/utf8.h"
#include "libbuju/catalogue.h"
#include "planner/bind.h"

static const char *const type_words[] = {
    [BUJU_PARAM_INT] = "integer",       [BUJU_PARAM_REAL] = "number",   [BUJU_PARAM_BOOL] = "boolean",
    [BUJU_PARAM_WORD] = "word",         [BUJU_PARAM_TEXT] = "text",     [BUJU_PARAM_DATE] = "date",
    [BUJU_PARAM_SELECTOR] = "selector", [BUJU_PARAM_SHARES] = "shares", [BUJU_PARAM_WORDS] = "words",
    [BUJU_PARAM_YEARS] = "years"};

static const struct {
  const char *id;
  buju_msg text;
} stages[] = {
#define STAGE(name, id, zh, en) {id, {zh, en}},
    BUJU_STAGE_TABLE(STAGE)
#undef STAGE
};

static buju_arg default_of(const buju_param *param) {
  BUJU_MSG(required, "必填", "required");
  BUJU_MSG(off, "默认停用", "default off");
  if (param->fallback == NULL) return buju_word(&required);
  return param->fallback[0] == '\0' ? buju_word(&off) : buju_text(param->fallback);
}

static void put_param_text(const buju_out *out, const buju_param *param) {
  BUJU_MSG(line, "  {0}：{1}\n      取值 {2}；默认 {3}\n", "  {0}: {1}\n      takes {2}; default {3}\n");
  BUJU_MSG(line_plain, "  {0}：{1}\n      取值 {2}；{3}\n", "  {0}: {1}\n      takes {2}; {3}\n");
  char takes[512];
  bool has_default = param->fallback != NULL && param->fallback[0] != '\0';
  buju_param_takes(param, out->lang, takes, sizeof takes);
  buju_out_say(out, BUJU_SAY(*(has_default ? &line : &line_plain), buju_text(param->name), buju_word(&param->text),
                             buju_text(takes), default_of(param)));
}

static bool is_asked(const buju_rule *rule, const char *name) { return name == NULL || strcmp(rule->name, name) == 0; }

static void put_text(const buju_out *out, const char *name) {
  BUJU_MSG(head, "{0}（{1}阶段）：{2}\n", "{0} (stage {1}): {2}\n");
  for (size_t r = 0; buju_rules[r] != NULL; r++) {
    const buju_rule *rule = buju_rules[r];
    if (!is_asked(rule, name)) continue;
    if (r > 0 && name == NULL) buju_out_text(out, "\n");
    buju_out_say(out,
                 BUJU_SAY(head, buju_text(rule->name), buju_word(&stages[rule->stage].text), buju_word(&rule->text)));
    for (buju_ix p = 0; p < rule->params_n; p++) put_param_text(out, &rule->params[p]);
  }
}

static void put_param_json(buju_json *json, const buju_param *param) {
  bool number = param->type == BUJU_PARAM_INT || param->type == BUJU_PARAM_REAL || param->type == BUJU_PARAM_YEARS;
  buju_json_open(json, NULL, '{');
  buju_json_text(json, "name", param->name);
  buju_json_text(json, "type", type_words[param->type]);
  if (number) {
    buju_json_text(json, "unit", param->unit);
    buju_json_real(json, "min", param->min);
    buju_json_real(json, "max", param->max);
  }
  if (param->words != NULL) {
    buju_json_open(json, "words", '[');
    for (size_t i = 0; param->words[i] != NULL; i++) buju_json_text(json, NULL, param->words[i]);
    buju_json_close(json, ']');
  }
  if (param->type == BUJU_PARAM_SELECTOR)
    buju_json_text(json, "from", param->from == BUJU_FROM_VILLAGES ? "villages" : "facilities");
  buju_json_bool(json, "required", param->fallback == NULL);
  buju_json_text(json, "default", param->fallback != NULL && param->fallback[0] != '\0' ? param->fallback : NULL);
  buju_json_msg(json, "text", &param->text);
  buju_json_close(json, '}');
}

static void put_json(const buju_out *out, const char *name) {
  buju_json json = {.put = out->put, .user = out->user};
  buju_json_open(&json, NULL, '[');
  for (size_t r = 0; buju_rules[r] != NULL; r++) {
    const buju_rule *rule = buju_rules[r];
    if (!is_asked(rule, name)) continue;
    buju_json_open(&json, NULL, '{');
    buju_json_text(&json, "name", rule->name);
    buju_json_text(&json, "stage", stages[rule->stage].id);
    buju_json_msg(&json, "text", &rule->text);
    buju_json_open(&json, "params", '[');
    for (buju_ix p = 0; p < rule->params_n; p++) put_param_json(&json, &rule->params[p]);
    buju_json_close(&json, ']');
    buju_json_close(&json, '}');
  }
  buju_json_close(&json, ']');
  buju_out_text(out, "\n");
}

static buju_status no_shape(buju_ctx *ctx, const char *name) {
  BUJU_MSG(none, "没有规则形式“{0}”；buju rules 列出全部", "there is no shape \"{0}\"; buju rules lists them");
  BUJU_MSG(none_near, "没有规则形式“{0}”；是否想写“{1}”？", "there is no shape \"{0}\"; did you mean \"{1}\"?");
  char shown[BUJU_SHOWN_BYTES];
  const char *near = NULL;
  size_t least = SIZE_MAX;
  for (size_t r = 0; buju_rules[r] != NULL; r++) {
    size_t distance = buju_word_distance(name, buju_rules[r]->name);
    if (distance <= 3 && distance < least) {
      least = distance;
      near = buju_rules[r]->name;
    }
  }
  buju_said said = BUJU_SAY(none, buju_text(buju_utf8_short(name, shown, sizeof shown)), buju_text(near));
  if (near != NULL) said.msg = &none_near;
  return buju_fail(ctx, BUJU_E_USAGE, said);
}

buju_status buju_catalogue_rules(buju_ctx *ctx, const char *name, buju_format format, buju_put put, void *user) {
  const buju_out out = {put, user, buju_ctx_lang(ctx)};
  size_t r = 0;
  while (buju_rules[r] != NULL && !is_asked(buju_rules[r], name)) r++;
  if (buju_rules[r] == NULL) return no_shape(ctx, name);
  if (format == BUJU_FORMAT_JSON)
    put_json(&out, name);
  else
    put_text(&out, name);
  return BUJU_OK;
}

const char *buju_catalogue_shape(size_t i) {
  size_t r = 0;
  while (r < i && buju_rules[r] != NULL) r++;
  return buju_rules[r] != NULL ? buju_rules[r]->name : NULL;
}
