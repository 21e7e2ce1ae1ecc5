/* Making samples: the same bytes, the habits of files, what is refused. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <sys/stat.h>

#include "core/sha256.h"
#include "layers/offset.h"
#include "layers/sample/noise.h"
#include "layers/sample/rng.h"
#include "tests/support/sample_folder.h"

static const buju_sample_spec small = {.villages = 60, .seed = 7};

/* The published first values of splitmix64 from seed 0. */
static void random_numbers_are_splitmix64(void **state) {
  (void)state;
  buju_rng rng = {0};
  assert_true(buju_rng_next(&rng) == UINT64_C(0xE220A8397B1DCDAF));
  assert_true(buju_rng_next(&rng) == UINT64_C(0x6E789E6AA1B965F4));
  assert_true(buju_rng_next(&rng) == UINT64_C(0x06C45D188009454F));
  for (int i = 0; i < 1000; i++) {
    assert_in_range(buju_rng_between(&rng, 3, 5), 3, 5);
    double u = buju_rng_unit(&rng);
    assert_true(u >= 0 && u < 1);
  }
}

/* Against libm, which may differ in the last bit from machine to machine, as ours may not. */
static void our_functions_are_near_libm(void **state) {
  (void)state;
  for (double x = -4; x <= 4; x += 0.01) assert_true(fabs(buju_noise_exp(x) / exp(x) - 1) < 1e-11);
  for (double p = 0.01; p < 1; p += 0.01) {
    double z = buju_noise_normal(p);
    assert_true(fabs(0.5 * erfc(-z / sqrt(2)) - p) < 0.004);
  }
  for (double x = -5; x < 5; x += 0.37) {
    double a = buju_noise(1, BUJU_RNG_RELIEF, x, 2 * x), b = buju_noise(1, BUJU_RNG_RELIEF, x + 1e-7, 2 * x);
    assert_true(a >= 0 && a <= 1 && fabs(a - b) < 1e-5);
  }
}

static int same_file(const sample_folder *a, const sample_folder *b, const char *file) {
  size_t n, m;
  unsigned char *x = sample_bytes(a, file, &n), *y = sample_bytes(b, file, &m);
  int same = n == m && memcmp(x, y, n) == 0;
  free(x);
  free(y);
  return same;
}

/* Compares all of a/data with b/data; returns how many files there are, and how many of them are equal. */
static size_t compare(const sample_folder *a, const sample_folder *b, size_t *same) {
  char data[128], file[300];
  size_t files = 1;
  *same = (size_t)same_file(a, b, "scenario.yaml");
  snprintf(data, sizeof data, "%s/data", a->path);
  DIR *dir = opendir(data);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    snprintf(file, sizeof file, "data/%s", entry->d_name);
    files++;
    *same += (size_t)same_file(a, b, file);
  }
  closedir(dir);
  return files;
}

static void the_same_spec_gives_the_same_bytes(void **state) {
  (void)state;
  for (int format = BUJU_SAMPLE_SHP; format <= BUJU_SAMPLE_GEOJSON; format++) {
    buju_sample_spec spec = small;
    spec.format = (buju_sample_format)format;
    spec.kind = (buju_sample_kind)format;
    sample_folder a = sample_make(&spec), b = sample_make(&spec);
    size_t same, files = compare(&a, &b, &same);
    assert_int_equal(files, format == BUJU_SAMPLE_SHP ? 1 + 5 * 4 + 2 : 1 + 5 + 2);
    assert_int_equal(same, files);
    sample_remove(&b);
    spec.seed++;
    b = sample_make(&spec);
    assert_false(same_file(&a, &b, "data/高程.tif"));
    assert_false(same_file(&a, &b, "data/乡村医生台账.xlsx"));
    assert_false(same_file(&a, &b, "scenario.yaml"));
    sample_remove(&a);
    sample_remove(&b);
  }
}

/* The bytes on every machine and with every compiler. Changing the generator changes this, and the shipped samples. */
static void the_bytes_are_known(void **state) {
  (void)state;
  static const char *const files[] = {"data/行政村.shp", "data/行政村.dbf", "data/自然村.dbf", "data/医疗机构.dbf",
                                      "data/道路.shp"};
  buju_sha256 hash;
  char hex[BUJU_SHA256_HEX];
  sample_folder folder = sample_make(&small);
  buju_sha256_begin(&hash);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    size_t n;
    unsigned char *bytes = sample_bytes(&folder, files[i], &n);
    buju_sha256_add(&hash, bytes, n);
    free(bytes);
  }
  buju_sha256_end(&hash, hex);
  assert_string_equal(hex, "b410cc0cfe8910cc7efa64f08076b8c53a814a9b22afe5b73bb229178a5efa1e");
  sample_remove(&folder);
}

