/* The cheapest sites that reach everybody: the siting model over the set cover. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/cover_parts.h"

#include "planner/siting/siting_parts.h"

enum { BLOCK = 1024 }; /* demand points whose lists are there together */

/* What stands and costs no more than its closing stays; what is required opens. */
static uint8_t role_of(const buju_siting_field *field, buju_ix j) {
  switch ((buju_candidate_state)field->state[j]) {
  case BUJU_CANDIDATE_EXISTING:
  case BUJU_CANDIDATE_REQUIRED: return BUJU_COVER_OPEN;
  case BUJU_CANDIDATE_CLOSABLE: return field->net[j] <= 0 ? BUJU_COVER_OPEN : BUJU_COVER_MAY;
  case BUJU_CANDIDATE_FORBIDDEN: return BUJU_COVER_SHUT;
  case BUJU_CANDIDATE_FREE:
  case BUJU_CANDIDATE_STATES: break;
  }
  return BUJU_COVER_MAY;
}

/* One block of demand points that ask: their lists pass, and what they imply is dropped. */
typedef struct block {
  buju_ix which[BLOCK], n;
  uint32_t most[BLOCK];
  uint8_t need[BLOCK];
} block;

static buju_status pass(buju_ctx *ctx, const buju_siting_field *field, const block *b, buju_cover_rows *rows) {
  const buju_costs *costs = field->problem->costs;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_csr lists;
  buju_status status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, b->n, b->which, b->most, scratch, &lists);
  if (status == BUJU_OK) status = buju_cover_rows_add(ctx, rows, b->which, b->need, &lists);
  buju_arena_free(scratch);
  return status;
}

static buju_status pass_all(buju_ctx *ctx, const buju_siting_field *field, buju_cover_rows *rows) {
  block b = {.n = 0};
  const uint8_t *backup = field->problem->backup;
  for (buju_ix i = 0; i < field->demands; i++) {
    if (field->weight[i] > 0) {
      b.which[b.n] = i;
      b.most[b.n] = field->limit;
      b.need[b.n++] = backup != NULL ? backup[i] : 1;
    }
    if (b.n < BLOCK && (i + 1 < field->demands || b.n == 0)) continue;
    buju_status status = pass(ctx, field, &b, rows);
    if (status != BUJU_OK) return status;
    b.n = 0;
  }
  return BUJU_OK;
}

static buju_status make(buju_ctx *ctx, const buju_siting_field *field, const uint8_t *role, buju_arena *scratch,
                        buju_cover *out, int64_t *work) {
  BUJU_MSG(missed, "集合覆盖：能到需求点 {0} 的候选点前后不一致",
           "set cover: what reaches demand point {0} has changed");
  buju_cover_rows *rows;
  buju_ix lowest;
  buju_status status = buju_cover_rows_new(ctx, field->candidates, role, &rows);
  if (status != BUJU_OK) return status;
  status = pass_all(ctx, field, rows);
  if (status == BUJU_OK && buju_cover_rows_short(rows, &lowest) > 0)
    status = buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(missed, buju_int(lowest)));
  if (status == BUJU_OK) status = buju_cover_rows_take(ctx, rows, field->net, scratch, out);
  *work = buju_cover_rows_work(rows);
  buju_cover_rows_free(rows);
  return status;
}

/* Those open anyway and those found, ascending. */
static buju_status tell(buju_ctx *ctx, const buju_siting_field *field, const uint8_t *role,
                        const buju_cover_found *cover, buju_arena *arena, buju_siting_found *out) {
  buju_siting_found found = {.lower = field->closed_cost + cover->lower, .method = cover->method, .work = cover->work};
  for (buju_ix j = 0; j < field->candidates; j++) found.sites += role[j] == BUJU_COVER_OPEN;
  found.sites += cover->n;
  found.site = BUJU_NEW(arena, buju_ix, found.sites);
  if (found.site == NULL) return buju_fail_memory(ctx);
  buju_ix n = 0, k = 0;
  for (buju_ix j = 0; j < field->candidates; j++) {
    bool open = role[j] == BUJU_COVER_OPEN;
    if (open) found.lower += field->net[j];
    if (open || (k < cover->n && cover->column[k] == j)) found.site[n++] = j;
    k += !open && k < cover->n && cover->column[k] == j;
  }
  *out = found;
  return BUJU_OK;
}

/* Why nothing is cheaper, for a certificate. Where a tree would be too large it is one bound, and what is told is that
 * one: a certificate shows all that is claimed. */
static buju_status prove(buju_ctx *ctx, const buju_siting_field *field, const buju_cover *cover, int64_t lower,
                         buju_arena *arena, buju_siting_found *out) {
  buju_cover_trace trace = {.demands = field->demands};
  int64_t shown = lower;
  buju_status status = buju_cover_trace_search(ctx, cover, lower, &trace);
  if (status == BUJU_OK && trace.given_up) status = buju_cover_trace_root(ctx, cover, &shown, &trace);
  buju_status taken = buju_cover_trace_take(ctx, &trace, arena, &out->proof);
  if (shown < lower && out->proof != NULL) {
    out->lower -= lower - shown;
    out->method = BUJU_BY_LAGRANGIAN;
  }
  return status == BUJU_OK ? taken : status;
}

buju_status buju_siting_cover(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                              buju_siting_found *out) {
  const buju_siting_problem *problem = field->problem;
  buju_arena *scratch = buju_arena_new();
  uint8_t *role = scratch != NULL ? BUJU_NEW(scratch, uint8_t, field->candidates) : NULL;
  buju_status status = role != NULL ? BUJU_OK : buju_fail_memory(ctx);
  buju_cover cover;
  buju_cover_found found;
  int64_t work = 0;
  buju_cover_wish wish = {.enough = BUJU_COVER_LEAST,
                          .work_limit = problem->work_limit,
                          .gap = problem->gap,
                          .base = field->closed_cost,
                          .start = problem->start,
                          .start_n = problem->start != NULL ? problem->start_n : 0,
                          .watch = problem->watch};
  for (buju_ix j = 0; status == BUJU_OK && j < field->candidates; j++) {
    role[j] = role_of(field, j);
    if (role[j] == BUJU_COVER_OPEN) wish.base += field->net[j];
  }
  if (status == BUJU_OK) status = make(ctx, field, role, scratch, &cover, &work);
  if (status == BUJU_OK) status = buju_cover_solve(ctx, &cover, &wish, scratch, &found);
  if (status == BUJU_OK) status = tell(ctx, field, role, &found, arena, out);
  if (status == BUJU_OK) out->work += work;
  if (status == BUJU_OK && problem->prove) status = prove(ctx, field, &cover, found.lower, arena, out);
  buju_arena_free(scratch);
  return status;
}
