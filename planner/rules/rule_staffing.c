/* staffing: doctors by the people a clinic serves; vacancies by township and year. SPDX-License-Identifier: Apache-2.0 */
#include "planner/doctors.h"

enum { P_PER_DOCTOR, P_ABOVE, P_MIN, P_MAX, P_YEARS, PARAMS };

static const buju_param params[PARAMS] = {
    [P_PER_DOCTOR] = {.name = "people_per_doctor",
                      .type = BUJU_PARAM_INT,
                      .unit = "people",
                      .min = 1,
                      .max = 1000000,
                      .text = {"每名医生服务的人口", "people one doctor serves"}},
    [P_ABOVE] = {.name = "above_people",
                 .type = BUJU_PARAM_INT,
                 .unit = "people",
                 .min = 0,
                 .max = 1000000,
                 .text = {"服务人口超过此数才按比例配备（不含）",
                          "the ratio applies above this many people served, exclusive"}},
    [P_MIN] = {.name = "min_doctors",
               .type = BUJU_PARAM_INT,
               .unit = "doctors",
               .min = 0,
               .max = 100,
               .fallback = "1",
               .text = {"不适用比例时的配备", "doctors where the ratio does not apply"}},
    [P_MAX] = {.name = "max_doctors",
               .type = BUJU_PARAM_INT,
               .unit = "doctors",
               .min = 1,
               .max = 1000,
               .text = {"每所最多配备", "the most doctors a clinic has"}},
    [P_YEARS] = {.name = "years",
                 .type = BUJU_PARAM_INT,
                 .unit = "year",
                 .min = 1,
                 .max = 50,
                 .fallback = "5",
                 .text = {"逐年测算的年数", "how many years ahead vacancies are stated"}},
};

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(reversed, "{0}：规则“{1}”的 min_doctors（{2}）大于 max_doctors（{3}）",
           "{0}: rule \"{1}\" has min_doctors ({2}) above max_doctors ({3})");
  char place[256];
  (void)scenario;
  if (use->value[P_MIN].i <= use->value[P_MAX].i) return BUJU_OK;
  return buju_complain(ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(reversed, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id),
                                buju_int(use->value[P_MIN].i), buju_int(use->value[P_MAX].i)));
}

/* Doctors by the ratio alone, rounded up: "at least one per thousand". */
static int64_t by_ratio(buju_people_n served, const buju_value *value) {
  if (served <= value[P_ABOVE].i * BUJU_PERSON) return value[P_MIN].i;
  int64_t per_doctor = value[P_PER_DOCTOR].i * BUJU_PERSON;
  int64_t doctors = (served + per_doctor - 1) / per_doctor;
  return doctors > value[P_MIN].i ? doctors : value[P_MIN].i;
}

/* Doctors of one site in one year, by what becomes of them. */
typedef struct roll {
  int32_t in_post, reengaged, leaving, age_unknown;
} roll;

static void count_doctor(roll *roll, const buju_doctor *doctor, int16_t year) {
  if (doctor->engagement == BUJU_ENGAGEMENT_OUTSIDE) return;
  roll->age_unknown += doctor->engagement == BUJU_ENGAGEMENT_AGE_UNKNOWN;
  if (doctor->engaged_until == 0) /* not known, or no rule ends it */
    roll->in_post++;
  else if (year <= doctor->engaged_until)
    roll->in_post++;
  else if (year <= doctor->reengaged_until)
    roll->reengaged++;
  if (doctor->engaged_until != 0 && year == doctor->reengaged_until + 1) roll->leaving++;
}

/* Clinics of the layout that serve somebody; what is for review is asked for nothing before that is settled. */
static bool staffed(const buju_site *site) {
  return site->kind == BUJU_VILLAGE_CLINIC && site->planned && site->villages_served > 0 &&
         site->action != BUJU_ACTION_REVIEW;
}

BUJU_MSG(over_max, "服务{0}人，按比例应配{1}名，超过每所最多{2}名，承载不足。",
         "Serves {0} {0?person|people}: the ratio asks for {1} doctors, more than the {2} a clinic may have.");

static buju_status add_gap(buju_job *job, buju_ix u, buju_gap gap, buju_said said) {
  buju_ix row;
  buju_status status = buju_job_add_gap(job, gap, &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_GAP, row, u, BUJU_DECIDED, said) : status;
}

