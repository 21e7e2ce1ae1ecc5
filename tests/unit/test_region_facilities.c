/* Facilities, staff and seats out of layers of text. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "tests/support/layer_text.h"
#include "tests/support/region_text.h"

#define V BUJU_INPUT_VILLAGES
#define F BUJU_INPUT_FACILITIES
#define D BUJU_INPUT_DOCTORS

static const char villages[] = "code|name|所属乡镇|pop|卫生院驻地|@\n"
                               "421223100201|甲村|天城镇|1000||0,0,1000,1000\n"
                               "421223100202|乙村|天城镇|500||1000,0,2000,1000\n"
                               "421223101201|甲村|路口镇|500|是|2000,0,3000,1000\n"
                               "421223101202|丙村|路口镇|500||3000,0,4000,1000\n";

static buju_region *region_of(const buju_test_input *inputs, size_t n) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  if (buju_test_region(ctx, NULL, inputs, n, 0, &region) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return region;
}

static buju_ix named(const buju_region *r, const char *name) {
  for (buju_ix f = 0; f < r->facility.n; f++)
    if (strcmp(r->facility.name[f], name) == 0) return f;
  return BUJU_NONE;
}

static void facilities_find_their_village(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, villages},
                                    {F, "机构代码|机构名称|机构类型|所在村码|所在村|乡镇|@\n"
                                        "|室一|村卫生室|421223100201|||100,100\n"
                                        "|室二|村卫生室|||天城镇|1500,500\n"
                                        "|室三|村卫生室|421223999999|||3500,500\n" /* wrong code: by place */
                                        "|室四|村卫生室||丙村||\n"         /* no place: by name, at the village */
                                        "|室五|村卫生室||甲村||\n"         /* two 甲村: nowhere */
                                        "|室六|村卫生室||||1500,1400\n"    /* 400 m outside */
                                        "|室九|村卫生室||丙村||500,700\n"  /* the place against the name */
                                        "|室十|村卫生室||乙村||1500,700\n" /* both agree */
                                        "|室七|村卫生室||||1500,90000\n"   /* far outside */
                                        "|室八|村卫生室|421223100201|||3900,20000\n" /* far from its own village */
                                        "|路口镇卫生院|卫生院|||路口镇|90000,90000\n"
                                        "|某处|茶馆||||100,100\n"}};
  buju_region *r = region_of(inputs, 2);
  assert_int_equal(r->facility.n, 12);
  assert_int_equal(r->facility.village[named(r, "室九")], 0);
  assert_int_equal(buju_test_findings(r, "facility_named_elsewhere"), 1);
  assert_int_equal(r->facility.village[named(r, "室一")], 0);
  assert_int_equal(r->facility.village[named(r, "室二")], 1);
  assert_int_equal(r->facility.village[named(r, "室三")], 3);
  buju_ix four = named(r, "室四");
  assert_int_equal(r->facility.village[four], 3);
  assert_int_equal(r->facility.location[four], BUJU_LOCATED_VILLAGE);
  assert_true(r->facility.x_m[four] == r->village.x_m[3]);
  buju_ix five = named(r, "室五");
  assert_int_equal(r->facility.village[five], BUJU_NONE);
  assert_int_equal(r->facility.location[five], BUJU_UNLOCATED);
  assert_true(isnan(r->facility.x_m[five]));
  assert_int_equal(r->facility.village[named(r, "室六")], 1);
  assert_int_equal(r->facility.village[named(r, "室七")], BUJU_NONE);
  buju_ix thc = named(r, "路口镇卫生院");
  assert_int_equal(r->facility.village[thc], BUJU_NONE);
  assert_string_equal(r->area.name[r->facility.township[thc]], "路口镇");
  assert_int_equal(r->facility.kind[named(r, "某处")], BUJU_OTHER_FACILITY);
  assert_int_equal(r->facility.township[named(r, "室一")], r->area.parent[r->village.area[0]]);
  assert_int_equal(buju_test_findings(r, "village_code_unknown"), 1);
  assert_int_equal(buju_test_findings(r, "village_name_ambiguous"), 1);
  assert_int_equal(buju_test_findings(r, "facility_linked_nearest"), 1);
  assert_int_equal(buju_test_findings(r, "facility_without_village"), 1);
  assert_int_equal(buju_test_findings(r, "facility_astray"), 1);
  assert_int_equal(buju_test_findings(r, "facility_unlocated"), 1);
  assert_int_equal(buju_test_findings(r, "facility_placed_by_village"), 1);
  assert_int_equal(buju_test_findings(r, "facility_same_place"), 1);
  assert_int_equal(buju_test_findings(r, "kind_unknown"), 1);
  assert_int_equal(buju_test_findings(r, "facility_codes_made"), 1);
  assert_string_equal(r->facility.code[four], "421223101202-C2"); /* after 室三 */
  buju_region_free(r);
}

