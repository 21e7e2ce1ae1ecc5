/* buju sweep: one scenario under several values, side by side. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buju/variants.h"
#include "cli/command.h"
#include "cli/long_run.h"
#include "cli/show.h"
#include "core/text_width.h"

extern const command cmd_sweep;

enum { ACROSS = 5, CELL = 16, INDENT = 2 };

typedef struct request {
  const char *scenario;
  const char **set; /* as many as there are arguments */
  size_t sets;
  bool json, csv, all, quiet;
} request;

static bool take_flag(const char *name, request *r) {
  const struct {
    const char *name;
    bool *to;
  } flags[] = {{"--json", &r->json}, {"--csv", &r->csv}, {"--all", &r->all}, {"--quiet", &r->quiet}};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (strcmp(name, flags[i].name) == 0) return *flags[i].to = true;
  return false;
}

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(two, "只能给一个方案文件，多出“{0}”", "one scenario only; \"{0}\" is another");
  BUJU_MSG(none, "需要一个方案文件", "a scenario file is needed");
  BUJU_MSG(no_set, "没有给出要变的数；至少写一个 --set，几个取值用逗号隔开",
           "nothing varies; give at least one --set, its values separated by commas");
  BUJU_MSG(both, "--json 和 --csv 只能用一个", "--json or --csv, not both");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (strcmp(name, "--set") == 0) {
      if (i + 1 >= argc) return usage_failure(ctx, &cmd_sweep, BUJU_SAY(no_value, buju_text(name)));
      r->set[r->sets++] = argv[++i];
    } else if (take_flag(name, r)) {
      continue;
    } else if (name[0] == '-' && name[1] != '\0') {
      return usage_failure(ctx, &cmd_sweep, BUJU_SAY(unknown, buju_text(name)));
    } else if (r->scenario != NULL) {
      return usage_failure(ctx, &cmd_sweep, BUJU_SAY(two, buju_text(name)));
    } else {
      r->scenario = name;
    }
  }
  if (r->scenario == NULL) return usage_failure(ctx, &cmd_sweep, BUJU_SAY(none));
  if (r->sets == 0) return usage_failure(ctx, &cmd_sweep, BUJU_SAY(no_set));
  return r->json && r->csv ? usage_failure(ctx, &cmd_sweep, BUJU_SAY(both)) : 0;
}

/* "有服务 规划后" */
static void row_label(const buju_variants_row *row, char *buf, size_t size) {
  snprintf(buf, size, "%s%s%s", row->label, row->column_label != NULL ? " · " : "",
           row->column_label != NULL ? row->column_label : "");
}

static bool is_shown(const buju_variants_row *row, const buju_variants *sweep, bool all) {
  if (!all) return row->varies;
  for (size_t v = 0; v < buju_variants_count(sweep); v++)
    if (row->value[v] != 0 && !isnan(row->value[v])) return true;
  return false;
}

static size_t label_width(const buju_variants *sweep, bool all) {
  size_t widest = 0;
  const buju_variants_row *row;
  char label[512];
  for (size_t i = 0; (row = buju_variants_row_at(sweep, i)) != NULL; i++) {
    row_label(row, label, sizeof label);
    size_t width = buju_text_width(label) + INDENT;
    if (is_shown(row, sweep, all) && width > widest) widest = width;
  }
  for (size_t a = 0; a < buju_variants_axes(sweep); a++) {
    size_t width = buju_text_width(buju_variants_axis(sweep, a));
    if (width > widest) widest = width;
  }
  return widest;
}

static void show_cell(const buju_variants_row *row, size_t v) {
  char number[48], text[80];
  double value = row->value[v];
  show_number(value, isnan(value) || value == floor(value) ? 0 : 1, number);
  if (isnan(row->percent[v]))
    snprintf(text, sizeof text, "%s", number);
  else
    snprintf(text, sizeof text, "%s (%.1f%%)", number, row->percent[v]);
  show_right(text, CELL + 2);
}

/* A block of so many variants that a line fits the screen. */
static void show_block(const buju_variants *sweep, size_t first, size_t end, size_t width, bool all) {
  const buju_variants_row *row;
  const char *group = "";
  for (size_t a = 0; a < buju_variants_axes(sweep); a++) {
    show_left(buju_variants_axis(sweep, a), width);
    for (size_t v = first; v < end; v++) show_right(buju_variants_value(sweep, v, a), CELL + 2);
    putchar('\n');
  }
  for (size_t i = 0; (row = buju_variants_row_at(sweep, i)) != NULL; i++) {
    char label[512];
    if (!is_shown(row, sweep, all)) continue;
    if (strcmp(group, row->group) != 0) puts(row->group_label);
    group = row->group;
    row_label(row, label, sizeof label);
    printf("%*s", INDENT, "");
    show_left(label, width - INDENT);
    for (size_t v = first; v < end; v++) show_cell(row, v);
    putchar('\n');
  }
}

