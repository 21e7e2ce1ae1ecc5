/* Speeds of roads. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/road_speed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Shares of the walker's and the e-bike's own speed, and the car's average; 0 closes. A ferry carries all of them. */
static const struct {
  double walk, ebike, drive_kmh;
} defaults[BUJU_CLASSES] = {
    [BUJU_CLASS_EXPRESSWAY] = {0, 0, 90}, [BUJU_CLASS_NATIONAL] = {1, 1, 60},    [BUJU_CLASS_PROVINCIAL] = {1, 1, 50},
    [BUJU_CLASS_COUNTY] = {1, 1, 40},     [BUJU_CLASS_TOWNSHIP] = {1, 1, 30},    [BUJU_CLASS_VILLAGE] = {1, 1, 20},
    [BUJU_CLASS_STREET] = {1, 1, 25},     [BUJU_CLASS_TRACK] = {1, 2.0 / 3, 12}, [BUJU_CLASS_PATH] = {1, 0, 0},
    [BUJU_CLASS_STEPS] = {0.5, 0, 0},     [BUJU_CLASS_UNKNOWN] = {1, 1, 20},
};
static const double ferry_kmh = 10;

void buju_road_speed_defaults(buju_travel_spec *spec) {
  for (int c = 0; c < BUJU_CLASSES; c++) {
    spec->road_mps[c][BUJU_WALK] = defaults[c].walk * spec->walk_mps;
    spec->road_mps[c][BUJU_EBIKE] = defaults[c].ebike * spec->ebike_mps;
    spec->road_mps[c][BUJU_DRIVE] = defaults[c].drive_kmh / 3.6;
  }
  for (int m = 0; m < BUJU_MODES; m++) spec->road_mps[BUJU_CLASS_FERRY][m] = ferry_kmh / 3.6;
}

/* The scenario's speed for each word of the files; NaN where it names none. */
static void speeds_of_words(const buju_travel_spec *spec, const buju_road_lines *road, buju_mode mode, double *mps) {
  for (buju_ix w = 0; w < road->words; w++) {
    mps[w] = NAN;
    for (buju_ix s = 0; s < spec->words; s++)
      if (strcmp(spec->word[s].word, road->word_text[w]) == 0) mps[w] = spec->word[s].mps[mode];
  }
}

static double length_of(const buju_road_lines *road, buju_ix line) {
  double metres = 0;
  for (uint64_t p = road->first[line]; p + 1 < road->first[line + 1]; p++)
    metres += hypot(road->x_m[p + 1] - road->x_m[p], road->y_m[p + 1] - road->y_m[p]);
  return metres;
}

static double speed_of(const buju_travel_spec *spec, const buju_road_lines *road, buju_ix line, buju_mode mode,
                       const double *word_mps) {
  static const uint8_t bars[BUJU_MODES] = {BUJU_ROAD_BARRED_WALK, BUJU_ROAD_BARRED_EBIKE, BUJU_ROAD_BARRED_DRIVE};
  if ((road->flags[line] & bars[mode]) != 0) return 0;
  double mps = road->word[line] != BUJU_NONE ? word_mps[road->word[line]] : NAN;
  if (isnan(mps)) mps = spec->road_mps[road->class[line]][mode];
  if (mps > 0 && road->ferry_s[line] > 0) return length_of(road, line) / road->ferry_s[line];
  if (mps > 0 && mode == BUJU_DRIVE && !isnan(road->drive_kmh[line])) return road->drive_kmh[line] / 3.6;
  return mps;
}

buju_status buju_road_speeds(buju_ctx *ctx, const buju_travel_spec *spec, const buju_road_lines *road, buju_mode mode,
                             float *mps) {
  double *word_mps = calloc((size_t)road->words + 1, sizeof *word_mps);
  if (word_mps == NULL) return buju_fail_memory(ctx);
  speeds_of_words(spec, road, mode, word_mps);
  for (buju_ix i = 0; i < road->n; i++) mps[i] = (float)speed_of(spec, road, i, mode, word_mps);
  free(word_mps);
  return BUJU_OK;
}
