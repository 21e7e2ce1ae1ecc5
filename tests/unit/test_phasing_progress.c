/* Whose project it is that is done or under way: by the rule it names, and where it names none.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "buju/plan.h"
#include "tests/support/plan_projects.h"

/* Five townships with a centre each, people falling from T1 to T5. */
#define TOWNSHIP(n, people)                                                                                            \
  "township 41022110" n " 镇" n "\nvillage 41022110" n "201 村" n " pop=" people " at=" n "0000,0\nfacility T" n       \
  " thc 卫生院" n " village=41022110" n "201 level=basic\n"
#define CENTRES                                                                                                        \
  TOWNSHIP("1", "5000") TOWNSHIP("2", "4000") TOWNSHIP("3", "3000") TOWNSHIP("4", "2000") TOWNSHIP("5", "1000")

#define RULES                                                                                                          \
  "rules: {equipment: off, level_two: {shares: {2025: 20, 2026: 40, 2027: 60}}, recommended: {shares: {2025: 20, "     \
  "2026: 80}}, model_sites: {counts: {2025: 1, 2026: 1}}}"

static buju_status plan_again(plan_case *c, const char *yaml, size_t n, const plan_project *row) {
  plan_case_make_by(c, "kaifeng-2023", CENTRES, yaml);
  return plan_with_projects(c, n, row);
}

static void planned_again(plan_case *c, const char *yaml, size_t n, const plan_project *row) {
  if (plan_again(c, yaml, n, row) != BUJU_OK) fail_msg("%s", buju_ctx_error(c->ctx));
}

static int found(const plan_case *c, const char *kind) {
  int n = 0;
  for (size_t i = 0; i < c->plan->findings.rows.n; i++)
    n += strcmp(buju_finding_at(&c->plan->findings, i)->kind->id, kind) == 0;
  return n;
}

/* K7 twice and K8 on one site: done is counted by the rule that it was done for. */
static void a_project_belongs_to_its_rule(void **state) {
  (void)state;
  static const struct {
    buju_action action;
    const char *rule;
    int64_t level_two, recommended, model_sites;
    const char *finding;
  } cases[] = {
      {BUJU_ACTION_RAISE_LEVEL, "recommended", 0, 1, 0, NULL},
      {BUJU_ACTION_RAISE_LEVEL, "level_two", 1, 1, 0, NULL}, /* level two is above the recommended standard */
      {BUJU_ACTION_UPGRADE, "model_sites", 0, 0, 1, NULL},
      {BUJU_ACTION_RAISE_LEVEL, NULL, 0, 1, 0, "progress_rule_missing"}, /* no more than is said */
      {BUJU_ACTION_UPGRADE, NULL, 0, 0, 1, NULL},                        /* nobody else's */
      {BUJU_ACTION_UPGRADE, "urban_standard", 0, 0, 0, "progress_rule_counts_none"},
      {BUJU_ACTION_EQUIP, "equipment", 0, 0, 0, "progress_rule_off"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    planned_again(&c, RULES, 1, &(plan_project){"T3", cases[i].action, BUJU_PROJECT_DONE, 2025, cases[i].rule});
    int64_t two = plan_target(&c, "level_two", 2025)->actual,
            recommended = plan_target(&c, "recommended", 2025)->actual;
    int64_t models = plan_target(&c, "model_sites", 2025)->actual;
    if (two != cases[i].level_two || recommended != cases[i].recommended || models != cases[i].model_sites)
      fail_msg("%zu: %d %d %d", i, (int)two, (int)recommended, (int)models);
    int all =
        found(&c, "progress_rule_missing") + found(&c, "progress_rule_counts_none") + found(&c, "progress_rule_off");
    assert_int_equal(all, cases[i].finding != NULL);
    if (cases[i].finding != NULL) assert_int_equal(found(&c, cases[i].finding), 1);
    plan_case_free(&c);
  }
}

static void a_rule_that_is_none_is_refused(void **state) {
  (void)state;
  plan_case c;
  const plan_project rows[] = {{"T1", BUJU_ACTION_UPGRADE, BUJU_PROJECT_DONE, 2025, "model_sites"},
                               {"T3", BUJU_ACTION_UPGRADE, BUJU_PROJECT_DONE, 2025, "modle_sites"}};
  assert_int_equal(plan_again(&c, RULES, 2, rows), BUJU_E_DATA);
  assert_null(c.plan);
  const char *error = buju_ctx_error(c.ctx);
  if (strstr(error, "台账.csv") == NULL || strstr(error, "modle_sites") == NULL || strstr(error, "3") == NULL)
    fail_msg("%s", error);
  plan_case_free(&c);
}

/* What a rule added last year is no row of the ledger before it chooses again, and is not forgotten. */
static void what_a_rule_added_is_remembered(void **state) {
  (void)state;
  static const char *const keep[] = {"no", "yes"};
  const plan_project row = {"T5", BUJU_ACTION_UPGRADE, BUJU_PROJECT_PLANNED, 2027, "model_sites"};
  for (int k = 0; k < 2; k++) {
    plan_case c;
    char yaml[256];
    snprintf(yaml, sizeof yaml, "rules: {model_sites: {counts: {2026: 1, 2027: %d}, keep_planned: %s}}", k == 0 ? 4 : 1,
             keep[k]);
    planned_again(&c, yaml, 1, &row);
    const buju_site *site = plan_site_of(&c, "T5");
    int n = 0;
    for (buju_ix a = 0; a < c.plan->actions; a++) {
      const buju_site_action *action = &c.plan->action[a];
      if (action->action != BUJU_ACTION_UPGRADE || &c.plan->site[action->site] != site) continue;
      assert_int_equal(action->year, 2027);
      assert_int_equal(action->year_before, 2027);
      n++;
    }
    assert_int_equal(n, 1);
    plan_case_free(&c);
  }
}

/* What the policy says was done before is not added to what the ledger has of it. */
static void done_before_is_counted_once(void **state) {
  (void)state;
  const plan_project rows[] = {{"T1", BUJU_ACTION_UPGRADE, BUJU_PROJECT_DONE, 2024, "model_sites"},
                               {"T2", BUJU_ACTION_UPGRADE, BUJU_PROJECT_DONE, 2025, "model_sites"}};
  plan_case c;
  planned_again(&c, "rules: {model_sites: {counts: {2025: 1, 2026: 1}, done_before: 3}}", 2, rows);
  assert_int_equal(plan_target(&c, "model_sites", 2025)->done_before, 3);
  assert_int_equal(plan_target(&c, "model_sites", 2026)->done_before, 4);
  assert_int_equal(plan_target(&c, "model_sites", 2026)->cumulative_target, 5);
  plan_case_free(&c);
  planned_again(&c, "rules: {model_sites: {counts: {2025: 1, 2026: 1}}}", 2, rows);
  assert_int_equal(plan_target(&c, "model_sites", 2025)->done_before, 1);
  assert_int_equal(plan_target(&c, "model_sites", 2026)->cumulative_target, 3);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_project_belongs_to_its_rule),
      cmocka_unit_test(a_rule_that_is_none_is_refused),
      cmocka_unit_test(what_a_rule_added_is_remembered),
      cmocka_unit_test(done_before_is_counted_once),
  };
  return cmocka_run_group_tests_name("phasing_progress", tests, NULL, NULL);
}
