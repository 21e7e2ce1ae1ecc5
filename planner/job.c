/* Adding rows to a plan under construction. SPDX-License-Identifier: Apache-2.0 */
#include "planner/job.h"

#include <math.h>
#include <stdio.h>

static buju_status push(buju_job *job, buju_vec *vec, size_t size, void **at) {
  if (vec->n >= BUJU_NONE - 1) return buju_fail_memory(job->ctx);
  *at = buju_vec_push(vec, size);
  return *at != NULL ? BUJU_OK : buju_fail_memory(job->ctx);
}

buju_status buju_job_provider_of(const buju_job *job, buju_ix use, buju_provider asked, buju_provider *out) {
  BUJU_MSG(nothing, "规则“{0}”：输入数据中没有可供“{1}”测算的内容；请补充数据，或把它的 travel 改为 auto",
           "rule \"{0}\": the inputs hold nothing to measure times on by {1}; add data, or set its travel to auto");
  buju_provider provider = buju_job_provider(job, asked);
  if (job->travels->by[provider] == NULL)
    return buju_fail(
        job->ctx, BUJU_E_DATA,
        BUJU_SAY(nothing, buju_text(buju_job_use(job, use)->id), buju_word(&buju_provider_names[provider])));
  *out = provider;
  return BUJU_OK;
}

buju_status buju_job_add_site(buju_job *job, buju_site site, buju_ix *row) {
  void *at = NULL;
  buju_status status = push(job, &job->sites, sizeof site, &at);
  if (status != BUJU_OK) return status;
  *(buju_site *)at = site;
  *row = (buju_ix)(job->sites.n - 1);
  return BUJU_OK;
}

buju_status buju_job_add_action(buju_job *job, buju_site_action action, buju_ix *row) {
  void *at = NULL;
  buju_status status = push(job, &job->actions, sizeof action, &at);
  if (status != BUJU_OK) return status;
  action.phased_by = BUJU_NONE;
  *(buju_site_action *)at = action;
  *row = (buju_ix)(job->actions.n - 1);
  return BUJU_OK;
}

buju_gap buju_gap_blank(buju_gap_kind kind, buju_facility_kind service, bool after) {
  return (buju_gap){
      .kind = (uint8_t)kind,
      .service = (uint8_t)service,
      .after = after,
      .area = BUJU_NONE,
      .village = BUJU_NONE,
      .site = BUJU_NONE,
      .use = BUJU_NONE,
      .people = BUJU_PEOPLE_MISSING,
      .limit_value = NAN,
      .actual_value = NAN,
      .shortfall = NAN,
      .unit = "",
      .nearest_site = BUJU_NONE,
      .nearest_ms = BUJU_FAR,
      .remedy = -1,
      .severity = 2,
  };
}

buju_status buju_job_add_gap(buju_job *job, buju_gap gap, buju_ix *row) {
  void *at = NULL;
  buju_status status = push(job, &job->gaps, sizeof gap, &at);
  if (status != BUJU_OK) return status;
  *(buju_gap *)at = gap;
  *row = (buju_ix)(job->gaps.n - 1);
  return BUJU_OK;
}

buju_status buju_job_certify(buju_job *job, const char *what, buju_certificate row) {
  char problem[256];
  snprintf(problem, sizeof problem, "%s/%s", buju_job_use(job, row.use)->id, what);
  row.problem = buju_arena_text(job->arena, problem);
  void *at = NULL;
  buju_status status =
      row.problem != NULL ? push(job, &job->certificates, sizeof row, &at) : buju_fail_memory(job->ctx);
  if (status == BUJU_OK) *(buju_certificate *)at = row;
  return status;
}

buju_status buju_job_trace(buju_job *job, buju_traced table, buju_ix row, buju_ix use, buju_outcome outcome,
                           buju_said said) {
  void *at = NULL;
  buju_status status = push(job, &job->traces, sizeof(buju_trace), &at);
  if (status != BUJU_OK) return status;
  *(buju_trace *)at = (buju_trace){table, row, use, outcome, said};
  return BUJU_OK;
}

buju_status buju_job_decide(buju_job *job, buju_ix need, buju_ix use, buju_verdict verdict, buju_said said,
                            buju_said too_late, bool *won) {
  buju_need *n = &job->need[need];
  *won = !n->decided;
  if (!*won) return buju_job_trace(job, BUJU_TRACED_NEED, need, use, BUJU_LOST, too_late);
  n->decided = true;
  n->verdict = (uint8_t)verdict;
  n->use = use;
  return buju_job_trace(job, BUJU_TRACED_NEED, need, use, BUJU_DECIDED, said);
}

const char *buju_job_village_name(const buju_job *job, buju_ix village) {
  return job->region->area.name[job->region->village.area[village]];
}

const char *buju_job_township_name(const buju_job *job, buju_ix village) {
  buju_ix township = buju_job_township(job, village);
  return township != BUJU_NONE ? job->region->area.name[township] : "";
}

buju_people_n buju_job_people(const buju_job *job, buju_ix village) {
  const buju_people_n *people = job->region->village.people[job->scenario->population];
  return people != NULL ? people[village] : BUJU_PEOPLE_MISSING;
}

buju_arg buju_job_population(const buju_job *job) {
  static const buju_msg words[BUJU_POPULATIONS] = {{"常住人口", "residents"}, {"户籍人口", "registered people"}};
  return buju_word(&words[job->scenario->population]);
}

buju_arg buju_job_population_of(const buju_job *job, buju_people_n people) {
  static const buju_msg one[BUJU_POPULATIONS] = {{"常住人口", "resident"}, {"户籍人口", "registered person"}};
  return buju_whole_people(people) == 1 ? buju_word(&one[job->scenario->population]) : buju_job_population(job);
}

buju_ix buju_job_township_thc(const buju_job *job, buju_ix village) {
  buju_ix township = buju_job_township(job, village);
  return township != BUJU_NONE ? job->thc_of_area[township] : BUJU_NONE;
}

bool buju_job_same_township(const buju_job *job, buju_ix a, buju_ix b) {
  buju_ix township = buju_job_township(job, a);
  return township != BUJU_NONE && township == buju_job_township(job, b) &&
         job->region->area.level[township] == BUJU_TOWNSHIP;
}
