/* People from a raster: each cell's people go to the village that contains its middle, gathered in blocks so that the
 * number of demand points stays in hand. SPDX-License-Identifier: Apache-2.0 */
#include <gdal.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sha256.h"
#include "layers/crs.h"
#include "layers/file_hash.h"
#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/region/build.h"
#include "layers/region/finding_kind.h"

/* Where villages are points, a cell belongs to the nearest within this. */
#define AROUND_M 5000.0
#define NANO 1e9 /* sums are whole billionths of a person: they do not depend on the order of adding */

/* A cell of a million people is a mistake of units; a raster of more than the sums can hold is one, too. */
#define CELL_PEOPLE_MAX 1e6
enum { RASTER_PEOPLE_MAX = 2000000000 }; /* × NANO stays within int64 */

enum { BLOCKS_LEAST = 50000, BLOCKS_PER_VILLAGE = 50, SIDE_STEPS = 21 };

BUJU_MSG(raster_unreadable, "{0}：无法读取栅格：{1}", "{0}: the raster cannot be read: {1}");
BUJU_MSG(raster_turned, "{0}：栅格是旋转的；请先重采样为正北朝上", "{0}: the raster is rotated; resample it north up");
BUJU_MSG(raster_without_crs, "{0}：栅格没有坐标系；请在 inputs.population 中写明 crs",
         "{0}: the raster has no coordinate system; set crs under inputs.population");
BUJU_MSG(raster_offset_crs, "{0}：栅格不能用 {1}；请先转换到真实坐标系",
         "{0}: a raster cannot be in {1}; bring it into a true coordinate system first");
BUJU_MSG(raster_elsewhere, "{0}：栅格与行政村没有重叠；请检查坐标系",
         "{0}: the raster does not meet the villages; check its coordinate system");

BUJU_MSG(raster_too_many, "{0}：栅格在行政村一带的人口合计超过 {1} 人；请检查像元数值的单位",
         "{0}: the raster has more than {1} people around the villages; check the unit of its cells");

BUJU_KIND(raster_negative, BUJU_WARNING, "{0}个像元为负值", "{0} cell{0?|s} {0?is|are} negative", "按无数据处理",
          "taken as no data");
BUJU_KIND(raster_cell_too_many, BUJU_SERIOUS, "{0}个像元每个有{1}人以上",
          "{0} cell{0?|s} {0?holds|hold} {1} people or more each", "未计入", "not counted");
BUJU_KIND(raster_outside, BUJU_NOTE, "行政村一带的栅格中有{0}人不在任何村内",
          "{0} {0?person|people} of the raster around the villages {0?lies|lie} in no village", "未计入",
          "not counted");
BUJU_KIND(raster_blocks, BUJU_NOTE, "栅格按{0}×{0}个像元合并为居民点",
          "{0} × {0} cells of the raster make one demand point", "各村人口不变",
          "the people of each village stay the same");

typedef struct raster {
  buju_build *b;
  const char *shown;
  GDALDatasetH dataset;
  GDALRasterBandH band;
  double transform[6], nodata;
  int has_nodata;
  buju_crs crs, target;
  buju_crs_way to_target, from_target;
  int column, row, columns, rows; /* the window around the villages */
  int factor;                     /* cells along a block's side */
  double *value, *x, *y;          /* one line of the window */
  int *at;                        /* the columns of its populated cells */
  int64_t *village_nano;          /* by village */
  buju_vec cells;                 /* of the block line in hand */
  int64_t total, outside;         /* nano-people */
  int64_t negative, too_many;
} raster;

/* People of a village in a block: nano-people, the sums of their coordinates, and the box of their cells: columns and
 * lines of the window, inclusive. */
typedef struct cell {
  buju_ix village;
  int block;
  int64_t nano;
  double x_sum, y_sum;
  int left, right, top, bottom;
} cell;

/* ---- opening ---- */

static buju_status fail(raster *r, const char *why) {
  return buju_fail(r->b->ctx, BUJU_E_OPEN, BUJU_SAY(raster_unreadable, buju_text(r->shown), buju_text(why)));
}

