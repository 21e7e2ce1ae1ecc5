/* Joint clinics against every assignment there is, and the properties a planner relies on.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "planner/siting/joint.h"

enum { MOST = 64 };

/* A problem in plain tables, from which the sparse one is made. */
typedef struct town {
  buju_ix n;
  buju_people_n people[MOST];
  uint8_t flags[MOST];
  uint32_t ms[MOST][MOST]; /* BUJU_FAR: no trip */
  bool touch[MOST][MOST];
  buju_ix forced[MOST];
  buju_people_n cap;
} town;

typedef struct sparse {
  uint64_t trip_row[MOST + 1], near_row[MOST + 1];
  buju_ix trip_col[MOST * MOST], near_col[MOST * MOST];
  uint32_t ms[MOST * MOST];
  buju_csr trips, near;
  buju_joint_problem problem;
} sparse;

static uint64_t random_state = 1;

static uint32_t pick(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)((random_state >> 16) % below);
}

/* backwards: rows in descending order, which must not matter. */
static void make_sparse(const town *t, bool backwards, sparse *s) {
  uint64_t trips = 0, near = 0;
  s->trip_row[0] = s->near_row[0] = 0;
  for (buju_ix i = 0; i < t->n; i++) {
    for (buju_ix k = 0; k < t->n; k++) {
      buju_ix j = backwards ? t->n - 1 - k : k;
      if (j == i) continue;
      if (t->ms[i][j] != BUJU_FAR) s->trip_col[trips] = j, s->ms[trips++] = t->ms[i][j];
      if (t->touch[i][j]) s->near_col[near++] = j;
    }
    s->trip_row[i + 1] = trips;
    s->near_row[i + 1] = near;
  }
  s->trips = (buju_csr){t->n, s->trip_row, s->trip_col, s->ms};
  s->near = (buju_csr){t->n, s->near_row, s->near_col, NULL};
  s->problem = (buju_joint_problem){.n = t->n,
                                    .people = t->people,
                                    .flags = t->flags,
                                    .trips = &s->trips,
                                    .adjacent = &s->near,
                                    .forced_host = t->forced,
                                    .cap_people = t->cap};
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
    bool volunteers = false, in[MOST] = {false};
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

typedef struct solved {
  buju_status status;
  buju_arena *arena;
  buju_joint_answer *answer;
} solved;

static sparse scratch_sparse;

static solved solve(const town *t, buju_joint_method method, int64_t limit, bool backwards) {
  solved s = {.arena = buju_arena_new()};
  make_sparse(t, backwards, &scratch_sparse);
  scratch_sparse.problem.method = method;
  scratch_sparse.problem.work_limit = limit;
  buju_ctx *ctx = buju_ctx_new();
  s.status = buju_joint_solve(ctx, &scratch_sparse.problem, s.arena, &s.answer);
  if (s.status != BUJU_OK) fprintf(stderr, "%s\n", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return s;
}

static void check_same(const town *t, const buju_joint_answer *a, const buju_ix *host, const int64_t *value) {
  for (int k = 0; k < BUJU_JOINT_VALUES; k++) assert_int_equal(a->value[k], value[k]);
  for (buju_ix i = 0; i < t->n; i++) assert_int_equal(a->host_of[i], host[i]);
}

static void check_against_all(const town *t) {
  buju_ix host[MOST], best[MOST];
  int64_t value[BUJU_JOINT_VALUES];
  bool any = false;
  try_all(t, 0, host, best, value, &any);
  assert_true(any);
  for (int backwards = 0; backwards < 2; backwards++) {
    solved s = solve(t, BUJU_JOINT_OWN, 0, backwards != 0);
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
  static town t;
  for (int i = 0; i < 6000; i++) {
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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(small_problems_equal_brute_force)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
