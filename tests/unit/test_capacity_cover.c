/* Facilities that fill up. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "planner/siting/capacity_cover.h"

enum { PLACES = 6 };
static const buju_ix place[PLACES] = {0, 1, 2, 3, 4, 5};
static const uint32_t ms[PLACES] = {5999, 1000, 1999, 0, 6000, BUJU_FAR};

static buju_capacity_row cover(buju_people_n capacity, buju_people_n left[PLACES]) {
  buju_ctx *ctx = buju_ctx_new();
  buju_capacity_row row = {0};
  assert_int_equal(buju_capacity_cover(ctx, PLACES, place, ms, 1000, capacity, left, &row), BUJU_OK);
  buju_ctx_free(ctx);
  return row;
}

static buju_people_n total(const buju_people_n left[PLACES]) {
  buju_people_n sum = 0;
  for (int p = 0; p < PLACES; p++) sum += left[p] == BUJU_PEOPLE_MISSING ? 0 : left[p];
  return sum;
}

/* Rings of whole seconds: 0 s {3: 10}, 1 s {1: 20, 2: 40}, 5 s {0: 30}, 6 s {4: missing}; place 5 is out of reach. */
static void each_way_a_capacity_can_end(void **state) {
  (void)state;
  static const struct {
    buju_people_n capacity, taken;
    uint32_t inner_ms, outer_ms;
    double share;
    buju_people_n left[PLACES];
  } cases[] = {
      {0, 0, BUJU_FAR, BUJU_FAR, 0, {30000, 20000, 40000, 10000, BUJU_PEOPLE_MISSING, 90000}},
      {4000, 4000, BUJU_FAR, 0, 0.4, {30000, 20000, 40000, 6000, BUJU_PEOPLE_MISSING, 90000}},
      {10000, 10000, 0, BUJU_FAR, 0, {30000, 20000, 40000, 0, BUJU_PEOPLE_MISSING, 90000}},
      {25000, 25000, 0, 1000, 0.25, {30000, 15000, 30000, 0, BUJU_PEOPLE_MISSING, 90000}},
      {70000, 70000, 1000, BUJU_FAR, 0, {30000, 0, 0, 0, BUJU_PEOPLE_MISSING, 90000}},
      {100000, 100000, 5000, BUJU_FAR, 0, {0, 0, 0, 0, BUJU_PEOPLE_MISSING, 90000}},
      {500000, 100000, 5000, BUJU_FAR, 0, {0, 0, 0, 0, BUJU_PEOPLE_MISSING, 90000}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_people_n left[PLACES] = {30000, 20000, 40000, 10000, BUJU_PEOPLE_MISSING, 90000};
    buju_capacity_row row = cover(cases[i].capacity, left);
    assert_int_equal(row.capacity, cases[i].capacity);
    assert_int_equal(row.taken, cases[i].taken);
    assert_int_equal(row.within, 100000);
    assert_int_equal(row.first, 10000);
    assert_int_equal(row.inner_ms, cases[i].inner_ms);
    assert_int_equal(row.outer_ms, cases[i].outer_ms);
    assert_true(row.outer_share == cases[i].share);
    for (int p = 0; p < PLACES; p++) assert_int_equal(left[p], cases[i].left[p]);
  }
}

/* Thirds do not come out even: nobody is lost, and the earlier place gives the odd thousandth. */
static void shares_add_up(void **state) {
  (void)state;
  const uint32_t together[] = {10, 20, 30};
  buju_people_n left[] = {1000, 1000, 1000};
  buju_ctx *ctx = buju_ctx_new();
  buju_capacity_row row;
  assert_int_equal(buju_capacity_cover(ctx, 3, place, together, 1000, 1000, left, &row), BUJU_OK);
  assert_int_equal(left[0], 666);
  assert_int_equal(left[1], 667);
  assert_int_equal(left[2], 667);
  buju_ctx_free(ctx);
}

/* Whatever the order and the capacities, people are conserved, and a larger capacity never takes fewer. */
static void people_are_conserved(void **state) {
  (void)state;
  buju_people_n before = 0;
  for (buju_people_n capacity = 0; capacity < 120000; capacity += 777) {
    buju_people_n left[PLACES] = {30001, 20002, 40003, 10004, BUJU_PEOPLE_MISSING, 90000};
    const buju_people_n all = total(left);
    buju_capacity_row one = cover(capacity, left);
    assert_int_equal(all - total(left), one.taken);
    assert_true(one.taken >= before);
    before = one.taken;
    buju_capacity_row two = cover(capacity, left);
    assert_int_equal(all - total(left), one.taken + two.taken);
    assert_int_equal(two.within, one.within - one.taken);
    for (int p = 0; p < PLACES; p++) assert_true(left[p] >= 0 || left[p] == BUJU_PEOPLE_MISSING);
  }
}

static void nobody_within_reach(void **state) {
  (void)state;
  buju_people_n left[PLACES] = {0, 0, 0, 0, BUJU_PEOPLE_MISSING, 5000};
  buju_capacity_row row = cover(1000, left);
  assert_int_equal(row.taken, 0);
  assert_int_equal(row.within, 0);
  assert_int_equal(row.inner_ms, BUJU_FAR);
  assert_int_equal(row.outer_ms, BUJU_FAR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_way_a_capacity_can_end),
      cmocka_unit_test(shares_add_up),
      cmocka_unit_test(people_are_conserved),
      cmocka_unit_test(nobody_within_reach),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
