/* A small plan made by hand. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/plan_by_hand.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/region_text.h"

static const char six_villages[] =
    "township   421223100 天城镇\n"
    "village    421223100201 河田村 pop=564/708 at=500500,500 category=集聚提升类 area_m2=1000000\n"
    "village    421223100202 白泉村 pop=700/690 at=501500,500 seat=no area_m2=1000000\n"
    "village    421223100203 石山村 pop=1200/1300 at=502500,500 area_m2=1000000\n"
    "village    421223100204 天城村 pop=2500/2600 at=500500,1500 seat area_m2=1000000\n"
    "village    421223100205 岭背村 pop=300/310 at=501500,1500 demolition=2027 area_m2=1000000\n"
    "village    421223100206 无名村 pop=-/- at=502500,1500 area_m2=1000000\n"
    "settlement 421223100203 上石 pop=700.5/800 at=502400,400\n"
    "settlement 421223100203 下石 pop=499.5/500 at=502700,700\n"
    "facility   C1 village_clinic 河田村卫生室 village=421223100201 public_health=no floor=40\n"
    "facility   C3 village_clinic 石山村卫生室 village=421223100203 public_owned integrated floor=60\n"
    "facility   T1 thc 天城镇卫生院 village=421223100204 public_owned\n"
    "staff      C1 village_doctor 1960 张三\n"
    "staff      C3 assistant 0 李四\n";

enum { VILLAGES = 6, SITES = 4 };
enum { SITE_C1, SITE_C3, SITE_T1, SITE_NEW };

static void die_without(const void *memory) {
  if (memory == NULL) abort();
}

static void put_u32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (unsigned char)(value >> (8 * i));
}

static void put_double(unsigned char *at, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  for (int i = 0; i < 8; i++) at[i] = (unsigned char)(bits >> (8 * i));
}

/* A rectangle as a little-endian WKB MultiPolygon: header, one polygon, one ring of five points. */
static buju_shape rectangle(buju_arena *arena, double x_m, double y_m, double wide_m, double high_m) {
  enum { BYTES = 9 + 9 + 4 + 5 * 16 };
  unsigned char *wkb = buju_arena_alloc(arena, BYTES, 1);
  die_without(wkb);
  const double corner[5][2] = {
      {x_m, y_m}, {x_m + wide_m, y_m}, {x_m + wide_m, y_m + high_m}, {x_m, y_m + high_m}, {x_m, y_m}};
  wkb[0] = wkb[9] = 1;
  put_u32(wkb + 1, 6);
  put_u32(wkb + 5, 1);
  put_u32(wkb + 10, 3);
  put_u32(wkb + 14, 1);
  put_u32(wkb + 18, 5);
  for (int i = 0; i < 5; i++) {
    put_double(wkb + 22 + 16 * i, corner[i][0]);
    put_double(wkb + 30 + 16 * i, corner[i][1]);
  }
  return (buju_shape){wkb, BYTES};
}

