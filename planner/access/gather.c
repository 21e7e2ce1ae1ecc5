/* What accessibility is asked of: where people are, what stands where at which stage. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "core/scenario.h"
#include "planner/access/access.h"

/* Whether people live there on the scenario's day. */
static bool lived_in(const buju_region *r, buju_ix d, int16_t year) {
  int16_t from = r->demand.from_year[d], to = r->demand.to_year[d];
  return (from == 0 || from <= year) && (to == 0 || to >= year);
}

static void add_place(buju_access *access, buju_ix demand, buju_ix village, buju_people_n people, double x_m,
                      double y_m) {
  buju_ix i = access->place.n++, zone = access->zones.villages + village;
  bool missing = people == BUJU_PEOPLE_MISSING;
  access->place.demand[i] = demand;
  access->place.village[i] = village;
  access->place.zone[i] = zone;
  access->place.people[i] = missing || people < 0 ? 0 : people;
  access->place.missing[i] = missing;
  access->place.x_m[i] = x_m;
  access->place.y_m[i] = y_m;
  access->places_missing += missing;
  for (; zone != BUJU_NONE; zone = access->zones.parent[zone]) {
    access->zones.people[zone] += access->place.people[i];
    access->zones.places[zone]++;
  }
}

static buju_status gather_places(buju_ctx *ctx, buju_access *access) {
  const buju_region *r = access->region;
  const buju_population population = access->scenario->population;
  const buju_people_n *of_demand = r->demand.people[population], *of_village = r->village.people[population];
  size_t most = (size_t)r->demand.n + r->village.n;
  bool *located = BUJU_NEW(access->arena, bool, r->village.n);
  access->place.demand = BUJU_NEW(access->arena, buju_ix, most);
  access->place.village = BUJU_NEW(access->arena, buju_ix, most);
  access->place.zone = BUJU_NEW(access->arena, buju_ix, most);
  access->place.people = BUJU_NEW(access->arena, buju_people_n, most);
  access->place.missing = BUJU_NEW(access->arena, bool, most);
  access->place.x_m = BUJU_NEW(access->arena, double, most);
  access->place.y_m = BUJU_NEW(access->arena, double, most);
  if (most >= BUJU_NONE || located == NULL || access->place.demand == NULL || access->place.village == NULL ||
      access->place.zone == NULL || access->place.people == NULL || access->place.missing == NULL ||
      access->place.x_m == NULL || access->place.y_m == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix d = 0; d < r->demand.n; d++) {
    located[r->demand.village[d]] = true;
    if (lived_in(r, d, access->scenario->as_of.year))
      add_place(access, d, r->demand.village[d], of_demand != NULL ? of_demand[d] : BUJU_PEOPLE_MISSING,
                r->demand.x_m[d], r->demand.y_m[d]);
  }
  for (buju_ix v = 0; v < r->village.n; v++)
    if (!located[v])
      add_place(access, BUJU_NONE, v, of_village != NULL ? of_village[v] : BUJU_PEOPLE_MISSING, NAN, NAN);
  return BUJU_OK;
}

/* One more at a site whose doctors may be unknown so far. */
static void count_doctor(int32_t *doctors) { *doctors = (*doctors < 0 ? 0 : *doctors) + 1; }

/* Existing facilities, their doctors counted from the ledger. */
static buju_status add_facilities(buju_ctx *ctx, const buju_plan *plan, buju_access *access) {
  const buju_region *r = access->region;
  size_t most = (size_t)r->facility.n + (plan != NULL ? plan->sites : 0);
  access->site = BUJU_NEW(access->arena, buju_access_site, most);
  if (access->site == NULL) return buju_fail_memory(ctx);
  access->sites = r->facility.n;
  for (buju_ix f = 0; f < r->facility.n; f++) {
    uint8_t kind = r->facility.kind[f];
    access->site[f] = (buju_access_site){.facility = f,
                                         .village = r->facility.village[f],
                                         .township = r->facility.township[f],
                                         .kind = {kind, kind},
                                         .open = {true, false},
                                         .doctors = {-1, -1},
                                         .x_m = r->facility.x_m[f],
                                         .y_m = r->facility.y_m[f]};
  }
  for (buju_ix i = 0; i < r->staff.n; i++) {
    if (r->staff.facility[i] == BUJU_NONE || r->staff.grade[i] == BUJU_OTHER_STAFF) continue;
    for (int stage = 0; stage < BUJU_STAGES_OF_ACCESS; stage++)
      count_doctor(&access->site[r->staff.facility[i]].doctors[stage]);
  }
  return BUJU_OK;
}

