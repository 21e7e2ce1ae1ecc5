/* The linear program of a part of a cover: it tells where to branch, and gives multipliers. What is proved with them is
 * reckoned in whole numbers elsewhere. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/cover_parts.h"
#include "planner/siting/lp.h"

struct buju_cover_lp {
  const buju_cover *cover;
  buju_arena *arena; /* of itself */
  buju_lp *lp;
  buju_ix *column_of; /* [columns] in the program, or BUJU_NONE: shut from the start */
  uint8_t *role;      /* [columns] as the program has it */
  buju_ix columns;    /* of the program */
  int64_t entries;
  bool begun; /* it has been solved once */
  double objective;
  int64_t work;
};

enum { LEAST_ITERATIONS = 200 };

static double lower_of(uint8_t role) { return role == BUJU_COVER_OPEN ? 1 : 0; }
static double upper_of(uint8_t role) { return role == BUJU_COVER_SHUT ? 0 : 1; }

/* ---- the program ---- */

static buju_status add_columns(buju_ctx *ctx, buju_cover_lp *l, const buju_cover_state *s, buju_arena *scratch) {
  const buju_cover *c = l->cover;
  buju_ix n = 0;
  double *cost = BUJU_NEW(scratch, double, c->columns), *low = BUJU_NEW(scratch, double, c->columns);
  double *high = BUJU_NEW(scratch, double, c->columns);
  if (cost == NULL || low == NULL || high == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < c->columns; j++) {
    l->role[j] = s->role[j];
    l->column_of[j] = BUJU_NONE;
    if (s->role[j] == BUJU_COVER_SHUT) continue;
    cost[n] = (double)c->cost[j];
    low[n] = lower_of(s->role[j]);
    high[n] = upper_of(s->role[j]);
    l->column_of[j] = n++;
  }
  l->columns = n;
  return buju_lp_new(ctx, n, cost, low, high, &l->lp);
}

static buju_status add_rows(buju_ctx *ctx, buju_cover_lp *l, buju_arena *scratch) {
  const buju_cover *c = l->cover;
  uint64_t *row = BUJU_NEW(scratch, uint64_t, (size_t)c->rows + 1), n = 0;
  buju_ix *column = BUJU_NEW(scratch, buju_ix, c->row[c->rows]);
  double *value = BUJU_NEW(scratch, double, c->row[c->rows]);
  double *low = BUJU_NEW(scratch, double, c->rows), *high = BUJU_NEW(scratch, double, c->rows);
  if (row == NULL || column == NULL || value == NULL || low == NULL || high == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < c->rows; i++) {
    for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
      if (l->column_of[c->column[at]] == BUJU_NONE) continue;
      column[n] = l->column_of[c->column[at]];
      value[n++] = 1;
    }
    row[i + 1] = n;
    low[i] = c->need[i];
    high[i] = (double)c->columns;
  }
  l->entries = (int64_t)n;
  buju_lp_rows rows = {c->rows, row, column, value, low, high};
  return buju_lp_add_rows(ctx, l->lp, &rows);
}

static buju_cover_lp *room(const buju_cover *c) {
  buju_arena *arena = buju_arena_new();
  buju_cover_lp *l = arena != NULL ? BUJU_NEW(arena, buju_cover_lp, 1) : NULL;
  if (l == NULL) {
    buju_arena_free(arena);
    return NULL;
  }
  *l = (buju_cover_lp){.cover = c,
                       .arena = arena,
                       .column_of = BUJU_NEW(arena, buju_ix, c->columns),
                       .role = BUJU_NEW(arena, uint8_t, c->columns)};
  if (l->column_of != NULL && l->role != NULL) return l;
  buju_arena_free(arena);
  return NULL;
}