static void files_are_as_bureaus_send_them(void **state) {
  (void)state;
  enum { HEADER = 32, FIELD = 32 };
  static const char first[] = "\xD0\xD0\xD5\xFE\xB4\xE5\xB4\xFA"; /* 行政村代, in GBK */
  size_t n;
  sample_folder folder = sample_make(&small);
  unsigned char *dbf = sample_bytes(&folder, "data/行政村.dbf", &n);
  assert_int_equal(dbf[29], 0x4D); /* the language driver of GBK */
  assert_memory_equal(dbf + HEADER, first, sizeof first);
  assert_int_equal(dbf[1] * 10000 + dbf[2] * 100 + dbf[3], 1260630); /* the scenario's date, not today's */
  free(dbf);
  unsigned char *prj = sample_bytes(&folder, "data/行政村.prj", &n);
  assert_non_null(strstr((char *)prj, "CGCS2000"));
  assert_non_null(strstr((char *)prj, "\"Central_Meridian\",117.0"));
  assert_non_null(strstr((char *)prj, "\"False_Easting\",500000.0"));
  free(prj);
  sample_remove(&folder);
  buju_sample_spec spec = small;
  spec.encoding = BUJU_SAMPLE_UTF8;
  folder = sample_make(&spec);
  dbf = sample_bytes(&folder, "data/行政村.dbf", &n);
  assert_memory_equal(dbf + HEADER, "村代码", 10);
  free(dbf);
  free(sample_bytes(&folder, "data/行政村.cpg", &n));
  sample_remove(&folder);
}

static void middle_of(const sample_folder *folder, double *x, double *y) {
  OGRLayerH layer;
  GDALDatasetH dataset = sample_open(folder, "自然村.shp", &layer);
  OGRFeatureH feature = OGR_L_GetNextFeature(layer);
  *x = OGR_G_GetX(OGR_F_GetGeometryRef(feature), 0);
  *y = OGR_G_GetY(OGR_F_GetGeometryRef(feature), 0);
  OGR_F_Destroy(feature);
  GDALClose(dataset);
}

static void coordinates_follow_the_crs(void **state) {
  (void)state;
  double x[4], y[4];
  static const char *const crs[] = {"none", "EPSG:4490", "GCJ-02", "EPSG:4527"};
  for (int i = 0; i < 4; i++) {
    buju_sample_spec spec = small;
    spec.crs = crs[i];
    sample_folder folder = sample_make(&spec);
    middle_of(&folder, &x[i], &y[i]);
    char path[128];
    snprintf(path, sizeof path, "%s/data/自然村.prj", folder.path);
    assert_int_equal(access(path, F_OK) == 0, i == 1 || i == 3);
    size_t n;
    char *scenario = (char *)sample_bytes(&folder, "scenario.yaml", &n);
    assert_int_equal(strstr(scenario, i == 0 ? "crs: EPSG:4548" : "crs: GCJ-02") != NULL, i == 0 || i == 2);
    free(scenario);
    sample_remove(&folder);
  }
  assert_true(x[0] > 450000 && x[0] < 550000 && y[0] > 3900000 && y[0] < 4100000);
  assert_true(fabs(x[1] - 117 - (x[0] - 500000) / 90000) < 0.05 && fabs(y[1] - 36.1) < 0.5);
  assert_true(hypot((x[2] - x[1]) * 90000, (y[2] - y[1]) * 111000) > 100);
  buju_offset_remove(BUJU_GCJ02, &x[2], &y[2]);
  assert_true(fabs(x[2] - x[1]) < 1e-8 && fabs(y[2] - y[1]) < 1e-8);
  assert_true(fabs(x[3] - 39500000) < 60000); /* zone 39 in front of the easting */
}

static void expect(const buju_sample_spec *spec, buju_status want, const char *says) {
  char folder[] = "/tmp/buju-sample-XXXXXX", inner[64];
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  assert_non_null(mkdtemp(folder));
  snprintf(inner, sizeof inner, "%s/new", folder);
  assert_int_equal(buju_sample_write(ctx, spec, inner), want);
  if (strstr(buju_ctx_error(ctx), says) == NULL) fail_msg("%s", buju_ctx_error(ctx));
  assert_int_equal(access(inner, F_OK), -1); /* nothing is touched before the request is known to be good */
  rmdir(folder);
  buju_ctx_free(ctx);
}

