/* Rows of a comparison. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/compare_rows.h"

#include <stdlib.h>

enum { COL_KEY, COL_NAME, COL_TOWNSHIP, COL_CHANGE, COL_PAIRS };

/* A cell as the plan's file holds it, as text, into a column of its type. */
static void set_cell(buju_row *row, int column, const char *cell) {
  if (cell == NULL) return;
  switch (row->layer->column[column].type) {
  case BUJU_TYPE_INTEGER: buju_row_int(row, column, strtoll(cell, NULL, 10)); break;
  case BUJU_TYPE_REAL: buju_row_real(row, column, strtod(cell, NULL)); break;
  case BUJU_TYPE_TEXT:
  case BUJU_TYPE_BOOLEAN:
  case BUJU_TYPE_DATE:
  case BUJU_TYPES: buju_row_text(row, column, cell); break;
  }
}

/* Little-endian WKB tells its type behind its first byte. */
static uint32_t type_of(const buju_shape *shape) {
  const unsigned char *wkb = shape->wkb;
  if (wkb == NULL || shape->bytes < 5 || wkb[0] != 1) return 0;
  return (uint32_t)wkb[1] | (uint32_t)wkb[2] << 8 | (uint32_t)wkb[3] << 16 | (uint32_t)wkb[4] << 24;
}

void buju_row_changed(buju_row *row, const buju_changed_row *changed, const char *const *columns, uint32_t wkb_type) {
  buju_row_text(row, COL_KEY, changed->shown.key);
  buju_row_text(row, COL_NAME, changed->shown.name);
  buju_row_text(row, COL_TOWNSHIP, changed->shown.township);
  buju_row_word(row, COL_CHANGE, changed->change);
  for (int i = 0; columns[i] != NULL; i++) {
    if (changed->from != NULL) set_cell(row, COL_PAIRS + 2 * i, changed->from[i]);
    if (changed->to != NULL) set_cell(row, COL_PAIRS + 2 * i + 1, changed->to[i]);
  }
  if (type_of(&changed->shape) == wkb_type) buju_row_shape(row, &changed->shape);
}
