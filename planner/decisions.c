/* What people decided: found, checked against each other, honoured before any rule. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/stages.h"

/* Villages and facilities are sorted by code. */
static buju_ix find_village(const buju_region *r, const char *code) {
  buju_ix lo = 0, hi = r->village.n;
  while (lo < hi) {
    buju_ix mid = lo + (hi - lo) / 2;
    int order = strcmp(r->area.code[r->village.area[mid]], code);
    if (order == 0) return mid;
    if (order < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return BUJU_NONE;
}

static buju_ix find_facility(const buju_region *r, const char *code) {
  buju_ix lo = 0, hi = r->facility.n;
  while (lo < hi) {
    buju_ix mid = lo + (hi - lo) / 2;
    int order = strcmp(r->facility.code[mid], code);
    if (order == 0) return mid;
    if (order < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return BUJU_NONE;
}

static buju_status unknown_code(buju_job *job, const buju_decision *d, const char *code) {
  BUJU_MSG(unknown, "{0}：人工决定所指的代码“{1}”在数据中没有；请核对代码",
           "{0}: the decision names the code \"{1}\", which is not in the data; check the code");
  char place[256];
  return buju_complain(job->ctx, BUJU_E_SCENARIO,
                       BUJU_SAY(unknown, buju_text(buju_doc_place(d->node, place, sizeof place)), buju_text(code)));
}

static buju_status twice(buju_job *job, const buju_decision *d, const buju_decision *other) {
  BUJU_MSG(contradiction, "{0}：对“{1}”的人工决定与 {2} 处的决定矛盾；请保留其中一条",
           "{0}: the decision about \"{1}\" contradicts the one at {2}; keep one of them");
  char here[256], there[256];
  return buju_complain(job->ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(contradiction, buju_text(buju_doc_place(d->node, here, sizeof here)),
                                buju_text(d->code), buju_text(buju_doc_place(other->node, there, sizeof there))));
}

/* The scenario has refused what excludes each other in its own words; the same said twice changes nothing. */
static void put(const buju_decision **slot, const buju_decision *d) {
  if (*slot == NULL) *slot = d;
}

static buju_status link_one(buju_job *job, buju_ix i) {
  const buju_decision *d = &job->scenario->decision[i];
  if (d->kind == BUJU_DECIDE_KEEP) {
    buju_ix f = find_facility(job->region, d->code);
    if (f == BUJU_NONE) return unknown_code(job, d, d->code);
    put(&job->keep[f], d);
    return BUJU_OK;
  }
  buju_ix v = find_village(job->region, d->code);
  if (v == BUJU_NONE) return unknown_code(job, d, d->code);
  if (d->with != NULL && find_village(job->region, d->with) == BUJU_NONE) return unknown_code(job, d, d->with);
  if (job->first_decision[v] == BUJU_NONE) job->first_decision[v] = i;
  switch (d->kind) {
  case BUJU_DECIDE_OWN: put(&job->own[v], d); break;
  case BUJU_DECIDE_JOIN: put(&job->join[v], d); break;
  case BUJU_DECIDE_SEPARATE:
    if (d->with == NULL) put(&job->alone[v], d); /* pairs are looked up: there may be several */
    break;
  case BUJU_DECIDE_NO_SITE: put(&job->no_site[v], d); break;
  case BUJU_DECIDE_KEEP:
  case BUJU_DECISIONS: break;
  }
  return BUJU_OK;
}

/* A clinic kept by hand in a village that joins another or must have no site: only the region shows that they meet. */
static buju_status check_kept(buju_job *job, buju_ix f) {
  buju_ix v = job->region->facility.village[f];
  if (job->keep[f] == NULL || v == BUJU_NONE || job->region->facility.kind[f] != BUJU_VILLAGE_CLINIC) return BUJU_OK;
  const buju_decision *against = job->no_site[v] != NULL ? job->no_site[v] : job->join[v];
  return against != NULL ? twice(job, job->keep[f], against) : BUJU_OK;
}

static buju_status honour(buju_job *job, buju_ix v) {
  BUJU_MSG(own_decided, "人工决定：{0}设村卫生室，不并入他村（{1}，{2}）。",
           "Decided by hand: a clinic stands in {0}, which joins no other ({1}; {2}).");
  BUJU_MSG(join_decided, "人工决定：{0}并入{1}的村卫生室（{2}，{3}）。",
           "Decided by hand: {0} joins the clinic of {1} ({2}; {3}).");
  BUJU_MSG(too_late, "", "");
  const buju_decision *d = job->own[v] != NULL ? job->own[v] : job->join[v];
  bool won;
  if (d == NULL) return BUJU_OK;
  job->need[v].decision = (buju_ix)(d - job->scenario->decision);
  buju_arg name = buju_text(buju_job_village_name(job, v)), reason = buju_text(d->reason),
           person = buju_text(d->person);
  if (d->kind == BUJU_DECIDE_OWN)
    return buju_job_decide(job, v, BUJU_NONE, BUJU_VERDICT_OWN_CLINIC, BUJU_SAY(own_decided, name, reason, person),
                           BUJU_SAY(too_late), &won);
  buju_ix host = find_village(job->region, d->with);
  return buju_job_decide(job, v, BUJU_NONE, BUJU_VERDICT_JOINT_MEMBER,
                         BUJU_SAY(join_decided, name, buju_text(buju_job_village_name(job, host)), reason, person),
                         BUJU_SAY(too_late), &won);
}

buju_status buju_decisions_link(buju_job *job) {
  buju_status first = BUJU_OK;
  for (buju_ix i = 0; i < job->scenario->decisions; i++) {
    buju_status status = link_one(job, i);
    if (first == BUJU_OK) first = status;
  }
  for (buju_ix f = 0; f < job->region->facility.n && first == BUJU_OK; f++) first = check_kept(job, f);
  for (buju_ix v = 0; v < job->region->village.n && first == BUJU_OK; v++) first = honour(job, v);
  return first;
}

/* The decision that keeps a apart from b, as said of a. */
static const buju_decision *said_apart(const buju_job *job, buju_ix a, buju_ix b) {
  const buju_scenario *s = job->scenario;
  const char *code = job->region->area.code[job->region->village.area[b]];
  buju_ix i = job->first_decision[a];
  if (i == BUJU_NONE) return NULL;
  for (const char *own = s->decision[i].code; i < s->decisions && strcmp(s->decision[i].code, own) == 0; i++) {
    const buju_decision *d = &s->decision[i];
    if (d->kind == BUJU_DECIDE_SEPARATE && d->with != NULL && strcmp(d->with, code) == 0) return d;
  }
  return NULL;
}

const buju_decision *buju_decided_apart(const buju_job *job, buju_ix a, buju_ix b) {
  const buju_decision *d = said_apart(job, a, b);
  return d != NULL ? d : said_apart(job, b, a);
}

buju_ix buju_decided_host(const buju_job *job, buju_ix village) {
  return job->join[village] != NULL ? find_village(job->region, job->join[village]->with) : BUJU_NONE;
}
