/* run_info: how many people are covered, what was proved, and what other assumptions would change.
 * SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "layers/output/run_items.h"

static void add_coverage(buju_run_items *items) {
  BUJU_MSG(people, "总人口", "All people");
  BUJU_MSG(served_before, "现状有服务的人口", "People served as things stand");
  BUJU_MSG(served_after, "规划后有服务的人口", "People served after the plan");
  BUJU_MSG(within_before, "现状在时限内的人口", "People within the time limit as things stand");
  BUJU_MSG(within_after, "规划后在时限内的人口", "People within the time limit after the plan");
  BUJU_MSG(unknown, "时间不详的人口", "People whose time is unknown");
  BUJU_MSG(limit, "时限", "Time limit");
  BUJU_MSG(mode, "出行方式：{0}", "Mode: {0}");
  const buju_coverage *c = &items->out->plan->coverage;
  const struct {
    const char *key;
    const buju_msg *item;
    buju_people_n people;
  } rows[] = {{"coverage.people", &people, c->people},
              {"coverage.served_before", &served_before, c->served_before},
              {"coverage.served_after", &served_after, c->served_after},
              {"coverage.within_before", &within_before, c->within_before},
              {"coverage.within_after", &within_after, c->within_after},
              {"coverage.time_unknown", &unknown, c->time_unknown}};
  size_t n = c->limit_ms == BUJU_FAR ? 3 : sizeof rows / sizeof *rows;
  for (size_t i = 0; i < n; i++) {
    const char *value = buju_run_format(items, "%.10g", (double)rows[i].people / (double)BUJU_PERSON);
    buju_run_item *row = buju_run_add(items, rows[i].key, rows[i].item, value, BUJU_ORIGIN_RESULT);
    if (row != NULL) row->unit = "people";
  }
  if (c->limit_ms == BUJU_FAR) return;
  buju_run_item *row = buju_run_add(items, "coverage.limit", &limit,
                                    buju_run_format(items, "%.10g", c->limit_ms / 60000.0), BUJU_ORIGIN_RESULT);
  if (row == NULL) return;
  row->unit = "min";
  if (c->mode != NULL) buju_run_note(items, row, BUJU_SAY(mode, buju_word(c->mode)));
  buju_run_add_doubt(items, &(buju_run_doubt){.prefix = "coverage.within_",
                                              .people = c->people,
                                              .within = {c->within_before, c->within_after},
                                              .doubt = c->doubt});
}

/* How many of the people a rule speaks of are within its limit. */
static void add_reached(buju_run_items *items, const buju_reached *r) {
  BUJU_MSG(people, "应覆盖人口", "People to be reached");
  BUJU_MSG(before, "现状在时限内的人口", "Of them within the limit as things stand");
  BUJU_MSG(after, "规划后在时限内的人口", "Of them within the limit after the plan");
  BUJU_MSG(unreachable, "规划后仍到不了的人口", "Of them without any way there after the plan");
  BUJU_MSG(unplaced, "所在村没有位置、未计入的人口", "People of villages without a place, not counted");
  BUJU_MSG(how, "{0}，{1}分钟以内，按{2}测算。", "{0}, within {1} min, measured by {2}.");
  BUJU_MSG(share, "{0}，{1}分钟以内，按{2}测算；占应覆盖人口的 {3}%。",
           "{0}, within {1} min, measured by {2}; {3} % of the people to be reached.");
  BUJU_MSG(how_back, "{0}，从机构出发{1}分钟以内，按{2}测算。",
           "{0}, within {1} min of setting out from the service, measured by {2}.");
  BUJU_MSG(share_back, "{0}，从机构出发{1}分钟以内，按{2}测算；占应覆盖人口的 {3}%。",
           "{0}, within {1} min of setting out from the service, measured by {2}; {3} % of the people to be reached.");
  bool back = r->direction == BUJU_FROM_SERVICE;
  const struct {
    const char *key;
    const buju_msg *item;
    buju_people_n people;
  } rows[] = {{"people", &people, r->people},
              {"before", &before, r->before},
              {"after", &after, r->after},
              {"unreachable", &unreachable, r->unreachable},
              {"unplaced", &unplaced, r->unplaced}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *value = buju_run_format(items, "%.10g", (double)rows[i].people / (double)BUJU_PERSON);
    const char *key = buju_run_format(items, "reach.%s.%s", r->id, rows[i].key);
    buju_run_item *row = buju_run_add(items, key, rows[i].item, value, BUJU_ORIGIN_RESULT);
    if (row == NULL) return;
    row->unit = "people";
    row->clause = items->out->clause[r->use];
    buju_said said = BUJU_SAY(how, buju_word(&buju_mode_names[r->mode]), buju_minutes(r->limit_ms),
                              buju_word(&buju_provider_names[r->provider]), buju_real(0));
    if (back) said.msg = &how_back;
    if (i > 0 && r->people > 0) {
      said.msg = back ? &share_back : &share;
      said.arg[3] = buju_real(round(1000.0 * (double)rows[i].people / (double)r->people) / 10);
    }
    buju_run_note(items, row, said);
  }
  buju_run_add_doubt(items, &(buju_run_doubt){.prefix = buju_run_format(items, "reach.%s.", r->id),
                                              .clause = items->out->clause[r->use],
                                              .people = r->people,
                                              .within = {r->before, r->after},
                                              .doubt = r->doubt});
}

