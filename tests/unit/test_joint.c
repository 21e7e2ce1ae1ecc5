/* Joint clinics against every assignment there is, and the properties a planner relies on.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/town.h"

/* Every test starts it anew, so that none depends on the others. */
static uint64_t random_state;

static uint32_t pick(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)((random_state >> 16) % below);
}

/* Is this a plan, and what is it worth? Written from the words of joint.h, not from the code. */
static bool plan_value(const town *t, const buju_ix *host, int64_t value[BUJU_JOINT_VALUES]) {
  memset(value, 0, BUJU_JOINT_VALUES * sizeof *value);
  for (buju_ix i = 0; i < t->n; i++) {
    buju_ix h = host[i];
    bool forced_in = t->forced[i] != BUJU_NONE && t->forced[i] != i;
    bool opens = (t->flags[i] & BUJU_JOINT_MUST_OPEN) != 0 || t->forced[i] == i;
    if (forced_in && h != t->forced[i]) return false;
    if (!forced_in && opens && h != i) return false;
    if (h == BUJU_NONE) {
      if (t->flags[i] & BUJU_JOINT_MAY_HOST) return false;
      value[BUJU_JOINT_STUCK]++;
    } else if (h == i) {
      if (!opens && (t->flags[i] & BUJU_JOINT_MAY_HOST) == 0) return false;
      value[BUJU_JOINT_CLINICS]++;
      value[BUJU_JOINT_NEW] += (t->flags[i] & BUJU_JOINT_HAS_CLINIC) == 0;
    } else {
      if (host[h] != h || t->ms[i][h] == BUJU_FAR || (t->flags[h] & BUJU_JOINT_MAY_HOST) == 0) return false;
      if (!forced_in && (t->flags[i] & BUJU_JOINT_MAY_JOIN) == 0) return false;
      value[BUJU_JOINT_TIME] += t->people[i] * t->ms[i][h];
    }
  }
  for (buju_ix h = 0; h < t->n; h++) {
    if (host[h] != h) continue;
    buju_people_n people = t->people[h];
    bool volunteers = false, in[TOWN_MOST] = {false};
    in[h] = true;
    for (buju_ix i = 0; i < t->n; i++) {
      if (i == h || host[i] != h) continue;
      people += t->people[i];
      if (t->forced[i] == h)
        in[i] = true;
      else
        volunteers = true;
    }
    if (volunteers && t->cap > 0 && people > t->cap) return false;
    for (buju_ix round = 0; round < t->n; round++)
      for (buju_ix i = 0; i < t->n; i++)
        for (buju_ix j = 0; j < t->n; j++)
          if (in[i] && host[j] == h && t->touch[i][j]) in[j] = true;
    for (buju_ix i = 0; i < t->n; i++)
      if (host[i] == h && !in[i]) return false;
  }
  return true;
}

static bool before(const town *t, const int64_t *a, const buju_ix *ha, const int64_t *b, const buju_ix *hb) {
  for (int k = 0; k < BUJU_JOINT_VALUES; k++)
    if (a[k] != b[k]) return a[k] < b[k];
  for (buju_ix i = 0; i < t->n; i++)
    if (ha[i] != hb[i]) return ha[i] < hb[i];
  return false;
}

static void try_all(const town *t, buju_ix i, buju_ix *host, buju_ix *best, int64_t *value, bool *any) {
  if (i == t->n) {
    int64_t mine[BUJU_JOINT_VALUES];
    if (!plan_value(t, host, mine) || (*any && !before(t, mine, host, value, best))) return;
    memcpy(best, host, t->n * sizeof *best);
    memcpy(value, mine, sizeof mine);
    *any = true;
    return;
  }
  for (buju_ix h = 0; h < t->n; h++) {
    if (h != i && t->ms[i][h] == BUJU_FAR) continue;
    host[i] = h;
    try_all(t, i + 1, host, best, value, any);
  }
  host[i] = BUJU_NONE;
  try_all(t, i + 1, host, best, value, any);
}

