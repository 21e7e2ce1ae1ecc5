/* WKB walked and pruned, polygons repaired. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layers/repair.h"
#include "layers/wkb.h"

enum { WKB_MAX = 4096 };

typedef struct writer {
  unsigned char bytes[WKB_MAX];
  size_t n;
} writer;

static void put_u32(writer *w, uint32_t value) {
  for (int i = 0; i < 4; i++) w->bytes[w->n++] = (unsigned char)(value >> (8 * i));
}

static void head(writer *w, uint32_t type, uint32_t parts) {
  w->bytes[w->n++] = 1;
  put_u32(w, type);
  put_u32(w, parts);
}

static void ring(writer *w, const double *xy, uint32_t points) {
  put_u32(w, points);
  for (uint32_t i = 0; i < 2 * points; i++, w->n += 8) buju_wkb_put(w->bytes + w->n, xy[i]);
}

/* A MultiPolygon of one polygon of these rings, each closed. */
static writer polygon(const double *const *rings, const uint32_t *points, uint32_t n) {
  writer w = {.n = 0};
  head(&w, 6, 1);
  head(&w, 3, n);
  for (uint32_t i = 0; i < n; i++) ring(&w, rings[i], points[i]);
  return w;
}

static const double square[] = {0, 0, 100, 0, 100, 100, 0, 100, 0, 0};
static const double bow_tie[] = {0, 0, 100, 100, 100, 0, 0, 100, 0, 0};
static const double hole[] = {20, 20, 20, 40, 40, 40, 40, 20, 20, 20};
static const double outside[] = {200, 200, 200, 240, 240, 240, 240, 200, 200, 200};
static const double sliver[] = {10, 10, 20, 20, 10, 10};
static const double dot[] = {10, 10, 10, 10};
static const double line[] = {0, 0, 50, 0, 100, 0, 0, 0};

static bool sum_up(void *user, unsigned char *xy, uint32_t n) {
  double *sum = user;
  for (uint32_t i = 0; i < n; i++) sum[0] += buju_wkb_double(xy + 16 * (size_t)i);
  sum[1] += n;
  return true;
}

static void every_coordinate_is_visited_once(void **state) {
  (void)state;
  const double *rings[] = {square, hole};
  const uint32_t points[] = {5, 5};
  writer w = polygon(rings, points, 2);
  double sum[2] = {0};
  assert_true(buju_wkb_each(w.bytes, w.n, sum_up, sum));
  assert_true(sum[0] == 200 + 140 && sum[1] == 10);
}

/* Bytes cut anywhere, or with a byte changed, are refused or walked within their bounds (the sanitizer watches). */
static void broken_bytes_do_no_harm(void **state) {
  (void)state;
  const double *rings[] = {square, hole};
  const uint32_t points[] = {5, 5};
  writer w = polygon(rings, points, 2);
  for (size_t n = 0; n < w.n; n++) {
    unsigned char *cut = malloc(n + 1);
    double sum[2] = {0};
    memcpy(cut, w.bytes, n);
    assert_false(buju_wkb_each(cut, n, sum_up, sum));
    assert_int_equal(buju_wkb_prune(cut, n), 0);
    free(cut);
  }
  for (size_t i = 0; i < 30; i++)
    for (int value = 0; value < 256; value += 15) {
      unsigned char *changed = malloc(w.n);
      double sum[2] = {0};
      memcpy(changed, w.bytes, w.n);
      changed[i] = (unsigned char)value;
      buju_wkb_each(changed, w.n, sum_up, sum);
      assert_true(sum[1] <= 10);
      assert_true(buju_wkb_prune(changed, w.n) <= w.n);
      free(changed);
    }
}