static buju_status require(buju_job *job, buju_ix u, buju_ix s, const roll *roll) {
  BUJU_MSG(asked, "服务{0}人，应配医生{1}名，现有{2}名，缺{3}名。",
           "Serves {0} {0?person|people}; doctors: {1} required, {2} there, {3} short.");
  BUJU_MSG(enough, "服务{0}人，应配医生{1}名，现有{2}名。",
           "Serves {0} {0?person|people}; doctors: {1} required, {2} there.");
  const buju_value *value = buju_job_use(job, u)->value;
  buju_site *site = buju_job_site(job, s);
  int64_t ratio = by_ratio(site->people_served, value);
  site->doctors_required = (int32_t)(ratio < value[P_MAX].i ? ratio : value[P_MAX].i);
  int32_t there = roll->in_post + roll->reengaged;
  site->doctors = there;
  site->doctors_short = site->doctors_required > there ? site->doctors_required - there : 0;
  buju_said said = BUJU_SAY(asked, buju_people(site->people_served), buju_int(site->doctors_required), buju_int(there),
                            buju_int(site->doctors_short));
  if (site->doctors_short == 0) said.msg = &enough;
  buju_status status = buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_NOTED, said);
  buju_gap gap = buju_gap_blank(BUJU_GAP_STAFF, BUJU_VILLAGE_CLINIC, true);
  gap.village = site->village;
  gap.area = site->village != BUJU_NONE ? job->region->village.area[site->village] : site->township;
  gap.site = s;
  gap.use = u;
  gap.people = site->people_served;
  gap.unit = "doctors";
  if (status == BUJU_OK && site->doctors_short > 0) {
    gap.limit_value = site->doctors_required;
    gap.actual_value = there;
    gap.shortfall = site->doctors_short;
    gap.severity = there == 0 ? 3 : 2;
    status = add_gap(job, u, gap, said);
  }
  if (status != BUJU_OK || ratio <= value[P_MAX].i) return status;
  said = BUJU_SAY(over_max, buju_people(site->people_served), buju_int(ratio), buju_int(value[P_MAX].i));
  gap.kind = BUJU_GAP_CAPACITY;
  gap.limit_value = (double)value[P_MAX].i;
  gap.actual_value = (double)ratio;
  gap.shortfall = (double)(ratio - value[P_MAX].i);
  gap.severity = 2;
  return add_gap(job, u, gap, said);
}

/* As things stand: the clinics that count in a village against its own people. */
static buju_status gap_now(buju_job *job, buju_ix u, buju_ix v, int32_t there) {
  BUJU_MSG(now, "{0}{1}人，现有村卫生室应配医生{2}名，在岗{3}名。",
           "{0} has {1} {1?person|people}; doctors in its clinics: {2} required, {3} there.");
  const buju_value *value = buju_job_use(job, u)->value;
  const buju_need *need = &job->need[v];
  if (need->clinics_counted == 0 || need->people_used == BUJU_PEOPLE_MISSING) return BUJU_OK;
  int64_t ratio = by_ratio(need->people_used, value), required = ratio < value[P_MAX].i ? ratio : value[P_MAX].i;
  bool over = ratio > value[P_MAX].i;
  if (there >= required && !over) return BUJU_OK;
  buju_gap gap = buju_gap_blank(BUJU_GAP_STAFF, BUJU_VILLAGE_CLINIC, false);
  gap.village = v;
  gap.area = need->area;
  gap.use = u;
  gap.people = need->people_used;
  gap.limit_value = (double)required;
  gap.actual_value = there;
  gap.shortfall = (double)(required - there);
  gap.unit = "doctors";
  gap.severity = there == 0 ? 3 : 2;
  buju_said said = BUJU_SAY(now, buju_text(buju_job_village_name(job, v)), buju_people(need->people_used),
                            buju_int(required), buju_int(there));
  buju_status status = there < required ? add_gap(job, u, gap, said) : BUJU_OK;
  if (status != BUJU_OK || !over) return status;
  gap.kind = BUJU_GAP_CAPACITY;
  gap.limit_value = (double)value[P_MAX].i;
  gap.actual_value = (double)ratio;
  gap.shortfall = (double)(ratio - value[P_MAX].i);
  gap.severity = 2;
  return add_gap(job, u, gap,
                 BUJU_SAY(over_max, buju_people(need->people_used), buju_int(ratio), buju_int(value[P_MAX].i)));
}

static buju_status gaps_now(buju_job *job, buju_ix u) {
  const buju_region *r = job->region;
  int32_t *there = BUJU_NEW(job->scratch, int32_t, r->village.n);
  if (there == NULL) return buju_fail_memory(job->ctx);
  for (size_t d = 0; d < job->doctors.n; d++) {
    const buju_doctor *doctor = (const buju_doctor *)job->doctors.data + d;
    buju_ix f = r->staff.facility[doctor->staff], v = r->facility.village[f];
    if (v != BUJU_NONE && job->standing[f].counted && doctor->engagement != BUJU_ENGAGEMENT_LEAVES) there[v]++;
  }
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) status = gap_now(job, u, v, there[v]);
  return status;
}

