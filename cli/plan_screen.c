/* The summary of a plan on one screen: figures now and planned, then lists of what is many.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buju/plan.h"
#include "cli/command.h"
#include "cli/plan_show.h"
#include "cli/show.h"
#include "core/text_width.h"

enum { COLUMNS = 80, LINES = 23, NUMBER = 20, LABEL = COLUMNS - 2 * NUMBER, ITEMS = 16, REACHES = 2 };

/* A line of the table: now and planned. */
typedef struct row {
  const char *label;
  double value[2], percent[2];
} row;

/* What comes first has most weight; alike, the order they were added in. */
typedef struct item {
  const char *text;
  double weight;
  size_t order;
} item;

/* "villages  own clinic 232 · not served 65": one line, and more where the screen has them to spare. */
typedef struct list {
  const buju_msg *label;
  buju_vec items; /* item */
  size_t lines;
} list;

typedef struct screen {
  buju_ctx *ctx;
  const plan_report *report;
  buju_arena *arena;
  bool no_memory;
  size_t rows, lists;
  row row[5 + REACHES];
  list list[10];
} screen;

static const buju_figures *group_of(const screen *s, const char *key) {
  const buju_figures *group;
  for (size_t g = 0; (group = buju_summary_group(s->report->summary, g)) != NULL; g++)
    if (strcmp(group->key, key) == 0) return group;
  return NULL;
}

static const buju_figure *figure_of(const screen *s, const char *group, const char *key) {
  return buju_summary_find(s->report->summary, group, key);
}

/* The text, or "" when memory is out, which is told in the end. */
static const char *kept(screen *s, const char *text) {
  s->no_memory = s->no_memory || text == NULL;
  return text != NULL ? text : "";
}

static const char *say(screen *s, buju_said said) {
  char text[512];
  buju_say(buju_ctx_lang(s->ctx), &said, text, sizeof text);
  return kept(s, buju_arena_text(s->arena, text));
}

/* The rule a figure is of: its key up to the first dot. */
static const char *rule_of(screen *s, const buju_figure *figure) {
  return kept(s, buju_arena_text_n(s->arena, figure->key, strcspn(figure->key, ".")));
}

static void add_row(screen *s, const char *label, const double value[2], const double percent[2]) {
  row *r = &s->row[s->rows++];
  r->label = label;
  memcpy(r->value, value, sizeof r->value);
  memcpy(r->percent, percent, sizeof r->percent);
}

static list *add_list(screen *s, const buju_msg *label) {
  list *l = &s->list[s->lists++];
  *l = (list){.label = label, .lines = 1};
  return l;
}

static void add_item(screen *s, list *l, double weight, buju_said said) {
  item *i = buju_vec_push(&l->items, sizeof *i);
  s->no_memory = s->no_memory || i == NULL;
  if (i != NULL) *i = (item){say(s, said), weight, l->items.n};
}

static void add_count(screen *s, list *l, double weight, const char *what, double count) {
  BUJU_MSG(counted, "{0} {1}", "{0} {1}");
  add_item(s, l, weight, BUJU_SAY(counted, buju_text(what), buju_int((int64_t)round(count))));
}

static int compare(double a, double b) { return (a > b) - (a < b); }

