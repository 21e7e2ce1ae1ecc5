/* Counting a plan. SPDX-License-Identifier: Apache-2.0 */
#include "buju/summary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/plan.h"

enum { GROUPS = 17 };

struct buju_summary {
  buju_arena *arena;
  buju_lang lang;
  size_t n;
  buju_figures group[GROUPS];
};

BUJU_MSG(before, "现状", "now");
BUJU_MSG(after, "规划后", "planned");

static const char *in(const buju_summary *summary, const buju_msg *msg) {
  return summary->lang == BUJU_ZH ? msg->zh : msg->en;
}

static buju_figure line(const buju_summary *summary, const char *key, const buju_msg *label) {
  return (buju_figure){key, in(summary, label), {NAN, NAN, NAN}, {NAN, NAN, NAN}, NULL};
}

/* Room for a group's lines, each with its label from a vocabulary when there is one. NULL when memory is out. */
static buju_figure *new_lines(buju_summary *summary, const buju_word_entry *words, size_t n, double value) {
  buju_figure *lines = BUJU_NEW(summary->arena, buju_figure, n);
  for (size_t i = 0; lines != NULL && words != NULL && i < n; i++) {
    lines[i] = line(summary, words[i].id, &words[i].word);
    for (int c = 0; c < BUJU_SUMMARY_COLUMNS; c++) lines[i].value[c] = value;
  }
  return lines;
}

static buju_figures *add_group(buju_summary *summary, const char *key, const buju_msg *label, const char *unit,
                               const buju_figure *lines, size_t n) {
  buju_figures *group = &summary->group[summary->n++];
  *group = (buju_figures){.key = key, .label = in(summary, label), .unit = unit, .columns = 1, .n = n, .figure = lines};
  return group;
}

static void name_column(const buju_summary *summary, buju_figures *group, size_t c, const char *key,
                        const buju_msg *label) {
  group->column[c] = key;
  group->column_label[c] = in(summary, label);
  if (group->columns < c + 1) group->columns = c + 1;
}

static void before_and_after(const buju_summary *summary, buju_figures *group) {
  name_column(summary, group, 0, "before", &before);
  name_column(summary, group, 1, "after", &after);
}

static bool add_villages(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "各村配置结论（村）", "Villages by verdict");
  buju_figure *lines = new_lines(summary, buju_verdict_words, BUJU_VERDICTS, 0);
  if (lines == NULL) return false;
  for (buju_ix v = 0; v < plan->needs; v++) {
    if (plan->need[v].village == BUJU_NONE) continue;
    lines[plan->need[v].before].value[0]++;
    lines[plan->need[v].verdict].value[1]++;
  }
  before_and_after(summary, add_group(summary, "villages", &label, "villages", lines, BUJU_VERDICTS));
  return true;
}

static buju_figure people_line(const buju_summary *summary, const char *key, const buju_msg *label, buju_people_n now,
                               buju_people_n planned, buju_people_n whole) {
  buju_figure figure = line(summary, key, label);
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

static bool add_people(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "人口（人）", "People");
  BUJU_MSG(all, "总人口", "all people");
  BUJU_MSG(served, "有服务", "served");
  BUJU_MSG(unknown, "时间不详", "time unknown");
  const buju_coverage *c = &plan->coverage;
  buju_figure *lines = new_lines(summary, NULL, 4, 0);
  if (lines == NULL) return false;
  lines[0] = people_line(summary, "all", &all, c->people, c->people, 0);
  lines[1] = people_line(summary, "served", &served, c->served_before, c->served_after, c->people);
  lines[2] = people_line(summary, "within_limit", &served, c->within_before, c->within_after, c->people);
  lines[3] = people_line(summary, "time_unknown", &unknown, c->time_unknown, c->time_unknown, c->people);
  lines[2].label = within_label(summary, c);
  if (lines[2].label == NULL) return false;
  size_t n = c->limit_ms == BUJU_FAR ? 2 : 4;
  before_and_after(summary, add_group(summary, "people", &label, "people", lines, n));
  return true;
}

