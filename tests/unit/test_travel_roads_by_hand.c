/* Trips on roads worked out by hand. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/road_world.h"

static buju_trip trip_between(const road_world *w, buju_mode mode, double x0, double y0, double x1, double y1) {
  const double x[] = {x0, x1}, y[] = {y0, y1};
  buju_places places;
  buju_ix a = 0, b = 1;
  buju_trip trip;
  assert_int_equal(w->travel->ops->locate(w->ctx, w->travel, 2, x, y, w->arena, &places), BUJU_OK);
  assert_int_equal(w->travel->ops->trips(w->ctx, w->travel, mode, &places, &places, 1, &a, &b, &trip), BUJU_OK);
  return trip;
}

static void assert_trip(buju_trip trip, uint32_t ms, uint32_t metres) {
  assert_int_equal(trip.ms, ms);
  assert_int_equal(trip.metres, metres);
  assert_int_equal(trip.basis, BUJU_BASIS_ROAD);
}

/* Off the road at 0.9 m/s, along it at 1.25; a village road is driven at 20 km/h. */
static void a_walk_to_the_road_the_way_and_a_walk_to_the_end(void **state) {
  (void)state;
  road_world w;
  road_world_by_hand(&w, "0,0 2000,0; 1000,0 1000,1000;");
  assert_trip(trip_between(&w, BUJU_WALK, 0, 90, 2000, -45), 100000 + 1600000 + 50000, 2135);
  assert_trip(trip_between(&w, BUJU_DRIVE, 0, 90, 2000, -45), 100000 + 360000 + 50000, 2135);
  assert_trip(trip_between(&w, BUJU_WALK, 250, 0, 1000, 250), 800000, 1000); /* round the corner */
  assert_trip(trip_between(&w, BUJU_WALK, 250, 0, 750, 0), 400000, 500);     /* along one edge */
  assert_trip(trip_between(&w, BUJU_WALK, 500, 45, 500, -45), 100000, 90);   /* straight across */
  assert_trip(trip_between(&w, BUJU_WALK, 500, 45, 500, 45), 0, 0);          /* there already */
  assert_trip(trip_between(&w, BUJU_WALK, 300, 600, 300, 690), 100000, 90);  /* neighbours far from the road */
  assert_int_equal(trip_between(&w, BUJU_WALK, 0, 701, 2000, 0).basis, BUJU_BASIS_STRAIGHT); /* too far to join */
  assert_int_equal(trip_between(&w, BUJU_WALK, 0, 700, 2000, 0).basis, BUJU_BASIS_ROAD);     /* just near enough */
  assert_int_equal(trip_between(&w, BUJU_WALK, NAN, 0, 2000, 0).ms, BUJU_FAR);
  road_world_end(&w);
}

/* Two banks with a road on each and a bridge a kilometre away: nobody wades, and nobody joins the bridge from below. */
static void a_river_is_crossed_on_the_bridge(void **state) {
  (void)state;
  road_world w;
  road_world_by_hand(&w, "0,0 1000,0; 0,100 1000,100; 1000,0 1000,100 @1 !bridge;");
  assert_trip(trip_between(&w, BUJU_WALK, 0, 9, 0, 91), 10000 + 1680000 + 10000, 2118);
  assert_trip(trip_between(&w, BUJU_WALK, 1000, 50, 1000, 0), 55556, 50); /* from below: the bank first, then across */
  road_world_end(&w);
}

static void one_way_streets_bind_vehicles_and_not_walkers(void **state) {
  (void)state;
  road_world w;
  road_world_by_hand(&w, "0,0 1000,0 >; 1000,0 1000,500 0,500 0,0;");
  assert_trip(trip_between(&w, BUJU_WALK, 800, 0, 200, 0), 480000, 600);
  assert_trip(trip_between(&w, BUJU_DRIVE, 200, 0, 800, 0), 108000, 600);
  assert_trip(trip_between(&w, BUJU_DRIVE, 800, 0, 200, 0), 36000 + 360000 + 36000, 2400); /* all the way round */
  assert_trip(trip_between(&w, BUJU_DRIVE, 1000, 0, 0, 0), 360000, 2000);
  road_world_end(&w);
}

