/* Plans where nothing fills up but there may be only so many sites of a kind: by the interchange of the p-median, which
 * knows what every exchange is worth. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/capacity_parts.h"
#include "planner/siting/median_parts.h"

/* Steps for each pair of the problem that are of use: more is of none to small ones. */
static const int64_t STEPS_OF_PAIR = 2000;

bool buju_rooms_can_interchange(const buju_rooms *r) {
  return r->ample && r->problem->siting.model == BUJU_SITING_MEDIAN && r->budget == INT64_MAX && r->kinds > 1;
}

/* What is left of each kind once those that must stand do. */
static buju_status set_kinds(buju_ctx *ctx, const buju_rooms *r, buju_median *m) {
  buju_ix *kind = BUJU_NEW(m->arena, buju_ix, m->sites);
  int64_t *left = buju_arena_copy(m->arena, r->p_of, r->kinds, sizeof *left);
  if (kind == NULL || left == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < r->m; j++)
    if (r->fixed[j] != 0 && r->counted[j] != 0 && left[r->kind[j]] != INT64_MAX) left[r->kind[j]]--;
  for (buju_ix j = 0; j < m->sites; j++) kind[j] = r->problem->kind[m->candidate[j]];
  m->kind = kind;
  m->kinds = r->kinds;
  m->quota_of = left;
  return BUJU_OK;
}

/* From the best plan there is, so that each turn goes on where the last one ended. */
static buju_status set_start(buju_ctx *ctx, const buju_rooms *r, const buju_room_plan *best, buju_median_search *s) {
  buju_ix *start = BUJU_NEW(s->arena, buju_ix, r->m);
  if (start == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; best->broken == 0 && j < r->m; j++)
    if (best->open[j] != 0) start[s->start_n++] = r->site[j];
  s->start = start;
  return BUJU_OK;
}

static buju_status search(buju_ctx *ctx, const buju_rooms *r, buju_median *m, int64_t steps, buju_median_search *s) {
  buju_status status = set_kinds(ctx, r, m);
  if (status == BUJU_OK) status = buju_median_search_new(ctx, m, s);
  if (status == BUJU_OK) status = buju_median_first_plan(s);
  return status == BUJU_OK ? buju_median_shake(s, steps) : status;
}

/* The plan as the problem with kinds sees it. */
static buju_status take(buju_ctx *ctx, const buju_rooms *r, const buju_median_search *s, buju_arena *scratch,
                        buju_room_plan *best, int64_t *work) {
  buju_room_plan plan;
  if (!buju_room_plan_new(r, scratch, &plan)) return buju_fail_memory(ctx);
  for (buju_ix j = 0, k = 0; j < r->m; j++) {
    while (k < s->best_n && s->best[k] < r->site[j]) k++;
    plan.open[j] = k < s->best_n && s->best[k] == r->site[j];
  }
  buju_status status = buju_rooms_serve(ctx, r, r->cost, &plan, work);
  bool better = plan.broken < best->broken || (plan.broken == best->broken && plan.value < best->value);
  if (status == BUJU_OK && better) buju_room_plan_copy(r, &plan, best);
  return status;
}

buju_status buju_rooms_interchange(buju_ctx *ctx, const buju_rooms *r, int64_t lower, int64_t steps,
                                   buju_room_plan *best, int64_t *work) {
  buju_median *m = NULL;
  buju_median_search s = {.arena = buju_arena_new(), .known = lower};
  const int64_t useful = STEPS_OF_PAIR * ((int64_t)r->row[r->n] + r->m);
  if (steps > useful) steps = useful;
  buju_status status = s.arena != NULL ? buju_median_new(ctx, &r->field, NULL, &m) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = set_start(ctx, r, best, &s);
  if (status == BUJU_OK) status = search(ctx, r, m, steps, &s);
  if (status == BUJU_OK) status = take(ctx, r, &s, s.arena, best, work);
  *work += s.work;
  buju_median_proof_free(&s.proof);
  buju_median_free(m);
  buju_arena_free(s.arena);
  return status;
}