/* Everybody by the way they are served; the parts make the whole. */
static bool add_ways(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "服务方式（人）", "People by way of service");
  buju_figure *lines = new_lines(summary, buju_way_words, BUJU_WAYS, 0);
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
  before_and_after(summary, add_group(summary, "service_ways", &label, "people", lines, BUJU_WAYS));
  return true;
}

/* Why nobody serves them: other rules than those of villages, a village that goes, or no site. */
enum { NOBODY_URBAN, NOBODY_DEMOLITION, NOBODY_WITHOUT, NOBODY_LINES };

static int nobody_line(uint8_t verdict) {
  if (verdict == BUJU_VERDICT_URBAN_RULES) return NOBODY_URBAN;
  return verdict == BUJU_VERDICT_DEMOLITION_TRANSITION ? NOBODY_DEMOLITION : NOBODY_WITHOUT;
}

/* Who they are whom nobody serves; left out where everybody is served. */
static bool add_nobody(buju_summary *summary, const buju_plan *plan) {
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
  buju_figure *lines = new_lines(summary, NULL, NOBODY_LINES, 0);
  if (lines == NULL) return false;
  for (int k = 0; k < NOBODY_LINES; k++) lines[k] = people_line(summary, keys[k], &labels[k], sum[k][0], sum[k][1], 0);
  before_and_after(summary, add_group(summary, "nobody", &label, "people", lines, NOBODY_LINES));
  return true;
}

/* What the rounds take in a cycle. */
static bool add_rounds(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "巡诊（每个周期）", "Rounds in a cycle");
  BUJU_MSG(villages, "巡诊村", "villages visited");
  BUJU_MSG(tours, "出车次数", "tours");
  BUJU_MSG(vehicles, "巡诊车（辆）", "vehicles");
  BUJU_MSG(days, "出车天数（车·天）", "vehicle-days");
  BUJU_MSG(least, "出车天数下界", "vehicle-days, proved least");
  BUJU_MSG(driving, "路上时间（小时）", "hours of driving");
  BUJU_MSG(serving, "服务时间（小时）", "hours of serving");
  enum { VILLAGES, VEHICLES, TOURS, DAYS, LEAST, DRIVING, SERVING, LINES };
  static const char *const keys[LINES] = {"villages",           "vehicles",    "tours",      "vehicle_days",
                                          "vehicle_days_least", "drive_hours", "serve_hours"};
  const buju_msg *const labels[LINES] = {&villages, &vehicles, &tours, &days, &least, &driving, &serving};
  if (plan->rounds == 0) return true;
  buju_figure *lines = new_lines(summary, NULL, LINES, 0);
  if (lines == NULL) return false;
  double drive_ms = 0, serve_ms = 0, sum[LINES] = {0};
  uint32_t most = 0; /* of the health centre at hand */
  for (buju_ix v = 0; v < plan->needs; v++) sum[VILLAGES] += plan->need[v].verdict == BUJU_VERDICT_ROUNDS;
  for (buju_ix i = 0; i < plan->rounds; i++) {
    const buju_round *r = &plan->round[i];
    sum[TOURS] += r->runs;
    if (r->vehicle > most) most = r->vehicle;
    if (i + 1 == plan->rounds || plan->round[i + 1].thc != r->thc || plan->round[i + 1].use != r->use) {
      sum[VEHICLES] += most;
      most = 0;
    }
    sum[DAYS] += (double)r->runs * r->days;
    drive_ms += (double)r->runs * r->drive_ms;
    serve_ms += (double)r->runs * r->serve_ms;
  }
  for (buju_ix i = 0; i < plan->certificates; i++)
    if (plan->certificate[i].certifies == BUJU_CERTIFIES_VEHICLE_DAYS) sum[LEAST] += (double)plan->certificate[i].lower;
  sum[DRIVING] = round(drive_ms / 3600000);
  sum[SERVING] = round(serve_ms / 3600000);
  for (int k = 0; k < LINES; k++) {
    lines[k] = line(summary, keys[k], labels[k]);
    lines[k].value[0] = sum[k];
  }
  add_group(summary, "rounds", &label, "rounds", lines, LINES);
  return true;
}

