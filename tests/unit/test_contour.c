/* The mesh and the rings drawn on it, against what must hold of any triangulation and against GEOS.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/contour.h"
#include "planner/travel/mesh_parts.h"
#include "tests/support/land_geos.h"
#include "tests/support/polygons.h"

enum { MOST = 3000 };

static const double STEP_M = 0.001;

typedef struct field {
  buju_arena *arena;
  buju_ix n;
  double x_m[MOST], y_m[MOST];
  buju_mesh mesh;
} field;

static field f;

/* Points in clumps and on lines, some in one place, some a millimetre apart, some outside, some nowhere. */
static void scatter(uint64_t seed, buju_ix n, double side_m) {
  uint64_t state = seed;
  f.n = n;
  for (buju_ix i = 0; i < n; i++) {
    double a = buju_test_random(&state), b = buju_test_random(&state);
    f.x_m[i] = 500000 + side_m * a;
    f.y_m[i] = 3300000 + side_m * (i % 3 == 0 ? a : i % 3 == 1 ? b : b * b * b);
    if (i % 11 == 10) f.x_m[i] = f.x_m[i / 2], f.y_m[i] = f.y_m[i / 2];
    if (i % 13 == 12) f.x_m[i] = f.x_m[i - 1] + STEP_M, f.y_m[i] = f.y_m[i - 1];
    if (i % 17 == 16) f.x_m[i] = 500000 + side_m * floor(a * 8) / 8, f.y_m[i] = 3300000 + side_m * floor(b * 8) / 8;
    if (i % 101 == 100) f.x_m[i] = NAN;
    if (i % 103 == 102) f.y_m[i] = 3300000 + 2 * side_m;
  }
}

static void triangulate(double side_m, double spacing_m, buju_ix most) {
  buju_mesh_ask ask = {.n = f.n,
                       .x_m = f.x_m,
                       .y_m = f.y_m,
                       .west_m = 500000,
                       .south_m = 3300000,
                       .east_m = 500000 + side_m,
                       .north_m = 3300000 + side_m,
                       .spacing_m = spacing_m,
                       .most_points = most};
  buju_arena_free(f.arena);
  f.arena = buju_arena_new();
  assert_true(buju_mesh_make(f.arena, &ask, &f.mesh));
}

static bool held(buju_ix i, double side_m) {
  return f.x_m[i] >= 500000 && f.x_m[i] <= 500000 + side_m && f.y_m[i] >= 3300000 && f.y_m[i] <= 3300000 + side_m;
}

static void edges_meet(void) {
  const buju_mesh *m = &f.mesh;
  for (buju_ix h = 0; h < 3 * m->triangles; h++) {
    buju_ix twin = m->twin[h];
    if (twin == BUJU_NONE) {
      assert_true(m->rim[m->corner[h]] && m->rim[buju_mesh_head(m, h)]);
      continue;
    }
    assert_int_equal(m->twin[twin], h);
    assert_int_equal(m->corner[twin], buju_mesh_head(m, h));
    assert_int_equal(m->corner[h], buju_mesh_head(m, twin));
  }
  for (buju_ix v = 0; v < m->vertices; v++) assert_int_equal(m->corner[m->leaving[v]], v);
}

/* Triangles all turn left and their areas add up to the lattice's: none overlaps another and nothing is left out. */
static void triangles_tile(void) {
  const buju_mesh *m = &f.mesh;
  int64_t area = 0, outline = 0;
  for (buju_ix t = 0; t < m->triangles; t++) {
    int64_t turn = buju_mesh_turn(m, m->corner[3 * t], m->corner[3 * t + 1], m->corner[3 * t + 2]);
    assert_true(turn > 0);
    area += turn;
  }
  for (buju_ix h = 0; h < 3 * m->triangles; h++) {
    buju_ix a = m->corner[h], b = buju_mesh_head(m, h);
    if (m->twin[h] == BUJU_NONE) outline += (int64_t)m->grid_x[a] * m->grid_y[b] - (int64_t)m->grid_x[b] * m->grid_y[a];
  }
  assert_true(area == outline);
}

