/* The written plan: every layer as the column table says, whole or not at all. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <ogr_api.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/columns.h"
#include "tests/support/plan_by_hand.h"
#include "tests/support/scratch.h"

typedef struct fixture {
  buju_ctx *ctx;
  by_hand hand;
  char folder[64], path[96];
} fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  strcpy(f->folder, "/tmp/buju-output-XXXXXX");
  if (mkdtemp(f->folder) == NULL) return -1;
  snprintf(f->path, sizeof f->path, "%s/plan.gpkg", f->folder);
  f->ctx = buju_ctx_new();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  f->hand = by_hand_new(f->ctx, true, false);
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  int left = scratch_remove(f->folder);
  by_hand_free(&f->hand);
  buju_ctx_free(f->ctx);
  free(f);
  return left;
}

static buju_status write_plan(fixture *f) {
  return buju_plan_write(f->ctx, f->hand.scenario, f->hand.region, f->hand.plan, f->path);
}

static void write_well(fixture *f) {
  buju_status status = write_plan(f);
  if (status != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
}

/* How many entries the folder has. */
static int entries(const fixture *f) {
  int n = 0;
  DIR *folder = opendir(f->folder);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) n += entry->d_name[0] != '.';
  closedir(folder);
  return n;
}

/* The first column of the first row as text, "NULL" or "no row". Two buffers, so that two answers can be compared. */
static const char *ask(const fixture *f, const char *sql) {
  static char answer[2][2048];
  static int turn;
  char *to = answer[turn ^= 1];
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  assert_int_equal(sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  if (sqlite3_step(statement) != SQLITE_ROW)
    strcpy(to, "no row");
  else
    snprintf(to, sizeof answer[0], "%s",
             sqlite3_column_type(statement, 0) == SQLITE_NULL ? "NULL"
                                                              : (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return to;
}

static void is(const fixture *f, const char *sql, const char *want) {
  const char *have = ask(f, sql);
  if (strcmp(have, want) != 0) fail_msg("%s\n  is:   %s\n  want: %s", sql, have, want);
}

static void every_layer_is_the_column_table(void **state) {
  fixture *f = *state;
  static const char *const declared[BUJU_TYPES] = {"TEXT", "INTEGER", "REAL", "BOOLEAN", "DATE"};
  write_well(f);
  for (int l = 0; l < BUJU_LAYERS; l++) {
    const buju_layer_spec *layer = &buju_layer_specs[l];
    if ((layer->files & BUJU_PLAN_FILE) == 0) continue;
    bool spatial = layer->geometry != BUJU_GEOMETRY_NONE;
    for (buju_ix c = 0; c < layer->n; c++) {
      char sql[512];
      snprintf(sql, sizeof sql, "SELECT type FROM pragma_table_info('%s') WHERE name = '%s' AND cid = %d", layer->name,
               layer->column[c].name, (int)c + 1 + spatial);
      is(f, sql, declared[layer->column[c].type]);
      /* SQLite stores what it is given: a text in a number's column would stay a text. */
      snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE typeof(%s) NOT IN ('null', '%s')", layer->name,
               layer->column[c].name,
               layer->column[c].type == BUJU_TYPE_REAL                                              ? "real"
               : layer->column[c].type == BUJU_TYPE_TEXT || layer->column[c].type == BUJU_TYPE_DATE ? "text"
                                                                                                    : "integer");
      is(f, sql, "0");
    }
  }
}

static void mobile_service_is_told(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT round_id || ' ' || site_id || ' ' || cycle_days || ' ' || drive_min || ' ' || travel_m FROM rounds",
     "T1/1-2 T1 2, 16 120.0 80000");
  is(f, "SELECT round_id || ' ' || village_code || ' ' || arrive_min || ' ' || visits_a_year FROM round_stops",
     "T1/1-2 421223100205 60.0 26");
  is(f, "SELECT group_concat(cycle_day || ':' || week || ':' || round_id) FROM rounds_calendar",
     "2:1:T1/1-2,16:3:T1/1-2");
  is(f, "SELECT area_level || ' ' || share_before || ' ' || resident_percent FROM service_ways WHERE area IS NULL",
     "all 66.67 90.0");
  is(f, "SELECT area_level FROM service_ways WHERE way = 'nobody' AND share_before IS NULL", "township");
  is(f, "SELECT tier || ' ' || travel_min || ' ' || limit_min || ' ' || over_after FROM referrals WHERE site_id = 'T1'",
     "thc 15.001 15.0 200");
  is(f, "SELECT travel_min FROM referrals WHERE tier = 'county_hospital'", "NULL");
}

static void rows_say_what_the_plan_says(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT group_concat(verdict) FROM villages",
     "joint_member,joint_host,own_clinic,thc_served,unserved,not_evaluated");
  is(f, "SELECT served_by || ' ' || served_by_name || ' ' || joint_group FROM villages WHERE code = '421223100201'",
     "N421223100202 白泉村卫生室 J421223100202");
  is(f, "SELECT best_partner || best_partner_name FROM villages WHERE name = '岭背村'", "421223100204天城村");
  is(f, "SELECT group_concat(site_id) FROM sites", "C1,C3,T1,N421223100202");
  is(f, "SELECT items_missing || ' ' || items_missing_en FROM sites WHERE site_id = 'C3'",
     "卫生厕所和冷暖空调、业务用房面积 a sanitary toilet, heating and cooling, floor area");
  is(f,
     "SELECT group_concat(area || ' ' || service || ' ' || verdict || ' ' || coalesce(site_id, '-'), '; ') FROM "
     "entitlements",
     "天城镇 chc to_build N421223100202; 石山村 chs below -");
  is(f, "SELECT items_unknown || ' ' || items_unknown_en FROM sites WHERE site_id = 'C3'", "星级 stars");
  is(f, "SELECT area || ' ' || services || ' ' || share || ' ' || share_asked || ' ' || needed FROM compliance",
     "天城镇 village_clinic 33.33 80.0 2");
  is(f, "SELECT from_people FROM entitlements WHERE service = 'chc'", "NULL");
  is(f, "SELECT group_concat(candidate_id || ' ' || people_gained, '; ') FROM candidate_sites",
     "joint_clinic/421223100205 300; joint_clinic/501234,1500 300");
  is(f, "SELECT value FROM run_info WHERE key = 'reach.joint_clinic.after'", "3900");
  is(f, "SELECT site_id || ' ' || name || ' ' || becomes || ' ' || score || ' ' || rank_to FROM sub_centre_candidates",
     "T1 天城镇卫生院 raise_subcentre 80.0 1");
  is(f, "SELECT needed FROM sub_centre_candidates", "NULL");
  is(f, "SELECT next_min FROM sub_centre_candidates", "NULL");
  is(f, "SELECT value FROM run_info WHERE key = 'pick.joint_clinic.after'", "2500");
  is(f, "SELECT value FROM run_info WHERE key = 'pick.joint_clinic.mean_before'", "no row");
  is(f, "SELECT note_en FROM run_info WHERE key = 'pick.joint_clinic.chosen'",
     "2 were asked for, and too few qualify; nothing was padded. Objective: 1 clinic fewer.");
  is(f, "SELECT group_concat(action_id) FROM actions", "C1/deregister,N421223100202/build/2027");
  is(f, "SELECT cost_yuan FROM actions WHERE action = 'build'", "123456.78");
  is(f, "SELECT due_date FROM actions WHERE action = 'deregister'", "2026-12-31");
  is(f, "SELECT members || ' ' || member_codes FROM joint_groups", "河田村、白泉村 421223100201,421223100202");
  is(f, "SELECT group_concat(doctor_id) FROM doctors", "C1/1,C3/1");
  is(f, "SELECT what || ' ' || what_en || ' ' || done FROM findings",
     "编码 421223100203 重复 code 421223100203 occurs twice 保留第一行");
  is(f, "SELECT cost_yuan || payer || item FROM costs", "6500.0新城运行经费");
}

