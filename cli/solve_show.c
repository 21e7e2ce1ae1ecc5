/* What a solution says, for people and for machines. SPDX-License-Identifier: Apache-2.0 */
#include "cli/solve_show.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "cli/solve_advice.h"
#include "core/say.h"
#include "core/vocab.h"

enum { LABEL_COLUMNS = 14 };

typedef struct screen {
  const buju_ctx *ctx;
  const buju_solution_view *view;
} screen;

/* Names in it come from files: but for the end of the line nothing in it moves the cursor. */
static void put(const screen *s, buju_said said) {
  char text[512];
  buju_say(buju_ctx_lang(s->ctx), &said, text, sizeof text);
  size_t n = strlen(text);
  bool line = n > 0 && text[n - 1] == '\n';
  if (line) text[n - 1] = '\0';
  show_printable(text);
  fputs(text, stdout);
  if (line) putchar('\n');
}

static void label(const screen *s, const buju_msg *name) {
  show_left(buju_ctx_lang(s->ctx) == BUJU_ZH ? name->zh : name->en, LABEL_COLUMNS);
}

/* Decimals that a scale of 10, 100 … stands for; −1 for another. */
static int decimals_of(double scale) {
  static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  for (int decimals = 0; decimals < (int)(sizeof power / sizeof *power); decimals++)
    if (power[decimals] == scale) return decimals;
  return -1;
}

static bool is(const buju_solution_view *view, const char *model) { return strcmp(view->model, model) == 0; }

const char *solve_show_value(const buju_ctx *ctx, const buju_solution_view *view, int64_t value,
                             char text[SOLVE_VALUE_BYTES]) {
  BUJU_MSG(whole, "{0}", "{0}");
  BUJU_MSG(scaled, "{0}（已乘 {1}）", "{0} (times {1})");
  bool by_cost = is(view, "median") || is(view, "centre");
  int decimals = by_cost ? decimals_of(view->scale) : 0;
  if (decimals > 0) {
    char digits[48];
    snprintf(text, SOLVE_VALUE_BYTES, "%s", show_number((double)value / view->scale, decimals, digits));
    return text;
  }
  buju_said said = BUJU_SAY(whole, buju_int(value), buju_real(view->scale));
  if (decimals < 0) said.msg = &scaled;
  buju_say(buju_ctx_lang(ctx), &said, text, SOLVE_VALUE_BYTES);
  return text;
}

static void put_value(const screen *s, int64_t value) {
  char text[SOLVE_VALUE_BYTES];
  puts(solve_show_value(s->ctx, s->view, value, text));
}

static void show_names(const screen *s, const buju_msg *name, size_t n, const char *const *names) {
  BUJU_MSG(count, "{0}", "{0}");
  label(s, name);
  put(s, BUJU_SAY(count, buju_int((int64_t)n)));
  for (size_t i = 0; names != NULL && i < n; i++) show_name(buju_ctx_lang(s->ctx), i == 0, names[i]);
  putchar('\n');
}

/* The group with most left out, below `below` of them or as many and of a higher index; groups: none. */
static size_t next_group(const buju_solution_view *v, int64_t below, size_t after) {
  size_t best = v->groups;
  for (size_t g = 0; g < v->groups; g++) {
    bool later = v->without[g] < below || (v->without[g] == below && g > after);
    if (v->without[g] > 0 && later && (best == v->groups || v->without[g] > v->without[best])) best = g;
  }
  return best;
}

void solve_show_groups(const buju_ctx *ctx, const buju_solution_view *view, char *text, size_t size) {
  BUJU_MSG(first, "：{0} {1}", ": {0} {1}");
  BUJU_MSG(next, "，{0} {1}", ", {0} {1}");
  BUJU_MSG(more, "，…", ", …");
  BUJU_MSG(nameless, "（未分组）", "(no group)");
  bool zh = buju_ctx_lang(ctx) == BUJU_ZH;
  size_t used = 0, g = view->groups > 1 || view->group[0][0] != '\0' ? next_group(view, INT64_MAX, 0) : view->groups;
  text[0] = '\0';
  while (g < view->groups) {
    const char *name = view->group[g][0] != '\0' ? view->group[g] : zh ? nameless.zh : nameless.en;
    char one[160];
    buju_said said = used == 0 ? BUJU_SAY(first, buju_text(name), buju_int(view->without[g]))
                               : BUJU_SAY(next, buju_text(name), buju_int(view->without[g]));
    buju_say(buju_ctx_lang(ctx), &said, one, sizeof one);
    show_printable(one);
    bool fits = used + strlen(one) + 8 < size;
    used += (size_t)snprintf(text + used, size - used, "%s", fits ? one : zh ? more.zh : more.en);
    if (!fits) return;
    g = next_group(view, view->without[g], g);
  }
}

