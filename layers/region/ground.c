/* The ground under travel over terrain: elevation, land cover, barriers, on one raster around the region's places.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "core/sha256.h"
#include "layers/file_hash.h"
#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/terrain_raster.h"
#include "layers/wkb.h"

/* So far beyond the places of the region the ground is kept: a way to a neighbour may lead outside. */
#define AROUND_M 5000.0

BUJU_KIND(no_elevation, BUJU_WARNING, "规划范围内有 {0} 个栅格没有高程（共 {1} 个）",
          "{0} of {1} cell{1?|s} of the area {0?has|have} no elevation", "按不可通行处理", "nobody crosses them");
BUJU_KIND(no_cover, BUJU_WARNING, "规划范围内有 {0} 个栅格没有土地覆盖（共 {1} 个）",
          "{0} of {1} cell{1?|s} of the area {0?has|have} no land cover", "按不可通行处理", "nobody crosses them");
BUJU_KIND(cover_unlisted, BUJU_WARNING, "土地覆盖值 {0}（{1} 个栅格）在 travel.terrain.land_cover 中没有速度",
          "land cover {0} ({1} cell{1?|s}) has no speed in travel.terrain.land_cover", "按路外步行速度计",
          "crossed on foot at the off-road speed");

typedef struct grounding {
  buju_build *b;
  buju_crs crs; /* of the region */
  buju_raster_area area;
  buju_ground_map *map;
} grounding;

static const buju_input *input_of(const buju_scenario *scenario, buju_input_role role) {
  for (buju_ix i = 0; i < scenario->inputs; i++)
    if (scenario->input[i].role == role) return &scenario->input[i];
  return NULL;
}

static void stretch(buju_raster_area *a, buju_ix n, const double *x_m, const double *y_m) {
  for (buju_ix i = 0; i < n; i++) {
    if (!isfinite(x_m[i]) || !isfinite(y_m[i])) continue;
    a->west_m = fmin(a->west_m, x_m[i]);
    a->east_m = fmax(a->east_m, x_m[i]);
    a->south_m = fmin(a->south_m, y_m[i]);
    a->north_m = fmax(a->north_m, y_m[i]);
  }
}

static buju_status find(const grounding *g, const buju_input *input, const buju_finding_kind *kind, int64_t first,
                        int64_t second) {
  buju_finding finding = {.kind = kind, .file = input->shown, .row = -1};
  finding.arg[0] = buju_int(first);
  finding.arg[1] = buju_int(second);
  return buju_find(g->b->ctx, &g->b->region->findings, finding);
}

/* Opens a raster of the scenario and notes it among the inputs. */
static buju_status open_raster(const grounding *g, const buju_input *input, buju_raster_file **file) {
  buju_status status = buju_raster_open(g->b->ctx, input->path, input->crs, file);
  if (status == BUJU_OK) status = buju_build_note_crs(g->b, input->shown, buju_raster_file_crs(*file)->name);
  return status;
}

/* The cells are those of the elevation, else of the land cover. */
static buju_status lay_out(const grounding *g, const buju_raster_file *file) {
  if (g->map->raster.columns > 0) return BUJU_OK;
  return buju_raster_lay_out(g->b->ctx, file, &g->crs, &g->area, AROUND_M, g->b->scenario->travel.cell_m,
                             &g->map->raster);
}

/* The raster's values, in arena; arena NULL: malloc's, for the caller to free, also on failure. */
static buju_status read_values(const grounding *g, const buju_input *input, buju_resampling how, buju_arena *arena,
                               float **value, const buju_finding_kind *holes) {
  buju_raster_file *file = NULL;
  buju_raster_seen seen = {0};
  buju_status status = open_raster(g, input, &file);
  if (status == BUJU_OK) status = lay_out(g, file);
  if (status == BUJU_OK) {
    size_t cells = buju_raster_cells(&g->map->raster);
    *value = arena != NULL ? BUJU_NEW(arena, float, cells) : malloc((cells + 1) * sizeof **value);
    status = *value != NULL ? buju_raster_read(g->b->ctx, file, &g->crs, &g->map->raster, how, *value, &seen)
                            : buju_fail_memory(g->b->ctx);
  }
  buju_raster_close(file);
  if (status != BUJU_OK || seen.no_data + seen.outside == 0) return status;
  return find(g, input, holes, (int64_t)(seen.no_data + seen.outside),
              (int64_t)(seen.with_data + seen.no_data + seen.outside));
}