static buju_status open_dataset(raster *r, const char *path) {
  buju_gdal_trap trap;
  buju_gdal_start();
  buju_gdal_trap_open(&trap);
  r->dataset = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY, NULL, NULL, NULL);
  r->band = r->dataset != NULL ? GDALGetRasterBand(r->dataset, 1) : NULL;
  bool placed = r->band != NULL && GDALGetGeoTransform(r->dataset, r->transform) == CE_None;
  buju_gdal_trap_close();
  if (!placed) return fail(r, trap.first);
  if (r->transform[2] != 0 || r->transform[4] != 0 || r->transform[1] == 0 || r->transform[5] == 0)
    return buju_fail(r->b->ctx, BUJU_E_DATA, BUJU_SAY(raster_turned, buju_text(r->shown)));
  r->nodata = GDALGetRasterNoDataValue(r->band, &r->has_nodata);
  return BUJU_OK;
}

static buju_status open_crs(raster *r, const char *crs) {
  buju_ctx *ctx = r->b->ctx;
  OGRSpatialReferenceH srs = GDALGetSpatialRef(r->dataset);
  if (crs == NULL && srs == NULL) return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(raster_without_crs, buju_text(r->shown)));
  buju_status status =
      crs != NULL ? buju_crs_from_text(ctx, crs, r->shown, &r->crs) : buju_crs_from_layer(ctx, srs, r->shown, &r->crs);
  if (status != BUJU_OK) return status;
  if (r->crs.srs == NULL)
    return buju_fail(ctx, BUJU_E_CRS, BUJU_SAY(raster_offset_crs, buju_text(r->shown), buju_text(r->crs.name)));
  r->crs.swap = false; /* a raster's columns run east */
  status = buju_crs_from_text(ctx, r->b->region->crs.wkt, r->shown, &r->target);
  if (status == BUJU_OK) status = buju_crs_way_open(ctx, &r->crs, &r->target, r->shown, &r->to_target);
  if (status == BUJU_OK) status = buju_crs_way_open(ctx, &r->target, &r->crs, r->shown, &r->from_target);
  return status;
}

/* ---- the window around the villages ---- */

static void widen(double box[4], double x, double y) {
  if (!isfinite(x) || !isfinite(y)) return;
  box[0] = fmin(box[0], x), box[1] = fmin(box[1], y), box[2] = fmax(box[2], x), box[3] = fmax(box[3], y);
}

static void box_of_villages(const buju_build *b, double box[4]) {
  double margin = b->village_rings == NULL ? AROUND_M : 0;
  box[0] = box[1] = HUGE_VAL, box[2] = box[3] = -HUGE_VAL;
  for (buju_ix v = 0; v < b->region->village.n; v++) {
    widen(box, b->inside_x[v] - margin, b->inside_y[v] - margin);
    widen(box, b->inside_x[v] + margin, b->inside_y[v] + margin);
    if (b->village_rings == NULL || b->village_rings[v].n == 0) continue;
    widen(box, b->village_rings[v].min_x, b->village_rings[v].min_y);
    widen(box, b->village_rings[v].max_x, b->village_rings[v].max_y);
  }
}

static int clamp(double value, int most) { return value < 0 ? 0 : value > most ? most : (int)value; }

