/* Which column of a file is which field of the model: given by the scenario, else guessed from the column's name.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_FIELDS_H
#define BUJU_LAYERS_REGION_FIELDS_H

#include "core/scenario.h"
#include "core/table.h"

/** The fields of the model: id, the name used in `fields:`, what it means. Which input has which is in field_names.h.
 *  The flags of a facility follow each other as in buju_flag. */
#define BUJU_FIELD_TABLE(X)                                                                                            \
  X(CODE, "code", "代码", "code")                                                                                      \
  X(NAME, "name", "名称", "name")                                                                                      \
  X(TOWNSHIP, "township", "所属乡镇", "township")                                                                      \
  X(TOWNSHIP_CODE, "township_code", "乡镇代码", "township code")                                                       \
  X(VILLAGE, "village", "所在村", "village it belongs to")                                                             \
  X(VILLAGE_CODE, "village_code", "所在村代码", "code of the village it belongs to")                                   \
  X(AREA_TYPE, "area_type", "类型（村、居委会等）", "kind of area: village, community …")                              \
  X(PEOPLE_RESIDENT, "people_resident", "常住人口", "resident people")                                                 \
  X(PEOPLE_REGISTERED, "people_registered", "户籍人口", "registered people")                                           \
  X(HOUSEHOLDS, "households", "户数", "households")                                                                    \
  X(AREA, "area", "面积", "area")                                                                                      \
  X(CATEGORY, "category", "村庄分类", "village category")                                                              \
  X(THC_SEAT, "thc_seat", "卫生院驻地", "the township health centre stands here")                                      \
  X(CONVERTED, "converted", "撤村改居", "converted to an urban community")                                             \
  X(DEMOLITION_YEAR, "demolition_year", "拆迁年份", "year of the planned demolition")                                  \
  X(FROM_YEAR, "from_year", "起始年份", "first year")                                                                  \
  X(TO_YEAR, "to_year", "截止年份", "last year")                                                                       \
  X(KIND, "kind", "机构类型", "kind of facility")                                                                      \
  BUJU_FLAG_TABLE(X)                                                                                                   \
  X(IDLE, "idle", "闲置", "stands idle")                                                                               \
  X(FLOOR_AREA, "floor_area_m2", "业务用房面积（平方米）", "floor area in square metres")                              \
  X(LEVEL, "level", "服务能力等级", "capability level")                                                                \
  X(STARS, "stars", "星级", "stars")                                                                                   \
  X(LICENSED, "licensed", "执业医师数", "number of licensed physicians")                                               \
  X(ASSISTANT, "assistant", "执业助理医师数", "number of assistant physicians")                                        \
  X(VILLAGE_DOCTOR, "village_doctor", "乡村医生数", "number of village doctors")                                       \
  X(OTHER_STAFF, "other_staff", "其他人员数", "number of other staff")                                                 \
  X(GP, "gp", "全科医生数", "number of general practitioners")                                                         \
  X(PUBLIC_HEALTH_DOCTORS, "public_health_doctors", "公卫医师数", "number of public-health physicians")                \
  X(TCM_DOCTORS, "tcm_doctors", "中医（蒙医）医师数", "number of physicians of Chinese or Mongolian medicine")         \
  X(FACILITY, "facility", "所在机构", "facility the person works in")                                                  \
  X(FACILITY_CODE, "facility_code", "所在机构代码", "code of the facility the person works in")                        \
  X(GRADE, "grade", "执业资格", "qualification")                                                                       \
  X(SPECIALTY, "specialty", "执业范围（专业）", "special field: general practice, public health, Chinese medicine …")  \
  X(BIRTH, "birth", "出生年月（或身份证号，只取年份）", "year or date of birth (or ID number: only the year is kept)") \
  X(ACTION, "action", "建设内容（处置）", "what is done to the site")                                                  \
  X(PROGRESS, "progress", "进展（计划、在建、已完成）", "how far it is: planned, under way, done")                     \
  X(YEAR, "year", "年度", "the year it is planned for, or was done in")                                                \
  X(RULE, "rule", "所属规则（规则编号）", "the rule it belongs to, by its id")                                         \
  X(INTERVAL, "interval", "巡诊间隔（如2周、14天）", "how often rounds come: 2 weeks, 14 days")                        \
  X(WEEKDAY, "weekday", "巡诊日（周几）", "the day of the week of rounds")                                             \
  X(LONGITUDE, "longitude", "经度（无图形的表）", "longitude (tables without geometry)")                               \
  X(LATITUDE, "latitude", "纬度（无图形的表）", "latitude (tables without geometry)")                                  \
  X(CLASS, "class", "道路等级", "road class")                                                                          \
  X(ROUTE, "route", "路线编号", "route number")                                                                        \
  X(SPEED, "speed_kmh", "车速（公里/小时）", "speed of vehicles in km/h")                                              \
  X(ONE_WAY, "one_way", "单行", "one-way")                                                                             \
  X(ROUNDABOUT, "roundabout", "环岛", "roundabout")                                                                    \
  X(MOTOR_ROAD, "motor_road", "汽车专用路", "for motor vehicles only")                                                 \
  X(BRIDGE, "bridge", "桥梁", "bridge")                                                                                \
  X(TUNNEL, "tunnel", "隧道", "tunnel")                                                                                \
  X(LAYER, "layer", "层", "layer: roads of different layers do not meet")                                              \
  X(ACCESS, "access", "通行限制", "who may use it")                                                                    \
  X(FOOT, "foot", "行人通行", "open on foot")                                                                          \
  X(BICYCLE, "bicycle", "非机动车通行", "open to bicycles")                                                            \
  X(VEHICLES, "vehicles", "机动车通行", "open to motor vehicles")                                                      \
  X(ALL_VEHICLES, "all_vehicles", "车辆通行", "open to vehicles, bicycles included")                                   \
  X(FERRY, "ferry", "轮渡", "ferry")                                                                                   \
  X(DURATION, "duration", "轮渡航行时间", "how long the ferry takes")                                                  \
  X(OTHER_TAGS, "other_tags", "OpenStreetMap 其余标签", "further tags of OpenStreetMap")