/* ---- land cover ---- */

typedef struct met {
  int32_t value;
  int64_t cells;
} met;

static int by_value(const void *a, const void *b) {
  const met *x = a, *y = b;
  return (x->value > y->value) - (x->value < y->value);
}

static bool has_speed(const buju_travel_spec *spec, int32_t value) {
  for (buju_ix i = 0; i < spec->covers; i++)
    if (spec->cover[i].value == value) return true;
  return false;
}

/* Values of the land cover the scenario has no speed for, each a finding. Maps have few values; what has more than
 * MET_MOST is told of those. */
static buju_status tell_unlisted(const grounding *g, const buju_input *input) {
  enum { MET_MOST = 64 };
  met list[MET_MOST];
  size_t n = 0, cells = buju_raster_cells(&g->map->raster);
  for (size_t c = 0, last = 0; c < cells; c++) {
    int32_t value = g->map->cover[c];
    if (value == BUJU_COVER_NONE) continue;
    if (n == 0 || list[last].value != value)
      for (last = 0; last < n && list[last].value != value;) last++;
    if (last == n && n < MET_MOST) list[n++] = (met){value, 0};
    if (last == n) last = 0;
    if (list[last].value == value) list[last].cells++;
  }
  qsort(list, n, sizeof *list, by_value);
  buju_status status = BUJU_OK;
  for (size_t i = 0; i < n && status == BUJU_OK; i++)
    if (!has_speed(&g->b->scenario->travel, list[i].value))
      status = find(g, input, &cover_unlisted, list[i].value, list[i].cells);
  return status;
}

static buju_status take_cover(const grounding *g, const float *value) {
  size_t cells = buju_raster_cells(&g->map->raster);
  int32_t *cover = BUJU_NEW(g->b->region->arena, int32_t, cells);
  if (cover == NULL) return buju_fail_memory(g->b->ctx);
  for (size_t c = 0; c < cells; c++) {
    bool class = isfinite(value[c]) && fabsf(value[c]) < 16777216.0F; /* beyond that a float no longer counts by one */
    cover[c] = class ? (int32_t)lrintf(value[c]) : BUJU_COVER_NONE;
  }
  g->map->cover = cover;
  return BUJU_OK;
}

static buju_status read_cover(const grounding *g, const buju_input *input) {
  float *value = NULL;
  buju_status status = read_values(g, input, BUJU_NEAREST, NULL, &value, &no_cover);
  if (status == BUJU_OK) status = take_cover(g, value);
  free(value);
  return status == BUJU_OK ? tell_unlisted(g, input) : status;
}

/* ---- barriers ---- */

typedef struct fencing {
  buju_vec first, x_m, y_m; /* of uint64_t, double */
  bool out_of_memory;
} fencing;

static bool add_part(void *user, unsigned char *xy, uint32_t n) {
  fencing *f = user;
  for (uint32_t i = 0; i < n; i++, xy += 16) {
    double *x = buju_vec_push(&f->x_m, sizeof *x), *y = buju_vec_push(&f->y_m, sizeof *y);
    f->out_of_memory |= x == NULL || y == NULL;
    if (f->out_of_memory) return false;
    *x = buju_wkb_double(xy);
    *y = buju_wkb_double(xy + 8);
  }
  uint64_t *end = buju_vec_push(&f->first, sizeof *end);
  f->out_of_memory |= end == NULL;
  if (end != NULL) *end = f->x_m.n;
  return end != NULL;
}

