/* Walking and cycling by slope: a table of cases. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "planner/travel/terrain_walk.h"

static void near(double got, double want, double tolerance) {
  if (!(fabs(got - want) <= tolerance)) fail_msg("%.9g is not %.9g", got, want);
}

/* Worked out by hand from the published formula, in km/h. */
static void tobler_speeds(void **state) {
  (void)state;
  static const struct {
    double slope, kmh;
  } cases[] = {{0, 5.0367}, {-0.05, 6}, {0.05, 4.2281}, {-0.10, 5.0367}, {0.20, 2.5012}, {-0.20, 3.5493}, {1, 0.1521}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    near(buju_walk_tobler_mps(cases[i].slope) * 3.6, cases[i].kmh, 5e-5);
    near(buju_walk_tobler_factor(cases[i].slope), 5.0367426 / cases[i].kmh, 2e-3);
  }
  near(buju_walk_tobler_factor(0), 1, 1e-15);
}

/* r.walk's four pieces, each over 100 m on the map; the steep side begins below -0.2125, not at it. */
static void langmuir_seconds(void **state) {
  (void)state;
  static const struct {
    double climb_m, seconds;
  } cases[] = {{0, 72},
               {10, 132},
               {50, 372},
               {-10, 72 - 19.998},
               {-21.25, 72 - 21.25 * 1.9998},
               {-21.26, 72 + 21.26 * 1.9998},
               {-40, 72 + 79.992}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    near(buju_walk_langmuir_s(&buju_langmuir_default, 100, cases[i].climb_m), cases[i].seconds, 1e-9);
    near(buju_walk_friction_s(&buju_langmuir_default, 0.5, 2, 100, cases[i].climb_m), cases[i].seconds + 100, 1e-9);
  }
  near(buju_walk_langmuir_s(&buju_langmuir_default, 0, 0), 0, 0);
  const buju_langmuir brisk = {.a_s_per_m = 0.5, .b_s_per_m = 8, .c_s_per_m = 1, .d_s_per_m = -1, .slope_factor = -0.1};
  near(buju_walk_langmuir_s(&brisk, 10, 1), 13, 1e-12);
  near(buju_walk_langmuir_s(&brisk, 10, -0.5), 4.5, 1e-12);
  near(buju_walk_langmuir_s(&brisk, 10, -2), 7, 1e-12);
}

/* The flat keeps its speed; the rest was worked out apart with the same power balance, bisected on paper's terms: the
 * left side of v (½ A ρ v² + m g (slope + c)) = P at these speeds is P to five digits. */
static void cycling(void **state) {
  (void)state;
  const double flat = 15 / 3.6;
  near(buju_ride_mps(flat, 0), flat, 1e-9);
  near(buju_ride_mps(flat, -0.3), 2 * flat, 0); /* the brake */
  const double density = (1.293 - 0.0852) * exp(-1.0 / 14), effort = flat * (0.2225 * density * flat * flat + 11.172);
  for (double slope = -0.02; slope < 0.4; slope += 0.01) {
    double v = buju_ride_mps(flat, slope);
    if (v < 2 * flat) near(v * (0.2225 * density * v * v + 931 * (slope + 0.012)), effort, 1e-6);
    assert_true(v > 0 && v >= buju_ride_mps(flat, slope + 0.01)); /* never faster when it is steeper */
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tobler_speeds),
      cmocka_unit_test(langmuir_seconds),
      cmocka_unit_test(cycling),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
