/* A township of joint clinics in plain tables: villages, people, ways, neighbours. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_TOWN_H
#define BUJU_TESTS_TOWN_H

#include "planner/siting/joint.h"

enum { TOWN_MOST = 64 };

/** A problem in plain tables, from which the sparse one is made. */
typedef struct town {
  buju_ix n;
  buju_people_n people[TOWN_MOST];
  uint8_t flags[TOWN_MOST];
  uint32_t ms[TOWN_MOST][TOWN_MOST]; /* BUJU_FAR: no trip */
  bool touch[TOWN_MOST][TOWN_MOST];
  buju_ix forced[TOWN_MOST];
  buju_people_n cap;
} town;

typedef struct town_sparse {
  uint64_t trip_row[TOWN_MOST + 1], near_row[TOWN_MOST + 1];
  buju_ix trip_col[TOWN_MOST * TOWN_MOST], near_col[TOWN_MOST * TOWN_MOST];
  uint32_t ms[TOWN_MOST * TOWN_MOST];
  buju_csr trips, near;
  buju_joint_problem problem;
} town_sparse;

/** n small villages in a row, 300 people each, that may host and join; trips and neighbours are added by hand. */
void town_row(town *t, buju_ix n);
void town_trip(town *t, buju_ix from, buju_ix to, uint32_t ms);
void town_near(town *t, buju_ix a, buju_ix b);

/** backwards: rows in descending order, which must not matter. */
void town_make_sparse(const town *t, bool backwards, town_sparse *sparse);

typedef struct town_solved {
  buju_status status;
  buju_arena *arena; /* the caller frees it, and the answer with it */
  buju_joint_answer *answer;
} town_solved;

/** Says on stderr why it failed. */
town_solved town_solve(const town *t, buju_joint_method method, int64_t limit, bool backwards);

#endif
