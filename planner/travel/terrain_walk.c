/* Tobler, Langmuir and a bicycle. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_walk.h"

#include <math.h>

const buju_langmuir buju_langmuir_default = {
    .a_s_per_m = 0.72, .b_s_per_m = 6, .c_s_per_m = 1.9998, .d_s_per_m = -1.9998, .slope_factor = -0.2125};

/* Tobler: steepness counts from a descent of 5 %. */
static const double TOBLER_EASIEST = 0.05, TOBLER_DECAY = 3.5, TOBLER_TOP_MPS = 6 / 3.6;
const double buju_walk_tobler_easiest = -0.05;

double buju_walk_tobler_mps(double slope) { return TOBLER_TOP_MPS * exp(-TOBLER_DECAY * fabs(slope + TOBLER_EASIEST)); }

double buju_walk_tobler_factor(double slope) {
  return exp(TOBLER_DECAY * (fabs(slope + TOBLER_EASIEST) - TOBLER_EASIEST));
}

double buju_walk_langmuir_s(const buju_langmuir *k, double run_m, double climb_m) {
  if (!(run_m > 0)) return 0;
  double per_m = climb_m >= 0 ? k->b_s_per_m : climb_m / run_m < k->slope_factor ? k->d_s_per_m : k->c_s_per_m;
  return k->a_s_per_m * run_m + per_m * climb_m;
}

double buju_walk_friction_s(const buju_langmuir *k, double lambda, double friction_s_per_m, double run_m,
                            double climb_m) {
  return buju_walk_langmuir_s(k, run_m, climb_m) + lambda * friction_s_per_m * run_m;
}

/* Watts at the wheel: air drag grows with the cube of the speed, weight on wheels and slope with the speed. */
static double watts(double mps, double slope) {
  const double weight_n = 9.8 * (80 + 15), rolling = 0.012, drag_area_m2 = 0.445;
  const double air_kg_m3 = (1.293 - 0.00426 * 20) * exp(-500.0 / 7000.0);
  return mps * (0.5 * drag_area_m2 * air_kg_m3 * mps * mps + weight_n * (slope + rolling));
}

double buju_ride_mps(double flat_mps, double slope) {
  const double effort = watts(flat_mps, 0);
  double slow = 0, fast = 2 * flat_mps;
  if (watts(fast, slope) <= effort) return fast;
  /* the effort is met exactly once above 0; 60 halvings are more than a double can tell apart */
  for (int i = 0; i < 60; i++) {
    double middle = 0.5 * (slow + fast);
    *(watts(middle, slope) <= effort ? &slow : &fast) = middle;
  }
  return slow;
}
