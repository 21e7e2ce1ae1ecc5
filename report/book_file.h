/* A workbook as its sheets fill it: cells, and how a sheet looks on paper. The library that writes it stays behind
 * this.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_BOOK_FILE_H
#define BUJU_REPORT_BOOK_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/say.h"

/** How a cell is shown. */
typedef enum buju_look {
  BUJU_LOOK_AUTO, /* of a column of a layer: as its unit and type say */
  BUJU_LOOK_TEXT,
  BUJU_LOOK_SENTENCE, /* wraps */
  BUJU_LOOK_PLAIN,    /* 2026 */
  BUJU_LOOK_COUNT,    /* 1,234 */
  BUJU_LOOK_CHANGE,   /* +1,234 */
  BUJU_LOOK_TENTHS,   /* 1,234.5 */
  BUJU_LOOK_FINE,     /* 0.123 */
  BUJU_LOOK_YUAN,     /* 1,234.50 */
  BUJU_LOOK_WAN,      /* the exact yuan, shown in 10,000 yuan to the yuan in Chinese; as BUJU_LOOK_YUAN in English */
  BUJU_LOOK_SHARE,    /* 0.123 is 12.3% */
  BUJU_LOOK_PERCENT,  /* 12.3 is 12.3% */
  BUJU_LOOK_DAY,
  BUJU_LOOK_HEAD,
  BUJU_LOOK_TITLE,
  BUJU_LOOK_CAPTION,
  BUJU_LOOK_NOTE,
  BUJU_LOOK_PARAGRAPH,
  BUJU_LOOK_LINK,
  BUJU_LOOKS,
  BUJU_LOOK_SUM = 32 /* added to a look: of a row of totals */
} buju_look;

enum {
  BUJU_BOOK_COLUMNS_MOST = 40,
  BUJU_BOOK_ROWS_MOST = 1048576,
  BUJU_BOOK_TEXT_MOST = 32767, /* UTF-16 units of a cell */
  BUJU_BOOK_NAME_MOST = 31,    /* characters of the name of a sheet */
  BUJU_BOOK_FORMULA_MOST = 1024
};

typedef struct buju_book_file buju_book_file;

/** "1.1.4": of the library that writes it. */
const char *buju_book_library_version(void);

/** What the file says of itself. Texts are borrowed until it is closed. */
typedef struct buju_book_about {
  buju_lang lang;
  const char *title, *as_of; /* "2026-01-31": also the day the file says it was made; NULL: none */
} buju_book_about;

/** Begins a workbook that will be written to path, with its temporary files in folder. NULL when memory is out. */
buju_book_file *buju_book_file_new(const char *path, const char *folder, const buju_book_about *about);
/** Writes and frees it. BUJU_E_MEMORY, BUJU_E_LIMIT when a sheet was asked for what none can hold, or BUJU_E_IO; no
 *  message. */
buju_status buju_book_file_close(buju_book_file *file);

/** The next sheet: A4 across, fitted to the width of the page. name is unique, short enough and without []:*?/\. */
void buju_xlsx_begin(buju_book_file *file, const char *name);
/** Cells up to this one are printed; rows from first to last of the heads stand on every page and, with the rows above,
 *  on the screen. */
void buju_xlsx_end(buju_book_file *file, uint32_t rows, uint16_t columns, uint32_t head_first, uint32_t head_last);
/** The foot of its pages asks for a signature. */
void buju_xlsx_sign(buju_book_file *file, const char *sign);
/** One page instead of as many as it takes. */
void buju_xlsx_one_page(buju_book_file *file);
/** At least so many characters wide; the widest asked for holds. */
void buju_xlsx_width(buju_book_file *file, uint16_t column, double characters);
void buju_xlsx_filter(buju_book_file *file, uint32_t head, uint32_t last, uint16_t columns);
/** A page begins with each of these rows, which must not outlive the call; at most 1,023 count. */
void buju_xlsx_breaks(buju_book_file *file, const uint32_t *row, size_t n);

/** A text is a text, whatever it begins with. What a cell cannot hold is cut and ends in "…". NULL is an empty cell. */
void buju_xlsx_text(buju_book_file *file, uint32_t row, uint16_t column, int look, const char *text);
void buju_xlsx_msg(buju_book_file *file, uint32_t row, uint16_t column, int look, const buju_msg *msg);
/** NaN is an empty cell. */
void buju_xlsx_number(buju_book_file *file, uint32_t row, uint16_t column, int look, double value);
/** "YYYY-MM-DD" as a date; other texts as texts. */
void buju_xlsx_day(buju_book_file *file, uint32_t row, uint16_t column, int look, const char *day);
/** A formula with the value it has now; NaN: it shows nothing. */
void buju_xlsx_formula(buju_book_file *file, uint32_t row, uint16_t column, int look, const char *formula,
                       double value);
/** A text over several columns, as high as it needs to be. Widths must be known. */
void buju_xlsx_across(buju_book_file *file, uint32_t row, uint16_t columns, int look, const char *text);
void buju_xlsx_height(buju_book_file *file, uint32_t row, double points);
void buju_xlsx_link(buju_book_file *file, uint32_t row, uint16_t column, const char *sheet, const char *text);

/** A range of cells in one column of a sheet, for charts and formulas. */
typedef struct buju_book_range {
  const char *sheet;
  uint32_t first, last;
  uint16_t column;
} buju_book_range;
/** "'Sheet'!$A$2:$A$9" into buf. */
const char *buju_book_range_text(const buju_book_range *range, char *buf, size_t size);
/** "B7" into buf. */
const char *buju_book_cell_text(uint32_t row, uint16_t column, char buf[16]);

typedef struct buju_book_series {
  const buju_msg *name;
  buju_book_range values;
  uint32_t rgb;
  bool hatched; /* told apart without colour */
} buju_book_series;
typedef struct buju_book_chart {
  const char *title;
  const buju_msg *x, *y;
  const char *y_format; /* NULL: as the cells have it */
  buju_book_range categories;
  const buju_book_series *series;
  size_t n;
  double y_most;     /* of the axis; 0: as it comes */
  int width, height; /* pixels */
} buju_book_chart;
/** Columns side by side, the upper left corner in this cell. */
void buju_xlsx_chart(buju_book_file *file, uint32_t row, uint16_t column, const buju_book_chart *chart);

#endif
