/* Joint clinics of a county. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_county.h"

#include <math.h>
#include <string.h>

#include "planner/stages.h"

static buju_people_n people_of(const buju_job *job, buju_population population, buju_ix v) {
  const buju_people_n *people = job->region->village.people[population];
  return people != NULL ? people[v] : BUJU_PEOPLE_MISSING;
}

static bool is_small(const buju_job *job, const buju_joint_variant *variant, buju_ix v) {
  buju_people_n people = people_of(job, variant->population, v);
  if (variant->below_people == 0 && variant->below_area_m2 == 0) return true; /* a policy without a threshold */
  if (people != BUJU_PEOPLE_MISSING && buju_whole_people(people) < variant->below_people) return true;
  return variant->below_area_m2 > 0 && job->region->village.area_m2[v] < variant->below_area_m2;
}

/* A clinic that counts and meets the standards, or one people decided to keep. */
static bool has_standard_clinic(const buju_job *job, buju_ix v, bool *kept_by_hand) {
  const buju_csr *link = &job->village_facility;
  bool has = false;
  *kept_by_hand = false;
  for (uint64_t k = link->row[v]; k < link->row[v + 1]; k++) {
    buju_ix f = link->col[k];
    if (job->region->facility.kind[f] != BUJU_VILLAGE_CLINIC || !job->standing[f].counted) continue;
    *kept_by_hand |= job->keep[f] != NULL;
    has |= job->keep[f] != NULL || job->standing[f].compliant;
  }
  return has;
}

static void cast(const buju_job *job, const buju_joint_variant *variant, buju_ix v, buju_joint_role *role,
                 uint8_t *flags) {
  bool kept_by_hand, own = job->own[v] != NULL, join = job->join[v] != NULL;
  *flags = 0;
  *role = (buju_joint_role){.takes_part = own || join || (job->entitled[v] && !job->need[v].decided)};
  if (!role->takes_part) {
    bool seat = variant->join_thc && job->need[v].decided && job->need[v].verdict == BUJU_VERDICT_THC_SERVED;
    if (seat) *flags = BUJU_JOINT_MAY_HOST | BUJU_JOINT_MUST_OPEN | BUJU_JOINT_HAS_CLINIC;
    return;
  }
  bool standard = has_standard_clinic(job, v, &kept_by_hand);
  bool alone = job->alone[v] != NULL;
  role->small = is_small(job, variant, v);
  bool barred = job->no_site[v] != NULL; /* outranks our default to keep standard clinics */
  bool counted = people_of(job, variant->population, v) != BUJU_PEOPLE_MISSING;
  role->kept = kept_by_hand || (variant->keep_standard && standard && !barred);
  /* without a number of people nobody can tell whether the cap holds: such a village takes nobody in */
  bool may_host = !barred && !join && !alone;
  if (may_host && (counted || variant->cap_people == 0)) *flags |= BUJU_JOINT_MAY_HOST;
  if (role->small && !own && !alone && !role->kept) *flags |= BUJU_JOINT_MAY_JOIN;
  if (!join && !barred && (own || alone || role->kept || !counted)) *flags |= BUJU_JOINT_MUST_OPEN;
  if (standard) *flags |= BUJU_JOINT_HAS_CLINIC;
}

static bool may_go(const buju_job *job, const buju_joint_variant *variant, const uint8_t *flags, buju_ix m, buju_ix h) {
  if (m == h || (flags[m] & BUJU_JOINT_MAY_JOIN) == 0 || (flags[h] & BUJU_JOINT_MAY_HOST) == 0) return false;
  if (variant->same_township && !buju_job_same_township(job, m, h)) return false;
  return buju_decided_apart(job, m, h) == NULL;
}

/* The trips people decided on, however long they are; by member. */
static buju_status forced_trips(const buju_job *job, const buju_joint_variant *variant, const buju_ix *forced,
                                buju_arena *arena, buju_trip **out) {
  const buju_travel *travel = job->travels->by[variant->provider];
  const buju_places *villages = &job->joined[variant->provider].villages;
  buju_trip *trip = BUJU_NEW(arena, buju_trip, villages->n);
  buju_ix *member = BUJU_NEW(arena, buju_ix, villages->n);
  if (trip == NULL || member == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < villages->n; v++) member[v] = v;
  *out = trip;
  return travel->ops->trips(job->ctx, travel, variant->mode, villages, villages, villages->n, member, forced, trip);
}