static void random_town(town *t, buju_ix n, uint32_t trips_in_8, uint32_t kinds) {
  *t = (town){.n = n};
  bool same = pick(4) == 0;
  for (buju_ix i = 0; i < n; i++) {
    t->people[i] = same ? 500 * BUJU_PERSON : (buju_people_n)pick(900) * BUJU_PERSON + pick(3) * 333;
    if (pick(12) == 0) t->people[i] = 0;
    t->flags[i] = BUJU_JOINT_MAY_JOIN | BUJU_JOINT_MAY_HOST;
    if (kinds > 0) {
      if (pick(3) == 0) t->flags[i] &= (uint8_t)~BUJU_JOINT_MAY_JOIN;
      if (pick(5) == 0) t->flags[i] &= (uint8_t)~BUJU_JOINT_MAY_HOST;
      if (pick(5) == 0) t->flags[i] |= BUJU_JOINT_MUST_OPEN;
    }
    if (pick(3) == 0) t->flags[i] |= BUJU_JOINT_HAS_CLINIC;
    t->forced[i] = BUJU_NONE;
  }
  bool symmetric = pick(2) == 0;
  uint32_t steps = pick(3) == 0 ? 1 : pick(3) == 0 ? 4 : 1000; /* few different times: many ties */
  for (buju_ix i = 0; i < n; i++) {
    for (buju_ix j = 0; j < n; j++) {
      t->ms[i][j] = i != j && pick(8) < trips_in_8 ? 1000 * (1 + pick(steps)) : BUJU_FAR;
      if (symmetric && j < i) t->ms[i][j] = t->ms[j][i];
    }
  }
  uint32_t touching = 1 + pick(8);
  for (buju_ix i = 0; i < n; i++)
    for (buju_ix j = 0; j < i; j++) t->touch[i][j] = t->touch[j][i] = pick(8) < touching;
  if (pick(2) == 0) t->cap = (buju_people_n)(400 + pick(2500)) * BUJU_PERSON;
}

/* A few decisions that do not contradict each other. */
static void force_some(town *t) {
  for (buju_ix i = 0; i < t->n; i++) {
    buju_ix h = pick(t->n);
    bool taken = false;
    for (buju_ix k = 0; k < t->n; k++) taken |= t->forced[k] == i;
    if (pick(4) != 0 || taken || (h != i && t->ms[i][h] == BUJU_FAR) || (t->flags[h] & BUJU_JOINT_MAY_HOST) == 0)
      continue;
    if (t->forced[h] == BUJU_NONE || t->forced[h] == h) t->forced[i] = h;
  }
}

static void check_same(const town *t, const buju_joint_answer *a, const buju_ix *host, const int64_t *value) {
  for (int k = 0; k < BUJU_JOINT_VALUES; k++) assert_int_equal(a->value[k], value[k]);
  for (buju_ix i = 0; i < t->n; i++) assert_int_equal(a->host_of[i], host[i]);
}

static void check_against_all(const town *t) {
  buju_ix host[TOWN_MOST], best[TOWN_MOST];
  int64_t value[BUJU_JOINT_VALUES];
  bool any = false;
  try_all(t, 0, host, best, value, &any);
  assert_true(any);
  for (int backwards = 0; backwards < 2; backwards++) {
    town_solved s = town_solve(t, BUJU_JOINT_OWN, 0, backwards != 0);
    assert_int_equal(s.status, BUJU_OK);
    assert_int_equal(s.answer->proved, BUJU_JOINT_STAGES);
    check_same(t, s.answer, best, value);
    for (int k = 0; k < BUJU_JOINT_VALUES; k++) assert_int_equal(s.answer->lower[k], value[k]);
    for (buju_ix i = 0; i < t->n; i++) {
      bool member = best[i] != i && best[i] != BUJU_NONE;
      assert_int_equal(s.answer->chain[i], member && !t->touch[i][best[i]]);
    }
    buju_arena_free(s.arena);
  }
}

static void small_problems_equal_brute_force(void **state) {
  (void)state;
  random_state = 7919;
  static town t;
  for (int i = 0; i < 3000; i++) {
    random_town(&t, 1 + pick(6), 1 + pick(8), pick(3));
    if (pick(3) == 0) force_some(&t);
    check_against_all(&t);
  }
  for (int i = 0; i < 150; i++) {
    random_town(&t, 7, 1 + pick(6), pick(3));
    if (pick(3) == 0) force_some(&t);
    check_against_all(&t);
  }
}

