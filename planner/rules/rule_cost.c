/* cost: money by clinic, doctor or floor area, and who pays it. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/costs.h"
#include "planner/doctors.h"
#include "planner/phasing_parts.h"

enum {
  P_ITEM,
  P_PER,
  P_AMOUNT,
  P_LICENSED,
  P_ASSISTANT,
  P_VILLAGE_DOCTOR,
  P_PERIOD,
  P_INTEGRATED_ONLY,
  P_PAYERS,
  PARAMS
};

typedef enum item { RUNNING, DOCTOR_SUBSIDY, INSURANCE, BUILDING, EQUIPMENT, OTHER } item;
typedef enum per { PER_CLINIC, PER_DOCTOR, PER_FLOOR } per;
typedef enum period { BY_YEAR, BY_MONTH, ONCE } period;

static const char *const item_words[] = {"running",   "doctor_subsidy", "insurance", "building",
                                         "equipment", "other",          NULL};
static const buju_msg item_msgs[] = {
    [RUNNING] = {"日常运行经费", "running costs"},
    [DOCTOR_SUBSIDY] = {"乡村医生定额补助", "subsidy of doctors"},
    [INSURANCE] = {"社会保险单位缴费", "employer's insurance share"},
    [BUILDING] = {"村卫生室建设", "building clinics"},
    [EQUIPMENT] = {"设备购置", "equipment"},
    [OTHER] = {"其他", "other"},
};
static const char *const per_words[] = {"clinic", "doctor", "floor_m2", NULL};
static const char *const period_words[] = {"year", "month", "once", NULL};

#define AMOUNT(param, zh, en)                                                                                          \
  {                                                                                                                    \
    .name = (param), .type = BUJU_PARAM_REAL, .unit = "yuan", .min = 0, .max = 1e7, .fallback = "", .text = { zh, en } \
  }

static const buju_param params[PARAMS] = {
    [P_ITEM] = {.name = "item",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .words = item_words,
                .text = {"经费项目", "what the money is for"}},
    [P_PER] = {.name = "per",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .words = per_words,
               .text = {"按什么计：所、人、新增平方米", "counted by clinic, doctor or new square metre"}},
    [P_AMOUNT] = AMOUNT("amount_yuan", "每单位金额", "money per unit"),
    [P_LICENSED] = AMOUNT("licensed_yuan", "执业医师每人金额", "money per licensed physician"),
    [P_ASSISTANT] = AMOUNT("assistant_yuan", "执业助理医师每人金额", "money per assistant physician"),
    [P_VILLAGE_DOCTOR] = AMOUNT("village_doctor_yuan", "乡村医生每人金额", "money per village doctor"),
    [P_PERIOD] = {.name = "period",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "year",
                  .words = period_words,
                  .text = {"金额是每年、每月还是一次", "whether the amount is per year, per month or once"}},
    [P_INTEGRATED_ONLY] = {.name = "integrated_only",
                           .type = BUJU_PARAM_BOOL,
                           .unit = "",
                           .fallback = "false",
                           .text = {"只计纳入一体化管理的", "only clinics under integrated management"}},
    [P_PAYERS] = {.name = "payers",
                  .type = BUJU_PARAM_SHARES,
                  .unit = "%",
                  .text = {"承担单位及其比例，合计 100", "who pays which share; together 100"}},
};

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(mismatch, "{0}：规则“{1}”的 per 与 period 不相配：按平方米计的只能一次，按所、按人计的按年或按月",
           "{0}: rule \"{1}\": per floor_m2 goes with period once, per clinic and per doctor with year or month");
  char place[256];
  (void)scenario;
  if ((use->value[P_PER].i == PER_FLOOR) == (use->value[P_PERIOD].i == ONCE)) return BUJU_OK;
  return buju_complain(
      ctx, BUJU_E_CONTRADICTION,
      BUJU_SAY(mismatch, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

typedef struct sum {
  int64_t quantity, fen;
} sum;

static int64_t fen_of(double yuan) { return (int64_t)llround(yuan * (double)BUJU_YUAN); }

/* As things stand: a clinic that counts, whatever the plan makes of it. */
static bool eligible_now(const buju_job *job, buju_ix f, const buju_value *value) {
  const buju_region *r = job->region;
  if (r->facility.kind[f] != BUJU_VILLAGE_CLINIC || !job->standing[f].counted || r->facility.township[f] == BUJU_NONE)
    return false;
  const buju_tri *integrated = r->facility.flag[BUJU_INTEGRATED];
  return value[P_INTEGRATED_ONLY].i == 0 || (integrated != NULL && integrated[f] == BUJU_YES);
}

