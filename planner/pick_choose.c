/* The best set: the problem, its answer, its proof. SPDX-License-Identifier: Apache-2.0 */
#include "planner/pick_parts.h"
#include "planner/siting/centre.h"
#include "planner/siting/telling.h"

/* ---- certificates ---- */

typedef struct unit {
  buju_certifies certifies;
  int64_t size; /* of the certificate's unit, in those of siting.h: thousandths of a person, ms */
  buju_msg objective;
} unit;

enum { LEFT, TRAVEL, LONGEST };
static const unit units[] = {
    [LEFT] = {BUJU_CERTIFIES_LEFT,
              BUJU_PERSON,
              {"所选机构数不变，仍在时限外的人口最少", "fewest people left beyond the limit with so many chosen"}},
    [TRAVEL] = {BUJU_CERTIFIES_TRAVEL,
                BUJU_PERSON * 60000,
                {"居民到最近机构的时间总量最少（人·分钟）", "least person-minutes to the nearest"}},
    [LONGEST] = {BUJU_CERTIFIES_LONGEST, 1000, {"最远的时间最短（秒）", "least longest way (seconds)"}},
};

/* Bounds are rounded outwards, so that they stay bounds. */
static buju_status certify(const buju_picking *p, int which, const buju_siting_answer *answer) {
  const unit *u = &units[which];
  return buju_job_certify(p->job, "chosen",
                          (buju_certificate){.use = p->ask->use,
                                             .certifies = (uint8_t)u->certifies,
                                             .objective = &u->objective,
                                             .lower = answer->lower / u->size,
                                             .upper = answer->upper / u->size + (answer->upper % u->size > 0),
                                             .proof = answer->lower == answer->upper ? BUJU_PROVED : BUJU_BOUNDED,
                                             .method = answer->method,
                                             .work = answer->work,
                                             .size = p->demands});
}

/* ---- solving ---- */

static buju_status pose(buju_picking *p) {
  static const buju_siting_model models[BUJU_PICK_GOALS] = {BUJU_SITING_MAX_COVER, BUJU_SITING_MEDIAN,
                                                            BUJU_SITING_CENTRE};
  buju_ix all = p->n + p->standing;
  p->state = BUJU_NEW(p->job->scratch, uint8_t, all);
  if (p->state == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix j = 0; j < p->n; j++) p->state[j] = p->row[j].locked ? BUJU_CANDIDATE_REQUIRED : BUJU_CANDIDATE_FREE;
  for (buju_ix j = p->n; j < all; j++) p->state[j] = BUJU_CANDIDATE_EXISTING;
  p->problem = (buju_siting_problem){.model = models[p->ask->goal],
                                     .costs = p->costs,
                                     .weight = p->people,
                                     .state = p->state,
                                     .limit = p->ask->limit_ms,
                                     .p = p->ask->asked,
                                     .budget = BUJU_SITING_NO_BUDGET,
                                     .unserved = BUJU_COST_NONE,
                                     .work_limit = p->ask->work_limit};
  return BUJU_OK;
}

/* No set so small gets to everybody, or none was found: then the least time of everybody has to say which. */
static buju_status note_nothing(const buju_picking *p, int64_t shortfall) {
  BUJU_MSG(assumed, "{0}所到不了所有居民", "{0} do not get to everybody");
  BUJU_MSG(result, "至少还需{0}所；本方案改按时间总量最少选择",
           "at least {0} more are needed; the least time in all decides");
  BUJU_MSG(unknown, "计算量限度内没有找到能到的选法；本方案改按时间总量最少选择",
           "no choice that does was found within the work limit; the least time in all decides");
  buju_said said = BUJU_SAY(result, buju_int(shortfall));
  if (shortfall == 0) said.msg = &unknown;
  return buju_pick_sense(p, BUJU_SAY(assumed, buju_int(p->ask->asked)), said);
}

static buju_status solve_as(buju_picking *p, buju_siting_model model, int which) {
  buju_siting_telling telling;
  p->problem.model = model;
  p->problem.watch = buju_siting_telling_begin(&telling, p->job->ctx);
  buju_status status = buju_siting_solve(p->job->ctx, &p->problem, p->job->scratch, &p->answer);
  p->problem.watch = NULL;
  return status == BUJU_OK ? certify(p, which, p->answer) : status;
}

/* The longest way first, then everybody's among the sets that are as good; what is asked next is about the first. */
static buju_status solve_longest(buju_picking *p) {
  buju_siting_answer *median;
  buju_status status = buju_siting_centre_then_median(p->job->ctx, &p->problem, p->job->scratch, &p->answer, &median);
  if (status != BUJU_OK) return status;
  if (median == NULL) {
    status = note_nothing(p, p->answer->shortfall);
    return status == BUJU_OK ? solve_as(p, BUJU_SITING_MEDIAN, TRAVEL) : status;
  }
  p->answer->sites = median->sites;
  p->answer->site = median->site;
  status = certify(p, LONGEST, p->answer);
  return status == BUJU_OK ? certify(p, TRAVEL, median) : status;
}

static buju_status solve(buju_picking *p) {
  buju_status status = buju_costs_table(p->job->ctx, &p->times, p->n + p->standing, &p->costs);
  if (status == BUJU_OK) status = pose(p);
  if (status != BUJU_OK) return status;
  switch (p->ask->goal) {
  case BUJU_PICK_NEWLY_WITHIN: return solve_as(p, BUJU_SITING_MAX_COVER, LEFT);
  case BUJU_PICK_LEAST_TIME: return solve_as(p, BUJU_SITING_MEDIAN, TRAVEL);
  case BUJU_PICK_LONGEST_TIME: return solve_longest(p);
  case BUJU_PICK_GOALS: break;
  }
  return BUJU_OK;
}

/* So many were asked for: where fewer do as well, the rest go by rank. */
static void fill_up(buju_picking *p) {
  while (p->sum.chosen < p->ask->asked) {
    buju_ix best = BUJU_NONE;
    for (buju_ix j = 0; j < p->n; j++)
      if (!p->row[j].chosen && (best == BUJU_NONE || p->row[j].rank < p->row[best].rank)) best = j;
    p->row[best].chosen = p->row[best].filled = true;
    p->sum.chosen++;
  }
}

buju_status buju_pick_choose(buju_picking *p) {
  if (p->ask->asked >= p->n) { /* all of them: too few, or just as many */
    for (buju_ix j = 0; j < p->n; j++) p->row[j].chosen = true;
    p->sum.chosen = p->n;
    return BUJU_OK;
  }
  if (p->ask->asked == 0) return BUJU_OK;
  buju_status status = solve(p);
  if (status != BUJU_OK) return status;
  for (buju_ix s = 0; s < p->answer->sites; s++) {
    if (p->answer->site[s] >= p->n) continue;
    p->row[p->answer->site[s]].chosen = true;
    p->sum.chosen++;
  }
  fill_up(p);
  return BUJU_OK;
}
