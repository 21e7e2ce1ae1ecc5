/* Which polygons and points touch: against GEOS pair by pair, and on hand-made corners of the problem.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <math.h>

#include "layers/region/adjacency.h"
#include "tests/support/polygons.h"

typedef struct fixture {
  buju_ctx *ctx;
  buju_arena *arena;
  GEOSContextHandle_t geos;
} fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  f->arena = buju_arena_new();
  f->geos = GEOS_init_r();
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  GEOS_finish_r(f->geos);
  buju_arena_free(f->arena);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static buju_csr relate(fixture *f, buju_ix n, const buju_shape *shape, buju_ix *overlaps_n) {
  buju_rings *rings = BUJU_NEW(f->arena, buju_rings, n);
  double *x = BUJU_NEW(f->arena, double, n), *y = BUJU_NEW(f->arena, double, n), area;
  buju_vec overlaps = {0};
  buju_csr csr = {0};
  for (buju_ix v = 0; v < n; v++) {
    assert_int_equal(buju_rings_read(f->ctx, shape[v], f->arena, &rings[v]), BUJU_OK);
    assert_int_equal(buju_shape_inside(f->ctx, f->geos, shape[v], &x[v], &y[v], &area), BUJU_OK);
    assert_true(buju_rings_contain(&rings[v], x[v], y[v]));
  }
  assert_int_equal(
      buju_adjacency_polygons(f->ctx, f->geos, n, rings, shape, x, y, BUJU_TOUCH_M, f->arena, &csr, &overlaps),
      BUJU_OK);
  if (overlaps_n != NULL) *overlaps_n = (buju_ix)overlaps.n;
  buju_vec_free(&overlaps);
  return csr;
}

static uint32_t shared(const buju_csr *csr, buju_ix a, buju_ix b) {
  for (uint64_t i = csr->row[a]; i < csr->row[a + 1]; i++)
    if (csr->col[i] == b) return csr->val != NULL ? (csr->val[i] > 0 ? csr->val[i] : 1) : 1;
  return 0;
}

static void check_symmetric(const buju_csr *csr) {
  for (buju_ix a = 0; a < csr->n; a++)
    for (uint64_t i = csr->row[a]; i < csr->row[a + 1]; i++) {
      assert_int_not_equal(csr->col[i], a);
      assert_int_equal(shared(csr, csr->col[i], a), shared(csr, a, csr->col[i]));
      if (i > csr->row[a]) assert_true(csr->col[i - 1] < csr->col[i]);
    }
}

/* Every pair through GEOS: the length of the common boundary. */
static void a_tessellation_agrees_with_geos(void **state) {
  fixture *f = *state;
  enum { ROWS = 7, COLUMNS = 8, N = ROWS * COLUMNS };
  for (uint64_t seed = 1; seed <= 3; seed++) {
    buju_shape *shape = buju_test_tessellation(f->arena, ROWS, COLUMNS, 0, false, seed);
    buju_csr csr = relate(f, N, shape, NULL);
    check_symmetric(&csr);
    GEOSGeometry *g[N];
    for (int v = 0; v < N; v++) g[v] = buju_shape_geos(f->geos, shape[v]);
    for (int a = 0; a < N; a++)
      for (int b = a + 1; b < N; b++) {
        GEOSGeometry *common = GEOSIntersection_r(f->geos, g[a], g[b]);
        double metres = 0;
        assert_int_equal(GEOSLength_r(f->geos, common, &metres), 1);
        uint32_t ours = shared(&csr, (buju_ix)a, (buju_ix)b);
        assert_true(metres > 0 ? fabs(ours - metres) <= 0.5 : ours == 0);
        GEOSGeom_destroy_r(f->geos, common);
      }
    for (int v = 0; v < N; v++) GEOSGeom_destroy_r(f->geos, g[v]);
  }
}

/* Slivers and T-junctions do not change who touches whom; lengths stay near. */
static void noise_changes_nothing(void **state) {
  fixture *f = *state;
  enum { ROWS = 9, COLUMNS = 9, N = ROWS * COLUMNS };
  for (uint64_t seed = 1; seed <= 3; seed++) {
    buju_csr truth = relate(f, N, buju_test_tessellation(f->arena, ROWS, COLUMNS, 0, false, seed), NULL);
    buju_csr noisy = relate(f, N, buju_test_tessellation(f->arena, ROWS, COLUMNS, 1, false, seed), NULL);
    buju_csr thin = relate(f, N, buju_test_tessellation(f->arena, ROWS, COLUMNS, 0, true, seed), NULL);
    check_symmetric(&noisy);
    for (buju_ix a = 0; a < N; a++)
      for (buju_ix b = 0; b < N; b++) {
        uint32_t want = shared(&truth, a, b), have = shared(&noisy, a, b);
        assert_int_equal(want > 0, have > 0);
        assert_int_equal(want > 0, shared(&thin, a, b) > 0);
        if (want > 0) assert_true(have > 0.9 * want && have < 1.1 * want + 10);
      }
  }
}