static buju_region *make_region(buju_ctx *ctx, bool polygons, bool outline) {
  static const buju_finding_kind kind = {
      "duplicate_code", BUJU_WARNING, {"编码 {0} 重复", "code {0} occurs twice"}, {"保留第一行", "kept the first row"}};
  buju_region *region = NULL;
  if (buju_region_text(ctx, six_villages, &region) != BUJU_OK) abort();
  region->village.polygons = polygons;
  for (buju_ix v = 0; v < region->village.n && polygons; v++)
    region->area.shape[region->village.area[v]] =
        rectangle(region->arena, 500000 + 1000 * (v % 3), 1000 * (v / 3), 1000, 1000);
  if (outline) region->area.shape[0] = rectangle(region->arena, 499500, -500, 4000, 3000);
  region->crs.name = "EPSG:4547";
  region->crs.wkt =
      "PROJCRS[\"CGCS2000 / 3-degree Gauss-Kruger CM 114E\","
      "BASEGEOGCRS[\"China Geodetic Coordinate System 2000\",DATUM[\"China 2000\",ELLIPSOID[\"CGCS2000\","
      "6378137,298.257222101,LENGTHUNIT[\"metre\",1]]],PRIMEM[\"Greenwich\",0,ANGLEUNIT[\"degree\","
      "0.0174532925199433]],ID[\"EPSG\",4490]],CONVERSION[\"3-degree Gauss-Kruger CM 114E\","
      "METHOD[\"Transverse Mercator\",ID[\"EPSG\",9807]],PARAMETER[\"Latitude of natural origin\",0,"
      "ANGLEUNIT[\"degree\",0.0174532925199433],ID[\"EPSG\",8801]],PARAMETER[\"Longitude of natural origin\","
      "114,ANGLEUNIT[\"degree\",0.0174532925199433],ID[\"EPSG\",8802]],"
      "PARAMETER[\"Scale factor at natural origin\",1,SCALEUNIT[\"unity\",1],ID[\"EPSG\",8805]],"
      "PARAMETER[\"False easting\",500000,LENGTHUNIT[\"metre\",1],ID[\"EPSG\",8806]],"
      "PARAMETER[\"False northing\",0,LENGTHUNIT[\"metre\",1],ID[\"EPSG\",8807]]],CS[Cartesian,2],"
      "AXIS[\"northing (X)\",north,ORDER[1],LENGTHUNIT[\"metre\",1]],AXIS[\"easting (Y)\",east,ORDER[2],"
      "LENGTHUNIT[\"metre\",1]],ID[\"EPSG\",4547]]";
  buju_finding finding = {.kind = &kind, .file = "行政村.shp", .row = 7, .code = "421223100203"};
  finding.arg[0] = buju_text("421223100203");
  if (buju_find(ctx, &region->findings, finding) != BUJU_OK) abort();
  return region;
}

static buju_scenario *make_scenario(buju_arena *arena) {
  static const buju_param params[] = {
      {"max_population",
       BUJU_PARAM_INT,
       "people",
       1,
       1e6,
       "800",
       NULL,
       0,
       BUJU_FROM_VILLAGES,
       {"人口少于", "fewer than"}},
      {"max_area_km2", BUJU_PARAM_REAL, "km2", 0, 1e6, "", NULL, 0, BUJU_FROM_VILLAGES, {"面积小于", "smaller than"}}};
  buju_scenario *scenario = BUJU_NEW(arena, buju_scenario, 1);
  buju_use *use = BUJU_NEW(arena, buju_use, 1);
  buju_value *value = BUJU_NEW(arena, buju_value, 2);
  buju_decision *decision = BUJU_NEW(arena, buju_decision, 1);
  die_without(scenario), die_without(use), die_without(value), die_without(decision);
  value[0] = (buju_value){.given = true, .origin = BUJU_BY_SET, .s = "700"};
  value[1] = (buju_value){.given = false, .origin = BUJU_BY_DEFAULT};
  *use = (buju_use){.id = "joint_clinic",
                    .ref = "X2",
                    .clause = "§3(1)1",
                    .text = {"联合设置。", "Joint clinics."},
                    .params = 2,
                    .param = params,
                    .value = value};
  *decision = (buju_decision){.kind = BUJU_DECIDE_KEEP, .code = "C3", .reason = "群众意见", .person = "王主任"};
  scenario->title = "试算";
  scenario->as_of = (buju_date){2026, 6, 30};
  scenario->profile.id = "xixian-2021";
  scenario->profile.status = "draft";
  scenario->travel = (buju_travel_spec){
      .provider = BUJU_BY_AUTO, .walk_mps = 1.25, .ebike_mps = 4, .drive_mps = 11, .detour_factor = 1.3};
  scenario->uses = 1;
  scenario->use = use;
  scenario->decisions = 1;
  scenario->decision = decision;
  return scenario;
}

