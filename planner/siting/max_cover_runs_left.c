/* Maximal cover by runs: what is left for lists, and the proof. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover_runs.h"

/* ---- what is left ---- */

static int ascending(const void *a, const void *b) {
  buju_ix x = *(const buju_ix *)a, y = *(const buju_ix *)b;
  return (x > y) - (x < y);
}

/* The problem of some candidates. */
typedef struct part {
  buju_ix n, *candidate;
  buju_siting_problem problem;
  buju_siting_field field;
  buju_costs *costs;
} part;

/* Those open, those free, and those of the plan, which may have been ruled out as no better. */
static bool choose(const buju_max_runs *r, buju_ix n, const buju_ix *site, buju_arena *arena, part *to) {
  uint8_t *in = BUJU_NEW(arena, uint8_t, r->field->candidates);
  to->candidate = BUJU_NEW(arena, buju_ix, r->field->candidates);
  if (in == NULL || to->candidate == NULL) return false;
  for (buju_ix k = 0; k < r->open.n; k++) in[r->open.candidate[k]] = 1;
  for (buju_ix k = 0; k < r->free.n; k++) in[r->free.candidate[k]] = 1;
  for (buju_ix k = 0; k < n; k++) in[site[k]] = 1;
  for (buju_ix j = 0; j < r->field->candidates; j++)
    if (in[j]) to->candidate[to->n++] = j;
  return true;
}

static bool fill(const buju_max_runs *r, buju_ix sites, const buju_ix *site, buju_arena *arena, part *to) {
  const buju_siting_field *all = r->field;
  uint8_t *state = BUJU_NEW(arena, uint8_t, to->n), *counted = BUJU_NEW(arena, uint8_t, to->n);
  int64_t *net = BUJU_NEW(arena, int64_t, to->n);
  buju_ix *start = BUJU_NEW(arena, buju_ix, sites), starts = 0;
  buju_ix *sorted = buju_arena_copy(arena, site, sites, sizeof *sorted);
  if (state == NULL || counted == NULL || net == NULL || start == NULL || sorted == NULL) return false;
  qsort(sorted, sites, sizeof *sorted, ascending);
  for (buju_ix k = 0; k < to->n; k++) {
    buju_ix j = to->candidate[k];
    state[k] = all->state[j];
    counted[k] = all->counted[j];
    net[k] = all->net[j];
    if (starts < sites && sorted[starts] == j) start[starts++] = k;
  }
  to->problem = *all->problem;
  to->problem.watch = NULL; /* bounds of a part are none of the whole */
  to->problem.prove = false;
  to->problem.start = start;
  to->problem.start_n = starts;
  if (to->problem.work_limit > 0) to->problem.work_limit -= r->work;
  to->field = *all;
  to->field.candidates = to->n;
  to->field.state = state;
  to->field.counted = counted;
  to->field.net = net;
  return true;
}

buju_status buju_max_runs_with_lists(const buju_max_runs *r, buju_ix n, const buju_ix *site, buju_arena *arena,
                                     buju_siting_found *out) {
  part to = {0};
  buju_arena *scratch = buju_arena_new();
  bool well = scratch != NULL && choose(r, n, site, scratch, &to) && fill(r, n, site, scratch, &to);
  buju_status status = well ? buju_costs_among(r->ctx, r->field->problem->costs, to.n, to.candidate, &to.costs)
                            : buju_fail_memory(r->ctx);
  if (status == BUJU_OK) {
    to.problem.costs = to.costs;
    to.field.problem = &to.problem;
    status = buju_max_cover_with_lists(r->ctx, &to.field, arena, out);
  }
  for (buju_ix k = 0; status == BUJU_OK && k < out->sites; k++) out->site[k] = to.candidate[out->site[k]];
  buju_costs_free(to.costs);
  buju_arena_free(scratch);
  return status;
}

/* ---- the proof ---- */

bool buju_max_runs_proof(const buju_max_runs *r, const uint32_t *kept, buju_arena *arena, buju_siting_proof **out) {
  const buju_siting_field *field = r->field;
  buju_siting_proof *proof = BUJU_NEW(arena, buju_siting_proof, 1);
  if (proof == NULL) return false;
  *proof = (buju_siting_proof){.scale = r->scale,
                               .vectors = 1,
                               .multiplier = BUJU_NEW(arena, int64_t, field->demands),
                               .steps = 1,
                               .step = BUJU_NEW(arena, buju_step, 1)};
  if (proof->multiplier == NULL || proof->step == NULL) return false;
  for (buju_ix i = 0; i < field->demands; i++)
    if (r->place[i] != BUJU_NONE) proof->multiplier[i] = field->weight[i] * (int64_t)kept[r->place[i]];
  proof->step[0] = (buju_step){BUJU_STEP_LEAF, BUJU_NONE, BUJU_NONE, 0};
  *out = proof;
  return true;
}