static void ids_are_unique_and_stable(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT group_concat(gap_id) FROM coverage_gaps",
     "before/entitlement/421223100201,after/entitlement/421223100205,after/standard/421223100203/C3,"
     "after/standard/421223100203/C3/2");
  is(f, "SELECT group_concat(settlement_id) FROM settlements WHERE village = '石山村'",
     "421223100203/1,421223100203/2");
}

/* Missing is NULL, never 0; unreachable is NULL; blank flags are not "no". */
static void what_is_missing_is_null(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT people_resident FROM villages WHERE name = '无名村'", "NULL");
  is(f, "SELECT people_used FROM villages WHERE name = '无名村'", "NULL");
  is(f, "SELECT travel_min FROM villages WHERE name = '天城村'", "NULL");
  is(f, "SELECT demolition_year FROM villages WHERE name = '河田村'", "NULL");
  is(f, "SELECT converted FROM villages WHERE name = '河田村'", "NULL");
  is(f, "SELECT thc_seat FROM villages WHERE name = '白泉村'", "0");
  is(f, "SELECT essential_medicines FROM sites WHERE site_id = 'C1'", "NULL");
  is(f, "SELECT public_health FROM sites WHERE site_id = 'C1'", "0");
  is(f, "SELECT doctors FROM sites WHERE site_id = 'C1'", "NULL");
  is(f, "SELECT cost_yuan FROM sites WHERE site_id = 'C1'", "NULL");
  is(f, "SELECT birth_year FROM doctors WHERE name = '李四'", "NULL");
  is(f, "SELECT nearest_min FROM coverage_gaps WHERE area = '岭背村'", "NULL");
  is(f, "SELECT subsidy_yuan_month FROM doctors WHERE name = '张三'", "0.0"); /* outside the subsidy: known, nothing */
}

