/* One use of a shape at a time: its citation, then its parameters. SPDX-License-Identifier: Apache-2.0 */
#include "planner/bind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "planner/bind_value.h"
#include "planner/rules/rule_list.h"

#define DECLARE(name) extern const buju_rule buju_rule_##name;
BUJU_RULE_LIST(DECLARE)
#define LIST(name) &buju_rule_##name,
const buju_rule *const buju_rules[] = {BUJU_RULE_LIST(LIST) NULL};

/* The keys of a use that are not parameters. */
static const char *const citation_keys[] = {"use", "ref", "clause", "text", "edges", "our_default", NULL};

/* While binding: growing lists. */
typedef struct binder {
  buju_ctx *ctx;
  const buju_rule *const *shapes;
  const buju_doc *profile;
  buju_scenario *scenario;
  buju_vec uses, selectors, offs;
  buju_status status; /* the first complaint's */
} binder;

static void note(binder *b, buju_status status) {
  if (b->status == BUJU_OK) b->status = status;
}

static buju_msg both(const char *text) { return (buju_msg){text, text}; }

buju_status buju_bind_msg(buju_ctx *ctx, const buju_doc *node, buju_msg *out) {
  static const char *const keys[] = {"zh", "en", NULL};
  BUJU_MSG(one_language, "{0}：请同时给出 zh 和 en 两种文字，或只写一段文字",
           "{0}: give both zh and en, or one text for both");
  const char *text;
  buju_status status;
  if (node->kind != BUJU_DOC_MAP) {
    status = buju_doc_text(ctx, node, &text);
    if (status == BUJU_OK) *out = both(text);
    return status;
  }
  status = buju_doc_known(ctx, node, keys);
  if (status != BUJU_OK) return status;
  const buju_doc *zh = buju_doc_find(node, "zh"), *en = buju_doc_find(node, "en");
  buju_msg msg;
  if (zh == NULL || en == NULL) return buju_doc_complain(ctx, node, BUJU_SAY(one_language));
  status = buju_doc_text(ctx, zh, &msg.zh);
  if (status == BUJU_OK) status = buju_doc_text(ctx, en, &msg.en);
  if (status == BUJU_OK) *out = msg;
  return status;
}

bool buju_bind_is_id(const char *id) {
  size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-");
  return n > 0 && n <= 48 && id[n] == '\0';
}

static const buju_rule *find_shape(binder *b, const buju_doc *use) {
  BUJU_MSG(no_shape, "{0}：没有规则形式“{1}”；buju rules 列出全部形式",
           "{0}: no rule shape \"{1}\"; buju rules lists them");
  BUJU_MSG(no_shape_near, "{0}：没有规则形式“{1}”；是否想写“{2}”？",
           "{0}: no rule shape \"{1}\"; did you mean \"{2}\"?");
  const char *name, *near = NULL;
  buju_status status = buju_doc_text(b->ctx, use, &name);
  if (status != BUJU_OK) {
    note(b, status);
    return NULL;
  }
  size_t n = 0;
  for (; b->shapes[n] != NULL; n++)
    if (strcmp(b->shapes[n]->name, name) == 0) return b->shapes[n];
  const char **names = calloc(n + 1, sizeof *names);
  if (names != NULL) {
    for (size_t i = 0; i < n; i++) names[i] = b->shapes[i]->name;
    near = buju_nearest_word(name, names);
  }
  free(names);
  note(b, near != NULL ? buju_doc_complain(b->ctx, use, BUJU_SAY(no_shape_near, {0}, {0}, buju_text(near)))
                       : buju_doc_complain(b->ctx, use, BUJU_SAY(no_shape)));
  return NULL;
}

