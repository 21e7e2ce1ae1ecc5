/* Rasters brought to the cells asked for. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <gdal.h>

#include "layers/gdal_start.h"
#include "layers/terrain_raster.h"

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/buju-raster-XXXXXX");
  buju_gdal_start();
  return mkdtemp(folder) != NULL ? 0 : 1;
}

static int remove_folder(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -r %s", folder);
  return system(command);
}

static const char *path_of(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

typedef double (*surface)(double x, double y);

/* A GeoTIFF whose cells hold what f says at their middles; NaN becomes the no-data value. */
static const char *write_raster(const char *name, const char *crs, double west, double north, double side, int columns,
                                int rows, surface f, double no_data) {
  const char *path = path_of(name);
  GDALDatasetH d = GDALCreate(GDALGetDriverByName("GTiff"), path, columns, rows, 1, GDT_Float32, NULL);
  assert_non_null(d);
  double place[6] = {west, side, 0, north, 0, -side};
  if (side > 0) assert_int_equal(GDALSetGeoTransform(d, place), CE_None);
  if (crs != NULL) {
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    assert_int_equal(OSRSetFromUserInput(srs, crs), OGRERR_NONE);
    assert_int_equal(GDALSetSpatialRef(d, srs), CE_None);
    OSRDestroySpatialReference(srs);
  }
  GDALRasterBandH band = GDALGetRasterBand(d, 1);
  if (!isnan(no_data)) GDALSetRasterNoDataValue(band, no_data);
  float *row = malloc((size_t)columns * sizeof *row);
  for (int r = 0; r < rows; r++) {
    for (int c = 0; c < columns; c++) {
      double value = f(west + (c + 0.5) * side, north - (r + 0.5) * side);
      row[c] = (float)(isnan(value) ? no_data : value);
    }
    assert_int_equal(GDALRasterIO(band, GF_Write, 0, r, columns, 1, row, columns, 1, GDT_Float32, 0, 0), CE_None);
  }
  free(row);
  GDALClose(d);
  return path;
}

static buju_ctx *new_ctx(void) {
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  return ctx;
}

