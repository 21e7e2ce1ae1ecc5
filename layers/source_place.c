/* From a source's own coordinates to metres of the target. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/census.h"
#include "layers/crs.h"
#include "layers/repair.h"
#include "layers/source_read.h"
#include "layers/wkb.h"

static const buju_finding_kind no_geometry = {"no_geometry",
                                              BUJU_WARNING,
                                              {"该行没有图形或坐标", "the row has no geometry or coordinates"},
                                              {"保留该行，视为没有位置", "row kept, without a place"}};
static const buju_finding_kind zero_place = {"place_at_zero",
                                             BUJU_WARNING,
                                             {"坐标为(0, 0)", "the coordinates are (0, 0)"},
                                             {"保留该行，视为没有位置", "row kept, without a place"}};
static const buju_finding_kind far_place = {
    "place_outside_china",
    BUJU_WARNING,
    {"坐标({0}, {1})不在中国范围内", "the coordinates ({0}, {1}) lie outside China"},
    {"保留该行，视为没有位置", "row kept, without a place"}};
static const buju_finding_kind swapped_place = {
    "place_swapped",
    BUJU_WARNING,
    {"坐标({0}, {1})像是把经纬度写反了", "the coordinates ({0}, {1}) look like latitude before longitude"},
    {"保留该行，视为没有位置", "row kept, without a place"}};
static const buju_finding_kind lost_place = {
    "place_not_transformed",
    BUJU_WARNING,
    {"坐标({0}, {1})无法转换到目标坐标系", "the coordinates ({0}, {1}) cannot be transformed to the target CRS"},
    {"保留该行，视为没有位置", "row kept, without a place"}};
static const buju_finding_kind columns_unclear = {
    "coordinate_columns_unclear",
    BUJU_WARNING,
    {"坐标列的坐标系无法判断", "the CRS of the coordinate columns cannot be told"},
    {"未使用这两列；如需使用，请写明 crs:", "the columns are not used; set crs: to use them"}};
static const buju_finding_kind several_points = {"several_points",
                                                 BUJU_WARNING,
                                                 {"该行有{0}个点", "the row has {0} point{0?|s}"},
                                                 {"只用第一个", "only the first is used"}};
static const buju_finding_kind repaired = {"geometry_repaired",
                                           BUJU_WARNING,
                                           {"多边形无效：{0}", "invalid polygon: {0}"},
                                           {"已修复，面积变化{1}平方米", "repaired; its area changed by {1} m²"}};
static const buju_finding_kind nothing_left = {
    "geometry_without_area",
    BUJU_WARNING,
    {"多边形无效：{0}，修复后没有面积", "invalid polygon: {0}; nothing with an area is left"},
    {"保留该行，视为没有图形", "row kept, without a geometry"}};

static const buju_msg *kind_word(uint8_t kind) {
  static const buju_msg words[] = {
      {"空图形", "empty"}, {"点", "point"}, {"线", "line"}, {"面", "polygon"}, {"混合集合", "mixed collection"}};
  return &words[kind];
}

/* One layer, one kind: the first row with a geometry says which. */
static buju_status layer_kind(buju_reading *reading, const buju_raw *raw, buju_geometry *out) {
  BUJU_MSG(mixed, "{0}：图层混有不同类型的图形：第{1}行是{2}，第{3}行是{4}；请分成两个图层",
           "{0}: the layer mixes kinds of geometry: row {1} is a {2}, row {3} a {4}; split the layer");
  buju_ix first = BUJU_NONE;
  for (buju_ix r = 0; r < raw->table.n; r++) {
    uint8_t kind = raw->shape[r].kind;
    if (kind == BUJU_ROW_EMPTY) continue;
    if (first == BUJU_NONE) first = r;
    if (kind == raw->shape[first].kind && kind != BUJU_ROW_OTHER) continue;
    return buju_fail(reading->ctx, BUJU_E_DATA,
                     BUJU_SAY(mixed, buju_text(reading->file), buju_year(raw->table.source_row[first]),
                              buju_word(kind_word(raw->shape[first].kind)), buju_year(raw->table.source_row[r]),
                              buju_word(kind_word(kind))));
  }
  static const buju_geometry geometry[] = {BUJU_NO_GEOMETRY, BUJU_POINTS, BUJU_LINES, BUJU_POLYGONS};
  *out = first == BUJU_NONE ? BUJU_NO_GEOMETRY : geometry[raw->shape[first].kind];
  return BUJU_OK;
}

