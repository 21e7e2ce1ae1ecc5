/* count_by_year and share_by_year: which clinics in which year, at the edges; every total against the ledger.
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
#include "tests/support/plan_projects.h"

#define EAST "421223100"
#define WEST "421223101"

/* Five clinics that are too small, in two townships, far from each other; people fall from C1 to C5. */
#define FIVE                                                                                                           \
  "township " EAST " 东镇\ntownship " WEST " 西镇\n"                                                                 \
  "village " EAST "201 一村 pop=5000 at=0,0\nfacility C1 village_clinic 一村卫生室 village=" EAST                      \
  "201 floor=40 stars=1\n"                                                                                             \
  "village " EAST "202 二村 pop=4000 at=9000,0\nfacility C2 village_clinic 二村卫生室 village=" EAST                   \
  "202 floor=40 stars=3\n"                                                                                             \
  "village " EAST "203 三村 pop=3000 at=18000,0\nfacility C3 village_clinic 三村卫生室 village=" EAST                  \
  "203 floor=40 stars=1\n"                                                                                             \
  "village " WEST "201 四村 pop=2000 at=0,90000\nfacility C4 village_clinic 四村卫生室 village=" WEST                  \
  "201 floor=40 stars=1\n"                                                                                             \
  "village " WEST "202 五村 pop=1000 at=9000,90000\nfacility C5 village_clinic 五村卫生室 village=" WEST               \
  "202 floor=40 stars=1\n"

/* One rule of a shape added to the policy, whose own one is off. */
#define RULE(shape) "rules: {public_by_year: off, by_year: {use: " shape ", clause: ours, text: {zh: 分年, en: years}, "
#define COUNTS RULE("count_by_year") "service: village_clinic, actions: [upgrade, build], "

/* The year of a facility's upgrade, or of whatever is done to it; −1: nothing is. */
static const buju_site_action *action_of(const plan_case *c, const char *facility, buju_action action) {
  buju_ix site = (buju_ix)(plan_site_of(c, facility) - c->plan->site);
  for (buju_ix a = 0; a < c->plan->actions; a++)
    if (c->plan->action[a].site == site && c->plan->action[a].action == action) return &c->plan->action[a];
  fail_msg("nothing of that is done to %s", facility);
  return NULL;
}

static int year_of(const plan_case *c, const char *facility) {
  return action_of(c, facility, BUJU_ACTION_UPGRADE)->year;
}

/* "2026 2027 2027 - -": the years of C1 … C5. */
static const char *years(const plan_case *c) {
  static char text[64];
  size_t n = 0;
  for (char f = '1'; f <= '5'; f++) {
    char code[] = {'C', f, '\0'};
    int year = year_of(c, code);
    n += (size_t)snprintf(text + n, sizeof text - n, year != 0 ? "%s%d" : "%s-", f > '1' ? " " : "", year);
  }
  return text;
}

static const buju_target *target(const plan_case *c, const char *area, int year) {
  for (buju_ix i = 0; i < c->plan->targets; i++) {
    const buju_target *t = &c->plan->target[i];
    if (t->year == year && strcmp(t->area != BUJU_NONE ? c->region->area.code[t->area] : "", area) == 0) return t;
  }
  fail_msg("no target of %s in %d", area, year);
  return NULL;
}

