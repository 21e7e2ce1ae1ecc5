/* People: how many live in each village, where, and what becomes of the village. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "layers/sample/county.h"
#include "layers/sample/kinds.h"
#include "layers/sample/noise.h"
#include "layers/sample/rng.h"

enum { SETTLEMENTS_MOST = 12, SMALL = 800 };

typedef struct rank {
  double key;
  buju_ix village;
} rank;

static int by_key(const void *a, const void *b) {
  const rank *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->village < y->village ? -1 : x->village > y->village;
}

static double distance_m(buju_xy a, buju_xy b) { return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

static double to_town_m(const buju_county *county, buju_ix v) {
  const buju_sample_county *c = &county->county[county->township[county->village[v].township].county];
  return distance_m(county->village[v].at, county->village[c->seat].at);
}

/* Larger towards the town and at township seats; mostly chance. */
static double rank_key(const buju_county *county, buju_ix v) {
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_PEOPLE, v);
  double key = buju_rng_unit(&rng) + 0.35 / (1 + to_town_m(county, v) / (county->radius_m * 0.4));
  return key + (county->village[v].seat ? 0.45 : 0);
}

/* The villages in the order of their keys take the quantiles of the log-normal distribution one by one: the share under
 * 800 is then the distribution's own at any size of county. */
static buju_status people_of_villages(buju_ctx *ctx, buju_county *county) {
  rank *order = malloc(county->villages * sizeof *order);
  if (order == NULL) return buju_fail_memory(ctx);
  buju_ix n = 0;
  for (buju_ix v = 0; v < county->villages; v++)
    if (county->village[v].kind == BUJU_AREA_VILLAGE) order[n++] = (rank){rank_key(county, v), v};
  qsort(order, n, sizeof *order, by_key);
  for (buju_ix i = 0; i < n; i++) {
    double z = buju_noise_normal((i + 0.5) / n);
    double people = county->land->median_people * buju_noise_exp(z * county->land->sigma);
    county->village[order[i].village].resident = (uint32_t)(people + 0.5);
  }
  free(order);
  return BUJU_OK;
}

/* Who is registered but works elsewhere, or lives here without being registered: more leave remote villages. */
static void move_people(const buju_county *county, buju_ix v) {
  buju_sample_village *village = &county->village[v];
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_PEOPLE, v | UINT64_C(1) << 40);
  if (village->kind == BUJU_AREA_COMMUNITY) village->resident = buju_rng_between(&rng, 2200, 8200);
  if (village->kind == BUJU_AREA_QUASI_VILLAGE) village->resident = buju_rng_between(&rng, 70, 420);
  double remote = to_town_m(county, v) / county->radius_m;
  if (remote > 1.4) remote = 1.4;
  double ratio = 0.85 + 0.25 * remote + 0.4 * buju_rng_unit(&rng);
  if (buju_rng_chance(&rng, 180)) ratio = 0.68 + 0.3 * buju_rng_unit(&rng); /* work, or a market, draws people here */
  if (village->kind == BUJU_AREA_COMMUNITY) ratio = 0.6 + 0.35 * buju_rng_unit(&rng);
  village->registered = (uint32_t)(village->resident * ratio + 0.5);
  village->households = (uint32_t)(village->registered / (2.9 + 0.9 * buju_rng_unit(&rng)) + 0.5);
}

static uint8_t category(const buju_county *county, buju_ix v, buju_rng *rng) {
  const buju_sample_village *village = &county->village[v];
  if (village->kind != BUJU_AREA_VILLAGE || buju_rng_chance(rng, 15)) return BUJU_CATEGORY_BLANK;
  bool near_town = to_town_m(county, v) < county->radius_m * 0.3;
  if (near_town && buju_rng_chance(rng, 600)) return BUJU_CATEGORY_SUBURB;
  if (buju_rng_chance(rng, 60)) return BUJU_CATEGORY_HERITAGE;
  if (village->resident < SMALL && !village->seat && buju_rng_chance(rng, 230)) return BUJU_CATEGORY_MOVE;
  return buju_rng_chance(rng, village->seat ? 950 : 480) ? BUJU_CATEGORY_GROW : BUJU_CATEGORY_OTHER;
}

/* Cleared villages near the town and resettled ones in the hills; a few of the years are past, some far ahead. */
static void set_fate(const buju_county *county, buju_ix v) {
  buju_sample_village *village = &county->village[v];
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_VILLAGE, v | UINT64_C(3) << 40);
  bool in_street = county->township[village->township].kind == BUJU_AREA_STREET;
  village->category = category(county, v, &rng);
  if (village->kind != BUJU_AREA_VILLAGE) return;
  village->converted = in_street && buju_rng_chance(&rng, county->land->converted);
  uint32_t chance = county->land->demolition * (in_street ? 2u : 1u);
  if (village->category == BUJU_CATEGORY_MOVE) chance = 550;
  if (!village->seat && buju_rng_chance(&rng, chance))
    village->demolition_year = (uint16_t)(BUJU_SAMPLE_YEAR - 1 + (int)buju_rng_below(&rng, 7));
}