static void show_question(const screen *s, const char *path) {
  BUJU_MSG(instance, "{0}（{1}）：{2} 个需求点，{3} 个候选点\n",
           "{0} ({1}): {2} demand point{2?|s}, {3} candidate{3?|s}\n");
  BUJU_MSG(cover, "最少费用覆盖所有需求点", "the cheapest sites that reach every demand point");
  BUJU_MSG(most, "覆盖最多权重", "most weight within the limit");
  BUJU_MSG(median, "权重×成本之和最小", "least weight × cost");
  BUJU_MSG(centre, "最远成本最小", "least longest cost");
  BUJU_MSG(p, "，新建 p = {0} 处", ", p = {0}");
  BUJU_MSG(limit, "，上限 {0}", ", limit {0}");
  BUJU_MSG(budget, "，经费上限 {0}", ", budget {0}");
  BUJU_MSG(backup, "，每人 {0} 处", ", by {0} sites each");
  BUJU_MSG(nearest, "，容量：各去最近的一处", ", capacities: each to the nearest");
  BUJU_MSG(sent, "，容量：可分派", ", capacities: sent where there is room");
  BUJU_MSG(shared, "，容量：可分派，可分到几处", ", capacities: sent, and shared among sites");
  const buju_solution_view *v = s->view;
  put(s, BUJU_SAY(instance, buju_text(path), buju_text(v->format), buju_int((int64_t)v->demands),
                  buju_int((int64_t)v->candidates)));
  put(s, is(v, "cover")       ? BUJU_SAY(cover)
         : is(v, "max-cover") ? BUJU_SAY(most)
         : is(v, "median")    ? BUJU_SAY(median)
                              : BUJU_SAY(centre));
  if (v->has_p) put(s, BUJU_SAY(p, buju_int(v->p)));
  if (v->has_limit) put(s, BUJU_SAY(limit, buju_real(v->limit)));
  if (v->has_budget) put(s, BUJU_SAY(budget, buju_int(v->budget)));
  if (v->backup > 0) put(s, BUJU_SAY(backup, buju_int(v->backup)));
  if (v->assign != NULL)
    put(s, strcmp(v->assign, "nearest") == 0 ? BUJU_SAY(nearest)
           : strcmp(v->assign, "sent") == 0  ? BUJU_SAY(sent)
                                             : BUJU_SAY(shared));
  putchar('\n');
}

static void show_bounds(const screen *s) {
  BUJU_MSG(left_out, "未覆盖", "left out");
  BUJU_MSG(value, "方案值", "value");
  BUJU_MSG(bound, "下界", "bound");
  BUJU_MSG(covered, "已覆盖", "covered");
  BUJU_MSG(at_most, "最多可覆盖", "at most");
  BUJU_MSG(of, "{0}，共 {1}\n", "{0} of {1}\n");
  BUJU_MSG(number, "{0}", "{0}");
  const buju_solution_view *v = s->view;
  if (is(v, "max-cover")) {
    label(s, &covered);
    put(s, BUJU_SAY(of, buju_int(v->weight_served), buju_int(v->weight)));
    label(s, &at_most);
    put(s, BUJU_SAY(number, buju_int(v->weight - v->bound)));
    putchar('\n');
  }
  label(s, is(v, "max-cover") ? &left_out : &value);
  put_value(s, v->value);
  label(s, &bound);
  put_value(s, v->bound);
}

/* A gap is rounded up: 0.00 % is said of nothing that is not proved. */
static void show_gap(const screen *s) {
  BUJU_MSG(gap, "差距", "gap");
  BUJU_MSG(best, "0 %，已证明没有更好的方案\n", "0 %, proved: no plan is better\n");
  BUJU_MSG(within, "{0} %，最好的方案至多再好这么多\n", "{0} %: no plan is better by more\n");
  char digits[48];
  label(s, &gap);
  if (s->view->state == BUJU_SOLUTION_PROVED) {
    put(s, BUJU_SAY(best));
    return;
  }
  double percent = ceil(s->view->gap * 1e4 - 1e-9) / 100;
  put(s, BUJU_SAY(within, buju_text(show_number(percent > 0 ? percent : 0.01, 2, digits))));
}

