/* From layers to regions: codes, duplicates, townships, counties, people, seats. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "tests/support/layer_text.h"
#include "tests/support/polygons.h"
#include "tests/support/region_text.h"

#define V BUJU_INPUT_VILLAGES

static buju_region *region_of(const buju_scenario *scenario, const buju_test_input *inputs, size_t n,
                              uint64_t shuffle) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  if (buju_test_region(ctx, scenario, inputs, n, shuffle, &region) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return region;
}

static buju_region *villages(const char *text) { return region_of(NULL, &(buju_test_input){V, text}, 1, 0); }

static void check_refused(const buju_scenario *scenario, const buju_test_input *inputs, size_t n, const char *want) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  assert_int_equal(buju_test_region(ctx, scenario, inputs, n, 0, &region), BUJU_E_DATA);
  assert_null(region);
  assert_string_equal(buju_ctx_error(ctx), want);
  buju_ctx_free(ctx);
}

static void villages_refused(const char *text, const char *want) {
  check_refused(NULL, &(buju_test_input){V, text}, 1, want);
}

static void codes_name_kinds_and_parents(void **state) {
  (void)state;
  buju_region *r = villages("行政村代码|村名|所属乡镇|常住人口|@\n"
                            "421223100201|河田村|天城镇|564|0,0\n"
                            "４２１２２３ 100 003|白泉社区|天城镇|1,829（人）|1000,0\n"
                            "421223001401|东山林场|路口街道|80.0|0,1000\n");
  assert_int_equal(r->area.n, 1 + 2 + 3);
  assert_string_equal(r->area.code[0], "421223");
  assert_int_equal(r->area.kind[1], BUJU_AREA_STREET);
  assert_string_equal(r->area.name[2], "天城镇");
  buju_ix baiquan = buju_region_village(r, "421223100003"), linchang = buju_region_village(r, "421223001401");
  assert_int_equal(r->area.kind[r->village.area[baiquan]], BUJU_AREA_COMMUNITY);
  assert_int_equal(r->area.kind[r->village.area[linchang]], BUJU_AREA_QUASI_VILLAGE);
  assert_int_equal(r->area.parent[r->village.area[baiquan]], 2);
  assert_int_equal(r->village.people[BUJU_RESIDENT][baiquan], 1829000);
  assert_null(r->village.people[BUJU_REGISTERED]);
  assert_int_equal(r->village.source_row[baiquan], 1);
  assert_int_equal(r->people_held[0], 2473000);
  assert_string_equal(r->input.mapping[0], "code←行政村代码; name←村名; township←所属乡镇; people_resident←常住人口");
  buju_region_free(r);
}

static void bad_cells_are_refused_by_row(void **state) {
  (void)state;
  villages_refused("code|name|pop\n421223100201|A|12\n4.21223E+11|B|3\n",
                   "villages.shp row 2, column “code”: code “4.21223E+11” went through a number and lost its last "
                   "digits; format the column as text and export it again");
  villages_refused("code|name|pop\n421223100201|A|about 12\n",
                   "villages.shp row 1, column “pop”: “about 12” is not a number; write a number or leave it blank");
  villages_refused("code|name|pop\n421223100201|A|-5\n",
                   "villages.shp row 1, column “pop”: negative people (-5); correct it");
  villages_refused("code|name|pop\n421223100201|A|99999999999\n",
                   "villages.shp row 1, column “pop”: 99999999999 people cannot be; check the number and its unit "
                   "(unit: people or 万人)");
  villages_refused(
      "code|name|pop|@\n421223100201|A|5|0,0\n421223100202|B|5|1,1\n421223100201|A|6|0,0\n",
      "villages.shp: rows 1 and 3 have the same code 421223100201 but different data; correct one of them");
  villages_refused(
      "code|name|pop|@\n421223100201|A|5|0,0\n421223100201|A|5|9,9\n",
      "villages.shp: rows 1 and 2 have the same code 421223100201 but different data; correct one of them");
}

static void no_people_is_refused_with_advice(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  buju_test_input input = {V, "code|name|dwellers\n421223100201|A|12\n"};
  assert_int_equal(buju_test_region(ctx, NULL, &input, 1, 0, &region), BUJU_E_DATA);
  assert_non_null(strstr(buju_ctx_error(ctx), "villages.shp: no column of resident people; looked for: "));
  assert_non_null(strstr(buju_ctx_error(ctx), "it has: code, name, dwellers; name it with fields.people_resident"));
  buju_ctx_free(ctx);
  villages_refused("code|name|户籍人口\n421223100201|A|12\n",
                   "villages.shp: no column of resident people, only of registered people; name it with "
                   "fields.people_resident, or set population: registered");
}

static void repeated_villages_become_one(void **state) {
  (void)state;
  buju_region *r = villages("code|name|pop|@\n"
                            "421223100201|A|5|0,0,100,100\n"
                            "421223100202|B|7|100,0,200,100\n"
                            "421223100201|A|5|0,0,100,100\n" /* the same again */
                            "421223100202|B|7|400,0,500,100\n" /* another part of B */);
  assert_int_equal(r->village.n, 2);
  assert_int_equal(r->people_held[0], 12000);
  assert_int_equal(buju_test_findings(r, "duplicate_code"), 1);
  assert_int_equal(buju_test_findings(r, "several_polygons"), 1);
  assert_true(r->village.area_m2[1] == 20000);
  buju_region_free(r);
}