/* "max_population=700: …" for each variant without a plan. */
static void show_refused(const buju_ctx *ctx, const buju_variants *sweep) {
  BUJU_MSG(refused, "第 {0} 个取值组合没有方案：{1}", "variant {0} has no plan: {1}");
  for (size_t v = 0; v < buju_variants_count(sweep); v++)
    if (buju_variants_refused(sweep, v) != NULL)
      say_line(ctx, BUJU_SAY(refused, buju_int((int64_t)v + 1), buju_text(buju_variants_refused(sweep, v))));
}

static void show_text(const buju_ctx *ctx, const buju_variants *sweep, bool all) {
  BUJU_MSG(nothing, "各取值组合的全部 {0} 项指标都相同。", "All {0} figures are the same in every variant.");
  BUJU_MSG(rest, "\n其余 {0} 项指标各组合相同，--all 可全部列出。",
           "\n{0} more figure{0?|s} {0?is|are} the same in every variant; --all shows them.");
  size_t variants = buju_variants_count(sweep), width = label_width(sweep, all);
  int64_t same = 0, rows = 0;
  const buju_variants_row *row;
  for (size_t i = 0; (row = buju_variants_row_at(sweep, i)) != NULL; i++, rows++) same += !row->varies;
  for (size_t first = 0; first < variants; first += ACROSS) {
    if (first > 0) putchar('\n');
    show_block(sweep, first, first + ACROSS < variants ? first + ACROSS : variants, width, all);
  }
  if (!all && same == rows)
    say_line(ctx, BUJU_SAY(nothing, buju_int(rows)));
  else if (!all)
    say_line(ctx, BUJU_SAY(rest, buju_int(same)));
  show_refused(ctx, sweep);
}

static void csv_text(const char *text, bool first) {
  if (!first) putchar(',');
  if (text[strcspn(text, ",\"\r\n")] == '\0') {
    fputs(text, stdout);
    return;
  }
  putchar('"');
  for (; *text != '\0'; text++) printf(*text == '"' ? "\"\"" : "%c", *text);
  putchar('"');
}

/* A line a variant: its values, why it has no plan, then every figure as group.key.column. */
static void show_csv(const buju_variants *sweep) {
  const buju_variants_row *row;
  size_t axes = buju_variants_axes(sweep);
  for (size_t a = 0; a < axes; a++) csv_text(buju_variants_axis(sweep, a), a == 0);
  csv_text("refused", axes == 0);
  for (size_t i = 0; (row = buju_variants_row_at(sweep, i)) != NULL; i++) {
    char name[512];
    snprintf(name, sizeof name, "%s.%s%s%s", row->group, row->key, row->column != NULL ? "." : "",
             row->column != NULL ? row->column : "");
    csv_text(name, false);
  }
  putchar('\n');
  for (size_t v = 0; v < buju_variants_count(sweep); v++) {
    const char *refused = buju_variants_refused(sweep, v);
    for (size_t a = 0; a < axes; a++) csv_text(buju_variants_value(sweep, v, a), a == 0);
    csv_text(refused != NULL ? refused : "", axes == 0);
    for (size_t i = 0; (row = buju_variants_row_at(sweep, i)) != NULL; i++)
      printf(isnan(row->value[v]) ? "," : ",%.15g", row->value[v]);
    putchar('\n');
  }
}

/* {"people": {"served": {"before": …, "after": …}}} as `buju plan --json` has it. */
static void json_figures(buju_json *json, const buju_variants *sweep, size_t v) {
  const buju_variants_row *row, *last = NULL;
  for (size_t i = 0; (row = buju_variants_row_at(sweep, i)) != NULL; i++) {
    bool new_group = last == NULL || strcmp(last->group, row->group) != 0;
    bool new_key = new_group || last->column == NULL || strcmp(last->key, row->key) != 0;
    if (new_key && last != NULL && last->column != NULL) buju_json_close(json, '}');
    if (new_group && last != NULL) buju_json_close(json, '}');
    if (new_group) buju_json_open(json, row->group, '{');
    if (new_key && row->column != NULL) buju_json_open(json, row->key, '{');
    buju_json_real(json, row->column != NULL ? row->column : row->key, row->value[v]);
    last = row;
  }
  if (last == NULL) return;
  if (last->column != NULL) buju_json_close(json, '}');
  buju_json_close(json, '}');
}