/* With capacities: each site with its load, and whom they leave out. */
static void show_loads(const screen *s) {
  BUJU_MSG(sites, "站点", "sites");
  BUJU_MSG(without, "未安排", "without");
  BUJU_MSG(number, "{0}", "{0}");
  BUJU_MSG(load, "（{0}）", " ({0})");
  BUJU_MSG(broken, "未满足", "not kept");
  BUJU_MSG(misses, "没有找到、也没有排除满足容量和最小规模的方案；此方案相差 {0}\n",
           "no plan was found, nor ruled out, that keeps to capacities and least sizes; this one misses them by {0}\n");
  const buju_solution_view *v = s->view;
  char groups[400];
  int64_t sum = 0;
  label(s, &sites);
  put(s, BUJU_SAY(number, buju_int((int64_t)v->sites)));
  for (size_t i = 0; i < v->sites; i++) {
    show_name(buju_ctx_lang(s->ctx), i == 0, v->site[i]);
    put(s, BUJU_SAY(load, buju_int(v->load[i])));
  }
  putchar('\n');
  for (size_t g = 0; g < v->groups; g++) sum += v->without[g];
  if (sum > 0) {
    label(s, &without);
    solve_show_groups(s->ctx, v, groups, sizeof groups);
    put(s, BUJU_SAY(number, buju_int(sum)));
    puts(groups);
  }
  if (v->broken == 0) return;
  label(s, &broken);
  put(s, BUJU_SAY(misses, buju_int(v->broken)));
}

/* With tiers: each site with its tier, and each tier with what it does. */
static void show_tiers(const screen *s) {
  BUJU_MSG(sites, "站点", "sites");
  BUJU_MSG(number, "{0}", "{0}");
  BUJU_MSG(at, "（{0}）", " ({0})");
  BUJU_MSG(tier, "级", "tier");
  BUJU_MSG(has, "{0}：{1} 处，服务到 {2}，共 {3}", "{0}: sites {1}, served {2} of {3}");
  BUJU_MSG(limit, "，上限 {0}", ", limit {0}");
  BUJU_MSG(p, "，最多新建 {0} 处", ", p = {0}");
  BUJU_MSG(visits, "，次数 {0}", ", visits {0}");
  BUJU_MSG(unreachable, "；到不了 {0}", "; unreachable {0}");
  const buju_solution_view *v = s->view;
  label(s, &sites);
  put(s, BUJU_SAY(number, buju_int((int64_t)v->sites)));
  for (size_t i = 0; i < v->sites; i++) {
    show_name(buju_ctx_lang(s->ctx), i == 0, v->site[i]);
    put(s, BUJU_SAY(at, buju_text(v->tier[v->site_tier[i]].name)));
  }
  putchar('\n');
  for (size_t t = 0; t < v->tiers; t++) {
    const buju_solution_tier *one = &v->tier[t];
    label(s, &tier);
    put(s, BUJU_SAY(has, buju_text(one->name), buju_int((int64_t)one->sites), buju_int(one->weight_served),
                    buju_int(one->weight)));
    if (one->has_limit) put(s, BUJU_SAY(limit, buju_real(one->limit)));
    if (one->has_p) put(s, BUJU_SAY(p, buju_int(one->p)));
    if (one->visits != 1) put(s, BUJU_SAY(visits, buju_int(one->visits)));
    if (one->unreachable > 0) put(s, BUJU_SAY(unreachable, buju_int((int64_t)one->unreachable)));
    for (size_t i = 0; i < one->unreachable; i++) show_name(buju_ctx_lang(s->ctx), i == 0, one->unreachable_demand[i]);
    putchar('\n');
  }
}

/* Decimals that were lost are told of, with the scale that keeps them. */
static void show_rounded(const screen *s) {
  BUJU_MSG(rounded, "取整", "rounded");
  BUJU_MSG(costs, "{0} 个成本带小数，已取整；--scale {1} 可保留\n",
           "{0} cost{0?|s} {0?has decimals and became a whole number|have decimals and became whole numbers}; --scale "
           "{1} keeps {0?it|them}\n");
  label(s, &rounded);
  put(s, BUJU_SAY(costs, buju_int((int64_t)s->view->rounded), buju_real(s->view->finer_scale)));
}