static buju_need *make_needs(buju_arena *arena, const buju_region *region) {
  static const struct {
    uint8_t verdict, before;
    buju_ix site, group;
    uint32_t ms;
  } rows[VILLAGES] = {{BUJU_VERDICT_JOINT_MEMBER, BUJU_VERDICT_UNSERVED, SITE_NEW, 0, 900001},
                      {BUJU_VERDICT_JOINT_HOST, BUJU_VERDICT_UNSERVED, SITE_NEW, 0, 0},
                      {BUJU_VERDICT_OWN_CLINIC, BUJU_VERDICT_OWN_CLINIC, SITE_C3, BUJU_NONE, 60000},
                      {BUJU_VERDICT_THC_SERVED, BUJU_VERDICT_THC_SERVED, SITE_T1, BUJU_NONE, BUJU_FAR},
                      {BUJU_VERDICT_UNSERVED, BUJU_VERDICT_UNSERVED, BUJU_NONE, BUJU_NONE, BUJU_FAR},
                      {BUJU_VERDICT_NOT_EVALUATED, BUJU_VERDICT_NOT_EVALUATED, BUJU_NONE, BUJU_NONE, BUJU_FAR}};
  buju_need *need = BUJU_NEW(arena, buju_need, VILLAGES);
  die_without(need);
  for (buju_ix v = 0; v < VILLAGES; v++)
    need[v] = (buju_need){.area = region->village.area[v],
                          .village = v,
                          .service = BUJU_VILLAGE_CLINIC,
                          .decided = true,
                          .verdict = rows[v].verdict,
                          .before = rows[v].before,
                          .use = 0,
                          .decision = BUJU_NONE,
                          .site = rows[v].site,
                          .ms = rows[v].ms,
                          .metres = 1125,
                          .basis = BUJU_BASIS_STRAIGHT,
                          .people_used = region->village.people[BUJU_RESIDENT][v],
                          .group = rows[v].group,
                          .best_partner = BUJU_NONE,
                          .best_partner_ms = BUJU_FAR};
  need[0].clinics_existing = 1;
  need[2].clinics_existing = need[2].clinics_counted = 1;
  need[4].best_partner = 3;
  need[4].best_partner_ms = 1;
  return need;
}

static buju_site *make_sites(buju_arena *arena, const buju_region *region) {
  buju_site *site = BUJU_NEW(arena, buju_site, SITES);
  die_without(site);
  for (buju_ix s = 0; s < SITES; s++) {
    buju_ix v = s == SITE_C1 ? 0 : s == SITE_C3 ? 2 : s == SITE_T1 ? 3 : 1;
    site[s] = (buju_site){.facility = s < SITE_NEW ? s : BUJU_NONE,
                          .village = v,
                          .township = 1,
                          .kind = s == SITE_T1 ? BUJU_THC : BUJU_VILLAGE_CLINIC,
                          .status = BUJU_SITE_EXISTING,
                          .action = BUJU_ACTION_KEEP,
                          .planned = s != SITE_C1,
                          .x_m = region->village.x_m[v],
                          .y_m = region->village.y_m[v],
                          .location = BUJU_LOCATED,
                          .managing_thc = SITE_T1,
                          .max_ms = BUJU_FAR,
                          .doctors = -1,
                          .doctors_required = -1,
                          .doctors_short = -1,
                          .floor_required_m2 = NAN,
                          .premises = BUJU_NONE,
                          .cost_fen = BUJU_MONEY_MISSING,
                          .decision = BUJU_NONE,
                          .rank = BUJU_NONE};
  }
  site[SITE_C1].status = BUJU_SITE_CLOSING;
  site[SITE_C1].action = BUJU_ACTION_DEREGISTER;
  site[SITE_C3].decision = 0;
  site[SITE_C3].items_missing = UINT64_C(1) << BUJU_ITEM_TOILET_AND_CLIMATE | UINT64_C(1) << BUJU_ITEM_FLOOR_AREA;
  site[SITE_C3].items_unknown = UINT64_C(1) << BUJU_ITEM_STARS;
  site[SITE_NEW].status = BUJU_SITE_PROPOSED;
  site[SITE_NEW].action = BUJU_ACTION_BUILD;
  site[SITE_NEW].location = BUJU_LOCATED_VILLAGE;
  site[SITE_NEW].people_served = 1264 * BUJU_PERSON;
  site[SITE_NEW].villages_served = 2;
  site[SITE_NEW].cost_fen = 12345678;
  site[SITE_NEW].doctors_required = 2;
  site[SITE_NEW].floor_required_m2 = 80;
  return site;
}

