/* Accessibility against plain loops, and what must hold whatever the numbers. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/scenario.h"
#include "planner/access/access.h"
#include "tests/support/region_text.h"

/* A small deterministic generator: tests must fail the same way twice. */
static uint64_t rng_state;
static uint32_t below(uint32_t n) {
  rng_state = rng_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(rng_state >> 33) % n;
}

/* ---- a made-up tree of zones with people, trips and doctors ---- */

enum { ZONES = 14, PLACES = 300, SITES = 20, LIMITS = 3 };
static const uint32_t limit_ms[LIMITS] = {900000, 1800000, 3600000};
static const uint16_t weight[LIMITS] = {1000, 680, 220};

typedef struct made {
  buju_ctx *ctx;
  buju_arena *arena;
  buju_zones zones;
  buju_ix zone[PLACES];
  buju_people_n people[PLACES];
  uint32_t ms[PLACES];
  int32_t doctors[SITES];
  uint32_t trip[PLACES][SITES]; /* BUJU_FAR: not within the last limit */
} made;

static void make_zones(made *m) {
  m->zones = (buju_zones){
      .n = ZONES, .parent = BUJU_NEW(m->arena, buju_ix, ZONES), .people = BUJU_NEW(m->arena, buju_people_n, ZONES)};
  for (buju_ix z = 0; z < ZONES; z++) m->zones.parent[z] = z == 0 ? BUJU_NONE : below(z);
  for (int i = 0; i < PLACES; i++)
    for (buju_ix z = m->zone[i]; z != BUJU_NONE; z = m->zones.parent[z]) m->zones.people[z] += m->people[i];
}

/* Times on the limits themselves, places nobody reaches, places without people, sites nobody gave doctors for. */
static void scatter(made *m, uint64_t seed) {
  rng_state = seed;
  *m = (made){.ctx = buju_ctx_new(), .arena = buju_arena_new()};
  for (int i = 0; i < PLACES; i++) {
    m->zone[i] = below(ZONES);
    m->people[i] = below(6) == 0 ? 0 : (buju_people_n)below(3000000);
    m->ms[i] = below(5) == 0 ? limit_ms[below(LIMITS)] : below(9) == 0 ? BUJU_FAR : below(7200000);
    for (int s = 0; s < SITES; s++) {
      uint32_t ms = below(6) == 0 ? limit_ms[below(LIMITS)] : below(12000000);
      m->trip[i][s] = ms <= limit_ms[LIMITS - 1] && s != 3 ? ms : BUJU_FAR; /* site 3 is out of everyone's way */
    }
  }
  for (int s = 0; s < SITES; s++) m->doctors[s] = (int32_t)below(12) - 1;
  m->doctors[3] = 7;
  make_zones(m);
}

static void drop(made *m) {
  buju_arena_free(m->arena);
  buju_ctx_free(m->ctx);
}

static bool lies_in(const made *m, buju_ix place, buju_ix zone) {
  buju_ix z = m->zone[place];
  while (z != BUJU_NONE && z != zone) z = m->zones.parent[z];
  return z == zone;
}

static buju_spread spread_of(made *m, buju_ix limits, const uint32_t *limit) {
  const buju_peopled places = {PLACES, m->zone, m->people};
  buju_spread spread;
  assert_int_equal(buju_spread_make(m->ctx, &m->zones, &places, m->ms, limits, limit, m->arena, &spread), BUJU_OK);
  return spread;
}

/* ---- spread ---- */