/* No corner across an edge is inside the circle of its triangle, but for ties. */
static void is_delaunay(void) {
  const buju_mesh *m = &f.mesh;
  for (buju_ix h = 0; h < 3 * m->triangles; h++) {
    if (m->twin[h] == BUJU_NONE) continue;
    buju_ix v[4] = {m->corner[h], buju_mesh_head(m, h), m->corner[buju_mesh_prev(h)],
                    m->corner[buju_mesh_prev(m->twin[h])]};
    long double x[3], y[3], z[3];
    for (int k = 0; k < 3; k++) {
      x[k] = (long double)m->grid_x[v[k]] - m->grid_x[v[3]];
      y[k] = (long double)m->grid_y[v[k]] - m->grid_y[v[3]];
      z[k] = x[k] * x[k] + y[k] * y[k];
    }
    long double det =
        z[0] * (x[1] * y[2] - x[2] * y[1]) + z[1] * (x[2] * y[0] - x[0] * y[2]) + z[2] * (x[0] * y[1] - x[1] * y[0]);
    long double size = (z[0] + z[1] + z[2]) * (z[0] + z[1] + z[2]);
    if (det > 1e-12L * size && buju_mesh_turn(m, v[3], v[1], v[2]) > 0 && buju_mesh_turn(m, v[2], v[0], v[3]) > 0)
      fail_msg("edge %u-%u is not Delaunay", v[0], v[1]);
  }
}

static void samples_are_corners(double side_m) {
  const buju_mesh *m = &f.mesh;
  for (buju_ix i = 0; i < f.n; i++) {
    buju_ix v = m->vertex_of[i];
    assert_int_equal(v != BUJU_NONE, held(i, side_m));
    if (v == BUJU_NONE) continue;
    assert_false(m->rim[v]);
    assert_true(fabs(m->x0_m + m->grid_x[v] * m->step_m - f.x_m[i]) <= m->step_m * 0.51);
    assert_true(fabs(m->y0_m + m->grid_y[v] * m->step_m - f.y_m[i]) <= m->step_m * 0.51);
  }
}

static void a_mesh_takes_every_sample(void **state) {
  (void)state;
  static const double spacings[] = {30, 300, 2000, 20000};
  for (uint64_t seed = 1; seed <= 6; seed++)
    for (size_t s = 0; s < sizeof spacings / sizeof *spacings; s++) {
      scatter(seed, seed == 1 ? 0 : seed == 2 ? 1 : MOST, 8000);
      triangulate(8000, spacings[s], 20000);
      edges_meet();
      triangles_tile();
      is_delaunay();
      samples_are_corners(8000);
    }
}

static void a_lattice_keeps_to_its_cap(void **state) {
  (void)state;
  scatter(3, 0, 8000);
  triangulate(8000, 1, 5000);
  assert_true(f.mesh.vertices <= 5000 && f.mesh.vertices > 2500);
  triangulate(0, 50, 5000); /* a box without extent */
  assert_true(f.mesh.vertices >= 16);
  triangulate(5e8, 1e6, 5000); /* steps grow where coordinates would not fit */
  assert_true(f.mesh.step_m > STEP_M);
  edges_meet();
  triangles_tile();
}

/* Times over a mesh: the distance to a centre, walls that some cannot cross, and noise. */
typedef struct surface {
  buju_ix n;
  buju_ix vertex[64 * MOST];
  uint32_t ms[64 * MOST];
} surface;

static surface s;

static void pour(uint64_t seed, double side_m, double noise, uint32_t told_ms) {
  uint64_t state = seed;
  double cx = 500000 + side_m * (0.3 + 0.4 * buju_test_random(&state)), cy = 3300000 + side_m / 2;
  s.n = 0;
  for (buju_ix v = 0; v < f.mesh.vertices; v++) {
    double ms = 1000 * hypot(f.mesh.x_m[v] - cx, f.mesh.y_m[v] - cy) * (1 + noise * buju_test_random(&state));
    if (buju_test_random(&state) < noise / 8) ms = 0;
    if (ms > told_ms || f.mesh.rim[v]) continue;
    s.vertex[s.n] = v;
    s.ms[s.n++] = (uint32_t)ms;
  }
}

static void draw(const uint32_t *limit_ms, buju_ix limits, uint32_t told_ms, buju_land *land) {
  buju_contour_lands lands = {0};
  buju_contour *contour = buju_contour_new(f.arena, &f.mesh);
  assert_non_null(contour);
  buju_contour_set(contour, s.n, s.vertex, s.ms);
  for (buju_ix i = 0; i < limits; i++)
    assert_true(buju_contour_add(contour, limit_ms[i], (buju_beyond){told_ms, 1000, NULL}, &lands));
  assert_true(buju_contour_join(f.arena, &lands, 1, land));
  buju_contour_free(contour);
}

