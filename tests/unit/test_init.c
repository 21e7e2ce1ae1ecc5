/* buju init: what it recognises, and that what it writes runs. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "buju/init.h"
#include "core/path.h"
#include "core/region.h"
#include "core/scenario.h"
#include "planner/rule_shape.h"

static const char villages[] = "{\"type\":\"FeatureCollection\",\"name\":\"v\",\"features\":["
                               "{\"type\":\"Feature\",\"properties\":{\"行政村代码\":\"421223100201\",\"村名\":"
                               "\"甲村\",\"常住人口\":700,\"备注 1\":\"x\"},"
                               "\"geometry\":{\"type\":\"Point\",\"coordinates\":[114.0,29.5]}},"
                               "{\"type\":\"Feature\",\"properties\":{\"行政村代码\":\"421223100202\",\"村名\":"
                               "\"乙村\",\"常住人口\":900,\"备注 1\":\"y\"},"
                               "\"geometry\":{\"type\":\"Point\",\"coordinates\":[114.01,29.5]}}]}";
static const char roads[] =
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"名称\":\"路\"},"
    "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[114.0,29.5],[114.01,29.5]]}}]}";
static const char hamlets[] =
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"名称\":\"上湾\","
    "\"行政村代码\":"
    "\"421223100201\",\"常住人口\":700},\"geometry\":{\"type\":\"Point\",\"coordinates\":[114.0,29.5]}}]}";

static const struct {
  const char *name, *text;
} files[] = {
    {"行政村.geojson", villages},
    {"道路.geojson", roads},
    {"子/自然村.geojson", hamlets},
    {"医疗机构.csv", "机构代码,机构名称,机构类型,所在村代码\nC1,甲村卫生室,村卫生室,421223100201\n"},
    {"乡村医生台账.csv", "姓名,所在机构代码,执业资格,出生年月\n张三,C1,乡村医生,1970-01\n"},
    {"卫生院巡诊现状.csv", "村代码,卫生院,周期,巡诊日\n421223100202,甲镇卫生院,2周,周三\n"},
    {"dem.tif", "not read"},
    {"坏.shp", "this is not a shapefile"},
    {"说明.txt", "nothing to see"},
};

typedef struct fixture {
  buju_ctx *ctx;
  char folder[64], data[80], out[80];
  char report[8192];
  size_t n;
} fixture;

static void collect(void *user, const char *bytes, size_t n) {
  fixture *f = user;
  assert_true(f->n + n < sizeof f->report);
  memcpy(f->report + f->n, bytes, n);
  f->n += n;
  f->report[f->n] = '\0';
}

static void write_text(const char *folder, const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

static int begin(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  strcpy(f->folder, "/tmp/buju-init-XXXXXX");
  assert_non_null(mkdtemp(f->folder));
  snprintf(f->data, sizeof f->data, "%s/data", f->folder);
  snprintf(f->out, sizeof f->out, "%s/out", f->folder);
  assert_int_equal(mkdir(f->data, 0777), 0);
  *state = f;
  return 0;
}

static int end(void **state) {
  fixture *f = *state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
  assert_int_equal(system(command), 0);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static void write_all(const fixture *f) {
  char sub[128];
  snprintf(sub, sizeof sub, "%s/子", f->data);
  mkdir(sub, 0777);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) write_text(f->data, files[i].name, files[i].text);
}

static buju_status init(fixture *f, const char *from, const char *crs) {
  const buju_init_spec spec = {
      .profile = "xixian-2021", .from = from, .out = f->out, .crs = crs, .as_of = "2026-06-30"};
  f->n = 0;
  f->report[0] = '\0';
  buju_ctx_clear(f->ctx);
  return buju_init(f->ctx, &spec, collect, f);
}

static buju_scenario *read_back(fixture *f) {
  char path[128];
  buju_scenario *scenario = NULL;
  snprintf(path, sizeof path, "%s/scenario.yaml", f->out);
  if (buju_scenario_read(f->ctx, path, NULL, 0, &scenario) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  return scenario;
}

static void roles_are_recognised(void **state) {
  static const struct {
    buju_input_role role;
    const char *ending;
  } want[] = {{BUJU_INPUT_VILLAGES, "data/行政村.geojson"},
              {BUJU_INPUT_SETTLEMENTS, "data/子/自然村.geojson"},
              {BUJU_INPUT_FACILITIES, "data/医疗机构.csv"},
              {BUJU_INPUT_DOCTORS, "data/乡村医生台账.csv"},
              {BUJU_INPUT_ROUNDS, "data/卫生院巡诊现状.csv"},
              {BUJU_INPUT_ROADS, "data/道路.geojson"},
              {BUJU_INPUT_DEM, "data/dem.tif"}};
  fixture *f = *state;
  write_all(f);
  if (init(f, f->data, NULL) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  assert_non_null(strstr(f->report, "坏.shp"));
  assert_non_null(strstr(f->report, "not found: townships"));
  assert_null(strstr(f->report, "说明.txt"));
  buju_scenario *s = read_back(f);
  assert_int_equal(s->inputs, sizeof want / sizeof *want);
  for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
    char path[128];
    snprintf(path, sizeof path, "../%s", want[i].ending);
    assert_int_equal(s->input[i].role, want[i].role);
    assert_string_equal(s->input[i].shown, path);
  }
  buju_scenario_free(s);
}

#define LINE_LAYER(properties)                                                                                         \
  "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{" properties                    \
  "},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[114.0,29.5],[114.01,29.5]]}}]}"

/* Roads by their columns, whatever the file is called; rivers have names and classes too. An OpenStreetMap file is
 * roads without being read, and without columns to write down. */
