/* Comma-separated tables of few columns, RFC 4180, UTF-8. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_CSV_ROWS_H
#define BUJU_LAYERS_INSTANCES_CSV_ROWS_H

#include "core/arena.h"
#include "layers/instances/scan.h"

enum { BUJU_CSV_CELLS = 16 };

typedef struct buju_csv_cell {
  const char *text; /* not terminated; blanks around it are gone unless it was in quotes */
  size_t n;
} buju_csv_cell;

/** A column that is known: its name in English and in Chinese. */
typedef struct buju_csv_column {
  const char *name, *name_zh;
  bool needed;
} buju_csv_column;

/** A table being read. Zero-initialise with scan and arena. */
typedef struct buju_csv {
  buju_scan scan;
  buju_arena *arena; /* cells with quotes inside are copied here */
  size_t cells;
  buju_csv_cell cell[BUJU_CSV_CELLS];
  int64_t line; /* of the row's beginning */
} buju_csv;

/** Reads the next row that is not blank into cell; *more is false at the end. BUJU_E_DATA for quotes that do not end,
 *  too many cells, or text that is not UTF-8. */
buju_status buju_csv_row(buju_ctx *ctx, buju_csv *csv, bool *more);

/** Reads the first row as names: place[i] is the cell of column[i], or -1. BUJU_E_DATA for a name that is not known or
 *  there twice, and for a needed one that is missing. */
buju_status buju_csv_head(buju_ctx *ctx, buju_csv *csv, const buju_csv_column *column, size_t n, int *place);

/** BUJU_E_DATA: "file, line n: COLUMN must be WANTED, not "cell"". */
buju_status buju_csv_bad_cell(buju_ctx *ctx, buju_csv *csv, const buju_csv_column *column, int place,
                              const buju_msg *wanted);

/** The next row under that head: as many cells as it had. */
buju_status buju_csv_next(buju_ctx *ctx, buju_csv *csv, bool *more);

#endif
