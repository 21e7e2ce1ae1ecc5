/* How many new sites bring everybody within a limit, how many people each number of them does, and which to build.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/reach.h"
#include "planner/sites.h"
#include "planner/siting/max_cover_frontier.h"
#include "planner/siting/telling.h"
#include "planner/stages.h"

typedef buju_reach_measuring measuring;

/* The problem all the questions are about. */
typedef struct asking {
  const measuring *m;
  const buju_reach_beyond *beyond;
  buju_costs *costs;
  int64_t *people;      /* [beyond->n] */
  buju_people_n within; /* without new sites */
} asking;

static buju_siting_problem question(const asking *a, buju_siting_model model, int64_t p) {
  return (buju_siting_problem){.model = model,
                               .costs = a->costs,
                               .weight = a->people,
                               .limit = a->m->ask->limit_ms,
                               .p = p,
                               .budget = BUJU_SITING_NO_BUDGET,
                               .unserved = BUJU_COST_NONE,
                               .work_limit = a->m->ask->work_limit};
}

static buju_status certify(const asking *a, const char *what, buju_certifies certifies, const buju_msg *objective,
                           int64_t lower, int64_t upper, buju_proof_method method, int64_t work) {
  return buju_job_certify(a->m->job, what,
                          (buju_certificate){.use = a->m->ask->use,
                                             .certifies = (uint8_t)certifies,
                                             .objective = objective,
                                             .lower = lower,
                                             .upper = upper,
                                             .proof = lower == upper ? BUJU_PROVED : BUJU_BOUNDED,
                                             .method = method,
                                             .work = work,
                                             .size = a->beyond->n});
}

/* The fewest sites for everybody whom any candidate reaches. */
static buju_status find_fewest(const asking *a) {
  BUJU_MSG(objective, "全部覆盖所需新增机构数最少", "fewest new sites that bring everybody within the limit");
  buju_siting_problem problem = question(a, BUJU_SITING_COVER, BUJU_SITING_NO_P);
  buju_siting_answer *answer;
  buju_siting_telling telling;
  problem.watch = buju_siting_telling_begin(&telling, a->m->job->ctx);
  buju_status status = buju_siting_solve(a->m->job->ctx, &problem, a->m->job->scratch, &answer);
  if (status != BUJU_OK) return status;
  for (buju_ix s = 0; s < answer->sites; s++) a->beyond->candidate[answer->site[s]].fewest = true;
  a->m->row->fewest = answer->sites;
  a->m->row->fewest_bound = (buju_ix)answer->lower;
  a->m->row->reachable = answer->weight_served;
  return certify(a, "fewest", BUJU_CERTIFIES_SITES, &objective, answer->lower, answer->upper, answer->method,
                 answer->work);
}

/* ---- the curve ---- */

/* The first number of sites that brings the goal within, and the first that might. */
static void find_goal(const asking *a, const buju_frontier *point, buju_ix points) {
  buju_reached *row = a->m->row;
  double goal = row->goal_share / 100 * (double)row->people;
  row->goal = row->goal_bound = BUJU_NONE;
  for (buju_ix k = points; k-- > 0;) {
    if ((double)point[k].people >= goal) row->goal = k;
    if ((double)point[k].bound >= goal) row->goal_bound = k;
  }
}

static int64_t price(const asking *a, buju_ix sites) {
  int64_t fen = a->m->ask->site_fen;
  return fen != BUJU_MONEY_MISSING ? fen * (int64_t)sites : BUJU_MONEY_MISSING;
}

/* Whoever is new at this point of a nested curve. */
static void put_in_order(const asking *a, const buju_siting_point *point, buju_ix place) {
  for (buju_ix s = 0; s < point->sites; s++) {
    buju_candidate *c = &a->beyond->candidate[point->site[s]];
    if (c->order == 0) c->order = place;
  }
}