static void add_served(buju_plan *plan, const buju_region *region) {
  plan->served_n = region->demand.n;
  plan->served = BUJU_NEW(plan->arena, buju_served, plan->served_n);
  die_without(plan->served);
  for (buju_ix d = 0; d < plan->served_n; d++) {
    buju_ix v = region->demand.village[d];
    plan->served[d] = (buju_served){.demand = d,
                                    .need = v,
                                    .site = plan->need[v].site,
                                    .ms = plan->need[v].ms,
                                    .metres = 10,
                                    .basis = BUJU_BASIS_STRAIGHT,
                                    .before_site = BUJU_NONE,
                                    .before_ms = BUJU_FAR,
                                    .after_ms = plan->need[v].ms};
  }
}

static void add_traces(buju_plan *plan) {
  BUJU_MSG(lost, "{0}的另一规则未采用", "{0} is spoken of by another rule that lost.");
  BUJU_MSG(decided, "{0}人口{1}人，少于700人，并入白泉村。", "{0} has {1} people, fewer than 700, and joins 白泉村");
  BUJU_MSG(kept, "按人工决定保留。", "Kept by decision.");
  plan->traces = 3;
  plan->trace = BUJU_NEW(plan->arena, buju_trace, plan->traces);
  die_without(plan->trace);
  plan->trace[0] = (buju_trace){BUJU_TRACED_NEED, 0, 0, BUJU_LOST, BUJU_SAY(lost, buju_text("河田村"))};
  plan->trace[1] = (buju_trace){BUJU_TRACED_NEED, 0, 0, BUJU_DECIDED,
                                BUJU_SAY(decided, buju_text("河田村"), buju_people(564 * BUJU_PERSON))};
  plan->trace[2] = (buju_trace){BUJU_TRACED_SITE, SITE_C3, BUJU_NONE, BUJU_DECIDED, BUJU_SAY(kept)};
}

#define ADD(plan, type, rows, field, ...)                                                                              \
  do {                                                                                                                 \
    static const type made[] = {__VA_ARGS__};                                                                          \
    (plan)->rows = sizeof made / sizeof *made;                                                                         \
    (plan)->field = buju_arena_copy((plan)->arena, made, (plan)->rows, sizeof *made);                                  \
    die_without((plan)->field);                                                                                        \
  } while (0)

static const buju_msg objective = {"卫生室数", "clinics"}, upkeep = {"运行经费", "running costs"};
static const buju_msg gps = {"全科医生", "general practitioners"}, doctors = {"执业医师", "licensed physician"};
static const buju_msg on_foot = {"步行15分钟", "15 minutes on foot"}, fewer = {"少1所", "1 clinic fewer"};

static void add_projects(buju_plan *plan) {
  ADD(plan, buju_joint_group, groups, group,
      {.host = 1, .n = 2, .site = SITE_NEW, .people = 1264000, .longest_ms = 900001, .component = 0});
  ADD(plan, buju_ix, joint_members, joint_member, 0, 1);
  ADD(plan, buju_site_action, actions, action,
      {.site = SITE_C1,
       .action = BUJU_ACTION_DEREGISTER,
       .status = BUJU_SITE_CLOSING,
       .phased_by = BUJU_NONE,
       .cost_fen = BUJU_MONEY_MISSING,
       .due = {2026, 12, 31}},
      {.site = SITE_NEW,
       .action = BUJU_ACTION_BUILD,
       .status = BUJU_SITE_PROPOSED,
       .progress = BUJU_PROJECT_UNDER_WAY,
       .year = 2027,
       .year_before = 2026,
       .people_gained = 1264000,
       .cost_fen = 12345678,
       .rank = 1,
       .cut = 2,
       .build_mode = BUJU_BUILD_CONVERT});
  ADD(plan, buju_cost, costs, cost, {&upkeep, false, 0, 1, 2026, "新城", 2, 650000});
  ADD(plan, buju_certificate, certificates, certificate,
      {0, BUJU_CERTIFIES_CLINICS, "joint_clinic/421223100/1", &objective, 1, 1, BUJU_PROVED, BUJU_BY_BRANCH, 12, 2});
}

