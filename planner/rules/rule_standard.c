/* standard: what a clinic must have, and what is done where it falls short. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/job.h"
#include "planner/standard.h"

enum { P_MIN_FLOOR, P_FLAG, P_ACTION, P_GAP, P_DEADLINE, P_EXCEPT, P_DECIDES, PARAMS };

#define FLAG_ID(name, id, zh, en) id,
static const char *const flag_words[] = {BUJU_HAVE_TABLE(FLAG_ID) NULL};
static const char *const action_words[] = {"upgrade", "rebuild", "equip", "acquire", "integrate", "rectify", NULL};
static const buju_action action_of[] = {BUJU_ACTION_UPGRADE, BUJU_ACTION_REBUILD,   BUJU_ACTION_EQUIP,
                                        BUJU_ACTION_ACQUIRE, BUJU_ACTION_INTEGRATE, BUJU_ACTION_RECTIFY};
static const char *const gap_words[] = {"standard", "ownership", NULL};
static const buju_gap_kind gap_of[] = {BUJU_GAP_STANDARD, BUJU_GAP_OWNERSHIP};

static const buju_msg floor_item = {"业务用房面积", "floor area"};

static buju_said say_lack(int64_t flag, buju_arg clinic) {
  BUJU_MSG(not_owned, "{0}的用房尚未实现公有。", "The premises of {0} are not publicly owned.");
  BUJU_MSG(not_integrated, "{0}尚未纳入一体化管理。", "{0} is not under integrated management.");
  BUJU_MSG(no_public_health, "{0}尚未承担基本公共卫生服务。", "{0} does no public-health work.");
  BUJU_MSG(no_medicines, "{0}尚未执行国家基本药物制度。", "{0} does not apply essential medicines.");
  BUJU_MSG(no_insurance, "{0}尚未纳入医保定点。", "{0} is not an insurance point.");
  BUJU_MSG(not_met, "{0}尚未达到标准。", "{0} does not meet the standard.");
  BUJU_MSG(not_government, "{0}不是政府办。", "{0} is not run by the government.");
  BUJU_MSG(lacks, "{0}缺少{1}。", "{0} lacks {1}.");
  static const buju_msg *const said[] = {&not_owned,    &not_integrated, &no_public_health, &no_medicines,
                                         &no_insurance, &not_met,        &not_government};
  if (flag <= BUJU_GOVERNMENT_RUN) return (buju_said){said[flag], {clinic}};
  return BUJU_SAY(lacks, clinic, buju_word(&buju_flag_words[flag].word));
}

static const buju_param params[PARAMS] = {
    [P_MIN_FLOOR] = {.name = "min_floor_m2",
                     .type = BUJU_PARAM_REAL,
                     .unit = "m2",
                     .min = 1,
                     .max = 10000,
                     .fallback = "",
                     .text = {"业务用房面积下限（含）", "the least floor area, inclusive"}},
    [P_FLAG] = {.name = "flag",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "",
                .words = flag_words,
                .text = {"必须具备的一项", "the attribute that must be there"}},
    [P_ACTION] = {.name = "action",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .words = action_words,
                  .text = {"未达到时的处置", "what is done where it is not"}},
    [P_GAP] = {.name = "gap",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "standard",
               .words = gap_words,
               .text = {"缺口归类", "the kind of gap it is"}},
    [P_DEADLINE] = {.name = "deadline",
                    .type = BUJU_PARAM_DATE,
                    .unit = "",
                    .fallback = "",
                    .text = {"完成时限", "the day by which it must be done"}},
    [P_EXCEPT] = {.name = "except",
                  .type = BUJU_PARAM_SELECTOR,
                  .unit = "",
                  .fallback = "",
                  .from = BUJU_FROM_VILLAGES,
                  .text = {"哪些村除外", "villages it does not ask it of"}},
    [P_DECIDES] = {.name = "decides_compliance",
                   .type = BUJU_PARAM_BOOL,
                   .unit = "",
                   .fallback = "false",
                   .text = {"未达到者不算达标村卫生室", "whether a clinic that falls short is not a standard one"}},
};

static bool excepted(const buju_job *job, const buju_value *value, buju_ix village) {
  return village != BUJU_NONE && value[P_EXCEPT].given &&
         buju_selected(job->selection, value[P_EXCEPT].selector, village);
}

buju_standard_result buju_standard_test(const buju_job *job, buju_ix use, buju_ix facility) {
  const buju_value *value = buju_job_use(job, use)->value;
  const buju_region *r = job->region;
  if (excepted(job, value, r->facility.village[facility])) return BUJU_STANDARD_DOES_NOT_APPLY;
  bool unknown = false;
  if (value[P_MIN_FLOOR].given) {
    double floor_m2 = r->facility.floor_m2[facility];
    if (floor_m2 < value[P_MIN_FLOOR].f) return BUJU_STANDARD_SHORT;
    unknown |= isnan(floor_m2);
  }
  if (value[P_FLAG].given) {
    const buju_tri *flag = r->facility.flag[value[P_FLAG].i];
    buju_tri is = flag != NULL ? flag[facility] : BUJU_UNKNOWN;
    if (is == BUJU_NO) return BUJU_STANDARD_SHORT;
    unknown |= is == BUJU_UNKNOWN;
  }
  return unknown ? BUJU_STANDARD_UNKNOWN : BUJU_STANDARD_FULFILLED;
}

extern const buju_rule buju_rule_standard;

bool buju_standard_compliant(const buju_job *job, buju_ix facility) {
  for (buju_ix u = 0; u < job->scenario->uses; u++) {
    const buju_use *use = buju_job_use(job, u);
    if (use->rule != &buju_rule_standard || use->value[P_DECIDES].i == 0) continue;
    if (buju_standard_test(job, u, facility) == BUJU_STANDARD_SHORT) return false;
  }
  return true;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(nothing, "{0}：规则“{1}”既未给 min_floor_m2 也未给 flag；请至少给一项",
           "{0}: rule \"{1}\" gives neither min_floor_m2 nor flag; give at least one");
  char place[256];
  (void)scenario;
  if (use->value[P_MIN_FLOOR].given || use->value[P_FLAG].given) return BUJU_OK;
  return buju_complain(
      ctx, BUJU_E_SCENARIO,
      BUJU_SAY(nothing, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

static void add_item(buju_site *site, const buju_msg *item) {
  size_t i = 0;
  while (i + 1 < sizeof site->items_missing / sizeof *site->items_missing && site->items_missing[i] != NULL) {
    if (site->items_missing[i] == item) return;
    i++;
  }
  if (i + 1 < sizeof site->items_missing / sizeof *site->items_missing) site->items_missing[i] = item;
}

/* The main action of a site is the heaviest one asked of it; the order of the vocabulary runs from light to heavy only
 * in part, so it is said here. */
