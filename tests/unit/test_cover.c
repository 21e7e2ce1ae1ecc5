/* The set cover against every plan there is, against Cbc, and its parts by themselves.
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

#include "layers/instances.h"
#include "planner/siting/cover_parts.h"
#include "planner/siting/mip.h"
#include "planner/siting/siting_parts.h"
#include "tests/support/siting_by_hand.h"

enum { MOST = 128 };

static uint64_t random_state;

static uint32_t pick(uint32_t below) { return siting_pick(&random_state, below); }

/* A problem in plain arrays. */
typedef struct town {
  buju_ix n, m;
  uint32_t cost[MOST][MOST];
  int64_t weight[MOST], open_cost[MOST], close_cost[MOST];
  uint8_t state[MOST], backup[MOST];
  uint64_t row[MOST + 1];
  buju_ix col[MOST * MOST];
  uint32_t val[MOST * MOST];
  buju_csr table;
  buju_costs *costs;
  buju_siting_problem problem;
} town;

static town t; /* too large for the stack */

static void finish(buju_ctx *ctx, uint32_t limit) {
  t.table = siting_table(t.n, t.m, MOST, t.cost[0], t.row, t.col, t.val);
  assert_int_equal(buju_costs_table(ctx, &t.table, t.m, &t.costs), BUJU_OK);
  t.problem = (buju_siting_problem){.model = BUJU_SITING_COVER,
                                    .costs = t.costs,
                                    .weight = t.weight,
                                    .state = t.state,
                                    .open_cost = t.open_cost,
                                    .close_cost = t.close_cost,
                                    .backup = t.backup,
                                    .limit = limit,
                                    .p = BUJU_SITING_NO_P,
                                    .budget = BUJU_SITING_NO_BUDGET};
}

/* A small town of every kind: some pairs have no way, some people weigh nothing, every state and need occurs. */
static void make_town(buju_ctx *ctx, uint64_t seed) {
  random_state = siting_chance(seed);
  memset(&t, 0, sizeof t);
  t.n = 1 + pick(12);
  t.m = 1 + pick(11);
  uint32_t missing = pick(8), plain = pick(2), most_backup = 1 + pick(3), unicost = pick(3);
  for (buju_ix i = 0; i < t.n; i++) {
    t.weight[i] = pick(6) == 0 ? 0 : 1 + pick(5);
    t.backup[i] = (uint8_t)(1 + pick(most_backup));
    for (buju_ix j = 0; j < t.m; j++) t.cost[i][j] = pick(8) < missing ? BUJU_COST_NONE : pick(10);
  }
  for (buju_ix j = 0; j < t.m; j++) {
    t.state[j] = plain ? BUJU_CANDIDATE_FREE : (uint8_t)pick(BUJU_CANDIDATE_STATES);
    t.open_cost[j] = unicost == 0 ? 3 : pick(8);
    t.close_cost[j] = pick(5);
  }
  finish(ctx, pick(8));
}

static bool serves(buju_ix j, buju_ix i) { return t.cost[i][j] <= t.problem.limit && t.cost[i][j] != BUJU_COST_NONE; }

static bool reachable(buju_ix i) {
  unsigned could = 0;
  for (buju_ix j = 0; j < t.m; j++) could += t.state[j] != BUJU_CANDIDATE_FORBIDDEN && serves(j, i);
  return could >= t.backup[i];
}

/* Whether the plan keeps to the states and reaches everybody who can be reached, so often. */
static bool covers(const bool *open) {
  for (buju_ix j = 0; j < t.m; j++) {
    if ((t.state[j] == BUJU_CANDIDATE_EXISTING || t.state[j] == BUJU_CANDIDATE_REQUIRED) && !open[j]) return false;
    if (t.state[j] == BUJU_CANDIDATE_FORBIDDEN && open[j]) return false;
  }
  for (buju_ix i = 0; i < t.n; i++) {
    unsigned times = 0;
    for (buju_ix j = 0; j < t.m; j++) times += open[j] && serves(j, i);
    if (t.weight[i] > 0 && times < t.backup[i] && reachable(i)) return false;
  }
  return true;
}

