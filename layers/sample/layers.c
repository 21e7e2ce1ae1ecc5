/* Villages, townships, settlements, facilities, as a bureau keeps them. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/layers.h"

#include <stdio.h>

#include "layers/sample/names.h"

enum {
  V_CODE,
  V_NAME,
  V_TOWNSHIP,
  V_RESIDENT,
  V_REGISTERED,
  V_HOUSEHOLDS,
  V_CATEGORY,
  V_SEAT,
  V_DEMOLITION,
  V_CONVERTED
};

static const buju_sheet_column village_columns[] = {
    {BUJU_FIELD_CODE, "行政村代码", "行政村代", "村代码", BUJU_SHEET_TEXT, 12},
    {BUJU_FIELD_NAME, "行政村名称", "行政村名", "村名称", BUJU_SHEET_TEXT, 40},
    {BUJU_FIELD_TOWNSHIP, "所属乡镇", "所属乡镇", "乡镇名", BUJU_SHEET_TEXT, 40},
    {BUJU_FIELD_PEOPLE_RESIDENT, "常住人口", "常住人口", "常住人", BUJU_SHEET_WHOLE, 9},
    {BUJU_FIELD_PEOPLE_REGISTERED, "户籍人口", "户籍人口", "户籍人", BUJU_SHEET_WHOLE, 9},
    {BUJU_FIELD_HOUSEHOLDS, "户数", "户数", "户数", BUJU_SHEET_WHOLE, 9},
    {BUJU_FIELD_CATEGORY, "村庄分类", "村庄分类", "分类", BUJU_SHEET_TEXT, 20},
    {BUJU_FIELD_THC_SEAT, "卫生院驻地", "卫生院驻", "驻地", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_DEMOLITION_YEAR, "拆迁年份", "拆迁年份", "拆迁年", BUJU_SHEET_WHOLE, 4},
    {BUJU_FIELD_CONVERTED, "撤村改居", "撤村改居", "改居", BUJU_SHEET_TEXT, 3},
    {0},
};

static void fill_village(const buju_county *county, buju_ix v, buju_sheet *sheet) {
  static const char *const categories[] = {"", "集聚提升类", "城郊融合类", "特色保护类", "搬迁撤并类", "其他类"};
  const buju_sample_village *village = &county->village[v];
  char code[13];
  buju_county_village_code(county, v, code);
  buju_sheet_text(sheet, V_CODE, code);
  buju_sheet_text(sheet, V_NAME, village->name);
  buju_sheet_text(sheet, V_TOWNSHIP, county->township[village->township].name);
  buju_sheet_whole(sheet, V_RESIDENT, village->resident);
  buju_sheet_whole(sheet, V_REGISTERED, village->registered);
  buju_sheet_whole(sheet, V_HOUSEHOLDS, village->households);
  buju_sheet_text(sheet, V_CATEGORY, categories[village->category]);
  buju_sheet_answer(sheet, V_SEAT, village->seat ? BUJU_YES : BUJU_NO);
  buju_sheet_answer(sheet, V_CONVERTED, village->converted ? BUJU_YES : BUJU_NO);
  if (village->demolition_year != 0)
    buju_sheet_whole(sheet, V_DEMOLITION, village->demolition_year);
  else
    buju_sheet_text(sheet, V_DEMOLITION, "");
}

static buju_status write_villages(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target) {
  buju_sheet sheet;
  buju_rings rings = {0};
  buju_status status = buju_sheet_open(ctx, target, "行政村", village_columns, wkbPolygon, &sheet);
  if (status == BUJU_OK) status = buju_rings_begin(ctx, &county->lattice, &rings);
  for (buju_ix v = 0; v < county->villages && status == BUJU_OK; v++) {
    fill_village(county, v, &sheet);
    buju_ix first = county->row[v], n = county->row[v + 1] - first;
    status = buju_rings_trace(ctx, &county->lattice, county->cell + first, n, NULL, &rings);
    if (status == BUJU_OK) status = buju_sheet_put_polygon(ctx, &sheet, &rings);
  }
  buju_rings_free(&rings);
  return buju_sheet_close(ctx, &sheet, status);
}

enum { T_CODE, T_NAME, T_KIND };

static const buju_sheet_column township_columns[] = {
    {BUJU_FIELD_CODE, "乡镇代码", "乡镇代码", "代码", BUJU_SHEET_TEXT, 12},
    {BUJU_FIELD_NAME, "乡镇名称", "乡镇名称", "名称", BUJU_SHEET_TEXT, 40},
    {BUJU_FIELD_AREA_TYPE, "乡镇类型", "乡镇类型", "类型", BUJU_SHEET_TEXT, 12},
    {0},
};

static buju_status write_townships(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target) {
  buju_sheet sheet;
  buju_rings rings = {0};
  buju_status status = buju_sheet_open(ctx, target, "乡镇", township_columns, wkbPolygon, &sheet);
  if (status == BUJU_OK) status = buju_rings_begin(ctx, &county->lattice, &rings);
  for (buju_ix t = 0; t < county->townships && status == BUJU_OK; t++) {
    const buju_sample_township *township = &county->township[t];
    char code[13];
    buju_county_township_code(county, t, code);
    buju_sheet_text(&sheet, T_CODE, code);
    buju_sheet_text(&sheet, T_NAME, township->name);
    bool street = township->kind == BUJU_AREA_STREET;
    const char *rural = county->spec->kind == BUJU_SAMPLE_PASTORAL ? "苏木" : "乡";
    buju_sheet_text(&sheet, T_KIND, street ? "街道" : township->kind == BUJU_AREA_TOWN ? "镇" : rural);
    buju_ix first = county->row[township->first_village];
    buju_ix n = county->row[township->first_village + township->villages] - first;
    status = buju_rings_trace(ctx, &county->lattice, county->cell + first, n, county->township_of, &rings);
    if (status == BUJU_OK) status = buju_sheet_put_polygon(ctx, &sheet, &rings);
  }
  buju_rings_free(&rings);
  return buju_sheet_close(ctx, &sheet, status);
}

enum { S_NAME, S_VILLAGE, S_RESIDENT, S_REGISTERED };

static const buju_sheet_column settlement_columns[] = {
    {BUJU_FIELD_NAME, "名称", "名称", "名称", BUJU_SHEET_TEXT, 40},
    {BUJU_FIELD_VILLAGE_CODE, "行政村代码", "行政村代", "村代码", BUJU_SHEET_TEXT, 12},
    {BUJU_FIELD_PEOPLE_RESIDENT, "常住人口", "常住人口", "常住人", BUJU_SHEET_WHOLE, 9},
    {BUJU_FIELD_PEOPLE_REGISTERED, "户籍人口", "户籍人口", "户籍人", BUJU_SHEET_WHOLE, 9},
    {0},
};

static buju_status write_settlements(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target) {
  buju_sheet sheet;
  buju_status status = buju_sheet_open(ctx, target, "自然村", settlement_columns, wkbPoint, &sheet);
  const buju_sample_settlement *settlement = county->settlement.data;
  for (size_t i = 0; i < county->settlement.n && status == BUJU_OK; i++) {
    char code[13], name[BUJU_SAMPLE_NAME];
    buju_county_village_code(county, settlement[i].village, code);
    buju_name_settlement(county, (buju_ix)i, name);
    buju_sheet_text(&sheet, S_NAME, name);
    buju_sheet_text(&sheet, S_VILLAGE, code);
    buju_sheet_whole(&sheet, S_RESIDENT, settlement[i].resident);
    buju_sheet_whole(&sheet, S_REGISTERED, settlement[i].registered);
    status = buju_sheet_put_point(ctx, &sheet, settlement[i].at);
  }
  return buju_sheet_close(ctx, &sheet, status);
}

enum {
  F_CODE,
  F_NAME,
  F_KIND,
  F_VILLAGE,
  F_FLOOR,
  F_OWNED,
  F_INTEGRATED,
  F_PUBLIC_HEALTH,
  F_MEDICINES,
  F_INSURANCE,
  F_STANDARD,
  F_GOVERNMENT,
  F_BED,
  F_FOLLOW_UP,
  F_REHABILITATION,
  F_EXAMINATION,
  F_TOILET,
  F_EDUCATION,
  F_TCM_HALL,
  F_TCM_SERVICE,
  F_WEAK,
  F_LEVEL,
  F_STARS,
  F_LICENSED,
  F_ASSISTANT,
  F_VILLAGE_DOCTOR,
  F_GP,
  F_PUBLIC_HEALTH_DOCTORS,
  F_TCM_DOCTORS
};

static const buju_sheet_column facility_columns[] = {
    {BUJU_FIELD_CODE, "机构代码", "机构代码", "代码", BUJU_SHEET_TEXT, 22},
    {BUJU_FIELD_NAME, "机构名称", "机构名称", "名称", BUJU_SHEET_TEXT, 60},
    {BUJU_FIELD_KIND, "机构类型", "机构类型", "类型", BUJU_SHEET_TEXT, 30},
    {BUJU_FIELD_VILLAGE_CODE, "所在村代码", "所在村码", "村代码", BUJU_SHEET_TEXT, 12},
    {BUJU_FIELD_FLOOR_AREA, "面积", "面积", "面积", BUJU_SHEET_WHOLE, 6},
    {BUJU_FIELD_PUBLIC_OWNED, "公有产权", "公有产权", "公有", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_INTEGRATED, "一体化管理", "一体化", "一体化", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_PUBLIC_HEALTH, "公卫服务", "公卫服务", "公卫", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_ESSENTIAL_MEDICINES, "基本药物", "基本药物", "基药", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_INSURANCE, "医保定点", "医保定点", "医保", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_STANDARD_MET, "是否达标", "是否达标", "达标", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_GOVERNMENT_RUN, "政府办", "政府办", "政府办", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_OBSERVATION_BED, "观察诊查床", "观察诊查床", "观察诊", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_FOLLOW_UP_DEVICES, "智慧随访设备", "智慧随访设", "智慧随", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_REHABILITATION_DEVICES, "康复理疗设备", "康复理疗设", "康复理", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_EXAMINATION_DEVICES, "必要的检查设备", "必要的检查", "必要的", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_TOILET_AND_CLIMATE, "卫生厕所和冷暖空调", "卫生厕所和", "卫生厕", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_HEALTH_EDUCATION, "健康宣教设施", "健康宣教设", "健康宣", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_TCM_HALL, "中医馆", "中医馆", "中医馆", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_TCM_SERVICE, "中医药服务", "中医药服务", "中医药", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_WEAK, "薄弱", "薄弱", "薄弱", BUJU_SHEET_TEXT, 3},
    {BUJU_FIELD_LEVEL, "能力等级", "能力等级", "等级", BUJU_SHEET_TEXT, 12},
    {BUJU_FIELD_STARS, "星级", "星级", "星级", BUJU_SHEET_WHOLE, 1},
    {BUJU_FIELD_LICENSED, "执业医师", "执业医师", "执医数", BUJU_SHEET_WHOLE, 4},
    {BUJU_FIELD_ASSISTANT, "助理医师", "助理医师", "助医数", BUJU_SHEET_WHOLE, 4},
    {BUJU_FIELD_VILLAGE_DOCTOR, "乡村医生", "乡村医生", "村医数", BUJU_SHEET_WHOLE, 4},
    {BUJU_FIELD_GP, "全科医生", "全科医生", "全科医", BUJU_SHEET_WHOLE, 4},
    {BUJU_FIELD_PUBLIC_HEALTH_DOCTORS, "公卫医师", "公卫医师", "公卫医", BUJU_SHEET_WHOLE, 4},
    {BUJU_FIELD_TCM_DOCTORS, "中医医师", "中医医师", "中医医", BUJU_SHEET_WHOLE, 4},
    {0},
};

/* 优质服务基层行 for centres, grades for hospitals; clinics have stars instead. */
static const char *level_of(const buju_county *county, const buju_sample_facility *f) {
  if (f->kind == BUJU_HOSPITAL) return "二级甲等";
  if (f->kind == BUJU_THC || f->kind == BUJU_CHC)
    return f->flag[BUJU_STANDARD_MET] == BUJU_NO                            ? "未达标"
           : county->township[county->village[f->village].township].central ? "推荐标准"
                                                                            : "基本标准";
  return "";
}