/* 900,001 ms are over fifteen minutes and must not be shown as fifteen. */
static void times_round_up_and_people_keep_their_thousandths(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT travel_min FROM villages WHERE name = '河田村'", "15.001");
  is(f, "SELECT travel_min FROM villages WHERE name = '石山村'", "1.0");
  is(f, "SELECT best_partner_min FROM villages WHERE name = '岭背村'", "0.001");
  is(f, "SELECT covered FROM settlements WHERE village = '河田村'", "0");
  is(f, "SELECT covered FROM settlements WHERE village = '石山村'", "1");
  is(f, "SELECT group_concat(people_resident) FROM settlements WHERE village = '石山村'", "700.5,499.5");
  is(f, "SELECT sum(people_resident) FROM settlements", "5264.0");
}

static void reasons_are_sentences_the_decision_first(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT rule || ' ' || clause FROM villages WHERE name = '河田村'", "joint_clinic xixian-2021 §3(1)1 (X2)");
  is(f, "SELECT reason_zh FROM villages WHERE name = '河田村'",
     "河田村人口564人，少于700人，并入白泉村。河田村另有规则适用。");
  is(f, "SELECT reason_en FROM villages WHERE name = '河田村'",
     "河田村 has 564 people, fewer than 700, and joins 白泉村. Another rule also applied to 河田村.");
  is(f, "SELECT rule || ' ' || ifnull(clause, '-') || ' ' || decision FROM sites WHERE site_id = 'C3'",
     "decision - keep · 群众意见 · 王主任");
}

static void run_info_names_every_value_and_its_origin(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT value FROM run_info WHERE key = 'format'", "buju-plan/1");
  is(f, "SELECT value || unit || source || our_default FROM run_info WHERE key = 'rules.joint_clinic.max_population'",
     "700peopleset0");
  is(f, "SELECT value FROM run_info WHERE key = 'rules.joint_clinic.max_area_km2'", "NULL");
  is(f, "SELECT our_default FROM run_info WHERE key = 'rules.joint_clinic.max_area_km2'", "NULL"); /* off: nobody's */
  is(f, "SELECT our_default FROM run_info WHERE key = 'travel.detour_factor'", "1");
  is(f, "SELECT value FROM run_info WHERE key = 'as_of'", "2026-06-30");
  is(f, "SELECT note_en FROM run_info WHERE key = 'profile.status'",
     "The policy is a draft for comment; this plan is no formal basis.");
  is(f, "SELECT note_en FROM run_info WHERE key = 'certificate.joint_clinic/421223100/1/1'",
     "Proved optimal: lower and upper bound are both 1; branch and bound, 12 steps, 2 places.");
  is(f, "SELECT note FROM run_info WHERE key LIKE 'sensitivity.%'", "步行15分钟：少1所");
  is(f, "SELECT value FROM run_info WHERE key = 'decision.1'", "C3 keep");
  is(f, "SELECT count(*) - count(DISTINCT key) FROM run_info", "0");
}