static void add_targets(buju_plan *plan) {
  ADD(plan, buju_target, targets, target,
      {.id = "by_year",
       .area = 0,
       .year = 2027,
       .service = BUJU_VILLAGE_CLINIC,
       .source = BUJU_TARGET_POLICY,
       .actions = 1u << BUJU_ACTION_BUILD | 1u << BUJU_ACTION_UPGRADE,
       .asked = true,
       .base = -1,
       .permyriad = -1,
       .target = 2,
       .done_before = 3,
       .planned = 1,
       .cumulative_target = 5,
       .cumulative_planned = 4,
       .shortfall = 1,
       .candidates = 1,
       .people_gained = 1264000,
       .cost_fen = 12345678,
       .due = {2027, 12, 31}},
      {.id = "by_year",
       .area = 1,
       .year = 2027,
       .service = BUJU_VILLAGE_CLINIC,
       .actions = 1u << BUJU_ACTION_BUILD,
       .base = -1,
       .permyriad = -1,
       .target = -1,
       .planned = 1,
       .cumulative_target = -1,
       .cumulative_planned = 1,
       .shortfall = -1,
       .candidates = 1,
       .people_gained = 1264000,
       .cost_fen = BUJU_MONEY_MISSING});
}

static void add_gaps(buju_plan *plan) {
  ADD(plan, buju_gap, gaps, gap,
      {BUJU_GAP_ENTITLEMENT, BUJU_VILLAGE_CLINIC, false, BUJU_NONE, 0, BUJU_NONE, 0, 564000, 1, 0, 1, "", SITE_C3,
       900001, BUJU_ACTION_MERGE, 0, 2},
      {BUJU_GAP_ENTITLEMENT, BUJU_VILLAGE_CLINIC, true, BUJU_NONE, 4, BUJU_NONE, 0, 300000, 1, 0, 1, "", BUJU_NONE,
       BUJU_FAR, -1, 0, 3},
      {BUJU_GAP_STANDARD, BUJU_VILLAGE_CLINIC, true, BUJU_NONE, 2, SITE_C3, 0, 1200000, 80, 60, 20, "m2", BUJU_NONE,
       BUJU_FAR, BUJU_ACTION_UPGRADE, 0, 1},
      {BUJU_GAP_STANDARD, BUJU_VILLAGE_CLINIC, true, BUJU_NONE, 2, SITE_C3, 0, 1200000, 1, 0, 1, "", BUJU_NONE,
       BUJU_FAR, BUJU_ACTION_UPGRADE, 0, 1});
  ADD(plan, buju_entitlement, entitlements, entitlement,
      {1, BUJU_NONE, BUJU_CHC, BUJU_ENTITLED_TO_BUILD, 0, 5264000, 0, 1, 0, 1, SITE_NEW},
      {4, 2, BUJU_CHS, BUJU_ENTITLED_BELOW, 0, 1200000, 8000000, 0, 0, 0, BUJU_NONE});
  ADD(plan, buju_compliance, compliances, compliance,
      {.area = 1,
       .services = 1u << BUJU_VILLAGE_CLINIC,
       .base = 3,
       .met = 1,
       .lacking = 1,
       .unknown = 1,
       .share = 8000,
       .needed = 2,
       .planned = 1});
}

static void add_staff(buju_plan *plan) {
  ADD(plan, buju_doctor, doctors, doctor, {0, SITE_C1, BUJU_ENGAGEMENT_REENGAGED, 66, 2020, 2025, 0, 0},
      {1, SITE_C3, BUJU_ENGAGEMENT_AGE_UNKNOWN, -1, 0, 0, 50000, 0});
  ADD(plan, buju_staffing, staffings, staffing, {1, 2026, 4, 2, 1, 0, 1, 2, 0});
  ADD(plan, buju_staff_ratio, staff_ratios, staff_ratio,
      {0, 1, 2026, &gps, 5264000, -1, 5000, 10000, true, true, 3, 1, 1, 2, 0, 0, BUJU_NO},
      {0, 0, 2027, &doctors, BUJU_PEOPLE_MISSING, 20, 4500, 0, false, false, 9, 8, 0, 1, 1, 1, BUJU_UNKNOWN});
  ADD(plan, buju_pair, pairs, pair,
      {0, BUJU_TOWNSHIP, false, 1, BUJU_NONE, SITE_T1, SITE_C3, 1, SITE_C3, 5264000, 600000, 600000, 7000,
       BUJU_BASIS_STRAIGHT, 500500, 1500},
      {0, BUJU_VILLAGE, true, 4, 2, SITE_C3, BUJU_NONE, 0, BUJU_NONE, 1200000, BUJU_FAR, BUJU_FAR, UINT32_MAX,
       BUJU_BASIS_NONE, 502500, 500});
}

