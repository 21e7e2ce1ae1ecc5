/* Building a table row by row when the number of rows is not known. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_TABLE_H
#define BUJU_LAYERS_SOURCE_TABLE_H

#include "layers/source_read.h"

typedef union buju_cell {
  const char *text;
  int64_t integer;
  double real;
} buju_cell;

typedef struct buju_column_build {
  const char *name;
  buju_cell_type type;
  buju_vec cells; /* of buju_cell */
  buju_vec blank; /* of uint8_t, 1: blank */
} buju_column_build;

/** Zero-initialise, then begin. Always freed with buju_build_free. */
typedef struct buju_table_build {
  buju_ix columns;
  buju_column_build *column;
  buju_vec rows; /* of int64_t: source rows */
} buju_table_build;

enum { BUJU_COLUMNS_MAX = 4096 };

/** Names that repeat get a suffix and a finding; blank names become the column's number. names are borrowed (arena). */
buju_status buju_build_begin(buju_reading *reading, buju_table_build *build, buju_ix columns, const char *const *names,
                             const buju_cell_type *types);
/** Pushes the next cell of a column; blank cells too, so that every column has every row. */
buju_status buju_build_text(buju_reading *reading, buju_table_build *build, buju_ix column, const char *text);
buju_status buju_build_integer(buju_reading *reading, buju_table_build *build, buju_ix column, bool blank,
                               int64_t value);
buju_status buju_build_real(buju_reading *reading, buju_table_build *build, buju_ix column, bool blank, double value);
/** Ends the row. */
buju_status buju_build_row(buju_reading *reading, buju_table_build *build, int64_t source_row);
/** Freezes everything into the arena. */
buju_status buju_build_end(buju_reading *reading, buju_table_build *build, buju_table *out);
void buju_build_free(buju_table_build *build);

/** Keeps the rows whose bit is set. bits has (n + 63) / 64 words. */
void buju_table_keep(buju_table *table, const uint64_t *bits);

#endif
