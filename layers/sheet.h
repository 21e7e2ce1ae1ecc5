/* Sheets of cells, as CSV files and workbooks hold them, and the table a person sees in one.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SHEET_H
#define BUJU_LAYERS_SHEET_H

#include "layers/source_read.h"

typedef struct buju_sheet_row {
  size_t first; /* of its cells */
  buju_ix n;
  int64_t line; /* 1-based: what the spreadsheet or editor shows */
} buju_sheet_row;

/** Rows that are not blank, each with the cells up to its last non-blank one. Zero-initialise. */
typedef struct buju_sheet {
  buju_vec cells; /* of const char *; NULL: blank */
  buju_vec rows;  /* of buju_sheet_row */
  buju_ix width;
  size_t open; /* cells at the start of the row being filled */
} buju_sheet;

/** 50 million cells are what a 16 GiB machine reads with ease; a bigger sheet is a mistake or an attack. */
enum { BUJU_SHEET_CELLS_MAX = 50000000 };

void buju_sheet_free(buju_sheet *sheet);
/** Adds a cell to the row being filled; text is interned or NULL. */
buju_status buju_sheet_cell(buju_reading *reading, buju_sheet *sheet, const char *text);
/** Ends the row; a blank one leaves nothing. */
buju_status buju_sheet_row_end(buju_reading *reading, buju_sheet *sheet, int64_t line);

static inline const buju_sheet_row *buju_sheet_row_at(const buju_sheet *sheet, size_t row) {
  return (const buju_sheet_row *)sheet->rows.data + row;
}
/** The cell, or NULL when it is blank or beyond the row's end. */
static inline const char *buju_sheet_at(const buju_sheet *sheet, size_t row, buju_ix column) {
  const buju_sheet_row *r = buju_sheet_row_at(sheet, row);
  return column < r->n ? ((const char *const *)sheet->cells.data)[r->first + column] : NULL;
}

/** The rows that are names. */
typedef struct buju_sheet_header {
  size_t first; /* row; the data begin at first + rows */
  buju_ix rows; /* 0: none, columns are called 1, 2, 3 …; 2: groups above names */
} buju_sheet_header;

/** Finds the header as header_row: says, else the first row that is filled like the data below it and holds only
 *  distinct texts, no numbers. BUJU_E_DATA when there is none. */
buju_status buju_sheet_find_header(buju_reading *reading, const buju_sheet *sheet, buju_sheet_header *out);

/** The name of a column: in a header of two rows the group's and its own. In the arena, or NULL when memory is out. */
const char *buju_sheet_name(buju_reading *reading, const buju_sheet *sheet, buju_sheet_header header, buju_ix column);

/** Makes the table: header found, totals and remarks left out (findings), columns typed: integers and reals only where
 *  every cell is a plain number of fewer than 16 digits without leading zeros. */
buju_status buju_sheet_take(buju_reading *reading, const buju_sheet *sheet, buju_table *out);

/** Whether the text is a number as spreadsheets write them: sign, digits, point, exponent. */
bool buju_sheet_is_number(const char *text);

#endif