/* Parameter by parameter: a rule of the policy's can have a value of ours. */
static void run_info_says_which_values_are_ours(void **state) {
  fixture *f = *state;
  f->hand.scenario->use[0].value[0].origin = BUJU_BY_PROFILE;
  f->hand.scenario->use[0].value[0].our_default = true;
  write_well(f);
  is(f, "SELECT source || our_default FROM run_info WHERE key = 'rules.joint_clinic.max_population'", "profile1");
  is(f, "SELECT our_default FROM run_info WHERE key = 'rules.joint_clinic'", "0");
}

/* Files without a road or a cell in them: what was used instead is said. */
static void run_info_says_what_times_were_measured_on(void **state) {
  fixture *f = *state;
  static const buju_input_role roles[] = {BUJU_INPUT_ROADS, BUJU_INPUT_DEM};
  f->hand.scenario->travel.provider = BUJU_BY_AUTO;
  for (int i = 0; i < 2; i++) {
    buju_input input = {.role = roles[i], .path = "empty"};
    f->hand.scenario->inputs = 1;
    f->hand.scenario->input = &input;
    write_well(f);
    is(f, "SELECT value FROM run_info WHERE key = 'travel.provider'", "straight");
    is(f, "SELECT count(*) FROM run_info WHERE key LIKE 'travel.terrain.%'", "0");
  }
}

static void the_file_is_a_sound_geopackage(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "PRAGMA application_id", "1196444487"); /* "GPKG" */
  is(f, "PRAGMA journal_mode", "delete");
  is(f, "PRAGMA integrity_check", "ok");
  is(f, "PRAGMA foreign_key_check", "no row");
  is(f,
     "SELECT group_concat(min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y) FROM gpkg_contents "
     "WHERE table_name = 'villages'",
     "500000.0 0.0 503000.0 2000.0");
  is(f, "SELECT group_concat(DISTINCT srs_id) FROM gpkg_geometry_columns", "4547");
  is(f, "SELECT group_concat(DISTINCT z || m) FROM gpkg_geometry_columns", "00");
  is(f, "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'villages'", "MULTIPOLYGON");
  is(f, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'", "0"); /* few rows */
  is(f, "SELECT data_type FROM gpkg_contents WHERE table_name = 'run_info'", "attributes");
  is(f, "SELECT count(*) FROM gpkg_contents WHERE last_change <> '2026-06-30T00:00:00.000Z'", "0");
}

static void columns_have_aliases_and_closed_values(void **state) {
  fixture *f = *state;
  buju_ctx_set_lang(f->ctx, BUJU_ZH);
  write_well(f);
  is(f,
     "SELECT name || ' ' || title || ' ' || constraint_name FROM gpkg_data_columns "
     "WHERE table_name = 'villages' AND column_name = 'verdict'",
     "配置结论 Verdict verdicts");
  is(f,
     "SELECT description FROM gpkg_data_column_constraints WHERE constraint_name = 'verdicts' AND value = "
     "'joint_host'",
     "合建设点村");
  for (int l = 0; l < BUJU_LAYERS; l++)
    for (buju_ix c = 0; (buju_layer_specs[l].files & BUJU_PLAN_FILE) != 0 && c < buju_layer_specs[l].n; c++) {
      const buju_column_spec *column = &buju_layer_specs[l].column[c];
      char sql[512];
      snprintf(sql, sizeof sql, "SELECT name FROM gpkg_data_columns WHERE table_name = '%s' AND column_name = '%s'",
               buju_layer_specs[l].name, column->name);
      is(f, sql, column->alias.zh);
      if (column->domain == BUJU_DOMAIN_NONE) continue;
      snprintf(sql, sizeof sql,
               "SELECT count(*) FROM %s WHERE %s NOT IN (SELECT value FROM gpkg_data_column_constraints WHERE "
               "constraint_name = '%s')",
               buju_layer_specs[l].name, column->name, buju_domain_specs[column->domain].name);
      is(f, sql, "0");
    }
}

