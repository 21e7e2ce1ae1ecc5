/* Joint clinics as integer programs: one column a pair, one program a stage; that groups hang together is added where a
 * solution breaks it. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"
#include "planner/siting/mip.h"
#include "planner/siting/program_rows.h"

#include <string.h>

enum { STEPS_A_NODE = 10000 }; /* what a node of the solver counts as work, about its time */

/* A block's program as it grows. */
typedef struct program {
  const buju_joint_block *b;
  buju_program_rows rows;
} program;

static void put_host(program *m, buju_ix h) {
  const buju_joint_block *b = m->b;
  buju_ix first = b->host_row[h], end = b->host_row[h + 1];
  buju_people_n people = b->load[h];
  for (buju_ix j = first; j < end; j++) {
    people += b->people[b->pair[b->host_pair[j]].node];
    if (b->fixed[h]) continue;
    buju_program_put_whole(&m->rows, b->host_pair[j], 1); /* a member needs its host */
    buju_program_put_whole(&m->rows, b->self[h], -1);
    buju_program_end_whole(&m->rows, BUJU_MIP_FREE_BELOW, 0);
  }
  if (people <= b->cap) return;
  for (buju_ix j = first; j < end; j++)
    buju_program_put_whole(&m->rows, b->host_pair[j], b->people[b->pair[b->host_pair[j]].node]);
  if (!b->fixed[h]) buju_program_put_whole(&m->rows, b->self[h], b->load[h] - b->cap);
  buju_program_end_whole(&m->rows, BUJU_MIP_FREE_BELOW, b->fixed[h] ? b->cap - b->load[h] : 0);
}

/* What a pair adds to a stage's number. */
static int64_t worth(const buju_joint_block *b, buju_ix p, int stage) {
  const buju_joint_pair *pair = &b->pair[p];
  bool opens = pair->host == pair->node && !b->fixed[pair->node];
  switch ((buju_joint_stage)stage) {
  case BUJU_JOINT_STUCK: return pair->host == b->n;
  case BUJU_JOINT_CLINICS: return opens;
  case BUJU_JOINT_NEW: return opens && b->fresh[pair->node];
  case BUJU_JOINT_TIME: return pair->time;
  case BUJU_JOINT_ORDER:
  case BUJU_JOINT_STAGES: break;
  }
  return 0;
}

static void put_base(program *m) {
  const buju_joint_block *b = m->b;
  for (buju_ix i = 0; i < b->n; i++) {
    for (buju_ix p = b->row[i]; p < b->row[i + 1]; p++) buju_program_put_whole(&m->rows, p, 1);
    buju_program_end_whole(&m->rows, 1, 1);
  }
  for (buju_ix h = 0; h < b->n; h++) put_host(m, h);
}

/* `from` may join only with someone who leads to the host: of those who touch its part of the group, one must too. */
static void put_way_out(program *m, const buju_ix *pair, buju_ix from, buju_ix *queue, uint8_t *part) {
  const buju_joint_block *b = m->b;
  buju_ix host = b->pair[pair[from]].host, tail = 0;
  memset(part, 0, b->n);
  part[queue[tail++] = from] = 1;
  for (buju_ix head = 0; head < tail; head++) {
    for (buju_ix k = b->touch_row[queue[head]]; k < b->touch_row[queue[head] + 1]; k++) {
      buju_ix other = b->touch[k];
      if (!part[other] && b->pair[pair[other]].host == host) part[queue[tail++] = other] = 1;
    }
  }
  for (buju_ix j = b->host_row[host]; j < b->host_row[host + 1]; j++) {
    buju_ix node = b->pair[b->host_pair[j]].node;
    bool touches = false;
    for (buju_ix k = b->touch_row[node]; !part[node] && k < b->touch_row[node + 1]; k++) touches |= part[b->touch[k]];
    if (touches) buju_program_put_whole(&m->rows, b->host_pair[j], 1);
  }
  buju_program_put_whole(&m->rows, pair[from], -1);
  buju_program_end_whole(&m->rows, 0, BUJU_MIP_FREE_ABOVE);
}

/* Room for one block's programs. */
typedef struct room {
  int64_t *cost, *zero, *one;
  buju_ix *pair, *queue;
  uint8_t *reached, *part;
} room;

static bool room_new(const buju_joint_block *b, buju_arena *arena, room *r) {
  size_t n = b->n, pairs = b->pairs;
  *r = (room){BUJU_NEW(arena, int64_t, pairs), BUJU_NEW(arena, int64_t, pairs), BUJU_NEW(arena, int64_t, pairs),
              BUJU_NEW(arena, buju_ix, n),     BUJU_NEW(arena, buju_ix, n),     BUJU_NEW(arena, uint8_t, n),
              BUJU_NEW(arena, uint8_t, n)};
  if (r->cost == NULL || r->zero == NULL || r->one == NULL || r->pair == NULL || r->queue == NULL ||
      r->reached == NULL || r->part == NULL)
    return false;
  for (size_t p = 0; p < pairs; p++) r->one[p] = 1;
  return true;
}

static void take_pairs(const buju_joint_block *b, const int64_t *x, buju_ix *pair) {
  for (buju_ix p = 0; p < b->pairs; p++)
    if (x[p] == 1) pair[b->pair[p].node] = p;
}

