/* Tables that carry longitude and latitude as columns. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/cell.h"
#include "layers/source_read.h"
#include "layers/wkb.h"

static const buju_finding_kind columns_taken = {
    "coordinates_from_columns",
    BUJU_NOTE,
    {"表中“{0}”“{1}”两列像是经纬度", "the columns \"{0}\" and \"{1}\" look like longitude and latitude"},
    {"用作各行的位置", "taken as the places of the rows"}};
static const buju_finding_kind not_coordinates = {
    "coordinates_not_understood",
    BUJU_WARNING,
    {"坐标“{0}”“{1}”不是数", "the coordinates \"{0}\" and \"{1}\" are not numbers"},
    {"该行视为没有位置", "the row is without a place"}};

enum { POINT_BYTES = 21 };

static bool same_name(const char *a, const char *b) {
  for (; *a != '\0' && *b != '\0'; a++, b++) {
    char x = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
    if (x != *b) return false;
  }
  return *a == *b;
}

/* The column fields: gives for it, else one with a usual name. */
static buju_ix find_column(const buju_reading *reading, const buju_table *table, const char *model,
                           const char *const *names) {
  for (buju_ix f = 0; f < reading->input->fields; f++)
    if (strcmp(reading->input->field[f].model, model) == 0)
      return buju_table_find(table, reading->input->field[f].source);
  for (; *names != NULL; names++)
    for (buju_ix c = 0; c < table->columns; c++)
      if (same_name(table->column[c].name, *names)) return c;
  return BUJU_NONE;
}

/* True with NaN for a blank cell; false for one that is no number. */
static bool coordinate(const buju_column *column, buju_ix row, double *value) {
  *value = NAN;
  if (buju_cell_blank(column, row)) return true;
  switch (column->type) {
  case BUJU_CELL_INTEGER: *value = (double)column->integer[row]; return true;
  case BUJU_CELL_REAL: *value = column->real[row]; return true;
  case BUJU_CELL_TEXT: break;
  }
  return buju_cell_says_nothing(column->text[row]) || buju_cell_number(column->text[row], value);
}

static bool put_point(buju_reading *reading, double lon, double lat, buju_row_shape *out) {
  static const unsigned char head[] = {1, 1, 0, 0, 0};
  out->wkb = buju_arena_alloc(reading->arena, POINT_BYTES, 1);
  if (out->wkb == NULL) return false;
  memcpy(out->wkb, head, sizeof head);
  buju_wkb_put(out->wkb + 5, lon);
  buju_wkb_put(out->wkb + 13, lat);
  out->bytes = POINT_BYTES;
  out->kind = BUJU_ROW_POINT;
  return true;
}

static buju_status take_row(buju_reading *reading, const buju_table *table, buju_ix x, buju_ix y, buju_ix row,
                            buju_tally *odd, buju_row_shape *out) {
  double lon = NAN, lat = NAN;
  const buju_column *cx = &table->column[x], *cy = &table->column[y];
  bool understood = coordinate(cx, row, &lon);
  understood = coordinate(cy, row, &lat) && understood;
  if (!understood)
    return buju_tally_add(reading, odd, table->source_row[row],
                          buju_text(cx->type == BUJU_CELL_TEXT ? cx->text[row] : ""),
                          buju_text(cy->type == BUJU_CELL_TEXT ? cy->text[row] : ""));
  if (isnan(lon) || isnan(lat)) return BUJU_OK;
  return put_point(reading, lon, lat, out) ? BUJU_OK : buju_fail_memory(reading->ctx);
}

/* Whether an input of this kind has places of its own; people and doctors are joined to villages instead. */
static bool has_places(buju_input_role role) {
  return role == BUJU_INPUT_VILLAGES || role == BUJU_INPUT_SETTLEMENTS || role == BUJU_INPUT_ESTATES ||
         role == BUJU_INPUT_FACILITIES;
}

buju_status buju_points_of_columns(buju_reading *reading, buju_raw *raw) {
  static const char *const lon_names[] = {"longitude", "lon",       "lng", "long",    "经度",  "东经",
                                          "经度(e)",   "经度（e）", "x",   "point_x", "x坐标", NULL};
  static const char *const lat_names[] = {"latitude",  "lat", "纬度",    "北纬",  "纬度(n)",
                                          "纬度（n）", "y",   "point_y", "y坐标", NULL};
  if (raw->shape != NULL || !has_places(reading->input->role)) return BUJU_OK;
  buju_ix x = find_column(reading, &raw->table, "longitude", lon_names);
  buju_ix y = find_column(reading, &raw->table, "latitude", lat_names);
  if (x == BUJU_NONE || y == BUJU_NONE || x == y) return BUJU_OK;
  buju_tally odd = {&not_coordinates, raw->table.column[x].name, 0};
  buju_row_shape *shape = BUJU_NEW(reading->arena, buju_row_shape, raw->table.n);
  if (shape == NULL) return buju_fail_memory(reading->ctx);
  buju_status status = buju_reading_find(reading, &columns_taken, -1, NULL, buju_text(raw->table.column[x].name),
                                         buju_text(raw->table.column[y].name));
  for (buju_ix r = 0; status == BUJU_OK && r < raw->table.n; r++)
    status = take_row(reading, &raw->table, x, y, r, &odd, &shape[r]);
  if (status == BUJU_OK) status = buju_tally_end(reading, &odd);
  raw->from_columns = true;
  if (status == BUJU_OK) raw->shape = shape;
  return status;
}