/* People beyond the limit of each tier that has one. */
static bool add_referrals(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "转诊超时人口（人）", "People beyond the limits of referral");
  if (plan->referrals == 0) return true;
  buju_figure *lines = new_lines(summary, buju_tier_words, BUJU_TIERS, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->referrals; i++) {
    const buju_referral *r = &plan->referral[i];
    for (int c = 0; c < 2; c++)
      if (r->over[c] != BUJU_PEOPLE_MISSING) lines[r->tier].value[c] += (double)r->over[c] / (double)BUJU_PERSON;
  }
  for (int t = 0; t < BUJU_TIERS; t++)
    for (int c = 0; c < 2; c++) lines[t].value[c] = round(lines[t].value[c]);
  before_and_after(summary, add_group(summary, "referrals", &label, "people", lines, BUJU_TIERS));
  return true;
}

static bool is_clinic(const buju_site *site) { return site->kind == BUJU_VILLAGE_CLINIC || site->kind == BUJU_CHS; }

/* The clinics there are and will be, then what is done to them: each site by its main action. */
static bool add_clinics(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "村卫生室和社区卫生服务站（所，按主要处置）", "Village clinics and health stations, by main action");
  BUJU_MSG(now, "现有", "standing");
  BUJU_MSG(counted, "其中计入", "of them counted");
  BUJU_MSG(planned, "规划", "planned");
  BUJU_MSG(joint, "其中合建", "of them joint");
  enum { STANDING, COUNTED, PLANNED, JOINT, TOTALS };
  buju_figure *lines = new_lines(summary, NULL, TOTALS + BUJU_ACTIONS, 0);
  buju_figure *by_action = new_lines(summary, buju_action_words, BUJU_ACTIONS, 0);
  if (lines == NULL || by_action == NULL) return false;
  lines[STANDING] = line(summary, "standing", &now);
  lines[COUNTED] = line(summary, "counted", &counted);
  lines[PLANNED] = line(summary, "planned", &planned);
  lines[JOINT] = line(summary, "joint", &joint);
  for (int i = 0; i < TOTALS; i++) lines[i].value[0] = 0;
  for (buju_ix s = 0; s < plan->sites; s++) {
    const buju_site *site = &plan->site[s];
    if (!is_clinic(site)) continue;
    lines[STANDING].value[0] += site->facility != BUJU_NONE;
    lines[COUNTED].value[0] += site->counted;
    lines[PLANNED].value[0] += site->planned;
    by_action[site->action].value[0]++;
  }
  lines[JOINT].value[0] = plan->groups;
  memcpy(lines + TOTALS, by_action, BUJU_ACTIONS * sizeof *lines);
  add_group(summary, "clinics", &label, "clinics", lines, TOTALS + BUJU_ACTIONS);
  return true;
}

/* Areas above and beside villages that are entitled to a service. */
static bool add_entitlements(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "街道、乡镇、社区配置（处）", "Areas entitled to a service");
  if (plan->entitlements == 0) return true;
  buju_figure *lines = new_lines(summary, buju_entitled_words, BUJU_ENTITLEDS, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->entitlements; i++) lines[plan->entitlement[i].verdict].value[0]++;
  add_group(summary, "entitlements", &label, "areas", lines, BUJU_ENTITLEDS);
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
static bool add_reached(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "服务圈人口", "People of service circles");
  BUJU_MSG(spoken_of, "{0}：应覆盖", "{0}: to be reached");
  if (plan->reacheds == 0) return true;
  buju_figure *lines = new_lines(summary, NULL, (size_t)plan->reacheds * 2, 0);
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
  before_and_after(summary, add_group(summary, "reach", &label, "people", lines, (size_t)plan->reacheds * 2));
  return true;
}