/* Villages on a plane, neighbours and trips by distance, as townships are. */
static void place_town(town *t, buju_ix n, uint32_t reach, bool decisions) {
  int32_t x[TOWN_MOST], y[TOWN_MOST];
  *t = (town){.n = n};
  uint32_t side = 1;
  while (side * side < n * 64) side++;
  for (buju_ix i = 0; i < n; i++) {
    x[i] = (int32_t)pick(side), y[i] = (int32_t)pick(side);
    t->people[i] = (buju_people_n)(100 + pick(800)) * BUJU_PERSON;
    t->flags[i] = BUJU_JOINT_MAY_HOST | (t->people[i] < 800 * BUJU_PERSON ? BUJU_JOINT_MAY_JOIN : 0);
    if (decisions && pick(5) == 0) t->flags[i] |= BUJU_JOINT_HAS_CLINIC;
    if (decisions && pick(8) == 0) t->flags[i] |= BUJU_JOINT_MUST_OPEN;
    if (decisions && pick(9) == 0) t->flags[i] &= (uint8_t)~BUJU_JOINT_MAY_HOST;
    t->forced[i] = BUJU_NONE;
  }
  for (buju_ix i = 0; i < n; i++) {
    for (buju_ix j = 0; j < n; j++) {
      uint32_t square = (uint32_t)((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]));
      t->touch[i][j] = i != j && square <= 14 * 14;
      t->ms[i][j] = i != j && square <= reach * reach ? 60000 + square * 997 : BUJU_FAR;
    }
  }
  t->cap = 4000 * BUJU_PERSON;
}

static void check_is_plan(const town *t, const buju_joint_answer *a) {
  int64_t value[BUJU_JOINT_VALUES];
  assert_true(plan_value(t, a->host_of, value));
  for (int k = 0; k < BUJU_JOINT_VALUES; k++) assert_int_equal(value[k], a->value[k]);
}

static void search_and_programs_agree(void **state) {
  (void)state;
  random_state = 15838;
  static town t;
  int agreed = 0;
  for (int i = 0; i < 14; i++) {
    place_town(&t, 10 + pick(16), 12 + pick(6), i % 2 == 0);
    if (i % 3 == 0) t.cap = (buju_people_n)(2000 + pick(1500)) * BUJU_PERSON;
    town_solved own = town_solve(&t, BUJU_JOINT_OWN, 20000000, false),
                mip = town_solve(&t, BUJU_JOINT_MIP, 20000000, false);
    assert_int_equal(own.status, BUJU_OK);
    assert_int_equal(mip.status, BUJU_OK);
    check_is_plan(&t, own.answer);
    check_is_plan(&t, mip.answer);
    if (own.answer->proved == BUJU_JOINT_STAGES && mip.answer->proved == BUJU_JOINT_STAGES) {
      check_same(&t, mip.answer, own.answer->host_of, own.answer->value);
      agreed++;
    }
    assert_true(own.answer->lower[BUJU_JOINT_STUCK] <= mip.answer->value[BUJU_JOINT_STUCK]);
    assert_true(mip.answer->lower[BUJU_JOINT_STUCK] <= own.answer->value[BUJU_JOINT_STUCK]);
    buju_arena_free(own.arena);
    buju_arena_free(mip.arena);
  }
  assert_in_range(agreed, 12, 14);
}

static void the_order_of_rows_does_not_matter(void **state) {
  (void)state;
  random_state = 23757;
  static town t;
  for (int i = 0; i < 60; i++) {
    place_town(&t, 20 + pick(30), 12 + pick(8), true);
    town_solved a = town_solve(&t, BUJU_JOINT_AUTO, 0, false), b = town_solve(&t, BUJU_JOINT_AUTO, 0, true);
    assert_int_equal(a.answer->proved, BUJU_JOINT_STAGES);
    check_same(&t, b.answer, a.answer->host_of, a.answer->value);
    assert_int_equal(a.answer->components, b.answer->components);
    for (buju_ix c = 0; c < a.answer->components; c++)
      assert_int_equal(a.answer->component[c].work, b.answer->component[c].work);
    buju_arena_free(a.arena);
    buju_arena_free(b.arena);
  }
}

/* -1, 0, 1: the numbers of a are before, like, after those of b. */
static int compare(const town_solved *a, const town_solved *b) {
  for (int k = 0; k < BUJU_JOINT_VALUES; k++)
    if (a->answer->value[k] != b->answer->value[k]) return a->answer->value[k] < b->answer->value[k] ? -1 : 1;
  return 0;
}