/* A layer without rows is left out, except those a reader looks for first. */
static void empty_layers_are_left_out(void **state) {
  fixture *f = *state;
  f->hand.plan->actions = f->hand.plan->gaps = f->hand.plan->doctors = 0;
  write_well(f);
  is(f, "SELECT group_concat(table_name) FROM gpkg_contents WHERE table_name IN ('actions', 'doctors')", "NULL");
  is(f, "SELECT count(*) FROM coverage_gaps", "0");
  is(f, "SELECT count(*) FROM gpkg_data_columns WHERE table_name = 'doctors'", "0");
}

static char *read_bytes(const char *path, long *n) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *n = ftell(file);
  rewind(file);
  char *bytes = malloc((size_t)*n);
  assert_int_equal(fread(bytes, 1, (size_t)*n, file), *n);
  fclose(file);
  return bytes;
}

static void two_runs_give_the_same_bytes(void **state) {
  fixture *f = *state;
  long n = 0, again_n = 0;
  write_well(f);
  char *bytes = read_bytes(f->path, &n);
  sleep(1); /* clocks show seconds */
  setenv("TZ", "Asia/Shanghai", 1);
  write_well(f);
  unsetenv("TZ");
  char *again = read_bytes(f->path, &again_n);
  assert_int_equal(n, again_n);
  assert_memory_equal(bytes, again, (size_t)n);
  free(bytes);
  free(again);
}

static void a_plan_replaces_a_plan(void **state) {
  fixture *f = *state;
  write_well(f);
  f->hand.scenario->title = "second";
  write_well(f);
  is(f, "SELECT value FROM run_info WHERE key = 'title'", "second");
  assert_int_equal(entries(f), 2); /* and its project */
}

/* What somebody drew and saved beside the plan is theirs; what the program wrote is written anew. */
static void a_saved_project_is_kept(void **state) {
  fixture *f = *state;
  char project[128];
  long n = 0, anew = 0;
  snprintf(project, sizeof project, "%s/plan.qgz", f->folder);
  write_well(f);
  char *ours = read_bytes(project, &n);
  assert_false(buju_plan_project_is_kept(f->path));
  buju_ctx_set_lang(f->ctx, BUJU_ZH);
  write_well(f);
  char *again = read_bytes(project, &anew);
  assert_true(n != anew || memcmp(ours, again, (size_t)n) != 0);
  free(again);
  free(ours);
  FILE *file = fopen(project, "wb");
  assert_true(fputs("drawn by hand", file) >= 0);
  fclose(file);
  assert_true(buju_plan_project_is_kept(f->path));
  write_well(f);
  again = read_bytes(project, &anew);
  assert_int_equal(anew, 13);
  assert_memory_equal(again, "drawn by hand", 13);
  free(again);
}

/* Each layer by itself, and projects that know their file by its own name. */
static void every_layer_has_a_style_in_both_languages(void **state) {
  fixture *f = *state;
  write_well(f);
  is(f, "SELECT count(*) FROM layer_styles", ask(f, "SELECT 2 * count(*) - 2 FROM gpkg_contents"));
  is(f, "SELECT group_concat(DISTINCT styleName) FROM layer_styles WHERE useAsDefault", "English");
  is(f, "SELECT count(DISTINCT f_table_name) FROM layer_styles WHERE styleQML LIKE '<qgis %</qgis>%'",
     ask(f, "SELECT count(*) - 1 FROM gpkg_contents"));
  is(f, "SELECT count(*) FROM layer_styles WHERE styleName = '中文' AND styleQML LIKE '%alias%配置结论%'",
     ask(f, "SELECT count(DISTINCT table_name) FROM gpkg_data_columns WHERE title LIKE '%配置结论%'"));
  is(f, "SELECT group_concat(name) FROM (SELECT name FROM qgis_projects ORDER BY name)", "Plan,规划方案");
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
  fixture *f = *state;
  write_well(f);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char sql[320];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM layer_styles WHERE f_table_name = '%s' AND styleName = '%s' AND"
             " instr(styleQML, '%s')",
             words[i][0], words[i][1], words[i][2]);
    is(f, sql, "1");
  }
}

static void refused(fixture *f, buju_status status, const char *part) {
  assert_int_equal(write_plan(f), status);
  if (strstr(buju_ctx_error(f->ctx), part) == NULL) fail_msg("%s lacks %s", buju_ctx_error(f->ctx), part);
}