/* Once the layout is complete: a clinic that stays; one for review only if it is integrated already. */
static bool eligible_then(const buju_job *job, const buju_site *site, const buju_value *value) {
  if (site->kind != BUJU_VILLAGE_CLINIC || !site->planned || site->township == BUJU_NONE) return false;
  if (value[P_INTEGRATED_ONLY].i == 0 || site->action != BUJU_ACTION_REVIEW) return true;
  return site->facility != BUJU_NONE && eligible_now(job, site->facility, value);
}

static void add(sum *to, int64_t fen) {
  to->quantity++;
  to->fen += fen;
}

static void count_clinics(const buju_job *job, const buju_value *value, bool after, sum *by_area) {
  int64_t fen = fen_of(value[P_AMOUNT].f) * (value[P_PERIOD].i == BY_MONTH ? 12 : 1);
  if (!value[P_AMOUNT].given) return;
  for (buju_ix s = 0; after && s < (buju_ix)job->sites.n; s++)
    if (eligible_then(job, buju_job_site(job, s), value)) add(&by_area[buju_job_site(job, s)->township], fen);
  for (buju_ix f = 0; !after && f < job->region->facility.n; f++)
    if (eligible_now(job, f, value)) add(&by_area[job->region->facility.township[f]], fen);
}

/* Engaged by age in that year; the re-engaged stand outside. */
static bool engaged(const buju_doctor *doctor, int16_t year) {
  return doctor->engaged_until == 0 || year <= doctor->engaged_until;
}

/* What a year of a doctor costs, or once a month; NULL: nothing is given for that grade. */
static const buju_value *amount_for(const buju_job *job, const buju_doctor *doctor, const buju_value *value) {
  static const int by_grade[BUJU_GRADES] = {P_LICENSED, P_ASSISTANT, P_VILLAGE_DOCTOR, -1};
  int p = by_grade[job->region->staff.grade[doctor->staff]];
  const buju_value *amount = p >= 0 && value[p].given ? &value[p] : &value[P_AMOUNT];
  return amount->given ? amount : NULL;
}

static void count_doctors(buju_job *job, const buju_value *value, bool after, sum *by_area) {
  for (size_t d = 0; d < job->doctors.n; d++) {
    buju_doctor *doctor = (buju_doctor *)job->doctors.data + d;
    buju_ix f = job->region->staff.facility[doctor->staff];
    const buju_value *amount = amount_for(job, doctor, value);
    const buju_site *site = buju_job_site(job, doctor->site);
    bool eligible = after ? eligible_then(job, site, value) : eligible_now(job, f, value);
    if (amount == NULL || !engaged(doctor, buju_job_year(job)) || !eligible) continue;
    int64_t fen = fen_of(amount->f);
    if (after && value[P_ITEM].i == DOCTOR_SUBSIDY)
      doctor->subsidy_fen_month = value[P_PERIOD].i == BY_MONTH ? fen : fen / 12;
    add(&by_area[after ? site->township : job->region->facility.township[f]],
        fen * (value[P_PERIOD].i == BY_MONTH ? 12 : 1));
  }
}

/* The square metres a building project adds. */
static double new_floor_m2(const buju_job *job, const buju_site *site, uint8_t action) {
  if (isnan(site->floor_required_m2)) return 0;
  if (action == BUJU_ACTION_BUILD || action == BUJU_ACTION_REBUILD) return site->floor_required_m2;
  if (action != BUJU_ACTION_UPGRADE || site->facility == BUJU_NONE) return 0;
  return fmax(0, site->floor_required_m2 - job->region->facility.floor_m2[site->facility]);
}

