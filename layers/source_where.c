/* `where:` of an input: the rows that are read at all. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/select.h"
#include "layers/source_read.h"
#include "layers/source_table.h"

static const buju_finding_kind left_out = {"rows_left_out",
                                           BUJU_NOTE,
                                           {"{0}行不符合 where: 的条件", "{0} row{0?|s} {0?does|do} not meet where:"},
                                           {"未读入，读入{1}行", "not read; {1} are"}};

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Whether the expression looks at places. Then it has to wait for them; else it comes first, so that rows nobody wants
 * decide neither the CRS nor fill the findings. */
bool buju_where_needs_places(const char *where) {
  static const char word[] = "geometry";
  for (; *where != '\0'; where++) {
    size_t n = 0;
    while (n < sizeof word - 1 && lower(where[n]) == word[n]) n++;
    if (n == sizeof word - 1) return true;
  }
  return false;
}

static bool kept(const uint64_t *bits, buju_ix row) { return (bits[row / 64] >> (row % 64) & 1) != 0; }

static void keep_rows(buju_layer *layer, buju_row_shape *raw, const uint64_t *bits) {
  buju_ix to = 0;
  for (buju_ix r = 0; r < layer->table.n; r++) {
    if (!kept(bits, r)) continue;
    if (layer->x_m != NULL) layer->x_m[to] = layer->x_m[r];
    if (layer->y_m != NULL) layer->y_m[to] = layer->y_m[r];
    if (layer->shape != NULL) layer->shape[to] = layer->shape[r];
    if (raw != NULL) raw[to] = raw[r];
    to++;
  }
  buju_table_keep(&layer->table, bits);
}

buju_status buju_keep_where(buju_reading *reading, buju_layer *layer, buju_row_shape *raw) {
  BUJU_MSG(nothing, "{0}：没有一行符合 where: {1}；请核对条件", "{0}: no row meets where: {1}; check the condition");
  uint64_t *bits = NULL;
  buju_ix before = layer->table.n;
  buju_status status = buju_select_layer(reading->ctx, reading->input, layer, reading->arena, &bits);
  if (status != BUJU_OK) return status;
  keep_rows(layer, raw, bits);
  if (layer->table.n == 0)
    return buju_fail(reading->ctx, BUJU_E_DATA,
                     BUJU_SAY(nothing, buju_text(reading->file), buju_text(reading->input->where)));
  if (layer->table.n == before) return BUJU_OK;
  return buju_reading_find(reading, &left_out, -1, NULL, buju_int(before - layer->table.n), buju_int(layer->table.n));
}