static int weight(buju_action action) {
  switch (action) {
  case BUJU_ACTION_REBUILD: return 6;
  case BUJU_ACTION_UPGRADE: return 5;
  case BUJU_ACTION_EQUIP: return 4;
  case BUJU_ACTION_ACQUIRE: return 3;
  case BUJU_ACTION_INTEGRATE: return 2;
  case BUJU_ACTION_RECTIFY: return 1;
  case BUJU_ACTION_KEEP: return 0;
  case BUJU_ACTION_BUILD:
  case BUJU_ACTION_MERGE:
  case BUJU_ACTION_DEREGISTER:
  case BUJU_ACTION_CONVERT_CHS:
  case BUJU_ACTION_CONVERT_THC_POINT:
  case BUJU_ACTION_RAISE_CENTRAL:
  case BUJU_ACTION_RAISE_SUBCENTRE:
  case BUJU_ACTION_RAISE_LEVEL:
  case BUJU_ACTION_POST:
  case BUJU_ACTION_ROUNDS_STOP:
  case BUJU_ACTION_REVIEW:
  case BUJU_ACTIONS: break;
  }
  return 100; /* decided elsewhere: stays the main one */
}

/* The deadline's own day is still in time. */
static bool overdue(const buju_job *job, buju_date deadline) {
  buju_date now = job->scenario->as_of;
  if (now.year != deadline.year) return now.year > deadline.year;
  return now.month != deadline.month ? now.month > deadline.month : now.day > deadline.day;
}