/* A village of many rows, in any order, is one; a county of several outlines is their whole. */
static void many_parts_are_joined_at_once(void **state) {
  (void)state;
  enum { PARTS = 400 };
  static char text[PARTS * 64];
  strcpy(text, "code|name|pop|@\n421223100202|B|7|0,-100,100,0\n");
  for (int i = 0; i < PARTS; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "421223100201|A|5|%d,0,%d,100\n", i * 100, i * 100 + 100);
  const buju_test_input inputs[] = {
      {V, text},
      {BUJU_INPUT_COUNTY, "code|name|@\n421223|崇阳县|-500,-500,20000,5000\n421223|崇阳县|20000,-500,41000,5000\n"
                          "421224|通城县|50000,0,60000,100\n"}};
  for (uint64_t shuffle = 0; shuffle < 3; shuffle++) {
    buju_region *r = region_of(NULL, inputs, 2, shuffle);
    assert_int_equal(r->village.n, 2);
    assert_true(r->village.area_m2[0] == PARTS * 10000.0);
    assert_int_equal(r->people_held[0], 12000);
    assert_int_equal(buju_test_findings(r, "several_polygons"), PARTS - 1);
    assert_int_equal(buju_test_findings(r, "just_outside"), 0);
    assert_string_equal(r->area.name[0], "崇阳县");
    buju_region_free(r);
  }
}

static void missing_codes_are_made(void **state) {
  (void)state;
  buju_region *r = villages("name|pop|@\n乙村|7|5,0\n甲村|6|1,1\n乙村|5|0,5\n");
  assert_int_equal(r->village.n, 3);
  assert_int_equal(buju_test_findings(r, "no_code_column"), 1);
  assert_string_equal(r->area.code[r->village.area[0]], "V0001");
  assert_string_equal(r->area.name[r->village.area[0]], "乙村");
  assert_int_equal(r->village.people[0][0], 5000); /* of two alike the western one first */
  assert_string_equal(r->area.name[r->village.area[2]], "甲村");
  assert_int_equal(r->area.parent[r->village.area[0]], 0); /* straight under the county */
  buju_region_free(r);
  r = villages("code|name|pop|@\n421223100201|A|5|0,0\n|B|6|1,1\n");
  assert_int_equal(buju_test_findings(r, "code_missing"), 1);
  assert_string_equal(r->area.name[r->village.area[buju_region_village(r, "V0001")]], "B");
  buju_region_free(r);
}

