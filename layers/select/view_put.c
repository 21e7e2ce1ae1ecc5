/* Array elements as SQLite values. SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include <sqlite3.h> /* gaiageo.h needs it and does not say so */

#include <spatialite/gaiageo.h>

#include "core/region.h"
#include "layers/select/view.h"

void buju_view_text(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const char *const *text = column->data;
  sqlite3_result_text(sqlite, text[row], -1, SQLITE_STATIC); /* NULL becomes NULL */
}

void buju_view_word(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const uint8_t *word = column->data;
  sqlite3_result_text(sqlite, column->words[word[row]].id, -1, SQLITE_STATIC);
}

void buju_view_people(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const buju_people_n *people = column->data;
  if (people[row] == BUJU_PEOPLE_MISSING) return;
  if (people[row] % BUJU_PERSON == 0)
    sqlite3_result_int64(sqlite, people[row] / BUJU_PERSON);
  else
    sqlite3_result_double(sqlite, (double)people[row] / (double)BUJU_PERSON);
}

void buju_view_int32(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const int32_t *value = column->data;
  if (value[row] >= 0) sqlite3_result_int(sqlite, value[row]);
}

void buju_view_int8(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const int8_t *value = column->data;
  if (value[row] >= 0) sqlite3_result_int(sqlite, value[row]);
}

void buju_view_year(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const int16_t *year = column->data;
  if (year[row] != 0) sqlite3_result_int(sqlite, year[row]);
}

void buju_view_real(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const double *value = column->data;
  sqlite3_result_double(sqlite, value[row]); /* NaN becomes NULL */
}

void buju_view_km2(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const double *m2 = column->data;
  sqlite3_result_double(sqlite, m2[row] / 1e6);
}

void buju_view_tri(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const buju_tri *tri = column->data;
  if (tri[row] != BUJU_UNKNOWN) sqlite3_result_int(sqlite, tri[row] == BUJU_YES);
}

void buju_view_cell(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const buju_column *cells = column->data;
  if (buju_cell_blank(cells, row)) return;
  switch (cells->type) {
  case BUJU_CELL_TEXT: sqlite3_result_text(sqlite, cells->text[row], -1, SQLITE_STATIC); break;
  case BUJU_CELL_INTEGER: sqlite3_result_int64(sqlite, cells->integer[row]); break;
  case BUJU_CELL_REAL: sqlite3_result_double(sqlite, cells->real[row]); break;
  }
}

void buju_view_constant(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  (void)row;
  sqlite3_result_int64(sqlite, *(const int64_t *)column->data);
}

/* WKB as SpatiaLite keeps geometry, with SRID 0: metres. */
void buju_view_shape(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const buju_shape *shape = (const buju_shape *)column->data + row;
  unsigned char *blob = NULL;
  int bytes = 0;
  if (shape->wkb == NULL || shape->bytes > INT_MAX) return;
  gaiaGeomCollPtr geometry = gaiaFromWkb(shape->wkb, (unsigned int)shape->bytes);
  if (geometry == NULL) return;
  geometry->Srid = 0;
  gaiaToSpatiaLiteBlobWkb(geometry, &blob, &bytes);
  gaiaFreeGeomColl(geometry);
  if (blob != NULL) sqlite3_result_blob(sqlite, blob, bytes, free);
}

void buju_view_point(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const double *x = column->data, *y = column->more;
  unsigned char *blob = NULL;
  int bytes = 0;
  if (!isfinite(x[row]) || !isfinite(y[row])) return;
  gaiaMakePoint(x[row], y[row], 0, &blob, &bytes);
  if (blob != NULL) sqlite3_result_blob(sqlite, blob, bytes, free);
}
