/* Assignments taken apart, and a scenario planned under several values. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buju/plan.h"
#include "buju/summary.h"
#include "buju/variants.h"
#include "libbuju/variants_axes.h"

static void values_are_parted_by_commas_outside_of_brackets_and_quotes(void **state) {
  (void)state;
  static const struct {
    const char *text, *key;
    size_t n;
    const char *value[3];
  } cases[] = {
      {"a.b=600", "a.b", 1, {"600"}},
      {"a.b=600,700, 800", "a.b", 3, {"600", "700", "800"}},
      {"rules.x.where=category IN ('a','b'),name = 'c,d'",
       "rules.x.where",
       2,
       {"category IN ('a','b')", "name = 'c,d'"}},
      {"circles.limits=[15,30],[30,60]", "circles.limits", 2, {"[15,30]", "[30,60]"}},
      {"x=\"a,b\"", "x", 1, {"\"a,b\""}},
      {"x=a=b,c", "x", 2, {"a=b", "c"}},
      {"x=", "x", 1, {""}},
      {"nothing", "", 1, {"nothing"}},
  };
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_axis axis;
    assert_int_equal(buju_axis_read(ctx, cases[i].text, arena, &axis), BUJU_OK);
    assert_string_equal(axis.key, cases[i].key);
    assert_int_equal(axis.n, cases[i].n);
    for (size_t k = 0; k < axis.n; k++) assert_string_equal(axis.value[k], cases[i].value[k]);
  }
  buju_axis axis;
  assert_int_equal(buju_axis_read(ctx, "a=1,,2", arena, &axis), BUJU_E_USAGE);
  assert_non_null(strstr(buju_ctx_error(ctx), "a=1,,2"));
  assert_int_equal(buju_axis_read(ctx, "nothing", arena, &axis), BUJU_OK);
  assert_string_equal(buju_axis_assign(&axis, 0, arena), "nothing");
  assert_int_equal(buju_axis_read(ctx, "a=1,2", arena, &axis), BUJU_OK);
  assert_string_equal(buju_axis_assign(&axis, 1, arena), "a=2");
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static const char scenario[] = BUJU_SOURCE_DIR "/samples/plain/scenario.yaml";

static const buju_variants_row *find(const buju_variants *sweep, const char *group, const char *key,
                                     const char *column) {
  const buju_variants_row *row;
  for (size_t i = 0; (row = buju_variants_row_at(sweep, i)) != NULL; i++)
    if (strcmp(row->group, group) == 0 && strcmp(row->key, key) == 0 &&
        (column == NULL || strcmp(row->column, column) == 0))
      return row;
  return NULL;
}

/* A variant is the plan that its values give by themselves. */
static void is_plan(buju_ctx *ctx, const buju_variants *sweep, size_t variant, const char *const *set, size_t sets) {
  buju_scenario *s = NULL;
  buju_region *region = NULL;
  buju_plan *plan = NULL;
  buju_summary *summary = NULL;
  assert_int_equal(buju_scenario_read(ctx, scenario, set, sets, &s), BUJU_OK);
  assert_int_equal(buju_region_read(ctx, s, &region), BUJU_OK);
  assert_int_equal(buju_plan_make(ctx, s, region, &plan), BUJU_OK);
  assert_int_equal(buju_summary_make(ctx, region, plan, &summary), BUJU_OK);
  const buju_figures *group;
  for (size_t g = 0; (group = buju_summary_group(summary, g)) != NULL; g++)
    for (size_t i = 0; i < group->n; i++)
      for (size_t c = 0; c < group->columns; c++) {
        const buju_variants_row *row = find(sweep, group->key, group->figure[i].key, group->column[c]);
        assert_non_null(row);
        assert_memory_equal(&row->value[variant], &group->figure[i].value[c], sizeof(double));
      }
  buju_summary_free(summary);
  buju_plan_free(plan);
  buju_region_free(region);
  buju_scenario_free(s);
}

static void each_variant_is_the_plan_of_its_values(void **state) {
  (void)state;
  static const char *const set[] = {"rules.joint_clinic.max_population=600,800", "population=resident,registered",
                                    "rules.joint_clinic.limit_min=20"};
  buju_ctx *ctx = buju_ctx_new();
  buju_variants *sweep = NULL;
  assert_int_equal(buju_variants_run(ctx, scenario, set, 3, &sweep), BUJU_OK);
  assert_int_equal(buju_variants_axes(sweep), 2);
  assert_int_equal(buju_variants_count(sweep), 4);
  assert_int_equal(buju_variants_readings(sweep), 2); /* a rule's value reads nothing anew, another population does */
  assert_string_equal(buju_variants_value(sweep, 1, 0), "600");
  assert_string_equal(buju_variants_value(sweep, 1, 1), "registered");
  for (size_t v = 0; v < 4; v++) {
    const char *one[] = {v < 2 ? "rules.joint_clinic.max_population=600" : "rules.joint_clinic.max_population=800",
                         v % 2 == 0 ? "population=resident" : "population=registered",
                         "rules.joint_clinic.limit_min=20"};
    is_plan(ctx, sweep, v, one, 3);
  }
  assert_true(find(sweep, "villages", "joint_member", "after")->varies);
  assert_false(find(sweep, "villages", "thc_served", "after")->varies);
  /* the order is the summary's: own clinics stand first */
  assert_string_equal(buju_variants_row_at(sweep, 0)->key, "own_clinic");
  buju_variants_free(sweep);
  buju_ctx_free(ctx);
}

static void what_cannot_be_is_told_before_anything_is_planned(void **state) {
  (void)state;
  static const char *const bad[] = {"rules.joint_clinic.max_population=600,many"};
  static const char *const twice[] = {"population=resident,registered", "population=registered,resident"};
  static const char *const many[] = {"work_limit=1,2,3,4,5,6,7,8,9,10,11",
                                     "rules.joint_clinic.limit_min=1,2,3,4,5,6,7,8,9,10",
                                     "rules.joint_clinic.max_population=1,2,3,4,5,6,7,8,9,10"};
  buju_ctx *ctx = buju_ctx_new();
  buju_variants *sweep = NULL;
  assert_int_equal(buju_variants_run(ctx, scenario, bad, 1, &sweep), BUJU_E_SCENARIO);
  buju_ctx_clear(ctx);
  assert_int_equal(buju_variants_run(ctx, scenario, twice, 2, &sweep), BUJU_E_USAGE);
  buju_ctx_clear(ctx);
  assert_int_equal(buju_variants_run(ctx, scenario, many, 3, &sweep), BUJU_E_USAGE);
  assert_null(sweep);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_parted_by_commas_outside_of_brackets_and_quotes),
      cmocka_unit_test(each_variant_is_the_plan_of_its_values),
      cmocka_unit_test(what_cannot_be_is_told_before_anything_is_planned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
