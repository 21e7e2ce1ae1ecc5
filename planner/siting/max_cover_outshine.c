/* Maximal cover: candidates that are never needed, as another does all they do. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/max_cover_table.h"

/* Patterns by item, and how often items met each other. */
typedef struct meeting {
  const buju_siting_field *field;
  const buju_max_table *table;
  buju_max_core *core;
  uint64_t *row;    /* [items + 1] into pattern */
  buju_ix *pattern; /* [pairs] */
  buju_ix *times, *met;
  bool *gone;
} meeting;

static bool is_too_much(const buju_max_table *t) {
  static const double most = 3e8;
  double work = 0;
  for (buju_ix i = 0; i < t->n; i++) {
    double n = (double)(t->first[i + 1] - t->first[i]);
    work += n * n;
  }
  return work > most;
}

static bool meeting_new(meeting *m, buju_arena *scratch) {
  const buju_max_table *t = m->table;
  buju_ix items = m->core->items;
  m->row = BUJU_NEW(scratch, uint64_t, (size_t)items + 2);
  m->pattern = BUJU_NEW(scratch, buju_ix, t->used);
  m->times = BUJU_NEW(scratch, buju_ix, items);
  m->met = BUJU_NEW(scratch, buju_ix, items);
  m->gone = BUJU_NEW(scratch, bool, items);
  if (m->row == NULL || m->pattern == NULL || m->times == NULL || m->met == NULL || m->gone == NULL) return false;
  uint64_t *next = m->row + 1;
  for (uint64_t k = 0; k < t->used; k++) next[t->pool[k] + 1]++;
  for (buju_ix j = 0; j < items; j++) next[j + 1] += next[j];
  for (buju_ix i = 0; i < t->n; i++)
    for (uint64_t k = t->first[i]; k < t->first[i + 1]; k++) m->pattern[next[t->pool[k]]++] = i;
  return true;
}

/* Whether item a may stand for item b: it costs no more of what is scarce. */
static bool is_as_cheap(const meeting *m, buju_ix a, buju_ix b) {
  const buju_max_core *core = m->core;
  buju_ix x = core->candidate[a], y = core->candidate[b];
  if (core->p != INT64_MAX && m->field->counted[x] > m->field->counted[y]) return false;
  return core->budget == INT64_MAX || m->field->net[x] <= m->field->net[y];
}

/* An item, still there, that outshines this one; BUJU_NONE: none does. The lowest of several. */
static buju_ix find_brighter(meeting *m, buju_ix item) {
  const buju_max_table *t = m->table;
  buju_ix n = 0, best = BUJU_NONE, all = (buju_ix)(m->row[item + 1] - m->row[item]);
  for (uint64_t a = m->row[item]; a < m->row[item + 1]; a++)
    for (uint64_t k = t->first[m->pattern[a]]; k < t->first[m->pattern[a] + 1]; k++) {
      buju_ix other = t->pool[k];
      if (other == item || m->gone[other]) continue;
      if (m->times[other]++ == 0) m->met[n++] = other;
    }
  for (buju_ix k = 0; k < n; k++) {
    buju_ix other = m->met[k];
    if (m->times[other] == all && other < best && is_as_cheap(m, other, item)) best = other;
    m->times[other] = 0;
  }
  return best;
}

/* Finds them all; of equals the lowest stays. number[items]: the new number, or BUJU_NONE. */
static bool find_outshone(meeting *m, buju_arena *arena, buju_ix *number) {
  buju_max_core *core = m->core;
  buju_ix kept = 0;
  core->outshone = BUJU_NEW(arena, buju_outshone, core->items);
  if (core->outshone == NULL) return false;
  bool skipped = is_too_much(m->table);
  for (buju_ix j = core->items; j-- > 0;) {
    buju_ix other = !skipped && m->row[j] < m->row[j + 1] ? find_brighter(m, j) : BUJU_NONE;
    if (other == BUJU_NONE) continue;
    m->gone[j] = true;
    core->outshone[core->outshones++] = (buju_outshone){core->candidate[j], core->candidate[other]};
  }
  for (buju_ix j = 0; j < core->items; j++) {
    number[j] = m->gone[j] ? BUJU_NONE : kept;
    if (!m->gone[j]) core->candidate[kept++] = core->candidate[j];
  }
  core->items = kept;
  return true;
}

/* Lists anew, without items that are gone and without lists whose people are all served. */
static bool list_anew(const buju_max_table *t, const buju_ix *number, buju_ix *place, buju_max_table *out) {
  for (buju_ix i = 0; i < t->n; i++) {
    if (t->weight[i] == 0) continue;
    buju_ix *list = t->pool + t->first[i];
    uint64_t n = 0, all = t->first[i + 1] - t->first[i];
    for (uint64_t k = 0; k < all; k++)
      if (number[list[k]] != BUJU_NONE) list[n++] = number[list[k]];
    place[i] = buju_max_table_find(out, buju_max_table_hash(list, n), list, n);
    if (place[i] == BUJU_NONE) return false;
    out->weight[place[i]] += t->weight[i];
  }
  return true;
}

buju_status buju_max_core_outshine(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                   buju_max_table *table, buju_max_core *core) {
  buju_arena *scratch = buju_arena_new();
  buju_max_table anew = {0};
  meeting m = {.field = field, .table = table, .core = core};
  buju_ix *number = scratch != NULL ? BUJU_NEW(scratch, buju_ix, core->items) : NULL;
  buju_ix *place = scratch != NULL ? BUJU_NEW(scratch, buju_ix, table->n) : NULL;
  bool well = number != NULL && place != NULL && meeting_new(&m, scratch) && find_outshone(&m, arena, number) &&
              list_anew(table, number, place, &anew);
  for (buju_ix d = 0; well && core->pattern_of != NULL && d < field->demands; d++)
    if (core->pattern_of[d] < BUJU_MAX_LOST) core->pattern_of[d] = place[core->pattern_of[d]];
  buju_max_table_free(well ? table : &anew);
  if (well) *table = anew;
  buju_arena_free(scratch);
  return well ? BUJU_OK : buju_fail_memory(ctx);
}
