/* The engine: runs the rules in force, stage by stage. SPDX-License-Identifier: Apache-2.0 */
#include "planner/engine.h"

#include <math.h>

#include "planner/mobile.h"
#include "planner/phasing.h"
#include "planner/rounds_today.h"
#include "planner/stages.h"

/* village → facilities, by counting. */
static buju_status link_facilities(buju_job *job) {
  const buju_region *r = job->region;
  buju_csr *link = &job->village_facility;
  link->n = r->village.n;
  link->row = BUJU_NEW(job->arena, uint64_t, (size_t)link->n + 1);
  link->col = BUJU_NEW(job->arena, buju_ix, r->facility.n);
  uint64_t *fill = BUJU_NEW(job->arena, uint64_t, (size_t)link->n + 1);
  if (link->row == NULL || link->col == NULL || fill == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix f = 0; f < r->facility.n; f++)
    if (r->facility.village[f] != BUJU_NONE) link->row[r->facility.village[f] + 1]++;
  for (buju_ix v = 0; v < link->n; v++) fill[v + 1] = link->row[v + 1] += link->row[v];
  for (buju_ix f = 0; f < r->facility.n; f++)
    if (r->facility.village[f] != BUJU_NONE) link->col[fill[r->facility.village[f]]++] = f;
  return BUJU_OK;
}

static void blank_needs(buju_job *job) {
  const buju_region *r = job->region;
  for (buju_ix v = 0; v < r->village.n; v++) {
    job->need[v] = (buju_need){
        .area = r->village.area[v],
        .village = v,
        .service = BUJU_VILLAGE_CLINIC,
        .verdict = BUJU_VERDICT_UNSERVED,
        .before = BUJU_VERDICT_UNSERVED,
        .use = BUJU_NONE,
        .decision = BUJU_NONE,
        .site = BUJU_NONE,
        .ms = BUJU_FAR,
        .metres = UINT32_MAX,
        .basis = BUJU_BASIS_NONE,
        .people_used = buju_job_people(job, v),
        .people_over_limit = BUJU_PEOPLE_MISSING,
        .group = BUJU_NONE,
        .best_partner = BUJU_NONE,
        .best_partner_ms = BUJU_FAR,
    };
    job->site_of_village[v] = job->first_decision[v] = BUJU_NONE;
    job->mobile[v] =
        (struct buju_mobile){.use = BUJU_NONE, .village = BUJU_NONE, .facility = BUJU_NONE, .left_use = BUJU_NONE};
  }
  for (buju_ix f = 0; f < r->facility.n; f++) {
    job->site_of_facility[f] = BUJU_NONE;
    job->standing[f] = (buju_standing){r->facility.kind[f] == BUJU_VILLAGE_CLINIC, true, BUJU_NONE};
  }
}

/* The better of two health centres of a township: at the seat, then the larger floor, then the lower code (visited in
 * order). */
static bool better_thc(const buju_region *r, buju_ix f, buju_ix best) {
  buju_ix v = r->facility.village[f], w = r->facility.village[best];
  bool f_seat = v != BUJU_NONE && r->village.thc_seat[v] == BUJU_YES;
  bool best_seat = w != BUJU_NONE && r->village.thc_seat[w] == BUJU_YES;
  if (f_seat != best_seat) return f_seat;
  double x = r->facility.floor_m2[f], y = r->facility.floor_m2[best];
  return !isnan(x) && (isnan(y) || x > y);
}

static buju_status find_thcs(buju_job *job) {
  const buju_region *r = job->region;
  job->thc_of_area = BUJU_NEW(job->arena, buju_ix, r->area.n);
  if (job->thc_of_area == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix a = 0; a < r->area.n; a++) job->thc_of_area[a] = BUJU_NONE;
  for (buju_ix f = 0; f < r->facility.n; f++) {
    buju_ix township = r->facility.township[f];
    if (r->facility.kind[f] != BUJU_THC || township == BUJU_NONE) continue;
    buju_ix *best = &job->thc_of_area[township];
    if (*best == BUJU_NONE || better_thc(r, f, *best)) *best = f;
  }
  return BUJU_OK;
}