static int64_t price(const bool *open) {
  int64_t sum = 0;
  for (buju_ix j = 0; j < t.m; j++) {
    if (open[j] && t.state[j] != BUJU_CANDIDATE_EXISTING) sum += t.open_cost[j];
    if (!open[j] && t.state[j] == BUJU_CANDIDATE_CLOSABLE) sum += t.close_cost[j];
  }
  return sum;
}

static int64_t brute_force(void) {
  int64_t best = INT64_MAX;
  for (unsigned set = 0; set < 1u << t.m; set++) {
    bool open[MOST];
    for (buju_ix j = 0; j < t.m; j++) open[j] = (set >> j & 1) != 0;
    if (covers(open) && price(open) < best) best = price(open);
  }
  return best;
}

/* The answer, checked as far as it can be without knowing the best. */
static const buju_siting_answer *solve(buju_ctx *ctx, buju_arena *arena) {
  buju_siting_answer *a;
  assert_int_equal(buju_siting_solve_by(ctx, &t.problem, buju_siting_cover, arena, &a), BUJU_OK);
  bool open[MOST] = {false};
  for (buju_ix s = 0; s < a->sites; s++) {
    assert_true(s == 0 || a->site[s] > a->site[s - 1]);
    open[a->site[s]] = true;
  }
  assert_true(covers(open));
  assert_true(price(open) == a->upper);
  assert_true(a->lower <= a->upper);
  return a;
}

