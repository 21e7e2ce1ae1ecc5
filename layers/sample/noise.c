/* Smooth noise, exp and the normal quantile. libm picks its code by processor; plain arithmetic does not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/noise.h"

#include <math.h>

/* The value at a grid point: a stream of its own for each point would take twice the mixing. */
static double at(uint64_t base, int64_t i, int64_t j) {
  uint64_t place = ((uint64_t)i << 32) ^ ((uint64_t)j & UINT32_MAX);
  return (double)(buju_rng_mix(base ^ place) >> 11) * 0x1p-53;
}

static double ease(double t) { return t * t * (3.0 - 2.0 * t); }

double buju_noise(uint64_t seed, buju_rng_purpose purpose, double x, double y) {
  uint64_t base = buju_rng_at(seed, purpose, 0).state;
  double fx = floor(x), fy = floor(y);
  int64_t i = (int64_t)fx, j = (int64_t)fy;
  double u = ease(x - fx), v = ease(y - fy);
  double south = at(base, i, j) * (1 - u) + at(base, i + 1, j) * u;
  double north = at(base, i, j + 1) * (1 - u) + at(base, i + 1, j + 1) * u;
  return south * (1 - v) + north * v;
}

double buju_noise_fractal(uint64_t seed, buju_rng_purpose purpose, double x, double y, int octaves) {
  double sum = 0, height = 1, all = 0;
  for (int o = 0; o < octaves; o++) {
    sum += height * buju_noise(seed + (uint64_t)o * 7919, purpose, x, y);
    all += height;
    height *= 0.5;
    x = x * 2 + 17.3;
    y = y * 2 - 9.1;
  }
  return sum / all;
}

double buju_noise_exp(double x) {
  double t = x / 1024, y = 1 + t * (1 + t / 2 * (1 + t / 3 * (1 + t / 4)));
  for (int i = 0; i < 10; i++) y *= y;
  return y;
}

double buju_noise_normal(double p) {
  static const int16_t milli[33] = {0,    39,   78,   118,  157,  197,  237,  278,  319,  360,  402,
                                    445,  489,  533,  579,  626,  674,  725,  776,  831,  887,  947,
                                    1010, 1078, 1150, 1230, 1318, 1418, 1534, 1676, 1863, 2154, 2900};
  double far = p < 0.5 ? 0.5 - p : p - 0.5, place = far * 64;
  int i = (int)place;
  if (i > 31) i = 31;
  double z = (milli[i] + (place - i) * (milli[i + 1] - milli[i])) / 1000;
  return p < 0.5 ? -z : z;
}
