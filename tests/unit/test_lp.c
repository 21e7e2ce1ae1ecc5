/* Linear programs behind the wall: known optima, duality on random ones, refusals. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "planner/siting/lp.h"
#include "tests/support/roads.h"

/* Most 3x + 2y with x + y ≤ 4, x + 3y ≤ 6, x ≤ 3: 11 at (3, 1). */
static buju_lp *classic(buju_ctx *ctx) {
  static const double cost[] = {-3, -2}, lower[] = {0, 0}, upper[] = {3, INFINITY};
  static const uint64_t row[] = {0, 2, 4};
  static const buju_ix column[] = {0, 1, 1, 0};
  static const double value[] = {1, 1, 3, 1}, below[] = {-INFINITY, -INFINITY}, above[] = {4, 6};
  buju_lp *lp = NULL;
  assert_int_equal(buju_lp_new(ctx, 2, cost, lower, upper, &lp), BUJU_OK);
  assert_int_equal(buju_lp_add_rows(ctx, lp, &(buju_lp_rows){2, row, column, value, below, above}), BUJU_OK);
  return lp;
}

static void expect(buju_ctx *ctx, buju_lp *lp, buju_lp_method method, double objective) {
  buju_lp_result result;
  assert_int_equal(buju_lp_solve(ctx, lp, method, 0, &result), BUJU_OK);
  assert_int_equal(result.state, BUJU_LP_OPTIMAL);
  assert_true(fabs(result.objective - objective) < 1e-9);
}

static void test_known(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_lp *lp = classic(ctx);
  expect(ctx, lp, BUJU_LP_PRIMAL, -11);
  assert_int_equal(buju_lp_bound_column(ctx, lp, 0, 0, 1), BUJU_OK); /* (1, 5/3) */
  expect(ctx, lp, BUJU_LP_DUAL, -3 - 10.0 / 3);
  assert_int_equal(buju_lp_bound_row(ctx, lp, 1, -INFINITY, 4), BUJU_OK); /* (1, 1) */
  expect(ctx, lp, BUJU_LP_DUAL, -5);
  assert_int_equal(buju_lp_delete_rows(ctx, lp, 1, (buju_ix[]){1}), BUJU_OK); /* (1, 3) */
  assert_int_equal(buju_lp_rows_n(lp), 1);
  expect(ctx, lp, BUJU_LP_DUAL, -9);
  assert_int_equal(buju_lp_set_cost(ctx, lp, 1, 1), BUJU_OK); /* (1, 0) */
  expect(ctx, lp, BUJU_LP_PRIMAL, -3);
  assert_int_equal(buju_lp_bound_row(ctx, lp, 0, 9, INFINITY), BUJU_OK); /* (1, 8) */
  expect(ctx, lp, BUJU_LP_DUAL, 5);
  assert_int_equal(buju_lp_bound_column(ctx, lp, 1, 0, 2), BUJU_OK);
  buju_lp_result result;
  assert_int_equal(buju_lp_solve(ctx, lp, BUJU_LP_DUAL, 0, &result), BUJU_OK);
  assert_int_equal(result.state, BUJU_LP_INFEASIBLE);
  buju_lp_free(lp);
  buju_lp_free(NULL);
  buju_ctx_free(ctx);
}

/* After a bound was tried and taken back, the basis kept needs no step to be the best again. */
static void test_kept(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_lp *lp = classic(ctx);
  buju_lp_result result;
  assert_int_equal(buju_lp_restore(ctx, lp), BUJU_E_INTERNAL); /* nothing is kept */
  expect(ctx, lp, BUJU_LP_PRIMAL, -11);
  assert_int_equal(buju_lp_keep(ctx, lp), BUJU_OK);
  assert_int_equal(buju_lp_bound_column(ctx, lp, 0, 0, 1), BUJU_OK);
  expect(ctx, lp, BUJU_LP_DUAL, -3 - 10.0 / 3);
  assert_int_equal(buju_lp_bound_column(ctx, lp, 0, 0, 3), BUJU_OK);
  assert_int_equal(buju_lp_restore(ctx, lp), BUJU_OK);
  assert_int_equal(buju_lp_solve(ctx, lp, BUJU_LP_DUAL, 0, &result), BUJU_OK);
  assert_int_equal(result.iterations, 0);
  assert_true(fabs(result.objective + 11) < 1e-9);
  assert_int_equal(buju_lp_delete_rows(ctx, lp, 1, (buju_ix[]){1}), BUJU_OK);
  assert_int_equal(buju_lp_restore(ctx, lp), BUJU_E_INTERNAL); /* of other rows */
  buju_lp_free(lp);
  buju_ctx_free(ctx);
}