/* Every number of every target is one over the ledger; townships add up to what they are parts of. */
static void assert_ledger(const plan_case *c) {
  const buju_plan *p = c->plan;
  for (buju_ix i = 0; i < p->targets; i++) {
    const buju_target *t = &p->target[i];
    int64_t planned = 0, actual = 0;
    buju_people_n people = 0;
    int64_t fen = BUJU_MONEY_MISSING;
    for (buju_ix a = 0; a < p->actions; a++) {
      const buju_site_action *row = &p->action[a];
      const buju_site *site = &p->site[row->site];
      bool here = t->area == BUJU_NONE || c->region->area.level[t->area] == BUJU_COUNTY || site->township == t->area;
      if (!here || row->year != t->year || (t->actions >> row->action & 1) == 0) continue;
      if (row->progress == BUJU_PROJECT_DONE) {
        actual++;
        continue;
      }
      planned++;
      people += row->people_gained;
      if (row->cost_fen != BUJU_MONEY_MISSING) fen = (fen == BUJU_MONEY_MISSING ? 0 : fen) + row->cost_fen;
    }
    assert_int_equal(t->planned, planned);
    assert_int_equal(t->cumulative_planned,
                     t->done_before + (t->actual > 0 ? t->actual : 0) + t->planned_before + t->planned);
    if (t->actual >= 0) assert_int_equal(t->actual, actual);
    assert_int_equal(t->people_gained, people);
    assert_int_equal(t->cost_fen, fen);
  }
  for (buju_ix i = 0; i < p->costs; i++)
    for (buju_ix k = 0; k < i; k++) { /* a sum stands once */
      const buju_cost *x = &p->cost[i], *y = &p->cost[k];
      assert_false(x->use == y->use && x->township == y->township && x->year == y->year &&
                   strcmp(x->payer, y->payer) == 0);
    }
  int64_t capital = 0, spent = 0;
  for (buju_ix i = 0; i < p->costs; i++) capital += p->cost[i].capital ? p->cost[i].fen : 0;
  for (buju_ix a = 0; a < p->actions; a++)
    if (p->action[a].cost_fen != BUJU_MONEY_MISSING) spent += p->action[a].cost_fen;
  assert_int_equal(capital, spent);
}

/* ---- numbers ---- */

static void due_is_the_earlier_of_the_rule_s_day_and_the_year_s(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE,
                 "rules: {public_by_year: off, premises: {deadline: 2027-06-30}, by_year: {use: count_by_year, clause: "
                 "ours, text: {zh: 分年, en: years}, service: village_clinic, actions: [upgrade, build], "
                 "counts: {2026: 1, 2027: 2}, due: 11-30}}");
  assert_string_equal(years(&c), "2026 2027 2027 - -");
  const buju_site_action *first = action_of(&c, "C1", BUJU_ACTION_UPGRADE);
  const buju_site_action *second = action_of(&c, "C2", BUJU_ACTION_UPGRADE);
  const buju_site_action *last = action_of(&c, "C5", BUJU_ACTION_UPGRADE);
  assert_true(first->due.year == 2026 && first->due.month == 11 && first->due.day == 30);
  assert_true(second->due.year == 2027 && second->due.month == 6 && second->due.day == 30);
  assert_true(last->due.year == 2027 && last->due.month == 6); /* without a year: the rule's own */
  plan_case_free(&c);
}

static void most_people_first_and_exactly_so_many(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 1, 2027: 2}, responsible: 卫健局, due: 11-30}}");
  assert_string_equal(years(&c), "2026 2027 2027 - -");
  const buju_site_action *second = action_of(&c, "C2", BUJU_ACTION_UPGRADE);
  assert_int_equal(second->rank, 2);
  assert_int_equal(second->cut, 2);
  assert_int_equal(action_of(&c, "C3", BUJU_ACTION_UPGRADE)->cut, 1);
  assert_int_equal(second->people_gained, 4000 * BUJU_PERSON);
  assert_int_equal(second->due.month, 11);
  assert_string_equal(second->responsible->zh, "卫健局");
  const char *why = plan_reasons(&c, BUJU_TRACED_ACTION, (buju_ix)(second - c.plan->action));
  assert_non_null(strstr(why, "2027年实施：薄弱，受益4,000人，在当年2个项目中排第1位"));
  assert_non_null(strstr(why, "名额减少2个时移出规划年度"));
  const buju_site_action *first = action_of(&c, "C1", BUJU_ACTION_UPGRADE);
  assert_non_null(
      strstr(plan_reasons(&c, BUJU_TRACED_ACTION, (buju_ix)(first - c.plan->action)), "减少1个时顺延至2027年"));
  const buju_site_action *last = action_of(&c, "C5", BUJU_ACTION_UPGRADE);
  assert_non_null(strstr(plan_reasons(&c, BUJU_TRACED_ACTION, (buju_ix)(last - c.plan->action)),
                         "规划年度内未排入：薄弱，受益1,000人，在5个项目中排第5位"));
  assert_int_equal(plan_site_of(&c, "C2")->year, 2027);
  assert_int_equal(plan_need(&c, EAST "202")->year, 2027);
  assert_int_equal(plan_need(&c, WEST "202")->year, 0);
  const buju_target *t = target(&c, "421223", 2027);
  assert_int_equal(t->target, 2);
  assert_int_equal(t->planned, 2);
  assert_int_equal(t->candidates, 4);
  assert_int_equal(t->cumulative_target, 3);
  assert_int_equal(t->cumulative_planned, 3);
  assert_int_equal(t->shortfall, 0);
  assert_int_equal(t->due.day, 30);
  assert_int_equal(target(&c, EAST, 2027)->planned, 2);
  assert_false(target(&c, EAST, 2027)->asked);
  assert_int_equal(target(&c, WEST, 2027)->candidates, 2);
  for (buju_ix g = 0; g < c.plan->gaps; g++)
    if (c.plan->gap[g].kind == BUJU_GAP_STANDARD && c.plan->gap[g].site == second->site)
      assert_int_equal(c.plan->gap[g].year_closed, 2027);
  assert_ledger(&c);
  plan_case_free(&c);
}