/* Every corner reached is inside, every other outside; the ring keeps clear of both. */
static void holds_what_is_reached(GEOSContextHandle_t geos, const GEOSGeometry *land, uint32_t limit_ms) {
  const GEOSPreparedGeometry *prepared = GEOSPrepare_r(geos, land);
  static bool in[64 * MOST];
  memset(in, 0, sizeof in);
  for (buju_ix i = 0; i < s.n; i++) in[s.vertex[i]] = s.ms[i] <= limit_ms;
  for (buju_ix v = 0; v < f.mesh.vertices; v++) {
    double x_m = f.mesh.x0_m + f.mesh.grid_x[v] * f.mesh.step_m, y_m = f.mesh.y0_m + f.mesh.grid_y[v] * f.mesh.step_m;
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, x_m, y_m);
    if (GEOSPreparedContains_r(geos, prepared, point) != in[v])
      fail_msg("corner %u is %s", v, in[v] ? "outside" : "inside");
    GEOSGeom_destroy_r(geos, point);
  }
  GEOSPreparedGeom_destroy_r(geos, prepared);
}

static void rings_hold_what_is_reached(void **state) {
  GEOSContextHandle_t geos = *state;
  static const uint32_t limits[] = {0, 500000, 1000000, 2500000, 4000000};
  enum { LIMITS = sizeof limits / sizeof *limits };
  for (uint64_t seed = 2; seed <= 7; seed++) {
    scatter(seed, MOST, 8000);
    triangulate(8000, seed % 2 == 0 ? 150 : 1500, 20000);
    pour(seed, 8000, seed < 4 ? 0 : seed < 6 ? 0.2 : 3, 4200000);
    buju_land land;
    draw(limits, LIMITS, 4200000, &land);
    assert_int_equal(land.n, LIMITS);
    GEOSGeometry *before = NULL;
    for (buju_ix i = 0; i < LIMITS; i++) {
      GEOSGeometry *now = land_geos(geos, &land, i);
      double area_m2 = 0;
      assert_int_equal(GEOSisValid_r(geos, now), 1);
      assert_int_equal(GEOSArea_r(geos, now, &area_m2), 1);
      assert_true(fabs(area_m2 - land.area_m2[i]) <= 1e-9 * area_m2 + 1e-9);
      holds_what_is_reached(geos, now, limits[i]);
      if (before != NULL) { /* nested: nothing of the shorter sticks out but by rounding */
        GEOSGeometry *out = GEOSDifference_r(geos, before, now);
        assert_int_equal(GEOSArea_r(geos, out, &area_m2), 1);
        assert_true(area_m2 < 1e-3);
        GEOSGeom_destroy_r(geos, out);
      }
      GEOSGeom_destroy_r(geos, before);
      before = now;
    }
    GEOSGeom_destroy_r(geos, before);
  }
}

/* Without samples and noise the land is a circle, but for the chords. */
static void a_cone_gives_a_circle(void **state) {
  (void)state;
  static const uint32_t limits[] = {1600000};
  buju_land land;
  scatter(2, 0, 8000);
  triangulate(8000, 200, 20000);
  pour(5, 8000, 0, 2000000);
  draw(limits, 1, 2000000, &land);
  assert_int_equal(land.part[1], 1);
  assert_int_equal(land.ring[1], 1);
  assert_true(land.point[1] >= 50);
  assert_true(fabs(land.area_m2[0] / (3.141592653589793 * 1600 * 1600) - 1) < 0.005);
}

/* A corner at the limit exactly is inside; a millisecond less and it is outside. */
static void limits_are_inclusive(void **state) {
  GEOSContextHandle_t geos = *state;
  scatter(2, 0, 1000);
  triangulate(1000, 100, 5000);
  buju_land land;
  s.n = 1;
  for (s.vertex[0] = f.mesh.vertices / 2; f.mesh.rim[s.vertex[0]];) s.vertex[0]++;
  s.ms[0] = 900000;
  static const uint32_t limits[] = {899999, 900000};
  draw(limits, 2, 1000000, &land);
  assert_int_equal(land.part[1], 0);
  assert_int_equal(land.part[2], 1);
  assert_true(land.area_m2[0] == 0 && land.area_m2[1] > 0);
  GEOSGeometry *spot = land_geos(geos, &land, 1);
  assert_int_equal(GEOSisValid_r(geos, spot), 1);
  holds_what_is_reached(geos, spot, 900000);
  GEOSGeom_destroy_r(geos, spot);
}