/* Villages without a place must not disturb the order of those that have one. */
static void made_codes_do_not_depend_on_rows(void **state) {
  (void)state;
  const buju_test_input input = {V, "name|pop|户数|@\n乙村|1|1|5,0\n乙村|2|1|\n乙村|3|1|0,5\n乙村|4|1|\n乙村|5|1|3,3\n"
                                    "乙村|6|1|4,4\n乙村|7|1|\n乙村|7|2|\n乙村|8|1|1,1\n乙村||3|\n"};
  static const int64_t want[] = {3, 8, 5, 6, 1, -1, 2, 4, 7, 7};
  for (uint64_t shuffle = 0; shuffle < 50; shuffle++) {
    buju_region *r = region_of(NULL, &input, 1, shuffle);
    assert_int_equal(r->village.n, 10);
    for (buju_ix v = 0; v < 10; v++)
      assert_true(r->village.people[0][v] == (want[v] < 0 ? BUJU_PEOPLE_MISSING : want[v] * 1000));
    assert_int_equal(r->village.households[8], 1);
    assert_int_equal(r->village.households[9], 2);
    buju_region_free(r);
  }
}

static void townships_by_name_and_layer(void **state) {
  (void)state;
  const buju_test_input inputs[] = {
      {V, "code|name|所属乡镇|pop|@\n"
          "421223100201|A|天城镇|5|0,0\n"
          "421223100202|B|天城|5|1,0\n"
          "421223100203|C|路口镇|5|2,0\n" /* the code says 天城镇 */
          "X9|D|石城镇|5|3,0\n"
          "X8|E|石城镇|5|4,0\n"
          "X7|F||5|5,0\n"},
      {BUJU_INPUT_TOWNSHIPS, "name|@\n天城镇人民政府|-10,-10,10,10\n高枧乡|20,20,30,30\n"}};
  buju_region *r = region_of(NULL, inputs, 2, 0);
  assert_int_equal(buju_test_findings(r, "township_two_names"), 1);
  assert_int_equal(buju_test_findings(r, "township_unknown"), 1);
  buju_ix a = buju_region_village(r, "421223100201"), d = buju_region_village(r, "X9"),
          f = buju_region_village(r, "X7");
  buju_ix town = r->area.parent[r->village.area[a]];
  assert_string_equal(r->area.code[town], "421223100");
  assert_string_equal(r->area.name[town], "天城镇人民政府");
  assert_non_null(r->area.shape[town].wkb);
  assert_int_equal(r->area.parent[r->village.area[buju_region_village(r, "421223100203")]], town);
  assert_string_equal(r->area.name[r->area.parent[r->village.area[d]]], "石城镇");
  assert_int_equal(r->area.parent[r->village.area[buju_region_village(r, "X8")]], r->area.parent[r->village.area[d]]);
  assert_int_equal(r->area.level[r->area.parent[r->village.area[f]]], BUJU_COUNTY);
  int towns = 0;
  for (buju_ix i = 0; i < r->area.n; i++) towns += r->area.level[i] == BUJU_TOWNSHIP;
  assert_int_equal(towns, 3);
  buju_region_free(r);
}

