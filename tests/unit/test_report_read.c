/* Reading a written plan for its readers, whoever wrote the file. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>

#include "layers/report/report_read.h"
#include "tests/support/plan_file.h"

typedef plan_file fixture;

/* Every test has a plan of its own to spoil. */
static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  *state = f;
  return plan_file_write(f, NULL) ? 0 : -1;
}

static int tear_down(void **state) {
  fixture *f = *state;
  int left = plan_file_remove(f);
  free(f);
  return left;
}

static void spoil(const fixture *f, const char *sql) {
  sqlite3 *db = NULL;
  char *why = NULL;
  assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
  if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s", why);
  sqlite3_close(db);
}

static buju_report *read_plan(const fixture *f) {
  buju_report *report = NULL;
  if (buju_report_read(f->ctx, f->path, &report) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  return report;
}

static buju_ix village(const buju_report *report, const char *code) {
  buju_ix row = buju_report_find(report, BUJU_LAYER_VILLAGES, VILLAGES_code, code);
  assert_int_not_equal(row, BUJU_NONE);
  return row;
}

static void cells_are_what_the_file_holds(void **state) {
  buju_report *report = read_plan(*state);
  buju_ix row = village(report, "421223100201");
  assert_true(buju_report_is(report, BUJU_LAYER_VILLAGES, VILLAGES_verdict, row, "joint_member"));
  assert_float_equal(buju_report_number(report, BUJU_LAYER_VILLAGES, VILLAGES_travel_min, row), 15.001, 0);
  assert_null(buju_report_text(report, BUJU_LAYER_VILLAGES, VILLAGES_best_partner, row));
  assert_string_equal(buju_report_setting(report, "format"), "buju-plan/1");
  assert_null(buju_report_text(report, BUJU_LAYER_VILLAGES, VILLAGES_name, BUJU_NONE));
  buju_report_free(report);
}

static void every_village_is_in_one_township(void **state) {
  buju_report *report = read_plan(*state);
  buju_ix n = report->table[BUJU_LAYER_VILLAGES].n, seen = 0;
  assert_true(n > 0 && report->townships > 0);
  for (buju_ix t = 0; t < report->townships; t++) {
    assert_int_equal(report->township[t].first, seen);
    for (buju_ix i = 0; i < report->township[t].n; i++)
      assert_int_equal(report->township_of[report->village[report->township[t].first + i]], t);
    seen += report->township[t].n;
  }
  assert_int_equal(seen, n);
  assert_int_equal(buju_report_township_find(report, report->township[0].code), 0);
  assert_int_equal(buju_report_township_find(report, report->township[0].name), 0);
  assert_int_equal(buju_report_township_find(report, "nowhere"), BUJU_NONE);
  buju_report_free(report);
}

static void geometry_is_paths_in_metres(void **state) {
  buju_report *report = read_plan(*state);
  const buju_report_table *villages = &report->table[BUJU_LAYER_VILLAGES];
  buju_ix row = village(report, "421223100201"), path = villages->path_of[row];
  assert_true(villages->path_of[row + 1] > path);
  uint64_t first = villages->paths.first[path], end = villages->paths.first[path + 1];
  assert_true(end - first >= 4);
  assert_float_equal(villages->paths.x_m[first], villages->paths.x_m[end - 1], 0); /* a ring closes */
  assert_int_equal(villages->path_of[villages->n], villages->paths.n);
  buju_report_free(report);
}

static void a_hostile_file_is_read_as_far_as_it_goes(void **state) {
  spoil(*state, "UPDATE villages SET people_used = 'many', travel_min = 1e999, name = CAST(x'41FF42' AS TEXT), "
                "geom = x'4750000100000000010600000002' WHERE code = '421223100201'");
  buju_report *report = read_plan(*state);
  const buju_report_table *villages = &report->table[BUJU_LAYER_VILLAGES];
  buju_ix row = village(report, "421223100201");
  assert_true(isnan(buju_report_number(report, BUJU_LAYER_VILLAGES, VILLAGES_people_used, row)));
  assert_true(isnan(buju_report_number(report, BUJU_LAYER_VILLAGES, VILLAGES_travel_min, row)));
  assert_string_equal(buju_report_text(report, BUJU_LAYER_VILLAGES, VILLAGES_name, row), "A\xEF\xBF\xBD"
                                                                                         "B");
  assert_int_equal(villages->path_of[row], villages->path_of[row + 1]); /* the others keep theirs */
  assert_int_equal(villages->path_of[villages->n], villages->paths.n);
  buju_report_free(report);
}

static void what_is_missing_is_left_out(void **state) {
  spoil(*state, "DROP TABLE sites; ALTER TABLE actions DROP COLUMN cost_yuan; DROP TABLE settlements");
  buju_report *report = read_plan(*state);
  assert_false(report->table[BUJU_LAYER_SITES].there);
  assert_int_equal(report->table[BUJU_LAYER_SITES].n, 0);
  assert_true(isnan(buju_report_number(report, BUJU_LAYER_SITES, SITES_cost_yuan, 0)));
  assert_true(report->table[BUJU_LAYER_ACTIONS].n > 0);
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_ACTIONS].n; i++) {
    assert_true(isnan(buju_report_number(report, BUJU_LAYER_ACTIONS, ACTIONS_cost_yuan, i)));
    assert_non_null(buju_report_text(report, BUJU_LAYER_ACTIONS, ACTIONS_action, i));
  }
  buju_report_free(report);
}