/* A number of new sites and the least there can be; BUJU_NONE: more than was looked at. */
static void add_sites(buju_run_items *items, const buju_reached *r, const char *what, const buju_msg *item,
                      buju_ix sites, buju_ix bound, buju_said note) {
  const char *value = sites != BUJU_NONE ? buju_run_format(items, "%" PRIu32, sites) : NULL;
  buju_run_item *row =
      buju_run_add(items, buju_run_format(items, "reach.%s.%s", r->id, what), item, value, BUJU_ORIGIN_RESULT);
  if (row == NULL) return;
  row->clause = items->out->clause[r->use];
  if (note.msg == NULL) return;
  note.arg[0] = buju_int(bound);
  buju_run_note(items, row, note);
}

static void add_new_sites(buju_run_items *items, const buju_reached *r) {
  BUJU_MSG(fewest, "全部覆盖所需新增机构", "New sites for full coverage");
  BUJU_MSG(goal, "达到目标覆盖率所需新增机构", "New sites for the share aimed at");
  BUJU_MSG(built, "本规则拟新增机构", "New sites proposed by the rule");
  BUJU_MSG(
      fewest_note, "不少于 {0} 处；覆盖规划后仍超时、且有候选点能到的 {1} 人。",
      "No fewer than {0}; for the {1} {1?person|people} beyond the limit after the plan whom some candidate reaches.");
  BUJU_MSG(goal_note, "目标为应覆盖人口的 {1}%；不少于 {0} 处。", "Aimed at: {1}% of the people; no fewer than {0}.");
  BUJU_MSG(never_note, "目标为应覆盖人口的 {1}%；在所算的新增数量内达不到。",
           "Aimed at: {1}% of the people; not reached by as many sites as the frontier has.");
  if (!r->sited) return;
  add_sites(items, r, "fewest", &fewest, r->fewest, r->fewest_bound,
            BUJU_SAY(fewest_note, buju_int(0), buju_people(r->reachable)));
  buju_said aimed = BUJU_SAY(goal_note, buju_int(0), buju_real(r->goal_share));
  if (r->goal_bound == BUJU_NONE) aimed.msg = &never_note;
  add_sites(items, r, "goal", &goal, r->goal, r->goal_bound, aimed);
  add_sites(items, r, "built", &built, r->built, 0, (buju_said){0});
}