static void villages_outside_their_county(void **state) {
  (void)state;
  buju_scenario s = {.county = "421223"};
  const buju_test_input by_code = {V, "code|name|pop|@\n421223100201|A|5|0,0\n421224100201|B|5|1,1\n"};
  check_refused(&s, &by_code, 1,
                "villages.shp row 2: the code of B (421224100201) is not of county 421223; remove the row or correct "
                "county");
  const buju_test_input by_place[] = {{V, "code|name|pop|@\n421223100201|A|5|0,0\n421223100202|B|5|9000,0\n"},
                                      {BUJU_INPUT_COUNTY, "code|name|@\n421223|崇阳县|-5000,-5000,5000,5000\n"}};
  check_refused(&s, by_place, 2,
                "villages.shp row 2: B (421223100202) lies 4,000 m outside the county; check the coordinate system or "
                "remove the row");
  const buju_test_input near[] = {{V, "code|name|pop|@\n421223100201|A|5|0,0\n421223100202|B|5|5500,0\n"},
                                  {BUJU_INPUT_COUNTY, "code|name|@\n421223|崇阳县|-5000,-5000,5000,5000\n"}};
  buju_region *r = region_of(&s, near, 2, 0);
  assert_int_equal(buju_test_findings(r, "just_outside"), 1);
  assert_string_equal(r->area.name[0], "崇阳县");
  buju_region_free(r);
  char text[4096] = "code|name|pop|@\n421224100201|Z|5|0,0\n"; /* one of many, no county given */
  for (int i = 1; i <= 30; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "4212231002%02d|A%d|5|%d,0\n", i, i, i);
  r = villages(text);
  assert_int_equal(buju_test_findings(r, "other_county"), 1);
  buju_region_free(r);
}

/* The unit says 万人 and the column has people: millions in a village. */
static void people_taken_for_ten_thousands_are_found(void **state) {
  (void)state;
  static const char text[] = "code|name|pop|@\n421223100201|A|1200|0,0\n421223100202|B|800|1,1\n";
  buju_input input = {.role = V, .shown = "v", .people_unit = 10000, .people_unit_given = true};
  buju_scenario scenario = {.inputs = 1, .input = &input};
  buju_region *r = region_of(&scenario, &(buju_test_input){V, text}, 1, 0);
  assert_int_equal(buju_test_findings(r, "people_unit_large"), 1);
  buju_region_free(r);
  r = region_of(&scenario, &(buju_test_input){V, "code|name|pop|@\n421223100201|A|0.12|0,0\n"}, 1, 0);
  assert_int_equal(buju_test_findings(r, "people_unit_large"), 0);
  buju_region_free(r);
  r = villages(text);
  assert_int_equal(buju_test_findings(r, "people_unit_large"), 0);
  buju_region_free(r);
}

static void odd_numbers_are_found(void **state) {
  (void)state;
  buju_region *r = villages("code|name|pop|@\n421223100201|A|0.31|0,0\n421223100202|B|0.4|1,1\n421223100203|C||2,2\n"
                            "421223100204|D|0|3,3\n421223100205|E|1|\n");
  assert_int_equal(buju_test_findings(r, "people_unit_suspect"), 1);
  assert_int_equal(buju_test_findings(r, "people_missing"), 1);
  assert_int_equal(buju_test_findings(r, "people_zero"), 1);
  assert_int_equal(buju_test_findings(r, "village_unlocated"), 1);
  assert_true(r->village.people[0][2] == BUJU_PEOPLE_MISSING);
  assert_int_equal(r->demand.n, 4);
  assert_true(r->demand.people[0][2] == BUJU_PEOPLE_MISSING);
  buju_region_free(r);
}

static void attributes_of_villages(void **state) {
  (void)state;
  buju_region *r = villages("code|name|pop|卫生院驻|撤村改居|拆迁年份|村庄分类|户数|面积|@\n"
                            "421223100201|A|5|是|×|2026年|集聚提升类|12|3.5|0,0\n"
                            "421223100202|B|5||√|0|||2.5|1,1\n"
                            "421223100203|C|5|大概|1|2026-05||||2,2\n"
                            "421223100204|D|5|否|0|soon||||3,3\n");
  assert_int_equal(r->village.thc_seat[0], BUJU_YES);
  assert_int_equal(r->village.thc_seat[1], BUJU_UNKNOWN);
  assert_int_equal(r->village.thc_seat[2], BUJU_UNKNOWN);
  assert_int_equal(r->village.thc_seat[3], BUJU_NO);
  assert_int_equal(r->village.converted[0], BUJU_NO);
  assert_int_equal(r->village.converted[1], BUJU_YES);
  assert_int_equal(r->village.demolition_year[0], 2026);
  assert_int_equal(r->village.demolition_year[1], 0);
  assert_int_equal(r->village.demolition_year[2], 2026);
  assert_int_equal(r->village.demolition_year[3], 0);
  assert_string_equal(r->village.category[0], "集聚提升类");
  assert_null(r->village.category[1]);
  assert_int_equal(r->village.households[0], 12);
  assert_int_equal(r->village.households[1], -1);
  assert_true(r->village.area_m2[0] == 3.5e6 && isnan(r->village.area_m2[2]));
  assert_int_equal(buju_test_findings(r, "unclear_yes_no"), 1);
  assert_int_equal(buju_test_findings(r, "unclear_year"), 1);
  assert_int_equal(buju_test_findings(r, "area_unit_guessed"), 1);
  buju_region_free(r);
}

