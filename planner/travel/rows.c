/* Rows put together as a table. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/pages.h"

/* Pieces of so many pairs: each is freed as soon as it has been copied, so that there is never more than one of them
 * beside the table. */
enum { PIECE = 1 << 20, PAIR_BYTES = sizeof(buju_ix) + sizeof(uint32_t) };

typedef struct piece {
  buju_ix col[PIECE];
  uint32_t ms[PIECE];
} piece;

uint64_t buju_collect_most(void) {
  uint64_t bytes = buju_pages_memory();
  return bytes > 0 && bytes / PAIR_BYTES < SIZE_MAX / PAIR_BYTES ? bytes / PAIR_BYTES : SIZE_MAX / PAIR_BYTES;
}

buju_status buju_collect_begin(buju_ctx *ctx, buju_ix n, uint64_t most_pairs, buju_arena *arena,
                               buju_collect *collect) {
  *collect = (buju_collect){.n = n, .most = most_pairs, .row = BUJU_NEW(arena, uint64_t, (size_t)n + 1)};
  return collect->row != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

static void give_up(buju_collect *c) {
  piece **at = c->pieces.data;
  for (size_t i = 0; i < c->pieces.n; i++) free(at[i]);
  buju_vec_free(&c->pieces);
  c->full = true;
}

static piece *last_piece(buju_collect *c) { return ((piece **)c->pieces.data)[c->pieces.n - 1]; }

static bool add_piece(buju_collect *c) {
  piece **at = buju_vec_push(&c->pieces, sizeof *at);
  if (at != NULL) *at = malloc(sizeof **at);
  return at != NULL && *at != NULL;
}

buju_status buju_collect_row(buju_ctx *ctx, void *collect, buju_ix row, uint64_t n, const buju_ix *col,
                             const uint32_t *ms) {
  (void)ctx;
  buju_collect *c = collect;
  if (n > c->most || c->pairs > c->most - n) give_up(c);
  for (uint64_t done = 0; done < n && !c->full;) {
    uint64_t used = (c->pairs + done) % PIECE, some = n - done < PIECE - used ? n - done : PIECE - used;
    if (used == 0 && !add_piece(c)) {
      give_up(c);
      break;
    }
    memcpy(last_piece(c)->col + used, col + done, some * sizeof *col);
    memcpy(last_piece(c)->ms + used, ms + done, some * sizeof *ms);
    done += some;
  }
  c->pairs += n;
  c->row[row + 1] = c->pairs;
  return BUJU_OK;
}

buju_status buju_collect_refuse(buju_ctx *ctx, uint64_t pairs, uint64_t most_pairs) {
  BUJU_MSG(too_many, "路网时间表：限时内共有{0}对起讫点，需内存{1} GB，上限为{2}对；请缩短时限、减少点数，或分区计算",
           "travel times: {0} pairs of places lie within the limit and would need {1} GB, at most {2} can be kept; "
           "lower the limit, use fewer places, or plan the areas one by one");
  BUJU_MSG(no_memory, "内存不足：限时内共有{0}对起讫点，需{1} GB；请缩短时限、减少点数，或分区计算",
           "out of memory: {0} pairs of places lie within the limit and need {1} GB; lower the limit, use fewer "
           "places, or plan the areas one by one");
  buju_arg count = buju_int((int64_t)pairs);
  uint64_t tenths = pairs * PAIR_BYTES / 100000000 + 1;
  buju_arg need = buju_real((double)tenths / 10);
  if (pairs > most_pairs)
    return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(too_many, count, need, buju_int((int64_t)(most_pairs & INT64_MAX))));
  return buju_fail(ctx, BUJU_E_MEMORY, BUJU_SAY(no_memory, count, need));
}

buju_status buju_collect_end(buju_ctx *ctx, buju_collect *collect, buju_status status, buju_arena *arena,
                             buju_csr *times) {
  buju_collect *c = collect;
  buju_ix *col = NULL;
  uint32_t *ms = NULL;
  if (status == BUJU_OK && !c->full && c->pairs <= SIZE_MAX) {
    col = BUJU_NEW(arena, buju_ix, (size_t)c->pairs);
    ms = BUJU_NEW(arena, uint32_t, (size_t)c->pairs);
  }
  if (status == BUJU_OK && (col == NULL || ms == NULL)) status = buju_collect_refuse(ctx, c->pairs, c->most);
  for (size_t i = 0; status == BUJU_OK && i < c->pieces.n; i++) {
    piece **at = (piece **)c->pieces.data + i;
    uint64_t begin = (uint64_t)i * PIECE, some = c->pairs - begin < PIECE ? c->pairs - begin : PIECE;
    memcpy(col + begin, (*at)->col, some * sizeof *col);
    memcpy(ms + begin, (*at)->ms, some * sizeof *ms);
    free(*at);
    *at = NULL;
  }
  if (status == BUJU_OK) *times = (buju_csr){c->n, c->row, col, ms};
  give_up(c);
  return status;
}