/* A gap is bridged in the direction of the one way beside it, whichever end of its line it lies at and whichever way
 * the line is drawn: eastbound everywhere here, and nobody can turn back. */
static void a_gap_in_a_one_way_road_is_one_way(void **state) {
  (void)state;
  static const char *const roads[] = {"0,0 1000,0 >; 1001,0 2000,0 >;",
                                      "1000,0 0,0 <; 1001,0 2000,0 >;",
                                      "0,0 1000,0 >; 2000,0 1001,0 <;",
                                      "1000,0 0,0 <; 2000,0 1001,0 <;",
                                      "0,0 1000,0; 1000,-500 1000,500; 1001,0 2000,0 >;",
                                      "0,0 1000,0; 1000,-500 1000,500; 2000,0 1001,0 <;"};
  for (size_t i = 0; i < sizeof roads / sizeof *roads; i++) {
    road_world w;
    road_world_by_hand(&w, roads[i]);
    assert_trip(trip_between(&w, BUJU_DRIVE, 100, 0, 1900, 0), 324000, 1800);
    assert_int_equal(trip_between(&w, BUJU_DRIVE, 1900, 0, 100, 0).ms, BUJU_FAR);
    road_world_end(&w);
  }
}

/* Half the way at half the speed takes as long: the shorter way is nearer, though its place comes second; and of
 * equally long ones the first place. */
static void of_equally_fast_the_shorter_is_nearer(void **state) {
  (void)state;
  road_world w;
  road_world_by_hand(&w, "0,0 2000,0 #county; 0,0 -1000,0; 0,0 0,1000;");
  const double x[] = {0, 2000, -1000, 0}, y[] = {0, 0, 0, 1000};
  buju_places from, to;
  buju_near near;
  assert_int_equal(w.travel->ops->locate(w.ctx, w.travel, 1, x, y, w.arena, &from), BUJU_OK);
  assert_int_equal(w.travel->ops->locate(w.ctx, w.travel, 3, x + 1, y + 1, w.arena, &to), BUJU_OK);
  assert_int_equal(w.travel->ops->nearest(w.ctx, w.travel, BUJU_DRIVE, &from, &to, &near), BUJU_OK);
  assert_true(near.to == 1 && near.ms == 180000 && near.dm == 10000);
  road_world_end(&w);
}

/* A lane that hangs on nothing is nearer than the road: it is used for what it is good for, and cuts nobody off. */
static void a_stray_line_cuts_nobody_off(void **state) {
  (void)state;
  road_world w;
  road_world_by_hand(&w, "0,0 3000,0; 1000,300 1200,300;");
  assert_trip(trip_between(&w, BUJU_WALK, 1100, 300, 2100, 0), 333334 + 800000, 1300);
  assert_trip(trip_between(&w, BUJU_WALK, 1000, 300, 1200, 300), 160000, 200);
  road_world_end(&w);
}

/* The expressway passes the village by; its junction is a kilometre on. */
static void expressways_are_joined_at_junctions(void **state) {
  (void)state;
  road_world w;
  road_world_by_hand(&w, "0,0 9000,0 #expressway; 0,0 0,500; 9000,0 9000,500; 0,500 4000,500;");
  assert_trip(trip_between(&w, BUJU_DRIVE, 4000, 500, 9000, 500), 720000 + 90000 + 360000 + 90000, 14000);
  assert_int_equal(trip_between(&w, BUJU_WALK, 4000, 500, 9000, 500).ms, BUJU_FAR);
  road_world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_walk_to_the_road_the_way_and_a_walk_to_the_end),
      cmocka_unit_test(a_river_is_crossed_on_the_bridge),
      cmocka_unit_test(one_way_streets_bind_vehicles_and_not_walkers),
      cmocka_unit_test(a_gap_in_a_one_way_road_is_one_way),
      cmocka_unit_test(of_equally_fast_the_shorter_is_nearer),
      cmocka_unit_test(a_stray_line_cuts_nobody_off),
      cmocka_unit_test(expressways_are_joined_at_junctions),
  };
  return cmocka_run_group_tests_name("travel_roads", tests, NULL, NULL);
}