/* The target as a CRS: read back from the one decided, else from output_crs, else made from this layer. */
static buju_status decide_target(buju_reading *reading, const buju_crs *from, const buju_census *census,
                                 buju_crs_target *target, buju_crs *out) {
  BUJU_MSG(not_metric, "output_crs {0}：不是以米为单位、可用来量距离的投影坐标系；请写 EPSG:4547 这类三度带坐标系",
           "output_crs {0}: not a projected CRS in metres fit for distances; use a zone such as EPSG:4547");
  if (target->wkt != NULL) return buju_crs_from_text(reading->ctx, target->wkt, target->name, out);
  const char *wanted = reading->scenario != NULL ? reading->scenario->output_crs : NULL;
  buju_crs crs = {0};
  buju_status status;
  if (wanted != NULL) {
    status = buju_crs_from_text(reading->ctx, wanted, "output_crs", &crs);
    if (status == BUJU_OK && !buju_crs_is_metric(&crs))
      status = buju_fail(reading->ctx, BUJU_E_CRS, BUJU_SAY(not_metric, buju_text(wanted)));
  } else {
    double lon = 0, lat = 0;
    status = buju_census_middle(reading->ctx, census, from, reading->file, &lon, &lat);
    if (status == BUJU_OK) status = buju_crs_metric(reading->ctx, from, lon, lat, &crs);
  }
  if (status == BUJU_OK) {
    char *wkt = buju_crs_wkt(&crs);
    target->name = buju_arena_text(reading->arena, crs.name);
    target->wkt = wkt != NULL ? buju_arena_text(reading->arena, wkt) : NULL;
    CPLFree(wkt);
    if (target->name == NULL || target->wkt == NULL) {
      *target = (buju_crs_target){0};
      status = buju_fail_memory(reading->ctx);
    }
  }
  if (status == BUJU_OK)
    *out = crs;
  else
    buju_crs_free(&crs);
  return status;
}

typedef struct mover {
  const buju_crs_way *way;
  double *x, *y;
  uint32_t cap, lost;
  bool out_of_memory;
} mover;

static bool move_run(void *user, unsigned char *xy, uint32_t n) {
  mover *m = user;
  if (n > m->cap) {
    double *x = realloc(m->x, (size_t)n * sizeof *x);
    if (x != NULL) m->x = x;
    double *y = realloc(m->y, (size_t)n * sizeof *y);
    if (y != NULL) m->y = y;
    if (x == NULL || y == NULL) {
      m->out_of_memory = true;
      return false;
    }
    m->cap = n;
  }
  for (uint32_t i = 0; i < n; i++) {
    m->x[i] = buju_wkb_double(xy + (size_t)i * 16);
    m->y[i] = buju_wkb_double(xy + (size_t)i * 16 + 8);
  }
  m->lost += buju_crs_move(m->way, n, m->x, m->y);
  for (uint32_t i = 0; i < n; i++) {
    buju_wkb_put(xy + (size_t)i * 16, m->x[i]);
    buju_wkb_put(xy + (size_t)i * 16 + 8, m->y[i]);
  }
  return true;
}

/* Why rows have no place, each kind counted. */
typedef struct unplaced {
  buju_tally none, zero, far, swapped, lost;
} unplaced;

static const unplaced unplaced_kinds = {{&no_geometry, NULL, 0},
                                        {&zero_place, NULL, 0},
                                        {&far_place, NULL, 0},
                                        {&swapped_place, NULL, 0},
                                        {&lost_place, NULL, 0}};

static buju_status unplaced_end(buju_reading *reading, const unplaced *u) {
  const buju_tally *tally[] = {&u->none, &u->zero, &u->far, &u->swapped, &u->lost};
  buju_status status = BUJU_OK;
  for (size_t i = 0; status == BUJU_OK && i < sizeof tally / sizeof *tally; i++)
    status = buju_tally_end(reading, tally[i]);
  return status;
}

static buju_tally *tally_of(unplaced *u, buju_place_kind kind) {
  switch (kind) {
  case BUJU_PLACE_FINE: break;
  case BUJU_PLACE_NONE: return &u->none;
  case BUJU_PLACE_ZERO: return &u->zero;
  case BUJU_PLACE_FAR: return &u->far;
  case BUJU_PLACE_SWAPPED: return &u->swapped;
  }
  return NULL;
}

static buju_status take_point(buju_reading *reading, const buju_row_shape *shape, int64_t source_row, double *x,
                              double *y) {
  const unsigned char *xy = shape->wkb + 5;
  if (shape->wkb[1] != 1) { /* MultiPoint: count, then points of 21 bytes */
    uint32_t n = (uint32_t)xy[0] | (uint32_t)xy[1] << 8 | (uint32_t)xy[2] << 16 | (uint32_t)xy[3] << 24;
    xy += 4 + 5;
    if (n > 1) {
      buju_status status = buju_reading_find(reading, &several_points, source_row, NULL, buju_int(n), (buju_arg){0});
      if (status != BUJU_OK) return status;
    }
  }
  *x = buju_wkb_double(xy);
  *y = buju_wkb_double(xy + 8);
  return BUJU_OK;
}

static buju_status take_polygon(buju_reading *reading, buju_repairer *repairer, const buju_row_shape *shape,
                                int64_t source_row, buju_shape *out) {
  buju_repaired fixed = {0};
  buju_status status = buju_repair(reading->ctx, repairer, shape->wkb, shape->bytes, reading->arena, &fixed);
  if (status != BUJU_OK) return status;
  *out = (buju_shape){fixed.wkb, fixed.bytes};
  if (!fixed.changed) return BUJU_OK;
  return buju_reading_find(reading, fixed.wkb != NULL ? &repaired : &nothing_left, source_row, NULL,
                           buju_word(buju_repair_reason(fixed.reason)), buju_metres(fixed.after_m2 - fixed.before_m2));
}

