/* Joint clinics of townships made by hand: each edge a planner relies on, and what is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/town.h"

static void expect(const town *t, const buju_ix *host, const uint8_t *chain) {
  town_solved s = town_solve(t, BUJU_JOINT_AUTO, 0, false);
  assert_int_equal(s.status, BUJU_OK);
  assert_int_equal(s.answer->proved, BUJU_JOINT_STAGES);
  for (buju_ix i = 0; i < t->n; i++) {
    assert_int_equal(s.answer->host_of[i], host[i]);
    assert_int_equal(s.answer->chain[i], chain[i]);
  }
  buju_arena_free(s.arena);
}

static void chains_islands_and_enclaves(void **state) {
  (void)state;
  static town t;
  town_row(&t, 3); /* 0 - 1 - 2: 2 reaches 0 and joins across 1, marked */
  town_near(&t, 0, 1), town_near(&t, 1, 2);
  town_trip(&t, 0, 1, 1000), town_trip(&t, 0, 2, 2000), town_trip(&t, 1, 2, 5000);
  expect(&t, (buju_ix[]){0, 0, 0}, (uint8_t[]){0, 0, 1});
  t.flags[1] = BUJU_JOINT_MAY_HOST | BUJU_JOINT_MUST_OPEN; /* 1 keeps its clinic: both go there, 0 and 2 do not touch */
  expect(&t, (buju_ix[]){1, 1, 1}, (uint8_t[]){0, 0, 0});
  t.flags[1] = BUJU_JOINT_MUST_OPEN; /* ... but takes nobody: nothing leads from 2 to 0 */
  expect(&t, (buju_ix[]){0, 1, 2}, (uint8_t[]){0, 0, 0});
  t.forced[2] = 0; /* people decided that 2 joins 0 all the same */
  expect(&t, (buju_ix[]){0, 1, 0}, (uint8_t[]){0, 0, 1});

  town_row(&t, 4); /* 3 is near enough to all but touches nobody: an island */
  town_near(&t, 0, 1), town_near(&t, 1, 2);
  for (buju_ix i = 0; i < 4; i++)
    for (buju_ix j = 0; j < i; j++) town_trip(&t, i, j, 1000);
  t.people[1] = 400 * BUJU_PERSON; /* the largest stays at home */
  expect(&t, (buju_ix[]){1, 1, 1, 3}, (uint8_t[4]){0});
  t.flags[3] = BUJU_JOINT_MAY_JOIN; /* an island that may not host is stuck, not infeasible */
  expect(&t, (buju_ix[]){1, 1, 1, BUJU_NONE}, (uint8_t[4]){0});

  town_row(&t, 3); /* 1 lies within 0 and touches only it; 2 is nearer but across the border */
  town_near(&t, 0, 1), town_near(&t, 0, 2);
  town_trip(&t, 1, 0, 9000), town_trip(&t, 1, 2, 10);
  t.flags[2] = t.flags[0] = BUJU_JOINT_MAY_HOST;
  expect(&t, (buju_ix[]){0, 0, 2}, (uint8_t[3]){0});
}

static void caps_and_preferences(void **state) {
  (void)state;
  static town t;
  town_row(&t, 3);
  town_near(&t, 0, 1), town_near(&t, 1, 2);
  town_trip(&t, 0, 1, 1000), town_trip(&t, 1, 2, 1000);
  t.cap = 600 * BUJU_PERSON; /* exactly full is allowed, for two ... */
  expect(&t, (buju_ix[]){0, 0, 2}, (uint8_t[3]){0});
  t.cap = 900 * BUJU_PERSON; /* ... and for three */
  expect(&t, (buju_ix[]){1, 1, 1}, (uint8_t[3]){0});
  t.cap = 900 * BUJU_PERSON - 1; /* one thousandth less is not; a tie goes to the lower code */
  expect(&t, (buju_ix[]){0, 0, 2}, (uint8_t[3]){0});
  t.flags[1] |= BUJU_JOINT_HAS_CLINIC; /* a standing clinic is preferred as host */
  expect(&t, (buju_ix[]){0, 1, 1}, (uint8_t[3]){0});
  t.people[1] = 5000 * BUJU_PERSON; /* alone above the cap: its own clinic, nobody else */
  expect(&t, (buju_ix[]){0, 1, 2}, (uint8_t[3]){0});
}

