/* The p-median's proof: steps and multipliers, as siting.h lays them down. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/median_parts.h"

bool buju_median_proof_begin(buju_median_proof *proof, const buju_median *m) {
  const buju_siting_field *field = m->field;
  buju_ix site = 0, opened = 0;
  bool kept = true;
  for (buju_ix j = 0; kept && m->net != NULL && j < field->candidates; j++) {
    bool known = field->state[j] == BUJU_CANDIDATE_FORBIDDEN;
    if (site < m->sites && m->candidate[site] == j) {
      known = true;
      site++;
    }
    if (opened < m->opened && m->open[opened] == j) {
      known = true;
      opened++;
    }
    if (!known) kept = buju_median_proof_step(proof, BUJU_STEP_CLOSED, j, BUJU_NONE);
  }
  return kept;
}

bool buju_median_proof_vector(buju_median_proof *proof, const buju_median *m, const int64_t *u, buju_toll toll,
                              buju_ix *vector) {
  *vector = BUJU_NONE;
  if (!proof->on) return true;
  int64_t *row = buju_vec_push(&proof->rows, proof->demands * sizeof *row);
  buju_toll *price = row != NULL ? buju_vec_push(&proof->tolls, sizeof *price) : NULL;
  if (price == NULL) return false;
  *price = toll;
  memcpy(row, m->base, proof->demands * sizeof *row);
  for (buju_ix i = 0; i < m->clients; i++) row[m->demand[i]] = u[i];
  *vector = proof->vectors++;
  return true;
}

bool buju_median_proof_step(buju_median_proof *proof, buju_step_kind kind, buju_ix candidate, buju_ix vector) {
  if (!proof->on) return true;
  buju_step *step = buju_vec_push(&proof->steps, sizeof *step);
  if (step == NULL) return false;
  *step = (buju_step){(uint8_t)kind, candidate, BUJU_NONE, vector};
  return true;
}

bool buju_median_proof_take(buju_median_proof *proof, int64_t scale, buju_arena *arena, buju_siting_proof **out) {
  *out = NULL;
  if (!proof->on) return true;
  buju_siting_proof *taken = BUJU_NEW(arena, buju_siting_proof, 1);
  void *rows, *steps, *tolls;
  size_t n = proof->steps.n;
  if (taken == NULL || !buju_vec_freeze(&proof->steps, sizeof(buju_step), arena, &steps) ||
      !buju_vec_freeze(&proof->tolls, sizeof(buju_toll), arena, &tolls) ||
      !buju_vec_freeze(&proof->rows, proof->demands * sizeof(int64_t), arena, &rows))
    return false;
  *taken = (buju_siting_proof){
      .scale = scale, .vectors = proof->vectors, .multiplier = rows, .toll = tolls, .steps = n, .step = steps};
  *out = taken;
  return true;
}

void buju_median_proof_free(buju_median_proof *proof) {
  buju_vec_free(&proof->rows);
  buju_vec_free(&proof->tolls);
  buju_vec_free(&proof->steps);
}
