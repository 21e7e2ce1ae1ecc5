/* What it takes: rounds, doctors, money. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/summary_parts.h"

#include <math.h>
#include <string.h>

/* What the rounds take in a cycle. */
bool buju_summary_add_rounds(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "巡诊（每个周期）", "Rounds in a cycle");
  enum { VILLAGES, VEHICLES, TOURS, DAYS, LEAST, DRIVING, SERVING, LINES };
  static const buju_word_entry words[LINES] = {
      [VILLAGES] = {"villages", {"巡诊村", "villages visited"}},
      [TOURS] = {"tours", {"出车次数", "tours"}},
      [VEHICLES] = {"vehicles", {"巡诊车（辆）", "vehicles"}},
      [DAYS] = {"vehicle_days", {"出车天数（车·天）", "vehicle-days"}},
      [LEAST] = {"vehicle_days_least", {"出车天数下界", "vehicle-days, proved least"}},
      [DRIVING] = {"drive_hours", {"路上时间（小时）", "hours of driving"}},
      [SERVING] = {"serve_hours", {"服务时间（小时）", "hours of serving"}}};
  if (plan->rounds == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, words, LINES, 0);
  if (lines == NULL) return false;
  double drive_ms = 0, serve_ms = 0;
  uint32_t most = 0; /* of the health centre at hand */
  for (buju_ix v = 0; v < plan->needs; v++) lines[VILLAGES].value[0] += plan->need[v].verdict == BUJU_VERDICT_ROUNDS;
  for (buju_ix i = 0; i < plan->rounds; i++) {
    const buju_round *r = &plan->round[i];
    lines[TOURS].value[0] += r->runs;
    if (r->vehicle > most) most = r->vehicle;
    if (i + 1 == plan->rounds || plan->round[i + 1].thc != r->thc || plan->round[i + 1].use != r->use) {
      lines[VEHICLES].value[0] += most;
      most = 0;
    }
    lines[DAYS].value[0] += (double)r->runs * r->days;
    drive_ms += (double)r->runs * r->drive_ms;
    serve_ms += (double)r->runs * r->serve_ms;
  }
  for (buju_ix i = 0; i < plan->certificates; i++)
    if (plan->certificate[i].certifies == BUJU_CERTIFIES_VEHICLE_DAYS)
      lines[LEAST].value[0] += (double)plan->certificate[i].lower;
  lines[DRIVING].value[0] = round(drive_ms / 3600000);
  lines[SERVING].value[0] = round(serve_ms / 3600000);
  buju_summary_add(summary, "rounds", &label, "rounds", lines, LINES);
  return true;
}

/* Townships add up within a year; the first year is the one the plan stands in. */
bool buju_summary_add_staff(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "乡村医生（人，首年）", "Village doctors, first year");
  enum { LINES = 6 };
  static const buju_word_entry words[LINES] = {
      {"required", {"应配", "required"}},
      {"in_post", {"在岗", "in post"}},
      {"reengaged", {"返聘", "re-engaged"}},
      {"leaving", {"到龄退出", "leave by age"}},
      {"age_unknown", {"年龄不详（计入在岗）", "age unknown (counted in post)"}},
      {"vacancies", {"缺额", "vacancies"}}};
  if (plan->staffings == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, words, LINES, 0);
  if (lines == NULL) return false;
  int16_t first = plan->staffing[0].year;
  for (buju_ix i = 1; i < plan->staffings; i++)
    if (plan->staffing[i].year < first) first = plan->staffing[i].year;
  for (buju_ix i = 0; i < plan->staffings; i++) {
    const buju_staffing *s = &plan->staffing[i];
    const int32_t part[LINES] = {s->required, s->in_post, s->reengaged, s->leaving, s->age_unknown, s->vacancies};
    for (int k = 0; k < LINES && s->year == first; k++) lines[k].value[0] += part[k];
  }
  buju_summary_add(summary, "staff", &label, "doctors", lines, LINES);
  return true;
}

/* The payer's line, made when it first appears; profiles name few payers. */
static size_t payer_line(buju_figure *lines, size_t *n, const char *payer) {
  for (size_t i = 0; i < *n; i++)
    if (strcmp(lines[i].key, payer) == 0) return i;
  lines[*n] = (buju_figure){payer, payer, {NAN, NAN, NAN}, {NAN, NAN, NAN}, NULL};
  return (*n)++;
}

bool buju_summary_add_money(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "经费（元）", "Money (yuan)");
  BUJU_MSG(capital, "建设投资", "capital");
  BUJU_MSG(yearly_now, "每年（现状）", "a year, now");
  BUJU_MSG(yearly_planned, "每年（规划后）", "a year, planned");
  size_t n = 0;
  buju_figure *lines = buju_summary_lines(summary, NULL, plan->costs, 0);
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
  buju_figures *group = buju_summary_add(summary, "money", &label, "yuan", lines, n);
  buju_summary_column(summary, group, 0, "capital", &capital);
  buju_summary_column(summary, group, 1, "yearly_before", &yearly_now);
  buju_summary_column(summary, group, 2, "yearly_after", &yearly_planned);
  return true;
}
