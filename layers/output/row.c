/* Filling the cells of a row. SPDX-License-Identifier: Apache-2.0 */
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "layers/output/output.h"

void buju_row_text(buju_row *row, int column, const char *text) {
  if (text != NULL && *text != '\0') OGR_F_SetFieldString(row->feature, column, text);
}

void buju_row_int(buju_row *row, int column, int64_t value) { OGR_F_SetFieldInteger64(row->feature, column, value); }

void buju_row_count(buju_row *row, int column, int64_t value) {
  if (value >= 0) buju_row_int(row, column, value);
}

void buju_row_year(buju_row *row, int column, int value) {
  if (value != 0) buju_row_int(row, column, value);
}

void buju_row_real(buju_row *row, int column, double value) {
  if (isfinite(value)) OGR_F_SetFieldDouble(row->feature, column, value);
}

void buju_row_tri(buju_row *row, int column, buju_tri value) {
  if (value != BUJU_UNKNOWN) OGR_F_SetFieldInteger(row->feature, column, value == BUJU_YES);
}

/* Half a person rounds away from zero: no sum of whole people is made from these cells. */
void buju_row_people(buju_row *row, int column, buju_people_n people) {
  if (people == BUJU_PEOPLE_MISSING) return;
  if (row->layer->column[column].type == BUJU_TYPE_REAL) {
    buju_row_real(row, column, (double)people / (double)BUJU_PERSON);
    return;
  }
  int64_t rest = people % BUJU_PERSON;
  buju_row_int(row, column, people / BUJU_PERSON + (rest >= BUJU_PERSON / 2) - (rest <= -BUJU_PERSON / 2));
}

/* Rounded up, as times are, so that "within the limit" stays true of what is shown: 60 ms are 0.001 min. */
void buju_row_minutes(buju_row *row, int column, uint32_t ms) {
  uint64_t thousandths = ((uint64_t)ms + 59) / 60;
  if (ms != BUJU_FAR) buju_row_real(row, column, (double)thousandths / 1000.0);
}

void buju_row_metres(buju_row *row, int column, uint32_t metres) {
  if (metres != UINT32_MAX) buju_row_int(row, column, metres);
}

void buju_row_money(buju_row *row, int column, int64_t fen) {
  if (fen != BUJU_MONEY_MISSING) buju_row_real(row, column, (double)fen / (double)BUJU_YUAN);
}

void buju_row_word(buju_row *row, int column, int index) {
  const buju_domain_spec *domain = &buju_domain_specs[row->layer->column[column].domain];
  if (index >= 0 && (buju_ix)index < domain->n) buju_row_text(row, column, domain->words[index].id);
}

void buju_row_provider(buju_row *row, int column, buju_provider provider) {
  static const uint8_t of[BUJU_PROVIDERS] = {[BUJU_BY_STRAIGHT] = BUJU_BASIS_STRAIGHT,
                                             [BUJU_BY_ROADS] = BUJU_BASIS_ROAD,
                                             [BUJU_BY_TERRAIN] = BUJU_BASIS_TERRAIN};
  buju_row_word(row, column, of[provider]);
}

void buju_row_date(buju_row *row, int column, buju_date date) {
  if (date.year != 0) OGR_F_SetFieldDateTime(row->feature, column, date.year, date.month, date.day, 0, 0, 0, 0);
}

/* Grows the sentence so that n more bytes and a terminator fit. */
static bool reserve(buju_row *row, size_t n) {
  size_t need = row->n + n + 1;
  if (need <= row->size) return true;
  size_t size = need < 512 ? 512 : need * 2;
  char *text = realloc(row->text, size);
  if (text == NULL) {
    if (row->bad == BUJU_OK) row->bad = buju_fail_memory(row->out->ctx);
    return false;
  }
  row->text = text;
  row->size = size;
  return true;
}

void buju_row_add(buju_row *row, const char *text) {
  size_t n = strlen(text);
  if (!reserve(row, n)) return;
  memcpy(row->text + row->n, text, n + 1);
  row->n += n;
}