/* Which shape a use takes; NULL after a complaint. */
static const buju_rule *shape_of(binder *b, const buju_doc *node) {
  BUJU_MSG(bad_id, "{0}：规则编号“{2}”只能用小写字母、数字、下划线和连字符",
           "{0}: the rule id \"{2}\" may hold small letters, digits, _ and - only");
  BUJU_MSG(not_a_rule, "{0}：规则“{2}”应写参数（键: 值）；不用时写 off",
           "{0}: the rule \"{2}\" takes parameters as keys and values, or off to leave it out");
  BUJU_MSG(no_use, "{0}：政策模板里没有规则“{2}”；新规则须写明 use: 规则形式",
           "{0}: the profile has no rule \"{2}\"; a new rule says which shape it has: use:");
  BUJU_MSG(no_use_near, "{0}：政策模板里没有规则“{2}”；是否想写“{3}”？新规则须写明 use:",
           "{0}: the profile has no rule \"{2}\"; did you mean \"{3}\"? A new rule says which shape it has: use:");
  BUJU_MSG(no_shape, "{0}：规则“{2}”没有写 use:；请写明规则形式（buju rules 列出各种形式）",
           "{0}: the rule \"{2}\" says no use:; say which shape it has (buju rules lists them)");
  char shown[BUJU_SHOWN_BYTES];
  buju_arg id = buju_text(buju_utf8_short(node->key, shown, sizeof shown));
  if (!buju_bind_is_id(node->key)) {
    note(b, buju_doc_complain(b->ctx, node, BUJU_SAY(bad_id, {0}, {0}, id)));
    return NULL;
  }
  if (node->kind != BUJU_DOC_MAP) {
    note(b, buju_doc_complain(b->ctx, node, BUJU_SAY(not_a_rule, {0}, {0}, id)));
    return NULL;
  }
  const buju_doc *use = buju_doc_find(node, "use");
  if (use != NULL) return find_shape(b, use);
  buju_ix n = 0;
  const char *known[64] = {NULL};
  for (const buju_doc *child = b->profile != NULL ? b->profile->first : NULL; child != NULL && n < 63;
       child = child->next)
    known[n++] = child->key;
  const char *near = buju_nearest_word(node->key, known);
  bool of_profile = near != NULL && strcmp(near, node->key) == 0; /* the profile has it, without a shape */
  if (of_profile)
    note(b, buju_doc_complain(b->ctx, node, BUJU_SAY(no_shape, {0}, {0}, id)));
  else
    note(b, near != NULL ? buju_doc_complain(b->ctx, node, BUJU_SAY(no_use_near, {0}, {0}, id, buju_text(near)))
                         : buju_doc_complain(b->ctx, node, BUJU_SAY(no_use, {0}, {0}, id)));
  return NULL;
}

/* A scenario changes a rule's values, never what the policy is quoted to say. */
static void guard_citation(binder *b, const buju_doc *node) {
  BUJU_MSG(
      forged, "{0}：“{2}”出自政策原文，方案文件不能改写；另立规则请换一个编号",
      "{0}: \"{2}\" quotes the policy and cannot be changed by a scenario; write a rule of your own under another id");
  if (buju_doc_find(b->profile, node->key) == NULL) return;
  for (size_t i = 0; citation_keys[i] != NULL; i++) {
    const buju_doc *cited = buju_doc_find(node, citation_keys[i]);
    if (cited != NULL && cited->origin != BUJU_BY_PROFILE)
      note(b, buju_doc_complain(b->ctx, cited, BUJU_SAY(forged, {0}, {0}, buju_text(citation_keys[i]))));
  }
}

static void bind_citation(binder *b, const buju_doc *node, buju_use *use) {
  BUJU_MSG(no_clause, "{0}：规则“{2}”缺少依据；请写 clause:（条款）",
           "{0}: the rule \"{2}\" cites nothing; give the clause it stands on: clause:");
  BUJU_MSG(no_text, "{0}：规则“{2}”缺少条文；请写 text:（一句话，中英文）",
           "{0}: the rule \"{2}\" has no sentence; give the policy's own in text:");
  const buju_doc *ref = buju_doc_find(node, "ref"), *clause = buju_doc_find(node, "clause");
  const buju_doc *text = buju_doc_find(node, "text"), *edges = buju_doc_find(node, "edges");
  use->ref = "";
  guard_citation(b, node);
  if (ref != NULL) note(b, buju_doc_text(b->ctx, ref, &use->ref));
  if (edges != NULL) note(b, buju_bind_msg(b->ctx, edges, &use->edges));
  if (clause != NULL)
    note(b, buju_doc_text(b->ctx, clause, &use->clause));
  else
    note(b, buju_doc_complain(b->ctx, node, BUJU_SAY(no_clause, {0}, {0}, buju_text(node->key))));
  if (text != NULL)
    note(b, buju_bind_msg(b->ctx, text, &use->text));
  else
    note(b, buju_doc_complain(b->ctx, node, BUJU_SAY(no_text, {0}, {0}, buju_text(node->key))));
}

