/* What there is and will be: clinics, areas entitled to a service, new sites, sets chosen, gaps.
 * SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/summary_parts.h"

#include <stdio.h>
#include <string.h>

static bool is_clinic(const buju_site *site) { return site->kind == BUJU_VILLAGE_CLINIC || site->kind == BUJU_CHS; }

/* The clinics there are and will be, then what is done to them: each site by its main action. */
bool buju_summary_add_clinics(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "村卫生室和社区卫生服务站（所，按主要处置）", "Village clinics and health stations, by main action");
  enum { STANDING, COUNTED, PLANNED, JOINT, TOTALS };
  static const buju_word_entry words[TOTALS] = {[STANDING] = {"standing", {"现有", "existing"}},
                                                [COUNTED] = {"counted", {"其中计入", "of them counted"}},
                                                [PLANNED] = {"planned", {"规划", "planned"}},
                                                [JOINT] = {"joint", {"其中合建", "of them joint"}}};
  buju_figure *lines = buju_summary_lines(summary, NULL, TOTALS + BUJU_ACTIONS, 0);
  const buju_figure *totals = buju_summary_lines(summary, words, TOTALS, 0);
  const buju_figure *actions = buju_summary_lines(summary, buju_action_words, BUJU_ACTIONS, 0);
  if (lines == NULL || totals == NULL || actions == NULL) return false;
  memcpy(lines, totals, TOTALS * sizeof *lines);
  memcpy(lines + TOTALS, actions, BUJU_ACTIONS * sizeof *lines);
  for (buju_ix s = 0; s < plan->sites; s++) {
    const buju_site *site = &plan->site[s];
    if (!is_clinic(site)) continue;
    lines[STANDING].value[0] += site->facility != BUJU_NONE;
    lines[COUNTED].value[0] += site->counted;
    lines[PLANNED].value[0] += site->planned;
    lines[TOTALS + site->action].value[0]++;
  }
  lines[JOINT].value[0] = plan->groups;
  buju_summary_add(summary, "clinics", &label, "clinics", lines, TOTALS + BUJU_ACTIONS);
  return true;
}

/* Areas above and beside villages that are entitled to a service. */
bool buju_summary_add_entitlements(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "街道、乡镇、社区配置（处）", "Areas entitled to a service");
  if (plan->entitlements == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, buju_entitled_words, BUJU_ENTITLEDS, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->entitlements; i++) lines[plan->entitlement[i].verdict].value[0]++;
  buju_summary_add(summary, "entitlements", &label, "areas", lines, BUJU_ENTITLEDS);
  return true;
}

/* A line for each rule that looked for sites and each question: the number found, and the proved least. */
bool buju_summary_add_new_sites(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "新增机构（处）", "New sites");
  BUJU_MSG(fewest, "{0}：全部覆盖需要（已证明最少）", "{0}: for full coverage (proved fewest)");
  BUJU_MSG(fewest_open, "{0}：全部覆盖需要（不少于{2}）", "{0}: for full coverage (no fewer than {2})");
  BUJU_MSG(goal, "{0}：达到{1}%需要（已证明最少）", "{0}: for {1}% (proved fewest)");
  BUJU_MSG(goal_open, "{0}：达到{1}%需要（不少于{2}）", "{0}: for {1}% (no fewer than {2})");
  BUJU_MSG(built, "{0}：本方案新建", "{0}: proposed here");
  enum { FEWEST, GOAL, BUILT, QUESTIONS };
  static const char *const key[QUESTIONS] = {"%s.fewest", "%s.goal", "%s.built"};
  buju_figure *lines = buju_summary_lines(summary, NULL, (size_t)plan->reacheds * QUESTIONS, 0);
  size_t n = 0;
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->reacheds; i++) {
    const buju_reached *r = &plan->reached[i];
    const buju_msg *ask[QUESTIONS] = {r->fewest_bound == r->fewest ? &fewest : &fewest_open,
                                      r->goal_bound == r->goal ? &goal : &goal_open, &built};
    const buju_ix value[QUESTIONS] = {r->fewest, r->goal, r->built};
    const buju_ix bound[QUESTIONS] = {r->fewest_bound, r->goal_bound, 0};
    for (int q = 0; r->sited && q < QUESTIONS; q++) {
      if (value[q] == BUJU_NONE) continue; /* beyond the frontier */
      char text[512];
      buju_said said = {ask[q], {buju_text(r->id), buju_real(r->goal_share), buju_int(bound[q])}};
      snprintf(text, sizeof text, key[q], r->id);
      lines[n] = buju_summary_line(summary, buju_arena_text(summary->arena, text), &label);
      buju_say(summary->lang, &said, text, sizeof text);
      lines[n].label = buju_arena_text(summary->arena, text);
      lines[n].value[0] = value[q];
      if (lines[n].key == NULL || lines[n].label == NULL) return false;
      n++;
    }
  }
  if (n > 0) buju_summary_add(summary, "new_sites", &label, "sites", lines, n);
  return true;
}

/* A line for each rule that chooses a set: how many, of how many asked for, from how many. */
bool buju_summary_add_picks(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "选优（所）", "Sets chosen");
  BUJU_MSG(chosen, "{0}：入选（应选{1}，可选{2}）", "{0}: chosen ({1} asked for, from {2})");
  BUJU_MSG(all, "{0}：入选（符合条件的全部）", "{0}: chosen (all that qualify)");
  if (plan->picks == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, NULL, plan->picks, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->picks; i++) {
    const buju_pick *p = &plan->pick[i];
    char text[512];
    buju_said said = BUJU_SAY(chosen, buju_text(p->id), buju_int(p->asked), buju_int(p->contenders));
    if (p->asked == BUJU_NONE) said.msg = &all;
    lines[i] = buju_summary_line(summary, buju_arena_text(summary->arena, p->id), &label);
    buju_say(summary->lang, &said, text, sizeof text);
    lines[i].label = buju_arena_text(summary->arena, text);
    lines[i].value[0] = p->chosen;
    if (lines[i].key == NULL || lines[i].label == NULL) return false;
  }
  buju_summary_add(summary, "picks", &label, "facilities", lines, plan->picks);
  return true;
}

bool buju_summary_add_gaps(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "服务缺口（处）", "Gaps");
  buju_figure *lines = buju_summary_lines(summary, buju_gap_words, BUJU_GAPS, 0);
  if (lines == NULL) return false;
  for (buju_ix g = 0; g < plan->gaps; g++) lines[plan->gap[g].kind].value[plan->gap[g].after]++;
  buju_summary_stages(summary, buju_summary_add(summary, "gaps", &label, "gaps", lines, BUJU_GAPS));
  return true;
}