/* Where the region's places join what each provider travels on. */
static buju_status join_places(buju_job *job) {
  const buju_region *r = job->region;
  buju_status status = BUJU_OK;
  for (int p = 0; p < BUJU_PROVIDERS && status == BUJU_OK; p++) {
    const buju_travel *travel = job->travels->by[p];
    buju_joined *joined = &job->joined[p];
    if (travel == NULL) continue;
    status = travel->ops->locate(job->ctx, travel, r->village.n, r->village.x_m, r->village.y_m, job->arena,
                                 &joined->villages);
    if (status == BUJU_OK)
      status =
          travel->ops->locate(job->ctx, travel, r->demand.n, r->demand.x_m, r->demand.y_m, job->arena, &joined->demand);
  }
  return status;
}

static buju_status job_start(buju_job *job) {
  const buju_region *r = job->region;
  size_t villages = r->village.n, facilities = r->facility.n;
  job->need = BUJU_NEW(job->arena, buju_need, villages);
  job->entitled = BUJU_NEW(job->arena, bool, villages);
  job->standing = BUJU_NEW(job->arena, buju_standing, facilities);
  job->site_of_facility = BUJU_NEW(job->arena, buju_ix, facilities);
  job->site_of_village = BUJU_NEW(job->arena, buju_ix, villages);
  job->own = BUJU_NEW(job->arena, const buju_decision *, villages);
  job->join = BUJU_NEW(job->arena, const buju_decision *, villages);
  job->alone = BUJU_NEW(job->arena, const buju_decision *, villages);
  job->first_decision = BUJU_NEW(job->arena, buju_ix, villages);
  job->no_site = BUJU_NEW(job->arena, const buju_decision *, villages);
  job->keep = BUJU_NEW(job->arena, const buju_decision *, facilities);
  job->mobile = BUJU_NEW(job->arena, struct buju_mobile, villages);
  if (job->need == NULL || job->entitled == NULL || job->standing == NULL || job->site_of_facility == NULL ||
      job->site_of_village == NULL || job->own == NULL || job->join == NULL || job->alone == NULL ||
      job->first_decision == NULL || job->no_site == NULL || job->keep == NULL || job->mobile == NULL)
    return buju_fail_memory(job->ctx);
  blank_needs(job);
  buju_rounds_today_link(job);
  job->reach = (buju_reach){BUJU_NONE, BUJU_FAR, BUJU_WALK, job->travels->chosen};
  buju_status status = find_thcs(job);
  if (status == BUJU_OK) status = link_facilities(job);
  return status == BUJU_OK ? join_places(job) : status;
}

