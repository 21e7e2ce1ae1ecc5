/* The kinds of landscape, the provinces, elevation. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/sample/county.h"
#include "layers/sample/noise.h"

/* Medians and deviations put 29 % of villages under 800 residents on plains, 32 % in mountains and 27 % near towns; a
 * gacha of a pastoral banner has some 300. */
static const buju_landscape landscapes[] = {
    [BUJU_SAMPLE_PLAIN] = {"plain", 2.2, 1127, 0.62, 32, 14, 9000, 420, 90, 700, 250, 25, 800, 60},
    [BUJU_SAMPLE_MOUNTAIN] = {"mountain", 6.0, 987, 0.45, 310, 1050, 6000, 160, 60, 650, 200, 50, 780, 90},
    [BUJU_SAMPLE_TOWN] = {"town", 1.7, 1230, 0.70, 372, 46, 8000, 500, 450, 520, 400, 90, 810, 70},
    [BUJU_SAMPLE_PASTORAL] = {"pastoral", 220, 300, 0.72, 960, 160, 34000, 40, 60, 600, 60, 12, 560, 8},
};

const buju_landscape *buju_landscape_of(buju_sample_kind kind) { return &landscapes[kind]; }

static const buju_province provinces[] = {
    {11, 117, 4440}, {12, 117, 4340}, {13, 114, 4220}, {14, 111, 4170}, {15, 111, 4520}, {21, 123, 4640},
    {22, 126, 4850}, {23, 126, 5090}, {31, 120, 3450}, {32, 120, 3660}, {33, 120, 3230}, {34, 117, 3530},
    {35, 117, 2880}, {36, 114, 3050}, {37, 117, 4000}, {41, 114, 3850}, {42, 114, 3270}, {43, 111, 3040},
    {44, 114, 2560}, {45, 108, 2620}, {46, 111, 2130}, {50, 108, 3330}, {51, 105, 3390}, {52, 108, 2960},
    {53, 102, 2770}, {54, 90, 3280},  {61, 108, 3810}, {62, 105, 3880}, {63, 102, 4050}, {64, 105, 4180},
    {65, 87, 4780},
};

const buju_province *buju_province_of(const char *county_code) {
  int code = (county_code[0] - '0') * 10 + (county_code[1] - '0');
  for (size_t i = 0; i < sizeof provinces / sizeof *provinces; i++)
    if (provinces[i].code == code) return &provinces[i];
  return NULL;
}

/* Valleys branch like water: the folds of noise about its middle are the valley floors, and finer noise roughens the
 * slopes more the higher they are. A plain only rolls, falling gently to the north-east as the Yellow River's does. */
double buju_county_elevation_m(const buju_county *county, buju_xy at) {
  const buju_landscape *land = county->land;
  uint64_t seed = county->spec->seed;
  double x = (at.x - county->middle.x) / land->wave_m, y = (at.y - county->middle.y) / land->wave_m;
  double broad = buju_noise_fractal(seed, BUJU_RNG_RELIEF, x, y, 4);
  if (county->spec->kind != BUJU_SAMPLE_MOUNTAIN) {
    double fall = (at.x - county->middle.x + at.y - county->middle.y) / (county->radius_m * 2);
    return land->base_m + land->relief_m * (broad - 0.25 * fall);
  }
  double fold = broad > 0.5 ? broad - 0.5 : 0.5 - broad;
  double massif = buju_noise_fractal(seed + 1, BUJU_RNG_RELIEF, x / 5, y / 5, 2);
  double height = 3.2 * fold * (0.35 + massif);
  double rough = buju_noise_fractal(seed + 2, BUJU_RNG_RELIEF, x * 6, y * 6, 3);
  return land->base_m + land->relief_m * height * (0.75 + 0.5 * rough) + 260 * massif;
}