/* A line for each rule that looked for sites and each question: the number found, and the proved least. */
static bool add_new_sites(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "新增机构（处）", "New sites");
  BUJU_MSG(fewest, "{0}：全部覆盖需要（已证明最少）", "{0}: for full coverage (proved fewest)");
  BUJU_MSG(fewest_open, "{0}：全部覆盖需要（不少于{2}）", "{0}: for full coverage (no fewer than {2})");
  BUJU_MSG(goal, "{0}：达到{1}%需要（已证明最少）", "{0}: for {1}% (proved fewest)");
  BUJU_MSG(goal_open, "{0}：达到{1}%需要（不少于{2}）", "{0}: for {1}% (no fewer than {2})");
  BUJU_MSG(built, "{0}：本方案新建", "{0}: proposed here");
  enum { FEWEST, GOAL, BUILT, QUESTIONS };
  static const char *const key[QUESTIONS] = {"%s.fewest", "%s.goal", "%s.built"};
  buju_figure *lines = new_lines(summary, NULL, (size_t)plan->reacheds * QUESTIONS, 0);
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
      lines[n] = line(summary, buju_arena_text(summary->arena, text), &label);
      buju_say(summary->lang, &said, text, sizeof text);
      lines[n].label = buju_arena_text(summary->arena, text);
      lines[n].value[0] = value[q];
      if (lines[n].key == NULL || lines[n].label == NULL) return false;
      n++;
    }
  }
  if (n > 0) add_group(summary, "new_sites", &label, "sites", lines, n);
  return true;
}

/* A line for each rule that chooses a set: how many, of how many asked for, from how many. */
static bool add_picks(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "选优（所）", "Sets chosen");
  BUJU_MSG(chosen, "{0}：入选（应选{1}，可选{2}）", "{0}: chosen ({1} asked for, from {2})");
  BUJU_MSG(all, "{0}：入选（符合条件的全部）", "{0}: chosen (all that qualify)");
  if (plan->picks == 0) return true;
  buju_figure *lines = new_lines(summary, NULL, plan->picks, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->picks; i++) {
    const buju_pick *p = &plan->pick[i];
    char text[512];
    buju_said said = BUJU_SAY(chosen, buju_text(p->id), buju_int(p->asked), buju_int(p->contenders));
    if (p->asked == BUJU_NONE) said.msg = &all;
    lines[i] = line(summary, buju_arena_text(summary->arena, p->id), &label);
    buju_say(summary->lang, &said, text, sizeof text);
    lines[i].label = buju_arena_text(summary->arena, text);
    lines[i].value[0] = p->chosen;
    if (lines[i].key == NULL || lines[i].label == NULL) return false;
  }
  add_group(summary, "picks", &label, "facilities", lines, plan->picks);
  return true;
}

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
static bool add_targets(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "年度任务（处）", "Annual targets (sites)");
  BUJU_MSG(target, "任务", "target");
  BUJU_MSG(planned, "完成和计划", "done and planned");
  BUJU_MSG(missing, "差额", "shortfall");
  buju_figure *lines = new_lines(summary, NULL, plan->targets, 0);
  size_t n = 0, first = 0;
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->targets; i++) {
    const buju_target *t = &plan->target[i];
    buju_figure named = line(summary, "", &label);
    if (i == 0 || plan->target[i - 1].use != t->use) first = n;
    if (!t->asked) continue;
    if (!name_target(summary, plan, t, &named)) return false;
    buju_figure *sum = line_of(lines, first, &n, &named);
    sum->note = reason_of(summary, sum, t);
    if (sum->note == NULL) return false;
    add_target(sum, t);
  }
  if (n == 0) return true;
  buju_figures *group = add_group(summary, "annual_targets", &label, "sites", lines, n);
  name_column(summary, group, 0, "target", &target);
  name_column(summary, group, 1, "planned", &planned);
  name_column(summary, group, 2, "shortfall", &missing);
  return true;
}

static bool add_gaps(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "服务缺口（处）", "Gaps");
  buju_figure *lines = new_lines(summary, buju_gap_words, BUJU_GAPS, 0);
  if (lines == NULL) return false;
  for (buju_ix g = 0; g < plan->gaps; g++) lines[plan->gap[g].kind].value[plan->gap[g].after]++;
  before_and_after(summary, add_group(summary, "gaps", &label, "gaps", lines, BUJU_GAPS));
  return true;
}