/* "新城 65%、新区 35%" in both languages: payers are named as the profile writes them. */
static const buju_msg *funding_of(const buju_job *job, const buju_value *payers) {
  char text[512];
  size_t n = 0;
  for (buju_ix k = 0; k < payers->shares && n < sizeof text; k++) {
    int wrote = snprintf(text + n, sizeof text - n, "%s%s %g%%", k > 0 ? "; " : "", payers->share[k].name,
                         (double)payers->share[k].permyriad / 100);
    n += wrote > 0 ? (size_t)wrote : 0;
  }
  if (n >= sizeof text) text[0] = '\0'; /* dozens of payers: the costs layer names them */
  buju_msg *msg = BUJU_NEW(job->arena, buju_msg, 1);
  const char *kept = buju_arena_text(job->arena, text);
  if (msg == NULL || kept == NULL) return NULL;
  *msg = (buju_msg){kept, kept};
  return msg;
}

/* Says who pays for each building project, whether or not a price is given. */
static buju_status fund(buju_job *job, const buju_value *payers) {
  buju_site_action *actions = job->actions.data;
  const buju_msg *funding = funding_of(job, payers);
  if (funding == NULL) return buju_fail_memory(job->ctx);
  for (size_t a = 0; a < job->actions.n; a++) {
    uint8_t action = actions[a].action;
    bool building = action == BUJU_ACTION_BUILD || action == BUJU_ACTION_REBUILD || action == BUJU_ACTION_UPGRADE;
    if (building && buju_job_site(job, actions[a].site)->kind == BUJU_VILLAGE_CLINIC) actions[a].funding = funding;
  }
  return BUJU_OK;
}

/* The first building project of a site carries its price: two rules that ask for the same floor pay for it once. What
 * it comes to in which year is summed once projects have years. */
