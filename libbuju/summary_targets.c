/* What is asked of each year, and how far it is planned. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/summary_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "new_stations.2024", with the county's code where there are several. */
static bool name_target(const buju_summary *summary, const buju_plan *plan, const buju_target *t, buju_figure *figure) {
  BUJU_MSG(of_year, "{0} {1}年", "{0} in {1}");
  BUJU_MSG(of_area, "{0} {2} {1}年", "{0} {2} in {1}");
  BUJU_MSG(by_year, "{0} 到{1}年底", "{0} by the end of {1}");
  BUJU_MSG(by_year_area, "{0} {2} 到{1}年底", "{0} {2} by the end of {1}");
  const buju_region *r = plan->region;
  bool county = t->area != BUJU_NONE && r->area.level[t->area] == BUJU_COUNTY;
  bool several = county && r->area.n > 1 && r->area.level[1] == BUJU_COUNTY;
  char text[512];
  buju_said said = BUJU_SAY(of_year, buju_text(t->id), buju_year(t->year));
  if (several) said = BUJU_SAY(of_area, buju_text(t->id), buju_year(t->year), buju_text(r->area.name[t->area]));
  if (t->measure == BUJU_MEASURE_SHARE) said.msg = several ? &by_year_area : &by_year;
  snprintf(text, sizeof text, several ? "%s.%d.%s" : "%s.%d", t->id, t->year, several ? r->area.code[t->area] : "");
  figure->key = buju_arena_text(summary->arena, text);
  buju_say(summary->lang, &said, text, sizeof text);
  figure->label = buju_arena_text(summary->arena, text);
  return figure->key != NULL && figure->label != NULL;
}

/* A number that is not known says nothing; once one is, it is added up. */
static void add_known(double *sum, int64_t value) {
  if (value >= 0) *sum = (isnan(*sum) ? 0 : *sum) + (double)value;
}

/* The line of that key from the first one of the rule on, or a new one. */
static buju_figure *line_of(buju_figure *lines, size_t first, size_t *n, const buju_figure *named) {
  for (size_t i = first; i < *n; i++)
    if (strcmp(lines[i].key, named->key) == 0) return &lines[i];
  lines[*n] = *named;
  return &lines[(*n)++];
}

/* Of a share everything is by the end of the year, what met it before included, so that the line adds up. */
static void add_target(buju_figure *to, const buju_target *t) {
  bool share = t->measure == BUJU_MEASURE_SHARE;
  add_known(&to->value[0], share ? t->cumulative_target : t->target);
  add_known(&to->value[1], share ? t->cumulative_planned : t->planned + (t->actual > 0 ? t->actual : 0));
  add_known(&to->value[2], t->shortfall);
}

/* Why it falls short; of several areas in one line there is no one reason. NULL when memory is out. */
static const char *reason_of(const buju_summary *summary, const buju_figure *sum, const buju_target *t) {
  char text[1024];
  if (t->reason.msg == NULL || t->shortfall <= 0) return sum->note != NULL ? sum->note : "";
  if (sum->note != NULL) return "";
  buju_say(summary->lang, &t->reason, text, sizeof text);
  return buju_arena_text(summary->arena, text);
}

/* A line a rule, county and year of which something is asked; what is asked of each township is added up. */
bool buju_summary_add_targets(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "年度任务（处）", "Annual targets (sites)");
  BUJU_MSG(target, "任务", "target");
  BUJU_MSG(planned, "完成和计划", "done and planned");
  BUJU_MSG(missing, "差额", "shortfall");
  buju_figure *lines = buju_summary_lines(summary, NULL, plan->targets, 0);
  size_t n = 0, first = 0;
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->targets; i++) {
    const buju_target *t = &plan->target[i];
    buju_figure named = buju_summary_line(summary, "", &label);
    if (i == 0 || plan->target[i - 1].use != t->use) first = n;
    if (!t->asked) continue;
    if (!name_target(summary, plan, t, &named)) return false;
    buju_figure *sum = line_of(lines, first, &n, &named);
    sum->note = reason_of(summary, sum, t);
    if (sum->note == NULL) return false;
    add_target(sum, t);
  }
  if (n == 0) return true;
  buju_figures *group = buju_summary_add(summary, "annual_targets", &label, "sites", lines, n);
  buju_summary_column(summary, group, 0, "target", &target);
  buju_summary_column(summary, group, 1, "planned", &planned);
  buju_summary_column(summary, group, 2, "shortfall", &missing);
  return true;
}
