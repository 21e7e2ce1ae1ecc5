/* How far the lists of a large p-median need to go. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/median_parts.h"

enum { SPREAD = 5, SAMPLES = 8, AT_LEAST = 48, WORTH_IT = 3 };

/* How many sites will be open, about; *may: how many may be. */
static double open_sites(const buju_siting_field *field, double *may) {
  double count = 0, stand = 0, net = 0;
  for (buju_ix j = 0; j < field->candidates; j++) {
    bool stands = field->state[j] == BUJU_CANDIDATE_EXISTING || field->state[j] == BUJU_CANDIDATE_REQUIRED;
    if (field->state[j] == BUJU_CANDIDATE_FORBIDDEN) continue;
    stand += stands;
    count += 1;
    net += (double)field->net[j];
  }
  *may = count;
  double open = field->p != INT64_MAX ? (double)field->p : count;
  if (field->budget != INT64_MAX && net > 0 && (double)field->budget * count / net < open)
    open = (double)field->budget * count / net;
  return open + stand > 1 ? open + stand : 1;
}

/* Scatters numbers, the same on every machine. */
static uint64_t scatter(uint64_t x) {
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/* Takes one candidate in `every`, another set for each sample. */
static buju_ix take_sample(const buju_siting_field *field, uint64_t sample, double every, buju_ix *site) {
  const double all = 18446744073709551616.0;
  buju_ix n = 0;
  for (buju_ix j = 0; j < field->candidates; j++)
    if (field->state[j] != BUJU_CANDIDATE_FORBIDDEN &&
        (double)scatter(sample * UINT64_C(0x9e3779b97f4a7c15) + j + 1) * every < all)
      site[n++] = j;
  return n;
}

/* The cost to the nearest of one site in T has the rank T on average; the mean of some of them is a fair measure. */
static buju_status measure(buju_ctx *ctx, const buju_siting_field *field, double every, buju_arena *arena,
                           uint32_t *reach) {
  const buju_costs *costs = field->problem->costs;
  buju_ix *site = BUJU_NEW(arena, buju_ix, field->candidates), *to = BUJU_NEW(arena, buju_ix, field->demands);
  uint32_t *cost = BUJU_NEW(arena, uint32_t, field->demands);
  uint64_t *sum = BUJU_NEW(arena, uint64_t, field->demands);
  if (site == NULL || to == NULL || cost == NULL || sum == NULL) return buju_fail_memory(ctx);
  for (uint64_t sample = 0; sample < SAMPLES; sample++) {
    buju_ix n = take_sample(field, sample, every, site);
    buju_status status = costs->ops->nearest(ctx, costs, n, site, to, cost);
    if (status != BUJU_OK) return status;
    for (buju_ix i = 0; i < field->demands; i++) /* whom a sample does not serve has few sites: all are listed */
      sum[i] += to[i] != BUJU_NONE ? cost[i] : SAMPLES * (uint64_t)field->limit;
  }
  for (buju_ix i = 0; i < field->demands; i++) {
    uint64_t far = sum[i] / SAMPLES;
    reach[i] = far < field->limit ? (uint32_t)far : field->limit;
  }
  return BUJU_OK;
}

/* How many candidates a list holds; *cut: it leaves some out. */
static double list_length(const buju_siting_field *field, bool *cut) {
  double may, open = open_sites(field, &may), every = AT_LEAST + (double)SPREAD * may / open;
  *cut = every * WORTH_IT <= may;
  return *cut ? every : may;
}

double buju_median_pairs(const buju_siting_field *field) {
  bool cut;
  return (double)field->demands * list_length(field, &cut);
}

buju_status buju_median_reach(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena, uint32_t **out) {
  bool cut;
  double every = list_length(field, &cut);
  *out = NULL;
  if (!cut) return BUJU_OK;
  buju_arena *scratch = buju_arena_new();
  uint32_t *reach = BUJU_NEW(arena, uint32_t, field->demands);
  buju_status status =
      scratch != NULL && reach != NULL ? measure(ctx, field, every, scratch, reach) : buju_fail_memory(ctx);
  buju_arena_free(scratch);
  if (status == BUJU_OK) *out = reach;
  return status;
}
