/* Townships by hand, and solving them. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/town.h"

#include <stdio.h>

void town_row(town *t, buju_ix n) {
  *t = (town){.n = n};
  for (buju_ix i = 0; i < n; i++) {
    t->people[i] = 300 * BUJU_PERSON;
    t->flags[i] = BUJU_JOINT_MAY_HOST | BUJU_JOINT_MAY_JOIN;
    t->forced[i] = BUJU_NONE;
    for (buju_ix j = 0; j < n; j++) t->ms[i][j] = BUJU_FAR;
  }
}

void town_trip(town *t, buju_ix from, buju_ix to, uint32_t ms) { t->ms[from][to] = t->ms[to][from] = ms; }

void town_near(town *t, buju_ix a, buju_ix b) { t->touch[a][b] = t->touch[b][a] = true; }

void town_make_sparse(const town *t, bool backwards, town_sparse *s) {
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

static town_sparse scratch_sparse;

town_solved town_solve(const town *t, buju_joint_method method, int64_t limit, bool backwards) {
  town_solved s = {.arena = buju_arena_new()};
  town_make_sparse(t, backwards, &scratch_sparse);
  scratch_sparse.problem.method = method;
  scratch_sparse.problem.work_limit = limit;
  buju_ctx *ctx = buju_ctx_new();
  s.status = buju_joint_solve(ctx, &scratch_sparse.problem, s.arena, &s.answer);
  if (s.status != BUJU_OK) fprintf(stderr, "%s\n", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return s;
}
