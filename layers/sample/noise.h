/* Smooth noise from arithmetic alone (no libm), so that a landscape is the same on every machine.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_NOISE_H
#define BUJU_LAYERS_SAMPLE_NOISE_H

#include "layers/sample/rng.h"

/** Value noise: random values on the integer grid, smoothly between. 0 ≤ result ≤ 1. */
double buju_noise(uint64_t seed, buju_rng_purpose purpose, double x, double y);

/** Octaves of noise, each half as high and twice as fine, brought back to 0 … 1. */
double buju_noise_fractal(uint64_t seed, buju_rng_purpose purpose, double x, double y, int octaves);

/** e to the power of x for |x| ≤ 4, to about twelve digits, the same bits on every machine. */
double buju_noise_exp(double x);

/** The normal quantile of 0 < p < 1, to two digits, its tails cut at ±2.9. */
double buju_noise_normal(double p);

#endif
