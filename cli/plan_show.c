/* What the two texts of a plan's summary share, and its JSON. SPDX-License-Identifier: Apache-2.0 */
#include "cli/plan_show.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buju/plan.h"
#include "cli/command.h"
#include "cli/show.h"

static void say_short(const buju_ctx *ctx, buju_said said, size_t width) {
  char line[1024];
  buju_say(buju_ctx_lang(ctx), &said, line, sizeof line);
  show_short(line, width, false);
  putchar('\n');
}

bool plan_of_draft(const buju_scenario *scenario) {
  return scenario->profile.status != NULL && strcmp(scenario->profile.status, "draft") == 0;
}

void plan_show_head(const buju_ctx *ctx, const plan_report *report, size_t width) {
  BUJU_MSG(by, "政策 {0} · 基准日期 {1} · {2} · {3}", "policy {0} · as of {1} · {2} · {3}");
  BUJU_MSG(resident, "常住人口", "resident population");
  BUJU_MSG(registered, "户籍人口", "registered population");
  BUJU_MSG(draft, "注意：该政策是征求意见稿，本方案不能作为正式依据。",
           "Mind: the policy is a draft for comment; this plan is no formal basis.");
  const buju_scenario *s = report->scenario;
  char day[40];
  snprintf(day, sizeof day, "%04d-%02u-%02u", s->as_of.year, s->as_of.month, s->as_of.day);
  show_short(s->title != NULL && *s->title != '\0' ? s->title : s->path, width, false);
  putchar('\n');
  say_short(ctx,
            BUJU_SAY(by, buju_text(s->profile.id), buju_text(day),
                     buju_word(s->population == BUJU_RESIDENT ? &resident : &registered),
                     buju_text(report->region->crs.name)),
            width);
  if (plan_of_draft(s)) say_short(ctx, BUJU_SAY(draft), width);
}

void plan_show_kept_project(const buju_ctx *ctx, const plan_report *report) {
  BUJU_MSG(kept, "旁边的 .qgz 在 QGIS 中保存过，保留未动；要程序新写的工程，删除它再运行一次",
           "The .qgz was saved in QGIS and is left as it was; delete it to have a new one.");
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