static void solves_every_small_town(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 0; seed < 1500; seed++) {
    buju_arena *arena = buju_arena_new();
    make_town(ctx, seed);
    const buju_siting_answer *a = solve(ctx, arena);
    int64_t best = brute_force();
    if (a->upper != best || a->lower != best)
      fail_msg("seed %llu: %lld to %lld, the best is %lld", (unsigned long long)seed, (long long)a->lower,
               (long long)a->upper, (long long)best);
    assert_int_equal(a->state, BUJU_SITING_PROVED);
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* Points and candidates in a square; costs are distances. */
static void make_square(buju_ctx *ctx, uint64_t seed, buju_ix n, buju_ix m, uint32_t most_backup, bool money) {
  random_state = siting_chance(seed);
  memset(&t, 0, sizeof t);
  t.n = n;
  t.m = m;
  int x[2][MOST], y[2][MOST];
  for (buju_ix k = 0; k < MOST; k++)
    for (int side = 0; side < 2; side++) {
      x[side][k] = (int)pick(1000);
      y[side][k] = (int)pick(1000);
    }
  for (buju_ix i = 0; i < n; i++) {
    t.weight[i] = 1;
    t.backup[i] = (uint8_t)(1 + pick(most_backup));
    for (buju_ix j = 0; j < m; j++) t.cost[i][j] = (uint32_t)(abs(x[0][i] - x[1][j]) + abs(y[0][i] - y[1][j]));
  }
  for (buju_ix j = 0; j < m; j++) {
    t.state[j] = BUJU_CANDIDATE_FREE;
    t.open_cost[j] = money ? 50 + pick(100) : 1;
  }
  finish(ctx, 180);
}

/* Sets without any shape, which multipliers alone do not prove. */
static void make_shapeless(buju_ctx *ctx, uint64_t seed, buju_ix n, buju_ix m) {
  random_state = siting_chance(seed);
  memset(&t, 0, sizeof t);
  t.n = n;
  t.m = m;
  for (buju_ix i = 0; i < n; i++) {
    t.weight[i] = t.backup[i] = 1;
    for (buju_ix j = 0; j < m; j++) t.cost[i][j] = pick(5) == 0 ? 1 : BUJU_COST_NONE;
  }
  for (buju_ix j = 0; j < m; j++) t.open_cost[j] = 1 + pick(2);
  finish(ctx, 1);
}

/* ---- proofs ---- */

/* The lines of three points that add up to nothing: 18 of the 27 points are needed to meet all 117, a bound by
 * multipliers shows 9, and the tree between the two has many vectors. Everybody is there thousands of times, so that
 * those would be too many to write: the certificate is of one bound then, and the bound told is that one. */
static void a_proof_too_large_becomes_one_bound(void **state) {
  (void)state;
  enum { POINTS = 27, LINES = 117, COPIES = 3500 };
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  const buju_ix demands = LINES * COPIES;
  buju_csr table = {demands, BUJU_NEW(arena, uint64_t, demands + 1), BUJU_NEW(arena, buju_ix, 3 * demands),
                    BUJU_NEW(arena, uint32_t, 3 * demands)};
  assert_true(table.row != NULL && table.col != NULL && table.val != NULL);
  buju_ix row = 0;
  for (int a = 0; a < POINTS; a++)
    for (int b = a + 1; b < POINTS; b++) {
      int c = (6 - a % 3 - b % 3) % 3 + 3 * ((6 - a / 3 % 3 - b / 3 % 3) % 3) + 9 * ((6 - a / 9 - b / 9) % 3);
      for (int copy = 0; c > b && copy < COPIES; copy++) {
        const buju_ix at = 3 * row;
        table.col[at] = (buju_ix)a;
        table.col[at + 1] = (buju_ix)b;
        table.col[at + 2] = (buju_ix)c;
        table.row[++row] = at + 3;
      }
    }
  assert_int_equal(row, demands);
  buju_costs *costs;
  assert_int_equal(buju_costs_table(ctx, &table, POINTS, &costs), BUJU_OK);
  buju_siting_problem problem = {
      .model = BUJU_SITING_COVER, .costs = costs, .limit = 0, .p = BUJU_SITING_NO_P, .budget = BUJU_SITING_NO_BUDGET};
  buju_siting_answer *whole = NULL, *a = NULL;
  assert_int_equal(buju_siting_solve(ctx, &problem, arena, &whole), BUJU_OK);
  assert_true(whole->upper == 18 && whole->lower == 18);
  problem.prove = true;
  assert_int_equal(buju_siting_solve(ctx, &problem, arena, &a), BUJU_OK);
  assert_int_equal(a->upper, 18);
  assert_non_null(a->proof);
  assert_int_equal(a->proof->vectors, 1);
  assert_int_equal(a->lower, 9);
  assert_int_equal(a->state, BUJU_SITING_WITHIN);
  assert_true(siting_certified(ctx, &problem, &(buju_verify_costs){&table, POINTS, NULL}, a));
  buju_costs_free(costs);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void proofs_hold(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  size_t branches = 0;
  for (uint64_t seed = 0; seed < 60; seed++) {
    buju_arena *arena = buju_arena_new();
    if (seed % 20 == 0)
      make_square(ctx, seed, MOST / 2, MOST / 2, seed % 40 == 0 ? 1 : 3, seed % 60 == 0);
    else if (seed % 20 == 10)
      make_shapeless(ctx, seed, 80, 60);
    else
      make_town(ctx, seed);
    t.problem.prove = true;
    const buju_siting_answer *a = solve(ctx, arena);
    assert_non_null(a->proof);
    if (!siting_certified(ctx, &t.problem, &(buju_verify_costs){&t.table, t.m, NULL}, a))
      fail_msg("seed %llu: %s", (unsigned long long)seed, buju_ctx_error(ctx));
    for (size_t s = 0; s < a->proof->steps; s++) branches += a->proof->step[s].kind == BUJU_STEP_BRANCH;
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  assert_true(branches > 10);
  buju_ctx_free(ctx);
}

/* ---- middle ones ---- */

static int64_t by_cbc(buju_ctx *ctx, buju_arena *arena) {
  static int64_t lower[MOST], upper[MOST], value[MOST * MOST], low[MOST], high[MOST];
  static uint64_t row[MOST + 1];
  static buju_ix column[MOST * MOST];
  buju_ix rows = 0;
  for (buju_ix i = 0; i < t.n; i++) {
    if (!reachable(i)) continue;
    row[rows + 1] = row[rows];
    for (buju_ix j = 0; j < t.m; j++) {
      if (!serves(j, i)) continue;
      column[row[rows + 1]] = j;
      value[row[rows + 1]++] = 1;
    }
    low[rows] = t.backup[i];
    high[rows++] = BUJU_MIP_FREE_ABOVE;
  }
  for (buju_ix j = 0; j < t.m; j++) upper[j] = 1;
  buju_mip mip = {.columns = t.m,
                  .rows = rows,
                  .cost = t.open_cost,
                  .lower = lower,
                  .upper = upper,
                  .row = row,
                  .column = column,
                  .value = value,
                  .row_lower = low,
                  .row_upper = high};
  buju_mip_result result;
  assert_int_equal(buju_mip_solve(ctx, &mip, arena, &result), BUJU_OK);
  assert_int_equal(result.state, BUJU_MIP_OPTIMAL);
  return result.objective;
}

static void agrees_with_cbc(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 0; seed < 8; seed++) {
    buju_arena *arena = buju_arena_new();
    if (seed % 4 == 3)
      make_shapeless(ctx, seed, 50, 34);
    else
      make_square(ctx, seed, MOST, MOST, seed % 2 == 0 ? 1 : 3, seed % 3 == 0);
    const buju_siting_answer *a = solve(ctx, arena);
    int64_t best = by_cbc(ctx, arena);
    if (a->upper != best || a->lower != best)
      fail_msg("seed %llu: %lld to %lld, Cbc has %lld", (unsigned long long)seed, (long long)a->lower,
               (long long)a->upper, (long long)best);
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

static void more_is_never_worse(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 100; seed < 130; seed++) {
    buju_arena *arena = buju_arena_new();
    make_square(ctx, seed, MOST / 2, MOST / 2, 1, false);
    int64_t last = INT64_MAX;
    buju_ix unreachable = BUJU_NONE;
    for (t.problem.limit = 100; t.problem.limit < 500; t.problem.limit += 50) {
      const buju_siting_answer *a = solve(ctx, arena);
      if (a->unreachable == unreachable) assert_true(a->upper <= last);
      unreachable = a->unreachable;
      last = a->upper;
    }
    t.problem.limit = 200;
    const buju_siting_answer *before = solve(ctx, arena);
    t.state[pick(t.m)] = BUJU_CANDIDATE_EXISTING;
    assert_true(solve(ctx, arena)->upper <= before->upper);
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* ---- the parts by themselves ---- */

/* Rows of a random relation, passed in blocks of `block`. */
static buju_cover pass_rows(buju_ctx *ctx, const buju_csr *all, buju_ix columns, buju_ix block, buju_arena *arena) {
  buju_cover_rows *rows;
  buju_cover cover;
  assert_int_equal(buju_cover_rows_new(ctx, columns, NULL, &rows), BUJU_OK);
  for (buju_ix first = 0; first < all->n; first += block) {
    buju_csr some = {all->n - first < block ? all->n - first : block, all->row + first, all->col, NULL};
    buju_ix *id = BUJU_NEW(arena, buju_ix, some.n);
    for (buju_ix k = 0; k < some.n; k++) id[k] = first + k;
    assert_int_equal(buju_cover_rows_add(ctx, rows, id, NULL, &some), BUJU_OK);
  }
  assert_int_equal(buju_cover_rows_take(ctx, rows, NULL, arena, &cover), BUJU_OK);
  buju_cover_rows_free(rows);
  return cover;
}

/* Row i of the relation as bits; columns are fewer than 64. */
static uint64_t bits_of(const buju_ix *column, uint64_t n) {
  uint64_t bits = 0;
  for (uint64_t k = 0; k < n; k++) bits |= UINT64_C(1) << column[k];
  return bits;
}

static void keeps_rows_that_imply_all(void **state) {
  (void)state;
  enum { ROWS = 6000, COLUMNS = 60 };
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  random_state = siting_chance(7);
  buju_csr all = {ROWS, BUJU_NEW(arena, uint64_t, ROWS + 1), BUJU_NEW(arena, buju_ix, ROWS * COLUMNS), NULL};
  for (buju_ix i = 0; i < ROWS; i++) {
    all.row[i + 1] = all.row[i];
    uint32_t odds = 5 + pick(8);
    for (buju_ix j = 0; j < COLUMNS; j++)
      if (pick(24) < odds || j == i % COLUMNS) all.col[all.row[i + 1]++] = j;
  }
  buju_cover cover = pass_rows(ctx, &all, COLUMNS, 1000, arena), other = pass_rows(ctx, &all, COLUMNS, 61, arena);
  assert_true(cover.rows > 4096 && cover.rows < ROWS); /* so many that they are looked through on the way */
  assert_int_equal(cover.rows, other.rows);
  bool *kept = BUJU_NEW(arena, bool, ROWS);
  for (buju_ix r = 0; r < cover.rows; r++) kept[cover.row_id[r]] = true;
  for (buju_ix i = 0; i < ROWS; i += 97) { /* whoever is kept is implied by nobody, whoever is not by somebody kept */
    uint64_t mine = bits_of(all.col + all.row[i], all.row[i + 1] - all.row[i]);
    bool implied = false;
    for (buju_ix r = 0; r < cover.rows; r++)
      implied |=
          cover.row_id[r] != i && (bits_of(cover.column + cover.row[r], cover.row[r + 1] - cover.row[r]) & ~mine) == 0;
    assert_true(implied == !kept[i]);
  }
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void says_whether_so_many_are_enough(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t seed = 0; seed < 3; seed++) {
    buju_arena *arena = buju_arena_new();
    make_shapeless(ctx, seed, 50, 34);
    buju_cover cover = pass_rows(ctx, &t.table, t.m, 16, arena);
    buju_cover_wish wish = {.enough = BUJU_COVER_LEAST};
    buju_cover_found best, found;
    assert_int_equal(buju_cover_solve(ctx, &cover, &wish, arena, &best), BUJU_OK);
    assert_true(best.cost == best.lower && best.n == best.cost);
    for (wish.enough = best.cost - 2; wish.enough <= best.cost + 1; wish.enough++) {
      assert_int_equal(buju_cover_solve(ctx, &cover, &wish, arena, &found), BUJU_OK);
      assert_true(found.lower <= best.cost && found.cost >= best.cost);
      assert_true(wish.enough < best.cost ? found.lower > wish.enough : found.cost <= wish.enough);
    }
    buju_costs_free(t.costs);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* The literature's, within a work limit: what is found is what is known to be best, and bounds are true. */
static void finds_the_best_known(void **state) {
  (void)state;
  static const struct {
    const char *name;
    int64_t best;
  } known[] = {{"scpclr10", 25}, {"scpcyc06", 60}};
  buju_ctx *ctx = buju_ctx_new();
  for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
    char path[512];
    snprintf(path, sizeof path, BUJU_DATA_DIR "/bench/set-cover/%s.txt", known[k].name);
    if (access(path, R_OK) != 0) {
      print_message("skipped: %s is not there\n", path);
      skip();
    }
    buju_instance *instance;
    buju_costs *costs;
    buju_arena *arena = buju_arena_new();
    assert_int_equal(buju_instance_read(ctx, path, &(buju_instance_spec){0}, &instance), BUJU_OK);
    assert_int_equal(buju_costs_table(ctx, &instance->table, instance->candidates, &costs), BUJU_OK);
    buju_siting_problem problem = {.model = BUJU_SITING_COVER,
                                   .costs = costs,
                                   .limit = BUJU_COST_NONE,
                                   .p = BUJU_SITING_NO_P,
                                   .budget = BUJU_SITING_NO_BUDGET,
                                   .work_limit = 20000000};
    buju_siting_answer *a;
    assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_cover, arena, &a), BUJU_OK);
    assert_int_equal(a->upper, known[k].best);
    assert_true(a->lower <= a->upper);
    buju_costs_free(costs);
    buju_instance_free(instance);
    buju_arena_free(arena);
  }
  buju_ctx_free(ctx);
}

/* The same bytes on one thread and on several. */
static void threads_change_nothing(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 6; seed++) {
    buju_arena *arena = buju_arena_new();
    const buju_siting_answer *a[2];
    for (unsigned k = 0; k < 2; k++) {
      buju_ctx *ctx = buju_ctx_new();
      buju_ctx_set_threads(ctx, k == 0 ? 1 : 4);
      make_square(ctx, seed, MOST, MOST, 2, true);
      a[k] = solve(ctx, arena);
      buju_costs_free(t.costs);
      buju_ctx_free(ctx);
    }
    assert_int_equal(a[0]->sites, a[1]->sites);
    assert_memory_equal(a[0]->site, a[1]->site, a[0]->sites * sizeof *a[0]->site);
    assert_true(a[0]->work == a[1]->work && a[0]->lower == a[1]->lower);
    buju_arena_free(arena);
  }
}

/* ---- a real town ---- */

/* The network distances of spopt's notebook: lines "metres,Store_n,tract,people"; stores are numbered to 19, with gaps.
 */
static void agrees_with_spopt(void **state) {
  (void)state;
  const char *path =
      BUJU_DATA_DIR "/real/spopt-sanfrancisco/SF_network_distance_candidateStore_16_censusTract_205_new.csv";
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    print_message("skipped: %s is not there\n", path);
    skip();
  }
  enum { TRACTS = 205, STORES = 20 };
  static char name[TRACTS][24];
  static buju_ix col[TRACTS][STORES], n[TRACTS];
  buju_ix tracts = 0, stores = 0;
  int number[STORES];
  char line[256], tract[24];
  assert_non_null(fgets(line, sizeof line, file));
  for (double metres; fgets(line, sizeof line, file) != NULL;) {
    int store;
    buju_ix i = 0, j = 0;
    if (sscanf(line, "%lf,Store_%d,%23[^,]", &metres, &store, tract) != 3) continue;
    while (i < tracts && strcmp(name[i], tract) != 0) i++;
    while (j < stores && number[j] != store) j++;
    if (i == tracts) strcpy(name[tracts++], tract);
    if (j == stores) number[stores++] = store;
    if (metres <= 5000) col[i][n[i]++] = j;
  }
  fclose(file);
  assert_int_equal(tracts, TRACTS);
  assert_int_equal(stores, 16);
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_csr table = {TRACTS, BUJU_NEW(arena, uint64_t, TRACTS + 1), BUJU_NEW(arena, buju_ix, TRACTS * STORES),
                    BUJU_NEW(arena, uint32_t, TRACTS * STORES)};
  for (buju_ix i = 0; i < TRACTS; i++) {
    table.row[i + 1] = table.row[i] + n[i];
    memcpy(table.col + table.row[i], col[i], n[i] * sizeof **col);
  }
  buju_costs *costs;
  buju_siting_answer *a;
  assert_int_equal(buju_costs_table(ctx, &table, stores, &costs), BUJU_OK);
  buju_siting_problem problem = {
      .model = BUJU_SITING_COVER, .costs = costs, .limit = 0, .p = BUJU_SITING_NO_P, .budget = BUJU_SITING_NO_BUDGET};
  assert_int_equal(buju_siting_solve_by(ctx, &problem, buju_siting_cover, arena, &a), BUJU_OK);
  assert_int_equal(a->state, BUJU_SITING_PROVED);
  assert_int_equal(a->upper, 8);
  buju_costs_free(costs);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(solves_every_small_town),
      cmocka_unit_test(proofs_hold),
      cmocka_unit_test(a_proof_too_large_becomes_one_bound),
      cmocka_unit_test(agrees_with_cbc),
      cmocka_unit_test(more_is_never_worse),
      cmocka_unit_test(keeps_rows_that_imply_all),
      cmocka_unit_test(says_whether_so_many_are_enough),
      cmocka_unit_test(finds_the_best_known),
      cmocka_unit_test(threads_change_nothing),
      cmocka_unit_test(agrees_with_spopt),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