typedef struct placing {
  buju_reading *reading;
  const buju_raw *raw;
  const buju_census *census;
  const buju_crs *from;
  mover mover;
  buju_repairer *repairer;
  unplaced unplaced;
  buju_layer *out;
} placing;

/* Notes why the row has no place. */
static buju_status leave(placing *p, buju_tally *tally, buju_ix row) {
  buju_extent e = p->census->extent[row];
  return buju_tally_add(p->reading, tally, p->raw->table.source_row[row], buju_real((e.x0 + e.x1) / 2),
                        buju_real((e.y0 + e.y1) / 2));
}

static buju_status place_row(placing *p, buju_ix row) {
  buju_reading *reading = p->reading;
  const buju_row_shape *shape = &p->raw->shape[row];
  int64_t source_row = p->raw->table.source_row[row];
  if (p->out->geometry == BUJU_POINTS) p->out->x_m[row] = p->out->y_m[row] = NAN;
  buju_tally *why_not = tally_of(&p->unplaced, buju_census_row(p->census, p->from, row));
  if (why_not != NULL) return leave(p, why_not, row);
  p->mover.lost = 0;
  buju_wkb_each(shape->wkb, shape->bytes, move_run, &p->mover);
  if (p->mover.out_of_memory) return buju_fail_memory(reading->ctx);
  if (p->mover.lost > 0) return leave(p, &p->unplaced.lost, row);
  switch (p->out->geometry) {
  case BUJU_POINTS: return take_point(reading, shape, source_row, &p->out->x_m[row], &p->out->y_m[row]);
  case BUJU_POLYGONS: return take_polygon(reading, p->repairer, shape, source_row, &p->out->shape[row]);
  case BUJU_LINES: p->out->shape[row] = (buju_shape){shape->wkb, shape->bytes}; break;
  case BUJU_NO_GEOMETRY: break;
  }
  return BUJU_OK;
}

static buju_status place_rows(placing *p) {
  buju_ix n = p->raw->table.n;
  buju_layer *out = p->out;
  if (out->geometry == BUJU_POINTS) {
    out->x_m = BUJU_NEW(p->reading->arena, double, n);
    out->y_m = BUJU_NEW(p->reading->arena, double, n);
    if (out->x_m == NULL || out->y_m == NULL) return buju_fail_memory(p->reading->ctx);
  } else {
    out->shape = BUJU_NEW(p->reading->arena, buju_shape, n);
    if (out->shape == NULL) return buju_fail_memory(p->reading->ctx);
  }
  if (out->geometry == BUJU_POLYGONS && (p->repairer = buju_repairer_new()) == NULL)
    return buju_fail_memory(p->reading->ctx);
  buju_status status = BUJU_OK;
  for (buju_ix r = 0; status == BUJU_OK && r < n; r++) status = place_row(p, r);
  return status == BUJU_OK ? unplaced_end(p->reading, &p->unplaced) : status;
}

buju_status buju_place(buju_reading *reading, buju_raw *raw, buju_crs_target *target, buju_layer *out) {
  if (raw->shape == NULL) return BUJU_OK;
  buju_status status = layer_kind(reading, raw, &out->geometry);
  if (status != BUJU_OK || out->geometry == BUJU_NO_GEOMETRY) return status;
  buju_census census = {0};
  buju_crs from = {0}, to = {0};
  buju_crs_way way = {0};
  char how[192] = "";
  placing p = {reading, raw, &census, &from, {.way = &way}, NULL, unplaced_kinds, out};
  status = buju_census_take(reading, raw, &census);
  if (status == BUJU_OK && raw->from_columns && reading->input->crs == NULL && !buju_census_tells(&census, raw)) {
    out->geometry = BUJU_NO_GEOMETRY; /* guessed to be coordinates, and guessed wrong or not enough */
    buju_census_free(&census);
    return buju_reading_find(reading, &columns_unclear, -1, NULL, (buju_arg){0}, (buju_arg){0});
  }
  if (status == BUJU_OK) status = buju_census_crs(reading, raw, &census, &from, how, sizeof how);
  if (status == BUJU_OK) status = decide_target(reading, &from, &census, target, &to);
  if (status == BUJU_OK) status = buju_crs_way_open(reading->ctx, &from, &to, reading->file, &way);
  if (status == BUJU_OK) status = place_rows(&p);
  if (status == BUJU_OK && (out->crs = buju_arena_text(reading->arena, how)) == NULL)
    status = buju_fail_memory(reading->ctx);
  free(p.mover.x);
  free(p.mover.y);
  buju_repairer_free(p.repairer);
  buju_crs_way_close(&way);
  buju_crs_free(&from);
  buju_crs_free(&to);
  buju_census_free(&census);
  return status;
}