/* "counts.2025": of numbers by year that one's alone. */
static bool mark_our_year(const buju_param *param, buju_value *value, const char *name) {
  size_t len = strlen(param->name);
  if (strncmp(name, param->name, len) != 0 || name[len] != '.') return false;
  for (buju_ix k = 0; k < value->years; k++) {
    char year[16];
    snprintf(year, sizeof year, "%d", value->yearly[k].year);
    if (strcmp(name + len + 1, year) != 0) continue;
    bool ours = value->origin == BUJU_BY_PROFILE;
    value->yearly[k].ours = ours;
    value->ours_by_year = value->ours_by_year || ours;
    value->our_default = value->our_default || ours;
    return true;
  }
  return value->origin != BUJU_BY_PROFILE; /* the bureau's own years may be others */
}

/* A parameter that our_default names must be one of the shape's. */
static buju_status mark_ours(binder *b, const buju_doc *item, buju_use *use) {
  BUJU_MSG(not_ours, "{0}：our_default 列出的“{1}”不是规则形式“{2}”的参数；buju rules {2} 列出其参数",
           "{0}: our_default lists \"{1}\", which is no parameter of {2}; buju rules {2} lists them");
  BUJU_MSG(not_ours_near, "{0}：our_default 列出的“{1}”不是规则形式“{2}”的参数；是否想写“{3}”？",
           "{0}: our_default lists \"{1}\", which is no parameter of {2}; did you mean \"{3}\"?");
  const char *name;
  buju_status status = buju_doc_text(b->ctx, item, &name);
  if (status != BUJU_OK) return status;
  for (buju_ix i = 0; i < use->params; i++) {
    if (mark_our_year(&use->param[i], &use->value[i], name)) return BUJU_OK;
    if (strcmp(use->param[i].name, name) != 0) continue;
    use->value[i].our_default = use->value[i].our_default || use->value[i].origin == BUJU_BY_PROFILE;
    return BUJU_OK;
  }
  const char **names = calloc(use->params + 1, sizeof *names);
  if (names == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < use->params; i++) names[i] = use->param[i].name;
  const char *near = buju_nearest_word(name, names);
  free(names);
  buju_arg shape = buju_text(use->rule->name);
  return near != NULL ? buju_doc_complain(b->ctx, item, BUJU_SAY(not_ours_near, {0}, {0}, shape, buju_text(near)))
                      : buju_doc_complain(b->ctx, item, BUJU_SAY(not_ours, {0}, {0}, shape));
}

/* Which values are ours: the shape's defaults, and what the profile says it adds to the policy, in the whole use (yes)
 * or parameter by parameter (a list). What the bureau sets is the bureau's. */
static void bind_ours(binder *b, const buju_doc *node, buju_use *use) {
  const buju_doc *ours = buju_doc_find(node, "our_default");
  bool listed = ours != NULL && ours->kind == BUJU_DOC_LIST;
  if (ours != NULL && !listed) note(b, buju_doc_bool(b->ctx, ours, &use->our_default));
  for (buju_ix i = 0; i < use->params; i++) {
    buju_value *value = &use->value[i];
    value->our_default = value->origin == BUJU_BY_DEFAULT || (use->our_default && value->origin == BUJU_BY_PROFILE);
  }
  for (const buju_doc *item = listed ? ours->first : NULL; item != NULL; item = item->next)
    note(b, mark_ours(b, item, use));
}

static buju_status check_keys(binder *b, const buju_doc *node, const buju_rule *rule) {
  size_t n = sizeof citation_keys / sizeof *citation_keys - 1;
  const char **known = calloc(n + rule->params_n + 1, sizeof *known);
  if (known == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < rule->params_n; i++) known[i] = rule->params[i].name;
  memcpy(known + rule->params_n, citation_keys, n * sizeof *known);
  buju_status status = buju_doc_known(b->ctx, node, known);
  free(known);
  return status;
}

