/* Who is served: villages by verdict, people by way of service and within limits.
 * SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/summary_parts.h"

#include <math.h>
#include <stdio.h>

bool buju_summary_add_villages(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "各村配置结论（村）", "Villages by verdict");
  buju_figure *lines = buju_summary_lines(summary, buju_verdict_words, BUJU_VERDICTS, 0);
  if (lines == NULL) return false;
  for (buju_ix v = 0; v < plan->needs; v++) {
    if (plan->need[v].village == BUJU_NONE) continue;
    lines[plan->need[v].before].value[0]++;
    lines[plan->need[v].verdict].value[1]++;
  }
  buju_summary_stages(summary, buju_summary_add(summary, "villages", &label, "villages", lines, BUJU_VERDICTS));
  return true;
}

static buju_figure people_line(const buju_summary *summary, const char *key, const buju_msg *label, buju_people_n now,
                               buju_people_n planned, buju_people_n whole) {
  buju_figure figure = buju_summary_line(summary, key, label);
  const buju_people_n people[2] = {now, planned};
  for (int c = 0; c < 2; c++) {
    figure.value[c] = round((double)people[c] / (double)BUJU_PERSON);
    if (whole > 0) figure.percent[c] = 100.0 * (double)people[c] / (double)whole;
  }
  return figure;
}

/* "步行30分钟内有机构" names the limit in force; NULL when memory is out. */
static const char *within_label(const buju_summary *summary, const buju_coverage *coverage) {
  BUJU_MSG(by, "{1}{0}分钟内有机构", "a service within {0} min ({1})");
  BUJU_MSG(plain, "{0}分钟内有机构", "a service within {0} min");
  char text[256];
  buju_said said = BUJU_SAY(plain, buju_minutes(coverage->limit_ms));
  if (coverage->mode != NULL) said = BUJU_SAY(by, buju_minutes(coverage->limit_ms), buju_word(coverage->mode));
  buju_say(summary->lang, &said, text, sizeof text);
  return buju_arena_text(summary->arena, text);
}

bool buju_summary_add_people(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "人口（人）", "People");
  BUJU_MSG(all, "总人口", "all people");
  BUJU_MSG(served, "有服务", "served");
  BUJU_MSG(unknown, "时间不详", "time unknown");
  const buju_coverage *c = &plan->coverage;
  buju_figure *lines = buju_summary_lines(summary, NULL, 4, 0);
  if (lines == NULL) return false;
  lines[0] = people_line(summary, "all", &all, c->people, c->people, 0);
  lines[1] = people_line(summary, "served", &served, c->served_before, c->served_after, c->people);
  lines[2] = people_line(summary, "within_limit", &served, c->within_before, c->within_after, c->people);
  lines[3] = people_line(summary, "time_unknown", &unknown, c->time_unknown, c->time_unknown, c->people);
  lines[2].label = within_label(summary, c);
  if (lines[2].label == NULL) return false;
  size_t n = c->limit_ms == BUJU_FAR ? 2 : 4;
  buju_summary_stages(summary, buju_summary_add(summary, "people", &label, "people", lines, n));
  return true;
}

/* Everybody by the way they are served; the parts make the whole. */
bool buju_summary_add_ways(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "服务方式（人）", "People by way of service");
  buju_figure *lines = buju_summary_lines(summary, buju_way_words, BUJU_WAYS, 0);
  if (lines == NULL) return false;
  buju_people_n whole[2] = {0};
  for (buju_ix i = 0; i < plan->service_ways; i++)
    for (int c = 0; c < 2 && plan->service_way[i].area == BUJU_NONE; c++) whole[c] += plan->service_way[i].people[c];
  for (buju_ix i = 0; i < plan->service_ways; i++) {
    const buju_service_way *way = &plan->service_way[i];
    if (way->area != BUJU_NONE) continue;
    for (int c = 0; c < 2; c++) {
      lines[way->way].value[c] = round((double)way->people[c] / (double)BUJU_PERSON);
      /* of people, not of the layer's hundredths of a percent: what is shown is rounded once */
      if (whole[c] > 0) lines[way->way].percent[c] = 100.0 * (double)way->people[c] / (double)whole[c];
    }
  }
  buju_summary_stages(summary, buju_summary_add(summary, "service_ways", &label, "people", lines, BUJU_WAYS));
  return true;
}

/* Why nobody serves them: other rules than those of villages, a village that goes, or no site. */
enum { NOBODY_URBAN, NOBODY_DEMOLITION, NOBODY_WITHOUT, NOBODY_LINES };

