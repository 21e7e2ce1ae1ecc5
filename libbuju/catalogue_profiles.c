/* Profiles: the list, and one of them rule by rule. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "core/profiles.h"
#include "core/vocab.h"
#include "libbuju/catalogue.h"
#include "libbuju/scenario.h"
#include "planner/rule_shape.h"

const buju_msg *buju_profile_status_text(const char *status) {
  static const buju_msg words[] = {{"现行", "in force"}, {"试行", "trial"}, {"征求意见稿", "draft"}};
  for (size_t i = 0; buju_profile_statuses[i] != NULL; i++)
    if (strcmp(buju_profile_statuses[i], status) == 0) return &words[i];
  return &words[0];
}

static void head_json(buju_json *json, const buju_scenario *s) {
  buju_json_text(json, "id", s->profile.id);
  buju_json_text(json, "status", s->profile.status);
  buju_json_msg(json, "title", &s->profile.title);
  buju_json_msg(json, "document", &s->profile.document);
  buju_json_text(json, "sha256", s->profile.hash);
}

static void head_line(const buju_out *out, const buju_scenario *s) {
  BUJU_OUT(out, s->profile.id, "  [", buju_out_pick(out, buju_profile_status_text(s->profile.status)), "]  ",
           buju_out_pick(out, &s->profile.title), "\n");
}

buju_status buju_catalogue_profiles(buju_ctx *ctx, buju_format format, buju_put put, void *user) {
  const buju_out out = {put, user, buju_ctx_lang(ctx)};
  buju_json json = {.put = put, .user = user};
  if (format == BUJU_FORMAT_JSON) buju_json_open(&json, NULL, '[');
  if (format == BUJU_FORMAT_MARKDOWN) buju_out_policies_head(&out);
  for (const buju_profile_text *p = buju_profile_texts; p->id != NULL; p++) {
    buju_scenario *s;
    buju_status status = buju_scenario_of_profile(ctx, p->id, &s);
    if (status != BUJU_OK) return status;
    if (format == BUJU_FORMAT_JSON) {
      buju_json_open(&json, NULL, '{');
      head_json(&json, s);
      buju_json_close(&json, '}');
    } else if (format == BUJU_FORMAT_MARKDOWN) {
      status = buju_out_policy(ctx, &out, s);
    } else {
      head_line(&out, s);
    }
    buju_scenario_free(s);
    if (status != BUJU_OK) return status;
  }
  if (format == BUJU_FORMAT_JSON) {
    buju_json_close(&json, ']');
    buju_out_text(&out, "\n");
  }
  return BUJU_OK;
}

static void value_text(const buju_out *out, const buju_param *param, const buju_value *value) {
  bool number = param->type == BUJU_PARAM_INT || param->type == BUJU_PARAM_REAL;
  bool unit = value->given && number && param->unit[0] != '\0' && strstr(value->s, param->unit) == NULL;
  BUJU_OUT(out, "    ", param->name, ": ", buju_value_shown(value), unit ? " " : "",
           unit ? buju_unit_shown(param->unit, out->lang) : "");
  buju_out_ours(out, value);
  BUJU_OUT(out, "  # ", buju_out_pick(out, &param->text), "\n");
}

static void use_text(const buju_out *out, const buju_use *use) {
  BUJU_MSG(ours, "（本软件默认值）", " (our default)");
  BUJU_OUT(out, "\n", use->id, "  ", use->ref, " ", use->clause, "  [", use->rule->name, "]",
           use->our_default ? buju_out_pick(out, &ours) : "", "\n  ", buju_out_pick(out, &use->text), "\n");
  for (buju_ix p = 0; p < use->rule->params_n; p++) value_text(out, &use->rule->params[p], &use->value[p]);
}

static void profile_text(const buju_out *out, const buju_scenario *s) {
  head_line(out, s);
  buju_out_text(out, buju_out_pick(out, &s->profile.document));
  buju_out_text(out, "\n");
  for (buju_ix u = 0; u < s->uses; u++) use_text(out, &s->use[u]);
}

static void value_json(buju_json *json, const buju_param *param, const buju_value *value) {
  buju_json_open(json, param->name, '{');
  if (!value->given)
    buju_json_null(json, "value");
  else if (param->type == BUJU_PARAM_INT)
    buju_json_int(json, "value", value->i);
  else if (param->type == BUJU_PARAM_REAL)
    buju_json_real(json, "value", value->f);
  else if (param->type == BUJU_PARAM_BOOL)
    buju_json_bool(json, "value", value->i != 0);
  else
    buju_json_text(json, "value", value->s);
  if (param->unit[0] != '\0') buju_json_text(json, "unit", param->unit);
  buju_json_text(json, "from", buju_origin_words[value->origin].id);
  if (value->given)
    buju_json_bool(json, "our_default", value->our_default);
  else
    buju_json_null(json, "our_default"); /* what is off is nobody's */
  buju_json_close(json, '}');
}

static void profile_json(const buju_out *out, const buju_scenario *s) {
  buju_json json = {.put = out->put, .user = out->user};
  buju_json_open(&json, NULL, '{');
  head_json(&json, s);
  buju_json_open(&json, "rules", '[');
  for (buju_ix u = 0; u < s->uses; u++) {
    const buju_use *use = &s->use[u];
    buju_json_open(&json, NULL, '{');
    buju_json_text(&json, "id", use->id);
    buju_json_text(&json, "use", use->rule->name);
    buju_json_text(&json, "ref", use->ref);
    buju_json_text(&json, "clause", use->clause);
    buju_json_msg(&json, "text", &use->text);
    if (use->edges.en != NULL) buju_json_msg(&json, "edges", &use->edges);
    buju_json_bool(&json, "our_default", use->our_default);
    buju_json_open(&json, "params", '{');
    for (buju_ix p = 0; p < use->rule->params_n; p++) value_json(&json, &use->rule->params[p], &use->value[p]);
    buju_json_close(&json, '}');
    buju_json_close(&json, '}');
  }
  buju_json_close(&json, ']');
  buju_json_close(&json, '}');
  buju_out_text(out, "\n");
}

buju_status buju_catalogue_profile(buju_ctx *ctx, const char *name, buju_format format, buju_put put, void *user) {
  const buju_out out = {put, user, buju_ctx_lang(ctx)};
  buju_scenario *s;
  buju_status status = buju_scenario_of_profile(ctx, name, &s);
  if (status != BUJU_OK) return status;
  if (format == BUJU_FORMAT_JSON)
    profile_json(&out, s);
  else if (format == BUJU_FORMAT_MARKDOWN)
    status = buju_out_policy(ctx, &out, s);
  else
    profile_text(&out, s);
  buju_scenario_free(s);
  return status;
}