/* The box's sides, walked in steps because they are no straight lines in the raster's CRS. */
static buju_status find_window(raster *r) {
  double box[4], cells[4] = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
  box_of_villages(r->b, box);
  for (int i = 0; i < SIDE_STEPS * SIDE_STEPS; i++) {
    int column = i % SIDE_STEPS, line = i / SIDE_STEPS;
    double x = box[0] + (box[2] - box[0]) * column / (SIDE_STEPS - 1);
    double y = box[1] + (box[3] - box[1]) * line / (SIDE_STEPS - 1);
    buju_crs_move(&r->from_target, 1, &x, &y);
    widen(cells, (x - r->transform[0]) / r->transform[1], (y - r->transform[3]) / r->transform[5]);
  }
  int width = GDALGetRasterXSize(r->dataset), height = GDALGetRasterYSize(r->dataset);
  r->column = clamp(cells[0] - 2, width), r->row = clamp(cells[1] - 2, height);
  r->columns = clamp(cells[2] + 3, width) - r->column;
  r->rows = clamp(cells[3] + 3, height) - r->row;
  if (!(cells[0] < HUGE_VAL) || r->columns <= 0 || r->rows <= 0)
    return buju_fail(r->b->ctx, BUJU_E_DATA, BUJU_SAY(raster_elsewhere, buju_text(r->shown)));
  double limit = fmax(BLOCKS_LEAST, (double)BLOCKS_PER_VILLAGE * r->b->region->village.n);
  r->factor = (int)ceil(sqrt((double)r->columns * r->rows / limit));
  if (r->factor < 1) r->factor = 1;
  r->value = calloc((size_t)r->columns, sizeof *r->value);
  r->x = calloc((size_t)r->columns, sizeof *r->x);
  r->y = calloc((size_t)r->columns, sizeof *r->y);
  r->at = calloc((size_t)r->columns, sizeof *r->at);
  r->village_nano = calloc(r->b->region->village.n, sizeof *r->village_nano);
  bool room = r->value != NULL && r->x != NULL && r->y != NULL && r->at != NULL && r->village_nano != NULL;
  return room ? BUJU_OK : buju_fail_memory(r->b->ctx);
}

/* ---- cells ---- */

/* How many people a cell has; 0 for no data, and for less than the sums can hold. */
static double people_in(raster *r, double value) {
  if (!isfinite(value) || (r->has_nodata && value == r->nodata)) return 0;
  if (value < 0) r->negative++;
  if (value >= CELL_PEOPLE_MAX) r->too_many++;
  return value * NANO >= 0.5 && value < CELL_PEOPLE_MAX ? value : 0;
}

/* Every sum of this file is part of the total: while that fits, all do. */
static buju_status count_people(raster *r, double people) {
  int64_t nano = llround(people * NANO);
  if (r->total > RASTER_PEOPLE_MAX * (int64_t)NANO - nano)
    return buju_fail(r->b->ctx, BUJU_E_DATA,
                     BUJU_SAY(raster_too_many, buju_text(r->shown), buju_int(RASTER_PEOPLE_MAX)));
  r->total += nano;
  return BUJU_OK;
}

/* Where villages overlap the first by code has the cell. */
static buju_ix village_at(const raster *r, double x, double y) {
  const buju_build *b = r->b;
  double distance_m;
  if (b->village_rings != NULL) return buju_locator_containing(b->locator, x, y);
  return buju_locator_nearest(b->locator, x, y, AROUND_M, &distance_m);
}

static void join(cell *c, const cell *other) {
  c->nano += other->nano;
  c->x_sum += other->x_sum;
  c->y_sum += other->y_sum;
  if (other->left < c->left) c->left = other->left;
  if (other->right > c->right) c->right = other->right;
  if (other->top < c->top) c->top = other->top;
  if (other->bottom > c->bottom) c->bottom = other->bottom;
}

static buju_status add_cell(raster *r, buju_ix village, int column, int line, double people, double x, double y) {
  cell *last = r->cells.n > 0 ? (cell *)r->cells.data + r->cells.n - 1 : NULL;
  int64_t nano = llround(people * NANO);
  const cell one = {.village = village,
                    .block = column / r->factor,
                    .nano = nano,
                    .x_sum = (double)nano * x, /* by what is counted: a mean of few people must not leave the cell */
                    .y_sum = (double)nano * y,
                    .left = column,
                    .right = column,
                    .top = line,
                    .bottom = line};
  if (last != NULL && last->village == village && last->block == one.block) {
    join(last, &one);
    return BUJU_OK;
  }
  last = buju_vec_push(&r->cells, sizeof *last);
  if (last == NULL) return buju_fail_memory(r->b->ctx);
  *last = one;
  return BUJU_OK;
}