static int by_weight(const void *a, const void *b) {
  const item *x = a, *y = b;
  int order = compare(y->weight, x->weight);
  return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* ---- the table ---- */

static const double no_percent[2] = {NAN, NAN};

static void add_people(screen *s) {
  BUJU_MSG(of_all, "有服务（共 {0} 人）", "served, of {0} people");
  const buju_figure *all = figure_of(s, "people", "all"), *served = figure_of(s, "people", "served");
  const buju_figure *within = figure_of(s, "people", "within_limit");
  add_row(s, say(s, BUJU_SAY(of_all, buju_int((int64_t)all->value[0]))), served->value, served->percent);
  if (within != NULL) add_row(s, within->label, within->value, within->percent);
}

/* The line within a rule's limit comes after that of the people the rule speaks of. */
static double asked_for(const buju_figure *within) { return within[-1].value[1]; }
static double left_out(const buju_figure *within) { return asked_for(within) - within->value[1]; }

/* Of the rules that ask for a reach, those that leave most people out; alike, the first. One that speaks of nobody says
 * nothing. */
static void add_reaches(screen *s) {
  BUJU_MSG(of_rule, "{0}：{1}", "{0}: {1}");
  const buju_figures *group = group_of(s, "reach");
  const buju_figure *last = NULL;
  _Static_assert(REACHES == 2, "what is shown already is one");
  for (int k = 0; group != NULL && k < REACHES; k++) {
    const buju_figure *most = NULL;
    for (const buju_figure *f = group->figure + 1; f < group->figure + group->n; f += 2) {
      if (f == last || asked_for(f) == 0) continue;
      if (most == NULL || left_out(f) > left_out(most)) most = f;
    }
    if (most == NULL) return;
    const char *label = say(s, BUJU_SAY(of_rule, buju_text(rule_of(s, most)), buju_text(most->label)));
    add_row(s, label, most->value, most->percent);
    last = most;
  }
}

static void add_clinics(screen *s) {
  BUJU_MSG(label, "计入的村卫生室和社区卫生服务站（所）", "clinics and stations that count");
  const double value[2] = {figure_of(s, "clinics", "counted")->value[0], figure_of(s, "clinics", "planned")->value[0]};
  add_row(s, say(s, BUJU_SAY(label)), value, no_percent);
}

static void add_gaps(screen *s) {
  BUJU_MSG(label, "服务缺口（处）", "gaps");
  const buju_figures *group = group_of(s, "gaps");
  double sum[2] = {0, 0};
  for (size_t i = 0; i < group->n; i++)
    for (int c = 0; c < 2; c++) sum[c] += group->figure[i].value[c];
  add_row(s, say(s, BUJU_SAY(label)), sum, no_percent);
}

/* All payers together; NaN where nothing has a price. */
static double paid(const buju_figures *money, int column) {
  double sum = NAN;
  for (size_t i = 0; money != NULL && i < money->n; i++)
    if (!isnan(money->figure[i].value[column])) sum = (isnan(sum) ? 0 : sum) + money->figure[i].value[column];
  return sum;
}

static void add_yearly_money(screen *s) {
  BUJU_MSG(label, "每年经费（元）", "money a year (yuan)");
  const buju_figures *money = group_of(s, "money");
  const double value[2] = {paid(money, 1), paid(money, 2)};
  if (!isnan(value[0]) || !isnan(value[1])) add_row(s, say(s, BUJU_SAY(label)), value, no_percent);
}

/* ---- the lists ---- */

/* A group's lines from the first one on that are not zero: the largest first, or as they come. */
static list *add_group(screen *s, const buju_msg *label, const buju_figures *group, size_t first, int column,
                       bool largest_first) {
  list *l = add_list(s, label);
  for (size_t i = first; i < group->n; i++) {
    double value = group->figure[i].value[column];
    if (value != 0) add_count(s, l, largest_first ? value : 0, group->figure[i].label, value);
  }
  return l;
}

static void add_villages(screen *s) {
  BUJU_MSG(label, "规划后各村", "villages");
  add_group(s, &label, group_of(s, "villages"), 0, 1, true);
}

/* Which gaps stay open. */
static void add_open_gaps(screen *s) {
  BUJU_MSG(label, "仍有的缺口", "gaps that stay");
  add_group(s, &label, group_of(s, "gaps"), 0, 1, true);
}

/* What is done to clinics; the first lines count them. */
static void add_actions(screen *s) {
  BUJU_MSG(label, "主要处置", "main actions");
  const buju_figures *group = group_of(s, "clinics");
  size_t first = 0;
  while (first < group->n && strcmp(group->figure[first].key, buju_action_words[0].id) != 0) first++;
  add_group(s, &label, group, first, 0, true);
}

/* Sites that rules look for and sets they choose, rule by rule, and areas that are to have a service. A set's label
 * says how many were asked for. */
static void add_chosen(screen *s) {
  BUJU_MSG(label, "新设和选定", "sites chosen");
  BUJU_MSG(areas, "街道、乡镇、社区需新建 {0}", "entitled areas, to be built {0}");
  const buju_figures *sites = group_of(s, "new_sites"), *sets = group_of(s, "picks");
  const buju_figure *to_build = figure_of(s, "entitlements", "to_build");
  list *l = add_list(s, &label);
  for (size_t i = 0; sites != NULL && i < sites->n; i++)
    if (strstr(sites->figure[i].key, ".built") != NULL)
      add_count(s, l, 0, rule_of(s, &sites->figure[i]), sites->figure[i].value[0]);
  for (size_t i = 0; sets != NULL && i < sets->n; i++)
    add_count(s, l, 0, sets->figure[i].label, sets->figure[i].value[0]);
  if (to_build != NULL && to_build->value[0] > 0)
    add_item(s, l, 0, BUJU_SAY(areas, buju_int((int64_t)to_build->value[0])));
}

/* How many of the targets are met in full, and what the others lack. */
static void add_targets(screen *s) {
  BUJU_MSG(label, "年度任务", "annual targets");
  BUJU_MSG(met, "{1} 项中 {0} 项如数排定", "{0} of {1} planned in full");
  BUJU_MSG(none, "无", "none");
  BUJU_MSG(missing, "{0} 差 {1}", "{0}: {1} short");
  const buju_figures *group = group_of(s, "annual_targets");
  if (group == NULL) return;
  list *l = add_list(s, &label);
  int64_t asked = 0, lacking = 0;
  for (size_t i = 0; i < group->n; i++) {
    const double *value = group->figure[i].value;
    asked += value[0] > 0 || value[1] > 0 || value[2] > 0;
    lacking += value[2] > 0;
  }
  add_item(s, l, 1, asked > 0 ? BUJU_SAY(met, buju_int(asked - lacking), buju_int(asked)) : BUJU_SAY(none));
  for (size_t i = 0; i < group->n; i++)
    if (group->figure[i].value[2] > 0)
      add_item(s, l, 0,
               BUJU_SAY(missing, buju_text(group->figure[i].label), buju_int((int64_t)group->figure[i].value[2])));
}

static void add_rounds(screen *s) {
  BUJU_MSG(label, "巡诊（周期）", "rounds, a cycle");
  const buju_figures *group = group_of(s, "rounds");
  if (group != NULL) add_group(s, &label, group, 0, 0, false);
}

/* What is lacking comes right after what is asked and what there is. */
static void add_doctors(screen *s) {
  BUJU_MSG(label, "乡村医生首年", "doctors, 1st yr");
  static const char *const in_order[] = {"required", "in_post", "vacancies", "reengaged", "leaving", "age_unknown"};
  if (group_of(s, "staff") == NULL) return;
  list *l = add_list(s, &label);
  for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
    const buju_figure *figure = figure_of(s, "staff", in_order[i]);
    if (figure->value[0] != 0) add_count(s, l, 0, figure->label, figure->value[0]);
  }
}

