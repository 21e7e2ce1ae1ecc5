/* Whose rows of the ledger a rule of years counts, what its totals add up to, and what it says where they fall short.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "buju/plan.h"
#include "tests/support/plan_text.h"

/* Five townships with a centre each, people falling from T1 to T5; T5 is known to be below the standard. */
#define TOWNSHIP(n, people, flags)                                                                                     \
  "township 41022110" n " 镇" n "\nvillage 41022110" n "201 村" n " pop=" people " at=" n "0000,0\nfacility T" n       \
  " thc 卫生院" n " village=41022110" n "201 level=basic " flags "\n"
#define CENTRES                                                                                                        \
  TOWNSHIP("1", "5000", "")                                                                                            \
  TOWNSHIP("2", "4000", "") TOWNSHIP("3", "3000", "") TOWNSHIP("4", "2000", "") TOWNSHIP("5", "1000", "standard_met=no")
#define COUNTY "410221"

static int rows_of(const plan_case *c, const char *rule, buju_action action) {
  int n = 0;
  for (buju_ix a = 0; a < c->plan->actions; a++) {
    const buju_site_action *row = &c->plan->action[a];
    if (row->action != action || row->phased_by == BUJU_NONE) continue;
    n += strcmp(c->scenario->use[row->phased_by].id, rule) == 0;
  }
  return n;
}

/* ---- whose rows ---- */

#define OF_2026                                                                                                        \
  "rules: {level_two: {shares: {2026: 20}}, recommended: {shares: {2026: 60}}, model_sites: {counts: {2026: 2}}, "     \
  "equipment: {counts: {2026: rest}}}"

static void a_level_is_reached_by_its_own_projects(void **state) {
  (void)state;
  plan_case c;
  plan_case_make_by(&c, "kaifeng-2023", CENTRES, OF_2026);
  assert_int_equal(rows_of(&c, "level_two", BUJU_ACTION_RAISE_LEVEL), 1);
  assert_int_equal(plan_target(&c, "level_two", 2026)->planned, 1);
  /* level two is above the recommended standard, so one of the three is there by it */
  assert_int_equal(rows_of(&c, "recommended", BUJU_ACTION_RAISE_LEVEL), 2);
  assert_int_equal(plan_target(&c, "recommended", 2026)->planned, 3);
  assert_int_equal(rows_of(&c, "model_sites", BUJU_ACTION_UPGRADE), 2);
  assert_int_equal(plan_target(&c, "model_sites", 2026)->planned, 2);
  plan_case_free(&c);
  /* without level two the same standard takes projects of its own alone; nobody is at level two by them */
  plan_case_make_by(&c, "kaifeng-2023", CENTRES,
                    "rules: {level_two: {shares: {2027: 20}}, recommended: {shares: {2026: 60}}}");
  assert_int_equal(plan_target(&c, "level_two", 2027)->planned, 1);
  assert_int_equal(plan_target(&c, "recommended", 2026)->planned, 3);
  assert_int_equal(rows_of(&c, "level_two", BUJU_ACTION_RAISE_LEVEL), 1);
  plan_case_free(&c);
}

/* What a later rule adds to a site in a later year changes nothing of what an earlier one has planned there. */
static void later_rules_move_nothing(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(
      &c, CENTRES,
      "rules: {early: {use: count_by_year, clause: ours, text: a, service: thc, actions: [upgrade, rebuild], "
      "add: upgrade, counts: {2026: 1}}, late: {use: count_by_year, clause: ours, text: a, service: thc, "
      "add: upgrade, counts: {2027: 1}}}");
  assert_int_equal(rows_of(&c, "early", BUJU_ACTION_UPGRADE), 1);
  assert_int_equal(rows_of(&c, "late", BUJU_ACTION_UPGRADE), 1);
  assert_int_equal(plan_site_of(&c, "T1")->year, 2026); /* the first of the two */
  assert_int_equal(plan_target(&c, "early", 2026)->planned, 1);
  assert_int_equal(plan_target(&c, "early", 2026)->people_gained, 5000 * BUJU_PERSON);
  plan_case_free(&c);
}

static void equipment_is_for_who_lacks_it(void **state) {
  (void)state;
  plan_case c;
  plan_case_make_by(&c, "kaifeng-2023", CENTRES, OF_2026);
  assert_int_equal(rows_of(&c, "equipment", BUJU_ACTION_EQUIP), 1);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_EQUIP), 1);
  plan_case_free(&c);
}

/* ---- totals ---- */

static void who_is_of_no_township_is_counted(void **state) {
  (void)state;
  plan_case c;
  plan_case_make_by(&c, "kaifeng-2023", CENTRES "facility T9 thc 丰库牧场卫生院 level=basic at=90000,0\n", OF_2026);
  assert_int_equal(plan_site_of(&c, "T9")->township, BUJU_NONE);
  int64_t whole = 0, parts = 0, outside = 0;
  for (buju_ix i = 0; i < c.plan->targets; i++) {
    const buju_target *t = &c.plan->target[i];
    if (strcmp(t->id, "recommended") != 0) continue;
    if (t->asked)
      whole += t->base;
    else
      parts += t->base;
    if (t->townless) outside += t->base;
  }
  assert_int_equal(whole, 6);
  assert_int_equal(parts, whole);
  assert_int_equal(outside, 1);
  assert_int_equal(plan_target(&c, "model_sites", 2026)->candidates, 6); /* the one county is its own */
  plan_case_free(&c);
}