buju_status buju_cover_lp_new(buju_ctx *ctx, const buju_cover_state *state, buju_cover_lp **out) {
  buju_arena *scratch = buju_arena_new();
  buju_cover_lp *l = room(state->cover);
  buju_status status = scratch != NULL && l != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = add_columns(ctx, l, state, scratch);
  if (status == BUJU_OK) status = add_rows(ctx, l, scratch);
  buju_arena_free(scratch);
  if (status == BUJU_OK)
    *out = l;
  else
    buju_cover_lp_free(l);
  return status;
}

void buju_cover_lp_free(buju_cover_lp *l) {
  if (l == NULL) return;
  buju_lp_free(l->lp);
  buju_arena_free(l->arena);
}

buju_ix buju_cover_lp_columns(const buju_cover_lp *l) { return l->columns; }
int64_t buju_cover_lp_work(const buju_cover_lp *l) { return l->work; }
double buju_cover_lp_objective(const buju_cover_lp *l) { return l->objective; }

/* ---- solving ---- */

static buju_status set_role(buju_ctx *ctx, buju_cover_lp *l, buju_ix j, uint8_t role) {
  if (l->role[j] == role || l->column_of[j] == BUJU_NONE) return BUJU_OK;
  l->role[j] = role;
  return buju_lp_bound_column(ctx, l->lp, l->column_of[j], lower_of(role), upper_of(role));
}

/* Steps of an iteration, about. */
static int64_t iteration_work(const buju_cover_lp *l) { return l->entries + 2 * (int64_t)l->cover->rows; }

static buju_status solve(buju_ctx *ctx, buju_cover_lp *l, int64_t iteration_limit, buju_lp_result *result) {
  bool primal = !l->begun && l->entries <= BUJU_COVER_LP_QUICK;
  buju_status status = buju_lp_solve(ctx, l->lp, primal ? BUJU_LP_PRIMAL : BUJU_LP_DUAL, iteration_limit, result);
  if (status != BUJU_OK) return status;
  l->begun |= result->state == BUJU_LP_OPTIMAL;
  l->work += (result->iterations + 4) * iteration_work(l);
  return status;
}

buju_status buju_cover_lp_solve(buju_ctx *ctx, buju_cover_lp *l, const buju_cover_state *s, int64_t work,
                                buju_cover_bound *b, bool *solved) {
  const buju_cover *c = l->cover;
  buju_lp_result result;
  buju_status status = BUJU_OK;
  for (buju_ix j = 0; status == BUJU_OK && j < c->columns; j++) status = set_role(ctx, l, j, s->role[j]);
  if (status == BUJU_OK) status = solve(ctx, l, work / iteration_work(l) + LEAST_ITERATIONS, &result);
  if (status != BUJU_OK) return status;
  *solved = result.state == BUJU_LP_OPTIMAL;
  if (!*solved && result.state != BUJU_LP_STOPPED) return BUJU_OK;
  l->objective = result.objective;
  for (buju_ix i = 0; i < c->rows; i++) b->u[i] = result.price[i] > 0 ? result.price[i] : 0;
  for (buju_ix j = 0; j < c->columns; j++)
    b->share[j] = l->column_of[j] != BUJU_NONE && s->role[j] == BUJU_COVER_MAY ? result.x[l->column_of[j]] : 0;
  return BUJU_OK;
}

buju_status buju_cover_lp_try(buju_ctx *ctx, buju_cover_lp *l, buju_ix column, buju_cover_role role,
                              int64_t iteration_limit, double *objective) {
  buju_lp_result result;
  uint8_t before = l->role[column];
  buju_status status = buju_lp_keep(ctx, l->lp);
  if (status == BUJU_OK) status = set_role(ctx, l, column, (uint8_t)role);
  if (status == BUJU_OK) status = solve(ctx, l, iteration_limit, &result);
  if (status == BUJU_OK) status = buju_lp_restore(ctx, l->lp);
  if (status != BUJU_OK) return status;
  *objective = result.state == BUJU_LP_OPTIMAL || result.state == BUJU_LP_STOPPED ? result.objective : l->objective;
  return set_role(ctx, l, column, before);
}
