/* Pairs into rows. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/cover_rows.h"

/* Each column once a row; `last` remembers by column the last row that had it, plus 1. */
static void keep_one_each(buju_csr *table, buju_ix *last) {
  uint64_t kept = 0, first = 0;
  for (buju_ix r = 0; r < table->n; r++) {
    for (uint64_t k = first; k < table->row[r + 1]; k++) {
      if (last[table->col[k]] == r + 1) continue;
      last[table->col[k]] = r + 1;
      table->col[kept++] = table->col[k];
    }
    first = table->row[r + 1];
    table->row[r + 1] = kept;
  }
}

buju_status buju_cover_table(buju_ctx *ctx, size_t pairs, const buju_cover_pair *pair, buju_ix rows, buju_ix columns,
                             buju_instance *instance) {
  buju_csr table = {rows, BUJU_NEW(instance->arena, uint64_t, (size_t)rows + 1),
                    BUJU_NEW(instance->arena, buju_ix, pairs), BUJU_NEW(instance->arena, uint32_t, pairs)};
  buju_arena *scratch = buju_arena_new();
  uint64_t *fill = scratch != NULL ? BUJU_NEW(scratch, uint64_t, rows) : NULL;
  buju_ix *last = scratch != NULL ? BUJU_NEW(scratch, buju_ix, columns) : NULL;
  bool well = table.row != NULL && table.col != NULL && table.val != NULL && fill != NULL && last != NULL;
  if (well) {
    for (size_t k = 0; k < pairs; k++) table.row[pair[k].row + 1]++;
    for (buju_ix r = 0; r < rows; r++) {
      table.row[r + 1] += table.row[r];
      fill[r] = table.row[r];
    }
    for (size_t k = 0; k < pairs; k++) table.col[fill[pair[k].row]++] = pair[k].column;
    keep_one_each(&table, last);
    instance->table = table;
    instance->demands = rows;
    instance->candidates = columns;
    instance->first = 1;
  }
  buju_arena_free(scratch);
  return well ? BUJU_OK : buju_fail_memory(ctx);
}
