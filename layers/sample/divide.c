/* The land: one or more counties, their townships, their villages. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "layers/sample/county.h"
#include "layers/sample/rng.h"

/* 20 villages a township; counties differ in size, and the largest must have codes enough (100–199, 200–399). */
enum { VILLAGES_A_TOWNSHIP = 20, TOWNSHIPS_A_COUNTY = 120, TOWNSHIP_CODES = 290 };

/* Shares `total` out in proportion to weight, at least one each: cumulative rounding, so that nothing is lost and the
 * order of rows decides every tie. */
static void share_out(buju_ix total, const double *weight, buju_ix n, buju_ix *out) {
  double all = 0, before = 0;
  buju_ix given = 0;
  for (buju_ix i = 0; i < n; i++) all += weight[i];
  for (buju_ix i = 0; i < n; i++) {
    before += weight[i];
    buju_ix upto = i + 1 == n ? total : (buju_ix)(before / all * total + 0.5), rest = n - 1 - i;
    if (upto < given + 1) upto = given + 1;
    if (upto > total - rest) upto = total - rest;
    out[i] = upto - given;
    given = upto;
  }
}

/* What each region of the lattice weighs by area and density, with a fifth of chance. */
static void weigh(const buju_county *county, buju_ix regions, const buju_xy *focus, double focus_m, uint64_t level,
                  double *weight) {
  const buju_lattice *lattice = &county->lattice;
  memset(weight, 0, regions * sizeof *weight);
  for (buju_ix i = 0; i < lattice->w * lattice->h; i++) {
    buju_ix r = lattice->owner[i];
    if (r != BUJU_NONE) weight[r] += buju_lattice_density(buju_lattice_centre(lattice, i), focus[r], focus_m);
  }
  for (buju_ix r = 0; r < regions; r++) {
    buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_TOWNSHIP, level << 40 | r);
    weight[r] *= 0.8 + 0.4 * buju_rng_unit(&rng);
  }
}

static void middles(const buju_lattice *lattice, buju_ix regions, buju_xy *middle, double *count) {
  memset(middle, 0, regions * sizeof *middle);
  memset(count, 0, regions * sizeof *count);
  for (buju_ix i = 0; i < lattice->w * lattice->h; i++) {
    buju_ix r = lattice->owner[i];
    if (r == BUJU_NONE) continue;
    buju_xy p = buju_lattice_centre(lattice, i);
    middle[r].x += p.x;
    middle[r].y += p.y;
    count[r]++;
  }
  for (buju_ix r = 0; r < regions; r++) middle[r] = (buju_xy){middle[r].x / count[r], middle[r].y / count[r]};
}

static buju_status make_counties(buju_ctx *ctx, buju_county *county, double focus_m) {
  buju_xy anywhere[1] = {county->middle};
  double *count = BUJU_NEW(county->arena, double, county->counties);
  buju_xy *middle = BUJU_NEW(county->arena, buju_xy, county->counties);
  county->county = BUJU_NEW(county->arena, buju_sample_county, county->counties);
  if (count == NULL || middle == NULL || county->county == NULL) return buju_fail_memory(ctx);
  if (county->counties > 1) {
    buju_status status = buju_lattice_split(ctx, &county->lattice, 1, &county->counties, anywhere, focus_m, 1);
    if (status != BUJU_OK) return status;
  }
  middles(&county->lattice, county->counties, middle, count);
  for (buju_ix c = 0; c < county->counties; c++) county->county[c].middle = middle[c];
  return BUJU_OK;
}

static buju_ix largest(const buju_ix *parts, buju_ix n) {
  buju_ix most = 0;
  for (buju_ix i = 0; i < n; i++)
    if (parts[i] > most) most = parts[i];
  return most;
}

static buju_status make_townships(buju_ctx *ctx, buju_county *county, double focus_m) {
  buju_ix counties = county->counties, n = county->townships;
  double *weight = BUJU_NEW(county->arena, double, n);
  buju_ix *parts = BUJU_NEW(county->arena, buju_ix, counties);
  buju_xy *focus = BUJU_NEW(county->arena, buju_xy, n);
  county->township = BUJU_NEW(county->arena, buju_sample_township, n);
  if (weight == NULL || parts == NULL || focus == NULL || county->township == NULL) return buju_fail_memory(ctx);
  for (buju_ix c = 0; c < counties; c++) focus[c] = county->county[c].middle;
  weigh(county, counties, focus, focus_m, 1, weight);
  share_out(n, weight, counties, parts);
  if (largest(parts, counties) > TOWNSHIP_CODES) {
    for (buju_ix c = 0; c < counties; c++) weight[c] = 1; /* all alike: then none is above the average */
    share_out(n, weight, counties, parts);
  }
  buju_status status = buju_lattice_split(ctx, &county->lattice, counties, parts, focus, focus_m, 2);
  if (status != BUJU_OK) return status;
  middles(&county->lattice, n, focus, weight);
  for (buju_ix c = 0, t = 0; c < counties; c++) {
    county->county[c].first_township = t;
    county->county[c].townships = parts[c];
    for (buju_ix i = 0; i < parts[c]; i++, t++) county->township[t].county = c, county->township[t].middle = focus[t];
  }
  return BUJU_OK;
}

static buju_status make_villages(buju_ctx *ctx, buju_county *county, double focus_m) {
  buju_ix n = county->townships;
  double *weight = BUJU_NEW(county->arena, double, n);
  buju_ix *parts = BUJU_NEW(county->arena, buju_ix, n);
  buju_xy *focus = BUJU_NEW(county->arena, buju_xy, n);
  county->village = BUJU_NEW(county->arena, buju_sample_village, county->villages);
  county->township_of = BUJU_NEW(county->arena, buju_ix, county->villages);
  if (weight == NULL || parts == NULL || focus == NULL || county->village == NULL || county->township_of == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix t = 0; t < n; t++) focus[t] = county->county[county->township[t].county].middle;
  weigh(county, n, focus, focus_m, 2, weight);
  share_out(county->villages, weight, n, parts);
  buju_status status = buju_lattice_split(ctx, &county->lattice, n, parts, focus, focus_m, 3);
  if (status != BUJU_OK) return status;
  for (buju_ix t = 0, v = 0; t < n; t++) {
    county->township[t].first_village = v;
    county->township[t].villages = parts[t];
    for (buju_ix i = 0; i < parts[t]; i++, v++) county->village[v].township = county->township_of[v] = t;
  }
  return buju_lattice_group(ctx, &county->lattice, county->villages, &county->row, &county->cell);
}

buju_status buju_county_divide(buju_ctx *ctx, buju_county *county) {
  double village_m2 = county->land->village_km2 * 1e6;
  county->villages = county->spec->villages;
  county->townships = (county->villages + VILLAGES_A_TOWNSHIP / 2) / VILLAGES_A_TOWNSHIP;
  county->counties = (county->townships + TOWNSHIPS_A_COUNTY - 1) / TOWNSHIPS_A_COUNTY;
  buju_status status =
      buju_lattice_outline(ctx, county->spec->seed, county->villages, village_m2, county->middle, &county->lattice);
  if (status != BUJU_OK) return status;
  double focus_m = county->radius_m / sqrt((double)county->counties) * 0.22;
  if ((status = make_counties(ctx, county, focus_m)) != BUJU_OK) return status;
  if ((status = make_townships(ctx, county, focus_m)) != BUJU_OK) return status;
  return make_villages(ctx, county, focus_m);
}