static buju_status add_year(buju_job *job, buju_ix u, int16_t year, const roll *rolls, buju_staffing *by_area) {
  buju_ix areas = job->region->area.n;
  for (buju_ix a = 0; a < areas; a++) by_area[a] = (buju_staffing){.township = a, .year = year, .use = u};
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    const buju_site *site = buju_job_site(job, s);
    if (!staffed(site) || site->township == BUJU_NONE) continue;
    buju_staffing *sum = &by_area[site->township];
    int32_t there = rolls[s].in_post + rolls[s].reengaged;
    sum->required += site->doctors_required;
    sum->in_post += rolls[s].in_post;
    sum->reengaged += rolls[s].reengaged;
    sum->leaving += rolls[s].leaving;
    sum->age_unknown += rolls[s].age_unknown;
    if (site->doctors_required > there) sum->vacancies += site->doctors_required - there;
  }
  for (buju_ix a = 0; a < areas; a++) {
    if (by_area[a].required == 0) continue;
    buju_staffing *row = buju_vec_push(&job->staffings, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    *row = by_area[a];
  }
  return BUJU_OK;
}

static void count_year(const buju_job *job, int16_t year, roll *rolls) {
  for (size_t s = 0; s < job->sites.n; s++) rolls[s] = (roll){0};
  for (size_t d = 0; d < job->doctors.n; d++) {
    const buju_doctor *doctor = (const buju_doctor *)job->doctors.data + d;
    count_doctor(&rolls[doctor->site], doctor, year);
  }
}

/* How many doctors the other population asks for; villages without a number of that kind count with the one in force.
 */
static buju_status sense(buju_job *job, buju_ix u) {
  BUJU_MSG(by_resident, "改用常住人口", "resident people instead");
  BUJU_MSG(by_registered, "改用户籍人口", "registered people instead");
  BUJU_MSG(result, "应配乡村医生{0}名，比本方案多{1}名（负数为少）；{2}所村卫生室应配数不同",
           "{0} doctor{0?|s} required, {1} more than in this plan (negative: fewer); {2} clinic{2?|s} {2?asks|ask} for "
           "another number");
  const buju_value *value = buju_job_use(job, u)->value;
  buju_population other = job->scenario->population == BUJU_RESIDENT ? BUJU_REGISTERED : BUJU_RESIDENT;
  const buju_people_n *people = job->region->village.people[other];
  if (people == NULL) return BUJU_OK;
  buju_people_n *served = BUJU_NEW(job->scratch, buju_people_n, job->sites.n);
  if (served == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    buju_people_n used = people[v] != BUJU_PEOPLE_MISSING ? people[v] : job->need[v].people_used;
    if (job->need[v].site != BUJU_NONE && used != BUJU_PEOPLE_MISSING) served[job->need[v].site] += used;
  }
  int64_t all = 0, more = 0, differ = 0;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    const buju_site *site = buju_job_site(job, s);
    if (!staffed(site)) continue;
    int64_t ratio = by_ratio(served[s], value), required = ratio < value[P_MAX].i ? ratio : value[P_MAX].i;
    all += required;
    more += required - site->doctors_required;
    differ += required != site->doctors_required;
  }
  buju_sensitivity *row = buju_vec_push(&job->sensitivities, sizeof *row);
  if (row == NULL) return buju_fail_memory(job->ctx);
  *row = (buju_sensitivity){u, other == BUJU_RESIDENT ? BUJU_SAY(by_resident) : BUJU_SAY(by_registered),
                            BUJU_SAY(result, buju_int(all), buju_int(more), buju_int(differ))};
  return BUJU_OK;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_status status = buju_doctors_list(job, u);
  roll *rolls = BUJU_NEW(job->scratch, roll, job->sites.n);
  buju_staffing *by_area = BUJU_NEW(job->scratch, buju_staffing, job->region->area.n);
  if (status != BUJU_OK) return status;
  if (rolls == NULL || by_area == NULL) return buju_fail_memory(job->ctx);
  status = gaps_now(job, u);
  count_year(job, buju_job_year(job), rolls);
  for (buju_ix s = 0; s < (buju_ix)job->sites.n && status == BUJU_OK; s++)
    if (staffed(buju_job_site(job, s))) status = require(job, u, s, &rolls[s]);
  if (status == BUJU_OK) status = sense(job, u);
  for (int64_t y = 0; y < value[P_YEARS].i && status == BUJU_OK; y++) {
    int16_t year = (int16_t)(buju_job_year(job) + y);
    count_year(job, year, rolls);
    status = add_year(job, u, year, rolls, by_area);
  }
  return status;
}

const buju_rule buju_rule_staffing = {
    .name = "staffing",
    .text = {"按服务人口配备医生，逐年测算缺额", "doctors by people served, and vacancies by year"},
    .stage = BUJU_STAGE_STAFFING,
    .late = true, /* than who says how long doctors stay */
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_STAFF,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