/* The oracle: every zone by itself, its median by counting those who are there. */
static void check_zone(const made *m, const buju_spread *spread, buju_ix z) {
  buju_people_n within[LIMITS] = {0}, beyond = 0, unreachable = 0, reached = 0;
  double person_ms = 0, place_ms = 0;
  buju_ix places = 0, lost = 0;
  uint32_t median = BUJU_FAR;
  for (buju_ix i = 0; i < PLACES; i++) {
    if (!lies_in(m, i, z)) continue;
    for (int l = 0; l < LIMITS; l++)
      if (m->ms[i] <= limit_ms[l]) within[l] += m->people[i];
    if (m->ms[i] == BUJU_FAR) unreachable += m->people[i], lost++;
    if (m->ms[i] == BUJU_FAR) continue;
    if (m->ms[i] > limit_ms[LIMITS - 1]) beyond += m->people[i];
    reached += m->people[i];
    places++;
    person_ms += (double)m->people[i] * m->ms[i];
    place_ms += m->ms[i];
  }
  for (buju_ix i = 0; i < PLACES; i++) {
    buju_people_n there = 0;
    if (!lies_in(m, i, z) || m->ms[i] == BUJU_FAR || m->people[i] == 0 || m->ms[i] >= median) continue;
    for (buju_ix j = 0; j < PLACES; j++)
      if (lies_in(m, j, z) && m->ms[j] <= m->ms[i]) there += m->people[j];
    if (2 * there >= reached) median = m->ms[i];
  }
  for (int l = 0; l < LIMITS; l++) assert_int_equal(spread->within[z * LIMITS + (buju_ix)l], within[l]);
  assert_int_equal(spread->beyond[z], beyond);
  assert_int_equal(spread->unreachable[z], unreachable);
  assert_int_equal(spread->places_unreachable[z], lost);
  assert_int_equal(spread->person_median_ms[z], median);
  if (places == 0)
    assert_int_equal(spread->mean_ms[z], BUJU_FAR);
  else
    assert_true(fabs(spread->mean_ms[z] - place_ms / places) <= 0.5);
  if (reached == 0)
    assert_int_equal(spread->person_mean_ms[z], BUJU_FAR);
  else
    assert_true(fabs(spread->person_mean_ms[z] - person_ms / (double)reached) <= 0.501);
  assert_int_equal(within[LIMITS - 1] + beyond + unreachable, m->zones.people[z]);
}

static void zones_are_what_plain_loops_find(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    made m;
    scatter(&m, seed);
    buju_spread spread = spread_of(&m, LIMITS, limit_ms);
    for (buju_ix z = 0; z < ZONES; z++) check_zone(&m, &spread, z);
    drop(&m);
  }
}

static void a_longer_limit_never_reaches_fewer(void **state) {
  (void)state;
  made m;
  scatter(&m, 77);
  buju_people_n before[ZONES] = {0};
  for (uint32_t ms = 1; ms < 8000000; ms += 400000) {
    buju_spread spread = spread_of(&m, 1, &ms);
    for (buju_ix z = 0; z < ZONES; z++) {
      assert_true(spread.within[z] >= before[z]);
      before[z] = spread.within[z];
    }
  }
  drop(&m);
}