/* One line of cells: their middles into the target, then to their villages. */
static buju_status read_line(raster *r, int line) {
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  CPLErr error = GDALRasterIO(r->band, GF_Read, r->column, r->row + line, r->columns, 1, r->value, r->columns, 1,
                              GDT_Float64, 0, 0);
  buju_gdal_trap_close();
  if (error != CE_None) return fail(r, trap.first);
  uint32_t n = 0; /* populated cells, packed to the front */
  for (int c = 0; c < r->columns; c++) {
    double people = people_in(r, r->value[c]);
    if (!(people > 0)) continue;
    r->value[n] = people;
    r->at[n] = c;
    r->x[n] = r->transform[0] + (r->column + c + 0.5) * r->transform[1];
    r->y[n] = r->transform[3] + (r->row + line + 0.5) * r->transform[5];
    n++;
  }
  buju_crs_move(&r->to_target, n, r->x, r->y);
  buju_status status = BUJU_OK;
  for (uint32_t i = 0; i < n && status == BUJU_OK; i++) {
    status = count_people(r, r->value[i]);
    if (status != BUJU_OK) break;
    buju_ix village = isfinite(r->x[i]) ? village_at(r, r->x[i], r->y[i]) : BUJU_NONE;
    if (village == BUJU_NONE)
      r->outside += llround(r->value[i] * NANO);
    else
      status = add_cell(r, village, r->at[i], line, r->value[i], r->x[i], r->y[i]);
  }
  return status;
}

/* ---- blocks ---- */

static int by_village(const void *a, const void *b) {
  const cell *c = a, *d = b;
  if (c->village != d->village) return c->village < d->village ? -1 : 1;
  if (c->block != d->block) return c->block < d->block ? -1 : 1;
  if (c->nano != d->nano) return c->nano < d->nano ? -1 : 1;
  return (c->x_sum > d->x_sum) - (c->x_sum < d->x_sum);
}

/* From a place among some cells to the farthest place of them: a corner of their box. The box's sides are not quite
 * straight in the target, but no place on them is as far as their farther end. */
static double farthest_m(const raster *r, const cell *box, double x_m, double y_m) {
  double x[4], y[4], farthest = NAN;
  for (int i = 0; i < 4; i++) {
    x[i] = r->transform[0] + (r->column + (i % 2 == 0 ? box->left : box->right + 1)) * r->transform[1];
    y[i] = r->transform[3] + (r->row + (i < 2 ? box->top : box->bottom + 1)) * r->transform[5];
  }
  buju_crs_move(&r->to_target, 4, x, y);
  for (int i = 0; i < 4; i++) {
    if (!isfinite(x[i]) || !isfinite(y[i])) return NAN;
    farthest = fmax(farthest, hypot(x[i] - x_m, y[i] - y_m));
  }
  return farthest;
}

/* The cells of a finished line of blocks become demand. Thousandths are cut from each village's running sum, so that
 * rounding loses nothing: a village is off by less than one thousandth in all. */
static buju_status close_blocks(raster *r) {
  cell *c = r->cells.data;
  if (r->cells.n > 1) qsort(c, r->cells.n, sizeof *c, by_village);
  buju_status status = BUJU_OK;
  for (size_t i = 0, next; i < r->cells.n && status == BUJU_OK; i = next) {
    cell sum = c[i];
    for (next = i + 1; next < r->cells.n && c[next].village == sum.village && c[next].block == sum.block; next++)
      join(&sum, &c[next]);
    int64_t before = r->village_nano[sum.village], after = r->village_nano[sum.village] += sum.nano;
    buju_draft_demand *d = buju_vec_push(&r->b->demand, sizeof *d);
    if (d == NULL) return buju_fail_memory(r->b->ctx);
    *d = (buju_draft_demand){
        .village = sum.village, .x_m = sum.x_sum / (double)sum.nano, .y_m = sum.y_sum / (double)sum.nano};
    d->radius_m = farthest_m(r, &sum, d->x_m, d->y_m);
    d->people[BUJU_RESIDENT] = after / (int64_t)(NANO / 1000) - before / (int64_t)(NANO / 1000);
    d->people[BUJU_REGISTERED] = BUJU_PEOPLE_MISSING;
  }
  r->cells.n = 0;
  return status;
}

