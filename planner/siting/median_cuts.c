/* The rows of the p-median's linear program. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/siting/median_parts.h"

enum { SLACK_FOR = 12 };           /* solves after which a row is deleted */
static const double SLACK = 1e-3;  /* of a cost unit of the program */
static const double NOUGHT = 1e-9; /* of a site */

static void put_row(const buju_median *m, buju_median_program *program, buju_ix i, uint32_t level) {
  for (uint64_t k = m->near.row[i]; k < m->near.row[i + 1] && m->near.pair[k].cost < level; k++) {
    buju_median_pair pair = m->near.pair[k];
    buju_program_put_real(&program->rows, pair.at, ((double)level - (double)pair.cost) * program->unit);
  }
  buju_program_put_real(&program->rows, m->sites + i, 1);
  buju_program_end_real(&program->rows, (double)level * program->unit, INFINITY);
}

buju_status buju_median_cuts_put(buju_median_search *s, buju_ix client, uint32_t level) {
  buju_median_program *program = &s->program;
  uint16_t *idle = buju_vec_push(&program->idle, sizeof *idle);
  uint32_t *at = buju_vec_push(&program->level, sizeof *at);
  buju_ix *of = buju_vec_push(&program->client, sizeof *of);
  if (idle == NULL || at == NULL || of == NULL) return buju_fail_memory(s->ctx);
  *at = level;
  *of = client;
  put_row(s->m, program, client, level);
  return program->rows.failed ? buju_fail_memory(s->ctx) : BUJU_OK;
}

/* The level at which the sites nearer than it come to one, and what the client then pays at least. */
static uint32_t level_of(const buju_median *m, const double *y, buju_ix i, double *pays, int64_t *work) {
  double open = 0, cost = 0;
  uint64_t k = m->near.row[i];
  for (; k < m->near.row[i + 1]; k++) {
    buju_median_pair pair = m->near.pair[k];
    double here = y[pair.at];
    if (here < NOUGHT) continue;
    if (open + here >= 1 - NOUGHT) {
      *pays = cost + (1 - open) * (double)pair.cost;
      *work += (int64_t)(k - m->near.row[i]);
      return pair.cost;
    }
    open += here;
    cost += here * (double)pair.cost;
  }
  *work += (int64_t)(k - m->near.row[i]);
  *pays = cost + (1 - open) * (double)m->cap[i];
  return m->cap[i];
}

buju_status buju_median_cuts_find(buju_median_search *s, double least, buju_ix *n) {
  const buju_median *m = s->m;
  buju_median_program *program = &s->program;
  *n = 0;
  for (buju_ix i = 0; i < m->clients; i++) {
    double pays;
    uint32_t level = level_of(m, program->y, i, &pays, &s->work);
    if (!(pays * program->unit > program->pays[i] + least)) continue;
    buju_status status = buju_median_cuts_put(s, i, level);
    if (status != BUJU_OK) return status;
    ++*n;
  }
  return BUJU_OK;
}

/* Deletes rows that have been slack for long, and closes up what is known of them. old: rows the program has. */
static buju_status purge(buju_median_search *s, buju_ix old) {
  buju_median_program *program = &s->program;
  buju_ix *client = program->client.data, *which, n = 0, kept = 0;
  uint32_t *level = program->level.data;
  uint16_t *idle = program->idle.data;
  buju_arena *scratch = buju_arena_new();
  which = scratch != NULL ? BUJU_NEW(scratch, buju_ix, old) : NULL;
  buju_status status = which != NULL ? BUJU_OK : buju_fail_memory(s->ctx);
  for (buju_ix r = 0; status == BUJU_OK && r < program->client.n; r++) {
    if (r + 1 < old && idle[r] >= SLACK_FOR) {
      which[n++] = r + 1;
      continue;
    }
    client[kept] = client[r];
    level[kept] = level[r];
    idle[kept++] = idle[r];
  }
  if (status == BUJU_OK) {
    program->client.n = program->level.n = program->idle.n = kept;
    status = buju_lp_delete_rows(s->ctx, program->lp, n, which);
  }
  buju_arena_free(scratch);
  return status;
}

buju_status buju_median_cuts_add(buju_median_search *s, bool purging) {
  buju_median_program *program = &s->program;
  buju_status status = purging ? purge(s, buju_lp_rows_n(program->lp)) : BUJU_OK;
  return status == BUJU_OK ? buju_program_add_rows(s->ctx, program->lp, &program->rows) : status;
}

/* The first row: no more sites than there may be. */
buju_status buju_median_cuts_begin(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_median_program *program = &s->program;
  for (buju_ix j = 0; j < m->sites; j++)
    if (m->counted[j]) buju_program_put_real(&program->rows, j, 1);
  buju_program_end_real(&program->rows, -INFINITY, (double)m->quota);
  return buju_median_cuts_add(s, false);
}

void buju_median_cuts_age(buju_median_program *program, const buju_lp_result *result) {
  const uint32_t *level = program->level.data;
  uint16_t *idle = program->idle.data;
  for (size_t r = 0; r < program->level.n; r++) {
    bool slack = result->activity[r + 1] > (double)level[r] * program->unit + SLACK;
    idle[r] = slack ? (uint16_t)(idle[r] + (idle[r] < SLACK_FOR)) : 0;
  }
}