/* The word of a method of proof; of one that is not among them, nothing. */
static const buju_msg *method_word(const char *id) {
  for (int m = 0; m < BUJU_PROOF_METHODS; m++)
    if (strcmp(buju_method_words[m].id, id) == 0) return &buju_method_words[m].word;
  return &buju_method_words[BUJU_BY_NOTHING].word;
}

void solve_show_text(const buju_ctx *ctx, const char *path, const buju_solution_view *view, bool verified) {
  BUJU_MSG(holds, "证明成立：逐步核对了 {0} 步、{1} 个部分\n",
           "the certificate holds: {0} step{0?|s}, {1} part{1?|s} checked\n");
  BUJU_MSG(sites, "站点", "sites");
  BUJU_MSG(served, "服务到", "served");
  BUJU_MSG(of, "{0}，共 {1}\n", "{0} of {1}\n");
  BUJU_MSG(alone, "无人服务", "not served");
  BUJU_MSG(without, "未安排", "without");
  BUJU_MSG(counted, "{0}，每个按成本计 ", "{0}, each counted at ");
  BUJU_MSG(unreachable, "到不了", "unreachable");
  BUJU_MSG(note, "注意", "note");
  BUJU_MSG(nowhere, "没有候选点，谁也服务不了；请给出候选点\n",
           "there is no candidate, so nobody can be served: add some\n");
  BUJU_MSG(nobody, "没有一个候选点可以服务任何人；请检查候选点的状态（是否都为禁选）和上限\n",
           "no candidate may serve anybody: look at their states (are all forbidden?) and at the limit\n");
  BUJU_MSG(method, "证明方法", "proved by");
  BUJU_MSG(steps, "{0}，{1} 步\n", "{0}, {1} step{1?|s}\n");
  const screen s = {ctx, view};
  if (verified) put(&s, BUJU_SAY(holds, buju_int(view->work), buju_int((int64_t)view->parts)));
  show_question(&s, path);
  show_bounds(&s);
  show_gap(&s);
  if (!is(view, "max-cover")) {
    label(&s, &served);
    put(&s, BUJU_SAY(of, buju_int(view->weight_served), buju_int(view->weight)));
  }
  if (view->unserved >= 0 && view->weight_served < view->weight) {
    label(&s, &alone);
    put(&s, BUJU_SAY(counted, buju_int(view->weight - view->weight_served)));
    put_value(&s, view->unserved);
  }
  if (view->lefts > 0) show_names(&s, &without, view->lefts, view->left);
  if (view->rounded > 0) show_rounded(&s);
  if (view->tiers > 0)
    show_tiers(&s);
  else if (view->assign != NULL)
    show_loads(&s);
  else
    show_names(&s, &sites, view->sites, view->site);
  if (view->unreachable > 0) show_names(&s, &unreachable, view->unreachable, view->unreachable_demand);
  if (view->demands > 0 && view->unreachable == view->demands) {
    label(&s, &note);
    put(&s, view->candidates == 0 ? BUJU_SAY(nowhere) : BUJU_SAY(nobody));
  }
  if (verified) return;
  label(&s, &method);
  put(&s, BUJU_SAY(steps, buju_word(method_word(view->method)), buju_int(view->work)));
  if (view->advised) solve_advice_text(ctx, view);
}

/* ---- JSON ---- */

static void json_names(buju_json *json, const char *key, size_t n, const char *const *names) {
  buju_json_open(json, key, '[');
  for (size_t i = 0; names != NULL && i < n; i++) buju_json_text(json, NULL, names[i]);
  buju_json_close(json, ']');
}

static void json_numbers(buju_json *json, const char *key, size_t n, const int64_t *number) {
  buju_json_open(json, key, '[');
  for (size_t i = 0; i < n; i++) buju_json_int(json, NULL, number[i]);
  buju_json_close(json, ']');
}

