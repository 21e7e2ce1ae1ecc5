/* What is left of a program once its prices are known. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phase/program.h"

#include "planner/siting/mip.h"

/* Where columns of the whole program went. */
typedef struct cutting {
  const buju_phase_program *m;
  buju_phase_core *core;
  buju_ix *place; /* [columns] column of the core; BUJU_NONE: gone, DONE: taken */
} cutting;

static const buju_ix DONE = BUJU_NONE - 1;

/* The columns of one project: those that a better plan can have, or none if it is settled which. */
static void choose(cutting *k, const buju_phase_prices *prices, int64_t known, buju_ix first, buju_ix last) {
  const buju_phase_program *m = k->m;
  buju_phase_program *to = &k->core->program;
  buju_ix kept = 0, one = BUJU_NONE;
  for (buju_ix c = first; c < last; c++) {
    k->place[c] = BUJU_NONE;
    if (prices->with[c] <= known) continue;
    one = c;
    kept++;
  }
  if (kept == 1 && prices->never[first] <= known) {
    k->place[one] = DONE;
    k->core->done += m->worth[one];
    k->core->year[m->item[one]] = m->year[one];
    return;
  }
  for (buju_ix c = first; c < last; c++) {
    if (prices->with[c] <= known) continue;
    k->place[c] = to->columns;
    to->item[to->columns] = m->item[c];
    to->year[to->columns] = m->year[c];
    to->worth[to->columns++] = m->worth[c];
  }
}

static void cut_rows(cutting *k) {
  const buju_phase_program *m = k->m;
  buju_phase_program *to = &k->core->program;
  for (buju_ix r = 0; r < m->rows; r++) {
    int64_t taken = 0;
    for (uint64_t e = m->row[r]; e < m->row[r + 1]; e++) {
      buju_ix place = k->place[m->column[e]];
      if (place == DONE) taken += m->value[e];
      if (place == DONE || place == BUJU_NONE) continue;
      to->column[to->entries] = place;
      to->value[to->entries++] = m->value[e];
    }
    to->row[r + 1] = to->entries;
    to->once[r] = m->once[r];
    to->row_upper[r] = m->row_upper[r] == BUJU_MIP_FREE_ABOVE ? BUJU_MIP_FREE_ABOVE : m->row_upper[r] - taken;
    to->row_lower[r] = m->row_lower[r] == BUJU_MIP_FREE_BELOW ? BUJU_MIP_FREE_BELOW : m->row_lower[r] - taken;
  }
  to->rows = m->rows;
}

buju_status buju_phase_core_new(buju_ctx *ctx, const buju_phase_question *ask, const buju_phase_program *m,
                                const buju_phase_prices *prices, int64_t known, buju_arena *arena,
                                buju_phase_core *out) {
  buju_phase_core core = {.program = {.item = BUJU_NEW(arena, buju_ix, m->columns),
                                      .year = BUJU_NEW(arena, buju_ix, m->columns),
                                      .worth = BUJU_NEW(arena, int64_t, m->columns),
                                      .unit = m->unit,
                                      .row = BUJU_NEW(arena, uint64_t, (size_t)m->rows + 1),
                                      .column = BUJU_NEW(arena, buju_ix, m->entries),
                                      .value = BUJU_NEW(arena, int64_t, m->entries),
                                      .row_lower = BUJU_NEW(arena, int64_t, m->rows),
                                      .row_upper = BUJU_NEW(arena, int64_t, m->rows),
                                      .once = BUJU_NEW(arena, bool, m->rows),
                                      .largest = m->largest},
                          .year = BUJU_NEW(arena, buju_ix, ask->phase->n)};
  const buju_phase_program *to = &core.program;
  cutting k = {m, &core, BUJU_NEW(arena, buju_ix, m->columns)};
  if (to->item == NULL || to->year == NULL || to->worth == NULL || to->row == NULL || to->column == NULL ||
      to->value == NULL || to->row_lower == NULL || to->row_upper == NULL || to->once == NULL || core.year == NULL ||
      k.place == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < ask->phase->n; i++) core.year[i] = BUJU_NONE;
  for (buju_ix c = 0, last; c < m->columns; c = last) {
    for (last = c; last < m->columns && m->item[last] == m->item[c];) last++;
    choose(&k, prices, known, c, last);
  }
  cut_rows(&k);
  *out = core;
  return BUJU_OK;
}