static void put_text(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

/* -o villages.shp by mistake must not cost the bureau its data. */
static void what_is_no_plan_is_not_replaced(void **state) {
  fixture *f = *state;
  long n = 0;
  put_text(f->path, "precious");
  refused(f, BUJU_E_IO, "no plan made by buju");
  char *bytes = read_bytes(f->path, &n);
  assert_int_equal(n, 8);
  assert_memory_equal(bytes, "precious", 8);
  free(bytes);
  remove(f->path);
  mkdir(f->path, 0700);
  refused(f, BUJU_E_IO, "is a folder");
  rmdir(f->path);
  assert_int_equal(entries(f), 0);
}

static void a_plan_in_use_is_left_alone(void **state) {
  fixture *f = *state;
  char log[128];
  sqlite3 *db = NULL;
  write_well(f);
  snprintf(log, sizeof log, "%s-wal", f->path);
  put_text(log, "");
  refused(f, BUJU_E_BUSY, "-wal");
  remove(log);
  assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "BEGIN; SELECT * FROM villages", NULL, NULL, NULL), SQLITE_OK);
  refused(f, BUJU_E_BUSY, "locked");
  sqlite3_close(db);
  write_well(f);
  assert_int_equal(entries(f), 2);
}

static void a_folder_that_is_not_there(void **state) {
  fixture *f = *state;
  snprintf(f->path, sizeof f->path, "%s/missing/plan.gpkg", f->folder);
  refused(f, BUJU_E_IO, "No such file or directory");
  strcpy(f->path, "/proc/plan.gpkg");
  refused(f, BUJU_E_IO, "/proc/plan.gpkg");
}

/* A limit on the size of files fails as a full disk does, wherever the writing stands. */
static void a_full_disk_leaves_nothing_behind(void **state) {
  fixture *f = *state;
  struct stat info;
  long n = 0, after_n = 0;
  write_well(f);
  assert_int_equal(stat(f->path, &info), 0);
  char *before = read_bytes(f->path, &n);
  for (rlim_t room = 0; room < (rlim_t)info.st_size; room += (rlim_t)info.st_size / 24) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
      signal(SIGXFSZ, SIG_IGN);
      setrlimit(RLIMIT_FSIZE, &(struct rlimit){room, room});
      buju_status status = write_plan(f);
      _exit(status == BUJU_E_IO && strstr(buju_ctx_error(f->ctx), "cannot be written") != NULL ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fail_msg("with room for %ld bytes: %d", (long)room, status);
    assert_int_equal(entries(f), 2);
  }
  char *after = read_bytes(f->path, &after_n);
  assert_int_equal(n, after_n);
  assert_memory_equal(before, after, (size_t)n);
  free(before);
  free(after);
}

/* The polygons of a layer as OGR geometries. */
static int read_land(const fixture *f, const char *sql, OGRGeometryH land[16]) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int n = 0;
  assert_int_equal(sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const unsigned char *blob = sqlite3_column_blob(statement, 0);
    int bytes = sqlite3_column_bytes(statement, 0);
    static const int envelope[] = {0, 32, 48, 48, 64};
    if (blob == NULL) continue;
    int head = 8 + envelope[blob[3] >> 1 & 7];
    assert_int_equal(OGR_G_CreateFromWkb(blob + head, NULL, &land[n], bytes - head), OGRERR_NONE);
    assert_int_equal(wkbFlatten(OGR_G_GetGeometryType(land[n])), wkbMultiPolygon);
    assert_true(OGR_G_IsValid(land[n]));
    n++;
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return n;
}