static void more_freedom_is_never_worse(void **state) {
  (void)state;
  random_state = 31676;
  static town t;
  int better[4] = {0};
  for (int i = 0; i < 40; i++) {
    place_town(&t, 10 + pick(10), 18, true);
    t.cap = 1700 * BUJU_PERSON;
    town_solved base = town_solve(&t, BUJU_JOINT_AUTO, 0, false), other;
    town changed = t;
    changed.cap = 2600 * BUJU_PERSON; /* a higher cap */
    other = town_solve(&changed, BUJU_JOINT_AUTO, 0, false);
    assert_true(compare(&other, &base) <= 0);
    better[0] += compare(&other, &base) < 0;
    buju_arena_free(other.arena);
    changed = t;
    for (buju_ix k = 0; k < t.n; k++) { /* more trips, to places that touch */
      buju_ix a = pick(t.n), b = pick(t.n);
      if (a == b || changed.ms[a][b] != BUJU_FAR) continue;
      changed.ms[a][b] = 50000;
      changed.touch[a][b] = changed.touch[b][a] = true;
    }
    other = town_solve(&changed, BUJU_JOINT_AUTO, 0, false);
    assert_true(compare(&other, &base) <= 0);
    better[1] += compare(&other, &base) < 0;
    buju_arena_free(other.arena);
    changed = t;
    for (buju_ix k = 0; k < t.n * t.n; k++)
      changed.touch[k / t.n][k % t.n] = k / t.n != k % t.n; /* all are neighbours */
    other = town_solve(&changed, BUJU_JOINT_AUTO, 0, false);
    assert_true(compare(&other, &base) <= 0);
    better[2] += compare(&other, &base) < 0;
    buju_arena_free(other.arena);
    changed = t;
    buju_ix stands = pick(t.n); /* one more that must stand: never fewer clinics unless somebody was stuck */
    if (t.flags[stands] & BUJU_JOINT_MAY_HOST) changed.flags[stands] |= BUJU_JOINT_MUST_OPEN;
    other = town_solve(&changed, BUJU_JOINT_AUTO, 0, false);
    assert_true(compare(&other, &base) >= 0);
    better[3] += compare(&other, &base) > 0;
    buju_arena_free(other.arena);
    buju_arena_free(base.arena);
  }
  for (int k = 0; k < 4; k++) assert_in_range(better[k], 2, 60); /* each change mattered now and then */
}

/* Two towns apart are solved as each alone. */
static void towns_apart_do_not_disturb_each_other(void **state) {
  (void)state;
  random_state = 39595;
  static town a, b, both;
  for (int i = 0; i < 40; i++) {
    place_town(&a, 5 + pick(20), 15, true);
    place_town(&b, 5 + pick(20), 15, true);
    both = a;
    both.n = a.n + b.n;
    for (buju_ix k = 0; k < both.n; k++)
      for (buju_ix j = 0; j < both.n; j++)
        if (k >= a.n || j >= a.n) both.ms[k][j] = BUJU_FAR, both.touch[k][j] = false;
    for (buju_ix k = 0; k < b.n; k++) {
      both.people[a.n + k] = b.people[k];
      both.flags[a.n + k] = b.flags[k];
      both.forced[a.n + k] = BUJU_NONE;
      for (buju_ix j = 0; j < b.n; j++) {
        both.ms[a.n + k][a.n + j] = b.ms[k][j];
        both.touch[a.n + k][a.n + j] = b.touch[k][j];
      }
    }
    town_solved one = town_solve(&a, BUJU_JOINT_AUTO, 0, false), two = town_solve(&b, BUJU_JOINT_AUTO, 0, false);
    town_solved all = town_solve(&both, BUJU_JOINT_AUTO, 0, false);
    for (int k = 0; k < BUJU_JOINT_VALUES; k++)
      assert_int_equal(all.answer->value[k], one.answer->value[k] + two.answer->value[k]);
    for (buju_ix k = 0; k < a.n; k++) assert_int_equal(all.answer->host_of[k], one.answer->host_of[k]);
    for (buju_ix k = 0; k < b.n; k++) {
      buju_ix host = two.answer->host_of[k];
      assert_int_equal(all.answer->host_of[a.n + k], host == BUJU_NONE ? BUJU_NONE : host + a.n);
    }
    assert_int_equal(all.answer->components, one.answer->components + two.answer->components);
    buju_arena_free(one.arena);
    buju_arena_free(two.arena);
    buju_arena_free(all.arena);
  }
}