static void add_capital(screen *s) {
  BUJU_MSG(label, "建设投资（元）", "capital (yuan)");
  BUJU_MSG(all, "合计 {0}", "{0} in all");
  const buju_figures *money = group_of(s, "money");
  double sum = paid(money, 0);
  if (isnan(sum)) return;
  list *l = add_list(s, &label);
  add_item(s, l, 1, BUJU_SAY(all, buju_int((int64_t)round(sum))));
  for (size_t i = 0; i < money->n; i++)
    if (money->figure[i].value[0] > 0) add_count(s, l, 0, money->figure[i].label, money->figure[i].value[0]);
}

static void add_proof(screen *s) {
  BUJU_MSG(label, "优化证明", "proof");
  BUJU_MSG(proved, "{1} 个优化问题，{0} 个已证明最优", "{0} of {1} problem{1?|s} proved optimal");
  BUJU_MSG(open, "{0} {1}", "{0} {1}");
  const buju_figures *group = group_of(s, "optimisation");
  if (group == NULL) return;
  list *l = add_list(s, &label);
  int64_t problems = (int64_t)group->figure[0].value[0], optimal = (int64_t)group->figure[1].value[0];
  add_item(s, l, 0, BUJU_SAY(proved, buju_int(optimal), buju_int(problems)));
  for (size_t i = 2; i < group->n; i++)
    if (group->figure[i].value[0] > 0)
      add_item(s, l, 0, BUJU_SAY(open, buju_text(group->figure[i].label), buju_real(group->figure[i].value[0])));
}

static void add_findings(screen *s) {
  BUJU_MSG(label, "数据问题（条）", "data findings");
  BUJU_MSG(none, "无", "none");
  list *l = add_group(s, &label, group_of(s, "findings"), 0, 0, false);
  if (l->items.n == 0) add_item(s, l, 0, BUJU_SAY(none));
}

/* ---- laying it out ---- */

/* The lines the list takes with its first `shown` items, and printed when print is true. What is left out is counted.
 */
static size_t flow(const screen *s, const list *l, size_t shown, bool print) {
  BUJU_MSG(more, "另 {0} 项", "{0} more");
  const item *items = l->items.data;
  size_t lines = 1, at = 0, parts = shown < l->items.n ? shown + 1 : shown;
  for (size_t i = 0; i < parts; i++) {
    char text[512];
    buju_said said = BUJU_SAY(more, buju_int((int64_t)(l->items.n - shown)));
    if (i == shown)
      buju_say(buju_ctx_lang(s->ctx), &said, text, sizeof text);
    else
      snprintf(text, sizeof text, "%s", items[i].text);
    size_t room = COLUMNS - ITEMS, width = buju_text_width(text);
    if (width > room) width = room;
    bool breaks = at > 0 && at + 3 + width > room;
    if (breaks) lines++, at = 0;
    if (lines > LINES) break;
    if (print) {
      if (breaks) printf("\n%*s", ITEMS, "");
      if (at > 0) fputs(" · ", stdout);
      show_short(text, width, false);
    }
    at += (at > 0 ? 3 : 0) + width;
  }
  return lines;
}

