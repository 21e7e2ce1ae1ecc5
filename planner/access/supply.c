/* Doctors in reach: the enhanced two-step floating catchment area, and how equally it is spread.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/access/access.h"

/* The weight of a trip, in thousandths. */
static uint16_t weight_of(const buju_decay *decay, uint32_t ms) {
  buju_ix l = 0;
  while (l < decay->limits && ms > decay->limit_ms[l]) l++;
  return l < decay->limits ? decay->weight[l] : 0;
}

/* Step 1: what each site has for one person, doctors per 1,000 weighted people. */
static buju_status share_out(buju_ctx *ctx, const buju_peopled *places, const buju_csr *times, buju_ix sites,
                             const int32_t *doctors, const buju_decay *decay, buju_arena *scratch, double *per_1000,
                             int64_t *reached) {
  int64_t *people = BUJU_NEW(scratch, int64_t, sites); /* millionths of a person */
  if (people == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < places->n; i++)
    for (uint64_t k = times->row[i]; k < times->row[i + 1]; k++)
      people[times->col[k]] += places->people[i] * weight_of(decay, times->val[k]);
  for (buju_ix s = 0; s < sites; s++) {
    per_1000[s] = 0;
    if (people[s] <= 0 || doctors[s] <= 0) continue;
    per_1000[s] = (double)doctors[s] * 1e9 / (double)people[s];
    *reached += doctors[s];
  }
  return BUJU_OK;
}

buju_status buju_supply_add(buju_ctx *ctx, const buju_peopled *places, const buju_csr *times, buju_ix sites,
                            const int32_t *doctors, const buju_decay *decay, buju_supply *supply, int64_t *reached) {
  buju_arena *scratch = buju_arena_new();
  double *per_1000 = scratch != NULL ? BUJU_NEW(scratch, double, sites) : NULL;
  buju_status status = per_1000 != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = share_out(ctx, places, times, sites, doctors, decay, scratch, per_1000, reached);
  /* step 2: what each place adds up to, in the order of the sites */
  for (buju_ix i = 0; status == BUJU_OK && i < places->n; i++)
    for (uint64_t k = times->row[i]; k < times->row[i + 1]; k++)
      supply->place[i] += per_1000[times->col[k]] * (weight_of(decay, times->val[k]) / 1000.0);
  buju_arena_free(scratch);
  return status;
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

buju_status buju_supply_begin(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places, buju_arena *arena,
                              buju_supply *out) {
  *out = (buju_supply){.place = BUJU_NEW(arena, double, places->n),
                       .zone = BUJU_NEW(arena, double, zones->n),
                       .gini = BUJU_NEW(arena, double, zones->n)};
  return out->place != NULL && out->zone != NULL && out->gini != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_supply_finish(buju_ctx *ctx, const buju_zones *zones, const buju_peopled *places,
                               buju_supply *supply) {
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? sum_up(ctx, zones, places, scratch, supply) : buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}
