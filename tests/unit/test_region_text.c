/* The text loader: what rule tests stand on. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "tests/support/region_text.h"

static const char county[] =
    "# two townships\n"
    "touch 421223100202 421223100201 850\n"
    "village 421223100202 李家村 pop=900 at=4000,0 converted=no demolition=2026\n"
    "village 421223100201 河田村 pop=564/708 at=1000,2000 township=天城镇 seat category=集聚提升类\n"
    "village 421223001003 白泉社区 pop=-/10\n"
    "settlement 421223100201 下河 pop=164/208 at=1100,2000\n"
    "settlement 421223100201 上河 pop=400/500 at=900,2000 from=2025\n"
    "facility C2 village_clinic 李家卫生室 village=421223100202 at=4100,0 public_owned integrated=no\n"
    "facility C1 thc village=421223100201 floor=800.5 stars=3\n"
    "staff C2 village_doctor 1964 张三\n"
    "staff C2 licensed 1980\n";

static void a_region_is_laid_out_by_code(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx, county, &r), BUJU_OK);
  assert_int_equal(r->area.n, 1 + 2 + 3);
  assert_string_equal(r->area.code[0], "421223");
  assert_string_equal(r->area.code[1], "421223001");
  assert_string_equal(r->area.name[2], "天城镇");
  assert_int_equal(r->area.kind[1], BUJU_AREA_STREET);
  assert_int_equal(r->area.kind[3], BUJU_AREA_COMMUNITY);
  assert_int_equal(r->area.parent[2], 0);
  assert_int_equal(r->village.n, 3);
  buju_ix he = buju_region_village(r, "421223100201"), li = buju_region_village(r, "421223100202");
  assert_int_equal(he, 1);
  assert_int_equal(r->area.parent[r->village.area[he]], 2);
  assert_int_equal(r->village.people[BUJU_REGISTERED][he], 708000);
  assert_true(r->village.people[BUJU_RESIDENT][0] == BUJU_PEOPLE_MISSING);
  assert_int_equal(r->village.thc_seat[he], BUJU_YES);
  assert_int_equal(r->village.thc_seat[li], BUJU_UNKNOWN);
  assert_int_equal(r->village.converted[li], BUJU_NO);
  assert_int_equal(r->village.demolition_year[li], 2026);
  assert_int_equal(r->village.location[0], BUJU_UNLOCATED);
  assert_int_equal(r->demand.n, 3);
  assert_string_equal(r->demand.name[0], "上河");
  assert_int_equal(r->demand.from_year[0], 2025);
  assert_int_equal(r->demand.people[BUJU_RESIDENT][2], 900000);
  assert_int_equal(r->demand.village[2], li);
  assert_int_equal(r->village.adjacent.row[3], 2);
  assert_int_equal(r->village.adjacent.col[0], li);
  assert_int_equal(r->village.adjacent.val[1], 850);
  buju_region_free(r);
  buju_ctx_free(ctx);
}

static void facilities_follow_their_village(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_region_text(ctx, county, &r), BUJU_OK);
  buju_ix thc = buju_region_facility(r, "C1"), clinic = buju_region_facility(r, "C2");
  assert_int_equal(r->facility.kind[thc], BUJU_THC);
  assert_int_equal(r->facility.location[thc], BUJU_LOCATED_VILLAGE);
  assert_true(r->facility.x_m[thc] == 1000);
  assert_true(r->facility.floor_m2[thc] == 800.5 && isnan(r->facility.floor_m2[clinic]));
  assert_int_equal(r->facility.stars[clinic], -1);
  assert_int_equal(r->facility.township[clinic], 2);
  assert_int_equal(r->facility.flag[BUJU_PUBLIC_OWNED][clinic], BUJU_YES);
  assert_int_equal(r->facility.flag[BUJU_INTEGRATED][clinic], BUJU_NO);
  assert_int_equal(r->facility.flag[BUJU_INSURANCE][clinic], BUJU_UNKNOWN);
  assert_int_equal(r->staff.n, 2);
  assert_int_equal(r->staff.grade[0], BUJU_LICENSED);
  assert_string_equal(r->staff.name[1], "张三");
  buju_region_free(r);
  buju_ctx_free(ctx);
}

static void bad_lines_are_named(void **state) {
  (void)state;
  static const char *const bad[] = {"village 421223100201\n",
                                    "villag 421223100201 A\n",
                                    "facility C kiosk\n",
                                    "settlement 421223100209 A pop=1\n",
                                    "village 421223100201 A pop=5\nsettlement 421223100201 B pop=4 at=0,0\n",
                                    "touch 421223100201 421223100202\n",
                                    "facility C thc village=421223100201\n",
                                    "staff C licensed\n"};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    buju_region *r = NULL;
    assert_int_equal(buju_region_text(ctx, bad[i], &r), BUJU_E_DATA);
    assert_null(r);
  }
  assert_int_equal(buju_region_text(ctx, "\n#\nvillag X Y\n", NULL), BUJU_E_DATA);
  assert_string_equal(buju_ctx_error(ctx), "line 3: “villag” is not understood");
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_region_is_laid_out_by_code),
      cmocka_unit_test(facilities_follow_their_village),
      cmocka_unit_test(bad_lines_are_named),
  };
  return cmocka_run_group_tests_name("region_text", tests, NULL, NULL);
}