static void attributes_and_codes(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, villages},
                                    {F,
                                     "机构代码|机构名称|机构类型|所在村码|产权|一体化|公卫服务|面积|星级|能力等级|@\n"
                                     "A1|室一|村卫生室|421223100201|集体所有|是|否|60㎡|三|基本|1,1\n"
                                     "A1|室二|村卫生室|421223100202|个人|||80|3|推荐|1500,1\n"
                                     "A2|室三|村卫生室|421223101201|||√|||\n"
                                     "A2|室三|村卫生室|421223101201|||√|||\n"}};
  buju_ctx *ctx = buju_ctx_new();
  buju_region *r = NULL;
  assert_int_equal(buju_test_region(ctx, NULL, inputs, 2, 0, &r), BUJU_E_DATA); /* 三 stars is no number */
  buju_ctx_free(ctx);
  char text[1024] = "";
  const char *stars = strstr(inputs[1].text, "三|基本");
  strncat(text, inputs[1].text, (size_t)(stars - inputs[1].text));
  strcat(text, stars + strlen("三"));
  const buju_test_input good[] = {{V, villages}, {F, text}};
  r = region_of(good, 2);
  assert_int_equal(r->facility.n, 3);
  assert_int_equal(buju_test_findings(r, "facility_repeated"), 1);
  assert_int_equal(buju_test_findings(r, "facility_code_repeated"), 1);
  buju_ix one = buju_region_facility(r, "A1"), two = buju_region_facility(r, "A1~2"),
          three = buju_region_facility(r, "A2");
  assert_string_equal(r->facility.name[one], "室一");
  assert_string_equal(r->facility.name[two], "室二");
  assert_int_equal(r->facility.flag[BUJU_PUBLIC_OWNED][one], BUJU_YES);
  assert_int_equal(r->facility.flag[BUJU_PUBLIC_OWNED][two], BUJU_NO);
  assert_int_equal(r->facility.flag[BUJU_PUBLIC_OWNED][three], BUJU_UNKNOWN);
  assert_int_equal(r->facility.flag[BUJU_PUBLIC_HEALTH][one], BUJU_NO);
  assert_int_equal(r->facility.flag[BUJU_PUBLIC_HEALTH][three], BUJU_YES);
  assert_int_equal(r->facility.flag[BUJU_INSURANCE][one], BUJU_UNKNOWN);
  assert_true(r->facility.floor_m2[one] == 60 && isnan(r->facility.floor_m2[three]));
  assert_int_equal(r->facility.stars[one], -1);
  assert_int_equal(r->facility.stars[two], 3);
  assert_string_equal(r->facility.level[two], "推荐");
  assert_int_equal(r->facility.capability[two], BUJU_CAPABLE_RECOMMENDED);
  assert_int_equal(r->facility.capability[three], -1);
  buju_region_free(r);
}

/* The words bureaus write instead of yes and no, column by column. */
static void what_facilities_have(void **state) {
  (void)state;
  static const struct {
    const char *column, *says;
    buju_flag flag;
    buju_tri is;
  } cells[] = {{"观察诊查床", "2张", BUJU_OBSERVATION_BED, BUJU_YES},
               {"观察诊查床", "0", BUJU_OBSERVATION_BED, BUJU_NO},
               {"观察诊查床", "0张", BUJU_OBSERVATION_BED, BUJU_NO},
               {"观察诊查床", "", BUJU_OBSERVATION_BED, BUJU_UNKNOWN},
               {"智慧随访设", "有，1套", BUJU_FOLLOW_UP_DEVICES, BUJU_YES}, /* cut at 10 bytes of GBK */
               {"康复理疗设", "没有配备", BUJU_REHABILITATION_DEVICES, BUJU_NO},
               {"必要的检查", "缺心电图机", BUJU_EXAMINATION_DEVICES, BUJU_NO},
               {"卫生厕所和", "配齐", BUJU_TOILET_AND_CLIMATE, BUJU_YES},
               {"健康宣教设施", "未配", BUJU_HEALTH_EDUCATION, BUJU_NO},
               {"中医馆", "已建", BUJU_TCM_HALL, BUJU_YES},
               {"能提供中医药服务", "否", BUJU_TCM_SERVICE, BUJU_NO},
               {"是否薄弱", "薄弱", BUJU_WEAK, BUJU_YES},
               {"薄弱村卫生室", "非薄弱", BUJU_WEAK, BUJU_NO},
               {"举办主体", "乡镇政府", BUJU_GOVERNMENT_RUN, BUJU_YES},
               {"举办主体", "个人", BUJU_GOVERNMENT_RUN, BUJU_NO},
               {"是否政府办", "非政府办", BUJU_GOVERNMENT_RUN, BUJU_NO},
               {"举办主体", "另行商定", BUJU_GOVERNMENT_RUN, BUJU_UNKNOWN}};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    char text[512];
    snprintf(text, sizeof text, "机构代码|机构名称|机构类型|所在村码|%s|@\nA1|室|村卫生室|421223100201|%s|1,1\n",
             cells[i].column, cells[i].says);
    const buju_test_input inputs[] = {{V, villages}, {F, text}};
    buju_region *r = region_of(inputs, 2);
    if (r->facility.flag[cells[i].flag][0] != cells[i].is) fail_msg("%s: %s", cells[i].column, cells[i].says);
    assert_int_equal(buju_test_findings(r, "unclear_yes_no"), i == sizeof cells / sizeof *cells - 1);
    buju_region_free(r);
  }
}

