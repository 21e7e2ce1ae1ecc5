/* Sheets of the workbook of a plan. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_BOOK_H
#define BUJU_REPORT_BOOK_H

#include "report/book_file.h"
#include "report/times.h"

/** Where a table came to stand. */
typedef struct buju_book_placed {
  uint32_t head, first, last, next;    /* rows: of heads, of data, and the one after the totals */
  uint16_t columns;                    /* that stand */
  uint16_t at[BUJU_BOOK_COLUMNS_MOST]; /* [table->columns]: UINT16_MAX where left out */
} buju_book_placed;

typedef struct buju_book {
  buju_ctx *ctx;
  const buju_report *report;
  const buju_facts *facts;
  buju_times times[2]; /* before, after */
  buju_lang lang;
  buju_book_file *file;
  const buju_ix *first_project, *next_project; /* [villages], [actions]: the projects in a village; BUJU_NONE ends */
  buju_book_placed projects, costs;            /* where the sheets of these stand, for the formulas of others */
  buju_ix rows_most;                           /* of a table: BUJU_BOOK_ROWS_MOST less what stands above and below */
  bool failed;                                 /* memory is out */
} buju_book;

/** A column of a table: one of the layer, or one that is made. */
typedef struct buju_book_column {
  unsigned zh, en; /* columns of the layer; the same where there is one for both languages */
  buju_look look;
  double width;  /* characters; 0: as wide as what it holds */
  bool sum;      /* added up below */
  bool always;   /* stands though no row has a value: to be written in by hand */
  buju_msg head; /* instead of the alias, where zh is not NULL */
  /* Made: a text for the row into buf, or NULL. */
  const char *(*make)(const buju_book *book, buju_ix row, char *buf, size_t size);
} buju_book_column;

typedef struct buju_book_table {
  buju_layer_id layer;
  const buju_book_column *column;
  uint16_t columns;
} buju_book_table;

typedef bool (*buju_book_keep_row)(const buju_book *book, buju_ix row, const void *user);
/** Rows of a layer that keep says yes to (NULL: all), in the file's order; in the report's arena. NULL when memory is
 *  out (then the book has failed). */
buju_ix *buju_book_rows(buju_book *book, buju_layer_id layer, buju_book_keep_row keep, const void *user, buju_ix *n);

/** A table from this row on, with totals where columns ask for them. Columns no row has a value for are left out, and
 *  rows beyond what a sheet holds, which a line below says. n is not 0. */
buju_book_placed buju_book_table_put(buju_book *book, const buju_book_table *table, const buju_ix *row, buju_ix n,
                                     uint32_t at);
/** A cell of a layer as the sheet shows it. */
void buju_book_cell(buju_book *book, uint32_t row, uint16_t column, buju_look look, buju_layer_id layer, unsigned of,
                    buju_ix at);
/** Heads of a table made by hand. */
void buju_book_heads(buju_book *book, uint32_t row, const buju_msg *head, uint16_t n);

/** Makes nothing: a column to be written in by hand. */
const char *buju_book_nothing(const buju_book *book, buju_ix row, char *buf, size_t size);

const char *buju_book_in(const buju_book *book, const buju_msg *msg);
bool buju_book_has_projects(const buju_book *book);
/** buju_is_project, for buju_book_rows. */
bool buju_book_is_project(const buju_book *book, buju_ix row, const void *user);

enum { BUJU_BOOK_TOP = 2 }; /* rows above the heads of a sheet: title and note */

/** Columns of the sheet of projects that others add up over. */
enum {
  BUJU_PROJECT_YEAR = 0,
  BUJU_PROJECT_ACTION = 4,
  BUJU_PROJECT_PEOPLE = 6,
  BUJU_PROJECT_DOCTORS = 7,
  BUJU_PROJECT_AREA = 8,
  BUJU_PROJECT_COST = 9
};

/** A sheet. */
typedef struct buju_book_part {
  buju_msg name; /* unique */
  buju_msg what; /* what it holds, below its title and in the list of sheets */
  /* Those that are one table: its rows are all that keep says yes to. */
  const buju_book_table *table;
  buju_book_keep_row keep;
  /* The others. */
  bool (*there)(const buju_book *book);
  void (*write)(buju_book *book, const struct buju_book_part *self);
} buju_book_part;

/** Whether the plan has anything for the sheet. */
bool buju_book_there(const buju_book *book, const buju_book_part *part);
/** The sheet that is one table: heads that stay, filter, totals. */
buju_book_placed buju_book_sheet_put(buju_book *book, const buju_book_part *part, const buju_ix *row, buju_ix n);
/** Title and what it holds above the table of a sheet, once widths are known. */
void buju_book_top(buju_book *book, uint16_t columns, const buju_book_part *part);

extern const buju_book_part buju_book_summary, buju_book_before_after, buju_book_coverage, buju_book_targets,
    buju_book_township_targets, buju_book_standards, buju_book_projects, buju_book_years, buju_book_reviews,
    buju_book_comment, buju_book_joint, buju_book_posts, buju_book_ratios, buju_book_costs, buju_book_money,
    buju_book_choice, buju_book_rounds, buju_book_stops, buju_book_pairs, buju_book_gaps, buju_book_places,
    buju_book_method, buju_book_findings;

/** The sheets in the order they stand in; ends in NULL. */
extern const buju_book_part *const buju_book_parts[];

#endif
