/* Making a surface. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain.h"

#include <stdlib.h>

#include "core/pages.h"
#include "planner/travel/terrain_moves.h"
#include "planner/travel/terrain_weight.h"

static double tobler(const void *user, double slope) {
  (void)user;
  return buju_walk_tobler_factor(slope);
}

static double langmuir(const void *user, double slope) {
  const buju_langmuir *k = user;
  return buju_walk_langmuir_s(k, 1, slope) / buju_walk_langmuir_s(k, 1, 0);
}

static double bicycle(const void *user, double slope) {
  double flat_mps = *(const double *)user;
  return flat_mps / buju_ride_mps(flat_mps, slope);
}

const buju_slope_law buju_slope_none = {0};
const buju_slope_law buju_slope_tobler = {.factor = tobler};
const buju_slope_law buju_slope_langmuir = {.factor = langmuir, .user = &buju_langmuir_default};

buju_slope_law buju_slope_bicycle(const double *flat_mps) {
  return (buju_slope_law){.factor = bicycle, .user = flat_mps};
}

static buju_status check(buju_ctx *ctx, const buju_terrain_spec *spec) {
  BUJU_MSG(too_many, "地形：{0}×{1}个栅格超过上限{2}个；请缩小范围或加大栅格边长",
           "terrain: {0} × {1} cells are more than {2}; ask for a smaller area or larger cells");
  BUJU_MSG(bad_raster, "地形：栅格边长须大于0且不超过{0}米，坐标须为有限数",
           "terrain: cell sides must be above 0 and at most {0} m, coordinates finite");
  BUJU_MSG(bad_spec, "地形：类别、坡度规则或邻域数不合要求", "terrain: kinds, slope laws or neighbours out of range");
  static const double SIDE_MAX_M = 10000;
  const buju_raster *r = &spec->raster;
  if ((uint64_t)r->columns * r->rows > BUJU_RASTER_CELLS_MAX)
    return buju_fail(
        ctx, BUJU_E_LIMIT,
        BUJU_SAY(too_many, buju_int(r->columns), buju_int(r->rows), buju_int((int64_t)BUJU_RASTER_CELLS_MAX)));
  if (!buju_raster_ok(r) || r->dx_m > SIDE_MAX_M || r->dy_m > SIDE_MAX_M)
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(bad_raster, buju_metres(SIDE_MAX_M)));
  bool eight = spec->neighbours == 8 || spec->neighbours == 16;
  if (!eight || spec->kinds > BUJU_GROUND_KINDS_MAX || spec->laws == 0 || spec->laws > BUJU_TERRAIN_LAWS_MAX)
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(bad_spec));
  if (spec->other != NULL && spec->blend == BUJU_BLEND_SPEEDS) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(bad_spec));
  return BUJU_OK;
}

static buju_status check_kinds(buju_ctx *ctx, const buju_terrain_spec *spec, const buju_terrain_kind *kind) {
  BUJU_MSG(bad_law, "地形：第{0}类的坡度规则不合要求", "terrain: kind {0} has a slope law out of range");
  BUJU_MSG(bad_kind, "地形：第{0}类的速度{1}千米/小时不在{2}至{3}之间",
           "terrain: kind {0} has a speed of {1} km/h, not within {2} to {3}");
  static const double SLOWEST_KMH = 0.01, FASTEST_KMH = 1000;
  for (uint16_t k = 1; kind != NULL && k <= spec->kinds; k++) {
    double kmh = kind[k].kmh;
    if (kind[k].law >= spec->laws) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(bad_law, buju_int(k)));
    if (kmh == 0 || (kmh >= SLOWEST_KMH && kmh <= FASTEST_KMH)) continue;
    return buju_fail(ctx, BUJU_E_DATA,
                     BUJU_SAY(bad_kind, buju_int(k), buju_real(kmh), buju_real(SLOWEST_KMH), buju_real(FASTEST_KMH)));
  }
  return BUJU_OK;
}

/* The kind a cell is open for, or BUJU_BLOCKED. Kinds nobody described are closed. */
static uint16_t open_kind(const buju_terrain_spec *spec, size_t cell) {
  uint16_t kind = spec->ground[cell] & BUJU_GROUND_KIND;
  if (kind > spec->kinds || kind == BUJU_BLOCKED || spec->kind[kind].kmh == 0) return BUJU_BLOCKED;
  return spec->elevation_m != NULL && !isfinite(spec->elevation_m[cell]) ? BUJU_BLOCKED : kind;
}

/* The lowest open cell, and a unit in which the highest is at most 65,535 above it. Cells keep their heights when
 * others are opened, as long as the unit stays. */
static buju_status choose_unit(buju_ctx *ctx, const buju_terrain_spec *spec, double *lowest_m, double *unit_m) {
  BUJU_MSG(too_high, "{0}：高程从{1}米到{2}米；请检查高程栅格的单位与无数据值",
           "{0}: elevations from {1} m to {2} m; check the raster's unit and its no-data value");
  BUJU_MSG(terrain, "地形", "terrain");
  static const double HEIGHTS = 65534; /* the lowest is lowered by less than one */
  double lowest = INFINITY, highest = -INFINITY;
  size_t cells = buju_raster_cells(&spec->raster);
  for (size_t c = 0; spec->elevation_m != NULL && c < cells; c++) {
    if (open_kind(spec, c) == BUJU_BLOCKED) continue;
    lowest = fmin(lowest, (double)spec->elevation_m[c]);
    highest = fmax(highest, (double)spec->elevation_m[c]);
  }
  *unit_m = 1.0 / 64;
  while (lowest <= highest && *unit_m < 1 && highest - lowest > HEIGHTS * *unit_m) *unit_m *= 2;
  if (lowest <= highest && highest - lowest > HEIGHTS)
    return buju_fail(ctx, BUJU_E_DATA,
                     BUJU_SAY(too_high,
                              spec->elevation_file != NULL ? buju_text(spec->elevation_file) : buju_word(&terrain),
                              buju_metres(lowest), buju_metres(highest)));
  /* whole units: heights are rounded alike whichever cell is the lowest */
  *lowest_m = lowest <= highest ? floor(lowest / *unit_m) * *unit_m : 0;
  return BUJU_OK;
}

