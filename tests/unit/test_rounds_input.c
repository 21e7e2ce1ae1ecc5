/* The rounds of today, out of layers of text. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/layer_text.h"
#include "tests/support/region_text.h"

static const char villages[] = "code|name|所属乡镇|pop|@\n"
                               "421223100201|甲村|天城镇|1000|0,0,1000,1000\n"
                               "421223100202|乙村|天城镇|500|1000,0,2000,1000\n"
                               "421223101201|丙村|路口镇|500|2000,0,3000,1000\n";
static const char facilities[] = "机构代码|机构名称|机构类型|所在村码|@\n"
                                 "T1|中心卫生院|乡镇卫生院|421223100201|100,100\n"
                                 "T2|中心卫生院|乡镇卫生院|421223101201|2500,500\n";

/* "421223100202 T1 14 3; …": village, base, days, weekday; "-" and 0 where blank. */
static const char *shown(const buju_region *r) {
  static char text[1024];
  size_t n = 0;
  text[0] = '\0';
  for (buju_ix i = 0; i < r->rounds.n; i++)
    n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %s %d %d", i > 0 ? "; " : "",
                          r->area.code[r->village.area[r->rounds.village[i]]],
                          r->rounds.base[i] != BUJU_NONE ? r->facility.code[r->rounds.base[i]] : "-",
                          r->rounds.interval_days[i], r->rounds.weekday[i]);
  return text;
}

static buju_region *read_region(const char *rounds) {
  const buju_test_input inputs[] = {
      {BUJU_INPUT_VILLAGES, villages}, {BUJU_INPUT_FACILITIES, facilities}, {BUJU_INPUT_ROUNDS, rounds}};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  if (buju_test_region(ctx, NULL, inputs, rounds != NULL ? 3 : 2, 0, &region) != BUJU_OK)
    fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return region;
}

static void rows_are_understood(void **state) {
  (void)state;
  static const struct {
    const char *head, *row, *want;
  } cases[] = {
      {"village_code|base_code|interval_days|weekday", "421223100202|T2|14|3", "421223100202 T2 14 3"},
      {"村名|卫生院|周期|巡诊日", "乙村|中心卫生院|2周|周三",
       "421223100202 T1 14 3"}, /* of the two of that name its own */
      {"村名|卫生院|周期|巡诊日", "乙村||每两周一次|星期天", "421223100202 - 14 7"},
      {"村名|卫生院|周期|巡诊日", "乙村||每周|", "421223100202 - 7 0"},
      {"村名|卫生院|周期|巡诊日", "乙村||每月1次|friday", "421223100202 - 28 5"},
      {"村名|卫生院|周期|巡诊日", "乙村||半月|", "421223100202 - 14 0"},
      {"村名|卫生院|周期|巡诊日", "乙村||every 3 weeks|", "421223100202 - 21 0"},
      {"村名|卫生院|巡诊周期（周）|巡诊日", "乙村||2|", "421223100202 - 14 0"},
      {"村名|卫生院|巡诊周期（天）|巡诊日", "乙村||364|", "421223100202 - 364 0"},
      {"村名|卫生院|周期|巡诊日", "乙村|||", "421223100202 - 0 0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[512];
    snprintf(text, sizeof text, "%s\n%s\n", cases[i].head, cases[i].row);
    buju_region *r = read_region(text);
    assert_true(r->rounds.given);
    if (strcmp(shown(r), cases[i].want) != 0) fail_msg("%s: %s", cases[i].row, shown(r));
    for (size_t f = 0; f < r->findings.rows.n; f++)
      if (strncmp(buju_finding_at(&r->findings, f)->kind->id, "rounds", 6) == 0) fail_msg("%s: finding", cases[i].row);
    buju_region_free(r);
  }
}

static void what_is_not_understood_is_found(void **state) {
  (void)state;
  static const struct {
    const char *row, *finding, *want;
  } cases[] = {
      {"丁村||14天|", "rounds_without_village", ""},
      {"乙村|无名卫生院|14天|", "rounds_base_unknown", "421223100202 - 14 0"},
      {"乙村||常去|", "rounds_interval", "421223100202 - 0 0"},
      {"乙村||1.5周|", "rounds_interval", "421223100202 - 0 0"},
      {"乙村||每周2次|", "rounds_interval", "421223100202 - 0 0"},
      {"乙村||365天|", "rounds_interval", "421223100202 - 0 0"},
      {"乙村||0周|", "rounds_interval", "421223100202 - 0 0"},
      {"乙村||-2周|", "rounds_interval", "421223100202 - 0 0"},
      {"乙村||2|", "rounds_interval_unit", "421223100202 - 0 0"}, /* the 周 of 周期 is no week */
      {"乙村||14天|周八", "rounds_weekday", "421223100202 - 14 0"},
      {"乙村||4周|\n乙村||2周|\n乙村|||", "rounds_twice", "421223100202 - 14 0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[512];
    snprintf(text, sizeof text, "村名|卫生院|巡诊周期|巡诊日\n%s\n", cases[i].row);
    buju_region *r = read_region(text);
    int found = buju_test_findings(r, cases[i].finding);
    if (found != (i == 10 ? 2 : 1)) fail_msg("%s: %d of %s", cases[i].row, found, cases[i].finding);
    if (strcmp(shown(r), cases[i].want) != 0) fail_msg("%s: %s", cases[i].row, shown(r));
    buju_region_free(r);
  }
}

static void without_the_input_there_are_none(void **state) {
  (void)state;
  buju_region *r = read_region(NULL);
  assert_false(r->rounds.given);
  assert_int_equal(r->rounds.n, 0);
  buju_region_free(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_understood),
      cmocka_unit_test(what_is_not_understood_is_found),
      cmocka_unit_test(without_the_input_there_are_none),
  };
  return cmocka_run_group_tests_name("rounds_input", tests, NULL, NULL);
}