static buju_status price_floor(buju_job *job, buju_ix u, const buju_value *value) {
  buju_site_action *actions = job->actions.data;
  bool *priced = BUJU_NEW(job->scratch, bool, job->sites.n);
  if (priced == NULL) return buju_fail_memory(job->ctx);
  if (!value[P_AMOUNT].given) return BUJU_OK;
  for (size_t a = 0; a < job->actions.n; a++) {
    buju_site *site = buju_job_site(job, actions[a].site);
    double floor_m2 = new_floor_m2(job, site, actions[a].action);
    if (!(floor_m2 > 0) || site->kind != BUJU_VILLAGE_CLINIC || site->township == BUJU_NONE) continue;
    if (priced[actions[a].site]) continue;
    priced[actions[a].site] = true;
    int64_t fen = fen_of(floor_m2 * value[P_AMOUNT].f);
    actions[a].cost_fen = (actions[a].cost_fen == BUJU_MONEY_MISSING ? 0 : actions[a].cost_fen) + fen;
    site->cost_fen = (site->cost_fen == BUJU_MONEY_MISSING ? 0 : site->cost_fen) + fen;
    buju_priced *row = buju_vec_push(&job->priceds, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    *row = (buju_priced){(buju_ix)a, u, (int64_t)ceil(floor_m2), fen, 0};
  }
  return BUJU_OK;
}

/* Splits one sum among the payers so that the parts add up to the fen: each rounds down, the last takes the rest. */
static buju_status split(buju_job *job, buju_ix u, buju_ix township, int16_t year, const sum *total) {
  const buju_value *value = buju_job_use(job, u)->value;
  int64_t rest = total->fen;
  for (buju_ix k = 0; k < value[P_PAYERS].shares; k++) {
    const buju_share *share = &value[P_PAYERS].share[k];
    bool last = k + 1 == value[P_PAYERS].shares;
    int64_t part = last ? rest : total->fen / 10000 * share->permyriad + total->fen % 10000 * share->permyriad / 10000;
    buju_cost *row = buju_vec_push(&job->costs, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    *row = (buju_cost){.item = &item_msgs[value[P_ITEM].i],
                       .capital = value[P_PERIOD].i == ONCE,
                       .use = u,
                       .township = township,
                       .year = year,
                       .payer = share->name,
                       .quantity = total->quantity,
                       .fen = part};
    rest -= part;
  }
  return BUJU_OK;
}

static buju_status price(buju_job *job, buju_ix u, bool after) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_ix areas = job->region->area.n;
  sum *by_area = BUJU_NEW(job->scratch, sum, areas);
  if (by_area == NULL) return buju_fail_memory(job->ctx);
  buju_status status = BUJU_OK;
  switch ((per)value[P_PER].i) {
  case PER_CLINIC: count_clinics(job, value, after, by_area); break;
  case PER_DOCTOR:
    status = buju_doctors_list(job, u);
    if (status == BUJU_OK) count_doctors(job, value, after, by_area);
    break;
  case PER_FLOOR:
    status = price_floor(job, u, value);
    if (status == BUJU_OK) status = fund(job, &value[P_PAYERS]);
    break;
  }
  int16_t year = after ? 0 : buju_job_year(job);
  for (buju_ix a = 0; a < areas && status == BUJU_OK; a++)
    if (by_area[a].quantity > 0) status = split(job, u, a, year, &by_area[a]);
  return status;
}

static int by_use_and_year(const void *a, const void *b) {
  const buju_priced *x = a, *y = b;
  if (x->use != y->use) return x->use < y->use ? -1 : 1;
  if (x->year != y->year) return x->year < y->year ? -1 : 1;
  return (x->action > y->action) - (x->action < y->action);
}

static buju_status capital_by_year(buju_job *job) {
  buju_priced *priced = job->priceds.data;
  size_t n = job->priceds.n, areas = job->region->area.n;
  sum *by_area = BUJU_NEW(job->scratch, sum, areas);
  buju_status status = BUJU_OK;
  if (by_area == NULL) return buju_fail_memory(job->ctx);
  for (size_t i = 0; i < n; i++)
    priced[i].year = ((const buju_site_action *)job->actions.data + priced[i].action)->year;
  if (n > 1) qsort(priced, n, sizeof *priced, by_use_and_year);
  for (size_t i = 0; i < n && status == BUJU_OK;) {
    buju_ix use = priced[i].use;
    int16_t year = priced[i].year;
    memset(by_area, 0, areas * sizeof *by_area);
    for (; i < n && priced[i].use == use && priced[i].year == year; i++) {
      const buju_site_action *row = (const buju_site_action *)job->actions.data + priced[i].action;
      sum *area = &by_area[buju_job_site(job, row->site)->township];
      area->quantity += priced[i].quantity;
      area->fen += priced[i].fen;
    }
    for (buju_ix a = 0; a < (buju_ix)areas && status == BUJU_OK; a++)
      if (by_area[a].quantity > 0) status = split(job, use, a, year, &by_area[a]);
  }
  return status;
}

/* ---- running costs between now and then ---- */

/* When sites open, close and come under integrated management; the year asked about: by its end. */
typedef struct calendar {
  int16_t *opens, *closes, *joins; /* by site; closes, joins 0: no year is set */
  int16_t last;                    /* that anything is planned in */
  int16_t year;
} calendar;

static buju_status make_calendar(buju_job *job, calendar *out) {
  out->closes = BUJU_NEW(job->scratch, int16_t, job->sites.n);
  out->joins = BUJU_NEW(job->scratch, int16_t, job->sites.n);
  if (out->closes == NULL || out->joins == NULL) return buju_fail_memory(job->ctx);
  for (size_t a = 0; a < job->actions.n; a++) {
    const buju_site_action *row = (const buju_site_action *)job->actions.data + a;
    bool closing = row->action == BUJU_ACTION_MERGE || row->action == BUJU_ACTION_DEREGISTER;
    if (row->year > out->last) out->last = row->year;
    if (closing) out->closes[row->site] = row->year;
    if (row->action == BUJU_ACTION_INTEGRATE) out->joins[row->site] = row->year;
  }
  return buju_ledger_openings(job, job->scratch, &out->opens);
}

static bool by_then(int16_t year, const calendar *c) { return year != 0 && year <= c->year; }

/* Open at the end of the year: what stands until it closes, what is built from when it opens. */
static bool open_then(const buju_job *job, buju_ix s, const calendar *c) {
  const buju_site *site = buju_job_site(job, s);
  bool stands = site->facility != BUJU_NONE && job->standing[site->facility].counted;
  return stands ? site->planned || !by_then(c->closes[s], c) : site->planned && c->opens[s] <= c->year;
}

static bool eligible_in(const buju_job *job, buju_ix s, const buju_value *value, const calendar *c) {
  const buju_site *site = buju_job_site(job, s);
  if (site->kind != BUJU_VILLAGE_CLINIC || site->township == BUJU_NONE || !open_then(job, s, c)) return false;
  if (value[P_INTEGRATED_ONLY].i == 0 || site->facility == BUJU_NONE) return true;
  return eligible_now(job, site->facility, value) || by_then(c->joins[s], c);
}

/* Where a doctor works in that year: at the clinic theirs merges into once it is closed and the other is open. */
static buju_ix works_at(const buju_job *job, const buju_doctor *doctor, const calendar *c) {
  buju_ix now = job->site_of_facility[job->region->staff.facility[doctor->staff]];
  return doctor->site == now || open_then(job, now, c) ? now : doctor->site;
}

static void count_year(const buju_job *job, const buju_value *value, const calendar *c, sum *by_area) {
  int64_t times = value[P_PERIOD].i == BY_MONTH ? 12 : 1;
  bool clinics = (per)value[P_PER].i == PER_CLINIC && value[P_AMOUNT].given;
  for (buju_ix s = 0; clinics && s < (buju_ix)job->sites.n; s++)
    if (eligible_in(job, s, value, c))
      add(&by_area[buju_job_site(job, s)->township], fen_of(value[P_AMOUNT].f) * times);
  if ((per)value[P_PER].i != PER_DOCTOR) return;
  for (size_t d = 0; d < job->doctors.n; d++) {
    const buju_doctor *doctor = (const buju_doctor *)job->doctors.data + d;
    const buju_value *amount = amount_for(job, doctor, value);
    buju_ix s = works_at(job, doctor, c);
    if (amount == NULL || !engaged(doctor, c->year) || !eligible_in(job, s, value, c)) continue;
    add(&by_area[buju_job_site(job, s)->township], fen_of(amount->f) * times);
  }
}

extern const buju_rule buju_rule_cost;

static buju_status running_by_year(buju_job *job) {
  calendar c = {0};
  buju_ix areas = job->region->area.n;
  buju_status status = make_calendar(job, &c);
  sum *by_area = BUJU_NEW(job->scratch, sum, areas);
  if (by_area == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix u = 0; u < job->scenario->uses; u++) {
    const buju_use *use = buju_job_use(job, u);
    if (use->rule != &buju_rule_cost || use->value[P_PERIOD].i == ONCE) continue;
    for (c.year = (int16_t)(buju_job_year(job) + 1); c.year <= c.last && status == BUJU_OK; c.year++) {
      memset(by_area, 0, areas * sizeof *by_area);
      count_year(job, use->value, &c, by_area);
      for (buju_ix a = 0; a < areas && status == BUJU_OK; a++)
        if (by_area[a].quantity > 0) status = split(job, u, a, c.year, &by_area[a]);
    }
  }
  return status;
}

buju_status buju_costs_by_year(buju_job *job) {
  buju_status status = capital_by_year(job);
  return status == BUJU_OK ? running_by_year(job) : status;
}

/* Running costs twice, before years are set: as things stand, in the plan's first year, and a year once the layout is
 * complete (year 0). */
static buju_status apply(buju_job *job, buju_ix u) {
  buju_status status = BUJU_OK;
  if (buju_job_use(job, u)->value[P_PERIOD].i != ONCE) status = price(job, u, false);
  return status == BUJU_OK ? price(job, u, true) : status;
}

const buju_rule buju_rule_cost = {
    .name = "cost",
    .text = {"经费测算与分担", "money and who pays it"},
    .stage = BUJU_STAGE_PRICE,
    .reads = BUJU_FACET_SITE | BUJU_FACET_ACTION,
    .writes = BUJU_FACET_COST,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