/* A country's people for a day: far more than 64 bits of people × ms. */
static void means_of_a_whole_country_are_exact(void **state) {
  (void)state;
  buju_ix parent = BUJU_NONE, zone[2] = {0, 0};
  buju_people_n people[2] = {1400000000 * BUJU_PERSON, 1400000000 * BUJU_PERSON};
  uint32_t ms[2] = {4294967290u, 4294967294u};
  const buju_zones zones = {.n = 1, .parent = &parent};
  const buju_peopled places = {2, zone, people};
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_spread spread;
  assert_int_equal(buju_spread_make(ctx, &zones, &places, ms, LIMITS, limit_ms, arena, &spread), BUJU_OK);
  assert_int_equal(spread.person_mean_ms[0], 4294967292u);
  assert_int_equal(spread.mean_ms[0], 4294967292u);
  assert_int_equal(spread.person_median_ms[0], 4294967290u);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* ---- doctors in reach ---- */

static double weight_at(uint32_t ms) {
  for (int l = 0; l < LIMITS; l++)
    if (ms <= limit_ms[l]) return weight[l] / 1000.0;
  return 0;
}

static const buju_decay decay = {LIMITS, limit_ms, weight};

/* So many sites at a time. */
static buju_supply supply_by(made *m, buju_ix step, int64_t *reached) {
  const buju_peopled places = {PLACES, m->zone, m->people};
  buju_supply supply;
  *reached = 0;
  assert_int_equal(buju_supply_begin(m->ctx, &m->zones, &places, m->arena, &supply), BUJU_OK);
  for (buju_ix first = 0; first < SITES; first += step) {
    buju_ix n = SITES - first < step ? SITES - first : step;
    buju_csr times = {PLACES, BUJU_NEW(m->arena, uint64_t, PLACES + 1), BUJU_NEW(m->arena, buju_ix, PLACES * SITES),
                      BUJU_NEW(m->arena, uint32_t, PLACES * SITES)};
    uint64_t k = 0;
    for (int i = 0; i < PLACES; i++) {
      for (buju_ix s = 0; s < n; s++)
        if (m->trip[i][first + s] != BUJU_FAR) times.col[k] = s, times.val[k++] = m->trip[i][first + s];
      times.row[i + 1] = k;
    }
    assert_int_equal(buju_supply_add(m->ctx, &places, &times, n, m->doctors + first, &decay, &supply, reached),
                     BUJU_OK);
  }
  assert_int_equal(buju_supply_finish(m->ctx, &m->zones, &places, &supply), BUJU_OK);
  return supply;
}

static buju_supply supply_of(made *m, int64_t *reached) { return supply_by(m, SITES, reached); }

/* However the sites are divided, the bytes are the same. */
static void sites_may_come_in_parts(void **state) {
  (void)state;
  made m;
  int64_t reached, again;
  scatter(&m, 5);
  buju_supply whole = supply_of(&m, &reached), parts = supply_by(&m, 7, &again);
  assert_int_equal(reached, again);
  assert_memory_equal(whole.place, parts.place, sizeof(double) * PLACES);
  assert_memory_equal(whole.zone, parts.zone, sizeof(double) * ZONES);
  assert_memory_equal(whole.gini, parts.gini, sizeof(double) * ZONES);
  drop(&m);
}

static void near(double have, double want) {
  if (isnan(want) ? !isnan(have) : !(fabs(have - want) <= 1e-9 * fmax(1, fabs(want))))
    fail_msg("%.17g %.17g", have, want);
}

static void doctors_in_reach_are_what_the_definition_says(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    made m;
    int64_t reached;
    scatter(&m, seed);
    buju_supply supply = supply_of(&m, &reached);
    double ratio[SITES];
    for (int s = 0; s < SITES; s++) {
      double people = 0;
      for (int i = 0; i < PLACES; i++) people += (double)m.people[i] / 1000 * weight_at(m.trip[i][s]);
      ratio[s] = people > 0 && m.doctors[s] > 0 ? m.doctors[s] / people : 0;
    }
    for (int i = 0; i < PLACES; i++) {
      double want = 0;
      for (int s = 0; s < SITES; s++) want += ratio[s] * weight_at(m.trip[i][s]);
      near(supply.place[i], want * 1000);
    }
    drop(&m);
  }
}

/* Every doctor someone can get to is shared out, no more and no fewer; one out of everyone's way is not. */
static void doctors_are_conserved(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    made m;
    int64_t reached, all = 0;
    scatter(&m, seed);
    buju_supply supply = supply_of(&m, &reached);
    double sum = 0;
    for (int i = 0; i < PLACES; i++) sum += (double)m.people[i] / 1000 * supply.place[i] / 1000;
    for (int s = 0; s < SITES; s++) all += m.doctors[s] > 0 ? m.doctors[s] : 0;
    near(sum, (double)reached);
    assert_int_equal(reached, all - 7);
    near(supply.zone[0] * (double)m.zones.people[0] / 1e6, (double)reached);
    drop(&m);
  }
}

/* Half the mean difference between any two people, over the mean. */
static double gini_oracle(const made *m, const buju_supply *supply, buju_ix z) {
  double difference = 0, people = 0, access = 0;
  for (buju_ix i = 0; i < PLACES; i++) {
    if (!lies_in(m, i, z)) continue;
    people += (double)m->people[i];
    access += (double)m->people[i] * supply->place[i];
    for (buju_ix j = 0; j < PLACES; j++)
      if (lies_in(m, j, z))
        difference += (double)m->people[i] * (double)m->people[j] * fabs(supply->place[i] - supply->place[j]);
  }
  return access > 0 ? difference / (2 * people * access) : NAN;
}

static void inequality_is_half_the_mean_difference(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    made m;
    int64_t reached;
    scatter(&m, seed);
    buju_supply supply = supply_of(&m, &reached);
    for (buju_ix z = 0; z < ZONES; z++) near(supply.gini[z], gini_oracle(&m, &supply, z));
    for (int d = 0; d < 9; d++) {
      assert_true(supply.lorenz[d] >= (d > 0 ? supply.lorenz[d - 1] : 0));
      assert_true(supply.lorenz[d] <= (d + 1) / 10.0 + 1e-9); /* the worst off never have more than their share */
    }
    drop(&m);
  }
}

