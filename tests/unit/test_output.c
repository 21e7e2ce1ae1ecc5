/* The written plan: every layer as the column table says. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/columns.h"
#include "tests/support/plan_folder.h"

static void every_layer_is_the_column_table(void **state) {
  plan_folder *f = *state;
  static const char *const declared[BUJU_TYPES] = {"TEXT", "INTEGER", "REAL", "BOOLEAN", "DATE"};
  plan_folder_write_well(f);
  for (int l = 0; l < BUJU_LAYERS; l++) {
    const buju_layer_spec *layer = &buju_layer_specs[l];
    if ((layer->files & BUJU_PLAN_FILE) == 0) continue;
    bool spatial = layer->geometry != BUJU_GEOMETRY_NONE;
    for (buju_ix c = 0; c < layer->n; c++) {
      char sql[512];
      snprintf(sql, sizeof sql, "SELECT type FROM pragma_table_info('%s') WHERE name = '%s' AND cid = %d", layer->name,
               layer->column[c].name, (int)c + 1 + spatial);
      plan_folder_is(f, sql, declared[layer->column[c].type]);
      /* SQLite stores what it is given: a text in a number's column would stay a text. */
      snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE typeof(%s) NOT IN ('null', '%s')", layer->name,
               layer->column[c].name,
               layer->column[c].type == BUJU_TYPE_REAL                                              ? "real"
               : layer->column[c].type == BUJU_TYPE_TEXT || layer->column[c].type == BUJU_TYPE_DATE ? "text"
                                                                                                    : "integer");
      plan_folder_is(f, sql, "0");
    }
  }
}

static void mobile_service_is_told(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(
      f, "SELECT round_id || ' ' || site_id || ' ' || cycle_days || ' ' || drive_min || ' ' || travel_m FROM rounds",
      "T1/1-2 T1 2, 16 120.0 80000");
  plan_folder_is(f,
                 "SELECT round_id || ' ' || village_code || ' ' || arrive_min || ' ' || visits_a_year FROM round_stops",
                 "T1/1-2 421223100205 60.0 26");
  plan_folder_is(f, "SELECT group_concat(cycle_day || ':' || week || ':' || round_id) FROM rounds_calendar",
                 "2:1:T1/1-2,16:3:T1/1-2");
  plan_folder_is(
      f, "SELECT area_level || ' ' || share_before || ' ' || resident_percent FROM service_ways WHERE area IS NULL",
      "all 66.67 90.0");
  plan_folder_is(f, "SELECT area_level FROM service_ways WHERE way = 'nobody' AND share_before IS NULL", "township");
  plan_folder_is(
      f,
      "SELECT tier || ' ' || travel_min || ' ' || limit_min || ' ' || over_after FROM referrals WHERE site_id = 'T1'",
      "thc 15.001 15.0 200");
  plan_folder_is(f, "SELECT travel_min FROM referrals WHERE tier = 'county_hospital'", "NULL");
}

