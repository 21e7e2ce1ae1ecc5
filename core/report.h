/* A written plan as its readers see it: what `buju report` and `buju map` make pages, tables, charts and maps from.
 * Filled
 * by layers/report, drawn by report/. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_REPORT_H
#define BUJU_CORE_REPORT_H

#include "core/arena.h"
#include "core/columns.h"
#include "core/report_columns.h"

/** How a page of buju report begins, by which it is told from others before it is written over. */
#define BUJU_REPORT_MARK "<!DOCTYPE html>\n<!-- buju report -->\n"

/** The cells of one column in the order of the rows: texts for TEXT and DATE, numbers for the other types. */
typedef union buju_report_column {
  const char **text; /* strict UTF-8; NULL is missing */
  double *number;    /* finite; NaN is missing; booleans are 0 and 1 */
} buju_report_column;

/** One layer of the plan. Where the file lacks the layer (no rule filled it), there is false and n 0; where it lacks a
 *  column, every cell of it is missing. */
typedef struct buju_report_table {
  const buju_layer_spec *spec;
  bool there;
  buju_ix n;                  /* rows, in the file's order */
  buju_report_column *column; /* [spec->n]: by VILLAGES_code and so on */
  /* Geometry, of the layers that are drawn: paths path_of[row] … path_of[row + 1] − 1 belong to a row, each a point, a
   * line or a ring. path_of is NULL where it was not read. */
  buju_ix *path_of; /* [n + 1] */
  buju_paths paths; /* metres east and north */
} buju_report_table;

/** A township or sub-district with its villages. Villages without one share the last, whose code and name are NULL. */
typedef struct buju_report_township {
  const char *code, *name;
  buju_ix first, n; /* its villages: village[first] … village[first + n − 1] */
} buju_report_township;

typedef struct buju_report {
  buju_arena *arena;
  const char *path;                     /* of the plan */
  buju_report_table table[BUJU_LAYERS]; /* by buju_layer_id */
  buju_ix townships;
  buju_report_township *township; /* by code */
  buju_ix *village;               /* [villages]: rows of villages by township, then in the file's order */
  buju_ix *township_of;           /* [villages]: the township of each row of villages */
} buju_report;

/** A cell, NULL or NaN when missing. The column is of that type. row may be BUJU_NONE. O(1). */
const char *buju_report_text(const buju_report *report, buju_layer_id layer, unsigned column, buju_ix row);
double buju_report_number(const buju_report *report, buju_layer_id layer, unsigned column, buju_ix row);

/** Whether the text of a cell is this; a missing cell is nothing. */
bool buju_report_is(const buju_report *report, buju_layer_id layer, unsigned column, buju_ix row, const char *text);

/** The first row whose cell is this text, BUJU_NONE when there is none. O(rows). */
buju_ix buju_report_find(const buju_report *report, buju_layer_id layer, unsigned column, const char *text);

/** What run_info holds for a key: the value, and the sentence beside it in a language; NULL when missing. O(rows). */
const char *buju_report_setting(const buju_report *report, const char *key);
const char *buju_report_note(const buju_report *report, const char *key, buju_lang lang);

/** The township with that code, else the first of that name, else BUJU_NONE. */
buju_ix buju_report_township_find(const buju_report *report, const char *code_or_name);

void buju_report_free(buju_report *report);

#endif