/* Two places with 90 and 10 people; all doctors are with the 10. */
static void a_lorenz_curve_by_hand(void **state) {
  (void)state;
  buju_ix parent = BUJU_NONE, zone[2] = {0, 0}, col[1] = {0};
  buju_people_n people[2] = {90 * BUJU_PERSON, 10 * BUJU_PERSON}, all = 100 * BUJU_PERSON;
  uint64_t row[3] = {0, 0, 1};
  uint32_t val[1] = {900000};
  int32_t doctors[1] = {1};
  const buju_zones zones = {.n = 1, .parent = &parent, .people = &all};
  const buju_peopled places = {2, zone, people};
  const buju_csr times = {2, row, col, val};
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_supply supply;
  int64_t reached = 0;
  assert_int_equal(buju_supply_begin(ctx, &zones, &places, arena, &supply), BUJU_OK);
  assert_int_equal(buju_supply_add(ctx, &places, &times, 1, doctors, &decay, &supply, &reached), BUJU_OK);
  assert_int_equal(buju_supply_finish(ctx, &zones, &places, &supply), BUJU_OK);
  near(supply.place[0], 0);
  near(supply.place[1], 100);
  near(supply.zone[0], 10);
  near(supply.gini[0], 0.9);
  near(supply.lorenz[8], 0);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

/* ---- a whole region ---- */

/* 1730.769… m are 30.0 minutes on foot at the defaults; 甲村 has a clinic with a doctor, 丁村 no point at all. */
static const char region_text[] =
    "township 610402100 甲镇\ntownship 610402101 乙镇\n"
    "village 610402100201 甲村 pop=700 at=0,0\nvillage 610402100202 乙村 pop=600 at=1730.769230769230,0\n"
    "village 610402101201 丙村 pop=- at=9000,0\nvillage 610402101202 丁村 pop=1500\n"
    "settlement 610402100201 上村 pop=300 at=0,0\nsettlement 610402100201 下村 pop=400 at=1731,0\n"
    "settlement 610402100201 新村 pop=0 at=50,0 from=2030\nsettlement 610402100201 旧村 pop=0 at=60,0 to=2025\n"
    "facility K1 village_clinic 甲村卫生室 village=610402100201 at=0,0 public_health=no\n"
    "facility H1 hospital 县医院 village=610402101202\n"
    "staff K1 village_doctor 1980 张三\nstaff K1 other_staff 1980 李四\n";

typedef struct asked {
  buju_ctx *ctx;
  buju_scenario *scenario;
  buju_region *region;
  buju_access *access;
} asked;

static buju_status ask_of(asked *a, const char *text, const char *yaml, const buju_access_spec *spec) {
  char path[] = "/tmp/buju-access-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  FILE *f = fdopen(fd, "w");
  fprintf(f, "as_of: 2026-06-30\ninputs:\n  villages: {path: none.shp}\n%s", yaml);
  fclose(f);
  *a = (asked){.ctx = buju_ctx_new()};
  buju_ctx_set_lang(a->ctx, BUJU_EN);
  buju_status status = buju_scenario_read_for_access(a->ctx, path, NULL, 0, &a->scenario);
  unlink(path);
  if (status == BUJU_OK) status = buju_region_text(a->ctx, text, &a->region);
  if (status == BUJU_OK) status = buju_access_make(a->ctx, a->scenario, a->region, spec, &a->access);
  return status;
}

static buju_status ask(asked *a, const char *yaml, const buju_access_spec *spec) {
  return ask_of(a, region_text, yaml, spec);
}

static void let_go(asked *a) {
  buju_access_free(a->access);
  buju_region_free(a->region);
  buju_scenario_free(a->scenario);
  buju_ctx_free(a->ctx);
}

/* The row of a service, or BUJU_NONE. */
static buju_ix row_of(const buju_access *access, buju_service service) {
  for (buju_ix s = 0; s < access->services; s++)
    if (access->service[s] == service) return s;
  return BUJU_NONE;
}

static void a_scenario_without_a_policy_is_measured_as_it_stands(void **state) {
  (void)state;
  asked a;
  const buju_access_spec spec = {0};
  assert_int_equal(ask(&a, "", &spec), BUJU_OK);
  assert_false(a.access->planned);
  assert_int_equal(a.access->mode, BUJU_WALK);
  assert_int_equal(a.access->limits, 3);
  assert_int_equal(a.access->services, 3); /* village clinic, hospital, any primary */
  assert_int_equal(a.access->place.n, 5);  /* 新村 is not lived in yet, 旧村 no longer; 丁村 stands for itself */
  assert_int_equal(a.access->places_missing, 1);
  const buju_service_reach *clinic = &a.access->reached[row_of(a.access, BUJU_VILLAGE_CLINIC)][BUJU_NOW];
  const buju_people_n *within = clinic->spread.within;
  assert_int_equal(within[0], 300 * BUJU_PERSON);
  assert_int_equal(within[1], 900 * BUJU_PERSON); /* exactly 30 minutes are within */
  assert_int_equal(within[2], 1300 * BUJU_PERSON);
  assert_int_equal(clinic->spread.unreachable[0], 1500 * BUJU_PERSON);
  assert_int_equal(clinic->spread.places_unreachable[0], 1);
  assert_int_equal(clinic->doctors, 1); /* other staff is no doctor */
  assert_int_equal(clinic->doctors_reached, 1);
  const buju_service_reach *hospital = &a.access->reached[row_of(a.access, BUJU_HOSPITAL)][BUJU_NOW];
  assert_int_equal(hospital->sites_unlocated, 1);
  assert_int_equal(hospital->spread.places_unreachable[0], a.access->place.n);
  assert_false(hospital->supplied);
  let_go(&a);
}

static void zones_are_townships_and_villages_of_the_county(void **state) {
  (void)state;
  asked a;
  const buju_access_spec spec = {0};
  assert_int_equal(ask(&a, "", &spec), BUJU_OK);
  const buju_zones *zones = &a.access->zones;
  assert_int_equal(zones->n, 1 + 2 + 4);
  assert_int_equal(zones->villages, 3);
  assert_string_equal(buju_access_zone_code(a.access, 0), "610402");
  assert_string_equal(buju_access_zone_name(a.access, 2), "乙镇");
  assert_int_equal(zones->people[0], 2800 * BUJU_PERSON);
  for (buju_ix z = 1; z < zones->n; z++) assert_true(zones->parent[z] < z);
  buju_people_n parts = 0;
  for (buju_ix v = 0; v < 4; v++) parts += zones->people[zones->villages + v];
  assert_int_equal(parts, zones->people[0]);
  let_go(&a);
}

/* The clinic does no public-health work, so the policy does not count it; the plan builds what it says. */
static void a_plan_is_compared_with_what_counts_now(void **state) {
  (void)state;
  asked a;
  const buju_access_spec spec = {.service = "village_clinic"};
  assert_int_equal(ask(&a, "profile: xixian-2021\nrules:\n  joint_clinic: {limit_min: 20}\n", &spec), BUJU_OK);
  assert_true(a.access->planned);
  assert_int_equal(a.access->services, 1);
  assert_int_equal(a.access->limits, 4); /* the rule's 20 minutes among 15, 30 and 60 */
  assert_int_equal(a.access->limit_ms[1], 20 * 60000);
  assert_int_equal(a.access->limit_origin, BUJU_ACCESS_RULE);
  const buju_service_reach *reached = a.access->reached[0];
  assert_int_equal(reached[BUJU_NOW].sites, 0);
  assert_int_equal(reached[BUJU_NOW].spread.places_unreachable[0], a.access->place.n);
  assert_true(reached[BUJU_PLANNED].sites > 0);
  assert_true(reached[BUJU_PLANNED].spread.within[3] > 0);
  let_go(&a);
}

/* 甲村 and 乙村 share a clinic, so its three doctors are together; 丙村 gets a clinic with the posts 1,500 people take.
 */
static void doctors_move_with_a_clinic_and_posts_are_filled(void **state) {
  (void)state;
  asked a;
  const buju_access_spec spec = {.service = "village_clinic"};
  static const char text[] =
      "township 610402100 甲镇\nvillage 610402100201 甲村 pop=700 at=0,0\nvillage 610402100202 乙村 pop=600 at=500,0\n"
      "village 610402100203 丙村 pop=1500 at=9000,0\ntouch 610402100201 610402100202\n"
      "facility K1 village_clinic 甲村卫生室 village=610402100201 at=0,0 floor=60\n"
      "facility K2 village_clinic 乙村卫生室 village=610402100202 at=500,0 floor=30\n"
      "staff K1 village_doctor 1980 张三\nstaff K1 assistant 1981 李四\nstaff K2 village_doctor 1982 王五\n"
      "staff K2 other_staff 1983 赵六\n";
  assert_int_equal(ask_of(&a, text, "profile: xixian-2021\n", &spec), BUJU_OK);
  const buju_service_reach *now = &a.access->reached[0][BUJU_NOW], *planned = &a.access->reached[0][BUJU_PLANNED];
  assert_int_equal(now->sites, 2);
  assert_int_equal(now->doctors, 3);
  assert_int_equal(now->spread.within[2], 1300 * BUJU_PERSON);
  assert_int_equal(planned->sites, 2);
  assert_int_equal(planned->doctors, 3 + 2);
  assert_int_equal(planned->doctors_unknown, 0);
  assert_int_equal(planned->spread.within[0], 2800 * BUJU_PERSON);
  let_go(&a);
}

static void refused(const char *yaml, buju_access_spec spec, buju_status want, const char *said) {
  asked a;
  assert_int_equal(ask(&a, yaml, &spec), want);
  assert_null(a.access);
  if (strstr(buju_ctx_error(a.ctx), said) == NULL) fail_msg("%s", buju_ctx_error(a.ctx));
  let_go(&a);
}

static void what_cannot_be_asked_is_refused(void **state) {
  (void)state;
  refused("", (buju_access_spec){.mode = "fly"}, BUJU_E_USAGE, "\"fly\"");
  refused("", (buju_access_spec){.travel = "river"}, BUJU_E_USAGE, "\"river\"");
  refused("", (buju_access_spec){.travel = "terrain"}, BUJU_E_SCENARIO, "terrain");
  refused("", (buju_access_spec){.service = "thc,dentist"}, BUJU_E_USAGE, "\"dentist\"");
  refused("", (buju_access_spec){.service = "thc"}, BUJU_E_DATA, "thc");
  refused("", (buju_access_spec){.limits = 2, .limit_ms = {60000, 60000}}, BUJU_E_USAGE, "twice");
  refused("", (buju_access_spec){.limits = 1, .limit_ms = {5999}}, BUJU_E_USAGE, "at least 0.1");
  refused("", (buju_access_spec){.limits = 1, .limit_ms = {6000}, .weights = 2}, BUJU_E_USAGE, "2 weights");
  refused("", (buju_access_spec){.weights = 3, .weight = {500, 600, 100}}, BUJU_E_USAGE, "before it");
  refused("rules: {}\n", (buju_access_spec){0}, BUJU_E_SCENARIO, "profile:");
}

static void limits_may_come_in_any_order(void **state) {
  (void)state;
  asked a;
  const buju_access_spec spec = {.limits = 3, .limit_ms = {3600000, 900000, 1800000}, .mode = "drive"};
  assert_int_equal(ask(&a, "", &spec), BUJU_OK);
  assert_memory_equal(a.access->limit_ms, limit_ms, sizeof limit_ms);
  assert_memory_equal(a.access->weight, weight, sizeof weight);
  assert_int_equal(a.access->mode, BUJU_DRIVE);
  let_go(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(zones_are_what_plain_loops_find),
      cmocka_unit_test(a_longer_limit_never_reaches_fewer),
      cmocka_unit_test(means_of_a_whole_country_are_exact),
      cmocka_unit_test(doctors_in_reach_are_what_the_definition_says),
      cmocka_unit_test(sites_may_come_in_parts),
      cmocka_unit_test(doctors_are_conserved),
      cmocka_unit_test(inequality_is_half_the_mean_difference),
      cmocka_unit_test(a_lorenz_curve_by_hand),
      cmocka_unit_test(a_scenario_without_a_policy_is_measured_as_it_stands),
      cmocka_unit_test(zones_are_townships_and_villages_of_the_county),
      cmocka_unit_test(a_plan_is_compared_with_what_counts_now),
      cmocka_unit_test(doctors_move_with_a_clinic_and_posts_are_filled),
      cmocka_unit_test(what_cannot_be_asked_is_refused),
      cmocka_unit_test(limits_may_come_in_any_order),
  };
  return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