/* The share of people within the limit by the end of each year that work is planned in. */
static void add_reached_by(buju_run_items *items, const buju_reached_by *by) {
  BUJU_MSG(item, "{0}年底在时限内的人口", "People within the limit by the end of {0}");
  BUJU_MSG(share, "占应覆盖人口的 {0}%。", "{0} % of the people to be reached.");
  const buju_reached *r = &items->out->plan->reached[by->reached];
  buju_msg *label = BUJU_NEW(items->out->arena, buju_msg, 1);
  buju_run_item named = {0};
  buju_run_note(items, &named, BUJU_SAY(item, buju_year(by->year)));
  if (label == NULL || items->status != BUJU_OK) return;
  *label = (buju_msg){named.note_zh, named.note_en};
  const char *key = buju_run_format(items, "reach.%s.by_%d", r->id, by->year);
  const char *value = buju_run_format(items, "%.10g", (double)by->people / (double)BUJU_PERSON);
  buju_run_item *row = buju_run_add(items, key, label, value, BUJU_ORIGIN_RESULT);
  if (row == NULL) return;
  row->unit = "people";
  row->clause = items->out->clause[r->use];
  if (r->people > 0)
    buju_run_note(items, row, BUJU_SAY(share, buju_real(round(1000.0 * (double)by->people / (double)r->people) / 10)));
}

/* What an order of years costs in waiting, beside the least. */
static void add_phasing(buju_run_items *items, const buju_phasing *p) {
  BUJU_MSG(item, "按本方案排序的等待（人·年）", "Waiting in the plan's order (person-years)");
  BUJU_MSG(note, "{0}个项目，{1}个排入年度；最优排序等待 {2} 人·年，下界 {3}；{4} 个项目年度不同。",
           "{0} project{0?|s}, {1} with a year; the best order waits {2} person-years, no order fewer than {3}; {4} "
           "project{4?|s} {4?has|have} another "
           "have another year in it.");
  const char *area = p->area != BUJU_NONE ? items->out->region->area.code[p->area] : "plan";
  const char *value = buju_run_format(items, "%.10g", (double)p->waiting / (double)BUJU_PERSON);
  buju_run_item *row =
      buju_run_add(items, buju_run_format(items, "phase.%s.%s", p->id, area), &item, value, BUJU_ORIGIN_RESULT);
  if (row == NULL) return;
  row->clause = items->out->clause[p->use];
  buju_run_note(items, row,
                BUJU_SAY(note, buju_int(p->projects), buju_int(p->scheduled), buju_people(p->best),
                         buju_people(p->bound), buju_int(p->moved)));
}

/* A problem has one certificate for each of its objectives, in order of weight; they follow each other. */
static bool same_problem(const buju_plan *plan, buju_ix i) {
  return i > 0 && strcmp(plan->certificate[i].problem, plan->certificate[i - 1].problem) == 0;
}

static buju_ix count_problems(const buju_plan *plan, bool proved_only) {
  buju_ix n = 0;
  bool proved = false;
  for (buju_ix i = 0; i < plan->certificates; i++) {
    bool optimal = plan->certificate[i].proof == BUJU_PROVED;
    proved = same_problem(plan, i) ? proved && optimal : optimal;
    bool last = i + 1 == plan->certificates || !same_problem(plan, i + 1);
    if (last && (proved || !proved_only)) n++;
  }
  return n;
}

/* Rounded up to a tenth, so that an open gap never shows as none. */
static double gap_percent(const buju_certificate *c) {
  return c->upper > 0 ? ceil((double)(c->upper - c->lower) / (double)c->upper * 1000) / 10 : 0;
}

