/* Parallel loops: everything once, the lowest failure, errors that arrive. SPDX-License-Identifier: Apache-2.0 */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/parallel.h"

enum { N = 100000, WORKERS = 256 };

typedef struct tally {
  uint32_t times[N];
  uint64_t sum[WORKERS]; /* by worker */
  unsigned workers;
  uint64_t chunk, fail_from, fail_step;
} tally;

static tally t;

static buju_status count(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  BUJU_MSG(broken, "第{0}项", "item {0}");
  tally *all = user;
  assert_true(worker < all->workers && first < end && end - first <= all->chunk && first % all->chunk == 0);
  for (uint64_t i = first; i < end; i++) {
    all->times[i]++;
    all->sum[worker] += i;
    if (i >= all->fail_from && (i - all->fail_from) % all->fail_step == 0)
      return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(broken, buju_int((int64_t)i)));
  }
  return BUJU_OK;
}

static buju_status go(buju_ctx *ctx, uint64_t n, uint64_t chunk) {
  t.workers = buju_parallel_workers(ctx, n, chunk);
  t.chunk = chunk;
  memset(t.times, 0, sizeof t.times);
  memset(t.sum, 0, sizeof t.sum);
  return buju_parallel_for(ctx, n, chunk, count, &t);
}

static void every_item_is_done_once(void **state) {
  (void)state;
  static const unsigned threads[] = {1, 2, 3, 8, 256};
  static const uint64_t sizes[] = {0, 1, 2, 1000, N};
  static const uint64_t chunks[] = {1, 7, 1000, 1000000};
  buju_ctx *ctx = buju_ctx_new();
  t.fail_from = UINT64_MAX;
  for (int a = 0; a < 5; a++)
    for (int b = 0; b < 5; b++)
      for (int c = 0; c < 4; c++) {
        buju_ctx_set_threads(ctx, threads[a]);
        assert_int_equal(go(ctx, sizes[b], chunks[c]), BUJU_OK);
        assert_in_range(t.workers, 1, threads[a]);
        uint64_t sum = 0;
        for (unsigned w = 0; w < t.workers; w++) sum += t.sum[w];
        assert_int_equal(sum, sizes[b] * (sizes[b] - (sizes[b] > 0)) / 2);
        for (uint64_t i = 0; i < N; i++) assert_int_equal(t.times[i], i < sizes[b]);
      }
  buju_ctx_free(ctx);
}

/* Many chunks fail; the lowest is told, in the caller's language, on any number of threads. */
static void the_lowest_failure_is_told(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= 8; threads++) {
    buju_ctx *ctx = buju_ctx_new();
    buju_ctx_set_lang(ctx, BUJU_EN);
    buju_ctx_set_threads(ctx, threads);
    t.fail_from = 777;
    t.fail_step = 3;
    for (int again = 0; again < 50; again++) {
      buju_ctx_clear(ctx);
      assert_int_equal(go(ctx, N, 5), BUJU_E_DATA);
      assert_string_equal(buju_ctx_error(ctx), "item 777");
      for (int i = 0; i <= 777; i++) assert_int_equal(t.times[i], 1);
    }
    buju_ctx_free(ctx);
  }
}

/* Fails when both items are being worked on, the higher one first. */
static buju_status fail_together(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  BUJU_MSG(broken, "第{0}项", "item {0}");
  (void)worker, (void)end;
  atomic_int *begun = user;
  atomic_fetch_add(begun, 1);
  while (atomic_load(begun) < 2) sched_yield();
  if (first == 0)
    for (int i = 0; i < 1000; i++) sched_yield();
  return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(broken, buju_int((int64_t)first)));
}

static void of_failures_at_once_the_lower_is_told(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_ctx_set_threads(ctx, 2);
  for (int again = 0; again < 20; again++) {
    atomic_int begun = 0;
    assert_int_equal(buju_parallel_for(ctx, 2, 1, fail_together, &begun), BUJU_E_DATA);
    assert_string_equal(buju_ctx_error(ctx), "item 0");
  }
  buju_ctx_free(ctx);
}

static buju_status nest(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)worker;
  uint32_t *done = user;
  for (uint64_t i = first; i < end; i++) {
    assert_int_equal(buju_parallel_workers(ctx, 100, 1), 1);
    done[i] = 1;
  }
  return BUJU_OK;
}

static void a_loop_inside_a_loop_runs_inline(void **state) {
  (void)state;
  uint32_t done[64] = {0};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_threads(ctx, 4);
  assert_int_equal(buju_parallel_for(ctx, 64, 1, nest, done), BUJU_OK);
  for (int i = 0; i < 64; i++) assert_int_equal(done[i], 1);
  buju_ctx_free(ctx);
}

static void threads_are_asked_of_the_context(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  assert_in_range(buju_ctx_threads(ctx), 1, 256);
  buju_ctx_set_threads(ctx, 3);
  assert_int_equal(buju_ctx_threads(ctx), 3);
  buju_ctx_set_threads(ctx, 1000);
  assert_int_equal(buju_ctx_threads(ctx), 256);
  buju_ctx_set_threads(ctx, 0);
  assert_in_range(buju_ctx_threads(ctx), 1, 256);
  assert_int_equal(buju_ctx_threads(NULL), 1);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_item_is_done_once),
      cmocka_unit_test(the_lowest_failure_is_told),
      cmocka_unit_test(of_failures_at_once_the_lower_is_told),
      cmocka_unit_test(a_loop_inside_a_loop_runs_inline),
      cmocka_unit_test(threads_are_asked_of_the_context),
  };
  return cmocka_run_group_tests_name("parallel", tests, NULL, NULL);
}