static buju_status take_barriers(const grounding *g, const buju_layer *layer, fencing *f) {
  buju_barriers *b = &g->map->barrier;
  buju_ctx *ctx = g->b->ctx;
  buju_arena *arena = g->b->region->arena;
  bool polygons = layer->geometry == BUJU_POLYGONS;
  b->ring = BUJU_NEW(arena, buju_ix, (size_t)layer->table.n + 1);
  if (b->ring == NULL || buju_vec_push(&f->first, sizeof(uint64_t)) == NULL) return buju_fail_memory(ctx);
  for (buju_ix row = 0; row < layer->table.n; row++) {
    if (layer->shape[row].wkb == NULL) continue;
    buju_wkb_each((unsigned char *)layer->shape[row].wkb, layer->shape[row].bytes, add_part, f); /* only reads */
    if (f->out_of_memory) return buju_fail_memory(ctx);
    if (polygons) b->ring[++b->polygons] = (buju_ix)(f->first.n - 1);
  }
  if (!polygons) b->lines = (buju_ix)(f->first.n - 1);
  void *first, *x_m, *y_m;
  if (!buju_vec_freeze(&f->first, sizeof(uint64_t), arena, &first) ||
      !buju_vec_freeze(&f->x_m, sizeof(double), arena, &x_m) || !buju_vec_freeze(&f->y_m, sizeof(double), arena, &y_m))
    return buju_fail_memory(ctx);
  b->first = first;
  b->x_m = x_m;
  b->y_m = y_m;
  return BUJU_OK;
}

static buju_status read_barriers(const grounding *g, const buju_input *input, buju_crs_target *target) {
  BUJU_MSG(as_points, "{0}：障碍图层应为线或面", "{0}: barriers must be lines or polygons");
  buju_layer *layer = NULL;
  buju_build *b = g->b;
  buju_status status =
      buju_source_read(b->ctx, b->scenario, input, target, &b->region->findings, b->region->arena, &layer);
  if (status == BUJU_OK) status = buju_build_take(b, input, layer);
  if (status != BUJU_OK || layer->table.n == 0) return status;
  if (layer->geometry != BUJU_LINES && layer->geometry != BUJU_POLYGONS)
    return buju_fail(b->ctx, BUJU_E_DATA, BUJU_SAY(as_points, buju_text(input->shown)));
  fencing f = {.out_of_memory = false};
  status = take_barriers(g, layer, &f);
  buju_vec_free(&f.first);
  buju_vec_free(&f.x_m);
  buju_vec_free(&f.y_m);
  return status;
}

/* ---- the whole ---- */

static buju_status read_ground(grounding *g, buju_crs_target *target) {
  const buju_scenario *s = g->b->scenario;
  const buju_input *dem = input_of(s, BUJU_INPUT_DEM), *cover = input_of(s, BUJU_INPUT_LAND_COVER);
  const buju_input *barriers = input_of(s, BUJU_INPUT_BARRIERS);
  buju_status status = BUJU_OK;
  if (dem != NULL) {
    g->map->elevation_file = buju_arena_text(g->b->region->arena, dem->shown);
    if (g->map->elevation_file == NULL) status = buju_fail_memory(g->b->ctx);
  }
  if (status == BUJU_OK && dem != NULL)
    status = read_values(g, dem, BUJU_BILINEAR, g->b->region->arena, &g->map->elevation_m, &no_elevation);
  if (status == BUJU_OK && cover != NULL) status = read_cover(g, cover);
  if (status == BUJU_OK && barriers != NULL) status = read_barriers(g, barriers, target);
  return status;
}

buju_status buju_ground_read(buju_build *b, buju_crs_target *target) {
  const buju_region *r = b->region;
  if (!buju_scenario_measures_on(b->scenario, BUJU_BY_TERRAIN)) return BUJU_OK;
  grounding g = {.b = b, .area = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL}, .map = &b->region->ground};
  stretch(&g.area, r->village.n, r->village.x_m, r->village.y_m);
  stretch(&g.area, r->demand.n, r->demand.x_m, r->demand.y_m);
  stretch(&g.area, r->facility.n, r->facility.x_m, r->facility.y_m);
  if (!(g.area.west_m <= g.area.east_m)) return BUJU_OK; /* nobody has a place: there is nothing to measure */
  buju_status status = buju_crs_from_text(b->ctx, r->crs.wkt, r->crs.name, &g.crs);
  if (status != BUJU_OK) return status;
  status = read_ground(&g, target);
  buju_crs_free(&g.crs);
  return status;
}