static void rows_say_what_the_plan_says(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT group_concat(verdict) FROM villages",
                 "joint_member,joint_host,own_clinic,thc_served,unserved,not_evaluated");
  plan_folder_is(
      f, "SELECT served_by || ' ' || served_by_name || ' ' || joint_group FROM villages WHERE code = '421223100201'",
      "N421223100202 白泉村卫生室 J421223100202");
  plan_folder_is(f, "SELECT best_partner || best_partner_name FROM villages WHERE name = '岭背村'",
                 "421223100204天城村");
  plan_folder_is(f, "SELECT group_concat(site_id) FROM sites", "C1,C3,T1,N421223100202");
  plan_folder_is(f, "SELECT items_missing || ' ' || items_missing_en FROM sites WHERE site_id = 'C3'",
                 "卫生厕所和冷暖空调、业务用房面积 a sanitary toilet, heating and cooling, floor area");
  plan_folder_is(
      f,
      "SELECT group_concat(area || ' ' || service || ' ' || verdict || ' ' || coalesce(site_id, '-'), '; ') FROM "
      "entitlements",
      "天城镇 chc to_build N421223100202; 石山村 chs below -");
  plan_folder_is(f, "SELECT items_unknown || ' ' || items_unknown_en FROM sites WHERE site_id = 'C3'", "星级 stars");
  plan_folder_is(
      f, "SELECT area || ' ' || services || ' ' || share || ' ' || share_asked || ' ' || needed FROM compliance",
      "天城镇 village_clinic 33.33 80.0 2");
  plan_folder_is(f, "SELECT from_people FROM entitlements WHERE service = 'chc'", "NULL");
  plan_folder_is(f, "SELECT group_concat(candidate_id || ' ' || people_gained, '; ') FROM candidate_sites",
                 "joint_clinic/421223100205 300; joint_clinic/501234,1500 300");
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'reach.joint_clinic.after'", "3900");
  plan_folder_is(
      f, "SELECT site_id || ' ' || name || ' ' || becomes || ' ' || score || ' ' || rank_to FROM sub_centre_candidates",
      "T1 天城镇卫生院 raise_subcentre 80.0 1");
  plan_folder_is(f, "SELECT needed FROM sub_centre_candidates", "NULL");
  plan_folder_is(f, "SELECT next_min FROM sub_centre_candidates", "NULL");
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'pick.joint_clinic.after'", "2500");
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'pick.joint_clinic.mean_before'", "no row");
  plan_folder_is(f, "SELECT note_en FROM run_info WHERE key = 'pick.joint_clinic.chosen'",
                 "2 were asked for, and too few qualify; nothing was padded. Objective: 1 clinic fewer.");
  plan_folder_is(f, "SELECT group_concat(action_id) FROM actions", "C1/deregister,N421223100202/build/2027");
  plan_folder_is(f, "SELECT cost_yuan FROM actions WHERE action = 'build'", "123456.78");
  plan_folder_is(f, "SELECT due_date FROM actions WHERE action = 'deregister'", "2026-12-31");
  plan_folder_is(f, "SELECT members || ' ' || member_codes FROM joint_groups",
                 "河田村、白泉村 421223100201,421223100202");
  plan_folder_is(f, "SELECT group_concat(doctor_id) FROM doctors", "C1/1,C3/1");
  plan_folder_is(f, "SELECT what || ' ' || what_en || ' ' || done FROM findings",
                 "编码 421223100203 重复 code 421223100203 occurs twice 保留第一行");
  plan_folder_is(f, "SELECT cost_yuan || payer || item FROM costs", "6500.0新城运行经费");
}

static void ids_are_unique_and_stable(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT group_concat(gap_id) FROM coverage_gaps",
                 "before/entitlement/421223100201,after/entitlement/421223100205,after/standard/421223100203/C3,"
                 "after/standard/421223100203/C3/2");
  plan_folder_is(f, "SELECT group_concat(settlement_id) FROM settlements WHERE village = '石山村'",
                 "421223100203/1,421223100203/2");
}

/* Missing is NULL, never 0; unreachable is NULL; blank flags are not "no". */
static void what_is_missing_is_null(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT people_resident FROM villages WHERE name = '无名村'", "NULL");
  plan_folder_is(f, "SELECT people_used FROM villages WHERE name = '无名村'", "NULL");
  plan_folder_is(f, "SELECT travel_min FROM villages WHERE name = '天城村'", "NULL");
  plan_folder_is(f, "SELECT demolition_year FROM villages WHERE name = '河田村'", "NULL");
  plan_folder_is(f, "SELECT converted FROM villages WHERE name = '河田村'", "NULL");
  plan_folder_is(f, "SELECT thc_seat FROM villages WHERE name = '白泉村'", "0");
  plan_folder_is(f, "SELECT essential_medicines FROM sites WHERE site_id = 'C1'", "NULL");
  plan_folder_is(f, "SELECT public_health FROM sites WHERE site_id = 'C1'", "0");
  plan_folder_is(f, "SELECT doctors FROM sites WHERE site_id = 'C1'", "NULL");
  plan_folder_is(f, "SELECT cost_yuan FROM sites WHERE site_id = 'C1'", "NULL");
  plan_folder_is(f, "SELECT birth_year FROM doctors WHERE name = '李四'", "NULL");
  plan_folder_is(f, "SELECT nearest_min FROM coverage_gaps WHERE area = '岭背村'", "NULL");
  plan_folder_is(f, "SELECT subsidy_yuan_month FROM doctors WHERE name = '张三'",
                 "0.0"); /* outside the subsidy: known, nothing */
}