/* Townships add up within a year; the first year is the one the plan stands in. */
static bool add_staff(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "乡村医生（人，首年）", "Village doctors, first year");
  BUJU_MSG(required, "应配", "required");
  BUJU_MSG(in_post, "在岗", "in post");
  BUJU_MSG(reengaged, "返聘", "re-engaged");
  BUJU_MSG(leaving, "到龄退出", "leave by age");
  BUJU_MSG(age_unknown, "年龄不详（计入在岗）", "age unknown (counted in post)");
  BUJU_MSG(vacancies, "缺额", "vacancies");
  enum { LINES = 6 };
  buju_figure *lines = new_lines(summary, NULL, LINES, 0);
  if (lines == NULL) return false;
  if (plan->staffings == 0) return true;
  int16_t first = plan->staffing[0].year;
  double sum[LINES] = {0};
  for (buju_ix i = 1; i < plan->staffings; i++)
    if (plan->staffing[i].year < first) first = plan->staffing[i].year;
  for (buju_ix i = 0; i < plan->staffings; i++) {
    const buju_staffing *s = &plan->staffing[i];
    const int32_t part[LINES] = {s->required, s->in_post, s->reengaged, s->leaving, s->age_unknown, s->vacancies};
    for (int k = 0; k < LINES && s->year == first; k++) sum[k] += part[k];
  }
  static const char *const keys[LINES] = {"required", "in_post", "reengaged", "leaving", "age_unknown", "vacancies"};
  const buju_msg *const labels[LINES] = {&required, &in_post, &reengaged, &leaving, &age_unknown, &vacancies};
  for (int k = 0; k < LINES; k++) {
    lines[k] = line(summary, keys[k], labels[k]);
    lines[k].value[0] = sum[k];
  }
  add_group(summary, "staff", &label, "doctors", lines, LINES);
  return true;
}

/* The payer's line, made when it first appears; profiles name few payers. */
static size_t payer_line(buju_figure *lines, size_t *n, const char *payer) {
  for (size_t i = 0; i < *n; i++)
    if (strcmp(lines[i].key, payer) == 0) return i;
  lines[*n] = (buju_figure){payer, payer, {NAN, NAN, NAN}, {NAN, NAN, NAN}, NULL};
  return (*n)++;
}

static bool add_money(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "经费（元）", "Money (yuan)");
  BUJU_MSG(capital, "建设投资", "capital");
  BUJU_MSG(yearly_now, "每年（现状）", "a year, now");
  BUJU_MSG(yearly_planned, "每年（规划后）", "a year, planned");
  size_t n = 0;
  buju_figure *lines = new_lines(summary, NULL, plan->costs, 0);
  if (lines == NULL) return false;
  for (buju_ix i = 0; i < plan->costs; i++) {
    const buju_cost *cost = &plan->cost[i];
    bool between = !cost->capital && cost->year != 0 && cost->year != plan->year; /* the layer has every year */
    if (between) continue;
    int column = cost->capital ? 0 : cost->year != 0 ? 1 : 2; /* year 0: once the layout is complete */
    double *sum = &lines[payer_line(lines, &n, cost->payer)].value[column];
    *sum = (isnan(*sum) ? 0 : *sum) + (double)cost->fen / (double)BUJU_YUAN; /* without a price there is no sum */
  }
  if (n == 0) return true;
  buju_figures *group = add_group(summary, "money", &label, "yuan", lines, n);
  name_column(summary, group, 0, "capital", &capital);
  name_column(summary, group, 1, "yearly_before", &yearly_now);
  name_column(summary, group, 2, "yearly_after", &yearly_planned);
  return true;
}

/* The gap as a part of what the plan has, rounded up to a tenth of a percent so that an open gap never shows as none.
 */
static double gap_percent(const buju_certificate *c) {
  return c->upper > 0 ? ceil((double)(c->upper - c->lower) / (double)c->upper * 1000) / 10 : 0;
}