/* A year that only an earlier rule names is planned before the first of a later one, and whoever that leaves out is
 * told that the share is met, not that it stands first in a queue. */
static void an_earlier_rules_years_count(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE,
                 COUNTS "counts: {2026: 2}}, later: {use: share_by_year, clause: ours, text: {zh: 比例, en: share}, "
                        "service: village_clinic, met_where: stars >= 4, actions: [upgrade], shares: {2027: 40}}}");
  assert_string_equal(years(&c), "2026 2026 - - -");
  const buju_target *t = target(&c, "421223", 2027);
  assert_int_equal(t->target, 2);
  assert_int_equal(t->planned_before, 2);
  assert_int_equal(t->planned, 0);
  assert_int_equal(t->cumulative_planned, 2);
  assert_int_equal(target(&c, EAST, 2027)->planned_before + target(&c, WEST, 2027)->planned_before, 2);
  const buju_site_action *third = action_of(&c, "C3", BUJU_ACTION_UPGRADE);
  const char *why = plan_reasons(&c, BUJU_TRACED_ACTION, (buju_ix)(third - c.plan->action));
  assert_non_null(strstr(why, "规划年度内未排入：薄弱，受益3,000人，在5个项目中排第3位")); /* by the rule of 2026 */
  assert_non_null(strstr(why, "规划年度内无须排入：要求的个数已由"));
  plan_case_free(&c);
}

static void quotas_at_the_edges(void **state) {
  (void)state;
  static const struct {
    const char *counts, *years;
    int64_t missing; /* in the last year */
    const char *why;
  } cases[] = {
      {"{2026: 0, 2027: 1}", "2027 - - - -", 0, ""},
      {"{2026: 0}", "- - - - -", 0, ""},
      {"{2026: 3, 2027: 9}", "2026 2026 2026 2027 2027", 7, "待实施的只有2处，少于所需的9处，不凑数。"},
      {"{2026: 5, 2027: 1}", "2026 2026 2026 2026 2026", 1, "待实施的只有0处，少于所需的1处，不凑数。"},
      {"{2026: 2, 2027: rest}", "2026 2026 2027 2027 2027", 0, ""},
      {"{2026: rest}", "2026 2026 2026 2026 2026", 0, ""},
      {"{2024: rest}", "2026 2026 2026 2026 2026", 0, ""}, /* late */
      {"{2024: 4, 2027: 1}", "2027 - - - -", 0, ""},       /* nobody says that 2024 was not met */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char yaml[512];
    snprintf(yaml, sizeof yaml, COUNTS "counts: %s}}", cases[i].counts);
    plan_case_make(&c, FIVE, yaml);
    if (strcmp(years(&c), cases[i].years) != 0) fail_msg("%s: %s", cases[i].counts, years(&c));
    const buju_target *last = NULL;
    for (buju_ix k = 0; k < c.plan->targets; k++)
      if (c.plan->target[k].asked) last = &c.plan->target[k];
    assert_non_null(last);
    if (last->shortfall != cases[i].missing) fail_msg("%s: %d short", cases[i].counts, (int)last->shortfall);
    assert_string_equal(plan_said(&last->reason), cases[i].why);
    assert_ledger(&c);
    plan_case_free(&c);
  }
}

