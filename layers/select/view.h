/* A table for SQLite over arrays in memory: nothing is copied, nothing can be written.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SELECT_VIEW_H
#define BUJU_LAYERS_SELECT_VIEW_H

#include <sqlite3.h>

#include "core/arena.h"
#include "core/table.h"
#include "core/units.h"
#include "core/vocab.h"

typedef struct buju_view_column buju_view_column;

/** Gives SQLite the value of a column in a row of its data. */
typedef void (*buju_view_put)(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);

/** One column. Row r of the view is row via[r] of data (r itself when via is NULL); via[r] == BUJU_NONE is NULL. */
struct buju_view_column {
  const char *name;
  const char *type; /* SQLite's: decides how text and numbers compare */
  buju_view_put put;
  const void *data;
  const buju_ix *via;
  const buju_word_entry *words; /* for buju_view_word */
  const void *more;             /* a second array, where the reader needs one */
};

typedef struct buju_view {
  buju_ix n;
  buju_vec columns; /* of buju_view_column */
} buju_view;

/** Adds a column unless one of that name (ASCII case ignored) is there: the first one counts. False: out of memory. */
bool buju_view_add(buju_view *view, buju_view_column column);
/** Adds the columns of a table; row r of the view is row via[r] of the table. */
bool buju_view_add_table(buju_view *view, const buju_table *table, const buju_ix *via);

/** Makes the view known to a connection under a name; it must outlive the connection. Returns SQLite's status. */
int buju_view_attach(sqlite3 *db, const char *name, buju_view *view);

/* Readers. data is an array of what is named; the value that means "blank" becomes NULL. */
void buju_view_text(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);     /* const char *; NULL */
void buju_view_word(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);     /* uint8_t into words */
void buju_view_people(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);   /* buju_people_n */
void buju_view_int32(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);    /* int32_t; < 0 */
void buju_view_int8(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);     /* int8_t; < 0 */
void buju_view_year(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);     /* int16_t; 0 */
void buju_view_real(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);     /* double; NaN */
void buju_view_km2(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);      /* double m²; NaN */
void buju_view_tri(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);      /* buju_tri */
void buju_view_cell(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);     /* a buju_column */
void buju_view_constant(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row); /* one int64_t */
void buju_view_shape(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);    /* buju_shape */
void buju_view_point(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row);    /* double x; more: y */

#endif