static void roads_are_recognised(void **state) {
  fixture *f = *state;
  write_text(f->data, "行政村.geojson", villages);
  write_text(f->data, "LXDW.geojson", LINE_LAYER("\"名称\":\"x\",\"道路等级\":\"县道\",\"路线编号\":\"X001\""));
  write_text(f->data, "水系.geojson", LINE_LAYER("\"名称\":\"y\",\"等级\":\"一级\""));
  assert_int_equal(init(f, f->data, NULL), BUJU_OK);
  buju_scenario *s = read_back(f);
  assert_int_equal(s->inputs, 2);
  assert_int_equal(s->input[1].role, BUJU_INPUT_ROADS);
  assert_string_equal(s->input[1].shown, "../data/LXDW.geojson");
  assert_int_equal(s->input[1].fields, 3);
  assert_non_null(strstr(f->report, "水系.geojson")); /* not used */
  buju_scenario_free(s);
  char command[256];
  snprintf(command, sizeof command, "rm -r '%s' '%s/LXDW.geojson'", f->out, f->data);
  assert_int_equal(system(command), 0);
  write_text(f->data, "湖北.pbf", "not read");
  assert_int_equal(init(f, f->data, NULL), BUJU_OK);
  s = read_back(f);
  assert_int_equal(s->inputs, 2);
  assert_string_equal(s->input[1].shown, "../data/湖北.pbf");
  assert_int_equal(s->input[1].fields, 0);
  buju_scenario_free(s);
}

static void what_is_written_runs(void **state) {
  fixture *f = *state;
  buju_region *region = NULL;
  write_all(f);
  assert_int_equal(init(f, f->data, NULL), BUJU_OK);
  buju_scenario *s = read_back(f);
  if (buju_region_read(f->ctx, s, &region) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  assert_int_equal(region->village.n, 2);
  assert_int_equal(region->facility.n, 1);
  assert_int_equal(region->staff.n, 1);
  buju_region_free(region);
  buju_scenario_free(s);
}

/* With every "# " before a rule taken away, the scenario gives each parameter the value it had. */
static void uncommented_rules_say_the_same(void **state) {
  fixture *f = *state;
  char path[128], line[4096], text[65536] = "";
  write_all(f);
  assert_int_equal(init(f, f->data, NULL), BUJU_OK);
  buju_scenario *before = read_back(f);
  snprintf(path, sizeof path, "%s/scenario.yaml", f->out);
  FILE *file = fopen(path, "rb");
  bool rules = false;
  while (fgets(line, sizeof line, file) != NULL) {
    if (strcmp(line, "rules:\n") == 0) rules = true;
    if (line[0] != ' ' && strcmp(line, "rules:\n") != 0) rules = false;
    bool intro = strncmp(line, "  # The", 7) == 0 || strncmp(line, "  # to", 6) == 0;
    if (rules && !intro && strncmp(line, "  # ", 4) == 0) memmove(line + 2, line + 4, strlen(line + 4) + 1);
    strcat(text, line);
  }
  fclose(file);
  write_text(f->out, "scenario.yaml", text);
  buju_scenario *after = read_back(f);
  assert_int_equal(after->uses, before->uses);
  for (buju_ix u = 0; u < after->uses; u++)
    for (buju_ix p = 0; p < after->use[u].rule->params_n; p++) {
      const buju_value *a = &before->use[u].value[p], *b = &after->use[u].value[p];
      const char *name = after->use[u].rule->params[p].name;
      if (a->given != b->given || a->i != b->i || a->f != b->f || (a->given && strcmp(a->s, b->s) != 0))
        fail_msg("%s.%s: \"%s\" became \"%s\"", after->use[u].id, name, a->s, b->s);
      assert_int_equal(b->origin, BUJU_BY_SCENARIO);
    }
  buju_scenario_free(before);
  buju_scenario_free(after);
}

static void nothing_is_overwritten(void **state) {
  fixture *f = *state;
  write_all(f);
  assert_int_equal(init(f, f->data, NULL), BUJU_OK);
  write_text(f->out, "scenario.yaml", "mine");
  assert_int_equal(init(f, f->data, NULL), BUJU_E_IO);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "is there already"));
  char path[128], text[16] = "";
  snprintf(path, sizeof path, "%s/scenario.yaml", f->out);
  FILE *file = fopen(path, "rb");
  assert_non_null(fgets(text, sizeof text, file));
  fclose(file);
  assert_string_equal(text, "mine");
}