/* F6 by its own numbers, moved on: 604 = 380 + 110 + 60 + 54. */
static void numbers_are_checked_and_said(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 110, 2027: 60, 2028: 54}, total: 604}}");
  assert_string_equal(plan_sensed(&c, "各年任务与总数核对"), "总数604，各年合计224（110 + 60 + 54），则此前已完成380");
  assert_int_equal(target(&c, "421223", 2026)->done_before, 380);
  assert_int_equal(target(&c, "421223", 2028)->cumulative_target, 604);
  plan_case_free(&c);
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 110, 2027: 60, 2028: 54}, done_before: 380, total: 604}}");
  assert_string_equal(plan_sensed(&c, "各年任务与总数核对"), "380 + 110 + 60 + 54 = 604，相符");
  plan_case_free(&c);
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 110, 2027: rest}, done_before: 380, total: 604}}");
  assert_string_equal(plan_sensed(&c, "各年任务与总数核对"),
                      "总数604，此前和各年合计490（380 + 110），其余114归入2027年");
  plan_case_free(&c);
}

static void contradictions_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *rule, *says;
    buju_status status;
  } cases[] = {
      {COUNTS "counts: {2026: 110, 2027: 60, 2028: 50}, done_before: 380, total: 604}}", "380 + 110 + 60 + 50 = 600",
       BUJU_E_CONTRADICTION},
      {COUNTS "counts: {2026: 110, 2027: rest}, done_before: 500, total: 604}}", "500 + 110 = 610",
       BUJU_E_CONTRADICTION},
      {COUNTS "counts: {2026: 1}, budget_yuan: {2027: 5}}}", "2027", BUJU_E_CONTRADICTION},
      {COUNTS "counts: {2026: 1}, reach: nothing}}", "nothing", BUJU_E_CONTRADICTION},
      {COUNTS "counts: {2026: 1}, due: 02-30}}", "02-30", BUJU_E_CONTRADICTION},
      {COUNTS "counts: {2026: 1}, most_per_township: 1, most_per_county: 5}}", "most_per_county", BUJU_E_CONTRADICTION},
      {RULE("count_by_year") "service: village_clinic, counts: {2026: 1}}}", "actions", BUJU_E_SCENARIO},
      {RULE("share_by_year") "service: village_clinic, met_where: stars >= 3, add: raise_level, shares: {2026: 50, "
                             "2027: "
                             "40}}}",
       "2027", BUJU_E_CONTRADICTION},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    plan_case_refused(&c, FIVE, cases[i].rule, cases[i].status);
    if (strstr(buju_ctx_error(c.ctx), cases[i].says) == NULL) fail_msg("%s", buju_ctx_error(c.ctx));
    plan_case_free(&c);
  }
}

/* The policy's numbers are a city's: what is to be done here is shared out like them, until the bureau has its own. */
static void wider_numbers_are_apportioned(void **state) {
  (void)state;
  static const char profile[] =
      "profile: p\nstatus: trial\ntitle: {zh: 甲, en: a}\ndocument: {zh: 甲, en: a}\nrules:\n"
      "  one_clinic: {use: one_per_area, clause: a, text: a}\n"
      "  premises: {use: standard, clause: a, text: a, min_floor_m2: 60, action: upgrade}\n"
      "  by_year: {use: count_by_year, clause: a, text: a, service: village_clinic, actions: upgrade, numbers: wider,\n"
      "    counts: {2026: 200, 2027: 100, 2028: rest}}\n";
  char folder[] = "/tmp/buju-phasing-XXXXXX", path[64];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/profile.yaml", folder);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(profile, f);
  fclose(f);
  plan_case c;
  plan_case_make_by(&c, path, FIVE, NULL);
  assert_int_equal(target(&c, "421223", 2026)->source, BUJU_TARGET_APPORTIONED);
  assert_int_equal(target(&c, "421223", 2026)->target, 2); /* 5 × 200 / 450 = 2.2, 1.1, 1.7 */
  assert_int_equal(target(&c, "421223", 2027)->target, 1);
  assert_int_equal(target(&c, "421223", 2028)->target, 2);
  plan_case_free(&c);
  plan_case_make_by(&c, path, FIVE, "rules: {by_year: {counts: {2026: 4}}}");
  assert_int_equal(target(&c, "421223", 2026)->source, BUJU_TARGET_BUREAU);
  assert_int_equal(target(&c, "421223", 2026)->planned, 4);
  plan_case_free(&c);
  remove(path);
  rmdir(folder);
}