static buju_ix settlements_of(const buju_county *county, buju_ix v, buju_rng *rng) {
  const buju_sample_village *village = &county->village[v];
  buju_ix cells = county->row[v + 1] - county->row[v];
  double mean = (double)village->resident / county->land->people_per_settlement;
  if (village->kind == BUJU_AREA_COMMUNITY) mean = village->resident / 1300.0; /* housing estates */
  buju_ix n = (buju_ix)(0.5 + mean * (0.6 + 0.8 * buju_rng_unit(rng)));
  if (n < 1) n = 1;
  if (n > SETTLEMENTS_MOST) n = SETTLEMENTS_MOST;
  return n < cells ? n : cells;
}

/* The lowest of three cells that hold no settlement yet, away from the border where possible. */
static buju_ix settlement_cell(const buju_county *county, buju_ix v, const buju_ix *taken, buju_ix n, buju_rng *rng) {
  buju_ix first = county->row[v], cells = county->row[v + 1] - first, best = BUJU_NONE;
  double least = 1e300;
  for (int candidate = 0; candidate < 3; candidate++) {
    buju_ix i = buju_rng_below(rng, cells);
    for (buju_ix k = 0; k < n;) { /* every settlement found in the way moves us one cell on, and we look again */
      if (taken[k] == county->cell[first + i])
        i = i + 1 < cells ? i + 1 : 0, k = 0;
      else
        k++;
    }
    buju_ix cell = county->cell[first + i];
    double height_m = buju_county_elevation_m(county, buju_lattice_point(&county->lattice, cell, 0.5, 0.5));
    double score = height_m / county->land->relief_m;
    if (!buju_county_is_core(county, cell)) score += 0.3;
    if (score < least) least = score, best = cell;
  }
  return best;
}

/* Shares a whole number out by weight: cumulative rounding keeps the sum. */
static void share_people(uint32_t total, const double *weight, buju_ix n, uint32_t *out) {
  double all = 0, before = 0;
  uint32_t given = 0;
  for (buju_ix i = 0; i < n; i++) all += weight[i];
  for (buju_ix i = 0; i < n; i++) {
    before += weight[i];
    uint32_t upto = i + 1 == n ? total : (uint32_t)(before / all * total + 0.5);
    out[i] = upto - given;
    given = upto;
  }
}

static bool settle_village(buju_county *county, buju_ix v) {
  buju_sample_village *village = &county->village[v];
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_SETTLEMENT, v);
  buju_ix n = settlements_of(county, v, &rng), taken[SETTLEMENTS_MOST];
  double weight[SETTLEMENTS_MOST];
  uint32_t resident[SETTLEMENTS_MOST], registered[SETTLEMENTS_MOST];
  for (buju_ix i = 0; i < n; i++) weight[i] = 0.4 + buju_rng_unit(&rng) + (i == 0 ? 1.0 : 0);
  share_people(village->resident, weight, n, resident);
  for (buju_ix i = 0; i < n; i++) weight[i] *= 0.85 + 0.3 * buju_rng_unit(&rng);
  share_people(village->registered, weight, n, registered);
  village->first_settlement = (buju_ix)county->settlement.n;
  village->settlements = n;
  for (buju_ix i = 0; i < n; i++) {
    taken[i] = i == 0 ? village->main_cell : settlement_cell(county, v, taken, i, &rng);
    double east = buju_rng_unit(&rng), north = buju_rng_unit(&rng);
    buju_xy at = i == 0 ? village->at : buju_lattice_point(&county->lattice, taken[i], east, north);
    buju_sample_settlement *room = buju_vec_push(&county->settlement, sizeof *room);
    if (room == NULL) return false;
    *room = (buju_sample_settlement){v, resident[i], registered[i], at};
  }
  return true;
}

buju_status buju_county_settle(buju_ctx *ctx, buju_county *county) {
  buju_status status = buju_county_set_kinds(ctx, county);
  if (status == BUJU_OK) status = people_of_villages(ctx, county);
  if (status != BUJU_OK) return status;
  for (buju_ix v = 0; v < county->villages; v++) {
    move_people(county, v);
    set_fate(county, v);
    if (!settle_village(county, v)) return buju_fail_memory(ctx);
  }
  return BUJU_OK;
}