static void specialists_from_ledger_and_counts(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, villages},
                                    {F, "机构代码|机构名称|机构类型|所在村码|执业医师|全科医生|公卫医师|中医医师\n"
                                        "A1|天城镇卫生院|卫生院|421223100201|3|2|无|王五\n" /* a name, no number */
                                        "A2|路口镇卫生院|卫生院|421223101201||1|1|0\n"
                                        "A3|室三|村卫生室|421223101202||||\n"},
                                    {D, "姓名|机构代码|执业资格|执业范围\n"
                                        "张三|A2|执业医师|中医\n"
                                        "李四|A2|公卫执业医师|\n"
                                        "钱七|A2|执业医师|\n"
                                        "孙八|A3|执业医师|外科\n"}};
  buju_region *r = region_of(inputs, 3);
  int32_t *const *count = r->facility.specialists;
  const int gp = BUJU_SPECIALTY_GENERAL_PRACTICE, health = BUJU_SPECIALTY_PUBLIC_HEALTH, tcm = BUJU_SPECIALTY_TCM;
  buju_ix one = buju_region_facility(r, "A1"), two = buju_region_facility(r, "A2"),
          three = buju_region_facility(r, "A3");
  assert_int_equal(count[gp][one], 2);
  assert_int_equal(count[health][one], 0);
  assert_int_equal(count[tcm][one], -1);
  assert_int_equal(buju_test_findings(r, "specialists_unclear"), 1);
  assert_int_equal(count[gp][two], 1); /* 钱七 is not marked: the facility's own row is asked */
  assert_int_equal(count[health][two], 1);
  assert_int_equal(count[tcm][two], 1); /* the ledger names one: more than the row's 0 */
  assert_int_equal(count[gp][three], 0);
  for (buju_ix i = 0; i < r->staff.n; i++)
    if (r->staff.name[i] != NULL && strcmp(r->staff.name[i], "李四") == 0)
      assert_int_equal(r->staff.specialty[i], BUJU_SPECIALTY_PUBLIC_HEALTH);
  buju_region_free(r);
}

static void ownership_in_words(void **state) {
  (void)state;
  static const struct {
    const char *says;
    buju_tri is;
  } words[] = {{"公有", BUJU_YES},
               {"公有产权", BUJU_YES},
               {"集体所有", BUJU_YES},
               {"村委会提供", BUJU_YES},
               {"无偿使用村委会房屋", BUJU_YES},
               {"不动产归集体", BUJU_YES},
               {"非营利，公办", BUJU_YES},
               {"非国有，集体所有", BUJU_YES},
               {"未租赁，公有", BUJU_YES},
               {"非公有", BUJU_NO},
               {"非 公有", BUJU_NO},
               {"未公有化", BUJU_NO},
               {"无公有产权", BUJU_NO},
               {"没有取得公有产权", BUJU_NO},
               {"非国有", BUJU_NO},
               {"不是公有", BUJU_NO},
               {"不属于集体", BUJU_NO},
               {"非公有（村委会代管）", BUJU_NO},
               {"租用村委会房屋", BUJU_NO},
               {"个人", BUJU_NO},
               {"不能确定是否公有", BUJU_UNKNOWN},
               {"非个人", BUJU_UNKNOWN}};
  enum { WORDS = sizeof words / sizeof *words };
  char text[4096] = "机构代码|机构名称|机构类型|所在村码|产权|@\n";
  for (int i = 0; i < WORDS; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "A%02d|室|村卫生室|421223100201|%s|%d,1\n", i,
             words[i].says, i);
  const buju_test_input inputs[] = {{V, villages}, {F, text}};
  buju_region *r = region_of(inputs, 2);
  assert_int_equal(r->facility.n, WORDS);
  for (buju_ix i = 0; i < WORDS; i++)
    if (r->facility.flag[BUJU_PUBLIC_OWNED][i] != words[i].is) fail_msg("%s", words[i].says);
  assert_int_equal(buju_test_findings(r, "unclear_yes_no"), 2);
  buju_region_free(r);
}

