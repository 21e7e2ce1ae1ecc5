/* Pairing against every pairing there is, and its bound against the pairing. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "planner/pairing/pairing.h"

enum { RECEIVERS_MOST = 6, HELPERS_MOST = 4 };

static uint32_t dice(uint64_t *seed, uint32_t n) {
  *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(*seed >> 33) % n;
}

typedef struct all {
  int64_t value[BUJU_PAIRING_VALUES];
  buju_ix who[RECEIVERS_MOST]; /* helpers: none */
} all;

/* A pairing's value; false when it is none. */
static bool value_of(const buju_pairing_ask *ask, const buju_ix *who, int64_t *value) {
  buju_ix load[HELPERS_MOST + 1] = {0};
  memset(value, 0, BUJU_PAIRING_VALUES * sizeof *value);
  for (buju_ix i = 0; i < ask->receivers; i++) {
    load[who[i]]++;
    if (who[i] == ask->helpers) {
      value[BUJU_PAIRING_LEFT]++;
      continue;
    }
    uint32_t ms = ask->ms[i * ask->helpers + who[i]];
    if (ms == BUJU_FAR || load[who[i]] > ask->most) return false;
    value[BUJU_PAIRING_TRAVEL] += (ask->weight != NULL ? ask->weight[i] : 1) * ms;
  }
  for (buju_ix k = 0; k < ask->helpers && ask->even; k++) value[BUJU_PAIRING_LOADS] += (int64_t)load[k] * load[k];
  return true;
}

/* Every pairing in the order of helpers by receiver: the first of the best stays. */
static void try_all(const buju_pairing_ask *ask, all *best) {
  buju_ix who[RECEIVERS_MOST] = {0};
  bool any = false;
  for (;;) {
    int64_t value[BUJU_PAIRING_VALUES];
    if (value_of(ask, who, value)) {
      int order = 0;
      for (int n = 0; any && n < BUJU_PAIRING_VALUES && order == 0; n++)
        order = (value[n] > best->value[n]) - (value[n] < best->value[n]);
      if (!any || order < 0) {
        memcpy(best->value, value, sizeof value);
        memcpy(best->who, who, sizeof who);
      }
      any = true;
    }
    buju_ix i = ask->receivers;
    while (i > 0 && who[i - 1] == ask->helpers) who[--i] = 0;
    if (i == 0) return;
    who[i - 1]++;
  }
}

static void hold_against_all(buju_ctx *ctx, const buju_pairing_ask *ask, uint64_t seed) {
  buju_arena *arena = buju_arena_new();
  buju_pairing got;
  all best;
  assert_int_equal(buju_pairing_solve(ctx, ask, arena, &got), BUJU_OK);
  try_all(ask, &best);
  for (int n = 0; n < BUJU_PAIRING_VALUES; n++)
    if (got.value[n] != best.value[n] || got.lower[n] != best.value[n])
      fail_msg("case %llu, number %d: %lld, bound %lld, best %lld", (unsigned long long)seed, n,
               (long long)got.value[n], (long long)got.lower[n], (long long)best.value[n]);
  buju_ix load[HELPERS_MOST + 1] = {0};
  for (buju_ix i = 0; i < ask->receivers; i++) {
    buju_ix who = got.helper_of[i] != BUJU_NONE ? got.helper_of[i] : ask->helpers;
    if (who != best.who[i])
      fail_msg("case %llu: receiver %u has helper %u, should have %u", (unsigned long long)seed, i, who, best.who[i]);
    load[who]++;
  }
  for (buju_ix k = 0; k < ask->helpers; k++) assert_int_equal(got.load[k], load[k]);
  buju_arena_free(arena);
}

/* Times of few values, so that ties abound; ways that are not there; caps that leave some out. */
static void as_good_as_any_and_the_first_of_them(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (uint64_t run = 0; run < 6000; run++) {
    uint64_t seed = run + 1;
    uint32_t ms[RECEIVERS_MOST * HELPERS_MOST], values = 1 + dice(&seed, 6), holes = dice(&seed, 4);
    int64_t weight[RECEIVERS_MOST];
    buju_pairing_ask ask = {.receivers = dice(&seed, RECEIVERS_MOST + 1),
                            .helpers = dice(&seed, run % 8 == 0 ? HELPERS_MOST + 1 : 4),
                            .ms = ms,
                            .most = dice(&seed, 2) == 0 ? BUJU_NONE : 1 + dice(&seed, 3),
                            .even = dice(&seed, 3) > 0};
    if (ask.helpers == 4 && ask.receivers > 5) ask.receivers = 5;
    for (size_t i = 0; i < sizeof ms / sizeof *ms; i++)
      ms[i] = dice(&seed, 4) < holes ? BUJU_FAR : 60000 * dice(&seed, values);
    for (size_t i = 0; i < RECEIVERS_MOST; i++) weight[i] = dice(&seed, 3);
    if (dice(&seed, 3) == 0) ask.weight = weight;
    hold_against_all(ctx, &ask, run);
  }
  buju_ctx_free(ctx);
}

/* Loads differ by one at most where everybody reaches everybody, however lopsided the country. */
static void loads_are_even(void **state) {
  (void)state;
  enum { RECEIVERS = 403, HELPERS = 12 };
  static uint32_t ms[RECEIVERS * HELPERS];
  uint64_t seed = 5;
  for (size_t i = 0; i < RECEIVERS; i++)
    for (size_t k = 0; k < HELPERS; k++) ms[i * HELPERS + k] = (uint32_t)(1 + k) * 1000000 + dice(&seed, 500000);
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_pairing got;
  buju_pairing_ask ask = {.receivers = RECEIVERS, .helpers = HELPERS, .ms = ms, .most = BUJU_NONE, .even = true};
  assert_int_equal(buju_pairing_solve(ctx, &ask, arena, &got), BUJU_OK);
  for (int k = 0; k < HELPERS; k++) assert_in_range(got.load[k], RECEIVERS / HELPERS, RECEIVERS / HELPERS + 1);
  assert_memory_equal(got.value, got.lower, sizeof got.value);
  ask.even = false; /* then everybody goes to the nearest */
  assert_int_equal(buju_pairing_solve(ctx, &ask, arena, &got), BUJU_OK);
  assert_int_equal(got.load[0], RECEIVERS);
  assert_memory_equal(got.value, got.lower, sizeof got.value);
  ask.most = 30; /* not enough for everybody */
  assert_int_equal(buju_pairing_solve(ctx, &ask, arena, &got), BUJU_OK);
  assert_int_equal(got.value[BUJU_PAIRING_LEFT], RECEIVERS - 30 * HELPERS);
  assert_memory_equal(got.value, got.lower, sizeof got.value);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void what_cannot_be_added_up_is_refused(void **state) {
  (void)state;
  const uint32_t ms[2] = {86400000, 1000};
  const int64_t weight[2] = {INT64_MAX / 1000, 1};
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_pairing got;
  buju_pairing_ask ask = {.receivers = 2, .helpers = 1, .ms = ms, .weight = weight, .most = BUJU_NONE};
  assert_int_equal(buju_pairing_solve(ctx, &ask, arena, &got), BUJU_E_DATA);
  assert_non_null(strstr(buju_ctx_error(ctx), "weigh_by"));
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_good_as_any_and_the_first_of_them),
      cmocka_unit_test(loads_are_even),
      cmocka_unit_test(what_cannot_be_added_up_is_refused),
  };
  return cmocka_run_group_tests_name("pairing", tests, NULL, NULL);
}