static void each_township_has_its_own_number(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 1, 2027: 1}, per: township}}");
  assert_string_equal(years(&c), "2026 2027 - 2026 2027");
  assert_true(target(&c, WEST, 2026)->asked);
  assert_int_equal(target(&c, WEST, 2027)->planned, 1);
  assert_int_equal(c.plan->targets, 6); /* the county is the sum of its townships */
  assert_false(target(&c, "421223", 2027)->asked);
  assert_int_equal(target(&c, "421223", 2027)->target, 2);
  assert_int_equal(target(&c, "421223", 2027)->planned, 2);
  assert_ledger(&c);
  plan_case_free(&c);
}

/* ---- what binds beside counts ---- */

static void crews_of_a_township_are_few(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 3, 2027: 2}, most_per_township: 1}}");
  assert_string_equal(years(&c), "2026 2027 - 2026 2027");
  assert_int_equal(target(&c, "421223", 2026)->shortfall, 1);
  assert_string_equal(plan_said(&target(&c, "421223", 2026)->reason), "受当年经费或各地每年项目数限制，未能排足。");
  assert_ledger(&c);
  plan_case_free(&c);
}

/* The same of a county; townships then bind nothing. */
static void crews_of_a_county_are_few(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 3, 2027: 2}, most_per_county: 2}}");
  assert_string_equal(years(&c), "2026 2026 2027 2027 -");
  assert_int_equal(target(&c, "421223", 2026)->shortfall, 1);
  assert_ledger(&c);
  plan_case_free(&c);
}

/* Each upgrade adds 20 m² at 1,000 yuan: 20,000. */
static void money_is_spent_in_its_year(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE,
                 "rules: {public_by_year: off, building_money: {amount_yuan: 1000, payers: {甲: 35, 乙: 65}}, by_year: "
                 "{use: count_by_year, clause: ours, text: a, service: village_clinic, actions: upgrade,\n"
                 "  counts: {2026: 3, 2027: 3}, budget_yuan: {2026: 45000, 2027: 20000}}}");
  assert_string_equal(years(&c), "2026 2026 2027 - -");
  assert_int_equal(target(&c, "421223", 2026)->cost_fen, 4000000);
  int64_t by_year[2] = {0, 0}, unphased = 0;
  for (buju_ix i = 0; i < c.plan->costs; i++) {
    const buju_cost *cost = &c.plan->cost[i];
    if (!cost->capital) continue;
    if (cost->year == 0)
      unphased += cost->fen;
    else
      by_year[cost->year - 2026] += cost->fen;
  }
  assert_int_equal(by_year[0], 4000000);
  assert_int_equal(by_year[1], 2000000);
  assert_int_equal(unphased, 4000000);
  assert_ledger(&c);
  plan_case_free(&c);
  plan_case_make(&c, FIVE,
                 "rules: {public_by_year: off, building_money: {amount_yuan: 1000, payers: {甲: 35, 乙: 65}}, by_year: "
                 "{use: count_by_year, clause: ours, text: a, service: village_clinic, actions: upgrade,\n"
                 "  counts: {2026: 1, 2027: 3}, budget_yuan: {2027: 45000}, weak_where: stars >= 3}}");
  assert_string_equal(years(&c), "2027 2026 2027 - -"); /* the weak one goes first */
  assert_ledger(&c);
  plan_case_free(&c);
}

/* ---- shares ---- */

#define SHARES RULE("share_by_year") "service: village_clinic, met_where: stars >= 3, "

static void shares_round_up(void **state) {
  (void)state;
  static const struct {
    const char *shares;
    int64_t wanted[2], planned[2];
  } cases[] = {
      {"{2026: 20, 2027: 40}", {0, 1}, {0, 1}},       /* one of five meets it: 20 % exactly; 40 % are two */
      {"{2026: 20.01, 2027: 40.01}", {1, 1}, {1, 1}}, /* a hair more is one more */
      {"{2026: 0, 2027: 100}", {0, 4}, {0, 4}},
      {"{2026: 59.99, 2027: rest}", {2, 2}, {2, 2}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    plan_case c;
    char yaml[512];
    snprintf(yaml, sizeof yaml, SHARES "add: raise_level, shares: %s}}", cases[i].shares);
    plan_case_make(&c, FIVE, yaml);
    for (int k = 0; k < 2; k++) {
      const buju_target *t = target(&c, "421223", 2026 + k);
      if (t->target != cases[i].wanted[k] || t->planned != cases[i].planned[k])
        fail_msg("%s in %d: %d wanted, %d planned", cases[i].shares, 2026 + k, (int)t->target, (int)t->planned);
      assert_int_equal(t->base, 5);
      assert_int_equal(t->shortfall, 0);
    }
    assert_int_equal(plan_count_actions(&c, BUJU_ACTION_RAISE_LEVEL),
                     (size_t)(cases[i].planned[0] + cases[i].planned[1]));
    assert_ledger(&c);
    plan_case_free(&c);
  }
}

static void shares_of_each_township(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, SHARES "add: raise_level, shares: {2026: 40}, per: township}}");
  assert_int_equal(target(&c, EAST, 2026)->target, 1); /* two of three, and C2 meets it */
  assert_int_equal(target(&c, WEST, 2026)->target, 1);
  assert_int_equal(action_of(&c, "C1", BUJU_ACTION_RAISE_LEVEL)->year, 2026);
  assert_int_equal(action_of(&c, "C4", BUJU_ACTION_RAISE_LEVEL)->year, 2026);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_RAISE_LEVEL), 2);
  plan_case_free(&c);
}