static void add_curve(buju_plan *plan) {
  ADD(plan, buju_reached, reacheds, reached,
      {0,
       "joint_clinic",
       900000,
       BUJU_WALK,
       BUJU_BY_STRAIGHT,
       BUJU_TO_SERVICE,
       12,
       5,
       5264000,
       1200000,
       3900000,
       {{200000, 0, 664000}, {0, 300000, 664000}},
       0,
       300000,
       true,
       0,
       300000,
       1,
       1,
       95,
       BUJU_NONE,
       BUJU_NONE});
  ADD(plan, buju_candidate, candidates, candidate,
      {0, BUJU_CANDIDATE_COMMUNITY, 4, BUJU_NONE, 501500, 1500, 1, 300000, 1, true, 1, SITE_NEW},
      {0, BUJU_CANDIDATE_ROAD, 4, BUJU_NONE, 501234.4, 1499.6, 1, 300000, 2, false, 0, BUJU_NONE});
  ADD(plan, buju_frontier, frontiers, frontier, {0, 0, 3900000, 3900000, 0},
      {0, 1, 4200000, 4300000, BUJU_MONEY_MISSING});
}

static void add_choice(buju_plan *plan) {
  ADD(plan, buju_pick, picks, pick,
      {0,
       "joint_clinic",
       &fewer,
       BUJU_ACTION_RAISE_SUBCENTRE,
       1800000,
       BUJU_DRIVE,
       BUJU_BY_STRAIGHT,
       BUJU_TO_SERVICE,
       2,
       1,
       1,
       0,
       5264000,
       0,
       2500000,
       {{0, 0, 5264000}, {0, 0, 5264000}},
       BUJU_FAR,
       100000,
       BUJU_FAR,
       540000,
       900001});
  ADD(plan, buju_contender, contenders, contender,
      {0,           SITE_T1,  true,    true,    true,
       false,       2500000,  2500000, 2500000, 2500000,
       2500000,     BUJU_FAR, NAN,     -1,      {10000, 10000, 10000, 0, 0},
       8000,        1,        1,       1,       true,
       BUJU_UNKNOWN});
  ADD(plan, buju_sensitivity, sensitivities, sensitivity, {0, {&on_foot, {{0}}}, {&fewer, {{0}}}});
}

/* The health centre goes to its fifth village and back on days 2 and 16. */
static void add_rounds(buju_plan *plan) {
  static const uint64_t first[] = {0, 3};
  static const double x_m[] = {500000, 501500, 500000}, y_m[] = {1000, 1500, 1000};
  ADD(plan, buju_round, rounds, round,
      {0, 2, SITE_T1, 1, 2, 1, 0, 1, 0, 2, 7200000, 3600000, 80000, BUJU_BASIS_ROAD, 300000, 3});
  ADD(plan, buju_round_stop, round_stops, round_stop, {0, 4, 1, 1, 3600000, 3600000, 40000, 3600000, 14, 26});
  ADD(plan, buju_round_day, round_days, round_day, {0, 1, 2}, {0, 3, 16});
  plan->calendar = buju_arena_copy(plan->arena, (const buju_ix[]){0, 1}, 2, sizeof(buju_ix));
  plan->round_path = (buju_paths){1, buju_arena_copy(plan->arena, first, 2, sizeof *first),
                                  buju_arena_copy(plan->arena, x_m, 3, sizeof *x_m),
                                  buju_arena_copy(plan->arena, y_m, 3, sizeof *y_m)};
  die_without(plan->calendar);
  die_without(plan->round_path.first);
  die_without(plan->round_path.x_m);
  die_without(plan->round_path.y_m);
  ADD(plan, buju_service_way, service_ways, service_way,
      {BUJU_NONE, BUJU_WAY_FIXED, {2, 3}, {3000000, 4500000}, {6667, 10000}, {4500000, 5000000}},
      {1, BUJU_WAY_NOBODY, {1, 0}, {1500000, 0}, {-1, 0}, {0, BUJU_PEOPLE_MISSING}});
  ADD(plan, buju_referral, referrals, referral,
      {0, 0, SITE_T1, BUJU_TIER_THC, BUJU_DRIVE, BUJU_BASIS_ROAD, 900001, BUJU_FAR, 900000, 564000, {564000, 200000}},
      {0,
       4,
       BUJU_NONE,
       BUJU_TIER_HOSPITAL,
       BUJU_DRIVE,
       BUJU_BASIS_NONE,
       BUJU_FAR,
       BUJU_FAR,
       BUJU_FAR,
       300000,
       {BUJU_PEOPLE_MISSING, BUJU_PEOPLE_MISSING}});
}