static buju_status add_gap(buju_job *job, buju_ix u, buju_ix s, const buju_value *value, buju_said said) {
  const buju_site *site = buju_job_site(job, s);
  buju_gap gap = buju_gap_blank(gap_of[value[P_GAP].i], BUJU_VILLAGE_CLINIC, false);
  gap.village = site->village;
  gap.area = site->village != BUJU_NONE ? job->region->village.area[site->village] : site->township;
  gap.site = s;
  gap.use = u;
  gap.people = site->people_served;
  double floor_m2 = job->region->facility.floor_m2[site->facility];
  if (value[P_MIN_FLOOR].given && floor_m2 < value[P_MIN_FLOOR].f) {
    gap.limit_value = value[P_MIN_FLOOR].f;
    gap.actual_value = floor_m2;
    gap.shortfall = gap.limit_value - gap.actual_value;
    gap.unit = "m2";
  }
  gap.remedy = (int)action_of[value[P_ACTION].i];
  if (value[P_DEADLINE].given && !overdue(job, value[P_DEADLINE].date)) gap.year_closed = value[P_DEADLINE].date.year;
  gap.severity = 1;
  buju_ix row;
  buju_status status = buju_job_add_gap(job, gap, &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_GAP, row, u, BUJU_DECIDED, said) : status;
}

static buju_status fall_short(buju_job *job, buju_ix u, buju_ix s) {
  BUJU_MSG(floor_said, "{0}业务用房{1}平方米，低于{2}平方米的标准。",
           "{0} has {1} m² of floor, below the standard of {2} m².");
  BUJU_MSG(late_said, "政策要求{0}年{1}月{2}日前完成，现已逾期。",
           "The policy asked for it by {0}-{1}-{2}, which has passed.");
  const buju_value *value = buju_job_use(job, u)->value;
  buju_site *site = buju_job_site(job, s);
  buju_action action = action_of[value[P_ACTION].i];
  buju_arg name = buju_text(job->region->facility.name[site->facility]);
  double floor_m2 = job->region->facility.floor_m2[site->facility];
  bool small = value[P_MIN_FLOOR].given && floor_m2 < value[P_MIN_FLOOR].f;
  const buju_msg *item = small ? &floor_item : &buju_flag_words[value[P_FLAG].i].word;
  buju_date deadline = value[P_DEADLINE].date;
  bool late = value[P_DEADLINE].given && overdue(job, deadline);
  buju_said said = small ? BUJU_SAY(floor_said, name, buju_real(floor_m2), buju_real(value[P_MIN_FLOOR].f))
                         : say_lack(value[P_FLAG].i, name);
  add_item(site, item);
  if (weight(action) > weight((buju_action)site->action)) site->action = (uint8_t)action;
  buju_status status = buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_NOTED, said);
  if (status == BUJU_OK && late)
    status = buju_job_trace(
        job, BUJU_TRACED_SITE, s, u, BUJU_NOTED,
        BUJU_SAY(late_said, buju_year(deadline.year), buju_year(deadline.month), buju_year(deadline.day)));
  if (status == BUJU_OK) status = add_gap(job, u, s, value, said);
  if (status != BUJU_OK) return status;
  buju_ix row;
  status = buju_job_add_action(job,
                               (buju_site_action){.site = s,
                                                  .action = (uint8_t)action,
                                                  .status = BUJU_SITE_EXISTING,
                                                  .use = u,
                                                  .cost_fen = BUJU_MONEY_MISSING,
                                                  .due = value[P_DEADLINE].date},
                               &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_ACTION, row, u, BUJU_DECIDED, said) : status;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    buju_site *site = buju_job_site(job, s);
    if (site->kind != BUJU_VILLAGE_CLINIC || !site->planned || excepted(job, value, site->village)) continue;
    if (value[P_MIN_FLOOR].given)
      site->floor_required_m2 =
          fmax(value[P_MIN_FLOOR].f, isnan(site->floor_required_m2) ? 0 : site->floor_required_m2);
    /* a clinic under review or kept by hand as it is gets no project before that is settled; a new one is built to the
     * standard */
    if (site->facility == BUJU_NONE || site->action == BUJU_ACTION_REVIEW || job->keep[site->facility] != NULL)
      continue;
    if (buju_standard_test(job, u, site->facility) != BUJU_STANDARD_SHORT) continue;
    buju_status status = fall_short(job, u, s);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

const buju_rule buju_rule_standard = {
    .name = "standard",
    .text = {"村卫生室须达到的标准，未达到的如何处置",
             "what a clinic must have, and what is done where it falls short"},
    .stage = BUJU_STAGE_STANDARD,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
