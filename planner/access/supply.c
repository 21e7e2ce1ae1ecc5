/* Doctors in reach: the enhanced two-step floating catchment area, and how equally it is spread.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/access/access.h"

/* The question, as both steps need it. */
typedef struct catchments {
  const buju_peopled *places;
  const buju_csr *times;
  buju_ix limits;
  const uint32_t *limit_ms;
  const uint16_t *weight;
} catchments;

/* The weight of the k-th pair, in thousandths. */
static uint16_t weight_of(const catchments *c, uint64_t k) {
  buju_ix l = 0;
  while (l < c->limits && c->times->val[k] > c->limit_ms[l]) l++;
  return l < c->limits ? c->weight[l] : 0;
}

/* Step 1: what each site has for one person, doctors per 1,000 weighted people. */
static buju_status share_out(buju_ctx *ctx, const catchments *c, buju_ix sites, const int32_t *doctors,
                             buju_arena *scratch, double *per_1000, int64_t *reached) {
  int64_t *people = BUJU_NEW(scratch, int64_t, sites); /* millionths of a person */
  if (people == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < c->places->n; i++)
    for (uint64_t k = c->times->row[i]; k < c->times->row[i + 1]; k++)
      people[c->times->col[k]] += c->places->people[i] * weight_of(c, k);
  *reached = 0;
  for (buju_ix s = 0; s < sites; s++) {
    per_1000[s] = 0;
    if (people[s] <= 0 || doctors[s] <= 0) continue;
    per_1000[s] = (double)doctors[s] * 1e9 / (double)people[s];
    *reached += doctors[s];
  }
  return BUJU_OK;
}

/* Step 2: what each place adds up to, in the order of the sites. */
static void add_up(const catchments *c, const double *per_1000, double *place) {
  for (buju_ix i = 0; i < c->places->n; i++) {
    place[i] = 0;
    for (uint64_t k = c->times->row[i]; k < c->times->row[i + 1]; k++)
      place[i] += per_1000[c->times->col[k]] * (weight_of(c, k) / 1000.0);
  }
}

/* While a zone's people are walked through from the worst off to the best off. */
typedef struct lorenz {
  double people, access; /* so far */
  double under;          /* twice the area under the curve, in people × access */
} lorenz;

/* Where the curve of the first zone passes 10, 20 … 90 % of its people. */
static void mark_deciles(const lorenz *before, double people, double each, double all_people, int *next,
                         double share[9]) {
  while (*next < 9) {
    double want = all_people * (*next + 1) / 10;
    if (before->people + people < want) return;
    share[*next] = before->access + (want - before->people) * each;
    ++*next;
  }
}

static void walk(const buju_zones *zones, const buju_peopled *places, const buju_ranked *ranked, buju_ix n,
                 lorenz *curve, buju_supply *out) {
  double all = (double)zones->people[0];
  int next = 0;
  for (buju_ix k = 0; k < n; k++) {
    buju_ix i = ranked[k].place;
    double people = (double)places->people[i], access = people * out->place[i];
    mark_deciles(&curve[0], people, out->place[i], all, &next, out->lorenz);
    for (buju_ix z = places->zone[i]; z != BUJU_NONE; z = zones->parent[z]) {
      curve[z].under += people * (2 * curve[z].access + access);
      curve[z].people += people;
      curve[z].access += access;
    }
  }
  while (next < 9) out->lorenz[next++] = curve[0].access; /* the noise of a sum must not lose the last one */
}

static buju_status sum_up(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, buju_arena *scratch,
                          buju_supply *out) {
  buju_ranked *ranked = BUJU_NEW(scratch, buju_ranked, places->n);
  lorenz *curve = BUJU_NEW(scratch, lorenz, zones->n);
  buju_ix n = 0;
  if (ranked == NULL || curve == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < places->n; i++) {
    if (places->people[i] <= 0) continue;
    ranked[n].place = i;
    memcpy(&ranked[n++].key, &out->place[i], sizeof ranked->key); /* doubles from 0 up are ordered as their bits */
  }
  buju_rank(ranked, n);
  walk(zones, places, ranked, n, curve, out);
  for (buju_ix z = 0; z < zones->n; z++) {
    out->zone[z] = curve[z].people > 0 ? curve[z].access / curve[z].people : NAN;
    out->gini[z] = NAN;
    if (curve[z].access > 0) out->gini[z] = fmax(0, 1 - curve[z].under / (curve[z].people * curve[z].access));
  }
  for (int d = 0; d < 9; d++) out->lorenz[d] = curve[0].access > 0 ? out->lorenz[d] / curve[0].access : NAN;
  return BUJU_OK;
}

buju_status buju_supply_make(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, const buju_csr *times,
                             buju_ix sites, const int32_t *doctors, buju_ix limits, const uint32_t *limit_ms,
                             const uint16_t *weight, buju_arena *arena, buju_supply *out, int64_t *reached) {
  const catchments c = {places, times, limits, limit_ms, weight};
  buju_arena *scratch = buju_arena_new();
  double *per_1000 = scratch != NULL ? BUJU_NEW(scratch, double, sites) : NULL;
  *out = (buju_supply){.place = BUJU_NEW(arena, double, places->n),
                       .zone = BUJU_NEW(arena, double, zones->n),
                       .gini = BUJU_NEW(arena, double, zones->n)};
  buju_status status = per_1000 != NULL && out->place != NULL && out->zone != NULL && out->gini != NULL
                           ? BUJU_OK
                           : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = share_out(ctx, &c, sites, doctors, scratch, per_1000, reached);
  if (status == BUJU_OK) {
    add_up(&c, per_1000, out->place);
    status = sum_up(ctx, zones, places, scratch, out);
  }
  buju_arena_free(scratch);
  return status;
}
