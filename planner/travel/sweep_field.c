/* Fields: all of a network, or the ancestors of some nodes. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/travel/sweep.h"

/* A field while it is made. */
typedef struct draft {
  const buju_metric *metric;
  const buju_ix *row_of; /* NULL: every position is its own row */
  buju_row *row;
  uint32_t *more_first, *border_first;
  buju_arc *more;
  buju_ix *border, *end;
} draft;

static buju_ix row_of(const draft *d, buju_ix p) { return d->row_of != NULL ? d->row_of[p] : p; }

static uint32_t arcs_beyond_two(const buju_metric *m, buju_ix p) {
  uint32_t arcs = m->down_first[p + 1] - m->down_first[p];
  return arcs > 2 ? arcs - 2 : 0;
}

static bool draft_new(draft *d, buju_ix rows, buju_arena *arena) {
  const buju_hierarchy *h = d->metric->hierarchy;
  uint32_t more = 0, borders = 0;
  for (buju_ix p = 0; p < h->nodes; p++)
    if (row_of(d, p) != BUJU_NONE) {
      more += arcs_beyond_two(d->metric, p);
      borders += h->first[p + 1] - h->first[p];
    }
  d->row = BUJU_NEW(arena, buju_row, rows);
  d->more_first = BUJU_NEW(arena, uint32_t, (size_t)rows + 1);
  d->more = BUJU_NEW(arena, buju_arc, more);
  if (d->row == NULL || d->more_first == NULL || d->more == NULL) return false;
  if (d->row_of == NULL) return true; /* borders and ends are the hierarchy's own */
  d->border_first = BUJU_NEW(arena, uint32_t, (size_t)rows + 1);
  d->border = BUJU_NEW(arena, buju_ix, borders);
  d->end = BUJU_NEW(arena, buju_ix, rows);
  return d->border_first != NULL && d->border != NULL && d->end != NULL;
}

/* Ancestors of a row are rows themselves, so every head has a number. */
static void lay_arcs(draft *d, buju_ix p) {
  const buju_metric *m = d->metric;
  buju_ix r = row_of(d, p);
  buju_arc two[2] = {{0, BUJU_FAR}, {0, BUJU_FAR}};
  uint32_t at = d->more_first[r], first = m->down_first[p];
  for (uint32_t a = first; a < m->down_first[p + 1]; a++) {
    buju_arc arc = {row_of(d, m->down[a].head), m->down[a].ms};
    if (a == first) two[0] = two[1] = arc;
    if (a == first + 1) two[1] = arc;
    if (a > first + 1) d->more[at++] = arc;
  }
  d->row[r] = (buju_row){two[0], two[1]};
  d->more_first[r + 1] = at;
}

static void lay_border(draft *d, buju_ix p) {
  const buju_hierarchy *h = d->metric->hierarchy;
  uint32_t at = d->border_first[d->row_of[p]];
  for (uint32_t k = h->first[p]; k < h->first[p + 1]; k++) d->border[at++] = d->row_of[h->high[k]];
  d->border_first[d->row_of[p] + 1] = at;
}

buju_status buju_field_all(buju_ctx *ctx, const buju_metric *metric, buju_arena *arena, buju_field *out) {
  const buju_hierarchy *h = metric->hierarchy;
  draft d = {.metric = metric};
  if (!draft_new(&d, h->nodes, arena)) return buju_fail_memory(ctx);
  for (buju_ix p = 0; p < h->nodes; p++) lay_arcs(&d, p);
  *out = (buju_field){metric, h->nodes, d.row, d.more_first, d.more, h->end, h->first, h->high, NULL};
  return BUJU_OK;
}

/* Row numbers for the ancestors of the nodes, in ascending position; before[p]: how many rows lie before p. */
static buju_ix number_rows(const buju_hierarchy *h, const buju_ix *node, size_t n, buju_ix *row, buju_ix *before) {
  buju_ix rows = 0;
  memset(row, 0xff, h->nodes * sizeof *row); /* BUJU_NONE */
  for (size_t i = 0; i < n; i++)
    for (buju_ix p = h->position[node[i]]; p != BUJU_NONE && row[p] == BUJU_NONE; p = h->parent[p]) row[p] = 0;
  for (buju_ix p = 0; p < h->nodes; p++) {
    before[p] = rows;
    if (row[p] != BUJU_NONE) row[p] = rows++;
  }
  return before[h->nodes] = rows;
}

buju_status buju_field_of(buju_ctx *ctx, const buju_metric *metric, const buju_ix *node, size_t n, buju_arena *arena,
                          buju_field *out) {
  BUJU_MSG(bad_node, "路网搜索：{0}不是路网的结点（共{1}个）",
           "road search: {0} is no node of the network (there are {1})");
  const buju_hierarchy *h = metric->hierarchy;
  for (size_t i = 0; i < n; i++)
    if (node[i] >= h->nodes)
      return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_node, buju_int(node[i]), buju_int(h->nodes)));
  draft d = {.metric = metric};
  buju_ix *row = BUJU_NEW(arena, buju_ix, h->nodes), *before = malloc(((size_t)h->nodes + 1) * sizeof *before),
          rows = 0;
  buju_status status = BUJU_OK;
  if (row != NULL && before != NULL) {
    rows = number_rows(h, node, n, row, before);
    d.row_of = row;
  }
  if (d.row_of == NULL || !draft_new(&d, rows, arena)) {
    status = buju_fail_memory(ctx);
  } else {
    for (buju_ix p = 0; p < h->nodes; p++) {
      if (row[p] == BUJU_NONE) continue;
      lay_arcs(&d, p);
      lay_border(&d, p);
      d.end[row[p]] = before[h->end[p]];
    }
    *out = (buju_field){metric, rows, d.row, d.more_first, d.more, d.end, d.border_first, d.border, row};
  }
  free(before);
  return status;
}
