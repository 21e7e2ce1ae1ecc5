/* Projects and years as columns; counts, money and hands as rows. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phase/program.h"

#include "planner/siting/mip.h"
#include "planner/siting/numbers.h"

/* Whether a project has a column at all: what nobody gains by needs no place. */
static bool asked_of(const buju_phase_question *ask, buju_ix i) {
  const buju_phase *p = ask->phase;
  return buju_phase_settled(p, i) == BUJU_NONE && p->people[i] > 0 && (!ask->urgent_only || buju_phase_urgent(p, i));
}

static buju_status add_columns(buju_ctx *ctx, const buju_phase_question *ask, buju_arena *arena,
                               buju_phase_program *m) {
  const buju_phase *p = ask->phase;
  size_t most = 0;
  m->unit = 0;
  for (buju_ix i = 0; i < p->n; i++) {
    if (!asked_of(ask, i)) continue;
    m->unit = buju_common_divisor(m->unit, p->people[i]);
    most += p->years;
  }
  m->item = BUJU_NEW(arena, buju_ix, most);
  m->year = BUJU_NEW(arena, buju_ix, most);
  m->worth = BUJU_NEW(arena, int64_t, most);
  if (m->item == NULL || m->year == NULL || m->worth == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < p->n; i++)
    for (buju_ix t = 0; t < p->years && asked_of(ask, i); t++) {
      if (!buju_phase_fits(p, ask->room, i, t)) continue;
      m->item[m->columns] = i;
      m->year[m->columns] = t;
      m->worth[m->columns] = buju_phase_gain(p, i, t) / m->unit;
      if (m->worth[m->columns] > m->largest) m->largest = m->worth[m->columns];
      m->columns++;
    }
  return BUJU_OK;
}

/* ---- rows ---- */

static void open_row(buju_phase_program *m, int64_t lower, int64_t upper, bool once) {
  m->row_lower[m->rows] = lower;
  m->row_upper[m->rows] = upper;
  m->once[m->rows] = once;
}

static void put(buju_phase_program *m, buju_ix column, int64_t value) {
  m->column[m->entries] = column;
  m->value[m->entries++] = value;
  if (value > m->largest) m->largest = value;
}

static void close_row(buju_phase_program *m) { m->row[++m->rows] = m->entries; }

static void add_once(buju_phase_program *m) {
  for (buju_ix c = 0; c < m->columns;) {
    buju_ix i = m->item[c];
    open_row(m, BUJU_MIP_FREE_BELOW, 1, true);
    for (; c < m->columns && m->item[c] == i; c++) put(m, c, 1);
    close_row(m);
  }
}

static void add_counts(const buju_phase_question *ask, buju_phase_program *m) {
  for (buju_ix t = 0; t < ask->phase->years; t++) {
    if (ask->room->places[t] == BUJU_PHASE_FREE) continue;
    open_row(m, BUJU_MIP_FREE_BELOW, ask->room->places[t], false);
    for (buju_ix c = 0; c < m->columns; c++)
      if (m->year[c] == t) put(m, c, 1);
    close_row(m);
  }
}

/* In the largest units all costs are whole in; what is over of the year's money buys nothing. */
static void add_money(const buju_phase_question *ask, buju_phase_program *m) {
  int64_t unit = 0;
  for (buju_ix c = 0; c < m->columns; c++) unit = buju_common_divisor(unit, buju_phase_cost(ask->phase, m->item[c]));
  for (buju_ix t = 0; t < ask->phase->years && unit > 0; t++) {
    if (ask->room->money[t] == BUJU_PHASE_FREE) continue;
    open_row(m, BUJU_MIP_FREE_BELOW, ask->room->money[t] / unit, false);
    for (buju_ix c = 0; c < m->columns; c++) {
      int64_t cost = buju_phase_cost(ask->phase, m->item[c]) / unit;
      if (m->year[c] == t && cost > 0) put(m, c, cost);
    }
    close_row(m);
  }
}

/* The columns of one crew and year follow each other in lists; a row each. */
static buju_status add_hands(buju_ctx *ctx, const buju_phase_question *ask, buju_arena *arena, buju_phase_program *m) {
  const buju_phase *p = ask->phase;
  if (ask->room->hands == NULL) return BUJU_OK;
  size_t lists = (size_t)p->crews * p->years;
  buju_ix *first = BUJU_NEW(arena, buju_ix, lists), *next = BUJU_NEW(arena, buju_ix, m->columns);
  if (first == NULL || next == NULL) return buju_fail_memory(ctx);
  for (size_t k = 0; k < lists; k++) first[k] = BUJU_NONE;
  for (buju_ix c = m->columns; c-- > 0;) {
    size_t k = (size_t)p->crew[m->item[c]] * p->years + m->year[c];
    next[c] = first[k];
    first[k] = c;
  }
  for (size_t k = 0; k < lists; k++) {
    if (first[k] == BUJU_NONE) continue;
    open_row(m, BUJU_MIP_FREE_BELOW, ask->room->hands[k], false);
    for (buju_ix c = first[k]; c != BUJU_NONE; c = next[c]) put(m, c, 1);
    close_row(m);
  }
  return BUJU_OK;
}

static void add_floor(const buju_phase_question *ask, buju_phase_program *m) {
  if (ask->urgent_least <= 0) return;
  open_row(m, ask->urgent_least / m->unit + (ask->urgent_least % m->unit > 0), BUJU_MIP_FREE_ABOVE, false);
  for (buju_ix c = 0; c < m->columns; c++)
    if (buju_phase_urgent(ask->phase, m->item[c])) put(m, c, m->worth[c]);
  close_row(m);
}

buju_status buju_phase_program_new(buju_ctx *ctx, const buju_phase_question *ask, buju_arena *arena,
                                   buju_phase_program *out) {
  buju_phase_program m = {0};
  const buju_phase *p = ask->phase;
  buju_status status = add_columns(ctx, ask, arena, &m);
  if (status != BUJU_OK || m.columns == 0) {
    *out = m;
    return status;
  }
  size_t rows = (size_t)m.columns + 2 * (size_t)p->years + 1;
  if (ask->room->hands != NULL) rows += (size_t)p->crews * p->years;
  m.row = BUJU_NEW(arena, uint64_t, rows + 1);
  m.row_lower = BUJU_NEW(arena, int64_t, rows);
  m.row_upper = BUJU_NEW(arena, int64_t, rows);
  m.once = BUJU_NEW(arena, bool, rows);
  m.column = BUJU_NEW(arena, buju_ix, (size_t)m.columns * 5);
  m.value = BUJU_NEW(arena, int64_t, (size_t)m.columns * 5);
  if (m.row == NULL || m.row_lower == NULL || m.row_upper == NULL || m.once == NULL || m.column == NULL ||
      m.value == NULL)
    return buju_fail_memory(ctx);
  add_once(&m);
  add_counts(ask, &m);
  add_money(ask, &m);
  status = add_hands(ctx, ask, arena, &m);
  add_floor(ask, &m);
  if (status == BUJU_OK) *out = m;
  return status;
}
