/* What a region is told of its roads: who is not served by them. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "libbuju/travels.h"
#include "tests/support/region_text.h"
#include "tests/support/road_world.h"

static const buju_finding *found(const buju_region *r, const char *id) {
  for (size_t i = 0; i < r->findings.rows.n; i++)
    if (strcmp(buju_finding_at(&r->findings, i)->kind->id, id) == 0) return buju_finding_at(&r->findings, i);
  return NULL;
}

static void who_is_not_served_is_named(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx,
                                    "township 610402100 甲镇\n"
                                    "village 610402100201 甲村 pop=700 at=0,100\n"
                                    "village 610402100202 乙村 pop=600 at=500,2000\n"
                                    "village 610402100203 丙村 pop=500 at=9000,0\n"
                                    "village 610402100204 丁村 pop=600 at=100,0\n"
                                    "settlement 610402100204 上丁 pop=300 at=100,10\n"
                                    "settlement 610402100204 中丁 pop=200 at=9000,20\n"
                                    "settlement 610402100204 下丁 pop=100 at=9000,1000\n"
                                    "facility K1 village_clinic 甲村卫生室 village=610402100201\n"
                                    "facility K2 village_clinic 乙村卫生室 village=610402100202\n",
                                    &r),
                   BUJU_OK);
  buju_scenario scenario = {.travel = road_world_spec()};
  r->road = road_lines_read(r->arena, "0,0 3000,0; 9000,-50 9000,50; 0,20 3000,20 !walk;");
  assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
  assert_int_equal(r->network->edges, 3);
  const buju_finding *off = found(r, "village_off_network"), *cut = found(r, "village_cut_off");
  assert_string_equal(off->code, "610402100202");
  assert_string_equal(off->arg[0].u.s, "乙村");
  assert_true(off->arg[1].u.f == 2000);
  assert_string_equal(cut->code, "610402100203");
  const buju_finding *some_off = found(r, "settlements_off_network"), *some_cut = found(r, "settlements_cut_off");
  assert_string_equal(some_off->code, "610402100204");
  assert_int_equal(some_off->arg[1].u.i, 1);
  assert_string_equal(some_cut->code, "610402100204");
  assert_string_equal(some_cut->arg[0].u.s, "丁村");
  assert_int_equal(some_cut->arg[1].u.i, 1);
  assert_int_equal(some_cut->arg[2].u.i, 3);
  assert_string_equal(found(r, "facility_off_network")->code, "K2");
  assert_null(found(r, "roads_closed"));
  buju_region_free(r);
  buju_ctx_free(ctx);
}

/* Roads that nothing goes by are not told of: not under travel over terrain, nor by the straight line. */
static void roads_nobody_goes_by_are_not_told_of(void **state) {
  (void)state;
  static const buju_param by = {.words = buju_provider_words};
  buju_value value = {.i = BUJU_BY_ROADS};
  buju_use rule = {.params = 1, .param = &by, .value = &value};
  const struct {
    buju_provider provider;
    bool circles, rule, told;
  } cases[] = {{BUJU_BY_ROADS, false, false, true},
               {BUJU_BY_STRAIGHT, false, false, false},
               {BUJU_BY_TERRAIN, false, false, false},
               {BUJU_BY_TERRAIN, true, false, true},
               {BUJU_BY_STRAIGHT, false, true, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_ctx *ctx = buju_ctx_new();
    buju_region *r = NULL;
    buju_scenario scenario = {.travel = road_world_spec(), .uses = cases[i].rule, .use = &rule};
    scenario.travel.provider = cases[i].provider;
    scenario.circles.provider_given = cases[i].circles;
    scenario.circles.provider = BUJU_BY_ROADS;
    assert_int_equal(buju_region_text(ctx,
                                      "township 610402100 甲镇\n"
                                      "village 610402100201 甲村 pop=7 at=0,9000\n"
                                      "village 610402100202 乙村 pop=7 at=9000,0\n",
                                      &r),
                     BUJU_OK);
    r->road = road_lines_read(r->arena, "0,0 3000,0; 9000,-50 9000,50;");
    assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
    assert_non_null(r->network); /* whoever asks for it later finds it */
    assert_int_equal(found(r, "village_off_network") != NULL, cases[i].told);
    assert_int_equal(found(r, "village_cut_off") != NULL, cases[i].told);
    assert_int_equal(found(r, "road_pieces") != NULL, cases[i].told);
    if (!cases[i].told) assert_int_equal(r->findings.rows.n, 0);
    buju_region_free(r);
    buju_ctx_free(ctx);
  }
}

/* The user has been told that no road lies here; every village would say it again. */
static void no_roads_are_no_flood_of_findings(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx, "township 610402100 甲镇\nvillage 610402100201 甲村 pop=700 at=0,100\n", &r),
                   BUJU_OK);
  buju_scenario scenario = {.travel = road_world_spec()};
  assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
  assert_int_equal(r->findings.rows.n, 0);
  assert_null(r->network);
  buju_region_free(r);
  buju_ctx_free(ctx);
}

