/* buju frontier: how many people each number of new sites brings within a limit. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buju/frontier.h"
#include "cli/command.h"
#include "cli/long_run.h"
#include "cli/show.h"
#include "core/text_width.h"

extern const command cmd_frontier;

enum { SITES_MOST = 10000, SET_SIZE = 160, BAR = 24 };

typedef struct request {
  const char *scenario, *rule;
  const char **set; /* as many as there are arguments, and those made for the rules */
  size_t sets;
  long sites; /* −1: as the scenario says */
  bool nested, json, csv, quiet;
} request;

/* ---- what is asked ---- */

static int parse_sites(const buju_ctx *ctx, const char *text, request *r) {
  BUJU_MSG(bad, "--sites 应为 1 到 {0} 的整数，不能是“{1}”", "--sites takes a whole number from 1 to {0}, not \"{1}\"");
  char *end;
  r->sites = strtol(text, &end, 10);
  if (text[0] >= '0' && text[0] <= '9' && *end == '\0' && r->sites >= 1 && r->sites <= SITES_MOST) return 0;
  return usage_failure(ctx, &cmd_frontier, BUJU_SAY(bad, buju_int(SITES_MOST), buju_text(text)));
}

/* An option with a value; −1 when name is none. */
static int take_value(const buju_ctx *ctx, const char *name, const char *value, request *r) {
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  bool set = strcmp(name, "--set") == 0, sites = strcmp(name, "--sites") == 0, rule = strcmp(name, "--rule") == 0;
  if (!set && !sites && !rule) return -1;
  if (value == NULL) return usage_failure(ctx, &cmd_frontier, BUJU_SAY(no_value, buju_text(name)));
  if (sites) return parse_sites(ctx, value, r);
  if (set) r->set[r->sets++] = value;
  if (rule) r->rule = value;
  return 0;
}

static bool take_flag(const char *name, request *r) {
  const struct {
    const char *name;
    bool *to;
  } flags[] = {{"--nested", &r->nested}, {"--json", &r->json}, {"--csv", &r->csv}, {"--quiet", &r->quiet}};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (strcmp(name, flags[i].name) == 0) {
      *flags[i].to = true;
      return true;
    }
  return false;
}

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(two, "只能给一个方案文件，多出“{0}”", "one scenario only; \"{0}\" is another");
  BUJU_MSG(none, "需要一个方案文件", "a scenario file is needed");
  BUJU_MSG(both, "--json 和 --csv 只能用一个", "--json or --csv, not both");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    int taken = take_value(ctx, name, i + 1 < argc ? argv[i + 1] : NULL, r);
    if (taken > 0) return taken;
    if (taken == 0) {
      i++;
      continue;
    }
    if (take_flag(name, r)) continue;
    if (name[0] == '-' && name[1] != '\0') return usage_failure(ctx, &cmd_frontier, BUJU_SAY(unknown, buju_text(name)));
    if (r->scenario != NULL) return usage_failure(ctx, &cmd_frontier, BUJU_SAY(two, buju_text(name)));
    r->scenario = name;
  }
  if (r->scenario == NULL) return usage_failure(ctx, &cmd_frontier, BUJU_SAY(none));
  if (r->json && r->csv) return usage_failure(ctx, &cmd_frontier, BUJU_SAY(both));
  return 0;
}

/* The scenario again, with what was asked said to each of its rules that draws a curve. */
static buju_status set_rules(buju_ctx *ctx, const request *r, buju_scenario **scenario) {
  size_t rules = 0;
  while (buju_scenario_curve_rule(*scenario, rules) != NULL) rules++;
  const char **set = calloc(r->sets + 2 * rules + 1, sizeof *set);
  char(*text)[SET_SIZE] = calloc(2 * rules + 1, sizeof *text);
  size_t n = 0, made = 0;
  buju_scenario *again = NULL;
  buju_status status = set != NULL && text != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (; status == BUJU_OK && n < r->sets; n++) set[n] = r->set[n];
  for (size_t i = 0; status == BUJU_OK && i < rules; i++) {
    const char *id = buju_scenario_curve_rule(*scenario, i);
    if (r->sites > 0) {
      snprintf(text[made], SET_SIZE, "rules.%s.frontier=%ld", id, r->sites);
      set[n++] = text[made++];
    }
    if (r->nested) {
      snprintf(text[made], SET_SIZE, "rules.%s.nested=true", id);
      set[n++] = text[made++];
    }
  }
  if (status == BUJU_OK) status = buju_scenario_read(ctx, r->scenario, set, n, &again);
  if (status == BUJU_OK) {
    buju_scenario_free(*scenario);
    *scenario = again;
  }
  free(text);
  free(set);
  return status;
}

/* ---- what is shown ---- */

static void show_bar(double percent, bool pad) {
  int full = isfinite(percent) ? (int)(percent / 100 * BAR + 0.5) : 0;
  fputs("  ", stdout);
  for (int i = 0; i < full; i++) fputs("█", stdout);
  for (int i = full; pad && i < BAR; i++) putchar(' ');
}