static buju_status bind_params(binder *b, const buju_doc *node, buju_use *use) {
  const buju_rule *rule = use->rule;
  use->params = rule->params_n;
  use->param = rule->params;
  use->value = BUJU_NEW(b->scenario->arena, buju_value, rule->params_n);
  if (use->value == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < rule->params_n; i++) {
    const buju_doc *given = buju_doc_find(node, rule->params[i].name);
    buju_status status =
        buju_bind_value(b->ctx, &rule->params[i], node, given, b->scenario->arena, &b->selectors, &use->value[i]);
    if (status == BUJU_E_MEMORY) return status;
    note(b, status);
  }
  return BUJU_OK;
}

static buju_status bind_use(binder *b, const buju_doc *node) {
  const buju_rule *rule = shape_of(b, node);
  if (rule == NULL) return BUJU_OK; /* complained */
  buju_use use = {.id = node->key, .rule = rule, .node = node};
  note(b, check_keys(b, node, rule));
  bind_citation(b, node, &use);
  buju_status status = bind_params(b, node, &use);
  if (status != BUJU_OK) return status;
  bind_ours(b, node, &use);
  buju_use *row = buju_vec_push(&b->uses, sizeof *row);
  if (row == NULL) return buju_fail_memory(b->ctx);
  *row = use;
  return BUJU_OK;
}

static buju_status note_off(binder *b, const buju_doc *node) {
  const char **row = buju_vec_push(&b->offs, sizeof *row);
  if (row == NULL) return buju_fail_memory(b->ctx);
  *row = node->key;
  return BUJU_OK;
}

static buju_status freeze(binder *b) {
  buju_scenario *s = b->scenario;
  buju_ix uses = (buju_ix)b->uses.n, selectors = (buju_ix)b->selectors.n;
  buju_ix offs = (buju_ix)b->offs.n;
  void *use, *selector, *off;
  if (!buju_vec_freeze(&b->uses, sizeof *s->use, s->arena, &use)) return buju_fail_memory(b->ctx);
  if (!buju_vec_freeze(&b->selectors, sizeof *s->selector, s->arena, &selector)) return buju_fail_memory(b->ctx);
  if (!buju_vec_freeze(&b->offs, sizeof *s->off, s->arena, &off)) return buju_fail_memory(b->ctx);
  s->uses = uses;
  s->use = use;
  s->offs = offs;
  s->off = off;
  s->selectors = selectors;
  s->selector = selector;
  return BUJU_OK;
}

buju_status buju_bind_rules(buju_ctx *ctx, const buju_rule *const *shapes, const buju_doc *rules,
                            const buju_doc *profile, buju_scenario *scenario) {
  BUJU_MSG(not_rules, "{0}：rules 应为“编号: 参数”", "{0}: rules: must be ids with their parameters");
  binder b = {.ctx = ctx, .shapes = shapes, .profile = profile, .scenario = scenario};
  if (rules != NULL && rules->kind != BUJU_DOC_MAP && rules->kind != BUJU_DOC_NULL)
    return buju_doc_complain(ctx, rules, BUJU_SAY(not_rules));
  buju_status status = BUJU_OK;
  for (const buju_doc *node = rules != NULL ? rules->first : NULL; node != NULL && status == BUJU_OK; node = node->next)
    status = buju_doc_is_off(node) ? note_off(&b, node) : bind_use(&b, node);
  if (status == BUJU_OK) status = b.status;
  if (status == BUJU_OK) status = freeze(&b);
  buju_vec_free(&b.uses);
  buju_vec_free(&b.selectors);
  buju_vec_free(&b.offs);
  for (buju_ix i = 0; status == BUJU_OK && i < scenario->uses; i++)
    if (scenario->use[i].rule->check != NULL) note(&b, scenario->use[i].rule->check(ctx, scenario, &scenario->use[i]));
  return status != BUJU_OK ? status : b.status;
}
