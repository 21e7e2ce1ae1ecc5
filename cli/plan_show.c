/* The summary of a plan on stdout. SPDX-License-Identifier: Apache-2.0 */
#include "cli/plan_show.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buju/plan.h"
#include "cli/command.h"
#include "cli/show.h"
#include "core/text_width.h"

enum { NUMBER_COLUMNS = 22, INDENT = 2 };

static bool all_zero(const buju_figures *group, const buju_figure *figure) {
  for (size_t c = 0; c < group->columns; c++)
    if (figure->value[c] != 0 && !isnan(figure->value[c])) return false;
  return true;
}

/* A rule that chooses nobody is worth a line: it asks for some. */
static bool shown(const buju_figures *group, const buju_figure *figure) {
  return !all_zero(group, figure) || strcmp(group->key, "picks") == 0;
}

/* Of whom every line is zero or not known there is nothing to show. */
static bool nothing_in(const buju_figures *group) {
  for (size_t i = 0; i < group->n; i++)
    if (shown(group, &group->figure[i])) return false;
  return true;
}

/* The rule a line is about; its key begins with the rule's id. NULL in groups that are not by rule. */
static const buju_use *rule_of(const buju_scenario *scenario, const buju_figures *group, const buju_figure *figure) {
  static const char *const by_rule[] = {"annual_targets", "picks", "reach", NULL};
  int g = 0;
  while (by_rule[g] != NULL && strcmp(by_rule[g], group->key) != 0) g++;
  size_t id = strcspn(figure->key, ".");
  for (buju_ix u = 0; by_rule[g] != NULL && u < scenario->uses; u++)
    if (strlen(scenario->use[u].id) == id && strncmp(scenario->use[u].id, figure->key, id) == 0)
      return &scenario->use[u];
  return NULL;
}

/* Under the rule's own line its id need not stand again: "2024年" of "weak_clinics 2024年". */
static const char *label_of(const buju_use *rule, const buju_figure *figure) {
  static const char *const after[] = {" ", "：", ": "};
  size_t id = rule != NULL ? strlen(rule->id) : 0;
  if (id == 0 || strncmp(figure->label, rule->id, id) != 0) return figure->label;
  for (size_t i = 0; i < sizeof after / sizeof *after; i++)
    if (strncmp(figure->label + id, after[i], strlen(after[i])) == 0) return figure->label + id + strlen(after[i]);
  return figure->label;
}

static size_t indent_of(const buju_use *rule) { return rule != NULL ? 2 * INDENT : INDENT; }

static size_t widest_label(const plan_report *report) {
  size_t widest = 0;
  const buju_figures *group;
  for (size_t g = 0; (group = buju_summary_group(report->summary, g)) != NULL; g++) {
    for (size_t i = 0; i < group->n; i++) {
      const buju_use *rule = rule_of(report->scenario, group, &group->figure[i]);
      size_t width = buju_text_width(label_of(rule, &group->figure[i])) + indent_of(rule);
      if (shown(group, &group->figure[i]) && width > widest) widest = width;
    }
    size_t width = buju_text_width(group->label);
    if (width > widest) widest = width;
  }
  return widest;
}

/* "12,345 (85.3 %)" */
static void show_value(const buju_figure *figure, size_t c) {
  char number[48], text[80];
  show_number(figure->value[c], 0, number);
  if (isnan(figure->percent[c]))
    snprintf(text, sizeof text, "%s", number);
  else
    snprintf(text, sizeof text, "%s (%.1f %%)", number, figure->percent[c]);
  show_right(text, NUMBER_COLUMNS);
}

/* A line, after what its rule says where it is the first of the rule, and before why it falls short. */
static void show_figure(const buju_ctx *ctx, const buju_figures *group, const buju_figure *figure, const buju_use *rule,
                        bool first, size_t label_width) {
  BUJU_MSG(says, "  {0}：{1}", "  {0}: {1}");
  if (rule != NULL && first) say_line(ctx, BUJU_SAY(says, buju_text(rule->id), buju_word(&rule->text)));
  printf("%*s", (int)indent_of(rule), "");
  show_left(label_of(rule, figure), label_width - indent_of(rule));
  for (size_t c = 0; c < group->columns; c++) show_value(figure, c);
  putchar('\n');
  if (figure->note != NULL && *figure->note != '\0') printf("%*s%s\n", 3 * INDENT, "", figure->note);
}

static void show_group(const buju_ctx *ctx, const plan_report *report, const buju_figures *group, size_t label_width) {
  BUJU_MSG(none, "无", "none");
  bool columns = group->column_label[0] != NULL;
  if (nothing_in(group)) {
    show_left(group->label, label_width);
    printf("%*s", INDENT, "");
    say_line(ctx, BUJU_SAY(none));
    return;
  }
  show_left(group->label, columns ? label_width : 0);
  for (size_t c = 0; columns && c < group->columns; c++) show_right(group->column_label[c], NUMBER_COLUMNS);
  putchar('\n');
  const buju_use *last = NULL;
  for (size_t i = 0; i < group->n; i++) {
    if (!shown(group, &group->figure[i])) continue;
    const buju_use *rule = rule_of(report->scenario, group, &group->figure[i]);
    show_figure(ctx, group, &group->figure[i], rule, rule != last, label_width);
    last = rule;
  }
}