/* Nothing is asked of the clinics, so nothing can be done about the share. */
static void shares_nobody_can_meet_say_so(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, SHARES "actions: rectify, shares: {2026: 60}}}");
  const buju_target *t = target(&c, "421223", 2026);
  assert_int_equal(t->target, 2);
  assert_int_equal(t->planned, 0);
  assert_int_equal(t->shortfall, 2);
  assert_string_equal(plan_said(&t->reason), "没有可据以达到的项目：未达到的机构都没有列入计数的处置。");
  plan_case_free(&c);
}

/* ---- order ---- */

/* The unserved go before the weak, whatever their number; small villages share a clinic that is built. */
#define MIXED                                                                                                          \
  FIVE "village " WEST "203 六村 pop=300 at=0,180000\nvillage " WEST "204 七村 pop=400 at=500,180000\n"              \
       "facility C7 village_clinic 七村卫生室 village=" WEST "204 floor=20 public_health\n"

#define JOIN "decisions: [{code: '" WEST "204', decision: join, with: '" WEST "203', reason: 合用, person: 张}]"

static void the_unserved_go_first(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE "village " WEST "203 六村 pop=900 at=0,180000\n", COUNTS "counts: {2026: 1, 2027: 2}}}");
  assert_string_equal(years(&c), "2027 2027 - - -");
  const buju_site *built = plan_serving(&c, WEST "203");
  assert_non_null(built);
  assert_int_equal(built->year, 2026);
  plan_case_free(&c);
}

/* A clinic that merges goes when its successor opens, and not before. */
static void nothing_closes_before_its_successor_opens(void **state) {
  (void)state;
  static const char *const counts[] = {"{2026: 0, 2027: 1}", "{2026: 0}"};
  for (int i = 0; i < 2; i++) {
    plan_case c;
    char yaml[512];
    snprintf(yaml, sizeof yaml, COUNTS "counts: %s}}\n" JOIN, counts[i]);
    plan_case_make(&c, MIXED, yaml);
    const buju_site *old = plan_site_of(&c, "C7");
    const buju_site *joint = plan_serving(&c, WEST "204");
    assert_non_null(joint);
    if (joint == old) fail_msg("C7 was to merge");
    assert_int_equal(joint->facility, BUJU_NONE);
    buju_action action = old->action;
    assert_int_equal(action_of(&c, "C7", action)->year, joint->year);
    assert_int_equal(joint->year, i == 0 ? 2027 : 0);
    assert_ledger(&c);
    plan_case_free(&c);
  }
}

/* ---- progress ---- */

static void planned_with(plan_case *c, const char *yaml, size_t n, const plan_project *row) {
  plan_case_make(c, FIVE, yaml);
  if (plan_with_projects(c, n, row) != BUJU_OK) fail_msg("%s", buju_ctx_error(c->ctx));
}