/* 900,001 ms are over fifteen minutes and must not be shown as fifteen. */
static void times_round_up_and_people_keep_their_thousandths(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT travel_min FROM villages WHERE name = '河田村'", "15.001");
  plan_folder_is(f, "SELECT travel_min FROM villages WHERE name = '石山村'", "1.0");
  plan_folder_is(f, "SELECT best_partner_min FROM villages WHERE name = '岭背村'", "0.001");
  plan_folder_is(f, "SELECT covered FROM settlements WHERE village = '河田村'", "0");
  plan_folder_is(f, "SELECT covered FROM settlements WHERE village = '石山村'", "1");
  plan_folder_is(f, "SELECT group_concat(people_resident) FROM settlements WHERE village = '石山村'", "700.5,499.5");
  plan_folder_is(f, "SELECT sum(people_resident) FROM settlements", "5264.0");
}

static void reasons_are_sentences_the_decision_first(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT rule || ' ' || clause FROM villages WHERE name = '河田村'",
                 "joint_clinic xixian-2021 §3(1)1 (X2)");
  plan_folder_is(f, "SELECT reason_zh FROM villages WHERE name = '河田村'",
                 "河田村人口564人，少于700人，并入白泉村；另一规则未采用。");
  plan_folder_is(f, "SELECT reason_en FROM villages WHERE name = '河田村'",
                 "河田村 has 564 people, fewer than 700, and joins 白泉村. It is spoken of by another rule that lost.");
  plan_folder_is(f, "SELECT rule || ' ' || ifnull(clause, '-') || ' ' || decision FROM sites WHERE site_id = 'C3'",
                 "decision - keep · 群众意见 · 王主任");
}

static void run_info_names_every_value_and_its_origin(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'format'", "buju-plan/1");
  plan_folder_is(
      f, "SELECT value || unit || source || our_default FROM run_info WHERE key = 'rules.joint_clinic.max_population'",
      "700peopleset0");
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'rules.joint_clinic.max_area_km2'", "NULL");
  plan_folder_is(f, "SELECT our_default FROM run_info WHERE key = 'rules.joint_clinic.max_area_km2'",
                 "NULL"); /* off: nobody's */
  plan_folder_is(f, "SELECT our_default FROM run_info WHERE key = 'travel.detour_factor'", "1");
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'as_of'", "2026-06-30");
  plan_folder_is(f, "SELECT note_en FROM run_info WHERE key = 'profile.status'",
                 "The policy is a draft for comment; this plan is no formal basis.");
  plan_folder_is(f, "SELECT note_en FROM run_info WHERE key = 'certificate.joint_clinic/421223100/1/1'",
                 "Proved optimal: lower and upper bound are both 1; branch and bound, 12 steps, 2 places.");
  plan_folder_is(f, "SELECT note FROM run_info WHERE key LIKE 'sensitivity.%'", "步行15分钟：少1所");
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'decision.1'", "C3 keep");
  plan_folder_is(f, "SELECT count(*) - count(DISTINCT key) FROM run_info", "0");
}