/* Small rings go, holes of a polygon that goes with them; what is left reads as before. */
static void small_rings_are_pruned(void **state) {
  (void)state;
  const double *rings[] = {square, sliver, hole, dot};
  const uint32_t points[] = {5, 3, 5, 2};
  writer w = polygon(rings, points, 4),
         want = polygon((const double *const[]){square, hole}, (const uint32_t[]){5, 5}, 2);
  assert_int_equal(buju_wkb_prune(w.bytes, w.n), want.n);
  assert_memory_equal(w.bytes, want.bytes, want.n);
  w = polygon((const double *const[]){sliver, hole}, (const uint32_t[]){3, 5}, 2);
  assert_int_equal(buju_wkb_prune(w.bytes, w.n), 9);
  assert_int_equal(w.bytes[5], 0);
}

static double area_of(const buju_repaired *r) { return r->after_m2; }

static buju_repaired repair(buju_arena *arena, writer *w) {
  buju_repairer *repairer = buju_repairer_new();
  buju_repaired out = {0}, again = {0};
  assert_non_null(repairer);
  assert_int_equal(buju_repair(NULL, repairer, w->bytes, w->n, arena, &out), BUJU_OK);
  if (out.wkb != NULL) { /* what comes out needs no repair */
    unsigned char *copy = malloc(out.bytes);
    memcpy(copy, out.wkb, out.bytes);
    assert_int_equal(copy[1], 6);
    assert_int_equal(buju_repair(NULL, repairer, copy, out.bytes, arena, &again), BUJU_OK);
    assert_false(again.changed);
    free(copy);
  }
  buju_repairer_free(repairer);
  return out;
}

static void sound_polygons_stay_as_they_are(void **state) {
  const double *rings[] = {square, hole};
  const uint32_t points[] = {5, 5};
  writer w = polygon(rings, points, 2);
  buju_repaired r = repair(*state, &w);
  assert_false(r.changed);
  assert_ptr_equal(r.wkb, w.bytes);
  assert_int_equal(r.bytes, w.n);
}

static void broken_polygons_are_mended(void **state) {
  static const struct {
    const double *rings[2];
    uint32_t points[2], n;
    const char *reason;
    double area; /* 0: nothing is left */
  } cases[] = {{{bow_tie}, {5}, 1, "Self-intersection", 5000},
               {{square, outside}, {5, 5}, 2, "Hole lies outside shell", 11600},
               {{square, sliver}, {5, 3}, 2, "Too few points in geometry component", 10000},
               {{square, dot}, {5, 2}, 2, "Too few points in geometry component", 10000},
               {{dot}, {2}, 1, "Too few points in geometry component", 0},
               {{sliver}, {3}, 1, "Too few points in geometry component", 0},
               {{line}, {4}, 1, "Self-intersection", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    writer w = polygon(cases[i].rings, cases[i].points, cases[i].n);
    buju_repaired r = repair(*state, &w);
    assert_true(r.changed);
    assert_int_equal(r.wkb != NULL, cases[i].area > 0);
    if (cases[i].area > 0 && fabs(area_of(&r) - cases[i].area) > 1e-9) fail_msg("case %zu: %g", i, area_of(&r));
    if (cases[i].rings[0] != line) assert_string_equal(r.reason, cases[i].reason);
    assert_non_null(buju_repair_reason(r.reason)->zh);
  }
  assert_string_equal(buju_repair_reason("Self-intersection")->zh, "自相交");
  assert_string_equal(buju_repair_reason("something new")->en, "invalid geometry");
}

static int begin(void **state) {
  *state = buju_arena_new();
  return *state == NULL;
}

static int end(void **state) {
  buju_arena_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_coordinate_is_visited_once),
      cmocka_unit_test(broken_bytes_do_no_harm),
      cmocka_unit_test(small_rings_are_pruned),
      cmocka_unit_test_setup_teardown(sound_polygons_stay_as_they_are, begin, end),
      cmocka_unit_test_setup_teardown(broken_polygons_are_mended, begin, end),
  };
  return cmocka_run_group_tests_name("repair", tests, NULL, NULL);
}
