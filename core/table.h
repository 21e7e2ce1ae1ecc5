/* A table of attributes as a source gave it: decoded, typed, in memory. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_TABLE_H
#define BUJU_CORE_TABLE_H

#include "core/arena.h"
#include "core/units.h"

typedef enum buju_cell_type { BUJU_CELL_TEXT, BUJU_CELL_INTEGER, BUJU_CELL_REAL } buju_cell_type;

/** One column of n cells; exactly one of text, integer, real is set. A blank cell is NULL in text; else its bit in
 *  blank (bit r of byte r/8) is set; blank may be NULL when there are none. */
typedef struct buju_column {
  const char *name; /* UTF-8, as in the file */
  buju_cell_type type;
  const char **text;
  int64_t *integer;
  double *real;
  uint8_t *blank;
} buju_column;

typedef struct buju_table {
  const char *file, *layer; /* as the user named it; for messages */
  buju_ix n, columns;
  buju_column *column;
  int64_t *source_row; /* feature id or 1-based line: what the user finds the row by */
} buju_table;

static inline bool buju_cell_blank(const buju_column *column, buju_ix row) {
  if (column->type == BUJU_CELL_TEXT) return column->text[row] == NULL;
  return column->blank != NULL && (column->blank[row / 8] >> (row % 8) & 1) != 0;
}

/** The column of that name, or BUJU_NONE. */
buju_ix buju_table_find(const buju_table *table, const char *name);

#endif