/* Two counties, six townships; T8 lies in none. */
#define COUNTIES                                                                                                       \
  CENTRES                                                                                                              \
  "township 410222101 外镇\nvillage 410222101201 外村 pop=600 at=80000,0\nfacility T7 thc 外卫生院 "           \
  "village=410222101201 level=basic\nfacility T8 thc 丰库牧场卫生院 level=basic at=90000,0\n"

static const buju_target *row_of(const plan_case *c, const char *rule, int year, const char *area, bool townless) {
  for (buju_ix i = 0; i < c->plan->targets; i++) {
    const buju_target *t = &c->plan->target[i];
    const char *code = t->area != BUJU_NONE ? c->region->area.code[t->area] : "";
    if (strcmp(t->id, rule) == 0 && t->year == year && strcmp(code, area) == 0 && t->townless == townless) return t;
  }
  fail_msg("%s has no row of %s in %d", rule, area, year);
  return NULL;
}

/* Numbers for each township leave a site of none without a year, by name, and the rows add up all the same. */
static void who_is_in_no_area_is_named(void **state) {
  (void)state;
  static const struct {
    const char *per, *finding;
    int64_t whole_target, planned, county_target;
  } cases[] = {
      {"township", "phasing_no_township", 6, 6, 5}, {"county", "phasing_no_county", 2, 2, 1}, {"plan", NULL, 1, 1, -1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char yaml[256];
    snprintf(yaml, sizeof yaml,
             "rules: {by_year: {use: count_by_year, clause: ours, text: a, service: thc, add: upgrade, counts: "
             "{2026: 1}, per: %s}}",
             cases[i].per);
    plan_case_make(&c, COUNTIES, yaml);
    int named = 0;
    for (size_t k = 0; k < c.plan->findings.rows.n; k++) {
      const buju_finding *f = buju_finding_at(&c.plan->findings, k);
      if (cases[i].finding == NULL || strcmp(f->kind->id, cases[i].finding) != 0) continue;
      assert_string_equal(f->code, "T8");
      named++;
    }
    assert_int_equal(named, cases[i].finding != NULL);
    const buju_target *all = row_of(&c, "by_year", 2026, "", false), *one = row_of(&c, "by_year", 2026, COUNTY, false);
    const buju_target *two = row_of(&c, "by_year", 2026, "410222", false),
                      *none = row_of(&c, "by_year", 2026, "", true);
    assert_int_equal(all->target, cases[i].whole_target);
    assert_int_equal(all->planned, cases[i].planned);
    assert_int_equal(one->target, cases[i].county_target);
    assert_int_equal(one->planned + two->planned + none->planned, all->planned);
    assert_int_equal(one->candidates + two->candidates + none->candidates, all->candidates);
    assert_int_equal(one->people_gained + two->people_gained + none->people_gained, all->people_gained);
    assert_int_equal(all->candidates, 7);
    assert_int_equal(none->candidates, 1);
    int64_t townships = 0;
    for (char n = '1'; n <= '5'; n++) {
      char code[] = "410221101";
      code[8] = n;
      townships += row_of(&c, "by_year", 2026, code, false)->candidates;
    }
    assert_int_equal(townships, one->candidates);
    plan_case_free(&c);
  }
}

/* Two rules do two things to a site in one year: its people gain once. */
static void people_gain_once_by_a_site(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, CENTRES,
                 "rules: {early: {use: count_by_year, clause: ours, text: a, service: thc, add: equip, counts: {2026: "
                 "1}}, both: {use: count_by_year, clause: ours, text: a, service: thc, actions: [upgrade, equip, "
                 "rectify], add: upgrade, counts: {2026: 1}}, late: {use: count_by_year, clause: ours, text: a, "
                 "service: thc, add: rectify, counts: {2026: 1}}, last: {use: count_by_year, clause: ours, text: a, "
                 "service: thc, actions: [equip, rectify], counts: {2026: 1}}}");
  assert_int_equal(rows_of(&c, "early", BUJU_ACTION_EQUIP), 1);
  assert_int_equal(rows_of(&c, "late", BUJU_ACTION_RECTIFY), 1);
  assert_int_equal(plan_target(&c, "last", 2026)->planned, 1);
  assert_int_equal(plan_target(&c, "last", 2026)->people_gained, 5000 * BUJU_PERSON);
  plan_case_free(&c);
}

