/* How slope changes the speed of people on foot and on bicycles. Pure functions. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_WALK_H
#define BUJU_PLANNER_TERRAIN_WALK_H

/** Slopes are rise over run in the direction of travel: 0.1 climbs one metre in ten, -0.1 descends. */

/** Tobler's hiking function in metres a second: 6 km/h × exp(-3.5 |slope + 0.05|), fastest on a gentle descent, 1.3990
 *  (5.04 km/h) on the flat. W. Tobler, Three presentations on geographical analysis and modeling, NCGIA 93-1, 1993. */
double buju_walk_tobler_mps(double slope);

/** How many times longer a metre takes than on the flat, by Tobler: 1 at 0, 0.839 at -0.05. AccessMod scales any flat
 *  speed by it. */
double buju_walk_tobler_factor(double slope);
extern const double buju_walk_tobler_easiest; /* the slope at which it is least: -0.05 */

/** The coefficients of Langmuir's rule as GRASS r.walk has them (its walk_coeff and slope_factor). */
typedef struct buju_langmuir {
  double a_s_per_m;    /* along the flat */
  double b_s_per_m;    /* for each metre climbed */
  double c_s_per_m;    /* for each metre lost on a moderate descent (the time is a negative drop × c: it helps) */
  double d_s_per_m;    /* for each metre lost on a steep descent (negative: it costs) */
  double slope_factor; /* descents below this slope are steep */
} buju_langmuir;

/** r.walk's defaults: 0.72, 6, 1.9998, -1.9998, -0.2125 (Aitken 1977; Langmuir 1984). 5 km/h on the flat. */
extern const buju_langmuir buju_langmuir_default;

/** Seconds for run_m metres forward (measured on the map) that rise climb_m (below 0: descend). 0 for run_m 0. */
double buju_walk_langmuir_s(const buju_langmuir *k, double run_m, double climb_m);

/** r.walk's whole cost: Langmuir's seconds + lambda × friction × run, friction in seconds a metre. */
double buju_walk_friction_s(const buju_langmuir *k, double lambda, double friction_s_per_m, double run_m,
                            double climb_m);

/** The speed of a cyclist who keeps the effort that gives flat_mps on the flat: the power balance of rolling, slope and
 *  air (80 kg on 15 kg, rolling resistance 0.012, drag area 0.445 m², air at 500 m and 20 °C), never over twice
 *  flat_mps: on a descent people brake. The model and its numbers are those of AccessMod 5. flat_mps above 0. */
double buju_ride_mps(double flat_mps, double slope);

#endif
