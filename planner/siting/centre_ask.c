/* p-centre: can everybody be reached within a radius? Asked for a sample of demand points that grows by whom its
 * covers leave out. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/centre_parts.h"

/* The choices that serve each point of the sample within the radius; those the base serves are left out. */
static buju_status list_rows(buju_ctx *ctx, buju_centre *c, uint32_t radius, buju_arena *scratch, buju_csr *rows,
                             buju_ix **whose) {
  const buju_costs *costs = c->field->problem->costs;
  buju_ix *which = BUJU_NEW(scratch, buju_ix, c->sampled), n = 0;
  uint32_t *most = BUJU_NEW(scratch, uint32_t, c->sampled);
  if (which == NULL || most == NULL) return buju_fail_memory(ctx);
  for (buju_ix s = 0; s < c->sampled; s++) {
    most[s] = radius;
    if (c->base_cost[c->sample[s]] > radius) which[n++] = c->sample[s];
  }
  buju_status status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, n, which, most, scratch, rows);
  if (status != BUJU_OK) return status;
  uint64_t kept = 0, at = 0;
  for (buju_ix s = 0; s < n; s++) {
    for (; at < rows->row[s + 1]; at++)
      if (c->choice_of[rows->col[at]] != BUJU_NONE) rows->col[kept++] = c->choice_of[rows->col[at]];
    rows->row[s + 1] = kept; /* read as the next list's start only through `at` */
  }
  c->work += (int64_t)at + n;
  *whose = which;
  return BUJU_OK;
}

/* Whom the plan tried last leaves out joins the sample: the farthest first, and after it only those whom a site beside
 * it would not reach either. */
static buju_status sample_left_out(buju_ctx *ctx, buju_centre *c, uint32_t radius) {
  buju_status status = BUJU_OK;
  while (status == BUJU_OK) {
    buju_ix i = buju_centre_farthest(c, c->cost);
    if (i == BUJU_NONE || c->cost[i] <= radius) break;
    buju_centre_sample(c, i);
    if (c->near[i] != BUJU_NONE) status = buju_centre_serve(ctx, c, c->near[i], radius, c->cost);
    c->cost[i] = 0; /* its nearest choice may lie beyond the radius */
  }
  return status;
}

static buju_status ask_once(buju_ctx *ctx, buju_centre *c, uint32_t radius, int64_t most, buju_arena *scratch,
                            buju_centre_reply *reply, bool *settled) {
  buju_csr rows;
  buju_ix *whose, *site = BUJU_NEW(scratch, buju_ix, c->choices), n = 0;
  if (site == NULL) return buju_fail_memory(ctx);
  buju_status status = list_rows(ctx, c, radius, scratch, &rows, &whose);
  if (status == BUJU_OK) status = buju_centre_cover(ctx, c, &rows, whose, most, scratch, reply, &n, site);
  *settled = status != BUJU_OK || *reply != BUJU_CENTRE_YES;
  if (*settled) return status;
  int64_t worst;
  status = buju_centre_try(ctx, c, n, site, &worst);
  *settled = status != BUJU_OK || worst <= radius;
  return *settled ? status : sample_left_out(ctx, c, radius);
}

buju_status buju_centre_ask(buju_ctx *ctx, buju_centre *c, uint32_t radius, int64_t most, buju_centre_reply *reply) {
  int64_t end = most < INT64_MAX - c->work ? c->work + most : INT64_MAX;
  bool settled = false;
  buju_status status = BUJU_OK;
  *reply = BUJU_CENTRE_UNKNOWN;
  while (status == BUJU_OK && !settled && c->work < end) {
    buju_arena *scratch = buju_arena_new();
    *reply = BUJU_CENTRE_UNKNOWN;
    status =
        scratch != NULL ? ask_once(ctx, c, radius, end - c->work, scratch, reply, &settled) : buju_fail_memory(ctx);
    buju_arena_free(scratch);
  }
  if (!settled) *reply = BUJU_CENTRE_UNKNOWN;
  return status;
}

/* Everybody's list within the radius. */
static buju_status list_all(buju_ctx *ctx, buju_centre *c, uint32_t radius, buju_arena *scratch, buju_csr *rows,
                            buju_ix **whose) {
  for (buju_ix k = 0; k < c->asked; k++) buju_centre_sample(c, c->demand[k]);
  return list_rows(ctx, c, radius, scratch, rows, whose);
}

buju_status buju_centre_missing(buju_ctx *ctx, buju_centre *c, int64_t *shortfall) {
  buju_arena *scratch = buju_arena_new();
  buju_csr rows;
  buju_ix *whose;
  buju_status status =
      scratch != NULL ? list_all(ctx, c, c->field->limit, scratch, &rows, &whose) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_centre_short(ctx, c, &rows, whose, scratch, shortfall);
  buju_arena_free(scratch);
  return status;
}

/* Everybody rather than the sample: whom others imply is left out of the cover either way, and a bound that was there
 * before anybody was sampled is proved as well. */
buju_status buju_centre_prove(buju_ctx *ctx, buju_centre *c, buju_arena *arena, buju_siting_proof **out) {
  buju_arena *scratch = buju_arena_new();
  buju_csr rows;
  buju_ix *whose;
  buju_cover_trace trace = {.demands = c->field->demands};
  buju_status status =
      scratch != NULL ? list_all(ctx, c, (uint32_t)(c->lower - 1), scratch, &rows, &whose) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_centre_cover_prove(ctx, c, &rows, whose, scratch, &trace);
  buju_status taken = buju_cover_trace_take(ctx, &trace, arena, out);
  buju_arena_free(scratch);
  return status == BUJU_OK ? taken : status;
}