static void json_capacities(buju_json *json, const buju_solution_view *view) {
  buju_json_text(json, "assign", view->assign);
  json_numbers(json, "loads", view->sites, view->load);
  buju_json_open(json, "flows", '[');
  for (size_t k = 0; k < view->flows; k++) {
    buju_json_open(json, NULL, '{');
    buju_json_text(json, "demand", view->from[k]);
    buju_json_text(json, "site", view->to[k]);
    buju_json_int(json, "weight", view->amount[k]);
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
  buju_json_open(json, "without", '[');
  for (size_t g = 0; g < view->groups; g++) {
    if (view->without[g] == 0) continue;
    buju_json_open(json, NULL, '{');
    buju_json_text(json, "group", view->group[g]);
    buju_json_int(json, "weight", view->without[g]);
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
  buju_json_int(json, "broken", view->broken);
}

/* With capacities told by group, else by demand point. */
static void json_left(buju_json *json, const buju_solution_view *view) {
  buju_json_open(json, "without", '[');
  for (size_t i = 0; i < view->lefts; i++) {
    buju_json_open(json, NULL, '{');
    buju_json_text(json, "demand", view->left[i]);
    buju_json_int(json, "weight", view->left_weight[i]);
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
}

static void json_given(buju_json *json, const char *key, bool given, int64_t value) {
  if (given)
    buju_json_int(json, key, value);
  else
    buju_json_null(json, key);
}

static void json_tiers(buju_json *json, const buju_solution_view *view) {
  buju_json_open(json, "site_tiers", '[');
  for (size_t i = 0; i < view->sites; i++) buju_json_text(json, NULL, view->tier[view->site_tier[i]].name);
  buju_json_close(json, ']');
  buju_json_open(json, "tiers", '[');
  for (size_t t = 0; t < view->tiers; t++) {
    const buju_solution_tier *one = &view->tier[t];
    buju_json_open(json, NULL, '{');
    buju_json_text(json, "tier", one->name);
    json_given(json, "p", one->has_p, one->p);
    buju_json_real(json, "limit", one->has_limit ? one->limit : NAN);
    buju_json_int(json, "visits", one->visits);
    buju_json_int(json, "sites", (int64_t)one->sites);
    buju_json_int(json, "weight", one->weight);
    buju_json_int(json, "weight_served", one->weight_served);
    json_names(json, "unreachable_demand", one->unreachable, one->unreachable_demand);
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
}

void solve_show_json(const char *path, const buju_solution_view *view, bool verified) {
  buju_json json = show_json_begin();
  buju_json_text(&json, "instance", path);
  buju_json_text(&json, "format", view->format);
  buju_json_int(&json, "demands", (int64_t)view->demands);
  buju_json_int(&json, "candidates", (int64_t)view->candidates);
  buju_json_text(&json, "model", view->model);
  json_given(&json, "p", view->has_p, view->p);
  json_given(&json, "budget", view->has_budget, view->budget);
  buju_json_real(&json, "limit", view->has_limit ? view->limit : NAN);
  buju_json_real(&json, "scale", view->scale);
  buju_json_text(&json, "rounding", view->rounding);
  buju_json_int(&json, "rounded_costs", (int64_t)view->rounded);
  buju_json_text(&json, "state", view->state == BUJU_SOLUTION_PROVED ? "proved" : "within");
  buju_json_int(&json, "value", view->value);
  buju_json_int(&json, "bound", view->bound);
  buju_json_real(&json, "gap", view->gap);
  buju_json_int(&json, "weight", view->weight);
  buju_json_int(&json, "weight_served", view->weight_served);
  json_given(&json, "unserved", view->unserved >= 0, view->unserved);
  buju_json_int(&json, "unreachable", (int64_t)view->unreachable);
  if (!verified) json_names(&json, "unreachable_demand", view->unreachable, view->unreachable_demand);
  json_names(&json, "sites", view->sites, view->site);
  if (view->backup > 0) buju_json_int(&json, "backup", view->backup);
  if (view->tiers > 0) json_tiers(&json, view);
  if (view->assign != NULL) json_capacities(&json, view);
  if (view->unserved >= 0 && view->assign == NULL && view->tiers == 0 && !verified) json_left(&json, view);
  if (verified) {
    buju_json_int(&json, "steps_checked", view->work);
    buju_json_int(&json, "parts", (int64_t)view->parts);
  } else {
    buju_json_text(&json, "method", view->method);
    buju_json_int(&json, "work", view->work);
    if (view->advised) solve_advice_json(&json, view);
  }
  show_json_end(&json);
}