/* A ring of reached corners around one that is not keeps its hole; two islands are two parts, each with its own. */
static void holes_and_islands_are_kept(void **state) {
  GEOSContextHandle_t geos = *state;
  scatter(2, 0, 4000);
  triangulate(4000, 100, 20000);
  s.n = 0;
  for (buju_ix v = 0; v < f.mesh.vertices; v++) {
    double west = hypot(f.mesh.x_m[v] - 501000, f.mesh.y_m[v] - 3302000);
    double east = hypot(f.mesh.x_m[v] - 503000, f.mesh.y_m[v] - 3302000);
    bool reached = (west > 300 && west < 700) || (east > 200 && east < 600) || east < 60;
    s.vertex[s.n] = v;
    s.ms[s.n++] = reached ? 100 : 200;
  }
  static const uint32_t limits[] = {150};
  buju_land land;
  draw(limits, 1, 300, &land);
  assert_int_equal(land.part[1], 3);
  assert_int_equal(land.ring[3], 5);
  GEOSGeometry *all = land_geos(geos, &land, 0);
  assert_int_equal(GEOSisValid_r(geos, all), 1);
  holds_what_is_reached(geos, all, 150);
  GEOSGeom_destroy_r(geos, all);
}

/* A lone road with places every 500 m: walked at 1 m/s its land ends at the metre where the time runs out. */
static void a_road_ends_where_time_runs_out(void **state) {
  (void)state;
  f.n = 13;
  for (buju_ix i = 0; i < f.n; i++) f.x_m[i] = 501000 + 500 * i, f.y_m[i] = 3304000.25;
  triangulate(8000, 1600, 20000);
  s.n = 0;
  for (buju_ix i = 0; i < f.n; i++) {
    s.vertex[s.n] = f.mesh.vertex_of[i];
    s.ms[s.n++] = 500000 * i;
  }
  static const uint32_t limits[] = {3210000};
  buju_land land;
  draw(limits, 1, 6000000, &land);
  double east_m = 0;
  for (uint64_t k = 0; k < land.point[1]; k++)
    if (fabs(land.y_m[k] - 3304000.25) < 0.01) east_m = fmax(east_m, land.x_m[k]);
  assert_true(fabs(east_m - (501000 + 3210)) < 0.01);
}

enum { OWNERS = 40 };

/* Corners owned by whoever is nearest, some by nobody, some by anybody. */
static void divide(uint64_t seed, buju_ix *owner, uint32_t *ms, double noise) {
  double x[OWNERS], y[OWNERS];
  for (int i = 0; i < OWNERS; i++) {
    x[i] = 500000 + 8000 * buju_test_random(&seed);
    y[i] = 3300000 + 8000 * buju_test_random(&seed);
  }
  for (buju_ix v = 0; v < f.mesh.vertices; v++) {
    double best_m = INFINITY;
    for (buju_ix i = 0; i < OWNERS; i++) {
      double away_m = hypot(f.mesh.x_m[v] - x[i], f.mesh.y_m[v] - y[i]);
      if (away_m < best_m) best_m = away_m, owner[v] = i;
    }
    ms[v] = (uint32_t)(1000 * best_m);
    if (buju_test_random(&seed) < noise) owner[v] = (buju_ix)(OWNERS * buju_test_random(&seed));
    if (best_m > 1200) owner[v] = OWNERS, ms[v] = BUJU_FAR;
  }
}

static void draw_owners(const buju_ix *owner, const uint32_t *ms, buju_land *land) {
  static buju_ix mine[64 * MOST];
  static const uint32_t here[64 * MOST];
  const buju_border border = {owner, ms, 1000};
  buju_contour_lands lands = {0};
  buju_contour *contour = buju_contour_new(f.arena, &f.mesh);
  for (buju_ix i = 0; i <= OWNERS; i++) {
    buju_ix n = 0;
    for (buju_ix v = 0; v < f.mesh.vertices; v++)
      if (owner[v] == i) mine[n++] = v;
    buju_contour_set(contour, n, mine, here);
    assert_true(buju_contour_add_owned(contour, &border, &lands));
    buju_contour_set(contour, 0, NULL, NULL); /* before mine changes */
  }
  assert_true(buju_contour_join(f.arena, &lands, 1, land));
  buju_contour_free(contour);
}