static void fails(const buju_joint_problem *p, buju_status want, const char *word) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_arena *arena = buju_arena_new();
  buju_joint_answer *answer = NULL;
  assert_int_equal(buju_joint_solve(ctx, p, arena, &answer), want);
  assert_null(answer);
  assert_non_null(strstr(buju_ctx_error(ctx), word));
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void hostile_input_is_refused(void **state) {
  (void)state;
  static town t;
  static town_sparse s;
#define REFUSED(change, word)                                                                                          \
  town_row(&t, 3), town_near(&t, 0, 1), town_trip(&t, 0, 1, 1000);                                                     \
  town_make_sparse(&t, false, &s);                                                                                     \
  change;                                                                                                              \
  fails(&s.problem, BUJU_E_INTERNAL, word)
  REFUSED(s.trip_col[0] = 3, "row 0 of trips");
  REFUSED(s.trip_col[0] = BUJU_NONE, "row 0 of trips");
  REFUSED(s.trip_col[0] = 0, "row 0 of trips");
  REFUSED(s.trip_col[1] = 1, "row 1 of trips");
  REFUSED(s.trip_row[2] = 0, "row 1 of trips");
  REFUSED(s.trip_row[0] = 1, "row 0 of trips");
  REFUSED(s.trip_row[1] = UINT64_MAX, "row 0 of trips");
  REFUSED((s.trip_row[1] = s.trip_row[2] = s.trip_row[3] = 2, s.trip_col[0] = s.trip_col[1] = 1), "twice");
  REFUSED(s.near_col[1] = 2, "symmetric");
  REFUSED(s.trips.n = 2, "missing");
  REFUSED(s.trips.val = NULL, "missing");
  REFUSED(s.problem.adjacent = NULL, "missing");
  REFUSED(s.problem.people = NULL, "missing");
  REFUSED(s.problem.n = BUJU_NONE, "missing");
  REFUSED(t.people[1] = BUJU_PEOPLE_MISSING, "1 has missing");
  REFUSED(s.problem.cap_people = -1, "cap");
  REFUSED(s.problem.work_limit = -1, "cap");
  REFUSED(t.forced[0] = 3, "does not exist");
#undef REFUSED
  town_row(&t, 3), town_trip(&t, 0, 1, BUJU_FAR - 1);
  t.people[0] = INT64_MAX / 1000;
  town_make_sparse(&t, false, &s);
  fails(&s.problem, BUJU_E_LIMIT, "64 bits");
  town_row(&t, 3);
  t.people[0] = t.people[1] = INT64_MAX / 100;
  town_make_sparse(&t, false, &s);
  fails(&s.problem, BUJU_E_LIMIT, "64 bits");
}

static void decisions_that_contradict_are_named(void **state) {
  (void)state;
  static town t;
  static town_sparse s;
  const char *name[] = {"Xiaohe", "Dashan", "Beigou"};
  town_row(&t, 3), town_trip(&t, 0, 1, 1000), town_trip(&t, 1, 2, 1000);
  town_make_sparse(&t, false, &s);
  s.problem.name = name;
  t.forced[0] = 1, t.forced[1] = 2;
  fails(&s.problem, BUJU_E_CONTRADICTION, "Xiaohe is to join Dashan");
  t.forced[1] = BUJU_NONE, t.flags[1] = BUJU_JOINT_MAY_JOIN;
  fails(&s.problem, BUJU_E_CONTRADICTION, "Dashan, which may not have a clinic");
  t.forced[0] = BUJU_NONE, t.forced[2] = 0;
  fails(&s.problem, BUJU_E_CONTRADICTION, "no trip");
}

static void nothing_is_fine(void **state) {
  (void)state;
  static town t;
  town_row(&t, 0);
  town_solved s = town_solve(&t, BUJU_JOINT_AUTO, 0, false);
  assert_int_equal(s.status, BUJU_OK);
  assert_int_equal(s.answer->components, 0);
  assert_int_equal(s.answer->value[BUJU_JOINT_CLINICS], 0);
  assert_int_equal(s.answer->proved, BUJU_JOINT_STAGES);
  buju_arena_free(s.arena);
  town_row(&t, 2), town_near(&t, 0, 1),
      town_trip(&t, 0, 1, 0); /* at no distance, with nobody, at the largest time there is */
  t.people[0] = t.people[1] = 0;
  expect(&t, (buju_ix[]){0, 0}, (uint8_t[2]){0});
  town_trip(&t, 0, 1, BUJU_FAR - 1);
  expect(&t, (buju_ix[]){0, 0}, (uint8_t[2]){0});
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(chains_islands_and_enclaves),
                                     cmocka_unit_test(caps_and_preferences), cmocka_unit_test(hostile_input_is_refused),
                                     cmocka_unit_test(decisions_that_contradict_are_named),
                                     cmocka_unit_test(nothing_is_fine)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
