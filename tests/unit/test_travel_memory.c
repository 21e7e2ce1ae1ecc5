/* Every allocation of the road engine failed in turn: it says that memory is out, and leaves nothing behind. The linker
 * sends the library's allocations here. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "planner/travel/graph_table.h"
#include "planner/travel/ride.h"
#include "planner/travel/sweep.h"
#include "tests/support/roads.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);

static int64_t left = INT64_MAX; /* allocations until the one that fails; one only, so that clean-up can work */

static int refuse(void) { return left != INT64_MAX && left-- == 0; }

void *__wrap_malloc(size_t size) { return refuse() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t n, size_t size) { return refuse() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *old, size_t size) { return refuse() ? NULL : __real_realloc(old, size); }
void *__wrap_aligned_alloc(size_t alignment, size_t size) {
  return refuse() ? NULL : __real_aligned_alloc(alignment, size);
}

enum { NODES = 200, PLACES = 100 };

typedef struct places {
  uint64_t row[PLACES + 1];
  buju_start start[PLACES];
  buju_starts list;
} places;

static places p;

static buju_status search_it(buju_ctx *ctx, const buju_graph *g, buju_arena *arena) {
  buju_search *search = NULL;
  buju_reached reached;
  buju_ways ways;
  buju_allocated nearest;
  buju_csr table;
  buju_ix first, arcs;
  const buju_ix *arc;
  buju_status status = buju_search_new(ctx, g, &search);
  if (status == BUJU_OK) status = buju_search_times(ctx, search, g, p.start, PLACES, BUJU_FAR, &reached);
  if (status == BUJU_OK) status = buju_search_nearest(ctx, search, g, p.start, PLACES, BUJU_FAR, &nearest);
  if (status == BUJU_OK) status = buju_search_ways(ctx, search, g, p.start, 1, BUJU_FAR, &ways);
  if (status == BUJU_OK) status = buju_ways_trace(ctx, &ways, ways.node[ways.n - 1], arena, &first, &arcs, &arc);
  if (status == BUJU_OK) status = buju_search_table(ctx, g, &p.list, &p.list, BUJU_FAR, 100000, arena, &table);
  buju_search_free(search);
  return status;
}

static buju_status either_way(buju_ctx *ctx, const buju_graph *g, buju_arena *arena) {
  buju_levels levels;
  buju_collect collect;
  buju_csr table;
  buju_rows_ask ask = {
      .from = &p.list, .to = &p.list, .limit_ms = BUJU_FAR, .take = buju_collect_row, .user = &collect};
  assert_true(buju_levels_begin(&levels, g));
  buju_status status = buju_collect_begin(ctx, PLACES, 100000, arena, &collect);
  if (status == BUJU_OK) status = buju_graph_table_rows(ctx, &levels, NULL, &ask);
  status = buju_collect_end(ctx, &collect, status, arena, &table);
  buju_levels_free(&levels);
  return status;
}

static buju_status ride_it(buju_ctx *ctx, const buju_graph *g, buju_arena *arena) {
  buju_hierarchy hierarchy;
  buju_metric metric;
  buju_field field;
  buju_csr table;
  buju_ride *ride = NULL;
  buju_sweep *sweep = NULL;
  buju_swept swept;
  uint32_t ms;
  buju_ix which = 0;
  buju_status status = buju_hierarchy_make(ctx, g, arena, &hierarchy);
  if (status == BUJU_OK) status = buju_metric_make(ctx, &hierarchy, g, NULL, arena, &metric);
  if (status == BUJU_OK) status = buju_ride_new(ctx, &hierarchy, &ride);
  if (status == BUJU_OK) status = buju_ride_ms(ctx, ride, &metric, p.start, 1, p.start + 1, 1, &ms);
  if (status == BUJU_OK) status = buju_field_all(ctx, &metric, arena, &field);
  if (status == BUJU_OK) status = buju_sweep_new(ctx, &field, 1, &sweep);
  if (status == BUJU_OK) status = buju_sweep_run(ctx, sweep, &p.list, &which, 1, BUJU_FAR, &swept);
  if (status == BUJU_OK) status = buju_sweep_table(ctx, &metric, &p.list, &p.list, BUJU_FAR, 100000, arena, &table);
  if (status == BUJU_OK) status = either_way(ctx, g, arena);
  buju_sweep_free(sweep);
  buju_ride_free(ride);
  return status;
}

static buju_status attempt(buju_ctx *ctx, const roads *r) {
  buju_graph graph, back;
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? buju_graph_make(ctx, &r->list, arena, &graph) : BUJU_E_MEMORY;
  if (arena == NULL) return buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_graph_reverse(ctx, &graph, arena, &back);
  if (status == BUJU_OK) status = search_it(ctx, &back, arena);
  if (status == BUJU_OK) status = ride_it(ctx, &graph, arena);
  buju_arena_free(arena);
  return status;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  static const roads_kind kind = {.nodes = NODES, .roads = 700, .most_ms = 90000, .one_way = 5, .grid = true};
  roads r = roads_make(&kind, 1);
  for (buju_ix i = 0; i < PLACES; i++) {
    p.row[i + 1] = i + 1;
    p.start[i] = (buju_start){.node = 2 * i, .owner = i};
  }
  p.list = (buju_starts){PLACES, p.row, p.start};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_threads(ctx, 1); /* so that the n-th allocation is the same one every time */
  int64_t nth = 0;
  for (;; nth++) {
    left = nth;
    buju_status status = attempt(ctx, &r);
    int64_t rest = left;
    left = INT64_MAX;
    if (status == BUJU_OK && rest >= 0) break; /* fewer allocations than nth: all of them have had their turn */
    if (status != BUJU_E_MEMORY) fail_msg("allocation %d: status %d, \"%s\"", (int)nth, status, buju_ctx_error(ctx));
    assert_true(buju_ctx_error(ctx)[0] != '\0');
    buju_ctx_clear(ctx);
  }
  assert_true(nth > 100);
  buju_ctx_free(ctx);
  roads_free(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests_name("travel_memory", tests, NULL, NULL);
}