static int by_place(const void *a, const void *b) { return memcmp(a, b, 2 * sizeof(double)); }

/* Neighbours have each point of their border from the same reckoning: none inside the box belongs to one land only. */
static void borders_are_shared(const buju_land *land) {
  uint64_t n = land->point[land->ring[land->part[land->n]]];
  double *xy = calloc(n, 2 * sizeof *xy);
  for (uint64_t i = 0; i < n; i++) xy[2 * i] = land->x_m[i], xy[2 * i + 1] = land->y_m[i];
  qsort(xy, n, 2 * sizeof *xy, by_place);
  for (uint64_t i = 0; i < n; i++) {
    const double *p = xy + 2 * i;
    bool inside = p[0] > 500000 && p[0] < 508000 && p[1] > 3300000 && p[1] < 3308000;
    bool alone = (i == 0 || by_place(p, p - 2) != 0) && (i + 1 == n || by_place(p, p + 2) != 0);
    assert_false(inside && alone);
  }
  free(xy);
}

/* No gap: together they are one piece without holes; no overlap: their areas add up to its. Every corner lies with its
 * owner. */
static void owners_share_out_the_land(void **state) {
  GEOSContextHandle_t geos = *state;
  static buju_ix owner[64 * MOST];
  static uint32_t ms[64 * MOST];
  for (uint64_t seed = 1; seed <= 4; seed++) {
    scatter(seed, 1000, 8000);
    triangulate(8000, 300, 20000);
    divide(seed, owner, ms, seed % 2 == 0 ? 0.2 : 0);
    buju_land land;
    draw_owners(owner, ms, &land);
    assert_int_equal(land.n, OWNERS + 1);
    borders_are_shared(&land);
    GEOSGeometry *all[OWNERS + 1];
    double sum_m2 = 0, area_m2 = 0;
    for (buju_ix i = 0; i <= OWNERS; i++) {
      all[i] = land_geos(geos, &land, i);
      assert_int_equal(GEOSisValid_r(geos, all[i]), 1);
      sum_m2 += land.area_m2[i];
      const GEOSPreparedGeometry *prepared = GEOSPrepare_r(geos, all[i]);
      for (buju_ix v = 0; v < f.mesh.vertices; v += 7) {
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, f.mesh.x0_m + f.mesh.grid_x[v] * f.mesh.step_m,
                                                           f.mesh.y0_m + f.mesh.grid_y[v] * f.mesh.step_m);
        assert_int_equal(GEOSPreparedContains_r(geos, prepared, point), !f.mesh.rim[v] && owner[v] == i);
        GEOSGeom_destroy_r(geos, point);
      }
      GEOSPreparedGeom_destroy_r(geos, prepared);
    }
    GEOSGeometry *every = GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, all, OWNERS + 1);
    GEOSGeometry *one = GEOSUnaryUnion_r(geos, every);
    assert_int_equal(GEOSGeomTypeId_r(geos, one), GEOS_POLYGON);
    assert_int_equal(GEOSGetNumInteriorRings_r(geos, one), 0);
    GEOSArea_r(geos, one, &area_m2);
    assert_true(fabs(sum_m2 - area_m2) <= 1e-10 * area_m2);
    GEOSGeom_destroy_r(geos, one);
    GEOSGeom_destroy_r(geos, every);
  }
}

static int open_geos(void **state) {
  *state = GEOS_init_r();
  return *state == NULL;
}

static int close_geos(void **state) {
  GEOS_finish_r(*state);
  buju_arena_free(f.arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_mesh_takes_every_sample),
                                     cmocka_unit_test(a_lattice_keeps_to_its_cap),
                                     cmocka_unit_test(rings_hold_what_is_reached),
                                     cmocka_unit_test(a_cone_gives_a_circle),
                                     cmocka_unit_test(limits_are_inclusive),
                                     cmocka_unit_test(holes_and_islands_are_kept),
                                     cmocka_unit_test(a_road_ends_where_time_runs_out),
                                     cmocka_unit_test(owners_share_out_the_land)};
  return cmocka_run_group_tests_name("contour", tests, open_geos, close_geos);
}