static void absurd_requests_are_refused(void **state) {
  (void)state;
  expect(&(buju_sample_spec){.villages = 49}, BUJU_E_USAGE, "50 to 500,000");
  expect(&(buju_sample_spec){.villages = 500001}, BUJU_E_USAGE, "500,001");
  expect(&(buju_sample_spec){.villages = 60, .county_code = "99"}, BUJU_E_USAGE, "six digits");
  expect(&(buju_sample_spec){.villages = 60, .county_code = "991234"}, BUJU_E_USAGE, "a province");
  expect(&(buju_sample_spec){.villages = 60, .county_name = "a,b"}, BUJU_E_USAGE, "county \"a,b\"");
  expect(&(buju_sample_spec){.villages = 60, .county_name = "\xF0\x9F\x98\x80县"}, BUJU_E_USAGE, "county");
  expect(&(buju_sample_spec){.villages = 60, .townships = "石桥"}, BUJU_E_USAGE, "ending in");
  expect(&(buju_sample_spec){.villages = 60, .townships = "石桥镇,,大河乡"}, BUJU_E_USAGE, "township");
  expect(&(buju_sample_spec){.villages = 60, .townships = "一镇,二镇,三镇,四镇"}, BUJU_E_USAGE, "4 townships");
  expect(&(buju_sample_spec){.villages = 60, .weak_clinics = 5000}, BUJU_E_USAGE, "5,000 weak clinics");
  expect(&(buju_sample_spec){.villages = 60, .title = "\xff"}, BUJU_E_USAGE, "title");
  expect(&(buju_sample_spec){.villages = 60, .crs = "EPSG:"}, BUJU_E_CRS, "EPSG:");
  expect(&(buju_sample_spec){.villages = 60, .crs = "EPSG:999999"}, BUJU_E_CRS, "EPSG:999999");
  expect(&(buju_sample_spec){.villages = 60, .crs = "BD-09"}, BUJU_E_CRS, "BD-09");
}

static void put_file(const char *folder, const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void folders_of_others_are_left_alone(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_sample_spec spec = small;
  size_t n;
  sample_folder folder = {"/tmp/buju-sample-XXXXXX"};
  assert_non_null(mkdtemp(folder.path));
  put_file(folder.path, "scenario.yaml", "profile: mine\n");
  assert_int_equal(buju_sample_write(ctx, &spec, folder.path), BUJU_E_USAGE);
  char data[128];
  snprintf(data, sizeof data, "%s/data", folder.path);
  assert_int_equal(access(data, F_OK), -1);
  spec.force = true;
  assert_int_equal(buju_sample_write(ctx, &spec, folder.path), BUJU_OK);
  char *scenario = (char *)sample_bytes(&folder, "scenario.yaml", &n);
  assert_string_equal(scenario, "profile: mine\n");
  free(scenario);
  free(sample_bytes(&folder, "data/行政村.shp", &n));
  sample_remove(&folder);
  buju_ctx_free(ctx);
}

static void our_own_folder_is_written_anew(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  buju_sample_spec spec = small;
  sample_folder folder = sample_make(&spec);
  spec.format = BUJU_SAMPLE_GPKG;
  assert_int_equal(buju_sample_write(ctx, &spec, folder.path), BUJU_OK);
  sample_folder fresh = sample_make(&spec);
  size_t same, files = compare(&folder, &fresh, &same);
  assert_int_equal(files, same); /* no shapefile is left over */
  assert_int_equal(compare(&fresh, &folder, &same), files);
  sample_remove(&folder);
  sample_remove(&fresh);
  buju_ctx_free(ctx);
}

static void a_folder_that_cannot_be_is_an_io_failure(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  char folder[] = "/tmp/buju-sample-XXXXXX", file[64];
  assert_non_null(mkdtemp(folder));
  put_file(folder, "file", "");
  snprintf(file, sizeof file, "%s/file", folder);
  assert_int_equal(buju_sample_write(ctx, &small, file), BUJU_E_IO);
  snprintf(file, sizeof file, "%s/no/such", folder);
  assert_int_equal(buju_sample_write(ctx, &small, file), BUJU_E_IO);
  sample_remove_files(folder);
  buju_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_numbers_are_splitmix64),      cmocka_unit_test(our_functions_are_near_libm),
      cmocka_unit_test(the_same_spec_gives_the_same_bytes), cmocka_unit_test(the_bytes_are_known),
      cmocka_unit_test(files_are_as_bureaus_send_them),     cmocka_unit_test(coordinates_follow_the_crs),
      cmocka_unit_test(absurd_requests_are_refused),        cmocka_unit_test(folders_of_others_are_left_alone),
      cmocka_unit_test(our_own_folder_is_written_anew),     cmocka_unit_test(a_folder_that_cannot_be_is_an_io_failure),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
