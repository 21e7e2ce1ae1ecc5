/* A made county for the tables of siting, the same everywhere. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_BENCH_COUNTY_H
#define BUJU_BENCH_COUNTY_H

#include "layers/instances.h"

static inline double bench_unit(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (double)(*state >> 11) / 9007199254740992.0;
}

/** A county of 60 km: 1,000 villages in clusters, people in thousandths, 3,000 places for a site, milliseconds at 30
 *  km/h. */
static inline buju_status bench_county(buju_arena *arena, buju_instance **out) {
  uint64_t state = 88172645463325252u;
  enum { VILLAGES = 1000, PLACES = 3000, TOWNS = 25 };
  buju_instance *c = BUJU_NEW(arena, buju_instance, 1);
  double *at = BUJU_NEW(arena, double, 2 * (VILLAGES + PLACES)), town[TOWNS][2];
  if (c == NULL || at == NULL) return BUJU_E_MEMORY;
  c->demands = VILLAGES;
  c->candidates = PLACES;
  c->demand_x = at;
  c->demand_y = at + VILLAGES;
  c->candidate_x = at + (ptrdiff_t)2 * VILLAGES;
  c->candidate_y = c->candidate_x + PLACES;
  c->weight = BUJU_NEW(arena, int64_t, VILLAGES);
  if (c->weight == NULL) return BUJU_E_MEMORY;
  for (int k = 0; k < TOWNS; k++)
    for (int d = 0; d < 2; d++) town[k][d] = bench_unit(&state) * 7.2e6; /* 60 km in ms */
  for (int i = 0; i < VILLAGES; i++) {
    int k = (int)(bench_unit(&state) * TOWNS);
    double away = i % 2 == 0 ? 4e5 : 3e6;
    c->demand_x[i] = town[k][0] + (bench_unit(&state) + bench_unit(&state) - 1) * away;
    c->demand_y[i] = town[k][1] + (bench_unit(&state) + bench_unit(&state) - 1) * away;
    c->weight[i] = (int64_t)(100 + 3000 * bench_unit(&state) * bench_unit(&state)) * 1000;
  }
  for (int j = 0; j < PLACES; j++) { /* at villages, and here and there */
    c->candidate_x[j] = j < VILLAGES ? c->demand_x[j] : bench_unit(&state) * 7.2e6;
    c->candidate_y[j] = j < VILLAGES ? c->demand_y[j] : bench_unit(&state) * 7.2e6;
  }
  *out = c;
  return BUJU_OK;
}

#endif
