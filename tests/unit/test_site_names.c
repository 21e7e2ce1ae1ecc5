/* What sites are called. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "layers/output/output.h"
#include "tests/support/region_text.h"

enum { MOST = 8 };

typedef struct named {
  buju_ctx *ctx;
  buju_region *region;
  buju_arena *arena;
  buju_plan plan;
  buju_site site[MOST];
  buju_output out;
} named;

static void start(named *n, const char *text) {
  *n = (named){.ctx = buju_ctx_new(), .arena = buju_arena_new()};
  assert_non_null(n->ctx);
  assert_non_null(n->arena);
  assert_int_equal(buju_region_text(n->ctx, text, &n->region), BUJU_OK);
}

/* A new site in a village of that row (BUJU_NONE: in its township only), or one that stands. */
static void add(named *n, buju_ix facility, buju_ix village, uint8_t kind) {
  buju_ix township = village != BUJU_NONE ? n->region->area.parent[n->region->village.area[village]] : BUJU_NONE;
  assert_true(n->plan.sites < MOST);
  n->site[n->plan.sites++] = (buju_site){.facility = facility, .village = village, .township = township, .kind = kind};
}

static void call(named *n) {
  n->plan.site = n->site;
  n->out = (buju_output){.ctx = n->ctx, .region = n->region, .plan = &n->plan, .arena = n->arena};
  assert_int_equal(buju_output_site_names(&n->out), BUJU_OK);
}

static void finish(named *n) {
  buju_region_free(n->region);
  buju_arena_free(n->arena);
  buju_ctx_free(n->ctx);
}

#define TWO_TOWNS                                                                                                      \
  "township 610402100 甲镇\ntownship 610402101 乙乡\n"                                                             \
  "village 610402100201 白泉村 pop=900 at=0,0\n"                                                                    \
  "village 610402100202 新民村 pop=900 at=500,0\n"                                                                  \
  "village 610402100203 花嘎查 pop=900 at=900,0\n"                                                                  \
  "village 610402101201 新民村 pop=900 at=9000,0\n"                                                                 \
  "village 610402101001 东风社区 pop=900 at=9500,0\n"

static void what_the_place_ends_in_is_said_once(void **state) {
  (void)state;
  named n;
  start(&n, TWO_TOWNS);
  add(&n, BUJU_NONE, 0, BUJU_VILLAGE_CLINIC);
  add(&n, BUJU_NONE, 2, BUJU_VILLAGE_CLINIC);
  add(&n, BUJU_NONE, 3, BUJU_CHS);
  add(&n, BUJU_NONE, 0, BUJU_THC);
  call(&n);
  assert_string_equal(n.out.site_name[0], "白泉村卫生室");
  assert_string_equal(n.out.site_name[1], "花嘎查卫生室");
  assert_string_equal(n.out.site_name[2], "东风社区卫生服务站"); /* communities stand before villages by code */
  assert_string_equal(n.out.site_name[3], "甲镇卫生院");
  finish(&n);
}

static void villages_of_one_name_say_their_township(void **state) {
  (void)state;
  named n;
  start(&n, TWO_TOWNS);
  add(&n, BUJU_NONE, 1, BUJU_VILLAGE_CLINIC);
  add(&n, BUJU_NONE, 4, BUJU_VILLAGE_CLINIC);
  call(&n);
  assert_string_equal(n.out.site_name[0], "甲镇新民村卫生室");
  assert_string_equal(n.out.site_name[1], "乙乡新民村卫生室");
  finish(&n);
}

/* Names of the data stay as they are and are given to nobody else, even where they look like one of ours. */
static void further_sites_of_a_place_are_numbered(void **state) {
  (void)state;
  named n;
  start(&n, TWO_TOWNS "facility F1 village_clinic 白泉村第三卫生室 village=610402100201\n"
                      "facility F2 village_clinic 白泉村卫生室 village=610402100201\n"
                      "facility F3 village_clinic 白泉村卫生室 village=610402100201\n");
  for (int i = 0; i < 3; i++) add(&n, BUJU_NONE, 0, BUJU_CHS);
  add(&n, BUJU_NONE, 0, BUJU_VILLAGE_CLINIC);
  for (buju_ix f = 0; f < 3; f++) add(&n, f, 0, BUJU_VILLAGE_CLINIC);
  call(&n);
  assert_string_equal(n.out.site_name[0], "白泉村社区卫生服务站");
  assert_string_equal(n.out.site_name[1], "白泉村第二社区卫生服务站");
  assert_string_equal(n.out.site_name[2], "白泉村第三社区卫生服务站");
  assert_string_equal(n.out.site_name[3], "白泉村第四卫生室"); /* two are called 白泉村卫生室, 第三 is taken */
  assert_string_equal(n.out.site_name[5], "白泉村卫生室");
  assert_string_equal(n.out.site_name[6], "白泉村卫生室");
  finish(&n);
}

/* Two new stations in one village, as a plan has them and as accessibility has them. */
static void accessibility_has_the_ids_of_the_plan(void **state) {
  (void)state;
  named n;
  start(&n, TWO_TOWNS);
  for (int i = 0; i < 3; i++) add(&n, BUJU_NONE, 3, BUJU_CHS);
  call(&n);
  assert_int_equal(buju_output_site_ids(&n.out), BUJU_OK);
  buju_access_site site[3];
  for (int i = 0; i < 3; i++)
    site[i] = (buju_access_site){.facility = BUJU_NONE, .village = 3, .kind = {BUJU_CHS, BUJU_CHS}};
  buju_access access = {.region = n.region, .sites = 3, .site = site};
  buju_output out = {.ctx = n.ctx, .region = n.region, .access = &access, .arena = n.arena};
  assert_int_equal(buju_output_site_ids(&out), BUJU_OK);
  assert_string_equal(out.site_id[0], "N610402101001/chs");
  assert_string_equal(out.site_id[2], "N610402101001/chs/3");
  for (int i = 0; i < 3; i++) assert_string_equal(out.site_id[i], n.out.site_id[i]);
  finish(&n);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_the_place_ends_in_is_said_once), cmocka_unit_test(villages_of_one_name_say_their_township),
      cmocka_unit_test(further_sites_of_a_place_are_numbered), cmocka_unit_test(accessibility_has_the_ids_of_the_plan)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