static buju_raster_file *open_file(buju_ctx *ctx, const char *path, const char *crs) {
  buju_raster_file *f = NULL;
  if (buju_raster_open(ctx, path, crs, &f) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  return f;
}

static float *values(buju_ctx *ctx, buju_raster_file *f, const buju_crs *crs, const buju_raster *r, buju_resampling how,
                     buju_raster_seen *seen) {
  float *v = malloc(buju_raster_cells(r) * sizeof *v);
  if (buju_raster_read(ctx, f, crs, r, how, v, seen) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  assert_int_equal(seen->with_data + seen->no_data + seen->outside, buju_raster_cells(r));
  return v;
}

static double steps(double x, double y) { return fmod(floor(x / 30) + 1000 * floor(y / 30), 1 << 24); }
static double holed(double x, double y) { return fmod(floor(x / 30) + floor(y / 30), 5) == 0 ? NAN : steps(x, y); }

/* In the file's own CRS the cells are its own: a window has exactly its values, and the edge is known. */
static void own_cells_are_exact(void **state) {
  (void)state;
  buju_ctx *ctx = new_ctx();
  const double no_data[] = {-9999, NAN};
  for (int i = 0; i < 2; i++) {
    buju_raster_file *f =
        open_file(ctx, write_raster("own.tif", "EPSG:4547", 300000, 3900000, 30, 700, 600, holed, no_data[i]), NULL);
    const buju_crs *crs = buju_raster_file_crs(f);
    const buju_raster_area area = {300915, 3884000, 318000, 3899015};
    for (int how = BUJU_NEAREST; how <= BUJU_BILINEAR; how++) {
      buju_raster r;
      buju_raster_seen seen;
      assert_int_equal(buju_raster_lay_out(ctx, f, crs, &area, 100, 0, &r), BUJU_OK);
      assert_true(r.west_m == 300810 && r.north_m == 3899130 && r.dx_m == 30 && r.dy_m == 30);
      assert_int_equal(r.columns, 577);
      assert_int_equal(r.rows, 508);
      r.columns += 200; /* beyond the file's edge */
      float *v = values(ctx, f, crs, &r, (buju_resampling)how, &seen);
      uint64_t holes = 0, outside = 0;
      for (buju_ix c = 0; c < buju_raster_cells(&r); c++) {
        double x = buju_raster_x_m(&r, c), y = buju_raster_y_m(&r, c), want = x < 321000 ? holed(x, y) : NAN;
        outside += x >= 321000;
        holes += x < 321000 && isnan(want);
        if (isnan(want) != isnan(v[c]) || (!isnan(want) && fabs(want - (double)v[c]) > 0.02))
          fail_msg("cell %u is %g, not %g", c, (double)v[c], want);
      }
      assert_int_equal(seen.outside, outside);
      assert_int_equal(seen.no_data, holes);
      free(v);
    }
    buju_raster_close(f);
  }
  buju_ctx_free(ctx);
}

static double plane(double lon, double lat) { return 5000 * (lon - 115) + 3000 * (lat - 32); }

/* From degrees to metres: heights are those of the plane at each cell's own longitude and latitude. */
static void other_crs_and_resolution(void **state) {
  (void)state;
  buju_ctx *ctx = new_ctx();
  buju_crs metres, degrees;
  buju_crs_way way;
  buju_raster_seen seen;
  assert_int_equal(buju_crs_from_text(ctx, "EPSG:4547", "test", &metres), BUJU_OK);
  assert_int_equal(buju_crs_from_text(ctx, "EPSG:4490", "test", &degrees), BUJU_OK);
  assert_int_equal(buju_crs_way_open(ctx, &metres, &degrees, "test", &way), BUJU_OK);
  buju_raster_file *f =
      open_file(ctx, write_raster("plane.tif", "EPSG:4326", 115, 32.5, 1.0 / 1200, 600, 600, plane, -32768), NULL);
  buju_raster whole;
  assert_int_equal(buju_raster_lay_out(ctx, f, &metres, NULL, 0, 0, &whole), BUJU_OK);
  assert_true(whole.dx_m > 75 && whole.dx_m < 93); /* three seconds of longitude or of latitude, whichever is less */
  const buju_raster r = {600000, 3590000, 37, 41, 900, 800}; /* other sides than the file's, more than one tile */
  float *v = values(ctx, f, &metres, &r, BUJU_BILINEAR, &seen);
  assert_int_equal(seen.with_data, buju_raster_cells(&r));
  for (buju_ix c = 0; c < buju_raster_cells(&r); c += 331) {
    double x = buju_raster_x_m(&r, c), y = buju_raster_y_m(&r, c);
    buju_crs_move(&way, 1, &x, &y);
    if (!(fabs(plane(x, y) - (double)v[c]) < 0.01)) fail_msg("cell %u is %g, not %g", c, (double)v[c], plane(x, y));
  }
  free(v);
  buju_raster_close(f);
  buju_crs_way_close(&way);
  buju_crs_free(&metres);
  buju_crs_free(&degrees);
  buju_ctx_free(ctx);
}

static double board(double x, double y) { return fmod(floor(x) + floor(y), 2) == 0 ? 0 : 10; }

/* Heights of a finer raster are means, classes are not: a checkerboard becomes grey only for heights. */
static void finer_rasters_are_averaged(void **state) {
  (void)state;
  buju_ctx *ctx = new_ctx();
  buju_raster_file *f = open_file(ctx, write_raster("board.tif", "EPSG:4547", 0, 600, 1, 600, 600, board, NAN), NULL);
  const buju_raster r = {100, 500, 20, 20, 20, 20};
  buju_raster_seen seen;
  float *mean = values(ctx, f, buju_raster_file_crs(f), &r, BUJU_BILINEAR, &seen);
  float *class = values(ctx, f, buju_raster_file_crs(f), &r, BUJU_NEAREST, &seen);
  for (int c = 0; c < 400; c++) {
    assert_true(fabsf(mean[c] - 5) < 0.1f);
    assert_true(class[c] == 0 || class[c] == 10);
  }
  free(mean);
  free(class);
  buju_raster_close(f);
  buju_ctx_free(ctx);
}

static double heads(double x, double y) {
  double n = fmod(x * 7 + y * 3, 11) / 3;
  return fmod(floor(x / 100) * 3 + floor(y / 100), 13) == 0 ? NAN : n < 0.1 ? -1 : n;
}

/* Whatever the cells, nobody is lost: those inside and those whose cell only touches add up to the cells looked at. */
static void people_are_conserved(void **state) {
  (void)state;
  buju_ctx *ctx = new_ctx();
  write_raster("people.tif", "EPSG:4547", 400000, 3600000, 100, 60, 50, heads, -1e30);
  buju_raster_file *f = open_file(ctx, path_of("people.tif"), NULL);
  const buju_crs *crs = buju_raster_file_crs(f);
  double all = 0;
  for (int c = 0; c < 60; c++)
    for (int r = 0; r < 50; r++) {
      double n = heads(400050 + 100 * c, 3599950 - 100 * r);
      all += n > 0 ? (double)(float)n * 1000 : 0;
    }
  const buju_raster cases[] = {{399000, 3601000, 30, 30, 300, 300}, /* all around it, finer */
                               {399950, 3600050, 7, 250, 900, 22},  /* askew */
                               {399000, 3602000, 4000, 4000, 3, 2}, /* coarser */
                               {400000, 3600000, 100, 100, 60, 50}, /* its own cells */
                               {402013, 3598007, 30, 30, 50, 40}};  /* a part */
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_raster_people seen;
    buju_people_n *people = malloc(buju_raster_cells(&cases[i]) * sizeof *people), sum = 0;
    assert_int_equal(buju_raster_read_people(ctx, f, crs, &cases[i], people, &seen), BUJU_OK);
    for (size_t c = 0; c < buju_raster_cells(&cases[i]); c++) sum += people[c] == BUJU_PEOPLE_MISSING ? 0 : people[c];
    assert_int_equal(sum, seen.inside);
    if (i < 4) {
      assert_int_equal(seen.inside, llround(all));
      assert_int_equal(seen.outside, 0);
      assert_true(seen.no_data > 200 && seen.negative > 50);
    } else {
      assert_true(seen.inside > 0 && seen.outside > 0 && seen.inside + seen.outside < llround(all) / 10);
    }
    for (buju_ix c = 0; i == 3 && c < buju_raster_cells(&cases[i]); c++) {
      double n = heads(buju_raster_x_m(&cases[i], c), buju_raster_y_m(&cases[i], c));
      assert_int_equal(people[c] == BUJU_PEOPLE_MISSING, isnan(n));
      if (!isnan(n)) assert_true(fabs((double)people[c] - fmax(n, 0) * 1000) <= 1);
    }
    free(people);
  }
  buju_raster_close(f);
  buju_ctx_free(ctx);
}

/* A file of cells so small that the places lie more of them away than an int counts, on whichever side. */
static void cells_farther_than_an_int(void **state) {
  (void)state;
  buju_ctx *ctx = new_ctx();
  buju_raster_file *f =
      open_file(ctx, write_raster("tiny.tif", "EPSG:4547", 500000, 3900000, 1e-7, 8, 8, steps, NAN), NULL);
  const double places[][2] = {{480000, 3900000}, {520000, 3900000}, {500000, 3880000}, {500000, 3920000}};
  for (int i = 0; i < 4; i++)
    for (int how = BUJU_NEAREST; how <= BUJU_BILINEAR; how++) {
      const buju_raster r = {places[i][0], places[i][1], 30, 30, 5, 5};
      buju_raster_seen seen;
      float *v = values(ctx, f, buju_raster_file_crs(f), &r, (buju_resampling)how, &seen);
      assert_int_equal(seen.outside, 25);
      for (int c = 0; c < 25; c++) assert_true(isnan(v[c]));
      free(v);
    }
  buju_raster_close(f);
  buju_ctx_free(ctx);
}

static void fails(buju_status want, const char *path, const char *crs, const char *word) {
  buju_ctx *ctx = new_ctx();
  buju_raster_file *f = NULL;
  assert_int_equal(buju_raster_open(ctx, path, crs, &f), want);
  assert_null(f);
  if (strstr(buju_ctx_error(ctx), word) == NULL) fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
}

static void bad_files_are_named(void **state) {
  (void)state;
  fails(BUJU_E_OPEN, path_of("nothing.tif"), NULL, "nothing.tif");
  FILE *text = fopen(path_of("text.tif"), "w");
  fputs("not a raster", text);
  fclose(text);
  fails(BUJU_E_OPEN, path_of("text.tif"), NULL, "text.tif");
  write_raster("bare.tif", NULL, 0, 0, 30, 10, 10, steps, NAN);
  fails(BUJU_E_CRS, path_of("bare.tif"), NULL, "crs:");
  fails(BUJU_E_CRS, path_of("bare.tif"), "GCJ-02", "GCJ-02");
  fails(BUJU_E_CRS, path_of("bare.tif"), "EPSG:2435", "towgs84");
  fails(BUJU_E_DATA, write_raster("nowhere.tif", "EPSG:4547", 0, 0, 0, 10, 10, steps, NAN), NULL, "geotransform");
  buju_ctx *ctx = new_ctx();
  buju_raster_file *f = open_file(ctx, path_of("bare.tif"), "EPSG:4547");
  const buju_raster_area far_off = {5e6, 5e6, 6e6, 6e6};
  buju_raster r;
  assert_int_equal(buju_raster_lay_out(ctx, f, buju_raster_file_crs(f), &far_off, 100, 0, &r), BUJU_E_DATA);
  assert_int_equal(buju_raster_lay_out(ctx, f, buju_raster_file_crs(f), NULL, 0, 0.001, &r), BUJU_E_LIMIT);
  assert_non_null(strstr(buju_ctx_error(ctx), "1 m or more"));
  buju_raster_close(f);
  buju_ctx_free(ctx);
}

/* A file that breaks off is told so, and what was read does not count. */
static void a_file_that_breaks_off(void **state) {
  (void)state;
  write_raster("long.tif", "EPSG:4547", 0, 30000, 30, 1000, 1000, steps, NAN);
  assert_int_equal(truncate(path_of("long.tif"), 2000000), 0);
  buju_ctx *ctx = new_ctx();
  buju_raster_file *f = NULL;
  buju_status status = buju_raster_open(ctx, path_of("long.tif"), NULL, &f); /* GDAL may notice at once */
  if (status == BUJU_OK) {
    buju_raster r;
    buju_raster_seen seen = {0};
    assert_int_equal(buju_raster_lay_out(ctx, f, buju_raster_file_crs(f), NULL, 0, 0, &r), BUJU_OK);
    float *v = malloc(buju_raster_cells(&r) * sizeof *v);
    status = buju_raster_read(ctx, f, buju_raster_file_crs(f), &r, BUJU_NEAREST, v, &seen);
    assert_int_equal(seen.with_data, 0);
    free(v);
  }
  assert_int_equal(status, BUJU_E_OPEN);
  assert_non_null(strstr(buju_ctx_error(ctx), "long.tif"));
  buju_raster_close(f);
  buju_ctx_free(ctx);
}

/* The radar tile of Andorra: every cell of it, and the mountains in metres of UTM. */
static void a_radar_tile(void **state) {
  (void)state;
  enum { SIDE = 1201 };
  char path[512];
  snprintf(path, sizeof path, "%s/real/andorra-osm-srtm/N42E001.hgt", BUJU_DATA_DIR);
  FILE *bytes = fopen(path, "rb");
  if (bytes == NULL) {
    print_message("skipped: %s is not here\n", path);
    skip();
  }
  static unsigned char raw[SIDE * SIDE][2];
  assert_int_equal(fread(raw, 2, SIDE * SIDE, bytes), SIDE * SIDE);
  fclose(bytes);
  buju_ctx *ctx = new_ctx();
  buju_raster_file *f = open_file(ctx, path, NULL);
  buju_raster r;
  buju_raster_seen seen;
  assert_int_equal(buju_raster_lay_out(ctx, f, buju_raster_file_crs(f), NULL, 0, 0, &r), BUJU_OK);
  assert_int_equal(r.columns, SIDE);
  assert_int_equal(r.rows, SIDE);
  float *v = values(ctx, f, buju_raster_file_crs(f), &r, BUJU_NEAREST, &seen);
  for (int c = 0; c < SIDE * SIDE; c++) {
    int16_t height = (int16_t)(raw[c][0] << 8 | raw[c][1]);
    assert_true(height == -32768 ? isnan(v[c]) : v[c] == height);
  }
  free(v);
  buju_crs utm;
  const buju_raster_area andorra = {366000, 4698000, 407000, 4724000};
  assert_int_equal(buju_crs_from_text(ctx, "EPSG:32631", "test", &utm), BUJU_OK);
  assert_int_equal(buju_raster_lay_out(ctx, f, &utm, &andorra, 2000, 30, &r), BUJU_OK);
  v = values(ctx, f, &utm, &r, BUJU_BILINEAR, &seen);
  float low = INFINITY, high = -INFINITY;
  for (size_t c = 0; c < buju_raster_cells(&r); c++) low = fminf(low, v[c]), high = fmaxf(high, v[c]);
  assert_true(low > 500 && low < 900 && high > 2850 && high < 3143); /* the Valira at Sant Julià, Comapedrosa 2,942 m */
  assert_true(seen.no_data < buju_raster_cells(&r) / 100);
  free(v);
  buju_crs_free(&utm);
  buju_raster_close(f);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(own_cells_are_exact),        cmocka_unit_test(other_crs_and_resolution),
      cmocka_unit_test(finer_rasters_are_averaged), cmocka_unit_test(people_are_conserved),
      cmocka_unit_test(cells_farther_than_an_int),  cmocka_unit_test(bad_files_are_named),
      cmocka_unit_test(a_file_that_breaks_off),     cmocka_unit_test(a_radar_tile),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
