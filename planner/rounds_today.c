/* The rounds of today beside the plan. SPDX-License-Identifier: Apache-2.0 */
#include "planner/rounds_today.h"

#include "planner/filter.h"
#include "planner/mobile.h"

enum { WEEK_DAYS = 7 };

void buju_rounds_today_link(buju_job *job) {
  const buju_region *r = job->region;
  for (buju_ix k = 0; k < r->rounds.n; k++) job->need[r->rounds.village[k]].round_before = k + 1;
}

/* Who visits it today: as the data say, else the township's own health centre; BUJU_NONE: nobody knows. */
static buju_ix base_today(const buju_job *job, buju_ix v) {
  buju_ix base = job->region->rounds.base[job->need[v].round_before - 1];
  return base != BUJU_NONE ? base : buju_job_township_thc(job, v);
}

/* Every visit of a village has its interval and its day of the week: the first stop says both. */
static const buju_round_stop *stop_of(const buju_job *job, buju_ix v) {
  const buju_round_stop *stop = job->round_stops.data;
  for (size_t i = 0; i < job->round_stops.n; i++)
    if (stop[i].village == v) return &stop[i];
  return NULL;
}

buju_round_change buju_rounds_today_beside_plan(const buju_job *job, buju_ix v) {
  const buju_round_stop *stop = stop_of(job, v);
  int16_t days = job->region->rounds.interval_days[job->need[v].round_before - 1];
  buju_ix base = base_today(job, v);
  bool same = (base == BUJU_NONE || base == job->mobile[v].facility) &&
              (days == 0 || stop == NULL || stop->every_days == (uint32_t)days);
  return same ? BUJU_ROUND_KEPT : BUJU_ROUND_CHANGED;
}

static buju_round_change change_of(const buju_job *job, buju_ix v) {
  const buju_need *need = &job->need[v];
  if (need->verdict == BUJU_VERDICT_ROUNDS) return buju_rounds_today_beside_plan(job, v);
  return need->way != BUJU_WAY_NOBODY && need->site != BUJU_NONE ? BUJU_ROUND_REPLACED : BUJU_ROUND_ENDED;
}

/* ---- saying ---- */

static buju_arg base_name(const buju_job *job, buju_ix base) {
  BUJU_MSG(unnamed, "卫生院", "a health centre");
  return base != BUJU_NONE ? buju_text(job->region->facility.name[base]) : buju_word(&unnamed);
}

/* Today known and not known how often. */
static buju_said say(const buju_job *job, buju_ix v, buju_round_change change) {
  BUJU_MSG(kept, "{0}现由{1}每{2}天巡诊1次，规划后保持不变。",
           "{1} visits {0} every {2} days today; the plan keeps it so.");
  BUJU_MSG(kept_open, "{0}现由{1}巡诊（资料未说明间隔），规划后继续，每{3}天1次。",
           "{1} visits {0} today, the data do not say how often; the plan goes on every {3} days.");
  BUJU_MSG(changed, "{0}现由{1}每{2}天巡诊1次，规划后改由{4}每{3}天1次。",
           "{1} visits {0} every {2} days today; in the plan it is {4} every {3} days.");
  BUJU_MSG(changed_open, "{0}现由{1}巡诊（资料未说明间隔），规划后改由{4}每{3}天1次。",
           "{1} visits {0} today, the data do not say how often; in the plan it is {4} every {3} days.");
  BUJU_MSG(replaced, "{0}现由{1}每{2}天巡诊1次，规划后由{4}接替（{5}）。",
           "{1} visits {0} every {2} days today; in the plan {4} takes its place ({5}).");
  BUJU_MSG(replaced_open, "{0}现由{1}巡诊（资料未说明间隔），规划后由{4}接替（{5}）。",
           "{1} visits {0} today, the data do not say how often; in the plan {4} takes its place ({5}).");
  BUJU_MSG(
      ended, "{0}现由{1}每{2}天巡诊1次，规划没有安排接替的服务；落实接替之前请继续巡诊。",
      "{1} visits {0} every {2} days today, and the plan has nothing in its place: let the rounds go on until there "
      "is.");
  BUJU_MSG(ended_open, "{0}现由{1}巡诊（资料未说明间隔），规划没有安排接替的服务；落实接替之前请继续巡诊。",
           "{1} visits {0} today, the data do not say how often, and the plan has nothing in its place: let the rounds "
           "go on until there is.");
  static const buju_msg *const said[BUJU_ROUND_CHANGES][2] = {[BUJU_ROUND_KEPT] = {&kept_open, &kept},
                                                              [BUJU_ROUND_CHANGED] = {&changed_open, &changed},
                                                              [BUJU_ROUND_REPLACED] = {&replaced_open, &replaced},
                                                              [BUJU_ROUND_ENDED] = {&ended_open, &ended}};
  const buju_need *need = &job->need[v];
  const buju_round_stop *stop = stop_of(job, v);
  int16_t days = job->region->rounds.interval_days[need->round_before - 1];
  buju_said line = BUJU_SAY(kept, buju_text(buju_job_village_name(job, v)), base_name(job, base_today(job, v)),
                            buju_int(days), buju_int(stop != NULL ? stop->every_days : 0), buju_text(""),
                            buju_word(&buju_verdict_words[need->verdict].word));
  line.msg = said[change][days > 0];
  if (change == BUJU_ROUND_CHANGED) line.arg[4] = base_name(job, job->mobile[v].facility);
  if (change == BUJU_ROUND_REPLACED) line.arg[4] = buju_site_arg(job, buju_job_site(job, need->site));
  return line;
}

static buju_status say_weekday(buju_job *job, buju_ix v) {
  BUJU_MSG(moved, "巡诊日由{0}改为{1}。", "The day of the round moves from {0} to {1}.");
  static const buju_msg day[WEEK_DAYS] = {{"周一", "Monday"},   {"周二", "Tuesday"}, {"周三", "Wednesday"},
                                          {"周四", "Thursday"}, {"周五", "Friday"},  {"周六", "Saturday"},
                                          {"周日", "Sunday"}};
  const buju_need *need = &job->need[v];
  const buju_round_stop *stop = stop_of(job, v);
  uint8_t was = job->region->rounds.weekday[need->round_before - 1];
  if (stop == NULL || was == 0) return BUJU_OK;
  uint32_t will = ((const buju_round *)job->rounds.data)[stop->round].weekday + stop->day - 1;
  if (will == was || will > WEEK_DAYS) return BUJU_OK;
  return buju_job_trace(job, BUJU_TRACED_NEED, v, need->use, BUJU_NOTED,
                        BUJU_SAY(moved, buju_word(&day[was - 1]), buju_word(&day[will - 1])));
}

buju_status buju_rounds_today_conclude(buju_job *job) {
  const buju_region *r = job->region;
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; k < r->rounds.n && status == BUJU_OK; k++) {
    buju_ix v = r->rounds.village[k];
    buju_need *need = &job->need[v];
    need->round_base_before = base_today(job, v);
    need->round_change = (uint8_t)change_of(job, v);
    status = buju_job_trace(job, BUJU_TRACED_NEED, v, need->use, BUJU_NOTED,
                            say(job, v, (buju_round_change)need->round_change));
    if (status == BUJU_OK && need->verdict == BUJU_VERDICT_ROUNDS) status = say_weekday(job, v);
  }
  return status;
}