/* A folder may hold townships and facilities before anyone has drawn the villages. */
static void a_region_without_villages(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{BUJU_INPUT_TOWNSHIPS, "code|name|@\n421223100|天城镇|0,0,1000,1000\n"},
                                    {BUJU_INPUT_FACILITIES, "name|@\n天城镇卫生院|500,500\n路边诊所|5000,5000\n"}};
  buju_region *r = region_of(NULL, inputs, 2, 0);
  assert_int_equal(r->village.n, 0);
  assert_int_equal(r->demand.n, 0);
  assert_int_equal(r->area.n, 2);
  assert_int_equal(r->village.adjacent.row[0], 0);
  assert_int_equal(r->facility.n, 2);
  assert_string_equal(r->facility.name[1], "天城镇卫生院"); /* by code: O1 before T1 */
  assert_int_equal(r->facility.township[1], 1);
  assert_int_equal(r->facility.township[0], BUJU_NONE);
  buju_region_free(r);
}

static void one_name_twice(void **state) {
  (void)state;
  buju_region *r = villages("code|name|乡镇|pop|@\n421223100201|新村|天城镇|5|0,0\n421223100202|新村|天城镇|5|1,0\n"
                            "421223101201|新村|路口镇|5|2,0\n421224101201|新村|路口镇|5|3,0\n"
                            "421223101202|-|路口镇|5|4,0\n");
  assert_int_equal(buju_test_findings(r, "same_name"), 1);
  assert_int_equal(buju_test_findings(r, "township_two_codes"), 0); /* 路口镇 of another county */
  assert_int_equal(buju_test_findings(r, "name_missing"), 1);
  buju_region_free(r);
}

/* ---- the order of the rows does not matter ---- */

static void same_regions(const buju_region *a, const buju_region *b) {
  assert_int_equal(a->area.n, b->area.n);
  for (buju_ix i = 0; i < a->area.n; i++) {
    assert_string_equal(a->area.code[i], b->area.code[i]);
    assert_string_equal(a->area.name[i], b->area.name[i]);
    assert_int_equal(a->area.parent[i], b->area.parent[i]);
  }
  assert_memory_equal(a->village.people[0], b->village.people[0], a->village.n * sizeof(buju_people_n));
  assert_memory_equal(a->village.x_m, b->village.x_m, a->village.n * sizeof(double));
  assert_int_equal(a->demand.n, b->demand.n);
  assert_memory_equal(a->demand.x_m, b->demand.x_m, a->demand.n * sizeof(double));
  assert_memory_equal(a->demand.people[0], b->demand.people[0], a->demand.n * sizeof(buju_people_n));
  assert_memory_equal(a->village.adjacent.row, b->village.adjacent.row, (a->village.n + 1) * sizeof(uint64_t));
  uint64_t arcs = a->village.adjacent.row[a->village.n];
  assert_memory_equal(a->village.adjacent.col, b->village.adjacent.col, arcs * sizeof(buju_ix));
  assert_int_equal(a->facility.n, b->facility.n);
  for (buju_ix f = 0; f < a->facility.n; f++) {
    assert_string_equal(a->facility.code[f], b->facility.code[f]);
    assert_string_equal(a->facility.name[f], b->facility.name[f]);
    assert_int_equal(a->facility.village[f], b->facility.village[f]);
  }
  assert_int_equal(a->staff.n, b->staff.n);
  assert_memory_equal(a->staff.facility, b->staff.facility, a->staff.n * sizeof(buju_ix));
  assert_memory_equal(a->staff.birth_year, b->staff.birth_year, a->staff.n * sizeof(int16_t));
  assert_int_equal(a->findings.rows.n, b->findings.rows.n);
}

