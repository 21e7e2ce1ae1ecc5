/* What the files that call libxlsxwriter share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_BOOK_FILE_OWN_H
#define BUJU_REPORT_BOOK_FILE_OWN_H

#include <xlsxwriter.h>

#include "report/book_file.h"

struct buju_book_file {
  lxw_workbook *book;
  lxw_worksheet *sheet; /* the current one; NULL before the first */
  const buju_book_about *about;
  lxw_format *format[2 * BUJU_LOOK_SUM]; /* by look, made when first used */
  double width[BUJU_BOOK_COLUMNS_MOST];  /* of the current sheet, 0: the default */
  uint32_t row;                          /* the last one a text was written into, and how many lines its cells need */
  double lines;
  char *text; /* room for one cell's text */
  size_t text_size;
  lxw_error error; /* the first */
};

/** The format of a look, NULL when memory is out. */
lxw_format *buju_book_format(buju_book_file *file, int look);
/** What a cell can hold of a text, until the next call. NULL when memory is out. */
const char *buju_book_clean(buju_book_file *file, const char *text);

/** Keeps the first error. */
static inline void buju_book_keep(buju_book_file *file, lxw_error error) {
  if (file->error == LXW_NO_ERROR) file->error = error;
}

#endif