/* What the plan makes of them: clinics that do not count, sites that close and open. row_of[s] is the plan's site s. */
static void add_sites(const buju_plan *plan, buju_access *access, buju_ix *row_of) {
  for (buju_ix s = 0; s < plan->sites; s++) {
    const buju_site *site = &plan->site[s];
    row_of[s] = site->facility != BUJU_NONE ? site->facility : access->sites++;
    buju_access_site *a = &access->site[row_of[s]];
    if (site->facility == BUJU_NONE)
      *a = (buju_access_site){.facility = BUJU_NONE,
                              .village = site->village,
                              .township = site->township,
                              .kind = {site->kind, site->kind},
                              .doctors = {-1, -1},
                              .x_m = site->x_m,
                              .y_m = site->y_m};
    else if (a->kind[BUJU_NOW] == BUJU_VILLAGE_CLINIC)
      a->open[BUJU_NOW] = site->counted;
    a->kind[BUJU_PLANNED] = site->kind;
    a->open[BUJU_PLANNED] = site->planned;
  }
}

/* Doctors of a clinic that merges go along, where the plan has a ledger of them; posts it asks for are filled. */
static void add_posts(const buju_plan *plan, buju_access *access, const buju_ix *row_of) {
  const buju_region *r = access->region;
  for (buju_ix i = 0; i < plan->doctors; i++) {
    const buju_doctor *doctor = &plan->doctor[i];
    buju_ix to = row_of[doctor->site], from = r->staff.facility[doctor->staff];
    if (to != from && r->staff.grade[doctor->staff] != BUJU_OTHER_STAFF)
      count_doctor(&access->site[to].doctors[BUJU_PLANNED]);
  }
  for (buju_ix s = 0; s < plan->sites; s++) {
    int32_t *doctors = &access->site[row_of[s]].doctors[BUJU_PLANNED];
    if (plan->site[s].doctors_required > *doctors) *doctors = plan->site[s].doctors_required;
  }
}

static buju_status add_plan(buju_ctx *ctx, const buju_plan *plan, buju_access *access) {
  buju_ix *row_of = BUJU_NEW(access->arena, buju_ix, plan->sites);
  if (row_of == NULL) return buju_fail_memory(ctx);
  add_sites(plan, access, row_of);
  add_posts(plan, access, row_of);
  access->planned = true;
  return BUJU_OK;
}

static bool given(const buju_access *access, buju_service service) {
  for (buju_ix s = 0; s < access->sites; s++)
    for (int stage = 0; stage < BUJU_STAGES_OF_ACCESS; stage++)
      if (access->site[s].open[stage] && buju_gives_service(access->site[s].kind[stage], service)) return true;
  return false;
}

static buju_status choose_services(buju_ctx *ctx, unsigned asked, buju_access *access) {
  BUJU_MSG(none_of,
           "数据中没有{0}（{1}），方案也未规划；请检查 inputs.facilities 的机构类型字段，或去掉 --service 中的这一项",
           "there is no {0} ({1}) in the data or the plan; check the kind column of inputs.facilities, or leave it out "
           "of --service");
  BUJU_MSG(none, "数据中没有医疗卫生机构，无从计算可及性；请在 inputs.facilities 中给出机构图层",
           "there is no facility in the data to measure the way to; give a layer of facilities in inputs.facilities");
  for (int s = 0; s < BUJU_SERVICES; s++) {
    bool wanted = asked == 0 || (asked >> s & 1) != 0, there = wanted && given(access, (buju_service)s);
    if (there) access->service[access->services++] = (buju_service)s;
    if (asked != 0 && wanted && !there)
      return buju_fail(
          ctx, BUJU_E_DATA,
          BUJU_SAY(none_of, buju_word(&buju_access_service_words[s].word), buju_text(buju_access_service_words[s].id)));
  }
  return access->services > 0 ? BUJU_OK : buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(none));
}

buju_status buju_access_gather(buju_ctx *ctx, const buju_plan *plan, unsigned asked, buju_access *access) {
  buju_status status = buju_zones_make(ctx, access->region, access->arena, &access->zones);
  if (status == BUJU_OK) status = gather_places(ctx, access);
  if (status == BUJU_OK) status = add_facilities(ctx, plan, access);
  if (status == BUJU_OK && plan != NULL) status = add_plan(ctx, plan, access);
  return status == BUJU_OK ? choose_services(ctx, asked, access) : status;
}