/* A city's 2 + 1 are no more than that in a county with five. */
static void a_part_never_exceeds_the_whole(void **state) {
  (void)state;
  static const char start[] =
      "profile: p\nstatus: trial\ntitle: {zh: 甲, en: a}\ndocument: {zh: 甲, en: a}\nrules:\n"
      "  by_year: {use: count_by_year, clause: a, text: a, service: thc, add: upgrade, numbers: wider,\n    counts: ";
  static const struct {
    const char *counts;
    int64_t target[2];
    const char *says;
  } cases[] = {
      {"{2026: 2, 2027: 1}", {2, 1}, "本地待建5处，政策的任务总共3处，其余2处排在规划年度以后；请写本地的 counts"},
      {"{2026: 1, 2027: rest}", {1, 4}, ""},
      {"{2026: 4, 2027: 4}", {3, 2}, ""},
      {"{2026: 2, 2027: 3}", {2, 3}, ""},
  };
  char folder[] = "/tmp/buju-phasing-XXXXXX", path[64];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/profile.yaml", folder);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "%s%s}\n", start, cases[i].counts);
    assert_int_equal(fclose(f), 0);
    plan_case c;
    plan_case_make_by(&c, path, CENTRES, NULL);
    for (int k = 0; k < 2; k++) {
      int64_t got = plan_target(&c, "by_year", 2026 + k)->target;
      if (got != cases[i].target[k]) fail_msg("%s in %d: %d", cases[i].counts, 2026 + k, (int)got);
    }
    assert_string_equal(plan_sensed(&c, "更大范围的任务分解到本地"), cases[i].says);
    plan_case_free(&c);
  }
  remove(path);
  rmdir(folder);
}

/* ---- what is said ---- */

#define TWICE(second)                                                                                                  \
  "rules: {first: {use: count_by_year, clause: ours, text: a, service: thc, add: upgrade, counts: {2026: 2}}, "        \
  "second: {use: count_by_year, clause: ours, text: a, service: thc, add: upgrade, " second "}}"

static void two_rules_with_different_numbers_are_refused(void **state) {
  (void)state;
  static const char *const agree[] = {"counts: {2026: 2}", "counts: {2027: 3}", "counts: {2026: 3}, per: township",
                                      "counts: {2026: 3}, where: stars >= 3"};
  plan_case c;
  plan_case_refused(&c, CENTRES, TWICE("counts: {2026: 3}"), BUJU_E_CONTRADICTION);
  assert_non_null(strstr(buju_ctx_error(c.ctx), "first"));
  assert_non_null(strstr(buju_ctx_error(c.ctx), "second"));
  assert_non_null(strstr(buju_ctx_error(c.ctx), "2026"));
  plan_case_free(&c);
  plan_case_refused(&c, CENTRES, TWICE("counts: {2026: rest}"), BUJU_E_CONTRADICTION);
  plan_case_free(&c);
  for (size_t i = 0; i < sizeof agree / sizeof *agree; i++) {
    char yaml[512];
    snprintf(yaml, sizeof yaml, TWICE("%s"), agree[i]);
    plan_case_make(&c, CENTRES, yaml);
    plan_case_free(&c);
  }
}

static void money_is_blamed_only_where_it_binds(void **state) {
  (void)state;
  static const struct {
    const char *rule, *why;
  } cases[] = {
      {"service: thc, add: upgrade, counts: {2026: 4}, per: plan, most_per_township: 0",
       "受当年经费或各地每年项目数限制，未能排足。"},
      {"service: thc, actions: raise_central, counts: {2026: 4}",
       "“提升为中心村卫生室”不适用于乡镇卫生院，不会有这样的项目；请核对规则。"},
      {"service: thc, actions: rectify, counts: {2026: 4}", "待实施的只有0处，少于所需的4处，不凑数。"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char yaml[512];
    snprintf(yaml, sizeof yaml, "rules: {by_year: {use: count_by_year, clause: ours, text: a, %s}}", cases[i].rule);
    plan_case_make(&c, CENTRES, yaml);
    assert_string_equal(plan_said(&plan_target(&c, "by_year", 2026)->reason), cases[i].why);
    plan_case_free(&c);
  }
  /* a rule before this one has the other three for later years */
  plan_case c;
  plan_case_make(
      &c, CENTRES,
      "rules: {early: {use: count_by_year, clause: ours, text: a, service: thc, add: upgrade, counts: {2026: 0, "
      "2028: rest}}, late: {use: count_by_year, clause: ours, text: a, service: thc, actions: upgrade, counts: "
      "{2026: 2}}}");
  assert_string_equal(plan_said(&plan_target(&c, "late", 2026)->reason),
                      "其余待实施的项目年度已定在以后，或其承接机构尚未启用，未能排足。");
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_level_is_reached_by_its_own_projects),
      cmocka_unit_test(later_rules_move_nothing),
      cmocka_unit_test(equipment_is_for_who_lacks_it),
      cmocka_unit_test(who_is_of_no_township_is_counted),
      cmocka_unit_test(who_is_in_no_area_is_named),
      cmocka_unit_test(people_gain_once_by_a_site),
      cmocka_unit_test(a_part_never_exceeds_the_whole),
      cmocka_unit_test(two_rules_with_different_numbers_are_refused),
      cmocka_unit_test(money_is_blamed_only_where_it_binds),
  };
  return cmocka_run_group_tests_name("phasing rows", tests, NULL, NULL);
}
