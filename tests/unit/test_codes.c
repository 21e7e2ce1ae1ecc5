/* Codes, names and text as people type them. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "core/shares.h"
#include "layers/region/codes.h"
#include "layers/region/kinds.h"
#include "layers/region/names.h"
#include "layers/region/text.h"

static void check_text(const char *text, const char *want, bool want_cut) {
  buju_arena *arena = buju_arena_new();
  const char *cells[] = {text};
  const buju_column column = {.type = BUJU_CELL_TEXT, .text = cells};
  char *code;
  bool cut;
  buju_code_cell(arena, &column, 0, &code, &cut);
  if (want == NULL)
    assert_null(code);
  else
    assert_string_equal(code, want);
  assert_int_equal(cut, want_cut);
  buju_arena_free(arena);
}

static void codes_as_written(void **state) {
  (void)state;
  check_text("421223100201", "421223100201", false);
  check_text(" 421223 100 201　", "421223100201", false);
  check_text("４２１２２３１００２０１", "421223100201", false);
  check_text("'421223100201", "421223100201", false);
  check_text("421223100201.0", "421223100201", false);
  check_text("4212231002010000000", "421223100201", true); /* the land survey's 19 digits */
  check_text("421223100201220", "421223100201", true);     /* with the urban–rural class */
  check_text("421223100201999", "421223100201999", false);
  check_text("V 12", "V12", false);
  check_text("4.21223E+11", NULL, false);
  check_text("", NULL, false);
  check_text(NULL, NULL, false);
}

static void codes_as_numbers(void **state) {
  (void)state;
  buju_arena *arena = buju_arena_new();
  double real[] = {421223100201.0, 421223000000.0, 1.5, NAN};
  int64_t integer[] = {421223100201};
  const buju_column reals = {.type = BUJU_CELL_REAL, .real = real};
  const buju_column integers = {.type = BUJU_CELL_INTEGER, .integer = integer};
  char *code;
  bool cut;
  assert_int_equal(buju_code_cell(arena, &reals, 0, &code, &cut), BUJU_CODE_READ);
  assert_string_equal(code, "421223100201");
  assert_int_equal(buju_code_cell(arena, &reals, 1, &code, &cut), BUJU_CODE_LOST);
  assert_int_equal(buju_code_cell(arena, &reals, 2, &code, &cut), BUJU_CODE_LOST);
  assert_int_equal(buju_code_cell(arena, &reals, 3, &code, &cut), BUJU_CODE_BLANK);
  assert_int_equal(buju_code_cell(arena, &integers, 0, &code, &cut), BUJU_CODE_READ);
  assert_string_equal(code, "421223100201");
  buju_arena_free(arena);
}

static void kinds_of_areas(void **state) {
  (void)state;
  assert_int_equal(buju_code_village_kind("421223100003"), BUJU_AREA_COMMUNITY);
  assert_int_equal(buju_code_village_kind("421223100199"), BUJU_AREA_COMMUNITY);
  assert_int_equal(buju_code_village_kind("421223100200"), BUJU_AREA_VILLAGE);
  assert_int_equal(buju_code_village_kind("421223100399"), BUJU_AREA_VILLAGE);
  assert_int_equal(buju_code_village_kind("421223100400"), BUJU_AREA_QUASI_VILLAGE);
  assert_int_equal(buju_code_village_kind("421223100600"), BUJU_AREA_KINDS);
  assert_int_equal(buju_code_village_kind("421223100"), BUJU_AREA_KINDS);
  assert_int_equal(buju_code_township_kind("421223001"), BUJU_AREA_STREET);
  assert_int_equal(buju_code_township_kind("421223100201"), BUJU_AREA_TOWN);
  assert_int_equal(buju_code_township_kind("421223200"), BUJU_AREA_TOWNSHIP);
  assert_int_equal(buju_code_township_kind("421223400"), BUJU_AREA_QUASI_TOWN);
  assert_int_equal(buju_code_township_kind("421223"), BUJU_AREA_KINDS);
  assert_int_equal(buju_name_village_kind("白泉社区居委会"), BUJU_AREA_COMMUNITY);
  assert_int_equal(buju_name_village_kind("东山林场"), BUJU_AREA_QUASI_VILLAGE);
  assert_int_equal(buju_name_village_kind("林场村"), BUJU_AREA_VILLAGE);
  assert_int_equal(buju_name_village_kind("Hill"), BUJU_AREA_KINDS);
  assert_int_equal(buju_word_village_kind("community"), BUJU_AREA_COMMUNITY);
  assert_int_equal(buju_name_township_kind("巴彦塔拉苏木"), BUJU_AREA_TOWNSHIP);
}