static void show_point(const buju_curve_point *p, int64_t gained, bool money) {
  enum { SITES = 8, PEOPLE = 14, PERCENT = 10 };
  char number[48], text[64];
  show_right(show_number(p->sites, 0, number), SITES);
  show_right(show_number((double)p->people, 0, number), PEOPLE);
  snprintf(text, sizeof text, "%.1f %%", p->percent);
  show_right(isfinite(p->percent) ? text : "", PERCENT);
  show_right(p->sites > 0 ? show_number((double)gained, 0, number) : "", PEOPLE);
  show_right(p->proved ? "=" : show_number((double)p->bound, 0, number), PEOPLE);
  if (money) show_right(show_number(p->yuan / 10000, 1, number), PEOPLE);
  show_bar(p->percent, p->place != NULL);
  if (p->place != NULL) printf("  %s", p->place);
  putchar('\n');
}

static void show_curve(const buju_ctx *ctx, const buju_curve *curve) {
  BUJU_MSG(head, "{0}：{1}，应覆盖 {2} 人", "{0}: {1}, {2} {2?person|people} to be reached");
  BUJU_MSG(columns, "  新增机构      覆盖人口    覆盖率      新增人口          上界",
           "   sites        people     share        gained         bound");
  BUJU_MSG(columns_money, "  新增机构      覆盖人口    覆盖率      新增人口          上界    投资（万元）",
           "   sites        people     share        gained         bound   10,000 yuan");
  BUJU_MSG(proved, "“=”：已证明同样数量的机构不可能覆盖更多人。",
           "\"=\": proved, no choice of as many sites reaches more.");
  bool money = curve->points > 0 && isfinite(curve->point[0].yuan);
  say_line(ctx, BUJU_SAY(head, buju_text(curve->rule), buju_text(curve->title), buju_people(curve->people * 1000)));
  say_line(ctx, money ? BUJU_SAY(columns_money) : BUJU_SAY(columns));
  for (size_t k = 0; k < curve->points; k++)
    show_point(&curve->point[k], k > 0 ? curve->point[k].people - curve->point[k - 1].people : 0, money);
  say_line(ctx, BUJU_SAY(proved));
}

static void show_csv(const buju_curve *curve) {
  for (size_t k = 0; k < curve->points; k++) {
    const buju_curve_point *p = &curve->point[k];
    printf("%s,%u,%lld,", curve->rule, (unsigned)p->sites, (long long)p->people);
    if (isfinite(p->percent)) printf("%.4f", p->percent);
    printf(",%lld,%d,", (long long)p->bound, p->proved);
    if (isfinite(p->yuan)) printf("%.2f", p->yuan);
    putchar('\n');
  }
}

static bool is_asked(const request *r, const buju_curve *curve) {
  return r->rule == NULL || strcmp(curve->rule, r->rule) == 0;
}

static void show_json(const request *r, const buju_curves *curves) {
  buju_json json = show_json_begin();
  const buju_curve *curve;
  buju_json_open(&json, "frontiers", '[');
  for (size_t i = 0; (curve = buju_curves_at(curves, i)) != NULL; i++) {
    if (!is_asked(r, curve)) continue;
    buju_json_open(&json, NULL, '{');
    buju_json_text(&json, "rule", curve->rule);
    buju_json_text(&json, "limit", curve->title);
    buju_json_int(&json, "people", curve->people);
    buju_json_bool(&json, "nested", curve->nested != 0);
    buju_json_open(&json, "points", '[');
    for (size_t k = 0; k < curve->points; k++) {
      const buju_curve_point *p = &curve->point[k];
      buju_json_open(&json, NULL, '{');
      buju_json_int(&json, "sites", p->sites);
      buju_json_int(&json, "people_within", p->people);
      buju_json_real(&json, "share", p->percent);
      buju_json_int(&json, "people_bound", p->bound);
      buju_json_bool(&json, "proved", p->proved != 0);
      buju_json_real(&json, "cost_yuan", p->yuan);
      if (curve->nested) buju_json_text(&json, "place", p->place);
      buju_json_close(&json, '}');
    }
    buju_json_close(&json, ']');
    buju_json_close(&json, '}');
  }
  buju_json_close(&json, ']');
  show_json_end(&json);
}

static int show(const buju_ctx *ctx, const request *r, const buju_curves *curves) {
  BUJU_MSG(none, "规则 {0} 没有覆盖曲线：它没有查找新的机构", "rule {0} has no curve: it looked for no new sites");
  const buju_curve *curve;
  bool any = r->rule == NULL;
  for (size_t i = 0; (curve = buju_curves_at(curves, i)) != NULL; i++) any |= is_asked(r, curve);
  if (!any) return usage_failure(ctx, &cmd_frontier, BUJU_SAY(none, buju_text(r->rule)));
  if (r->json) {
    show_json(r, curves);
    return 0;
  }
  if (r->csv) puts("rule,sites,people_within,share_percent,people_bound,proved,cost_yuan");
  for (size_t i = 0; (curve = buju_curves_at(curves, i)) != NULL; i++) {
    if (!is_asked(r, curve)) continue;
    if (r->csv)
      show_csv(curve);
    else
      show_curve(ctx, curve);
  }
  return 0;
}