static void rows_may_come_in_any_order(void **state) {
  (void)state;
  static char text[4][1 << 15];
  uint64_t random = 7;
  strcpy(text[0], "name|所属乡镇|pop|@\n");
  strcpy(text[1], "自然村|people|@\n");
  strcpy(text[2], "机构名称|机构类型|乡村医生|@\n");
  strcpy(text[3], "姓名|所在村|出生年份|执业资格\n");
  for (int i = 0; i < 60; i++) {
    int x = 1000 * (i % 8), y = 1000 * (i / 8);
    size_t n = strlen(text[0]);
    snprintf(text[0] + n, sizeof text[0] - n, "%c%d村|%s|%d|%d,%d,%d,%d\n", 'a' + i % 7, i / 2,
             i % 3 ? "天城镇" : "路口镇", (int)(2000 * buju_test_random(&random)), x, y, x + 1000, y + 1000);
    for (int k = 0; k < 3; k++) {
      n = strlen(text[1]);
      snprintf(text[1] + n, sizeof text[1] - n, "s%d|%d|%.0f,%.0f\n", k, (int)(600 * buju_test_random(&random)),
               x + 1000 * buju_test_random(&random), y + 1000 * buju_test_random(&random));
    }
    n = strlen(text[2]);
    snprintf(text[2] + n, sizeof text[2] - n, "室%d|村卫生室|%d|%d,%d\n", i / 3, i % 3, x + 500, y + 400);
    n = strlen(text[3]);
    snprintf(text[3] + n, sizeof text[3] - n, "医%d|%c%d村|%d|乡村医生\n", i, 'a' + i % 7, i / 2, 1950 + i % 40);
  }
  const buju_test_input inputs[] = {
      {V, text[0]}, {BUJU_INPUT_SETTLEMENTS, text[1]}, {BUJU_INPUT_FACILITIES, text[2]}, {BUJU_INPUT_DOCTORS, text[3]}};
  buju_region *first = region_of(NULL, inputs, 4, 0);
  assert_int_equal(first->demand.n, 180);
  assert_true(first->people_held[0] == first->people_read[0]);
  for (uint64_t shuffle = 1; shuffle <= 5; shuffle++) {
    buju_region *other = region_of(NULL, inputs, 4, shuffle);
    same_regions(first, other);
    buju_region_free(other);
  }
  buju_region_free(first);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes_name_kinds_and_parents),
      cmocka_unit_test(bad_cells_are_refused_by_row),
      cmocka_unit_test(no_people_is_refused_with_advice),
      cmocka_unit_test(repeated_villages_become_one),
      cmocka_unit_test(many_parts_are_joined_at_once),
      cmocka_unit_test(missing_codes_are_made),
      cmocka_unit_test(made_codes_do_not_depend_on_rows),
      cmocka_unit_test(townships_by_name_and_layer),
      cmocka_unit_test(villages_outside_their_county),
      cmocka_unit_test(people_taken_for_ten_thousands_are_found),
      cmocka_unit_test(odd_numbers_are_found),
      cmocka_unit_test(attributes_of_villages),
      cmocka_unit_test(a_region_without_villages),
      cmocka_unit_test(one_name_twice),
      cmocka_unit_test(rows_may_come_in_any_order),
  };
  return cmocka_run_group_tests_name("region", tests, NULL, NULL);
}