/* Trips of the possible members within the limit, and the ones people decided on. */
static buju_status gather_trips(const buju_job *job, const buju_joint_variant *variant, const buju_ix *forced,
                                buju_arena *arena, buju_joint_county *out) {
  const buju_travel *travel = job->travels->by[variant->provider];
  const buju_places *villages = &job->joined[variant->provider].villages;
  buju_csr all;
  buju_trip *decided = NULL;
  buju_status status =
      travel->ops->within(job->ctx, travel, variant->mode, villages, villages, variant->limit_ms, arena, &all);
  if (status == BUJU_OK) status = forced_trips(job, variant, forced, arena, &decided);
  if (status != BUJU_OK) return status;
  size_t room = (size_t)all.row[villages->n] + villages->n;
  buju_csr *trips = &out->trips;
  *trips = (buju_csr){villages->n, BUJU_NEW(arena, uint64_t, (size_t)villages->n + 1), BUJU_NEW(arena, buju_ix, room),
                      BUJU_NEW(arena, uint32_t, room)};
  if (trips->row == NULL || trips->col == NULL || trips->val == NULL) return buju_fail_memory(job->ctx);
  uint64_t n = 0;
  for (buju_ix m = 0; m < villages->n; m++) {
    bool forced_seen = forced[m] == BUJU_NONE;
    for (uint64_t k = all.row[m]; k < all.row[m + 1]; k++) {
      if (all.col[k] != forced[m] && !may_go(job, variant, out->flags, m, all.col[k])) continue;
      forced_seen |= all.col[k] == forced[m];
      trips->col[n] = all.col[k];
      trips->val[n++] = all.val[k];
    }
    if (!forced_seen && forced[m] != m) {
      trips->col[n] = forced[m];
      trips->val[n++] = decided[m].ms;
    }
    trips->row[m + 1] = n;
  }
  return BUJU_OK;
}

/* Small villages that are free to join, and how many of them have a neighbour they could share a clinic with. */
static void count_partners(const buju_job *job, buju_joint_county *c) {
  const buju_csr *adjacent = &job->region->village.adjacent;
  for (buju_ix v = 0; v < job->region->village.n; v++) {
    if (c->role[v].takes_part && c->answer->host_of[v] == v) c->clinics++;
    if ((c->flags[v] & BUJU_JOINT_MAY_JOIN) == 0 || (c->flags[v] & BUJU_JOINT_MUST_OPEN) != 0) continue;
    c->small++;
    bool found = false;
    for (uint64_t k = c->trips.row[v]; k < c->trips.row[v + 1] && !found; k++)
      for (uint64_t j = adjacent->row[v]; j < adjacent->row[v + 1] && !found; j++)
        found = adjacent->col[j] == c->trips.col[k];
    c->with_partner += found;
  }
}

buju_status buju_joint_county_solve(const buju_job *job, const buju_joint_variant *variant, buju_arena *arena,
                                    buju_joint_county *out) {
  const buju_region *r = job->region;
  size_t n = r->village.n;
  *out = (buju_joint_county){.role = BUJU_NEW(arena, buju_joint_role, n), .flags = BUJU_NEW(arena, uint8_t, n)};
  buju_people_n *people = BUJU_NEW(arena, buju_people_n, n);
  buju_ix *forced = BUJU_NEW(arena, buju_ix, n);
  const char **name = BUJU_NEW(arena, const char *, n);
  if (out->role == NULL || out->flags == NULL || people == NULL || forced == NULL || name == NULL)
    return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < r->village.n; v++) {
    cast(job, variant, v, &out->role[v], &out->flags[v]);
    buju_people_n stated = people_of(job, variant->population, v);
    people[v] = stated != BUJU_PEOPLE_MISSING ? stated : 0;
    forced[v] = buju_decided_host(job, v);
    name[v] = buju_job_village_name(job, v);
  }
  buju_status status = gather_trips(job, variant, forced, arena, out);
  if (status != BUJU_OK) return status;
  buju_joint_problem problem = {.n = r->village.n,
                                .people = people,
                                .flags = out->flags,
                                .trips = &out->trips,
                                .adjacent = &r->village.adjacent,
                                .forced_host = forced,
                                .name = name,
                                .cap_people = variant->cap_people,
                                .work_limit = variant->work_limit,
                                .method = BUJU_JOINT_AUTO};
  status = buju_joint_solve(job->ctx, &problem, arena, &out->answer);
  if (status == BUJU_OK) count_partners(job, out);
  return status;
}
