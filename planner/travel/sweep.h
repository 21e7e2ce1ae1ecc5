/* One-to-all by sweeping down a hierarchy, sixteen starts at once. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SWEEP_H
#define BUJU_PLANNER_SWEEP_H

#include "planner/travel/hierarchy.h"
#include "planner/travel/search.h"

enum { BUJU_LANES = 16 };

/** The first two arcs that come down to a row, the head being a lower row. Most rows have no more, and taking two
 *  without asking is faster than asking: a row of one arc has it twice, a row of none has arcs of BUJU_FAR. */
typedef struct buju_row {
  buju_arc a, b;
} buju_row;

/** What a sweep goes through, one row a position: all of a network, or the ancestors of the nodes that matter. Rows r …
 *  end[r] - 1 are a subtree; border lists the higher neighbours of its root, past which alone it is entered. Borrows
 *  the metric, and lives in the arena it was made in. */
typedef struct buju_field {
  const buju_metric *metric;
  buju_ix rows;
  const buju_row *row;
  const uint32_t *more_first; /* rows + 1; the arcs of row r beyond two are more[more_first[r]] … */
  const buju_arc *more;
  const buju_ix *end;
  const uint32_t *border_first; /* rows + 1 */
  const buju_ix *border;
  const buju_ix *row_of; /* position → row or BUJU_NONE; NULL: they are the same */
} buju_field;

/** All nodes. O(nodes + arcs of the metric). */
buju_status buju_field_all(buju_ctx *ctx, const buju_metric *metric, buju_arena *arena, buju_field *out);

/** Only what is needed for the times of n nodes of the graph, in any order (RPHAST: Delling, Goldberg, Werneck 2011).
 *  O(nodes) once, then sweeps cost O(ancestors of the n nodes). */
buju_status buju_field_of(buju_ctx *ctx, const buju_metric *metric, const buju_ix *node, size_t n, buju_arena *arena,
                          buju_field *out);

/** The row of a node of the graph, BUJU_NONE where the field leaves it out. O(1). */
static inline buju_ix buju_field_row(const buju_field *field, buju_ix node) {
  buju_ix p = field->metric->hierarchy->position[node];
  return field->row_of != NULL ? field->row_of[p] : p;
}

/** Rows first … end - 1. */
typedef struct buju_span {
  buju_ix first, end;
} buju_span;

/** What a sweep found: the time of row r in lane l is ms[r * lanes + l], BUJU_FAR where unreachable. Only rows in the
 *  spans, which ascend, hold times; whatever is within the limit is in them, and more than that may be. */
typedef struct buju_swept {
  unsigned lanes;             /* 1 or BUJU_LANES */
  unsigned used;              /* lanes with a source, from 0 */
  buju_ix source[BUJU_LANES]; /* by lane: the place that was asked for */
  const uint32_t *ms;
  size_t spans;
  const buju_span *span;
} buju_swept;

/** Room for sweeps over a field, to be used again and again; one thread at a time; what was found is valid until the
 *  next sweep. lanes: 1 or BUJU_LANES. 4 × lanes bytes a row. */
typedef struct buju_sweep buju_sweep;
buju_status buju_sweep_new(buju_ctx *ctx, const buju_field *field, unsigned lanes, buju_sweep **out);
void buju_sweep_free(buju_sweep *sweep);

/** Uses plain C even where the processor has AVX2; the results are the same. For tests and comparisons. */
void buju_sweep_set_plain(buju_sweep *sweep);

/** Rows worked on so far, and their arcs: the same on every machine. */
typedef struct buju_sweep_work {
  uint64_t climbed, rows;
} buju_sweep_work;
buju_sweep_work buju_sweep_worked(const buju_sweep *sweep);

/** The times from the places which[0 … n-1] of `from` (n ≤ lanes) to every row: climbs from the starts, then sweeps
 *  down (PHAST: Delling, Goldberg, Nowatzyk, Werneck 2011). With a limit, inclusive, subtrees that nothing within the
 *  limit enters are passed over; BUJU_FAR is no limit. Places near each other share that work.
 *  @return BUJU_E_INTERNAL for a start that is no node. O(rows + arcs), with a limit of what lies within it. */
buju_status buju_sweep_run(buju_ctx *ctx, buju_sweep *sweep, const buju_starts *from, const buju_ix *which, unsigned n,
                           uint32_t limit_ms, buju_swept *out);

/** Called once a batch, in any order, on workers 0 … buju_sweep_workers - 1. */
typedef buju_status (*buju_swept_visit)(buju_ctx *ctx, void *user, unsigned worker, const buju_swept *swept);

unsigned buju_sweep_workers(const buju_ctx *ctx, buju_ix places);

/** Sweeps from all places of `from`, in parallel, those near each other in one batch. */
buju_status buju_sweep_each(buju_ctx *ctx, const buju_field *field, const buju_starts *from, uint32_t limit_ms,
                            buju_swept_visit visit, void *user);

/** The same in rooms of the caller's, one a worker of as many places or more, NULL until first used: for many askings
 *  of one field. The caller frees them. */
buju_status buju_sweep_each_in(buju_ctx *ctx, buju_sweep **room, const buju_field *field, const buju_starts *from,
                               uint32_t limit_ms, buju_swept_visit visit, void *user);

/** As buju_sweep_each, place i within limit_ms[i]; what lies beyond it but within the limit of another place of its
 *  batch may be told, too. */
buju_status buju_sweep_each_within(buju_ctx *ctx, const buju_field *field, const buju_starts *from,
                                   const uint32_t *limit_ms, buju_swept_visit visit, void *user);

/** As buju_search_table_rows, by sweeps over the ancestors of `to`: for large limits, or none. */
buju_status buju_sweep_table_rows(buju_ctx *ctx, const buju_metric *metric, const buju_rows_ask *ask);

/** As buju_search_table, by sweeps over the ancestors of `to`: for large limits, or none. */
buju_status buju_sweep_table(buju_ctx *ctx, const buju_metric *metric, const buju_starts *from, const buju_starts *to,
                             uint32_t limit_ms, uint64_t most_pairs, buju_arena *arena, buju_csr *times);

#endif
