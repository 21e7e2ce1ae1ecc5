/* Selectors: what they select, what they refuse. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "layers/select.h"
#include "layers/select/guard.h"
#include "layers/select/region.h"
#include "tests/support/region_text.h"

static const char county[] = "township 421223100 天城镇\n"
                             "village 421223100201 河田村 pop=564/708 at=1000,2000 category=集聚提升类 seat\n"
                             "village 421223100202 上畈村 pop=800/- at=2000,2000 category=搬迁撤并类 demolition=2026\n"
                             "village 421223100203 石山村 pop=- at=3000,2000 converted=no\n"
                             "village 421223100001 东门社区 pop=2000 at=100,100 kind=community converted\n"
                             "village 421223100204 远村 pop=100\n"
                             "facility C1 village_clinic 河田村卫生室 village=421223100201 floor=60 public_owned\n"
                             "facility C2 village_clinic 上畈村卫生室 village=421223100202 integrated=no\n"
                             "facility H1 thc 天城卫生院 village=421223100201\n"
                             "staff C1 village_doctor 1964\n"
                             "staff C1 licensed 1980\n";

typedef struct fixture {
  buju_ctx *ctx;
  buju_region *region;
  buju_arena *arena;
  buju_scenario scenario;
} fixture;

static int begin(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  f->arena = buju_arena_new();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  f->scenario.as_of = (buju_date){2026, 6, 30};
  assert_int_equal(buju_region_text(f->ctx, county, &f->region), BUJU_OK);
  *state = f;
  return 0;
}

static int end(void **state) {
  fixture *f = *state;
  buju_region_free(f->region);
  buju_arena_free(f->arena);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static buju_status select_one(fixture *f, buju_select_from from, const char *sql, buju_selection *out) {
  static const buju_doc place = {.kind = BUJU_DOC_SCALAR, .file = "s.yaml", .line = 7, .column = 9, .text = "…"};
  buju_selector selector = {.sql = sql, .from = from, .node = &place};
  buju_ctx_clear(f->ctx);
  return buju_select_region(f->ctx, &f->scenario, f->region, &selector, 1, f->arena, out);
}

/* want: the codes selected, in order, each followed by a blank. */
static void check(fixture *f, buju_select_from from, const char *sql, const char *want) {
  buju_selection selection = {0};
  char got[512] = "";
  if (select_one(f, from, sql, &selection) != BUJU_OK) fail_msg("%s: %s", sql, buju_ctx_error(f->ctx));
  buju_ix n = from == BUJU_FROM_VILLAGES ? f->region->village.n : f->region->facility.n;
  for (buju_ix i = 0; i < n; i++) {
    if (!buju_selected(&selection, 0, i)) continue;
    const char *code =
        from == BUJU_FROM_VILLAGES ? f->region->area.code[f->region->village.area[i]] + 9 : f->region->facility.code[i];
    strcat(strcat(got, code), " ");
  }
  if (strcmp(got, want) != 0) fail_msg("%s: got \"%s\", want \"%s\"", sql, got, want);
}