static void add_certificate(buju_run_items *items, const buju_certificate *c, buju_ix objective) {
  BUJU_MSG(proved, "已证明最优：下界和上界同为 {1}；{2}，计 {3} 步，含 {4} 处。",
           "Proved optimal: lower and upper bound are both {1}; {2}, {3} step{3?|s}, {4} place{4?|s}.");
  BUJU_MSG(proved_rounded, "已证明最优：取整后为 {1}；{2}，计 {3} 步，含 {4} 处。",
           "Proved optimal: {1}, rounded up to a whole unit; {2}, {3} step{3?|s}, {4} place{4?|s}.");
  BUJU_MSG(bounded, "下界 {0}，上界 {1}，差距 {5}%，尚未证明最优；{2}，计 {3} 步，含 {4} 处。",
           "Lower bound {0}, upper bound {1}, gap {5} %, not proved optimal; {2}, {3} step{3?|s}, {4} place{4?|s}.");
  BUJU_MSG(no_objective, "目标值", "Objective");
  const char *key = buju_run_format(items, "certificate.%s/%" PRIu32, c->problem, objective);
  buju_run_item *row = buju_run_add(items, key, c->objective != NULL ? c->objective : &no_objective,
                                    buju_run_format(items, "%" PRId64, c->upper), BUJU_ORIGIN_RESULT);
  if (row == NULL) return;
  if (c->use != BUJU_NONE) row->clause = items->out->clause[c->use];
  buju_said said =
      BUJU_SAY(bounded, buju_int(c->lower), buju_int(c->upper), buju_word(&buju_method_words[c->method].word),
               buju_int(c->work), buju_int(c->size), buju_real(gap_percent(c)));
  if (c->proof == BUJU_PROVED) said.msg = c->lower == c->upper ? &proved : &proved_rounded;
  buju_run_note(items, row, said);
}

static void add_sensitivity(buju_run_items *items, buju_ix i) {
  BUJU_MSG(item, "假设变化", "Sensitivity");
  const buju_sensitivity *s = &items->out->plan->sensitivity[i];
  const char *id = s->use != BUJU_NONE ? items->out->scenario->use[s->use].id : "plan";
  buju_run_item *row = buju_run_add(items, buju_run_format(items, "sensitivity.%s.%" PRIu32, id, i + 1), &item, NULL,
                                    BUJU_ORIGIN_RESULT);
  if (row == NULL || s->assumption.msg == NULL || s->result.msg == NULL) return;
  if (s->use != BUJU_NONE) row->clause = items->out->clause[s->use];
  /* Two sentences in one note: each is rendered by itself, in each language. */
  buju_run_item assumed = *row, result = *row;
  buju_run_note(items, &assumed, s->assumption);
  buju_run_note(items, &result, s->result);
  if (items->status != BUJU_OK) return;
  row->value = assumed.note_zh;
  row->note_zh = buju_run_format(items, "%s：%s", assumed.note_zh, result.note_zh);
  row->note_en = buju_run_format(items, "%s: %s", assumed.note_en, result.note_en);
}

void buju_run_results(buju_run_items *items) {
  BUJU_MSG(proved, "已证明最优的优化问题", "Optimisations proved optimal");
  BUJU_MSG(of, "共 {0} 个。", "Of {0}.");
  const buju_plan *plan = items->out->plan;
  add_coverage(items);
  for (buju_ix i = 0; i < plan->reacheds; i++) {
    add_reached(items, &plan->reached[i]);
    add_new_sites(items, &plan->reached[i]);
  }
  for (buju_ix i = 0; i < plan->reached_bys; i++) add_reached_by(items, &plan->reached_by[i]);
  for (buju_ix i = 0; i < plan->phasings; i++) add_phasing(items, &plan->phasing[i]);
  buju_run_years(items);
  buju_run_picks(items);
  if (plan->certificates > 0) {
    const char *value = buju_run_format(items, "%" PRIu32, count_problems(plan, true));
    buju_run_item *row = buju_run_add(items, "certificates.proved", &proved, value, BUJU_ORIGIN_RESULT);
    buju_run_note(items, row, BUJU_SAY(of, buju_int(count_problems(plan, false))));
  }
  for (buju_ix i = 0, objective = 0; i < plan->certificates; i++) {
    objective = same_problem(plan, i) ? objective + 1 : 1;
    add_certificate(items, &plan->certificate[i], objective);
  }
  for (buju_ix i = 0; i < plan->sensitivities; i++) add_sensitivity(items, i);
}