/* ---- the command ---- */

/* "circle, wide": as many as fit. */
static void list_rules(const buju_ctx *ctx, const buju_scenario *scenario, char *list, size_t size) {
  const char *id, *comma = buju_ctx_lang(ctx) == BUJU_ZH ? "、" : ", ";
  size_t n = 0;
  for (size_t i = 0; (id = buju_scenario_curve_rule(scenario, i)) != NULL; i++) {
    if (n + strlen(comma) + strlen(id) >= size) break;
    n += (size_t)snprintf(list + n, size - n, "%s%s", i > 0 ? comma : "", id);
  }
}

/* Told before anything is read or planned. */
static buju_status check_rules(buju_ctx *ctx, const buju_scenario *scenario, const request *r) {
  BUJU_MSG(
      none, "{0}：没有规定时限的规则（reach_within），画不出覆盖曲线；请在 rules: 中加一条，或换用有此规则的政策模板",
      "{0}: no rule sets a limit (reach_within), so there is no curve; add one under rules:, or take a profile that "
      "has one");
  BUJU_MSG(other, "方案文件中没有可画覆盖曲线的规则“{0}”；有：{1}",
           "the scenario has no rule \"{0}\" that draws a curve; there are: {1}");
  const char *id = buju_scenario_curve_rule(scenario, 0);
  if (id == NULL) return buju_fail(ctx, BUJU_E_SCENARIO, BUJU_SAY(none, buju_text(r->scenario)));
  for (size_t i = 0; r->rule != NULL && id != NULL && strcmp(id, r->rule) != 0; i++)
    id = buju_scenario_curve_rule(scenario, i + 1);
  if (id != NULL) return BUJU_OK;
  char list[512] = "";
  list_rules(ctx, scenario, list, sizeof list);
  return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(other, buju_text(r->rule), buju_text(list)));
}

static int draw(buju_ctx *ctx, const request *r) {
  buju_scenario *scenario = NULL;
  buju_region *region = NULL;
  buju_plan *plan = NULL;
  buju_curves *curves = NULL;
  bool progress = progress_begin(ctx, r->quiet);
  buju_status status = buju_scenario_read(ctx, r->scenario, r->set, r->sets, &scenario);
  if (status == BUJU_OK) status = check_rules(ctx, scenario, r);
  if (status == BUJU_OK && (r->sites > 0 || r->nested)) status = set_rules(ctx, r, &scenario);
  if (status == BUJU_OK) status = buju_region_read(ctx, scenario, &region);
  if (status == BUJU_OK) status = buju_plan_make(ctx, scenario, region, &plan);
  if (status == BUJU_OK) status = buju_curves_make(ctx, region, plan, &curves);
  progress_end(progress);
  int exit_status = status == BUJU_OK ? show(ctx, r, curves) : report_failure(ctx, status);
  buju_curves_free(curves);
  buju_plan_free(plan);
  buju_region_free(region);
  buju_scenario_free(scenario);
  return exit_status;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  request r = {.set = calloc((size_t)argc, sizeof *r.set), .sites = -1};
  if (r.set == NULL) return report_failure(ctx, buju_fail_memory(ctx));
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status == 0) exit_status = draw(ctx, &r);
  free(r.set);
  return exit_status;
}

const command cmd_frontier = {
    "frontier",
    {"每多建一处机构，最多能多覆盖多少人", "how many people each further site brings within reach"},
    {"用法：buju frontier scenario.yaml [选项]\n"
     "\n"
     "对方案文件中每条规定时限的规则（reach_within），列出新增 0、1、2……处机构时，时限内最多有多少人；\n"
     "每个数都附已证明的上界。`buju plan` 的成果中同名图层内容相同。\n"
     "\n"
     "  --sites N           最多算到新增 N 处；默认按规则的 frontier:，到全部覆盖为止\n"
     "  --nested            逐步累加：前面选的点保留，即建设次序；默认每个数量各求最优\n"
     "  --rule 规则         只列这一条规则\n"
     "  --set 键=值         改一个取值，可多次使用\n"
     "  --json              输出为 JSON\n"
     "  --csv               输出为 CSV\n"
     "  --quiet             不显示进度\n",
     "Usage: buju frontier scenario.yaml [OPTIONS]\n"
     "\n"
     "For each rule with a limit (reach_within): the most people within it for 0, 1, 2 … new sites, each number with\n"
     "a proved bound. The layer of the same name in the plan says the same.\n"
     "\n"
     "  --sites N           up to N new sites; default: the rule's frontier:, and no more than reach everybody\n"
     "  --nested            each point keeps the sites of the one before, an order of building; default: the best of\n"
     "                      each number\n"
     "  --rule RULE         only this one\n"
     "  --set KEY=VALUE     overrides a value; may be repeated\n"
     "  --json              prints JSON\n"
     "  --csv               prints CSV\n"
     "  --quiet             no progress\n"},
    run};