/* Parameter by parameter: a rule of the policy's can have a value of ours. */
static void run_info_says_which_values_are_ours(void **state) {
  plan_folder *f = *state;
  f->hand.scenario->use[0].value[0].origin = BUJU_BY_PROFILE;
  f->hand.scenario->use[0].value[0].our_default = true;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT source || our_default FROM run_info WHERE key = 'rules.joint_clinic.max_population'",
                 "profile1");
  plan_folder_is(f, "SELECT our_default FROM run_info WHERE key = 'rules.joint_clinic'", "0");
}

/* Files without a road or a cell in them: what was used instead is said. */
static void run_info_says_what_times_were_measured_on(void **state) {
  plan_folder *f = *state;
  static const buju_input_role roles[] = {BUJU_INPUT_ROADS, BUJU_INPUT_DEM};
  f->hand.scenario->travel.provider = BUJU_BY_AUTO;
  for (int i = 0; i < 2; i++) {
    buju_input input = {.role = roles[i], .path = "empty"};
    f->hand.scenario->inputs = 1;
    f->hand.scenario->input = &input;
    plan_folder_write_well(f);
    plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'travel.provider'", "straight");
    plan_folder_is(f, "SELECT count(*) FROM run_info WHERE key LIKE 'travel.terrain.%'", "0");
  }
}

static void the_file_is_a_sound_geopackage(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "PRAGMA application_id", "1196444487"); /* "GPKG" */
  plan_folder_is(f, "PRAGMA journal_mode", "delete");
  plan_folder_is(f, "PRAGMA integrity_check", "ok");
  plan_folder_is(f, "PRAGMA foreign_key_check", "no row");
  plan_folder_is(f,
                 "SELECT group_concat(min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y) FROM gpkg_contents "
                 "WHERE table_name = 'villages'",
                 "500000.0 0.0 503000.0 2000.0");
  plan_folder_is(f, "SELECT group_concat(DISTINCT srs_id) FROM gpkg_geometry_columns", "4547");
  plan_folder_is(f, "SELECT group_concat(DISTINCT z || m) FROM gpkg_geometry_columns", "00");
  plan_folder_is(f, "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'villages'",
                 "MULTIPOLYGON");
  plan_folder_is(f, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'",
                 "0"); /* few rows */
  plan_folder_is(f, "SELECT data_type FROM gpkg_contents WHERE table_name = 'run_info'", "attributes");
  plan_folder_is(f, "SELECT count(*) FROM gpkg_contents WHERE last_change <> '2026-06-30T00:00:00.000Z'", "0");
}

static void columns_have_aliases_and_closed_values(void **state) {
  plan_folder *f = *state;
  buju_ctx_set_lang(f->ctx, BUJU_ZH);
  plan_folder_write_well(f);
  plan_folder_is(f,
                 "SELECT name || ' ' || title || ' ' || constraint_name FROM gpkg_data_columns "
                 "WHERE table_name = 'villages' AND column_name = 'verdict'",
                 "配置结论 Verdict verdicts");
  plan_folder_is(f,
                 "SELECT description FROM gpkg_data_column_constraints WHERE constraint_name = 'verdicts' AND value = "
                 "'joint_host'",
                 "合建设点村");
  for (int l = 0; l < BUJU_LAYERS; l++)
    for (buju_ix c = 0; (buju_layer_specs[l].files & BUJU_PLAN_FILE) != 0 && c < buju_layer_specs[l].n; c++) {
      const buju_column_spec *column = &buju_layer_specs[l].column[c];
      char sql[512];
      snprintf(sql, sizeof sql, "SELECT name FROM gpkg_data_columns WHERE table_name = '%s' AND column_name = '%s'",
               buju_layer_specs[l].name, column->name);
      plan_folder_is(f, sql, column->alias.zh);
      if (column->domain == BUJU_DOMAIN_NONE) continue;
      snprintf(sql, sizeof sql,
               "SELECT count(*) FROM %s WHERE %s NOT IN (SELECT value FROM gpkg_data_column_constraints WHERE "
               "constraint_name = '%s')",
               buju_layer_specs[l].name, column->name, buju_domain_specs[column->domain].name);
      plan_folder_is(f, sql, "0");
    }
}