static void show_json(const request *r, const buju_variants *sweep) {
  buju_json json = show_json_begin();
  buju_json_text(&json, "scenario", r->scenario);
  buju_json_int(&json, "inputs_read", (int64_t)buju_variants_readings(sweep));
  buju_json_open(&json, "variants", '[');
  for (size_t v = 0; v < buju_variants_count(sweep); v++) {
    buju_json_open(&json, NULL, '{');
    buju_json_open(&json, "set", '{');
    for (size_t a = 0; a < buju_variants_axes(sweep); a++)
      buju_json_text(&json, buju_variants_axis(sweep, a), buju_variants_value(sweep, v, a));
    buju_json_close(&json, '}');
    buju_json_text(&json, "refused", buju_variants_refused(sweep, v));
    if (buju_variants_refused(sweep, v) == NULL) json_figures(&json, sweep, v);
    buju_json_close(&json, '}');
  }
  buju_json_close(&json, ']');
  show_json_end(&json);
}

/* Done, but not what was asked: 1 and one line on stderr when a variant has no plan; else 0. */
static int report_refused(const buju_ctx *ctx, const buju_variants *sweep) {
  BUJU_MSG(some, "buju：{1} 个取值组合中 {0} 个没有方案；第一个：{2}",
           "buju: {0} of {1} combination{1?|s} {0?has|have} no plan; the first: {2}");
  char line[4096];
  const char *first = NULL;
  int64_t refused = 0;
  for (size_t v = buju_variants_count(sweep); v > 0; v--) {
    if (buju_variants_refused(sweep, v - 1) == NULL) continue;
    refused++;
    first = buju_variants_refused(sweep, v - 1);
  }
  if (refused == 0) return 0;
  buju_said said = BUJU_SAY(some, buju_int(refused), buju_int((int64_t)buju_variants_count(sweep)), buju_text(first));
  buju_say(buju_ctx_lang(ctx), &said, line, sizeof line);
  fprintf(stderr, "%s\n", line);
  return 1;
}

static int sweep_all(buju_ctx *ctx, const request *r) {
  buju_variants *sweep = NULL;
  bool progress = progress_begin(ctx, r->quiet);
  buju_status status = buju_variants_run(ctx, r->scenario, r->set, r->sets, &sweep);
  progress_end(progress);
  if (status != BUJU_OK) return report_failure(ctx, status);
  if (r->json)
    show_json(r, sweep);
  else if (r->csv)
    show_csv(sweep);
  else
    show_text(ctx, sweep, r->all);
  int exit_status = report_refused(ctx, sweep);
  buju_variants_free(sweep);
  return exit_status;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  request r = {.set = malloc((size_t)argc * sizeof *r.set)};
  if (r.set == NULL) return report_failure(ctx, buju_fail_memory(ctx));
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status == 0 && r.scenario != NULL) exit_status = sweep_all(ctx, &r);
  free(r.set);
  return exit_status;
}

const command cmd_sweep = {
    "sweep",
    {"同一方案文件取不同的数值，结果并列比较", "plan a scenario under several values, side by side"},
    {"用法：buju sweep scenario.yaml --set 键=600,700,800 [选项]\n"
     "\n"
     "每种取值组合各规划一次，不写成果文件，列出随取值变化的指标。几个取值用逗号隔开；多个 --set 两两组合，\n"
     "第一个变得最慢；只有一个值的 --set 对全部组合有效。括号和引号里的逗号不分隔。\n"
     "各组合共用的工作只做一次：数据只在取值影响它时才重新读取。\n"
     "\n"
     "  --set 键=600,700    例如 --set rules.joint_clinic.max_population=600,700,800\n"
     "  --all               不变的指标也列出\n"
     "  --json              输出 JSON：variants 里每个组合一个对象，指标的键与 buju plan --json 相同\n"
     "  --csv               输出 CSV：每个组合一行，全部指标\n"
     "  --quiet             不显示进度\n"
     "\n"
     "退出状态：0 完成；1 有的组合规划时才发现要求矛盾、没有方案（其余照常列出）；\n"
     "2 用法；3 方案文件；4 数据；5 某个组合读方案文件时就自相矛盾，不列表；6 系统。\n",
     "Usage: buju sweep scenario.yaml --set KEY=VALUE,VALUE,… [OPTIONS]\n"
     "\n"
     "Plans each combination of values, writes no plan, and shows the figures that change. Values are separated by\n"
     "commas; several --set are combined, the first turns slowest; a --set with one value holds for all. Commas\n"
     "inside brackets and quotes do not separate. What the combinations have in common is done once: the inputs\n"
     "are read again only where a value changes them.\n"
     "\n"
     "  --set KEY=VALUE,…   for instance --set rules.joint_clinic.max_population=600,700,800\n"
     "  --all               also the figures that do not change\n"
     "  --json              JSON: an object a combination in variants, with the keys of buju plan --json\n"
     "  --csv               CSV: a line a combination, every figure\n"
     "  --quiet             no progress\n"
     "\n"
     "Exit status: 0 done; 1 planning found that a combination contradicts itself (it has no plan, the others are\n"
     "shown); 2 usage; 3 scenario; 4 data; 5 a combination contradicts itself as the scenario is read (no table);\n"
     "6 system.\n"},
    run,
};