/* Lines that are points have no length to travel: nothing is measured on them. */
static void lines_without_length_are_no_network(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx, "township 610402100 甲镇\nvillage 610402100201 甲村 pop=700 at=0,100\n", &r),
                   BUJU_OK);
  buju_input roads = {.role = BUJU_INPUT_ROADS};
  buju_scenario scenario = {.travel = road_world_spec(), .inputs = 1, .input = &roads};
  scenario.travel.provider = BUJU_BY_AUTO;
  buju_travels travels;
  r->road = road_lines_read(r->arena, "0,0 0,0; 50,0 50,0;");
  assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
  assert_null(r->network);
  assert_non_null(found(r, "roads_unusable"));
  assert_int_equal(buju_travels_make(ctx, &scenario, r, &travels), BUJU_OK); /* auto */
  assert_int_equal(travels.chosen, BUJU_BY_STRAIGHT);
  buju_travels_free(&travels);
  scenario.travel.provider = BUJU_BY_ROADS; /* by name */
  assert_int_equal(buju_travels_make(ctx, &scenario, r, &travels), BUJU_E_DATA);
  buju_travels_free(&travels);
  buju_region_free(r);
  buju_ctx_free(ctx);
}

/* Paths nobody drives are a finding where somebody is to drive. */
static void modes_nobody_goes_by_are_not_told_of(void **state) {
  (void)state;
  static const buju_param param = {.words = buju_mode_words},
                          tries = {.words = buju_mode_words, .tried = 1u << BUJU_DRIVE};
  buju_value value = {.i = BUJU_DRIVE}, on_foot = {.i = BUJU_WALK};
  buju_use use = {.params = 1, .param = &param, .value = &value};
  buju_use walks = {.params = 1, .param = &param, .value = &on_foot};
  buju_use sensitive = {.params = 1, .param = &tries, .value = &on_foot};
  const buju_scenario cases[] = {{.uses = 0},
                                 {.circles = {.mode_given = true, .mode = BUJU_EBIKE}},
                                 {.uses = 1, .use = &walks},
                                 {.circles = {.mode_given = true, .mode = BUJU_DRIVE}},
                                 {.uses = 1, .use = &use},
                                 {.uses = 1, .use = &sensitive}};
  for (int i = 0; i < 6; i++) {
    buju_ctx *ctx = buju_ctx_new();
    buju_region *r = NULL;
    buju_scenario scenario = cases[i];
    scenario.travel = road_world_spec();
    assert_int_equal(buju_region_text(ctx, "township 610402100 甲镇\nvillage 610402100201 甲村 pop=7 at=0,9\n", &r),
                     BUJU_OK);
    r->road = road_lines_read(r->arena, "0,0 3000,0 !drive;");
    assert_int_equal(buju_roads_connect(ctx, &scenario, r), BUJU_OK);
    assert_int_equal(found(r, "roads_closed") != NULL, i >= 3);
    buju_region_free(r);
    buju_ctx_free(ctx);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(who_is_not_served_is_named),           cmocka_unit_test(roads_nobody_goes_by_are_not_told_of),
      cmocka_unit_test(no_roads_are_no_flood_of_findings),    cmocka_unit_test(lines_without_length_are_no_network),
      cmocka_unit_test(modes_nobody_goes_by_are_not_told_of),
  };
  return cmocka_run_group_tests_name("travel_roads", tests, NULL, NULL);
}
