/* joint_below: small villages share a clinic with a neighbour, solved exactly. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "planner/siting/joint_county.h"
#include "planner/stages.h"

enum { P_MAX_POPULATION, P_MAX_AREA, P_LIMIT, P_MODE, P_TRAVEL, P_CAP, P_KEEP, P_SAME_TOWNSHIP, P_JOIN_THC, PARAMS };

static const buju_param params[PARAMS] = {
    [P_MAX_POPULATION] = {.name = "max_population",
                          .type = BUJU_PARAM_INT,
                          .unit = "people",
                          .min = 1,
                          .max = 1000000,
                          .fallback = "",
                          .text = {"人口少于此数的村可联合设置（不含此数）",
                                   "villages with fewer people than this may share a clinic"}},
    [P_MAX_AREA] = {.name = "max_area_km2",
                    .type = BUJU_PARAM_REAL,
                    .unit = "km2",
                    .min = 0.01,
                    .max = 100000,
                    .fallback = "",
                    .text = {"面积小于此数的村可联合设置（仅面状数据）",
                             "villages smaller than this may share a clinic (polygons only)"}},
    [P_LIMIT] = {.name = "limit_min",
                 .type = BUJU_PARAM_REAL,
                 .unit = "min",
                 .min = 0.1,
                 .max = 1440,
                 .text = {"并入村到设点村的时限（含）", "the longest trip from a member to its host, inclusive"}},
    [P_MODE] = {.name = "mode",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "walk",
                .words = buju_mode_words,
                .tried = 1u << BUJU_WALK | 1u << BUJU_EBIKE, /* by sensitivity() */
                .text = {"出行方式", "how people travel"}},
    [P_TRAVEL] = {.name = "travel",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "auto",
                  .words = buju_provider_words,
                  .text = {"时间怎样测算（auto：按 travel.provider）",
                           "what times are measured on (auto: as travel.provider says)"}},
    [P_CAP] = {.name = "cap_people",
               .type = BUJU_PARAM_INT,
               .unit = "people",
               .min = 1,
               .max = 10000000,
               .fallback = "",
               .text = {"合建村卫生室服务人口上限（含）", "the most people a joint clinic serves, inclusive"}},
    [P_KEEP] = {.name = "keep_standard_clinics",
                .type = BUJU_PARAM_BOOL,
                .unit = "",
                .fallback = "true",
                .text = {"现有达标村卫生室的小村予以保留", "small villages with a standard clinic keep it"}},
    [P_SAME_TOWNSHIP] = {.name = "same_township",
                         .type = BUJU_PARAM_BOOL,
                         .unit = "",
                         .fallback = "true",
                         .text = {"只在同一乡镇内合建", "share only within one township"}},
    [P_JOIN_THC] = {.name = "join_thc",
                    .type = BUJU_PARAM_BOOL,
                    .unit = "",
                    .fallback = "false",
                    .text = {"小村可并入驻地卫生院", "small villages may join the health centre at its seat"}},
};

static const uint32_t MINUTE_MS = 60000;

static const int64_t PERSON_MINUTE = BUJU_PERSON * 60000; /* in thousandths of a person × ms */

static uint32_t limit_ms(double minutes) { return (uint32_t)llround(minutes * MINUTE_MS); }

static buju_joint_variant variant_of(const buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  return (buju_joint_variant){
      .below_people = value[P_MAX_POPULATION].given ? value[P_MAX_POPULATION].i : 0,
      .below_area_m2 = value[P_MAX_AREA].given ? value[P_MAX_AREA].f * 1e6 : 0,
      .limit_ms = limit_ms(value[P_LIMIT].f),
      .mode = (buju_mode)value[P_MODE].i,
      .population = job->scenario->population,
      .keep_standard = value[P_KEEP].i != 0,
      .same_township = value[P_SAME_TOWNSHIP].i != 0,
      .join_thc = value[P_JOIN_THC].i != 0,
      .cap_people = value[P_CAP].given ? value[P_CAP].i * BUJU_PERSON : 0,
      .work_limit = job->scenario->work_limit,
  };
}

/* What the sentences need. */
typedef struct telling {
  buju_job *job;
  buju_ix use;
  const buju_joint_variant *variant;
  const buju_joint_county *county;
  const buju_trip *to_neighbour; /* along village.adjacent */
} telling;