static void corners_of_the_problem(void **state) {
  fixture *f = *state;
  buju_ix overlaps = 0;
  /* 2 × 2 squares: sides, not the corner. */
  buju_shape squares[] = {buju_test_box(f->arena, 0, 0, 1000, 1000), buju_test_box(f->arena, 1000, 0, 2000, 1000),
                          buju_test_box(f->arena, 0, 1000, 1000, 2000),
                          buju_test_box(f->arena, 1000, 1000, 2000, 2000)};
  buju_csr csr = relate(f, 4, squares, &overlaps);
  assert_int_equal(shared(&csr, 0, 1), 1000);
  assert_int_equal(shared(&csr, 0, 2), 1000);
  assert_int_equal(shared(&csr, 0, 3), 0);
  assert_int_equal(overlaps, 0);
  /* T-junction: one long side against two short ones. */
  buju_shape tee[] = {buju_test_box(f->arena, 0, 0, 2000, 1000), buju_test_box(f->arena, 0, 1000, 700, 2000),
                      buju_test_box(f->arena, 700, 1000, 2000, 2000)};
  csr = relate(f, 3, tee, NULL);
  assert_int_equal(shared(&csr, 0, 1), 700);
  assert_int_equal(shared(&csr, 0, 2), 1300);
  /* A gap of 4 m is a border, one of 40 m is not; a touch of 15 m along the border is a corner. */
  buju_shape gap[] = {buju_test_box(f->arena, 0, 0, 1000, 1000), buju_test_box(f->arena, 1004, 0, 2000, 1000),
                      buju_test_box(f->arena, 0, 1040, 1000, 2000), buju_test_box(f->arena, -1000, 985, -1, 2000)};
  csr = relate(f, 4, gap, NULL);
  assert_int_equal(shared(&csr, 0, 1), 1000);
  assert_int_equal(shared(&csr, 0, 2), 0);
  assert_int_equal(shared(&csr, 0, 3), 0);
  assert_true(shared(&csr, 2, 3) > 0);
  /* An overlap of 50 m, and a village drawn over another that has no hole for it. */
  buju_shape over[] = {buju_test_box(f->arena, 0, 0, 1000, 1000), buju_test_box(f->arena, 950, 100, 2000, 900),
                       buju_test_box(f->arena, 300, 300, 500, 500)};
  csr = relate(f, 3, over, &overlaps);
  assert_int_equal(shared(&csr, 0, 1), 850); /* 800 m of one boundary, 900 m of the other */
  assert_int_equal(shared(&csr, 0, 2), 400); /* the mean of 800 m of its boundary and none of the other's */
  assert_int_equal(shared(&csr, 1, 2), 0);
  assert_int_equal(overlaps, 2);
  /* No polygon: no neighbour. */
  buju_shape none[] = {squares[0], squares[1]};
  csr = relate(f, 1, none, NULL);
  assert_int_equal(csr.row[1], 0);
}

/* ---- points ---- */

/* Two points are Voronoi neighbours when some circle through both holds no other point. */
static bool oracle(size_t n, const double *x, const double *y, size_t a, size_t b) {
  double low = -INFINITY, high = INFINITY; /* where on the bisector the centre may be */
  double mx = (x[a] + x[b]) / 2, my = (y[a] + y[b]) / 2, ux = -(y[b] - y[a]), uy = x[b] - x[a];
  double r2 = (x[a] - mx) * (x[a] - mx) + (y[a] - my) * (y[a] - my);
  for (size_t c = 0; c < n; c++) {
    if (c == a || c == b) continue;
    double dx = x[c] - mx, dy = y[c] - my, slope = 2 * (ux * dx + uy * dy), excess = dx * dx + dy * dy - r2;
    if (slope > 0)
      high = fmin(high, excess / slope);
    else if (slope < 0)
      low = fmax(low, excess / slope);
    else if (excess < 0)
      return false;
  }
  return low <= high;
}

static void points_agree_with_empty_circles(void **state) {
  fixture *f = *state;
  enum { N = 60 };
  uint64_t random = 42;
  double x[N], y[N];
  for (int i = 0; i < N; i++) {
    x[i] = 500000 + 20000 * buju_test_random(&random);
    y[i] = 3000000 + 20000 * buju_test_random(&random);
  }
  buju_csr csr;
  assert_int_equal(buju_adjacency_points(f->ctx, f->geos, N, x, y, f->arena, &csr), BUJU_OK);
  check_symmetric(&csr);
  for (buju_ix a = 0; a < N; a++)
    for (buju_ix b = 0; b < N; b++)
      if (a != b) assert_int_equal(shared(&csr, a, b), oracle(N, x, y, a, b));
}

