/* Maximal cover: the steps of the proof, kept pattern by pattern and written demand point by demand point.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover.h"

bool buju_max_proof_vector(buju_max_proof *proof, const buju_max_master *master, buju_ix *vector) {
  *vector = BUJU_NONE;
  if (!proof->wanted) return true;
  uint32_t *kept = malloc(((size_t)proof->core->patterns + 1) * sizeof *kept), **seat = NULL;
  buju_toll *toll = kept != NULL ? buju_vec_push(&proof->tolls, sizeof *toll) : NULL;
  if (toll != NULL) seat = buju_vec_push(&proof->vectors, sizeof *seat);
  if (seat == NULL) {
    free(kept);
    return false;
  }
  buju_max_master_kept(master, kept);
  *seat = kept;
  *toll = (buju_toll){master->toll, (int32_t)master->toll_shift};
  *vector = (buju_ix)proof->vectors.n - 1;
  return true;
}

bool buju_max_proof_step(buju_max_proof *proof, buju_step_kind kind, buju_ix item, buju_ix vector) {
  if (!proof->wanted) return true;
  buju_step *step = buju_vec_push(&proof->steps, sizeof *step);
  if (step == NULL) return false;
  *step = (buju_step){(uint8_t)kind, item, BUJU_NONE, vector};
  return true;
}

static void reverse(buju_step *step, size_t first, size_t end) {
  for (; end - first > 1; first++) {
    buju_step swap = step[first];
    step[first] = step[--end];
    step[end] = swap;
  }
}

void buju_max_proof_rotate(buju_max_proof *proof, size_t first, size_t middle) {
  buju_step *step = proof->steps.data;
  if (!proof->wanted) return;
  reverse(step, first, middle);
  reverse(step, middle, proof->steps.n);
  reverse(step, first, proof->steps.n);
}

/* Candidates that are out before the search starts: what is left of p or the budget is not enough for them. */
static buju_ix name_unfit(const buju_max_core *core, const buju_siting_field *field, buju_step *step) {
  buju_ix n = 0, item = 0, always = 0, dim = core->outshones; /* these descend */
  for (buju_ix j = 0; j < field->candidates; j++) {
    bool known = field->state[j] == BUJU_CANDIDATE_FORBIDDEN;
    if (item < core->items && core->candidate[item] == j) {
      known = true;
      item++;
    }
    if (always < core->always && core->always_open[always] == j) {
      known = true;
      always++;
    }
    if (dim > 0 && core->outshone[dim - 1].candidate == j) {
      known = true;
      dim--;
    }
    if (!known) step[n++] = (buju_step){BUJU_STEP_CLOSED, j, BUJU_NONE, BUJU_NONE};
  }
  return n;
}

static void write_vector(const buju_max_core *core, const buju_siting_field *field, const uint32_t *kept,
                         int64_t *multiplier) {
  for (buju_ix i = 0; i < field->demands; i++) {
    buju_ix pattern = core->pattern_of[i];
    int64_t share = pattern == BUJU_NONE ? 0 : pattern == BUJU_MAX_LOST ? core->scale : kept[pattern];
    multiplier[i] = field->weight[i] * share;
  }
}

buju_status buju_max_proof_write(buju_ctx *ctx, const buju_max_proof *proof, const buju_siting_field *field,
                                 buju_arena *arena, buju_siting_proof **out) {
  const buju_max_core *core = proof->core;
  const buju_step *steps = proof->steps.data;
  uint32_t *const *vectors = proof->vectors.data;
  buju_siting_proof *made = BUJU_NEW(arena, buju_siting_proof, 1);
  if (made == NULL) return buju_fail_memory(ctx);
  if (proof->vectors.n > BUJU_NONE || (field->demands > 0 && proof->vectors.n > SIZE_MAX / 8 / field->demands))
    return buju_fail_memory(ctx);
  made->scale = core->scale;
  made->vectors = (buju_ix)proof->vectors.n;
  made->multiplier = BUJU_NEW(arena, int64_t, proof->vectors.n * field->demands);
  made->toll = buju_arena_copy(arena, proof->tolls.data, proof->vectors.n, sizeof *made->toll);
  made->step = BUJU_NEW(arena, buju_step, proof->steps.n + field->candidates);
  if (made->multiplier == NULL || made->toll == NULL || made->step == NULL) return buju_fail_memory(ctx);
  for (size_t v = 0; v < proof->vectors.n; v++)
    write_vector(core, field, vectors[v], made->multiplier + v * field->demands);
  made->steps = name_unfit(core, field, made->step);
  for (buju_ix k = 0; k < core->outshones; k++)
    made->step[made->steps++] =
        (buju_step){BUJU_STEP_OUTSHONE, core->outshone[k].candidate, core->outshone[k].other, BUJU_NONE};
  for (size_t k = 0; k < proof->steps.n; k++) {
    buju_step step = steps[k];
    if (step.candidate != BUJU_NONE) step.candidate = core->candidate[step.candidate];
    made->step[made->steps++] = step;
  }
  *out = made;
  return BUJU_OK;
}

void buju_max_proof_free(buju_max_proof *proof) {
  uint32_t **vectors = proof->vectors.data;
  for (size_t v = 0; v < proof->vectors.n; v++) free(vectors[v]);
  buju_vec_free(&proof->vectors);
  buju_vec_free(&proof->tolls);
  buju_vec_free(&proof->steps);
}
