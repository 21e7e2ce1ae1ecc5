/* Keeping some rows of a layer. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/filter.h"

#include <string.h>

typedef struct kept {
  const buju_ix *row; /* of the whole layer */
  buju_ix n;
  buju_arena *arena;
} kept;

/* The kept elements of an array of size-byte elements; NULL stays NULL. False when memory is out. */
static bool pick(const kept *k, size_t size, void *array) {
  unsigned char *from, *to;
  memcpy(&from, array, sizeof from); /* array points to a pointer of any type */
  if (from == NULL) return true;
  to = buju_arena_alloc(k->arena, k->n, size);
  if (to == NULL) return false;
  for (buju_ix i = 0; i < k->n; i++) memcpy(to + i * size, from + k->row[i] * size, size);
  memcpy(array, &to, sizeof to);
  return true;
}

static bool pick_blanks(const kept *k, uint8_t **blank) {
  if (*blank == NULL) return true;
  uint8_t *to = buju_arena_alloc(k->arena, (size_t)k->n / 8 + 1, 1);
  if (to == NULL) return false;
  for (buju_ix i = 0; i < k->n; i++)
    if ((*blank)[k->row[i] / 8] >> (k->row[i] % 8) & 1) to[i / 8] |= (uint8_t)(1u << (i % 8));
  *blank = to;
  return true;
}

static bool pick_column(const kept *k, buju_column *c) {
  return pick(k, sizeof *c->text, &c->text) && pick(k, sizeof *c->integer, &c->integer) &&
         pick(k, sizeof *c->real, &c->real) && pick_blanks(k, &c->blank);
}

buju_status buju_layer_filter(buju_ctx *ctx, const buju_layer *layer, const uint64_t *bits, buju_arena *arena,
                              buju_layer **out) {
  buju_layer *few = buju_arena_copy(arena, layer, 1, sizeof *layer);
  buju_ix *row = BUJU_NEW(arena, buju_ix, layer->table.n);
  if (few == NULL || row == NULL) return buju_fail_memory(ctx);
  kept k = {row, 0, arena};
  for (buju_ix r = 0; r < layer->table.n; r++)
    if (bits[r / 64] >> (r % 64) & 1) row[k.n++] = r;
  few->table.n = k.n;
  few->table.column = buju_arena_copy(arena, layer->table.column, layer->table.columns, sizeof(buju_column));
  bool room = few->table.column != NULL && pick(&k, sizeof *few->x_m, &few->x_m) &&
              pick(&k, sizeof *few->y_m, &few->y_m) && pick(&k, sizeof *few->shape, &few->shape) &&
              pick(&k, sizeof *few->table.source_row, &few->table.source_row);
  for (buju_ix c = 0; c < few->table.columns && room; c++) room = pick_column(&k, &few->table.column[c]);
  if (!room) return buju_fail_memory(ctx);
  *out = few;
  return BUJU_OK;
}
