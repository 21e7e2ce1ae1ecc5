/* The whole summary of a plan, group by group and rule by rule. SPDX-License-Identifier: Apache-2.0 */
#include "cli/plan_show.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

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

/* A line, after what its rule says where it is the first of the rule, and before why it falls short. */
static void show_figure(const buju_ctx *ctx, const buju_figures *group, const buju_figure *figure, const buju_use *rule,
                        bool first, size_t label_width) {
  BUJU_MSG(says, "  {0}：{1}", "  {0}: {1}");
  if (rule != NULL && first) say_line(ctx, BUJU_SAY(says, buju_text(rule->id), buju_word(&rule->text)));
  printf("%*s", (int)indent_of(rule), "");
  show_left(label_of(rule, figure), label_width - indent_of(rule));
  for (size_t c = 0; c < group->columns; c++) show_share(figure->value[c], figure->percent[c], NUMBER_COLUMNS);
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

void plan_show_all(const buju_ctx *ctx, const plan_report *report) {
  BUJU_MSG(
      written,
      "\n方案已写入 {0}\n用 QGIS 打开它，先看图层 villages（配置结论、理由）和 coverage_gaps（服务缺口）；\n"
      "某村、某机构的来龙去脉：buju explain {0} 代码或名称",
      "\nThe plan is in {0}\nOpen it in QGIS: start with the layers villages (verdict, reason) and coverage_gaps;\n"
      "to hear why about a village or a site: buju explain {0} CODE-OR-NAME");
  size_t label_width = widest_label(report);
  const buju_figures *group;
  plan_show_head(ctx, report, SIZE_MAX);
  putchar('\n');
  for (size_t g = 0; (group = buju_summary_group(report->summary, g)) != NULL; g++)
    if (strcmp(group->key, "findings") == 0 || strcmp(group->key, "optimisation") == 0)
      show_in_one_line(group, label_width);
    else
      show_group(ctx, report, group, label_width);
  say_line(ctx, BUJU_SAY(written, buju_text(report->path)));
  plan_show_kept_project(ctx, report);
}