static void what_is_no_plan_is_refused(void **state) {
  fixture *f = *state;
  buju_report *report = NULL;
  spoil(f, "UPDATE run_info SET value = 'something/1' WHERE key = 'format'");
  assert_int_equal(buju_report_read(f->ctx, f->path, &report), BUJU_E_OPEN);
  assert_null(report);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "is no plan written by buju"));
  spoil(f, "UPDATE run_info SET value = 'buju-plan/2' WHERE key = 'format'");
  assert_int_equal(buju_report_read(f->ctx, f->path, &report), BUJU_E_OPEN);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "written by another version of buju (format buju-plan/2)"));
  assert_int_equal(buju_report_read(f->ctx, "/nowhere/plan.gpkg", &report), BUJU_E_OPEN);
  assert_int_equal(buju_report_read(f->ctx, f->folder, &report), BUJU_E_OPEN);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "no file"));
}

static void a_plan_without_villages_is_refused(void **state) {
  fixture *f = *state;
  buju_report *report = NULL;
  spoil(f, "DELETE FROM villages");
  assert_int_equal(buju_report_read(f->ctx, f->path, &report), BUJU_E_OPEN);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "has no villages"));
  spoil(f, "DROP TABLE villages");
  assert_int_equal(buju_report_read(f->ctx, f->path, &report), BUJU_E_OPEN);
  assert_null(report);
}

/* Sums of such numbers would be infinite, and no axis or column holds them. */
static void what_no_plan_holds_is_no_number(void **state) {
  spoil(*state, "UPDATE service_ways SET people_after = 9e307; UPDATE service_ways SET people_before = -1e14");
  buju_report *report = read_plan(*state);
  assert_true(report->table[BUJU_LAYER_SERVICE_WAYS].n > 0);
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_SERVICE_WAYS].n; i++) {
    assert_true(isnan(buju_report_number(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_people_after, i)));
    assert_true(isnan(buju_report_number(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_people_before, i)));
  }
  buju_report_free(report);
}

/* A view in the place of a table could run anything. */
static void a_view_is_no_layer(void **state) {
  spoil(*state, "ALTER TABLE sites RENAME TO other; CREATE VIEW sites AS SELECT * FROM other");
  buju_report *report = read_plan(*state);
  assert_false(report->table[BUJU_LAYER_SITES].there);
  buju_report_free(report);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(cells_are_what_the_file_holds, set_up, tear_down),
      cmocka_unit_test_setup_teardown(every_village_is_in_one_township, set_up, tear_down),
      cmocka_unit_test_setup_teardown(geometry_is_paths_in_metres, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_hostile_file_is_read_as_far_as_it_goes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_is_missing_is_left_out, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_is_no_plan_is_refused, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_plan_without_villages_is_refused, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_no_plan_holds_is_no_number, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_view_is_no_layer, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