void buju_row_add_said(buju_row *row, buju_lang lang, const buju_said *said) {
  size_t n = buju_say(lang, said, NULL, 0);
  if (!reserve(row, n)) return;
  buju_say(lang, said, row->text + row->n, n + 1);
  row->n += n;
}

void buju_row_said(buju_row *row, int column, int english, const buju_said *said) {
  if (said->msg == NULL) return;
  row->n = 0;
  buju_row_add_said(row, BUJU_ZH, said);
  buju_row_text(row, column, row->text);
  row->n = 0;
  buju_row_add_said(row, BUJU_EN, said);
  buju_row_text(row, english, row->text);
}

/* OGR takes the geometry over, also when it refuses it. */
static void take_geometry(buju_row *row, OGRGeometryH geometry) {
  if (geometry != NULL) OGR_F_SetGeometryDirectly(row->feature, geometry);
}

void buju_row_point(buju_row *row, double x_m, double y_m) {
  if (!isfinite(x_m) || !isfinite(y_m)) return;
  OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
  OGR_G_SetPoint_2D(point, 0, x_m, y_m);
  take_geometry(row, point);
}

void buju_row_line(buju_row *row, double x0_m, double y0_m, double x1_m, double y1_m) {
  if (!isfinite(x0_m) || !isfinite(y0_m) || !isfinite(x1_m) || !isfinite(y1_m)) return;
  OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
  OGR_G_AddPoint_2D(line, x0_m, y0_m);
  OGR_G_AddPoint_2D(line, x1_m, y1_m);
  take_geometry(row, line);
}

void buju_row_path(buju_row *row, const buju_paths *paths, buju_ix i) {
  uint64_t first = paths->first[i], n = paths->first[i + 1] - first;
  if (n < 2 || n > INT32_MAX) return;
  OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
  OGR_G_SetPoints(line, (int)n, paths->x_m + first, sizeof(double), paths->y_m + first, sizeof(double), NULL, 0);
  take_geometry(row, line);
}

static OGRGeometryH read_shape(const buju_shape *shape) {
  OGRGeometryH geometry = NULL;
  if (shape->wkb == NULL || shape->bytes > INT32_MAX) return NULL;
  if (OGR_G_CreateFromWkb(shape->wkb, NULL, &geometry, (int)shape->bytes) != OGRERR_NONE) return NULL;
  OGR_G_FlattenTo2D(geometry);
  return geometry;
}

void buju_row_shape(buju_row *row, const buju_shape *shape) {
  OGRGeometryH geometry = read_shape(shape);
  if (geometry != NULL) take_geometry(row, geometry);
}

static OGRGeometryH ring_of(const buju_land *land, uint64_t ring) {
  OGRGeometryH made = OGR_G_CreateGeometry(wkbLinearRing);
  uint64_t first = land->point[ring], n = land->point[ring + 1] - first;
  OGR_G_SetPointCount(made, (int)n + 1);
  for (uint64_t k = 0; k <= n; k++) OGR_G_SetPoint_2D(made, (int)k, land->x_m[first + k % n], land->y_m[first + k % n]);
  return made;
}

void buju_row_land(buju_row *row, const buju_land *land, buju_ix i) {
  if (land->part[i] == land->part[i + 1]) return;
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
  for (uint64_t part = land->part[i]; part < land->part[i + 1]; part++) {
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    for (uint64_t ring = land->ring[part]; ring < land->ring[part + 1]; ring++)
      OGR_G_AddGeometryDirectly(polygon, ring_of(land, ring));
    OGR_G_AddGeometryDirectly(all, polygon);
  }
  take_geometry(row, all);
}

double buju_row_polygon(buju_row *row, const buju_shape *shape) {
  OGRGeometryH geometry = read_shape(shape);
  if (geometry == NULL) return NAN;
  geometry = OGR_G_ForceToMultiPolygon(geometry);
  double area_m2 = OGR_G_Area(geometry);
  take_geometry(row, geometry);
  return area_m2;
}

void buju_row_inside(buju_row *row, const buju_shape *shape) {
  OGRGeometryH geometry = read_shape(shape);
  if (geometry == NULL) return;
  take_geometry(row, OGR_G_PointOnSurface(geometry));
  OGR_G_DestroyGeometry(geometry);
}