static void check_facility(const char *word, buju_facility_kind want) {
  buju_arena *arena = buju_arena_new();
  bool known;
  assert_int_equal(buju_kind_of_facility(buju_text_fold(arena, word), &known), want);
  assert_int_equal(known, strcmp(word, "磨坊") != 0);
  buju_arena_free(arena);
}

static void kinds_of_facilities_and_staff(void **state) {
  (void)state;
  check_facility("村卫生室", BUJU_VILLAGE_CLINIC);
  check_facility("中心村卫生室", BUJU_VILLAGE_CLINIC);
  check_facility("卫生所", BUJU_VILLAGE_CLINIC);
  check_facility("中心卫生院", BUJU_THC);
  check_facility("天城镇卫生院", BUJU_THC);
  check_facility("社区卫生服务中心", BUJU_CHC);
  check_facility("社区卫生服务站", BUJU_CHS);
  check_facility("县人民医院", BUJU_HOSPITAL);
  check_facility("个体诊所", BUJU_OTHER_FACILITY);
  check_facility("village_clinic", BUJU_VILLAGE_CLINIC);
  check_facility("THC", BUJU_THC);
  check_facility("磨坊", BUJU_OTHER_FACILITY);
  check_facility("城关社区卫生服务中心分中心", BUJU_CHC_BRANCH);
  check_facility("chc_branch", BUJU_CHC_BRANCH);
  check_facility("县人民医院东城分中心", BUJU_HOSPITAL);
  check_facility("李台镇医保服务站", BUJU_INSURANCE_STATION);
  check_facility("医疗保障服务站", BUJU_INSURANCE_STATION);
  check_facility("insurance_station", BUJU_INSURANCE_STATION);
  check_facility("甲村医保服务点", BUJU_INSURANCE_POINT);
  check_facility("insurance point", BUJU_INSURANCE_POINT);
  check_facility("甲村卫生室（医保服务点）", BUJU_VILLAGE_CLINIC); /* a clinic at which insurance is dealt with */
  check_facility("普惠托育服务中心", BUJU_CHILDCARE);
  check_facility("childcare", BUJU_CHILDCARE);
  check_facility("李台镇急救站", BUJU_EMERGENCY_STATION);
  check_facility("李台镇中心卫生院急救站点", BUJU_EMERGENCY_STATION);
  check_facility("emergency_station", BUJU_EMERGENCY_STATION);
  bool known;
  assert_int_equal(buju_grade_of_staff("执业助理医师", &known), BUJU_ASSISTANT);
  assert_int_equal(buju_grade_of_staff("执业医师", &known), BUJU_LICENSED);
  assert_int_equal(buju_grade_of_staff("乡村医生", &known), BUJU_VILLAGE_DOCTOR);
  assert_int_equal(buju_grade_of_staff("护士", &known), BUJU_OTHER_STAFF);
}

static void special_fields_and_levels(void **state) {
  (void)state;
  static const struct {
    const char *says;
    buju_specialty is;
  } fields[] = {{"全科医学专业", BUJU_SPECIALTY_GENERAL_PRACTICE},
                {"GP", BUJU_SPECIALTY_GENERAL_PRACTICE},
                {"公共卫生类别", BUJU_SPECIALTY_PUBLIC_HEALTH},
                {"中西医结合", BUJU_SPECIALTY_TCM},
                {"蒙医", BUJU_SPECIALTY_TCM},
                {"tcm", BUJU_SPECIALTY_TCM},
                {"内科", BUJU_SPECIALTY_OTHER}};
  static const struct {
    const char *says;
    int is;
  } levels[] = {{"未达标", BUJU_CAPABLE_BELOW},
                {"基本标准", BUJU_CAPABLE_BASIC},
                {"优质服务基层行推荐标准", BUJU_CAPABLE_RECOMMENDED},
                {"二级乙等", BUJU_CAPABLE_LEVEL_2},
                {"社区医院", BUJU_CAPABLE_LEVEL_2},
                {"三级甲等", BUJU_CAPABLE_LEVEL_3},
                {"未达到推荐标准", -1}, /* it may have reached the basic one */
                {"甲级", -1}};
  buju_arena *arena = buju_arena_new();
  bool known;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    if (buju_specialty_of_staff(buju_text_fold(arena, fields[i].says), &known) != fields[i].is) fail_msg("%zu", i);
    assert_int_equal(known, fields[i].is != BUJU_SPECIALTY_OTHER);
  }
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
    if (buju_capability_of_level(buju_text_fold(arena, levels[i].says)) != levels[i].is) fail_msg("%zu", i);
  buju_arena_free(arena);
}