static buju_status read_cells(raster *r) {
  buju_status status = BUJU_OK;
  for (int line = 0; line < r->rows && status == BUJU_OK; line++) {
    status = read_line(r, line);
    if (status == BUJU_OK && ((line + 1) % r->factor == 0 || line + 1 == r->rows)) status = close_blocks(r);
  }
  return status;
}

/* ---- findings and what is shown ---- */

static buju_status find(raster *r, const buju_finding_kind *kind, buju_said said) {
  buju_finding finding = {.kind = kind, .file = r->shown, .row = -1};
  for (int i = 0; i < BUJU_SAID_ARGS; i++) finding.arg[i] = said.arg[i];
  return buju_find(r->b->ctx, &r->b->region->findings, finding);
}

static buju_status tell(raster *r) {
  buju_status status = BUJU_OK;
  if (r->negative > 0) status = find(r, &raster_negative, BUJU_ARGS(buju_int(r->negative)));
  if (r->too_many > 0 && status == BUJU_OK)
    status = find(r, &raster_cell_too_many, BUJU_ARGS(buju_int(r->too_many), buju_int((int64_t)CELL_PEOPLE_MAX)));
  if (r->outside > 0 && status == BUJU_OK)
    status = find(r, &raster_outside, BUJU_ARGS(buju_people(r->outside / (int64_t)(NANO / 1000))));
  if (r->factor > 1 && status == BUJU_OK) status = find(r, &raster_blocks, BUJU_ARGS(buju_int(r->factor)));
  return status;
}

static buju_status note(raster *r, const char *path) {
  buju_sha256 hash;
  char *hex = buju_arena_alloc(r->b->region->arena, BUJU_SHA256_HEX, 1);
  if (hex == NULL) return buju_fail_memory(r->b->ctx);
  buju_sha256_begin(&hash);
  if (!buju_file_hash_add(&hash, path)) return fail(r, "");
  buju_sha256_end(&hash, hex);
  buju_status status = buju_build_note_crs(r->b, r->shown, r->crs.name);
  return status == BUJU_OK ? buju_build_note_input(r->b, BUJU_INPUT_POPULATION, r->shown, hex, "people_resident←band 1")
                           : status;
}

static void close_raster(raster *r) {
  buju_crs_way_close(&r->to_target);
  buju_crs_way_close(&r->from_target);
  buju_crs_free(&r->crs);
  buju_crs_free(&r->target);
  if (r->dataset != NULL) GDALClose(r->dataset);
  free(r->value);
  free(r->x);
  free(r->y);
  free(r->at);
  free(r->village_nano);
  buju_vec_free(&r->cells);
}

bool buju_raster_is(const char *path) {
  static const char *const drivers[] = {"GTiff",          "COG",  "VRT", "AAIGrid", "HFA", "EHdr", "ENVI", "netCDF",
                                        "GRASSASCIIGrid", "SAGA", "RST", "PCIDSK",  "MEM", NULL};
  buju_gdal_trap trap;
  buju_gdal_start();
  buju_gdal_trap_open(&trap);
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, NULL, NULL);
  bool is = dataset != NULL && GDALGetRasterCount(dataset) > 0;
  if (dataset != NULL) GDALClose(dataset);
  buju_gdal_trap_close();
  return is;
}

buju_status buju_raster_build(buju_build *b, const buju_input *input) {
  raster r = {.b = b, .shown = input->shown};
  if (b->region->village.n == 0 || b->region->crs.wkt == NULL) return BUJU_OK;
  buju_status status = open_dataset(&r, input->path);
  if (status == BUJU_OK) status = open_crs(&r, input->crs);
  if (status == BUJU_OK) status = find_window(&r);
  if (status == BUJU_OK) status = read_cells(&r);
  if (status == BUJU_OK) status = tell(&r);
  if (status == BUJU_OK) status = note(&r, input->path);
  close_raster(&r);
  return status;
}