static int nobody_line(uint8_t verdict) {
  if (verdict == BUJU_VERDICT_URBAN_RULES) return NOBODY_URBAN;
  return verdict == BUJU_VERDICT_DEMOLITION_TRANSITION ? NOBODY_DEMOLITION : NOBODY_WITHOUT;
}

/* Who they are whom nobody serves; left out where everybody is served. */
bool buju_summary_add_nobody(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "无人服务的人在哪里（人）", "Where those are whom nobody serves (people)");
  static const char *const keys[NOBODY_LINES] = {"urban", "demolition", "without_site"};
  static const buju_msg labels[NOBODY_LINES] = {
      [NOBODY_URBAN] = {"社区等，不适用村卫生室的规定", "communities and the like, under the urban rules"},
      [NOBODY_DEMOLITION] = {"拆迁过渡的村", "villages to be demolished"},
      [NOBODY_WITHOUT] = {"没有机构服务的村", "villages without a site"}};
  buju_people_n sum[NOBODY_LINES][2] = {{0}}, all = 0;
  for (buju_ix v = 0; v < plan->needs; v++) {
    const buju_need *need = &plan->need[v];
    if (need->village == BUJU_NONE || need->people_used == BUJU_PEOPLE_MISSING) continue;
    const uint8_t verdict[2] = {need->before, need->verdict};
    const buju_people_n served[2] = {need->served_before, need->served_after};
    for (int stage = 0; stage < 2; stage++) {
      buju_people_n left = need->people_used - served[stage];
      sum[nobody_line(verdict[stage])][stage] += left;
      all += left;
    }
  }
  if (all == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, NULL, NOBODY_LINES, 0);
  if (lines == NULL) return false;
  for (int k = 0; k < NOBODY_LINES; k++) lines[k] = people_line(summary, keys[k], &labels[k], sum[k][0], sum[k][1], 0);
  buju_summary_stages(summary, buju_summary_add(summary, "nobody", &label, "people", lines, NOBODY_LINES));
  return true;
}

/* People beyond the limit of each tier that has one. */
bool buju_summary_add_referrals(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "转诊超时人口（人）", "People beyond the limits of referral");
  if (plan->referrals == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, buju_tier_words, BUJU_TIERS, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->referrals; i++) {
    const buju_referral *r = &plan->referral[i];
    for (int c = 0; c < 2; c++)
      if (r->over[c] != BUJU_PEOPLE_MISSING) lines[r->tier].value[c] += (double)r->over[c] / (double)BUJU_PERSON;
  }
  for (int t = 0; t < BUJU_TIERS; t++)
    for (int c = 0; c < 2; c++) lines[t].value[c] = round(lines[t].value[c]);
  buju_summary_stages(summary, buju_summary_add(summary, "referrals", &label, "people", lines, BUJU_TIERS));
  return true;
}

/* "步行15分钟内（路网）"; NULL when memory is out. */
static const char *reached_label(const buju_summary *summary, const buju_reached *reached) {
  BUJU_MSG(within, "{1}{0}分钟内（{2}）", "within {0} min {1} ({2})");
  char text[256];
  buju_said said = BUJU_SAY(within, buju_minutes(reached->limit_ms), buju_word(&buju_mode_names[reached->mode]),
                            buju_word(&buju_provider_names[reached->provider]));
  buju_say(summary->lang, &said, text, sizeof text);
  return buju_arena_text(summary->arena, text);
}

/* Two lines a rule that asks for a reach: the people it speaks of, and those within its limit. */
bool buju_summary_add_reached(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "服务圈人口", "People of service circles");
  BUJU_MSG(spoken_of, "{0}：应覆盖", "{0}: to be reached");
  if (plan->reacheds == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, NULL, (size_t)plan->reacheds * 2, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->reacheds; i++) {
    const buju_reached *r = &plan->reached[i];
    char text[512];
    buju_said said = BUJU_SAY(spoken_of, buju_text(r->id));
    buju_say(summary->lang, &said, text, sizeof text);
    lines[2 * i] = people_line(summary, buju_arena_text(summary->arena, r->id), &spoken_of, r->people, r->people, 0);
    lines[2 * i].label = buju_arena_text(summary->arena, text);
    snprintf(text, sizeof text, "%s.within", r->id);
    lines[2 * i + 1] =
        people_line(summary, buju_arena_text(summary->arena, text), &spoken_of, r->before, r->after, r->people);
    lines[2 * i + 1].label = reached_label(summary, r);
    if (lines[2 * i].key == NULL || lines[2 * i].label == NULL || lines[2 * i + 1].key == NULL ||
        lines[2 * i + 1].label == NULL)
      return false;
  }
  buju_summary_stages(summary, buju_summary_add(summary, "reach", &label, "people", lines, (size_t)plan->reacheds * 2));
  return true;
}
