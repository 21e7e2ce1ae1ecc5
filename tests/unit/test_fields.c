/* Guessing which column is which field. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "layers/region/fields.h"

enum { COLUMNS_MAX = 32 };

/* A table without rows whose columns are the words of names. */
static buju_table table_of(const char *names, buju_column columns[COLUMNS_MAX], char *copy) {
  buju_table table = {.file = "t.shp", .layer = "t", .column = columns};
  strcpy(copy, names);
  char *rest = NULL;
  for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
    columns[table.columns++] = (buju_column){.name = w};
  return table;
}

static void check(buju_input_role role, const char *names, const char *want) {
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_column columns[COLUMNS_MAX];
  char copy[1024];
  buju_table table = table_of(names, columns, copy);
  buju_fields fields;
  const char *shown = NULL;
  assert_int_equal(buju_fields_guess(ctx, role, &table, &fields), BUJU_OK);
  assert_int_equal(buju_fields_show(ctx, &table, &fields, arena, &shown), BUJU_OK);
  assert_string_equal(shown, want);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void villages_of_bureaus(void **state) {
  (void)state;
  check(BUJU_INPUT_VILLAGES, "行政村代 行政村名 所属乡镇 常住人口 户籍人口 村庄分类 卫生院驻 拆迁年份 撤村改居",
        "code←行政村代; name←行政村名; township←所属乡镇; people_resident←常住人口; people_registered←户籍人口; "
        "category←村庄分类; thc_seat←卫生院驻; converted←撤村改居; demolition_year←拆迁年份");
  check(BUJU_INPUT_VILLAGES, "OBJECTID XZQDM XZQMC XZMC CZRK HJRK MJ Shape_Area",
        "code←XZQDM; name←XZQMC; township←XZMC; people_resident←CZRK; people_registered←HJRK; area←MJ");
  check(BUJU_INPUT_VILLAGES, "ID 面积 周长 名称 Popu area PoDensity new_id 名称_1 Popu_1",
        "name←名称; people_resident←Popu; area←area");
  check(BUJU_INPUT_VILLAGES, "行政村 户籍人 常住人 所属乡", /* cut in UTF-8: three characters each */
        "name←行政村; township←所属乡; people_resident←常住人; people_registered←户籍人");
  check(BUJU_INPUT_VILLAGES, "ＸＺＱ_ＤＭ 村名 人口密度 2020年常住人口（人）",
        "code←ＸＺＱ_ＤＭ; name←村名; people_resident←2020年常住人口（人）?");
}

static void facilities_and_doctors(void **state) {
  (void)state;
  check(BUJU_INPUT_FACILITIES,
        "机构名称 机构类型 所在村码 面积 公有产权 一体化 公卫服务 基本药物 执业医师 助理医师 乡村医生",
        "name←机构名称; village_code←所在村码; kind←机构类型; public_owned←公有产权; integrated←一体化; "
        "public_health←公卫服务; essential_medicines←基本药物; floor_area_m2←面积; licensed←执业医师; "
        "assistant←助理医师; village_doctor←乡村医生");
  check(BUJU_INPUT_DOCTORS, "序号 姓名 身份证号 所在卫生室 执业资格 乡镇 村",
        "name←姓名; township←乡镇; facility←所在卫生室; grade←执业资格; birth←身份证号");
}

static void one_column_serves_one_field(void **state) {
  (void)state;
  check(BUJU_INPUT_POPULATION, "乡镇 村名 总人口 户籍人口", /* the exact name is not taken by the looser one */
        "name←村名; township←乡镇; people_resident←总人口; people_registered←户籍人口");
  check(BUJU_INPUT_VILLAGES, "code code", "code←code"); /* the first of two */
  check(BUJU_INPUT_VILLAGES, "常住", "");               /* two characters are no evidence */
}

static void given_names_win(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_arena *arena = buju_arena_new();
  buju_column columns[COLUMNS_MAX];
  char copy[1024];
  buju_table table = table_of("XZQDM 编号 名称 户籍人口 村委会所在地", columns, copy);
  buju_field_map maps[] = {
      {"code", "编号", NULL}, {"people_registered", "-", NULL}, {"name", "村委会所在地名称", NULL}};
  buju_input input = {.role = BUJU_INPUT_VILLAGES, .field = maps, .fields = 3};
  buju_fields fields;
  const char *shown = NULL;
  assert_int_equal(buju_fields_bind(ctx, &input, &table, &fields), BUJU_OK);
  assert_int_equal(buju_fields_show(ctx, &table, &fields, arena, &shown), BUJU_OK);
  assert_string_equal(shown, "code←编号; name←村委会所在地");
  assert_int_equal(fields.how[BUJU_FIELD_CODE], BUJU_FIELD_GIVEN);

  maps[0] = (buju_field_map){"cod", "编号", NULL};
  assert_int_equal(buju_fields_bind(ctx, &input, &table, &fields), BUJU_E_SCENARIO);
  assert_string_equal(buju_ctx_error(ctx), "inputs.villages.fields: there is no field “cod”; the nearest is “code”");
  maps[0] = (buju_field_map){"code", "XZQDN", NULL};
  assert_int_equal(buju_fields_bind(ctx, &input, &table, &fields), BUJU_E_SCENARIO);
  assert_string_equal(buju_ctx_error(ctx), "t.shp: there is no column “XZQDN” (fields.code); the nearest is “XZQDM”; "
                                           "it has: XZQDM, 编号, 名称, 户籍人口, 村委会所在地");
  maps[0] = (buju_field_map){"code", "村委会所在地", NULL};
  assert_int_equal(buju_fields_bind(ctx, &input, &table, &fields), BUJU_E_SCENARIO);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(villages_of_bureaus),
      cmocka_unit_test(facilities_and_doctors),
      cmocka_unit_test(one_column_serves_one_field),
      cmocka_unit_test(given_names_win),
  };
  return cmocka_run_group_tests_name("fields", tests, NULL, NULL);
}