/* "数据问题（条）  严重 1 · 提示 12"; a percentage keeps its tenth. */
static void show_in_one_line(const buju_figures *group, size_t label_width) {
  char number[48];
  show_left(group->label, label_width);
  for (size_t i = 0; i < group->n; i++) {
    double value = group->figure[i].value[0];
    show_number(value, value == floor(value) ? 0 : 1, number);
    printf("%s%s %s", i == 0 ? "  " : " · ", group->figure[i].label, number);
  }
  putchar('\n');
}

static void show_head(const buju_ctx *ctx, const plan_report *report) {
  BUJU_MSG(head, "{0}\n政策 {1} · 基准日期 {2} · {3} · {4}", "{0}\npolicy {1} · as of {2} · {3} · {4}");
  BUJU_MSG(resident, "常住人口", "resident population");
  BUJU_MSG(registered, "户籍人口", "registered population");
  BUJU_MSG(draft, "注意：该政策是征求意见稿，本方案不能作为正式依据。",
           "Mind: the policy is a draft for comment; this plan is no formal basis.");
  const buju_scenario *s = report->scenario;
  char day[40];
  snprintf(day, sizeof day, "%04d-%02u-%02u", s->as_of.year, s->as_of.month, s->as_of.day);
  const char *title = s->title != NULL && *s->title != '\0' ? s->title : s->path;
  say_line(ctx, BUJU_SAY(head, buju_text(title), buju_text(s->profile.id), buju_text(day),
                         buju_word(s->population == BUJU_RESIDENT ? &resident : &registered),
                         buju_text(report->region->crs.name)));
  if (s->profile.status != NULL && strcmp(s->profile.status, "draft") == 0) say_line(ctx, BUJU_SAY(draft));
  putchar('\n');
}

void plan_show_text(const buju_ctx *ctx, const plan_report *report) {
  BUJU_MSG(
      written,
      "\n方案已写入 {0}\n用 QGIS 打开它，先看图层 villages（配置结论、理由）和 coverage_gaps（服务缺口）；\n"
      "某村、某机构的来龙去脉：buju explain {0} 代码或名称",
      "\nThe plan is in {0}\nOpen it in QGIS: start with the layers villages (verdict, reason) and coverage_gaps;\n"
      "to hear why about a village or a site: buju explain {0} CODE-OR-NAME");
  BUJU_MSG(kept,
           "旁边的工程（.qgz）在 QGIS 中保存过，保留未动：打开即是新方案，新增的图层和分类不在其中；要程序的工程，"
           "删除它再运行一次",
           "The project beside it (.qgz) was saved in QGIS and is left as it was: it shows the new plan, but no layer\n"
           "and no class that is new; to have the program's, delete it and run again");
  size_t label_width = widest_label(report);
  const buju_figures *group;
  show_head(ctx, report);
  for (size_t g = 0; (group = buju_summary_group(report->summary, g)) != NULL; g++)
    if (strcmp(group->key, "findings") == 0 || strcmp(group->key, "optimisation") == 0)
      show_in_one_line(group, label_width);
    else
      show_group(ctx, report, group, label_width);
  say_line(ctx, BUJU_SAY(written, buju_text(report->path)));
  if (buju_plan_project_is_kept(report->path)) say_line(ctx, BUJU_SAY(kept));
}

/* One value as it is, several by their columns. */
static void json_figure(buju_json *json, const buju_figures *group, const buju_figure *figure) {
  if (group->columns == 1) {
    buju_json_real(json, figure->key, figure->value[0]);
    return;
  }
  buju_json_open(json, figure->key, '{');
  for (size_t c = 0; c < group->columns; c++) buju_json_real(json, group->column[c], figure->value[c]);
  for (size_t c = 0; c < group->columns; c++) {
    char key[64];
    snprintf(key, sizeof key, "%s_percent", group->column[c]);
    if (!isnan(figure->percent[c])) buju_json_real(json, key, figure->percent[c]);
  }
  buju_json_close(json, '}');
}

void plan_show_json(const plan_report *report) {
  const buju_scenario *s = report->scenario;
  const buju_figures *group;
  char day[40];
  snprintf(day, sizeof day, "%04d-%02u-%02u", s->as_of.year, s->as_of.month, s->as_of.day);
  buju_json json = show_json_begin();
  buju_json_text(&json, "plan", report->path);
  buju_json_text(&json, "scenario", s->path);
  buju_json_text(&json, "title", s->title);
  buju_json_text(&json, "profile", s->profile.id);
  buju_json_text(&json, "profile_status", s->profile.status);
  buju_json_text(&json, "as_of", day);
  buju_json_text(&json, "population", buju_population_words[s->population]);
  buju_json_text(&json, "crs", report->region->crs.name);
  for (size_t g = 0; (group = buju_summary_group(report->summary, g)) != NULL; g++) {
    buju_json_open(&json, group->key, '{');
    for (size_t i = 0; i < group->n; i++) json_figure(&json, group, &group->figure[i]);
    buju_json_close(&json, '}');
  }
  buju_json_open(&json, "seconds", '{');
  buju_json_real(&json, "read", report->read_s);
  buju_json_real(&json, "plan", report->plan_s);
  buju_json_real(&json, "write", report->write_s);
  buju_json_close(&json, '}');
  show_json_end(&json);
}