static void villages_by_name(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  const char *const name[] = {"河田村", "白泉社区居委会", "河田社区", "新村", "河田村"};
  const char *const town[] = {"天城镇", "天城镇", "天城镇", "路口镇", "路口镇"};
  buju_names *names;
  buju_ix village, matches;
  assert_int_equal(buju_names_new(ctx, 5, name, town, arena, &names), BUJU_OK);
  assert_int_equal(buju_names_find(ctx, names, "白泉居委会", NULL, arena, &village, &matches), BUJU_OK);
  assert_int_equal(village, 1);
  assert_int_equal(buju_names_find(ctx, names, "河田村", "天城镇人民政府", arena, &village, &matches), BUJU_OK);
  assert_int_equal(village, 0); /* the exact name before 河田社区 */
  assert_int_equal(buju_names_find(ctx, names, "河田村", NULL, arena, &village, &matches), BUJU_OK);
  assert_int_equal(village, BUJU_NONE);
  assert_int_equal(matches, 2);
  assert_int_equal(buju_names_find(ctx, names, "河田村委会", "路口", arena, &village, &matches), BUJU_OK);
  assert_int_equal(village, 4);
  assert_int_equal(buju_names_find(ctx, names, "无名村", NULL, arena, &village, &matches), BUJU_OK);
  assert_int_equal(matches, 0);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void shares_lose_nobody(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  int64_t weight[7], share[7];
  uint64_t random = 3;
  for (int round = 0; round < 2000; round++) {
    int64_t total = 0, sum = 0;
    buju_ix n = 1 + (buju_ix)(random >> 60) % 7;
    long double weights = 0;
    for (buju_ix i = 0; i < n; i++) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      weight[i] = (int64_t)(random >> (round % 50 + 14));
      weights += (long double)weight[i];
      total += (int64_t)(random >> 30);
    }
    assert_int_equal(buju_share_out(ctx, total, weight, n, share), BUJU_OK);
    for (buju_ix i = 0; i < n; i++) {
      sum += share[i];
      long double exact = weights > 0 ? (long double)total * (long double)weight[i] / weights : (long double)total / n;
      assert_true(fabsl((long double)share[i] - exact) < 1.001L);
    }
    assert_true(sum == total);
  }
  const int64_t equal[] = {1, 1, 1};
  assert_int_equal(buju_share_out(ctx, 1000, equal, 3, share), BUJU_OK);
  assert_int_equal(share[0], 334);
  assert_int_equal(share[2], 333);
  const int64_t huge[] = {INT64_MAX / 2, INT64_MAX / 2 - 1, 1}; /* through 128 bits */
  assert_int_equal(buju_share_out(ctx, INT64_MAX - 7, huge, 3, share), BUJU_OK);
  assert_true(share[0] + share[1] + share[2] == INT64_MAX - 7 && share[0] >= share[1] && share[2] <= 2);
  buju_ctx_free(ctx);
}

static void text_is_brought_to_one_form(void **state) {
  (void)state;
  buju_arena *arena = buju_arena_new();
  assert_string_equal(buju_text_fold(arena, "ＸＺＱ＿ＤＭ"), "xzqdm");
  assert_string_equal(buju_text_fold(arena, "（天城）镇　·"), "天城镇");
  assert_string_equal(buju_text_squeeze(arena, "Ａ b\tc"), "Abc");
  assert_string_equal(buju_text_village_key(arena, "河田村村民委员会"), "河田");
  assert_string_equal(buju_text_village_key(arena, "村"), "村");
  assert_string_equal(buju_text_township_key(arena, "路口街道办事处"), "路口");
  const char broken[] = "\xe5\xa4|\xff"; /* not UTF-8: nothing is read past the end */
  assert_true(strlen(buju_text_fold(arena, broken)) > 0);
  buju_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes_as_written),
      cmocka_unit_test(codes_as_numbers),
      cmocka_unit_test(kinds_of_areas),
      cmocka_unit_test(kinds_of_facilities_and_staff),
      cmocka_unit_test(special_fields_and_levels),
      cmocka_unit_test(villages_by_name),
      cmocka_unit_test(shares_lose_nobody),
      cmocka_unit_test(text_is_brought_to_one_form),
  };
  return cmocka_run_group_tests_name("codes", tests, NULL, NULL);
}