static void what_is_done_and_under_way_counts(void **state) {
  (void)state;
  static const plan_project rows[] = {{"C1", BUJU_ACTION_UPGRADE, BUJU_PROJECT_DONE, 2026, NULL},
                                      {"C2", BUJU_ACTION_UPGRADE, BUJU_PROJECT_PLANNED, 2027, NULL},
                                      {"C5", BUJU_ACTION_UPGRADE, BUJU_PROJECT_UNDER_WAY, 2025, NULL}};
  plan_case c;
  planned_with(&c, COUNTS "counts: {2025: 1, 2026: 2, 2027: 1, 2028: 1}}}", 3, rows);
  /* 2025's one is not done and moves on; of the three of 2026 one is done and one under way */
  assert_string_equal(years(&c), "2026 2026 2027 2028 2026");
  const buju_target *t = target(&c, "421223", 2026);
  assert_int_equal(t->actual, 1);
  assert_int_equal(t->planned, 2);
  assert_int_equal(target(&c, "421223", 2025)->shortfall, 1);
  assert_string_equal(plan_said(&target(&c, "421223", 2025)->reason), "该年已过，尚有1处未完成，列入以后年度。");
  assert_int_equal(action_of(&c, "C5", BUJU_ACTION_UPGRADE)->status, BUJU_SITE_UNDER_CONSTRUCTION);
  assert_int_equal(action_of(&c, "C5", BUJU_ACTION_UPGRADE)->cut, 0);
  const buju_site_action *second = action_of(&c, "C2", BUJU_ACTION_UPGRADE);
  assert_int_equal(second->year_before, 2027);
  assert_non_null(strstr(plan_reasons(&c, BUJU_TRACED_ACTION, (buju_ix)(second - c.plan->action)), "上次计划为2027年"));
  assert_ledger(&c);
  plan_case_free(&c);
  static const plan_project kept[] = {{"C1", BUJU_ACTION_UPGRADE, BUJU_PROJECT_DONE, 2026, NULL},
                                      {"C4", BUJU_ACTION_UPGRADE, BUJU_PROJECT_PLANNED, 2027, NULL},
                                      {"C5", BUJU_ACTION_UPGRADE, BUJU_PROJECT_UNDER_WAY, 2025, NULL}};
  planned_with(&c, COUNTS "counts: {2026: 2, 2027: 1, 2028: 1}, keep_planned: yes}}", 3, kept);
  assert_string_equal(years(&c), "2026 2028 - 2027 2026");
  plan_case_free(&c);
}

/* The best order beside the plan's: with counts alone, only urgency may cost people anything. */
static void the_order_is_held_against_the_best(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, FIVE, COUNTS "counts: {2026: 2, 2027: 2}}}");
  assert_int_equal(c.plan->phasings, 1);
  const buju_phasing *p = &c.plan->phasing[0];
  assert_int_equal(p->projects, 5);
  assert_int_equal(p->scheduled, 4);
  assert_int_equal(p->waiting, (3000 + 2000 + 2 * 1000) * BUJU_PERSON);
  assert_int_equal(p->best, p->waiting);
  assert_int_equal(p->bound, p->waiting);
  assert_string_equal(plan_sensed(&c, "改按总等待最少"), "等待7,000人·年，与本方案的逐项排序相同");
  int found = 0;
  for (buju_ix i = 0; i < c.plan->certificates; i++)
    if (c.plan->certificate[i].certifies == BUJU_CERTIFIES_WAITING) {
      assert_int_equal(c.plan->certificate[i].lower, 7000);
      assert_int_equal(c.plan->certificate[i].upper, 7000);
      found++;
    }
  assert_int_equal(found, 2);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(due_is_the_earlier_of_the_rule_s_day_and_the_year_s),
      cmocka_unit_test(most_people_first_and_exactly_so_many),
      cmocka_unit_test(an_earlier_rules_years_count),
      cmocka_unit_test(quotas_at_the_edges),
      cmocka_unit_test(numbers_are_checked_and_said),
      cmocka_unit_test(contradictions_are_refused),
      cmocka_unit_test(wider_numbers_are_apportioned),
      cmocka_unit_test(each_township_has_its_own_number),
      cmocka_unit_test(crews_of_a_township_are_few),
      cmocka_unit_test(crews_of_a_county_are_few),
      cmocka_unit_test(money_is_spent_in_its_year),
      cmocka_unit_test(shares_round_up),
      cmocka_unit_test(shares_of_each_township),
      cmocka_unit_test(shares_nobody_can_meet_say_so),
      cmocka_unit_test(the_unserved_go_first),
      cmocka_unit_test(nothing_closes_before_its_successor_opens),
      cmocka_unit_test(what_is_done_and_under_way_counts),
      cmocka_unit_test(the_order_is_held_against_the_best),
  };
  return cmocka_run_group_tests_name("phasing", tests, NULL, NULL);
}