/* The most items that fit on the lines it has. */
static size_t fitting(const screen *s, const list *l) {
  size_t shown = l->items.n;
  while (shown > 0 && flow(s, l, shown, false) > l->lines) shown--;
  return shown;
}

static void show_list(const screen *s, const list *l) {
  show_short(buju_ctx_lang(s->ctx) == BUJU_ZH ? l->label->zh : l->label->en, ITEMS, true);
  flow(s, l, fitting(s, l), true);
  putchar('\n');
}

static void show_rows(const screen *s) {
  BUJU_MSG(now, "现状", "now");
  BUJU_MSG(planned, "规划后", "planned");
  bool zh = buju_ctx_lang(s->ctx) == BUJU_ZH;
  printf("%*s", LABEL, "");
  show_right(zh ? now.zh : now.en, NUMBER);
  show_right(zh ? planned.zh : planned.en, NUMBER);
  putchar('\n');
  for (size_t i = 0; i < s->rows; i++) {
    show_short(s->row[i].label, LABEL, true);
    for (int c = 0; c < 2; c++) show_share(s->row[i].value[c], s->row[i].percent[c], NUMBER);
    putchar('\n');
  }
}

/* Lines to spare go to lists that do not fit, one each in turn. */
static void spare_lines(screen *s, size_t spare) {
  bool given = true;
  while (given) {
    given = false;
    for (size_t i = 0; i < s->lists && spare > 0; i++) {
      list *l = &s->list[i];
      if (flow(s, l, l->items.n, false) <= l->lines) continue;
      l->lines++;
      spare--;
      given = true;
    }
  }
}

static void show_end(const screen *s) {
  BUJU_MSG(written, "方案已写入 {0}", "The plan is in {0}");
  BUJU_MSG(next, "看图：QGIS 打开 .qgz · 理由：buju explain · 成册：buju report · 全部：--all",
           "look: the .qgz in QGIS · why: buju explain · on paper: buju report · all: --all");
  say_line(s->ctx, BUJU_SAY(written, buju_text(s->report->path)));
  if (buju_plan_project_is_kept(s->report->path))
    plan_show_kept_project(s->ctx, s->report);
  else
    say_line(s->ctx, BUJU_SAY(next));
}

static void fill(screen *s) {
  add_people(s);
  add_reaches(s);
  add_clinics(s);
  add_gaps(s);
  add_yearly_money(s);
  add_villages(s);
  add_actions(s);
  add_open_gaps(s);
  add_chosen(s);
  add_targets(s);
  add_rounds(s);
  add_doctors(s);
  add_capital(s);
  add_proof(s);
  add_findings(s);
}

/* Lists of nothing are left out. */
static void settle(screen *s) {
  size_t n = 0;
  for (size_t i = 0; i < s->lists; i++) {
    if (s->list[i].items.n == 0) continue;
    qsort(s->list[i].items.data, s->list[i].items.n, sizeof(item), by_weight);
    s->list[n++] = s->list[i];
  }
  s->lists = n;
}

/* Prints it: what is left of the lines goes first to the gaps between head, table and end. */
static void lay_out(screen *s) {
  enum { TABLE_HEAD = 1, END = 2, GAPS = 2 };
  size_t spare = LINES - PLAN_HEAD_LINES - TABLE_HEAD - END - s->rows - s->lists;
  spare += plan_of_draft(s->report->scenario) ? 0 : 1;
  size_t gaps = spare < GAPS ? spare : GAPS;
  spare_lines(s, spare - gaps);
  plan_show_head(s->ctx, s->report, COLUMNS);
  if (gaps > 0) putchar('\n');
  show_rows(s);
  for (size_t i = 0; i < s->lists; i++) show_list(s, &s->list[i]);
  if (gaps > 1) putchar('\n');
  show_end(s);
}

buju_status plan_show_screen(buju_ctx *ctx, const plan_report *report) {
  screen s = {.ctx = ctx, .report = report, .arena = buju_arena_new()};
  s.no_memory = s.arena == NULL;
  if (!s.no_memory) fill(&s);
  settle(&s);
  if (!s.no_memory) lay_out(&s);
  for (size_t i = 0; i < s.lists; i++) buju_vec_free(&s.list[i].items);
  buju_arena_free(s.arena);
  return s.no_memory ? buju_fail_memory(ctx) : BUJU_OK;
}