static bool add_optimisation(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "优化证明", "Optimisation");
  BUJU_MSG(problems, "优化问题", "problems");
  BUJU_MSG(proved, "已证明最优", "proved optimal");
  BUJU_MSG(clinics, "村卫生室数最大差距（所）", "widest gap in clinics");
  BUJU_MSG(travel, "出行总量最大差距（%）", "widest gap in travel (%)");
  if (plan->certificates == 0) return true;
  enum { PROBLEMS, WHOLLY_PROVED, CLINICS_GAP, TRAVEL_GAP, LINES };
  buju_figure *lines = new_lines(summary, NULL, LINES, 0);
  if (lines == NULL) return false;
  lines[PROBLEMS] = line(summary, "problems", &problems);
  lines[WHOLLY_PROVED] = line(summary, "proved", &proved);
  lines[CLINICS_GAP] = line(summary, "clinics_gap", &clinics);
  lines[TRAVEL_GAP] = line(summary, "travel_gap_percent", &travel);
  for (int k = 0; k < LINES; k++) lines[k].value[0] = 0;
  double *clinics_gap = &lines[CLINICS_GAP].value[0], *travel_gap = &lines[TRAVEL_GAP].value[0];
  bool proved_so_far = true;
  for (buju_ix i = 0; i < plan->certificates; i++) {
    const buju_certificate *c = &plan->certificate[i];
    bool last = i + 1 == plan->certificates || strcmp(c->problem, c[1].problem) != 0;
    proved_so_far = proved_so_far && c->proof == BUJU_PROVED;
    /* What is proved has no gap: its bounds differ only where a unit was rounded outwards. */
    bool open = c->proof != BUJU_PROVED;
    if (open && c->certifies == BUJU_CERTIFIES_CLINICS)
      *clinics_gap = fmax(*clinics_gap, (double)(c->upper - c->lower));
    if (open && c->certifies == BUJU_CERTIFIES_TRAVEL) *travel_gap = fmax(*travel_gap, gap_percent(c));
    if (!last) continue; /* a problem is proved when each of its objectives is */
    lines[PROBLEMS].value[0]++;
    lines[WHOLLY_PROVED].value[0] += proved_so_far;
    proved_so_far = true;
  }
  add_group(summary, "optimisation", &label, "problems", lines, LINES);
  return true;
}

static bool add_findings(buju_summary *summary, const buju_region *region, const buju_plan *plan) {
  BUJU_MSG(label, "数据问题（条）", "Findings in the data");
  buju_figure *lines = new_lines(summary, buju_severity_words, BUJU_SERIOUS + 1, 0);
  if (lines == NULL) return false;
  for (size_t i = 0; i < region->findings.rows.n; i++)
    lines[buju_finding_at(&region->findings, i)->kind->severity].value[0]++;
  for (size_t i = 0; i < plan->findings.rows.n; i++)
    lines[buju_finding_at(&plan->findings, i)->kind->severity].value[0]++;
  add_group(summary, "findings", &label, "findings", lines, BUJU_SERIOUS + 1);
  return true;
}

buju_status buju_summary_make(buju_ctx *ctx, const buju_region *region, const buju_plan *plan, buju_summary **out) {
  buju_arena *arena = buju_arena_new();
  buju_summary *summary = arena != NULL ? BUJU_NEW(arena, buju_summary, 1) : NULL;
  if (summary == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  summary->arena = arena;
  summary->lang = buju_ctx_lang(ctx);
  bool made = add_villages(summary, plan) && add_people(summary, plan) && add_ways(summary, plan) &&
              add_nobody(summary, plan) && add_rounds(summary, plan) && add_referrals(summary, plan) &&
              add_reached(summary, plan) && add_new_sites(summary, plan) && add_picks(summary, plan) &&
              add_entitlements(summary, plan) && add_clinics(summary, plan) && add_targets(summary, plan) &&
              add_gaps(summary, plan) && add_staff(summary, plan) && add_money(summary, plan) &&
              add_optimisation(summary, plan) && add_findings(summary, region, plan);
  if (!made) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *out = summary;
  return BUJU_OK;
}

void buju_summary_free(buju_summary *summary) {
  if (summary != NULL) buju_arena_free(summary->arena); /* the summary itself lives in it */
}

const buju_figures *buju_summary_group(const buju_summary *summary, size_t i) {
  return i < summary->n ? &summary->group[i] : NULL;
}

const buju_figure *buju_summary_find(const buju_summary *summary, const char *group, const char *key) {
  for (size_t g = 0; g < summary->n; g++) {
    if (strcmp(summary->group[g].key, group) != 0) continue;
    for (size_t i = 0; i < summary->group[g].n; i++)
      if (strcmp(summary->group[g].figure[i].key, key) == 0) return &summary->group[g].figure[i];
  }
  return NULL;
}
