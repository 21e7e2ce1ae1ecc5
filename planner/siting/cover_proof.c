/* The cover's proof: a search tree over all candidates, written down as siting.h lays it down. It is searched for anew,
 * as a reader knows nothing of what was left out on the way to the plan. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/cover_parts.h"

/* Larger problems, trees and proofs are not written down. */
enum { ENTRIES_MOST = 20000000, BYTES_MOST = 1 << 28 };
static const int64_t WORK_MOST = 2000000000;

void buju_cover_trace_vector(buju_cover_trace *t, const int64_t *whole) {
  if (t->given_up) return;
  size_t bytes = t->demands * sizeof(int64_t);
  int64_t *row = (t->rows.n + 1) * bytes <= BYTES_MOST ? buju_vec_push(&t->rows, bytes) : NULL;
  if (row == NULL) {
    t->given_up = true;
    return;
  }
  for (buju_ix i = 0; whole != NULL && i < t->cover->rows; i++) row[t->cover->row_id[i]] = whole[i];
}

void buju_cover_trace_step(buju_cover_trace *t, buju_step_kind kind, buju_ix candidate, bool by_vector) {
  if (t->given_up) return;
  buju_step *step = buju_vec_push(&t->steps, sizeof *step);
  if (step == NULL) {
    t->given_up = true;
    return;
  }
  *step = (buju_step){.kind = (uint8_t)kind,
                      .candidate = candidate,
                      .other = BUJU_NONE,
                      .vector = by_vector ? (buju_ix)(t->rows.n - 1) : BUJU_NONE};
}

/* The tree, searched for; given up when it is too large. */
static buju_status search(buju_ctx *ctx, const buju_cover *cover, int64_t lower, buju_cover_trace *trace,
                          buju_arena *scratch) {
  buju_cover_walk walk;
  buju_cover_search *s = NULL;
  buju_status status = buju_cover_walk_new(ctx, cover, 1, scratch, &walk);
  if (status == BUJU_OK) status = buju_cover_search_new(ctx, cover, &walk, scratch, &s);
  if (status != BUJU_OK) return status;
  buju_cover_walk_start(&walk, NULL);
  trace->given_up = !buju_cover_search_write(s, trace) || !buju_cover_search_root(s, lower);
  while (status == BUJU_OK && !trace->given_up && !buju_cover_search_done(s)) {
    status = buju_cover_search_on(ctx, s, WORK_MOST / 16, lower);
    trace->given_up |= buju_cover_search_work(s) >= WORK_MOST;
  }
  buju_cover_search_free(s);
  return status;
}

buju_status buju_cover_trace_search(buju_ctx *ctx, const buju_cover *cover, int64_t lower, buju_cover_trace *trace) {
  if (cover->row[cover->rows] > ENTRIES_MOST || trace->demands == 0) trace->given_up = true;
  if (trace->given_up) return BUJU_OK;
  trace->cover = cover;
  if (cover->rows == 0) {
    buju_cover_trace_vector(trace, NULL);
    buju_cover_trace_step(trace, BUJU_STEP_LEAF, BUJU_NONE, true);
    return BUJU_OK;
  }
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_status status = search(ctx, cover, lower, trace, scratch);
  buju_arena_free(scratch);
  return status;
}

enum { ROUNDS_LEAST = 50, ROUNDS_MOST = 600, PATIENCE = 20 };
static const int64_t ROOT_WORK = 8000000000;

static int rounds_for(uint64_t entries) {
  const int64_t rounds = ROOT_WORK / ((int64_t)entries + 1);
  return rounds < ROUNDS_LEAST ? ROUNDS_LEAST : rounds > ROUNDS_MOST ? ROUNDS_MOST : (int)rounds;
}

buju_status buju_cover_trace_root(buju_ctx *ctx, const buju_cover *cover, int64_t *lower, buju_cover_trace *trace) {
  buju_arena *scratch = buju_arena_new();
  buju_cover_state state;
  buju_cover_bound bound;
  bool well =
      scratch != NULL && buju_cover_state_new(cover, scratch, &state) && buju_cover_bound_new(cover, scratch, &bound);
  trace->rows.n = trace->steps.n = 0;
  trace->cover = cover;
  trace->given_up = !well || bound.scale == 0 || trace->demands == 0;
  if (!trace->given_up) {
    const buju_cover_pace pace = {rounds_for(cover->row[cover->rows]), PATIENCE, 1};
    buju_cover_bound_start(&bound, cover);
    buju_cover_bound_climb(&bound, &state, *lower, pace);
    buju_cover_bound_value(&bound, &state);
    int64_t shown = bound.value / bound.scale + (bound.value % bound.scale > 0);
    if (shown < *lower) *lower = shown > 0 ? shown : 0;
    trace->scale = bound.scale;
    buju_cover_trace_vector(trace, bound.whole);
    buju_cover_trace_step(trace, BUJU_STEP_LEAF, BUJU_NONE, true);
  }
  buju_arena_free(scratch);
  return well ? BUJU_OK : buju_fail_memory(ctx);
}

static bool take(buju_cover_trace *t, buju_arena *arena, buju_siting_proof **out) {
  buju_siting_proof *proof = BUJU_NEW(arena, buju_siting_proof, 1);
  size_t vectors = t->rows.n, steps = t->steps.n;
  void *rows, *step;
  if (proof == NULL || !buju_vec_freeze(&t->rows, t->demands * sizeof(int64_t), arena, &rows) ||
      !buju_vec_freeze(&t->steps, sizeof(buju_step), arena, &step))
    return false;
  *proof = (buju_siting_proof){.scale = t->scale > 0 ? t->scale : 1,
                               .vectors = (buju_ix)vectors,
                               .multiplier = rows,
                               .steps = steps,
                               .step = step};
  *out = proof;
  return true;
}

buju_status buju_cover_trace_take(buju_ctx *ctx, buju_cover_trace *trace, buju_arena *arena, buju_siting_proof **out) {
  *out = NULL;
  bool well = trace->given_up || take(trace, arena, out);
  buju_vec_free(&trace->rows);
  buju_vec_free(&trace->steps);
  return well ? BUJU_OK : buju_fail_memory(ctx);
}