/* Around C3 a square of 400 m with a hole of 200 m, and an empty circle that lasts half as long. */
static void add_circles(buju_plan *plan) {
  static const uint32_t limits[] = {900000, 1800000};
  ADD(plan, buju_circle, circles, circle, {1800000, 0, SITE_C3, true, 1, 1200000, BUJU_BY_STRAIGHT},
      {900000, 0, SITE_C3, true, 0, 0, BUJU_BY_ROADS});
  ADD(plan, buju_circle_set, circle_sets, circle_set,
      {.use = BUJU_NONE,
       .provider = BUJU_BY_ROADS,
       .limits = 2,
       .limit_ms = limits,
       .services = 1,
       .spacing_m = 144,
       .places = 77});
  ADD(plan, buju_nearest, nearests, nearest, {0, SITE_C3, true, 1, 1200000, BUJU_BY_STRAIGHT},
      {0, BUJU_NONE, true, 0, 4064000, BUJU_BY_ROADS});
  buju_land *land = &plan->circle_set[0].land;
  land->n = 2;
#define PUT(type, field, ...)                                                                                          \
  do {                                                                                                                 \
    static const type made[] = {__VA_ARGS__};                                                                          \
    land->field = buju_arena_copy(plan->arena, made, sizeof made / sizeof *made, sizeof *made);                        \
    die_without(land->field);                                                                                          \
  } while (0)
  PUT(uint64_t, part, 0, 0, 1);
  PUT(uint64_t, ring, 0, 2);
  PUT(uint64_t, point, 0, 4, 8);
  PUT(double, x_m, 502300, 502700, 502700, 502300, 502400, 502400, 502600, 502600);
  PUT(double, y_m, 300, 300, 700, 700, 400, 600, 600, 400);
  PUT(double, area_m2, 0, 120000);
#undef PUT
  plan->circle_set[0].nearest[1] = *land;
}

by_hand by_hand_new(buju_ctx *ctx, bool polygons, bool outline) {
  by_hand hand = {.arena = buju_arena_new()};
  die_without(hand.arena);
  hand.region = make_region(ctx, polygons, outline);
  hand.scenario = make_scenario(hand.arena);
  buju_plan *plan = BUJU_NEW(hand.arena, buju_plan, 1);
  die_without(plan);
  plan->arena = hand.arena;
  plan->region = hand.region;
  plan->year = 2026;
  plan->needs = VILLAGES;
  plan->need = make_needs(hand.arena, hand.region);
  plan->sites = SITES;
  plan->site = make_sites(hand.arena, hand.region);
  plan->coverage =
      (buju_coverage){5264000, 3700000, 4964000, 0, 1900000, 0, {{0, 0, 5264000}, {0, 0, 5264000}}, 900000, &on_foot};
  add_served(plan, hand.region);
  add_traces(plan);
  add_projects(plan);
  add_targets(plan);
  add_gaps(plan);
  add_staff(plan);
  add_curve(plan);
  add_choice(plan);
  add_rounds(plan);
  add_circles(plan);
  hand.plan = plan;
  return hand;
}

void by_hand_free(by_hand *hand) {
  buju_region_free(hand->region);
  buju_arena_free(hand->arena);
}