static void components_cover_and_add_up(void **state) {
  (void)state;
  random_state = 47514;
  static town t;
  place_town(&t, TOWN_MOST, 7, true);
  town_solved s = town_solve(&t, BUJU_JOINT_AUTO, 0, false);
  const buju_joint_answer *a = s.answer;
  buju_ix seen[TOWN_MOST] = {0}, next = 0;
  int64_t alone[BUJU_JOINT_VALUES] = {0}, sum[BUJU_JOINT_VALUES] = {0};
  for (buju_ix i = 0; i < t.n; i++) {
    buju_ix c = a->component_of[i];
    if (c == BUJU_NONE) {
      assert_true(a->host_of[i] == i || a->host_of[i] == BUJU_NONE);
      alone[BUJU_JOINT_STUCK] += a->host_of[i] == BUJU_NONE;
      alone[BUJU_JOINT_CLINICS] += a->host_of[i] == i;
      alone[BUJU_JOINT_NEW] += a->host_of[i] == i && (t.flags[i] & BUJU_JOINT_HAS_CLINIC) == 0;
      continue;
    }
    if (a->host_of[i] != BUJU_NONE) assert_int_equal(a->component_of[a->host_of[i]], c);
    if (seen[c]++ == 0) {
      assert_int_equal(c, next++);
      assert_int_equal(a->component[c].first, i);
    }
  }
  assert_int_equal(next, a->components);
  assert_true(next > 1);
  for (buju_ix c = 0; c < a->components; c++) {
    assert_int_equal(seen[c], a->component[c].n);
    assert_true(a->component[c].n >= 2 && a->component[c].work > 0);
    for (int k = 0; k < BUJU_JOINT_VALUES; k++) sum[k] += a->component[c].upper[k];
  }
  for (int k = 0; k < BUJU_JOINT_VALUES; k++) assert_int_equal(sum[k] + alone[k], a->value[k]);
  buju_arena_free(s.arena);
}

static void a_work_limit_still_gives_a_plan_and_true_bounds(void **state) {
  (void)state;
  random_state = 55433;
  static town t;
  int stopped[BUJU_JOINT_STAGES + 1] = {0};
  for (int i = 0; i < 8; i++) {
    place_town(&t, 14 + pick(14), 18, i % 2 == 0);
    for (buju_ix k = 0; i % 4 == 0 && k < t.n; k++) t.people[k] = 400 * BUJU_PERSON; /* ties */
    t.cap = (buju_people_n)(1200 + pick(1500)) * BUJU_PERSON;
    town_solved best = town_solve(&t, BUJU_JOINT_OWN, 20000000, false);
    for (int64_t limit = 1; best.answer->proved == BUJU_JOINT_STAGES && limit < 3000000; limit *= 12) {
      town_solved a = town_solve(&t, BUJU_JOINT_OWN, limit, false), b = town_solve(&t, BUJU_JOINT_OWN, limit, true);
      assert_int_equal(a.status, BUJU_OK);
      check_is_plan(&t, a.answer);
      check_same(&t, b.answer, a.answer->host_of, a.answer->value);
      assert_true(compare(&a, &best) >= 0);
      for (int k = 0; k < BUJU_JOINT_VALUES && k <= (int)a.answer->proved; k++) {
        assert_true(a.answer->lower[k] <= best.answer->value[k]);
        if (k < (int)a.answer->proved) assert_int_equal(a.answer->value[k], best.answer->value[k]);
      }
      for (int k = (int)a.answer->proved + 1; k < BUJU_JOINT_VALUES; k++) assert_int_equal(a.answer->lower[k], 0);
      if (a.answer->proved == BUJU_JOINT_STAGES) check_same(&t, a.answer, best.answer->host_of, best.answer->value);
      stopped[a.answer->proved]++;
      buju_arena_free(a.arena);
      buju_arena_free(b.arena);
    }
    buju_arena_free(best.arena);
  }
  assert_true(stopped[BUJU_JOINT_CLINICS] > 0);
  assert_true(stopped[BUJU_JOINT_TIME] > 0);
  assert_true(stopped[BUJU_JOINT_STAGES] > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_problems_equal_brute_force),
      cmocka_unit_test(search_and_programs_agree),
      cmocka_unit_test(the_order_of_rows_does_not_matter),
      cmocka_unit_test(more_freedom_is_never_worse),
      cmocka_unit_test(towns_apart_do_not_disturb_each_other),
      cmocka_unit_test(components_cover_and_add_up),
      cmocka_unit_test(a_work_limit_still_gives_a_plan_and_true_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