static void odd_points(void **state) {
  fixture *f = *state;
  buju_csr csr;
  const double x[] = {0, 3000, 1000, 2000, NAN, 1000}, y[] = {0, 0, 0, 0, NAN, 0};
  assert_int_equal(buju_adjacency_points(f->ctx, f->geos, 6, x, y, f->arena, &csr), BUJU_OK);
  assert_true(shared(&csr, 0, 2) && shared(&csr, 0, 5) && shared(&csr, 2, 5) && shared(&csr, 2, 3) &&
              shared(&csr, 1, 3));
  assert_false(shared(&csr, 0, 3) || shared(&csr, 0, 1));
  assert_int_equal(csr.row[5] - csr.row[4], 0);
  assert_int_equal(buju_adjacency_points(f->ctx, f->geos, 2, x, y, f->arena, &csr), BUJU_OK);
  assert_true(shared(&csr, 0, 1));
  assert_int_equal(buju_adjacency_points(f->ctx, f->geos, 1, x, y, f->arena, &csr), BUJU_OK);
  assert_int_equal(buju_adjacency_points(f->ctx, f->geos, 0, x, y, f->arena, &csr), BUJU_OK);
  double same[200] = {0};
  assert_int_equal(buju_adjacency_points(f->ctx, f->geos, 200, same, same, f->arena, &csr), BUJU_OK);
  check_symmetric(&csr);
  assert_true(csr.row[200] < 200 * 40); /* not every pair of a heap */
}

/* A layer that holds its villages over and over is refused, quickly; one village over all others is not. */
static void heaps_of_polygons_are_refused(void **state) {
  fixture *f = *state;
  enum { N = 3000 };
  buju_rings *rings = BUJU_NEW(f->arena, buju_rings, N);
  double *x = BUJU_NEW(f->arena, double, N), *y = BUJU_NEW(f->arena, double, N), area;
  buju_shape *shape = BUJU_NEW(f->arena, buju_shape, N), *one = buju_test_tessellation(f->arena, 1, 1, false, false, 5);
  for (buju_ix v = 0; v < N; v++) {
    shape[v] = one[0];
    assert_int_equal(buju_rings_read(f->ctx, shape[v], f->arena, &rings[v]), BUJU_OK);
  }
  assert_int_equal(buju_shape_inside(f->ctx, f->geos, one[0], &x[0], &y[0], &area), BUJU_OK);
  for (buju_ix v = 1; v < N; v++) x[v] = x[0], y[v] = y[0];
  buju_vec overlaps = {0};
  buju_csr csr = {0};
  clock_t from = clock();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  assert_int_equal(
      buju_adjacency_polygons(f->ctx, f->geos, N, rings, shape, x, y, BUJU_TOUCH_M, f->arena, &csr, &overlaps),
      BUJU_E_DATA);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "(49,000 pairs and more)"));
  assert_true((double)(clock() - from) / CLOCKS_PER_SEC < 5);
  assert_null(csr.row);
  assert_int_equal(
      buju_adjacency_polygons(f->ctx, f->geos, 20, rings, shape, x, y, BUJU_TOUCH_M, f->arena, &csr, &overlaps),
      BUJU_OK);
  assert_int_equal(overlaps.n, 190);
  buju_vec_free(&overlaps);
}

/* 100 times the polygons may take a few hundred times as long, not ten thousand. */
static void time_grows_with_the_polygons(void **state) {
  fixture *f = *state;
  for (int noisy = 0; noisy < 2; noisy++) {
    double seconds[2];
    const int side[] = {14, 70};
    for (int i = 0; i < 2; i++) {
      buju_shape *shape = buju_test_tessellation(f->arena, side[i], side[i], noisy, false, 5);
      clock_t from = clock();
      relate(f, (buju_ix)(side[i] * side[i]), shape, NULL);
      seconds[i] = (double)(clock() - from) / CLOCKS_PER_SEC;
    }
    print_message("%s: %d polygons %.3f s, %d polygons %.3f s\n", noisy ? "slivers" : "common edges", side[0] * side[0],
                  seconds[0], side[1] * side[1], seconds[1]);
    assert_true(seconds[1] < 0.2 + 150 * seconds[0]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_tessellation_agrees_with_geos, set_up, tear_down),
      cmocka_unit_test_setup_teardown(noise_changes_nothing, set_up, tear_down),
      cmocka_unit_test_setup_teardown(corners_of_the_problem, set_up, tear_down),
      cmocka_unit_test_setup_teardown(points_agree_with_empty_circles, set_up, tear_down),
      cmocka_unit_test_setup_teardown(odd_points, set_up, tear_down),
      cmocka_unit_test_setup_teardown(heaps_of_polygons_are_refused, set_up, tear_down),
      cmocka_unit_test_setup_teardown(time_grows_with_the_polygons, set_up, tear_down),
  };
  return cmocka_run_group_tests_name("adjacency", tests, NULL, NULL);
}