/* Adds what the plan breaks. Returns whether anything was broken. */
static bool put_broken(program *m, room *r) {
  const buju_joint_block *b = m->b;
  if (buju_joint_reach(b, r->pair, r->queue, r->reached) == b->n) return false;
  for (buju_ix i = 0; i < b->n; i++)
    if (!r->reached[i]) put_way_out(m, r->pair, i, r->queue, r->part);
  return true;
}

/* One stage: solves, and again while groups fall apart. *whole: the last plan, in room, hangs together. */
static buju_status solve_stage(buju_ctx *ctx, program *m, room *r, int64_t work_limit, int64_t *work,
                               buju_mip_result *out, bool *whole) {
  const buju_joint_block *b = m->b;
  *whole = false;
  for (;;) {
    if (m->rows.failed) return buju_fail_memory(ctx);
    int64_t nodes = work_limit == 0 ? 0 : (work_limit - *work) / STEPS_A_NODE;
    if (work_limit > 0 && nodes < 1) return BUJU_OK;
    buju_mip mip = {.columns = b->pairs,
                    .rows = buju_program_rows_n(&m->rows),
                    .cost = r->cost,
                    .lower = r->zero,
                    .upper = r->one,
                    .row = m->rows.row.data,
                    .column = m->rows.column.data,
                    .value = m->rows.value.data,
                    .row_lower = m->rows.lower.data,
                    .row_upper = m->rows.upper.data,
                    .node_limit = nodes};
    buju_arena *arena = buju_arena_new();
    if (arena == NULL) return buju_fail_memory(ctx);
    buju_mip_result result;
    buju_status status = buju_mip_solve(ctx, &mip, arena, &result);
    if (status == BUJU_OK) {
      *work += (result.nodes + 1) * STEPS_A_NODE;
      if (result.x != NULL) take_pairs(b, result.x, r->pair);
      result.x = NULL;
      *out = result;
    }
    buju_arena_free(arena);
    if (status != BUJU_OK || out->state == BUJU_MIP_INFEASIBLE || out->state == BUJU_MIP_UNKNOWN) return status;
    *whole = !put_broken(m, r);
    if (*whole) return m->rows.failed ? buju_fail_memory(ctx) : BUJU_OK;
  }
}

/* Costs of a stage; times are divided until they fit, rounded down so that bounds stay true. Returns the divisor. */
static int64_t set_costs(const buju_joint_block *b, int stage, int64_t *cost) {
  const int64_t most = 1000000; /* small enough for the solver's tolerances */
  int64_t dearest = 0;
  for (buju_ix p = 0; p < b->pairs; p++) {
    cost[p] = worth(b, p, stage);
    if (cost[p] > dearest) dearest = cost[p];
  }
  int64_t divisor = dearest / most + 1;
  for (buju_ix p = 0; p < b->pairs; p++) cost[p] /= divisor;
  return divisor;
}

static bool fits(const buju_joint_block *b) {
  for (buju_ix i = 0; i < b->n; i++)
    if (b->people[i] > BUJU_MIP_MOST || (b->cap != INT64_MAX && b->cap - b->load[i] > BUJU_MIP_MOST)) return false;
  return true;
}

static buju_status run_program(buju_ctx *ctx, program *m, room *r, int64_t work_limit, buju_arena *arena,
                               buju_joint_found *out) {
  const buju_joint_block *b = m->b;
  put_base(m);
  for (int stage = 0; stage < BUJU_JOINT_VALUES; stage++) {
    int64_t divisor = set_costs(b, stage, r->cost);
    buju_mip_result result = {.bound = 0};
    bool whole = false;
    buju_status status = solve_stage(ctx, m, r, work_limit, &out->work, &result, &whole);
    if (status != BUJU_OK) return status;
    out->proved = (buju_joint_stage)stage;
    out->lower[stage] = result.bound > 0 ? result.bound * divisor : 0;
    if (whole) out->pair = buju_arena_copy(arena, r->pair, b->n, sizeof *r->pair);
    if (whole && out->pair == NULL) return buju_fail_memory(ctx);
    if (!whole || result.state != BUJU_MIP_OPTIMAL) return BUJU_OK;
    for (buju_ix p = 0; p < b->pairs && stage < BUJU_JOINT_TIME; p++)
      if (r->cost[p] != 0) buju_program_put_whole(&m->rows, p, 1);
    if (stage < BUJU_JOINT_TIME) buju_program_end_whole(&m->rows, 0, result.objective);
  }
  return BUJU_OK;
}

buju_status buju_joint_program(buju_ctx *ctx, const buju_joint_block *b, int64_t work_limit, buju_arena *arena,
                               buju_joint_found *out) {
  buju_joint_found found = {0};
  room r;
  program m = {.b = b};
  buju_status status = BUJU_OK;
  if (!room_new(b, arena, &r))
    status = buju_fail_memory(ctx);
  else if (fits(b))
    status = run_program(ctx, &m, &r, work_limit, arena, &found);
  buju_program_rows_free(&m.rows);
  if (status == BUJU_OK) *out = found;
  return status;
}