/* A layer without rows is left out, except those a reader looks for first. */
static void empty_layers_are_left_out(void **state) {
  plan_folder *f = *state;
  f->hand.plan->actions = f->hand.plan->gaps = f->hand.plan->doctors = 0;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT group_concat(table_name) FROM gpkg_contents WHERE table_name IN ('actions', 'doctors')",
                 "NULL");
  plan_folder_is(f, "SELECT count(*) FROM coverage_gaps", "0");
  plan_folder_is(f, "SELECT count(*) FROM gpkg_data_columns WHERE table_name = 'doctors'", "0");
}

/* Each layer by itself, and projects that know their file by its own name. */
static void every_layer_has_a_style_in_both_languages(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT count(*) FROM layer_styles",
                 plan_folder_ask(f, "SELECT 2 * count(*) - 2 FROM gpkg_contents"));
  plan_folder_is(f, "SELECT group_concat(DISTINCT styleName) FROM layer_styles WHERE useAsDefault", "English");
  plan_folder_is(f, "SELECT count(DISTINCT f_table_name) FROM layer_styles WHERE styleQML LIKE '<qgis %</qgis>%'",
                 plan_folder_ask(f, "SELECT count(*) - 1 FROM gpkg_contents"));
  plan_folder_is(
      f, "SELECT count(*) FROM layer_styles WHERE styleName = '中文' AND styleQML LIKE '%alias%配置结论%'",
      plan_folder_ask(f, "SELECT count(DISTINCT table_name) FROM gpkg_data_columns WHERE title LIKE '%配置结论%'"));
  plan_folder_is(f, "SELECT group_concat(name) FROM (SELECT name FROM qgis_projects ORDER BY name)", "Plan,规划方案");
}

/* What no list of a column can name: several ids in a cell, rules, years. */
static void cells_of_ids_have_words(void **state) {
  static const char *const words[][3] = {
      {"annual_targets", "中文", "name=\"新建、改造提升\" type=\"QString\" value=\"build+upgrade\""},
      {"annual_targets", "English", "name=\"build, upgrade\" type=\"QString\" value=\"build+upgrade\""},
      {"annual_targets", "English", "name=\"2027\" type=\"QString\" value=\"2027\""},
      {"compliance", "中文", "name=\"村卫生室\" type=\"QString\" value=\"village_clinic\""},
      {"run_info", "English", "name=\"m²\" type=\"QString\" value=\"m2\""},
  };
  plan_folder *f = *state;
  plan_folder_write_well(f);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char sql[320];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM layer_styles WHERE f_table_name = '%s' AND styleName = '%s' AND"
             " instr(styleQML, '%s')",
             words[i][0], words[i][1], words[i][2]);
    plan_folder_is(f, sql, "1");
  }
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, plan_folder_set_up, plan_folder_tear_down)
  const struct CMUnitTest tests[] = {
      CASE(every_layer_is_the_column_table),
      CASE(mobile_service_is_told),
      CASE(rows_say_what_the_plan_says),
      CASE(ids_are_unique_and_stable),
      CASE(what_is_missing_is_null),
      CASE(times_round_up_and_people_keep_their_thousandths),
      CASE(reasons_are_sentences_the_decision_first),
      CASE(run_info_names_every_value_and_its_origin),
      CASE(run_info_says_which_values_are_ours),
      CASE(run_info_says_what_times_were_measured_on),
      CASE(the_file_is_a_sound_geopackage),
      CASE(columns_have_aliases_and_closed_values),
      CASE(empty_layers_are_left_out),
      CASE(every_layer_has_a_style_in_both_languages),
      CASE(cells_of_ids_have_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