/* Neither overlap nor gap: the parts add up to the whole, and no two share land. */
static void is_partition(const fixture *f, int parts, double whole_m2) {
  OGRGeometryH land[16];
  double sum_m2 = 0;
  int n = read_land(f, "SELECT geom FROM catchments", land);
  assert_int_equal(n, parts);
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
  for (int i = 0; i < n; i++) {
    sum_m2 += OGR_G_Area(land[i]);
    for (int j = 0; j < i; j++) {
      OGRGeometryH shared = OGR_G_Intersection(land[i], land[j]);
      assert_true(OGR_G_GetDimension(shared) < 2 || OGR_G_Area(shared) < 1e-3);
      OGR_G_DestroyGeometry(shared);
    }
    OGRGeometryH more = OGR_G_Union(all, land[i]);
    OGR_G_DestroyGeometry(all);
    all = more;
  }
  assert_true(fabs(sum_m2 - whole_m2) < 1e-3);
  assert_true(fabs(OGR_G_Area(all) - whole_m2) < 1e-3);
  OGR_G_DestroyGeometry(all);
  for (int i = 0; i < n; i++) OGR_G_DestroyGeometry(land[i]);
}

static void catchments_share_out_land_and_people(void **state) {
  fixture *f = *state;
  write_well(f);
  is_partition(f, 4, 6e6);
  is(f, "SELECT sum(people) FROM catchments", ask(f, "SELECT sum(people_used) FROM villages"));
  is(f, "SELECT sum(villages) FROM catchments", "6");
  is(f, "SELECT villages || ' ' || people || ' ' || area_km2 FROM catchments WHERE site_id = 'N421223100202'",
     "2 1264 2.0");
  is(f, "SELECT villages || ' ' || people FROM catchments WHERE site_id IS NULL", "2 300");
}

/* Villages as points share the county out among them. */
static void points_get_voronoi_cells_within_the_county(void **state) {
  fixture *f = *state;
  by_hand_free(&f->hand);
  f->hand = by_hand_new(f->ctx, false, true);
  write_well(f);
  is(f, "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'villages'", "POINT");
  is_partition(f, 4, 12e6);
  is(f, "SELECT area_km2 FROM catchments WHERE site_id = 'T1'", "2.25"); /* the corner: 1.5 km × 1.5 km */
  is(f, "SELECT sum(people) FROM catchments", ask(f, "SELECT sum(people_used) FROM villages"));
}

/* Villages at one point, and one without a place, still leave a partition. */
static void twins_and_lost_villages_leave_no_hole(void **state) {
  fixture *f = *state;
  by_hand_free(&f->hand);
  f->hand = by_hand_new(f->ctx, false, true);
  buju_region *r = f->hand.region;
  r->village.x_m[3] = r->village.x_m[0];
  r->village.y_m[3] = r->village.y_m[0];
  r->village.x_m[5] = r->village.y_m[5] = NAN;
  write_well(f);
  is_partition(f, 3, 12e6);
  is(f, "SELECT area_km2 || ' ' || (geom IS NULL) FROM catchments WHERE site_id = 'T1'", "NULL");
  is(f, "SELECT count(*) FROM catchments WHERE geom IS NULL", "1");
  is(f, "SELECT count(*) FROM villages WHERE geom IS NULL", "1");
}

static void without_a_county_the_hull_is_shared_out(void **state) {
  fixture *f = *state;
  by_hand_free(&f->hand);
  f->hand = by_hand_new(f->ctx, false, false);
  write_well(f);
  /* The hull is 2 km × 1 km, so six points are about √(2/6) km apart; half of that all around. */
  double side_m = sqrt(2e6 / 6) / 2;
  double about_m2 = 2e6 + 6000 * side_m + acos(-1) * side_m * side_m;
  double sum_m2 = 1e6 * strtod(ask(f, "SELECT sum(area_km2) FROM catchments"), NULL);
  assert_true(fabs(sum_m2 - about_m2) < 0.005 * about_m2);
  is_partition(f, 4, sum_m2);
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
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
      CASE(catchments_share_out_land_and_people),
      CASE(points_get_voronoi_cells_within_the_county),
      CASE(twins_and_lost_villages_leave_no_hole),
      CASE(without_a_county_the_hull_is_shared_out),
      CASE(empty_layers_are_left_out),
      CASE(two_runs_give_the_same_bytes),
      CASE(a_plan_replaces_a_plan),
      CASE(a_saved_project_is_kept),
      CASE(every_layer_has_a_style_in_both_languages),
      CASE(cells_of_ids_have_words),
      CASE(what_is_no_plan_is_not_replaced),
      CASE(a_plan_in_use_is_left_alone),
      CASE(a_folder_that_is_not_there),
      CASE(a_full_disk_leaves_nothing_behind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