static buju_status draw_frontier(const asking *a, buju_ix most, buju_siting_frontier *found) {
  buju_job *job = a->m->job;
  buju_siting_problem problem = question(a, BUJU_SITING_MAX_COVER, most);
  buju_status status = buju_max_cover_frontier(job->ctx, &problem, most, a->m->ask->nested, job->scratch, found);
  size_t first = job->frontiers.n;
  while (status == BUJU_OK && found->points > 1 &&
         found->point[found->points - 1].served == found->point[found->points - 2].served)
    found->points--; /* nobody new comes in */
  buju_ix shown = 0; /* what may be built can be more than the curve that is asked for */
  for (buju_ix k = 0; status == BUJU_OK && k < found->points; k++) {
    if (a->m->ask->nested) put_in_order(a, &found->point[k], k);
    if (k > a->m->ask->frontier) continue;
    buju_frontier *row = buju_vec_push(&job->frontiers, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    const buju_siting_point *p = &found->point[k];
    *row = (buju_frontier){a->m->ask->use, k, a->within + p->served, a->within + p->most, price(a, k)};
    shown++;
  }
  if (status == BUJU_OK) find_goal(a, (const buju_frontier *)job->frontiers.data + first, shown);
  return status;
}

/* ---- what is built ---- */

/* Whom each of the sites newly serves: everybody counts once, at the nearest of them, then at the lowest. */
static buju_status share_people(const asking *a, const buju_siting_point *point, buju_people_n *gained) {
  const buju_csr *times = &a->beyond->times;
  bool *chosen = BUJU_NEW(a->m->job->scratch, bool, a->beyond->candidates);
  if (chosen == NULL) return buju_fail_memory(a->m->job->ctx);
  for (buju_ix s = 0; s < point->sites; s++) chosen[point->site[s]] = true;
  for (buju_ix i = 0; i < times->n; i++) {
    uint64_t nearest = UINT64_MAX;
    for (uint64_t k = times->row[i]; k < times->row[i + 1]; k++)
      if (chosen[times->col[k]] && (nearest == UINT64_MAX || times->val[k] < times->val[nearest])) nearest = k;
    if (nearest != UINT64_MAX) gained[times->col[nearest]] += a->people[i];
  }
  return BUJU_OK;
}

static buju_status propose(const asking *a, buju_candidate *c, buju_people_n gained) {
  BUJU_MSG(build, "拟在{0}新建{1}：使{2}名超过{3}分钟的居民进入时限（以就近的新设点计）。",
           "A {1} is proposed at {0}: {2} {2?person|people} who are beyond {3} min come within it, each counted at the "
           "nearest of "
           "the new sites.");
  buju_job *job = a->m->job;
  const buju_region *r = job->region;
  buju_site site = buju_site_blank((uint8_t)a->m->ask->kind);
  site.village = c->village;
  site.township = buju_job_township(job, c->village);
  site.x_m = c->x_m;
  site.y_m = c->y_m;
  site.people_gained = gained;
  site.location = BUJU_LOCATED_CANDIDATE;
  const char *name = c->demand != BUJU_NONE ? r->demand.name[c->demand] : NULL;
  if (name == NULL) name = buju_job_village_name(job, c->village);
  buju_status status = buju_job_add_site(job, site, &c->site);
  if (status != BUJU_OK) return status;
  buju_said said = BUJU_SAY(build, buju_text(name), buju_word(&buju_service_words[a->m->ask->kind].word),
                            buju_people(gained), buju_minutes(a->m->ask->limit_ms));
  a->m->row->built++;
  return buju_site_dispose(job, c->site, a->m->ask->use, BUJU_ACTION_BUILD, said);
}

/* The best sites of the number allowed; no more than bring anybody in. */
static buju_status build(const asking *a, const buju_siting_frontier *found) {
  BUJU_MSG(objective, "在允许的新增数量内，超时人口最少", "fewest people beyond the limit with the new sites allowed");
  buju_ix p = a->m->ask->build < found->points ? a->m->ask->build : found->points - 1;
  const buju_siting_point *point = &found->point[p];
  buju_people_n *gained = BUJU_NEW(a->m->job->scratch, buju_people_n, a->beyond->candidates);
  buju_status status = gained != NULL ? BUJU_OK : buju_fail_memory(a->m->job->ctx);
  if (status == BUJU_OK) status = share_people(a, point, gained);
  for (buju_ix s = 0; s < point->sites && status == BUJU_OK; s++)
    status = propose(a, &a->beyond->candidate[point->site[s]], gained[point->site[s]]);
  if (status != BUJU_OK) return status;
  int64_t upper = (found->weight - point->served + BUJU_PERSON - 1) / BUJU_PERSON; /* bounds are rounded outwards */
  int64_t lower = point->served == point->most ? upper : (found->weight - point->most) / BUJU_PERSON;
  return certify(a, "build", BUJU_CERTIFIES_LEFT, &objective, lower, upper, BUJU_BY_BENDERS, point->work);
}

buju_status buju_reach_sites(const buju_reach_measuring *m, const buju_reach_beyond *beyond, buju_people_n people) {
  buju_job *job = m->job;
  asking a = {m, beyond, NULL, BUJU_NEW(job->scratch, int64_t, beyond->n), people};
  buju_siting_frontier found = {0};
  if (a.people == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix i = 0; i < beyond->n; i++) a.people[i] = buju_demand_people_in(job, beyond->demand[i], m->ask->year);
  buju_status status = buju_costs_table(job->ctx, &beyond->times, beyond->candidates, &a.costs);
  if (status != BUJU_OK) return status;
  m->row->sited = true;
  m->row->goal_share = m->ask->goal_share;
  status = find_fewest(&a);
  /* an order of building takes more sites than the fewest there are */
  buju_ix most = m->ask->nested ? beyond->candidates : m->row->fewest;
  buju_ix asked = m->ask->build > m->ask->frontier ? m->ask->build : m->ask->frontier;
  if (most > asked) most = asked;
  if (status == BUJU_OK) status = draw_frontier(&a, most, &found);
  if (status == BUJU_OK && m->ask->build > 0) status = build(&a, &found);
  buju_costs_free(a.costs);
  return status;
}