static void villages_are_selected(void **state) {
  static const struct {
    const char *sql, *want;
  } cases[] = {
      {"1", "001 201 202 203 204 "},
      {"0", ""},
      {"NULL", ""},
      {"people < 800", "201 204 "}, /* 800 stays out, blank is not zero */
      {"people IS NULL", "203 "},
      {"people_registered = 708", "201 "},
      {"category LIKE '搬迁撤并%' OR demolition_year <= as_of_year", "202 "},
      {"demolition_year IS NULL", "001 201 203 204 "},
      {"area_type = 'community'", "001 "},
      {"converted", "001 "},
      {"NOT converted", "203 "}, /* blank is not "no" */
      {"thc_seat", "201 "},
      {"code = 421223100202", "202 "}, /* a number compares as text */
      {"code = '421223100202' -- a comment does not swallow the bracket", "202 "},
      {"township = '天城镇' AND township_code = '421223100'", "001 201 202 203 204 "},
      {"county_code = '421223'", "001 201 202 203 204 "},
      {"(name) IN ('河田村', '石山村')", "201 203 "},
      {"\"people\" >= 2000", "001 "},
      {"x_m IS NULL", "204 "},
      {"geometry IS NULL", "204 "},
      {"NOT is_polygon", "001 201 202 203 204 "},
      {"ST_X(geometry) > 1500", "202 203 "},
      {"ST_Distance(geometry, MakePoint(0, 0)) < 150", "001 "},
      {"ST_Within(geometry, GeomFromText('POLYGON((0 0, 2500 0, 2500 2500, 0 2500, 0 0))'))", "001 201 202 "},
      {"ST_Disjoint(geometry, MakePoint(0, 0))", "001 201 202 203 "}, /* 204 has no place */
      {"NOT ST_Intersects(geometry, MakePoint(100, 100))", "201 202 203 "},
      {"ST_Touches(geometry, 1) OR ST_Contains(NULL, geometry)", ""},
      {"length(name) = 3 AND substr(name, 1, 1) = '河'", "201 "},
      {"round(people / 1000.0) = 1 /* ) */", "201 202 "},
      {"iif(converted, 1, coalesce(people, 0) > 700)", "001 202 "},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    check(*state, BUJU_FROM_VILLAGES, cases[i].sql, cases[i].want);
}

static void the_population_in_force_decides(void **state) {
  fixture *f = *state;
  f->scenario.population = BUJU_REGISTERED;
  check(f, BUJU_FROM_VILLAGES, "people = 708", "201 ");
}

static void facilities_are_selected(void **state) {
  static const struct {
    const char *sql, *want;
  } cases[] = {
      {"kind = 'village_clinic'", "C1 C2 "},
      {"village_demolition_year <= as_of_year + 3", "C2 "},
      {"NOT integrated", "C2 "},
      {"integrated IS NULL", "C1 H1 "},
      {"public_owned", "C1 "},
      {"floor_m2 >= 60", "C1 "},
      {"doctors = 2", "C1 "},
      {"doctors = 0", "C2 H1 "},
      {"village_thc_seat AND village_name = '河田村'", "C1 H1 "},
      {"village = '421223100202' AND village_area_type = 'village'", "C2 "},
      {"village_category LIKE '集聚%' AND village_people < 800", "C1 H1 "},
      {"ST_Y(geometry) = 2000", "C1 C2 H1 "},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    check(*state, BUJU_FROM_FACILITIES, cases[i].sql, cases[i].want);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Each is refused at once, with one line that names the place and says why. */
static void attacks_are_refused(void **state) {
  fixture *f = *state;
  static const struct {
    const char *sql, *says;
  } cases[] = {
      {"1; DROP TABLE v", "one expression"},
      {"1) OR (1", "do not pair"},
      {"1)); DELETE FROM v; --", "do not pair"},
      {"1) UNION SELECT 1 WHERE (1", "do not pair"},
      {"(SELECT 1 FROM v)", "SELECT of its own"},
      {"EXISTS (SELECT 1 FROM sqlite_master)", "SELECT of its own"},
      {"code IN sqlite_master", "columns of its table"},
      {"code IN v", "sub-select"},
      {"(WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT max(x) FROM r)", "SELECT"},
      {"ATTACH 'x.db' AS y", "not an SQLite expression"},
      {"PRAGMA writable_schema", "not an SQLite expression"},
      {"randomblob(1e9)", "\"randomblob\""},
      {"zeroblob(1000000000)", "\"zeroblob\""},
      {"printf('%1000000000d', 1)", "\"printf\""},
      {"replace(name, 'a', name)", "\"replace\""},
      {"hex(name)", "\"hex\""},
      {"load_extension('/tmp/x.so')", "\"load_extension\""},
      {"random() > 0", "\"random\""},
      {"date('now') > '2020'", "\"date\""},
      {"CURRENT_TIMESTAMP > '2020'", "\"current_timestamp\""},
      {"ST_Area(ST_Buffer(geometry, 100, 50000000)) > 0", "\"st_buffer\""},
      {"ST_Area(geometry) AND BlobFromFile('/etc/passwd')", "BlobFromFile"},
      {"ST_X(geometry) AND eval('DROP TABLE v')", "eval"},
      {"count(*) > 1", "\"count\""},
      {"row_number() OVER ()", "\"row_number\""},
      {"name REGEXP '.*'", "REGEXP"},
      {"?1", "not an SQLite expression"},
      {"peopel < 800", "did you mean \"people\""},
      {"\"peopel\" < 800", "did you mean \"people\""},
      {"category = 搬迁撤并", "搬迁撤并"},
      {"people <", "not an SQLite expression"},
      {"(people < 1", "do not pair"},
      {"name = 'x", "do not pair"},
      {"1 /* x", "do not pair"},
      {"", "not an SQLite expression"},
      {"people < 800 ORDER BY 1", "not an SQLite expression"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_selection selection = {0};
    double start = seconds();
    if (select_one(f, BUJU_FROM_VILLAGES, cases[i].sql, &selection) != BUJU_E_SELECTOR)
      fail_msg("%s: not refused", cases[i].sql);
    assert_null(selection.bits);
    assert_int_equal(buju_ctx_diagnostics(f->ctx), 1);
    const char *line = buju_ctx_error(f->ctx);
    if (strncmp(line, "s.yaml:7:9: ", 12) != 0) fail_msg("%s: %s", cases[i].sql, line);
    if (cases[i].says != NULL && strstr(line, cases[i].says) == NULL) fail_msg("%s: %s", cases[i].sql, line);
    assert_true(seconds() - start < 5);
  }
}

/* An expression as deep and as long as SQLite's limits let through must still end. */
static void long_expressions_end(void **state) {
  fixture *f = *state;
  static char sql[40000];
  buju_selection selection = {0};
  strcpy(sql, "name LIKE '%");
  for (int i = 0; i < 300; i++) strcat(sql, "a%");
  strcat(sql, "'");
  assert_int_equal(select_one(f, BUJU_FROM_VILLAGES, sql, &selection), BUJU_E_SELECTOR);
  sql[0] = '\0';
  for (int i = 0; i < 3000; i++) strcat(sql, "(");
  strcat(sql, "1");
  for (int i = 0; i < 3000; i++) strcat(sql, ")");
  assert_int_equal(select_one(f, BUJU_FROM_VILLAGES, sql, &selection), BUJU_E_SELECTOR);
}

/* Every function on the list exists, or the list says more than is true. */
static void listed_functions_exist(void **state) {
  fixture *f = *state;
  const char *const *lists[] = {buju_guard_functions, buju_guard_spatial};
  for (size_t l = 0; l < 2; l++)
    for (size_t i = 0; lists[l][i] != NULL; i++) {
      char sql[128];
      buju_selection selection = {0};
      snprintf(sql, sizeof sql, "ST_X(geometry) AND %s(1,2,3,4,5,6,7,8,9)", lists[l][i]);
      select_one(f, BUJU_FROM_VILLAGES, sql, &selection);
      if (strstr(buju_ctx_error(f->ctx), "no such function") != NULL) fail_msg("no function %s", lists[l][i]);
    }
}

static void several_complaints_are_collected(void **state) {
  fixture *f = *state;
  static const buju_doc place = {.kind = BUJU_DOC_SCALAR, .file = "s.yaml", .line = 1, .column = 1, .text = "…"};
  const buju_selector selectors[] = {{"nothing", BUJU_FROM_VILLAGES, &place},
                                     {"people > 1", BUJU_FROM_VILLAGES, &place},
                                     {"nowhere", BUJU_FROM_FACILITIES, &place}};
  buju_selection selection = {0};
  assert_int_equal(buju_select_region(f->ctx, &f->scenario, f->region, selectors, 3, f->arena, &selection),
                   BUJU_E_SELECTOR);
  assert_int_equal(buju_ctx_diagnostics(f->ctx), 2);
}

/* `where:` sees the file's own columns, whatever they are called. */
static void layers_are_filtered_by_their_own_columns(void **state) {
  fixture *f = *state;
  const char *names[] = {"甲", NULL, "乙\"丙"};
  int64_t numbers[] = {1, 2, 3};
  uint8_t blank[] = {4};
  double x[] = {0, 1, 2}, y[] = {0, 0, 0};
  buju_column columns[] = {{.name = "名\"称", .type = BUJU_CELL_TEXT, .text = names},
                           {.name = "1 人口", .type = BUJU_CELL_INTEGER, .integer = numbers, .blank = blank}};
  buju_layer layer = {.table = {.n = 3, .columns = 2, .column = columns}, .geometry = BUJU_POINTS, .x_m = x, .y_m = y};
  buju_doc node = {.kind = BUJU_DOC_MAP, .file = "s.yaml", .line = 3, .column = 5};
  buju_input input = {.where = "\"1 人口\" IS NULL OR \"名\"\"称\" = '甲'", .node = &node};
  uint64_t *bits = NULL;
  assert_int_equal(buju_select_layer(f->ctx, &input, &layer, f->arena, &bits), BUJU_OK);
  assert_int_equal(bits[0], 5);
  input.where = "ST_X(geometry) >= 1";
  assert_int_equal(buju_select_layer(f->ctx, &input, &layer, f->arena, &bits), BUJU_OK);
  assert_int_equal(bits[0], 6);
  input.where = "人口 > 1";
  assert_int_equal(buju_select_layer(f->ctx, &input, &layer, f->arena, &bits), BUJU_E_SELECTOR);
}

/* The row of a view's columns in a table of docs/write-a-profile: "| `code` `name` … |". */
static void row_of(const buju_view *view, char *row, size_t size) {
  const buju_view_column *column = view->columns.data;
  size_t at = (size_t)snprintf(row, size, "|");
  for (size_t i = 0; i < view->columns.n && at < size; i++)
    at += (size_t)snprintf(row + at, size - at, " `%s`", column[i].name);
  if (at < size) at += (size_t)snprintf(row + at, size - at, " |");
  assert_true(at < size);
}

static void the_page_lists_the_columns(void **state) {
  fixture *f = *state;
  static const char *const pages[] = {BUJU_SOURCE_DIR "/docs/write-a-profile.md",
                                      BUJU_SOURCE_DIR "/docs/write-a-profile.zh-CN.md"};
  static const int64_t year = 2026;
  buju_view villages = {0}, facilities = {0};
  f->region->village.source = f->region->facility.source = NULL; /* the bureau's own columns are not listed */
  assert_int_equal(buju_select_villages(f->ctx, &f->scenario, f->region, &year, f->arena, &villages), BUJU_OK);
  assert_int_equal(buju_select_facilities(f->ctx, &f->scenario, f->region, &year, f->arena, &facilities), BUJU_OK);
  for (int i = 0; i < 2; i++) {
    static char page[1 << 17];
    char row[4096];
    FILE *file = fopen(pages[i], "rb");
    assert_non_null(file);
    page[fread(page, 1, sizeof page - 1, file)] = '\0';
    fclose(file);
    row_of(&villages, row, sizeof row);
    if (strstr(page, row) == NULL) fail_msg("%s lacks: %s", pages[i], row);
    row_of(&facilities, row, sizeof row);
    if (strstr(page, row) == NULL) fail_msg("%s lacks: %s", pages[i], row);
  }
  buju_vec_free(&villages.columns);
  buju_vec_free(&facilities.columns);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(villages_are_selected, begin, end),
      cmocka_unit_test_setup_teardown(the_population_in_force_decides, begin, end),
      cmocka_unit_test_setup_teardown(facilities_are_selected, begin, end),
      cmocka_unit_test_setup_teardown(attacks_are_refused, begin, end),
      cmocka_unit_test_setup_teardown(long_expressions_end, begin, end),
      cmocka_unit_test_setup_teardown(listed_functions_exist, begin, end),
      cmocka_unit_test_setup_teardown(several_complaints_are_collected, begin, end),
      cmocka_unit_test_setup_teardown(layers_are_filtered_by_their_own_columns, begin, end),
      cmocka_unit_test_setup_teardown(the_page_lists_the_columns, begin, end),
  };
  return cmocka_run_group_tests_name("select", tests, NULL, NULL);
}