/* The speed of a kind as cells hold it. */
static uint32_t flat_of(buju_blend blend, double kmh) {
  return blend == BUJU_BLEND_SPEEDS ? (uint32_t)(kmh / 3.6 * 65536 + 0.5) : (uint32_t)(3600 / kmh * 1024 + 0.5);
}

static void count_use(buju_law_use *use, uint32_t flat, buju_blend blend) {
  bool speeds = blend == BUJU_BLEND_SPEEDS;
  if (!use->used || (speeds ? flat > use->fastest : flat < use->fastest)) use->fastest = flat;
  if (!use->used || (speeds ? flat < use->slowest : flat > use->slowest)) use->slowest = flat;
  use->used = true;
}

/* One way to cross the cells of a kind, or the two of which each cell takes the faster. Of two by one law the faster
 * always is. */
static void fill_kind(buju_terrain *t, const buju_terrain_spec *spec, uint16_t k) {
  buju_terrain_kind way = spec->kind[k], other = spec->other != NULL ? spec->other[k] : (buju_terrain_kind){0};
  if (!(way.kmh > 0)) return;
  if (!(other.kmh > 0)) other = way;
  if (other.law == way.law && other.kmh > way.kmh) way = other;
  if (other.law == way.law) other = way;
  t->law[k] = way.law;
  t->flat[k] = flat_of(spec->blend, way.kmh);
  t->other_law[k] = other.law;
  t->other_flat[k] = flat_of(spec->blend, other.kmh);
  t->choice |= other.law != way.law;
}

static void fill_cells(buju_terrain *t, const buju_terrain_spec *spec, double lowest_m, buju_law_use *use) {
  size_t cells = buju_raster_cells(&spec->raster);
  bool met[BUJU_GROUND_KINDS_MAX + 1] = {false};
  for (uint16_t k = 1; k <= spec->kinds; k++) fill_kind(t, spec, k);
  for (size_t c = 0; c < cells; c++) {
    uint16_t kind = open_kind(spec, c);
    if (kind == BUJU_BLOCKED) continue;
    double above_m = spec->elevation_m != NULL ? (double)spec->elevation_m[c] - lowest_m : 0;
    t->cell[c] = (buju_terrain_cell){.height = (uint16_t)(above_m / t->unit_m + 0.5), .kind = (uint8_t)kind};
    met[kind] = true;
  }
  for (uint16_t k = 1; k <= spec->kinds; k++) {
    if (!met[k]) continue;
    count_use(&use[t->law[k]], t->flat[k], spec->blend);
    count_use(&use[t->other_law[k]], t->other_flat[k], spec->blend);
  }
}

static void measure(buju_terrain *t) {
  double dx = t->raster.dx_m, dy = t->raster.dy_m;
  t->stride_m[ALONG_X] = dx;
  t->stride_m[ALONG_Y] = dy;
  t->stride_m[DIAGONAL] = hypot(dx, dy);
  t->stride_m[KNIGHT_X] = hypot(2 * dx, dy);
  t->stride_m[KNIGHT_Y] = hypot(dx, 2 * dy);
}

buju_status buju_terrain_make(buju_ctx *ctx, const buju_terrain_spec *spec, buju_terrain **out) {
  double lowest_m, unit_m;
  buju_law_use use[BUJU_TERRAIN_LAWS_MAX] = {0};
  buju_status status = check(ctx, spec);
  if (status == BUJU_OK) status = check_kinds(ctx, spec, spec->kind);
  if (status == BUJU_OK) status = check_kinds(ctx, spec, spec->other);
  if (status == BUJU_OK) status = choose_unit(ctx, spec, &lowest_m, &unit_m);
  if (status != BUJU_OK) return status;
  buju_terrain *t = calloc(1, sizeof *t);
  if (t == NULL) return buju_fail_memory(ctx);
  *t = (buju_terrain){.raster = spec->raster,
                      .unit_m = unit_m,
                      .laws = spec->laws,
                      .neighbours = spec->neighbours,
                      .blend = spec->blend};
  t->cell = calloc(buju_raster_cells(&spec->raster) + 1, sizeof *t->cell);
  if (t->cell == NULL) {
    status = buju_fail_memory(ctx);
  } else {
    buju_pages_large(t->cell, buju_raster_cells(&spec->raster) * sizeof *t->cell);
    measure(t);
    fill_cells(t, spec, lowest_m, use);
    buju_terrain_find_moves(t, spec->ground, spec->corners_open);
    status = buju_terrain_weigh(ctx, t, spec->law, use);
  }
  if (status == BUJU_OK)
    *out = t;
  else
    buju_terrain_free(t);
  return status;
}

void buju_terrain_free(buju_terrain *terrain) {
  if (terrain == NULL) return;
  free(terrain->cell);
  free(terrain->factor);
  free(terrain->weight);
  free(terrain);
}

const buju_raster *buju_terrain_raster(const buju_terrain *terrain) { return &terrain->raster; }

bool buju_terrain_open(const buju_terrain *terrain, buju_ix cell) {
  return cell < buju_raster_cells(&terrain->raster) && terrain->cell[cell].kind != 0;
}