static void fill_facility(const buju_county *county, const buju_sample_facility *f, buju_sheet *sheet) {
  char code[24], village[13], name[3 * BUJU_SAMPLE_NAME];
  buju_county_facility_code(county, f, code);
  buju_county_village_code(county, f->village, village);
  buju_name_facility(county, f, name);
  buju_sheet_text(sheet, F_CODE, code);
  buju_sheet_text(sheet, F_NAME, name);
  buju_sheet_text(sheet, F_KIND, buju_service_words[f->kind].word.zh);
  buju_sheet_text(sheet, F_VILLAGE, village);
  for (int flag = 0; flag < BUJU_FLAGS; flag++) buju_sheet_answer(sheet, F_OWNED + flag, f->flag[flag]);
  buju_sheet_text(sheet, F_LEVEL, level_of(county, f));
  if (f->floor_m2 != 0)
    buju_sheet_whole(sheet, F_FLOOR, f->floor_m2);
  else
    buju_sheet_text(sheet, F_FLOOR, "");
  if (f->stars > 0)
    buju_sheet_whole(sheet, F_STARS, f->stars);
  else
    buju_sheet_text(sheet, F_STARS, "");
  for (int grade = 0; grade < BUJU_OTHER_STAFF; grade++) buju_sheet_whole(sheet, F_LICENSED + grade, f->staff[grade]);
  for (int k = BUJU_SPECIALTY_GENERAL_PRACTICE; k < BUJU_SPECIALTY_OTHER; k++) {
    int column = F_GP + k - BUJU_SPECIALTY_GENERAL_PRACTICE;
    if (f->specialists[k] >= 0)
      buju_sheet_whole(sheet, column, f->specialists[k]);
    else
      buju_sheet_text(sheet, column, "");
  }
}

static buju_status write_facilities(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target) {
  buju_sheet sheet;
  buju_status status = buju_sheet_open(ctx, target, "医疗机构", facility_columns, wkbPoint, &sheet);
  const buju_sample_facility *facility = county->facility.data;
  for (size_t i = 0; i < county->facility.n && status == BUJU_OK; i++) {
    fill_facility(county, &facility[i], &sheet);
    status = buju_sheet_put_point(ctx, &sheet, facility[i].at);
  }
  return buju_sheet_close(ctx, &sheet, status);
}

const buju_sample_layer buju_sample_villages = {"villages", "行政村", village_columns, write_villages};
const buju_sample_layer buju_sample_townships = {"townships", "乡镇", township_columns, write_townships};
const buju_sample_layer buju_sample_settlements = {"settlements", "自然村", settlement_columns, write_settlements};
const buju_sample_layer buju_sample_facilities = {"facilities", "医疗机构", facility_columns, write_facilities};