#define BUJU_FIELD_ENUM(name, model, zh, en) BUJU_FIELD_##name,
typedef enum buju_field { BUJU_FIELD_TABLE(BUJU_FIELD_ENUM) BUJU_FIELDS } buju_field;

typedef struct buju_field_entry {
  const char *model;
  buju_msg meaning;
} buju_field_entry;

extern const buju_field_entry buju_field_entries[BUJU_FIELDS];

/** How a column came to be a field's. */
typedef enum buju_field_how {
  BUJU_FIELD_ABSENT,
  BUJU_FIELD_GIVEN, /* by `fields:` in the scenario */
  BUJU_FIELD_SURE,  /* a name we know, whole or cut as DBF cuts it */
  BUJU_FIELD_UNSURE /* a name that only resembles one we know: ask */
} buju_field_how;

/** For each field of the model its column, BUJU_NONE where it has none, and how that was decided. */
typedef struct buju_fields {
  buju_ix column[BUJU_FIELDS];
  uint8_t how[BUJU_FIELDS]; /* buju_field_how */
} buju_fields;

/** Whether an input of that role can have the field. */
bool buju_field_of_role(buju_input_role role, buju_field field);

/** Guesses the fields of an input from its column names: case, width, spaces and punctuation are ignored; a name cut at
 *  10 bytes is matched by its beginning; the longest match wins; one column serves one field.
 *  O(columns × known names). BUJU_E_MEMORY is the only failure. */
buju_status buju_fields_guess(buju_ctx *ctx, buju_input_role role, const buju_table *table, buju_fields *out);

/** The fields of an input: what `fields:` gives, the rest guessed among the columns left over. A field given as "-" or
 *  "" is left out.
 *  @return BUJU_E_SCENARIO for a name that is no field of this input or no column of this file, naming the nearest. */
buju_status buju_fields_bind(buju_ctx *ctx, const buju_input *input, const buju_table *table, buju_fields *out);

/** "code←行政村代; name←行政村名?": the mapping as text; a guess to be looked at ends in "?". In the arena. */
buju_status buju_fields_show(buju_ctx *ctx, const buju_table *table, const buju_fields *fields, buju_arena *arena,
                             const char **out);

/** "代码、行政村代码、XZQDM": the names a field is looked for under in this role, for messages. In the arena. */
buju_status buju_fields_known(buju_ctx *ctx, buju_input_role role, buju_field field, buju_arena *arena,
                              const char **out);

/** "列1、列2 …": the columns of a table, for messages, at most `max`. In the arena. */
buju_status buju_fields_columns(buju_ctx *ctx, const buju_table *table, buju_ix max, buju_arena *arena,
                                const char **out);

#endif
