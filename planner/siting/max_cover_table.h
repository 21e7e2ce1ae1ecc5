/* Maximal cover: distinct lists of items. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MAX_COVER_TABLE_H
#define BUJU_PLANNER_MAX_COVER_TABLE_H

#include "planner/siting/max_cover.h"

/** Distinct lists of items, as they are met, with the weight of whoever has them. Zero-initialise. */
typedef struct buju_max_table {
  buju_ix *pool; /* list after list */
  uint64_t used, room;
  uint64_t *first; /* [room_n + 1] into pool */
  uint64_t *hash;  /* [room_n] */
  int64_t *weight; /* [room_n] */
  buju_ix n, room_n;
  buju_ix *slot; /* [slots] a pattern, or BUJU_NONE */
  uint64_t slots;
} buju_max_table;

void buju_max_table_free(buju_max_table *table);

uint64_t buju_max_table_hash(const buju_ix *list, uint64_t n);

/** The pattern of a sorted list with that hash; a new one weighs 0. BUJU_NONE when memory is out. O(n). */
buju_ix buju_max_table_find(buju_max_table *table, uint64_t hash, const buju_ix *list, uint64_t n);

/** Takes items out that another outshines: it serves whom they serve for no more, and is one of p only if they are.
 *  What is left is numbered anew, patterns that have become the same are one, and those without weight are gone. O(Σ
 * items of a pattern²), skipped where that is beyond all measure. Names them in core->outshone. */
buju_status buju_max_core_outshine(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                                   buju_max_table *table, buju_max_core *core);

#endif