static void test_refused(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_lp *lp = classic(ctx), *none = NULL;
  const double one[] = {1}, two[] = {2}, bad[] = {NAN};
  assert_int_equal(buju_lp_new(ctx, 0, one, one, one, &none), BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_new(ctx, 1, bad, one, one, &none), BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_new(ctx, 1, one, two, one, &none), BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_bound_column(ctx, lp, 2, 0, 1), BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_bound_column(ctx, lp, 1, 0, NAN), BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_bound_row(ctx, lp, 2, 0, 1), BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_set_cost(ctx, lp, 0, INFINITY), BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_delete_rows(ctx, lp, 2, (buju_ix[]){1, 0}), BUJU_E_INTERNAL);
  const uint64_t row[] = {0, 2};
  const double values[] = {1, 1}, nan[] = {1, NAN};
  assert_int_equal(buju_lp_add_rows(ctx, lp, &(buju_lp_rows){1, row, (buju_ix[]){0, 2}, values, one, two}),
                   BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_add_rows(ctx, lp, &(buju_lp_rows){1, row, (buju_ix[]){1, 1}, values, one, two}),
                   BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_add_rows(ctx, lp, &(buju_lp_rows){1, row, (buju_ix[]){0, 1}, nan, one, two}),
                   BUJU_E_INTERNAL);
  assert_int_equal(buju_lp_rows_n(lp), 2);
  assert_int_equal(buju_lp_columns(lp), 2);
  expect(ctx, lp, BUJU_LP_PRIMAL, -11); /* it is what it was */
  buju_lp_free(lp);
  buju_ctx_free(ctx);
}

enum { COLUMNS = 12, ROWS = 8 };

/* Σ price·side + Σ reduced·bound is the objective: prices and reduced costs mean what the header says. */
static void check_duality(const buju_lp_result *result, const double *side, const double *upper) {
  double sum = 0;
  for (int i = 0; i < ROWS; i++) sum += result->price[i] * side[i];
  for (int j = 0; j < COLUMNS; j++)
    if (result->reduced[j] < 0) sum += result->reduced[j] * upper[j];
  assert_true(fabs(sum - result->objective) < 1e-6);
}

static void test_duality(void **state) {
  (void)state;
  uint64_t seed = 7;
  buju_ctx *ctx = buju_ctx_new();
  for (int round = 0; round < 200; round++) {
    double cost[COLUMNS], lower[COLUMNS] = {0}, upper[COLUMNS], value[ROWS * COLUMNS], below[ROWS], above[ROWS];
    uint64_t row[ROWS + 1] = {0};
    buju_ix column[ROWS * COLUMNS], n = 0;
    for (int j = 0; j < COLUMNS; j++) {
      cost[j] = (double)(roads_random(&seed) % 20);
      upper[j] = 1 + (double)(roads_random(&seed) % 3);
    }
    for (int i = 0; i < ROWS; i++) {
      double most = 0;
      for (buju_ix j = 0; j < COLUMNS; j++) {
        if (roads_random(&seed) % 3 == 0) continue;
        column[n] = j;
        value[n] = 1 + (double)(roads_random(&seed) % 5);
        most += value[n++] * upper[j];
      }
      row[i + 1] = n;
      below[i] = floor(most / 2);
      above[i] = INFINITY;
    }
    buju_lp *lp = NULL;
    buju_lp_result dual, primal;
    assert_int_equal(buju_lp_new(ctx, COLUMNS, cost, lower, upper, &lp), BUJU_OK);
    assert_int_equal(buju_lp_add_rows(ctx, lp, &(buju_lp_rows){ROWS, row, column, value, below, above}), BUJU_OK);
    assert_int_equal(buju_lp_solve(ctx, lp, BUJU_LP_DUAL, 0, &dual), BUJU_OK);
    assert_int_equal(dual.state, BUJU_LP_OPTIMAL);
    check_duality(&dual, below, upper);
    double objective = dual.objective;
    assert_int_equal(buju_lp_solve(ctx, lp, BUJU_LP_PRIMAL, 0, &primal), BUJU_OK);
    assert_true(fabs(primal.objective - objective) < 1e-6);
    buju_lp_free(lp);
  }
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known),
      cmocka_unit_test(test_kept),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_duality),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