static void what_cannot_be_done_is_said(void **state) {
  fixture *f = *state;
  struct stat info;
  assert_int_equal(init(f, "/nonexistent", NULL), BUJU_E_OPEN);
  assert_int_equal(init(f, f->data, NULL), BUJU_E_DATA); /* empty */
  write_text(f->data, "道路.geojson", roads);
  assert_int_equal(init(f, f->data, NULL), BUJU_E_DATA); /* no villages */
  assert_non_null(strstr(buju_ctx_error(f->ctx), "道路.geojson"));
  assert_int_equal(stat(f->out, &info), -1);
  const buju_init_spec bad_day = {.profile = "xixian-2021", .from = f->data, .out = f->out, .as_of = "soon"};
  assert_int_equal(buju_init(f->ctx, &bad_day, collect, f), BUJU_E_SCENARIO);
  const buju_init_spec bad_profile = {.profile = "xixian", .from = f->data, .out = f->out, .as_of = "2026-06-30"};
  assert_int_equal(buju_init(f->ctx, &bad_profile, collect, f), BUJU_E_SCENARIO);
}

static void the_crs_is_written_where_the_file_has_none(void **state) {
  fixture *f = *state;
  write_text(f->data, "行政村.csv", "a\n1\n");
  write_text(f->data, "行政村.geojson", villages); /* GeoJSON is WGS 84 */
  assert_int_equal(init(f, f->data, "GCJ-02"), BUJU_OK);
  buju_scenario *s = read_back(f);
  assert_null(s->input[0].crs);
  buju_scenario_free(s);
}

/* Names with blanks, quotes and colons come back as they are. */
static void awkward_names_survive(void **state) {
  fixture *f = *state;
  static const char text[] =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"行政村代码\":"
      "\"421223100201\","
      "\"常住人口: \\\"人\\\" # "
      "1\":700,\"村名\":\"甲\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[114.0,29.5]}}]}";
  write_text(f->data, "行政村 'a': #1.geojson", text);
  assert_int_equal(init(f, f->data, NULL), BUJU_OK);
  buju_scenario *s = read_back(f);
  assert_string_equal(s->input[0].shown, "../data/行政村 'a': #1.geojson");
  bool seen = false;
  for (buju_ix i = 0; i < s->input[0].fields; i++)
    seen = seen || strcmp(s->input[0].field[i].source, "常住人口: \"人\" # 1") == 0;
  assert_true(seen);
  buju_scenario_free(s);
}

static void check_county(fixture *f, const char *name, buju_ix want_villages) {
  char from[512];
  buju_region *region = NULL;
  snprintf(from, sizeof from, "%s/real/%s", BUJU_DATA_DIR, name);
  if (access(from, R_OK) != 0) {
    print_message("skipped: no %s\n", from);
    skip();
  }
  if (init(f, from, "GCJ-02") != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  buju_scenario *s = read_back(f);
  assert_int_equal(s->inputs, 2);
  assert_string_equal(s->input[0].crs, "GCJ-02");
  if (buju_region_read(f->ctx, s, &region) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  assert_int_equal(region->village.n, want_villages);
  assert_int_equal(region->people_read[BUJU_RESIDENT], region->people_held[BUJU_RESIDENT]);
  assert_true(region->facility.n > 100);
  buju_region_free(region);
  buju_scenario_free(s);
}

static void chongyang(void **state) { check_county(*state, "county-chongyang", 178); }
static void keerqin(void **state) { check_county(*state, "county-keerqin-left-middle", 354); }

static void relative_paths(void **state) {
  (void)state;
  static const struct {
    const char *from, *path, *want;
  } cases[] = {{"/a/b", "/a/b/c", "c"},      {"/a/b", "/a/bc", "../bc"},
               {"/a/b", "/a/c/d", "../c/d"}, {"/a/b/c", "/d", "../../../d"},
               {"/a/b/c/d/e", "/f", "/f"},   {"/", "/a", "a"},
               {"/a", "/b", "../b"},         {"/a", "/vsizip//x.zip/a.shp", "/vsizip//x.zip/a.shp"}};
  buju_arena *arena = buju_arena_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(buju_path_relative(arena, cases[i].from, cases[i].path), cases[i].want);
  buju_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(roles_are_recognised, begin, end),
      cmocka_unit_test_setup_teardown(roads_are_recognised, begin, end),
      cmocka_unit_test_setup_teardown(what_is_written_runs, begin, end),
      cmocka_unit_test_setup_teardown(uncommented_rules_say_the_same, begin, end),
      cmocka_unit_test_setup_teardown(nothing_is_overwritten, begin, end),
      cmocka_unit_test_setup_teardown(what_cannot_be_done_is_said, begin, end),
      cmocka_unit_test_setup_teardown(the_crs_is_written_where_the_file_has_none, begin, end),
      cmocka_unit_test_setup_teardown(awkward_names_survive, begin, end),
      cmocka_unit_test_setup_teardown(chongyang, begin, end),
      cmocka_unit_test_setup_teardown(keerqin, begin, end),
      cmocka_unit_test(relative_paths),
  };
  return cmocka_run_group_tests_name("init", tests, NULL, NULL);
}