static buju_status run_rules(buju_job *job, buju_stage stage, bool late) {
  for (buju_ix u = 0; u < job->scenario->uses; u++) {
    const buju_use *use = buju_job_use(job, u);
    if (use->rule->stage != stage || use->rule->late != late) continue;
    job->scratch = buju_arena_new();
    if (job->scratch == NULL) return buju_fail_memory(job->ctx);
    buju_status status = use->rule->apply(job, u);
    buju_arena_free(job->scratch);
    job->scratch = NULL;
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_status run_stage(buju_job *job, buju_stage stage) {
  buju_status status = run_rules(job, stage, false);
  return status == BUJU_OK ? run_rules(job, stage, true) : status;
}

static buju_status with_scratch(buju_job *job, buju_status (*work)(buju_job *)) {
  job->scratch = buju_arena_new();
  if (job->scratch == NULL) return buju_fail_memory(job->ctx);
  buju_status status = work(job);
  buju_arena_free(job->scratch);
  job->scratch = NULL;
  return status;
}

static buju_status after_all(buju_job *job) {
  buju_status status = buju_rounds_today_conclude(job);
  if (status == BUJU_OK) status = buju_ways(job);
  if (status == BUJU_OK) status = buju_gaps(job);
  if (status == BUJU_OK) status = buju_phasing_close_gaps(job);
  return status == BUJU_OK ? buju_circles(job) : status;
}

/* Verdicts become sites, and sites serve people. Rules of MOBILE have spoken: whom they take needs no site. */
static buju_status settle(buju_job *job) {
  buju_status status = buju_layout_conclude(job);
  if (status == BUJU_OK) status = buju_mobile_conclude(job);
  if (status == BUJU_OK) status = buju_entitle_conclude(job);
  return status == BUJU_OK ? buju_serve(job) : status;
}

/* Sites that rules of MARK propose serve people, too. */
static buju_status serve_marked(buju_job *job) { return job->sites.n > job->sites_served ? buju_serve(job) : BUJU_OK; }

/* What the engine does itself once the rules of a stage have spoken. */
static buju_status conclude(buju_job *job, buju_stage stage) {
  switch (stage) {
  case BUJU_STAGE_SCREEN: return buju_screen_conclude(job);
  case BUJU_STAGE_MOBILE: return settle(job);
  case BUJU_STAGE_MARK: return serve_marked(job);
  case BUJU_STAGE_PRICE: return buju_phasing_start(job);
  case BUJU_STAGE_PHASE: return with_scratch(job, buju_phasing_conclude);
  case BUJU_STAGE_LEDGER: return after_all(job);
  case BUJU_STAGE_ENTITLE:
  case BUJU_STAGE_LAYOUT:
  case BUJU_STAGE_STANDARD:
  case BUJU_STAGE_PREMISES:
  case BUJU_STAGE_STAFFING:
  case BUJU_STAGES: break;
  }
  return BUJU_OK;
}

static buju_status run(buju_job *job) {
  BUJU_MSG(stage_named, "规划：{0}", "planning: {0}");
#define STAGE_NAME(name, id, zh, en) {zh, en},
  static const buju_msg names[] = {BUJU_STAGE_TABLE(STAGE_NAME)};
#undef STAGE_NAME
  buju_status status = buju_flow_check(job->ctx, job->scenario);
  if (status == BUJU_OK) status = job_start(job);
  if (status == BUJU_OK) status = buju_decisions_link(job);
  for (int stage = 0; stage < BUJU_STAGES && status == BUJU_OK; stage++) {
    buju_ctx_step(job->ctx, BUJU_SAY(stage_named, buju_word(&names[stage])), (double)stage / BUJU_STAGES);
    status = run_stage(job, (buju_stage)stage);
    if (status == BUJU_OK) status = conclude(job, (buju_stage)stage);
  }
  return status == BUJU_OK ? buju_job_finish(job) : status;
}

static void free_tables(buju_job *job) {
  buju_vec *const tables[] = {
      &job->sites,        &job->actions,       &job->served,       &job->groups,     &job->members,
      &job->gaps,         &job->doctors,       &job->staffings,    &job->costs,      &job->traces,
      &job->certificates, &job->sensitivities, &job->entitlements, &job->reacheds,   &job->candidates,
      &job->frontiers,    &job->picks,         &job->contenders,   &job->targets,    &job->phasings,
      &job->reached_bys,  &job->phaseds,       &job->priceds,      &job->rounds,     &job->round_stops,
      &job->round_days,   &job->round_points,  &job->service_ways, &job->referrals,  &job->compliances,
      &job->staff_ratios, &job->findings.rows, &job->pairs,        &job->remembereds};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) buju_vec_free(tables[i]);
}

buju_status buju_plan_run(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                          const buju_selection *selection, const buju_travels *travels, buju_plan **out) {
  buju_arena *arena = buju_arena_new();
  buju_plan *plan = arena != NULL ? BUJU_NEW(arena, buju_plan, 1) : NULL;
  if (plan == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *plan = (buju_plan){
      .arena = arena, .region = region, .population = (uint8_t)scenario->population, .year = scenario->as_of.year};
  buju_job job = {.ctx = ctx,
                  .scenario = scenario,
                  .region = region,
                  .selection = selection,
                  .travels = travels,
                  .plan = plan,
                  .arena = arena,
                  .findings = {.arena = arena}};
  buju_status status = run(&job);
  free_tables(&job);
  if (status == BUJU_OK)
    *out = plan;
  else
    buju_plan_free(plan);
  return status;
}