static void staff_from_counts_and_ledger(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, villages},
                                    {F, "机构代码|机构名称|机构类型|所在村码|执业医师|助理医师|乡村医生\n"
                                        "A1|室一|村卫生室|421223100201|1|0|2\n"
                                        "A2|室二|村卫生室|421223100202||1|\n"
                                        "A3|室三|村卫生室|421223101202|||9999\n"},
                                    {D, "姓名|机构代码|所在机构|所在村|乡镇|执业资格|出生日期\n"
                                        "张三|A1||||乡村医生|1964-05-12\n"
                                        "李四||室一|||执业医师|110101197003070011\n"
                                        "王五|||丙村|路口镇|助理|1980年3月\n"
                                        "赵六||磨坊|||村医|1999\n"
                                        "钱七|A1||||神医|不记得\n"}};
  buju_region *r = region_of(inputs, 3);
  assert_int_equal(r->staff.n, 5);
  const struct {
    const char *facility, *name;
    buju_grade grade;
    int year;
  } want[] = {{"A1", "李四", BUJU_LICENSED, 1970},
              {"A1", "张三", BUJU_VILLAGE_DOCTOR, 1964},
              {"A1", "钱七", BUJU_OTHER_STAFF, 0},
              {"A2", NULL, BUJU_ASSISTANT, 0},
              {"A3", "王五", BUJU_ASSISTANT, 1980}};
  for (buju_ix i = 0; i < 5; i++) {
    assert_string_equal(r->facility.code[r->staff.facility[i]], want[i].facility);
    assert_int_equal(r->staff.grade[i], want[i].grade);
    assert_int_equal(r->staff.birth_year[i], want[i].year);
    if (want[i].name == NULL)
      assert_null(r->staff.name[i]);
    else
      assert_string_equal(r->staff.name[i], want[i].name);
  }
  assert_int_equal(buju_test_findings(r, "doctor_unlinked"), 1);
  assert_int_equal(buju_test_findings(r, "doctor_by_village"), 1);
  assert_int_equal(buju_test_findings(r, "grade_unknown"), 1);
  assert_int_equal(buju_test_findings(r, "birth_unclear"), 1);
  assert_int_equal(buju_test_findings(r, "staff_count_odd"), 1);
  assert_int_equal(buju_test_findings(r, "staff_disagree"), 0); /* three named, three counted */
  for (size_t i = 0; i < r->findings.rows.n; i++)               /* no ID number leaves the ledger */
    for (int a = 0; a < BUJU_SAID_ARGS; a++) {
      const buju_arg *arg = &buju_finding_at(&r->findings, i)->arg[a];
      if (arg->kind == BUJU_ARG_TEXT && arg->u.s != NULL) assert_null(strstr(arg->u.s, "19700307"));
    }
  buju_region_free(r);
}

static void seats_of_health_centres(void **state) {
  (void)state;
  const buju_test_input inputs[] = {{V, villages},
                                    {F, "机构名称|机构类型|面积|@\n"
                                        "天城分院|卫生院|300|500,500\n"
                                        "天城镇卫生院|卫生院|2000|1500,500\n"
                                        "路口镇卫生院|卫生院|900|3500,500\n"}};
  buju_region *r = region_of(inputs, 2);
  assert_int_equal(r->village.thc_seat[0], BUJU_UNKNOWN);
  assert_int_equal(r->village.thc_seat[1], BUJU_YES); /* the main campus, no mark in 天城镇 */
  assert_int_equal(r->village.thc_seat[2], BUJU_YES); /* the mark, although the centre stands elsewhere */
  assert_int_equal(r->village.thc_seat[3], BUJU_UNKNOWN);
  assert_int_equal(buju_test_findings(r, "seat_by_facility"), 1);
  assert_int_equal(buju_test_findings(r, "seat_elsewhere"), 1);
  assert_int_equal(buju_test_findings(r, "two_seats"), 0);
  buju_region_free(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(facilities_find_their_village),
      cmocka_unit_test(attributes_and_codes),
      cmocka_unit_test(what_facilities_have),
      cmocka_unit_test(specialists_from_ledger_and_counts),
      cmocka_unit_test(ownership_in_words),
      cmocka_unit_test(staff_from_counts_and_ledger),
      cmocka_unit_test(seats_of_health_centres),
  };
  return cmocka_run_group_tests_name("region_facilities", tests, NULL, NULL);
}