static buju_arg name_of(const telling *t, buju_ix v) { return buju_text(buju_job_village_name(t->job, v)); }
static buju_arg people_arg(const telling *t, buju_ix v) { return buju_people(t->job->need[v].people_used); }
static buju_arg mode_arg(const telling *t) { return buju_word(&buju_mode_names[t->variant->mode]); }

static buju_status note(const telling *t, buju_ix v, buju_said said) {
  return buju_job_trace(t->job, BUJU_TRACED_NEED, v, t->use, BUJU_NOTED, said);
}

/* A village whose people are not known cannot be tested against a threshold; a clinic that stands answers for it. */
static buju_status set_aside_unknown(buju_job *job, buju_ix u, const buju_joint_variant *variant) {
  BUJU_MSG(unknown, "{0}缺少{1}，无法判定是否可联合设置，待补充后判定。",
           "{0}: the number of {1} is missing, so it cannot be told whether it may share a clinic.");
  BUJU_MSG(too_late, "", "");
  if (variant->below_people == 0) return BUJU_OK;
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    bool won;
    if (!job->entitled[v] || job->need[v].decided || job->need[v].people_used != BUJU_PEOPLE_MISSING ||
        job->need[v].clinics_counted > 0)
      continue;
    job->entitled[v] = false;
    buju_status status =
        buju_job_decide(job, v, u, BUJU_VERDICT_NOT_EVALUATED,
                        BUJU_SAY(unknown, buju_text(buju_job_village_name(job, v)), buju_job_population(job)),
                        BUJU_SAY(too_late), &won);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

/* Trips from every village to each of its neighbours. */
static buju_status measure_neighbours(telling *t) {
  const buju_job *job = t->job;
  const buju_csr *adjacent = &job->region->village.adjacent;
  const buju_travel *travel = job->travels->by[t->variant->provider];
  const buju_places *villages = &job->joined[t->variant->provider].villages;
  uint64_t n = adjacent->row[adjacent->n];
  if (n >= BUJU_NONE) return buju_fail_memory(job->ctx);
  buju_trip *trip = BUJU_NEW(job->scratch, buju_trip, n);
  buju_ix *from = BUJU_NEW(job->scratch, buju_ix, n);
  if (trip == NULL || from == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < adjacent->n; v++)
    for (uint64_t k = adjacent->row[v]; k < adjacent->row[v + 1]; k++) from[k] = v;
  t->to_neighbour = trip;
  return travel->ops->trips(job->ctx, travel, t->variant->mode, villages, villages, (buju_ix)n, from, adjacent->col,
                            trip);
}

/* The nearest neighbour that could host, in the township and across its border: by time, then metres, then code. */
static void find_partners(const telling *t, buju_ix v, buju_ix *best, uint32_t *best_ms, buju_ix *across,
                          uint32_t *across_ms) {
  const buju_job *job = t->job;
  const buju_region *r = job->region;
  const buju_csr *adjacent = &r->village.adjacent;
  uint64_t near[2] = {UINT64_MAX, UINT64_MAX}; /* at home, across */
  buju_ix who[2] = {BUJU_NONE, BUJU_NONE};
  for (uint64_t k = adjacent->row[v]; k < adjacent->row[v + 1]; k++) {
    buju_ix w = adjacent->col[k];
    if ((t->county->flags[w] & BUJU_JOINT_MAY_HOST) == 0) continue;
    const buju_trip *trip = &t->to_neighbour[k];
    uint64_t far = (uint64_t)trip->ms << 32 | trip->metres;
    int side = buju_job_same_township(job, v, w) ? 0 : 1;
    if (trip->ms == BUJU_FAR || far > near[side] || (far == near[side] && w > who[side])) continue;
    who[side] = w;
    near[side] = far;
  }
  *best = who[0];
  *across = who[1];
  *best_ms = (uint32_t)(near[0] >> 32);
  *across_ms = (uint32_t)(near[1] >> 32);
}

static void tell_partner(const telling *t, buju_ix v) {
  BUJU_MSG(nearer_across, "跨乡镇的{0}更近（{1}{2}分钟），因不属同一乡镇未采用；如两乡镇商定可人工决定。",
           "{0}, across the township border, is nearer ({2} min {1}); it was not used because it belongs to another "
           "township. The two may decide otherwise.");
  buju_need *need = &t->job->need[v];
  buju_ix across;
  uint32_t across_ms;
  find_partners(t, v, &need->best_partner, &need->best_partner_ms, &across, &across_ms);
  bool free_to_join =
      (t->county->flags[v] & BUJU_JOINT_MAY_JOIN) != 0 && (t->county->flags[v] & BUJU_JOINT_MUST_OPEN) == 0;
  bool nearer = across_ms < need->best_partner_ms && across_ms <= t->variant->limit_ms;
  if (free_to_join && nearer && t->variant->same_township)
    need->alternative = BUJU_SAY(nearer_across, name_of(t, across), mode_arg(t), buju_minutes(across_ms));
}

/* Why a village may share, as words for a sentence: its people, its area, or that the policy sets no threshold. */
static buju_status smallness(const telling *t, buju_ix v, buju_arg *words) {
  BUJU_MSG(by_people, "{0}{1}人，少于{2}人", "{1} {0}, fewer than {2}");
  BUJU_MSG(by_area, "面积{0}平方公里，小于{1}平方公里", "an area of {0} km², less than {1}");
  BUJU_MSG(no_threshold, "政策未设人口门槛", "a policy that sets no threshold");
  const buju_joint_variant *variant = t->variant;
  buju_people_n people = t->job->need[v].people_used;
  buju_said said = BUJU_SAY(no_threshold);
  if (people != BUJU_PEOPLE_MISSING && buju_whole_people(people) < variant->below_people)
    said = BUJU_SAY(by_people, buju_job_population_of(t->job, people), buju_people(people),
                    buju_int(variant->below_people));
  else if (variant->below_area_m2 > 0)
    said = BUJU_SAY(by_area, buju_real(round(t->job->region->village.area_m2[v] / 1e4) / 100),
                    buju_real(variant->below_area_m2 / 1e6));
  char zh[256], en[256];
  buju_say(BUJU_ZH, &said, zh, sizeof zh);
  buju_say(BUJU_EN, &said, en, sizeof en);
  buju_msg *msg = BUJU_NEW(t->job->arena, buju_msg, 1);
  if (msg != NULL) *msg = (buju_msg){buju_arena_text(t->job->arena, zh), buju_arena_text(t->job->arena, en)};
  if (msg == NULL || msg->zh == NULL || msg->en == NULL) return buju_fail_memory(t->job->ctx);
  *words = buju_word(msg);
  return BUJU_OK;
}

/* A village decided by hand keeps its decision; what the rule adds is said beside it. */
static buju_status decide(const telling *t, buju_ix v, buju_verdict verdict, buju_said said) {
  BUJU_MSG(too_late, "", "");
  buju_need *need = &t->job->need[v];
  bool won;
  if (!need->decided) return buju_job_decide(t->job, v, t->use, verdict, said, BUJU_SAY(too_late), &won);
  if (need->verdict == BUJU_VERDICT_OWN_CLINIC) need->verdict = (uint8_t)verdict; /* by hand, and it hosts others too */
  return note(t, v, said);
}

static buju_status tell_member(const telling *t, buju_ix v, buju_ix host, uint32_t ms) {
  BUJU_MSG(member, "{0}{1}，与邻村{2}联合设置村卫生室。", "{0} has {1}: it shares the clinic of its neighbour {2}.");
  BUJU_MSG(trip, "到设点村{0}{1}分钟，不超过{2}分钟。", "The trip to the host takes {1} min {0}; the limit is {2}.");
  BUJU_MSG(long_trip, "到设点村{0}{1}分钟，超过{2}分钟的上限，系人工决定。",
           "The trip to the host takes {1} min {0}, over the limit of {2}: decided by hand.");
  BUJU_MSG(over_cap, "合建后共服务{0}人，超过{1}人的上限，系人工决定。",
           "Together they are {0} people, over the cap of {1}: decided by hand.");
  BUJU_MSG(chained, "与设点村不直接相邻，经同组村相连。",
           "It does not touch the host; villages of the group lie between.");
  BUJU_MSG(build_instead, "如不合建，须单独新建村卫生室。", "Otherwise it would need a new clinic of its own.");
  BUJU_MSG(keep_instead, "如不合建，须保留并提升本村现有村卫生室。",
           "Otherwise its own clinic would have to be kept and brought up to the standard.");
  buju_need *need = &t->job->need[v];
  buju_arg why;
  buju_status status = smallness(t, v, &why);
  if (status == BUJU_OK && t->job->join[v] == NULL)
    status = decide(t, v, BUJU_VERDICT_JOINT_MEMBER, BUJU_SAY(member, name_of(t, v), why, name_of(t, host)));
  buju_said how = BUJU_SAY(trip, mode_arg(t), buju_minutes(ms), buju_minutes(t->variant->limit_ms));
  if (ms > t->variant->limit_ms) how.msg = &long_trip;
  if (status == BUJU_OK) status = note(t, v, how);
  if (status == BUJU_OK && t->county->answer->chain[v]) status = note(t, v, BUJU_SAY(chained));
  buju_people_n together = buju_job_group(t->job, need->group)->people;
  if (status == BUJU_OK && t->variant->cap_people > 0 && together > t->variant->cap_people)
    status = note(t, v, BUJU_SAY(over_cap, buju_people(together), buju_people(t->variant->cap_people)));
  if (need->alternative.msg == NULL)
    need->alternative = need->clinics_counted == 0 ? BUJU_SAY(build_instead) : BUJU_SAY(keep_instead);
  return status;
}

static buju_status tell_host(const telling *t, buju_ix v, const buju_joint_group *group) {
  BUJU_MSG(host, "{0}为合建设点村，与{1}个邻村联合设置村卫生室，共服务{2}人，最远{3}{4}分钟。",
           "{0} hosts a joint clinic with {1} neighbouring villages, {2} people in all; the longest trip takes {4} min "
           "{3}.");
  BUJU_MSG(host_of_one, "{0}为合建设点村，与1个邻村联合设置村卫生室，共服务{2}人，最远{3}{4}分钟。",
           "{0} hosts a joint clinic with one neighbouring village, {2} people in all; the trip takes {4} min {3}.");
  buju_said said = BUJU_SAY(host, name_of(t, v), buju_int(group->n - 1), buju_people(group->people), mode_arg(t),
                            buju_minutes(group->longest_ms));
  if (group->n == 2) said.msg = &host_of_one;
  return decide(t, v, BUJU_VERDICT_JOINT_HOST, said);
}

/* A village that may share but stands alone for want of a partner. */
static buju_status tell_no_partner(const telling *t, buju_ix v, buju_arg why) {
  BUJU_MSG(far, "{0}{1}，但最近的可合建邻村{2}{3}{4}分钟，超过上限，单独设置。",
           "{0} has {1}, but the nearest neighbour it could share with, {2}, is {4} min away {3}, over the limit: a "
           "clinic of its own.");
  BUJU_MSG(nobody, "{0}{1}，但同乡镇内没有可合建的相邻行政村，单独设置。",
           "{0} has {1}, but no neighbour in its township could share: a clinic of its own.");
  BUJU_MSG(full, "{0}{1}，相邻的{2}在时限内，但合建后超过服务人口上限或该村须并入他处，单独设置。",
           "{0} has {1}; {2} is within the limit, but sharing would exceed the cap or {2} joins another: a clinic of "
           "its own.");
  const buju_need *need = &t->job->need[v];
  if (need->best_partner == BUJU_NONE)
    return decide(t, v, BUJU_VERDICT_OWN_NO_PARTNER, BUJU_SAY(nobody, name_of(t, v), why));
  buju_arg partner = name_of(t, need->best_partner);
  if (need->best_partner_ms > t->variant->limit_ms)
    return decide(t, v, BUJU_VERDICT_OWN_NO_PARTNER,
                  BUJU_SAY(far, name_of(t, v), why, partner, mode_arg(t), buju_minutes(need->best_partner_ms)));
  return decide(t, v, BUJU_VERDICT_OWN_NO_PARTNER, BUJU_SAY(full, name_of(t, v), why, partner));
}

/* A village alone: large, of unknown size, keeping a compliant clinic, or without a partner. */
static buju_status tell_alone(const telling *t, buju_ix v) {
  BUJU_MSG(large, "{0}人不少于{1}人，不属可联合设置的范围。",
           "With {0} people, not fewer than {1}, it may not share a clinic.");
  BUJU_MSG(unknown, "缺少{0}，无法判定是否可联合设置；现有村卫生室计入，予以保留。",
           "The number of {0} is missing, so it cannot be told whether it may share; its clinic counts and is kept.");
  BUJU_MSG(kept, "该村{0}，但现有村卫生室达标，予以保留。",
           "The village has {0}, but its clinic meets the standard and is kept.");
  const buju_need *need = &t->job->need[v];
  const buju_joint_role *role = &t->county->role[v];
  buju_arg why;
  if (!role->small && need->people_used == BUJU_PEOPLE_MISSING)
    return note(t, v, BUJU_SAY(unknown, buju_job_population(t->job)));
  if (!role->small && t->variant->below_people == 0) return BUJU_OK;
  if (!role->small) return note(t, v, BUJU_SAY(large, people_arg(t, v), buju_int(t->variant->below_people)));
  buju_status status = smallness(t, v, &why);
  if (status != BUJU_OK) return status;
  if (role->kept) return note(t, v, BUJU_SAY(kept, why));
  return need->decided ? BUJU_OK : tell_no_partner(t, v, why);
}

static uint32_t trip_of(const buju_csr *trips, buju_ix m, buju_ix h) {
  for (uint64_t k = trips->row[m]; k < trips->row[m + 1]; k++)
    if (trips->col[k] == h) return trips->val[k];
  return BUJU_FAR;
}

enum { CERTIFIED = BUJU_JOINT_VALUES - BUJU_JOINT_CLINICS }; /* certificate rows of a component */

/* Where certify() will put the first row of a component. */
static buju_ix certificate_row(const telling *t, buju_ix component) {
  return component != BUJU_NONE ? (buju_ix)t->job->certificates.n + CERTIFIED * component : BUJU_NONE;
}

/* Groups by host; members, host included, by code: counted first, then filled. */
static buju_status add_groups(const telling *t) {
  buju_job *job = t->job;
  buju_ix n = job->region->village.n;
  const buju_ix *host_of = t->county->answer->host_of;
  buju_ix *size = BUJU_NEW(job->scratch, buju_ix, n), *fill = BUJU_NEW(job->scratch, buju_ix, n);
  if (size == NULL || fill == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < n; v++)
    if (host_of[v] != BUJU_NONE) size[host_of[v]]++;
  for (buju_ix h = 0; h < n; h++) {
    if (size[h] < 2) continue;
    buju_joint_group *group = buju_vec_push(&job->groups, sizeof *group);
    if (group == NULL) return buju_fail_memory(job->ctx);
    *group = (buju_joint_group){.host = h,
                                .n = size[h],
                                .first = (buju_ix)job->members.n,
                                .site = BUJU_NONE,
                                .component = certificate_row(t, t->county->answer->component_of[h])};
    fill[h] = group->first;
    job->need[h].group = (buju_ix)(job->groups.n - 1);
    for (buju_ix k = 0; k < size[h]; k++)
      if (buju_vec_push(&job->members, sizeof(buju_ix)) == NULL) return buju_fail_memory(job->ctx);
  }
  for (buju_ix v = 0; v < n; v++) {
    buju_ix h = host_of[v];
    if (h == BUJU_NONE || size[h] < 2) continue;
    ((buju_ix *)job->members.data)[fill[h]++] = v;
    buju_joint_group *group = buju_job_group(job, job->need[h].group);
    job->need[v].group = job->need[h].group;
    if (job->need[v].people_used != BUJU_PEOPLE_MISSING) group->people += job->need[v].people_used;
    if (v == h) continue;
    uint32_t ms = trip_of(&t->county->trips, v, h);
    if (ms > group->longest_ms) group->longest_ms = ms;
    group->chain |= t->county->answer->chain[v] != 0;
  }
  return BUJU_OK;
}

/* What people decided against sharing: alone for good, no clinic here, or not with one neighbour. */
static buju_status tell_apart(const telling *t, buju_ix v) {
  BUJU_MSG(alone, "人工决定：{0}不与他村合建，单独设置村卫生室（{1}，{2}）。",
           "Decided by hand: {0} shares with nobody and has a clinic of its own ({1}; {2}).");
  BUJU_MSG(barred, "人工决定：{0}不设村卫生室（{1}，{2}）。", "Decided by hand: no clinic is sited in {0} ({1}; {2}).");
  BUJU_MSG(not_with, "人工决定：不与{0}合建（{1}，{2}）。", "Decided by hand: not shared with {0} ({1}; {2}).");
  const buju_job *job = t->job;
  buju_need *need = &job->need[v];
  const buju_csr *adjacent = &job->region->village.adjacent;
  const buju_decision *d = job->alone[v] != NULL ? job->alone[v] : job->no_site[v];
  buju_status status = BUJU_OK;
  if (d != NULL) {
    need->decision = (buju_ix)(d - job->scenario->decision);
    buju_said said = BUJU_SAY(alone, name_of(t, v), buju_text(d->reason), buju_text(d->person));
    if (d->kind == BUJU_DECIDE_NO_SITE) said.msg = &barred;
    if (d->kind == BUJU_DECIDE_SEPARATE && !need->decided) {
      bool won;
      status = buju_job_decide(t->job, v, BUJU_NONE, BUJU_VERDICT_OWN_CLINIC, said, said, &won);
    } else if (d->kind == BUJU_DECIDE_SEPARATE || t->county->answer->host_of[v] != BUJU_NONE)
      status = note(t, v, said); /* a village nobody serves is told so by the layout */
  }
  for (uint64_t k = adjacent->row[v]; k < adjacent->row[v + 1] && status == BUJU_OK; k++) {
    d = buju_decided_apart(job, v, adjacent->col[k]);
    if (d == NULL) continue;
    if (need->decision == BUJU_NONE) need->decision = (buju_ix)(d - job->scenario->decision);
    status = note(t, v, BUJU_SAY(not_with, name_of(t, adjacent->col[k]), buju_text(d->reason), buju_text(d->person)));
  }
  return status;
}

/* A decision about sharing in a village that does not take part has nothing to decide: said, not swallowed. */
static buju_status tell_idle(const telling *t, buju_ix v) {
  BUJU_MSG(idle, "人工决定未起作用：{0}不属可设村卫生室的村（{1}，{2}）。",
           "The decision by hand has no effect: {0} is not among the villages that get a clinic ({1}; {2}).");
  const buju_job *job = t->job;
  buju_ix i = job->first_decision[v];
  if (i == BUJU_NONE) return BUJU_OK;
  const buju_decision *d = &job->scenario->decision[i];
  return note(t, v, BUJU_SAY(idle, name_of(t, v), buju_text(d->reason), buju_text(d->person)));
}

static buju_status tell(const telling *t, buju_ix v) {
  buju_ix host = t->county->answer->host_of[v];
  if (!t->county->role[v].takes_part) return tell_idle(t, v);
  if (t->county->role[v].small) tell_partner(t, v);
  buju_status status = tell_apart(t, v);
  if (status != BUJU_OK || host == BUJU_NONE) return status; /* stuck: the layout says that nobody serves it */
  if (host != v) return tell_member(t, v, host, trip_of(&t->county->trips, v, host));
  if (t->job->need[v].group != BUJU_NONE) return tell_host(t, v, buju_job_group(t->job, t->job->need[v].group));
  return tell_alone(t, v);
}

static buju_status certify(const telling *t) {
  static const buju_msg objective[BUJU_JOINT_VALUES] = {
      {"未覆盖村数最少", "fewest villages without service"},
      {"村卫生室数最少", "fewest clinics"},
      {"不设在现有达标村卫生室的点最少", "fewest sites without a standard clinic"},
      {"出行总量最小（人·分钟）", "least travel (person-minutes)"},
  };
  static const uint8_t certifies[BUJU_JOINT_VALUES] = {[BUJU_JOINT_CLINICS] = BUJU_CERTIFIES_CLINICS,
                                                       [BUJU_JOINT_NEW] = BUJU_CERTIFIES_BUILT,
                                                       [BUJU_JOINT_TIME] = BUJU_CERTIFIES_TRAVEL};
  const buju_joint_answer *answer = t->county->answer;
  buju_job *job = t->job;
  for (buju_ix c = 0; c < answer->components; c++) {
    const buju_joint_component *component = &answer->component[c];
    const char *code = job->region->area.code[job->region->village.area[component->first]];
    char problem[256];
    snprintf(problem, sizeof problem, "%s/%s", buju_job_use(job, t->use)->id, code);
    const char *kept = buju_arena_text(job->arena, problem);
    if (kept == NULL) return buju_fail_memory(job->ctx);
    for (int stage = BUJU_JOINT_CLINICS; stage < BUJU_JOINT_VALUES; stage++) {
      buju_certificate *row = buju_vec_push(&job->certificates, sizeof *row);
      if (row == NULL) return buju_fail_memory(job->ctx);
      int64_t unit = stage == BUJU_JOINT_TIME ? PERSON_MINUTE : 1; /* bounds are rounded outwards */
      bool proved = (buju_joint_stage)stage < component->proved;
      int64_t upper = (component->upper[stage] + unit - 1) / unit;
      *row = (buju_certificate){.use = t->use,
                                .certifies = certifies[stage],
                                .problem = kept,
                                .objective = &objective[stage],
                                .lower = proved ? upper : component->lower[stage] / unit,
                                .upper = upper,
                                .proof = proved ? BUJU_PROVED : BUJU_BOUNDED,
                                .method = component->method,
                                .work = component->work,
                                .size = component->n};
    }
  }
  return BUJU_OK;
}

static buju_status add_sensitivity(const telling *t, const buju_joint_county *other, buju_said assumption) {
  BUJU_MSG(result, "可合建小村{0}个，其中{1}个有可及邻村；村卫生室{2}所，比本方案多{3}所（负数为少）",
           "{0} small village{0?|s}, {1} of them with a partner in reach; {2} clinic{2?|s}, {3} more than this plan "
           "(negative: "
           "fewer)");
  BUJU_MSG(
      bounded,
      "可合建小村{0}个，其中{1}个有可及邻村；村卫生室{2}所（未证明最少，不少于{4}所），比本方案多{3}所（负数为少）",
      "{0} small village{0?|s}, {1} of them with a partner in reach; {2} clinic{2?|s} (not proved fewest, at least "
      "{4}), {3} "
      "against this plan");
  const buju_joint_answer *answer = other->answer;
  int64_t slack = answer->value[BUJU_JOINT_CLINICS] - answer->lower[BUJU_JOINT_CLINICS];
  buju_sensitivity *row = buju_vec_push(&t->job->sensitivities, sizeof *row);
  if (row == NULL) return buju_fail_memory(t->job->ctx);
  *row = (buju_sensitivity){t->use, assumption,
                            BUJU_SAY(result, buju_int(other->small), buju_int(other->with_partner),
                                     buju_int(other->clinics),
                                     buju_int((int64_t)other->clinics - (int64_t)t->county->clinics),
                                     buju_int((int64_t)other->clinics - slack))};
  if (slack > 0) row->result.msg = &bounded;
  return BUJU_OK;
}

/* Villages that another population puts on the other side of the threshold. */
static buju_status add_flips(const telling *t, const buju_joint_county *other, buju_said assumption) {
  BUJU_MSG(flips, "{0}个村跨过规模界限：{1}个成为小村，{2}个不再是小村",
           "{0} village{0?|s} {0?is|are} on the other side of the threshold: {1} {1?becomes|become} small, {2} "
           "{2?is|are} small no more");
  buju_ix smaller = 0, larger = 0;
  for (buju_ix v = 0; v < t->job->region->village.n; v++) {
    smaller += other->role[v].small && !t->county->role[v].small;
    larger += !other->role[v].small && t->county->role[v].small;
  }
  buju_sensitivity *row = buju_vec_push(&t->job->sensitivities, sizeof *row);
  if (row == NULL) return buju_fail_memory(t->job->ctx);
  *row = (buju_sensitivity){t->use, assumption,
                            BUJU_SAY(flips, buju_int((int64_t)smaller + larger), buju_int(smaller), buju_int(larger))};
  return BUJU_OK;
}

/* Another reading of the rule, solved as well: how much of the answer is the assumption. It gets a part of the work, as
 * it only informs. */
static buju_status sense(const telling *t, buju_joint_variant variant, buju_said assumption) {
  enum { PART = 20 };
  buju_joint_county other;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(t->job->ctx);
  if (variant.work_limit > 0) variant.work_limit = variant.work_limit / PART + 1;
  buju_status status = buju_joint_county_solve(t->job, &variant, scratch, &other);
  if (status == BUJU_OK) status = add_sensitivity(t, &other, assumption);
  if (status == BUJU_OK && variant.population != t->variant->population && variant.below_people > 0)
    status = add_flips(t, &other, assumption);
  buju_arena_free(scratch);
  return status;
}

static buju_status sensitivity(const telling *t) {
  BUJU_MSG(as_set, "本方案：{0}，{1}分钟以内", "as planned: {0}, within {1} min");
  BUJU_MSG(travel_said, "改为{0}，{1}分钟以内", "{0}, within {1} min");
  BUJU_MSG(by_resident, "改用常住人口", "resident people instead");
  BUJU_MSG(by_registered, "改用户籍人口", "registered people instead");
  BUJU_MSG(not_kept, "不保留小村现有达标村卫生室（政策字面）",
           "standard clinics of small villages not kept (the letter)");
  BUJU_MSG(by_straight, "改按直线距离测算时间", "times by the straight line instead");
  BUJU_MSG(kept, "保留小村现有达标村卫生室", "standard clinics of small villages kept");
  static const struct {
    buju_mode mode;
    uint32_t limit_min;
  } travels[] = {{BUJU_WALK, 15}, {BUJU_WALK, 30}, {BUJU_EBIKE, 15}};
  buju_status status = add_sensitivity(t, t->county, BUJU_SAY(as_set, mode_arg(t), buju_minutes(t->variant->limit_ms)));
  for (size_t i = 0; i < sizeof travels / sizeof *travels && status == BUJU_OK; i++) {
    buju_joint_variant other = *t->variant;
    other.mode = travels[i].mode;
    other.limit_ms = travels[i].limit_min * MINUTE_MS;
    if (other.mode == t->variant->mode && other.limit_ms == t->variant->limit_ms) continue;
    status =
        sense(t, other, BUJU_SAY(travel_said, buju_word(&buju_mode_names[other.mode]), buju_minutes(other.limit_ms)));
  }
  buju_joint_variant other = *t->variant;
  other.population = other.population == BUJU_RESIDENT ? BUJU_REGISTERED : BUJU_RESIDENT;
  if (status == BUJU_OK && t->job->region->village.people[other.population] != NULL)
    status = sense(t, other, other.population == BUJU_RESIDENT ? BUJU_SAY(by_resident) : BUJU_SAY(by_registered));
  other = *t->variant;
  other.keep_standard = !other.keep_standard;
  if (status == BUJU_OK) status = sense(t, other, other.keep_standard ? BUJU_SAY(kept) : BUJU_SAY(not_kept));
  other = *t->variant;
  if (status != BUJU_OK || other.provider == BUJU_BY_STRAIGHT) return status;
  other.provider = BUJU_BY_STRAIGHT;
  return sense(t, other, BUJU_SAY(by_straight));
}

static buju_status apply(buju_job *job, buju_ix u) {
  buju_joint_variant variant = variant_of(job, u);
  buju_joint_county county;
  telling t = {job, u, &variant, &county, NULL};
  buju_status status =
      buju_job_provider_of(job, u, (buju_provider)buju_job_use(job, u)->value[P_TRAVEL].i, &variant.provider);
  if (status != BUJU_OK) return status;
  job->reach = (buju_reach){u, variant.limit_ms, variant.mode, variant.provider};
  status = set_aside_unknown(job, u, &variant);
  if (status == BUJU_OK) status = buju_joint_county_solve(job, &variant, job->scratch, &county);
  if (status == BUJU_OK) status = measure_neighbours(&t);
  if (status == BUJU_OK) status = sensitivity(&t); /* before the verdicts, while everybody still takes part */
  if (status == BUJU_OK) status = add_groups(&t);
  for (buju_ix v = 0; v < job->region->village.n && status == BUJU_OK; v++) status = tell(&t, v);
  if (status == BUJU_OK) status = certify(&t);
  return status;
}

/* Who may share has fewer people than the one number, and no clinic they share serves more than the other: below it
 * a village that may share could be in no joint clinic, not even alone. */
static buju_status check_cap(buju_ctx *ctx, const buju_use *use) {
  BUJU_MSG(too_small, "{0}：规则“{1}”的 cap_people（{2}）小于 max_population（{3}）：合建点连一个小村都容不下；请核对",
           "{0}: rule \"{1}\" has cap_people ({2}) below max_population ({3}): a joint clinic could not even serve one "
           "such village; check the two");
  const buju_value *cap = &use->value[P_CAP], *most = &use->value[P_MAX_POPULATION];
  char place[256];
  if (!cap->given || !most->given || cap->i >= most->i) return BUJU_OK;
  return buju_complain(ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(too_small, buju_text(buju_doc_place(use->node, place, sizeof place)),
                                buju_text(use->id), buju_int(cap->i), buju_int(most->i)));
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(twice, "{0}：规则“{1}”与“{2}”都是 joint_below；一个方案只能有一条",
           "{0}: rules \"{1}\" and \"{2}\" are both joint_below; a scenario can have only one");
  char place[256];
  for (buju_ix u = 0; u < scenario->uses; u++) {
    const buju_use *other = &scenario->use[u];
    if (other == use) break;
    if (other->rule == use->rule)
      return buju_complain(ctx, BUJU_E_CONTRADICTION,
                           BUJU_SAY(twice, buju_text(buju_doc_place(use->node, place, sizeof place)),
                                    buju_text(use->id), buju_text(other->id)));
  }
  buju_status status = check_cap(ctx, use);
  return status == BUJU_OK ? buju_check_provider(ctx, scenario, use, &use->value[P_TRAVEL]) : status;
}

const buju_rule buju_rule_joint_below = {
    .name = "joint_below",
    .text = {"小村与邻村联合设置村卫生室", "small villages share a clinic with a neighbour"},
    .stage = BUJU_STAGE_LAYOUT,
    .reads = BUJU_FACET_STATUS | BUJU_FACET_NEED,
    .writes = BUJU_FACET_NEED,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
