/* Sources as bureaus send them: shapefiles sound and broken, encodings, archives, other formats.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/sources.h"

#define BAIQUAN_GBK "\xb0\xd7\xc8\xaa"
#define NAME_GBK "\xb4\xe5\xc3\xfb" /* 村名 */

static const double two[] = {114, 29, 114.1, 29.1};

/* A shapefile of two points with one text field. */
static void write_named(bench *b, const char *name, unsigned char ldid, const char *field, unsigned char width,
                        const char *first, const char *second) {
  const bench_field fields[] = {{field, 'C', width, 0}};
  const char *cells[] = {first, second};
  bench_points(b, name, two, 2);
  bench_dbf(b, name, ldid, fields, 1, cells, 2);
  b->input.crs = "EPSG:4490";
}

static void fields_become_columns(void **state) {
  bench *b = *state;
  static const bench_field fields[] = {{"NAME", 'C', 10, 0}, {"CODE", 'N', 12, 0}, {"BIG", 'N', 20, 0},
                                       {"AREA", 'N', 12, 3}, {"DAY", 'D', 8, 0},   {"OK", 'L', 1, 0},
                                       {"F", 'F', 19, 11},   {"MEMO", 'M', 10, 0}};
  static const char *const cells[] = {" a ",
                                      "421223100201",
                                      "12345678901234567890",
                                      "2.5",
                                      "20200131",
                                      "T",
                                      "4.21223100201e+011",
                                      "1",
                                      "*deleted",
                                      "1",
                                      "1",
                                      "1",
                                      "20200101",
                                      "F",
                                      "1",
                                      "2",
                                      "b",
                                      "",
                                      "7",
                                      "****",
                                      "00000000",
                                      "?",
                                      "",
                                      ""};
  static const double xy[] = {114, 29, 114.1, 29.1, 114.2, 29.2};
  b->input.crs = "EPSG:4490";
  bench_points(b, "v", xy, 3);
  bench_dbf(b, "v", 0, fields, 8, cells, 3);
  const buju_layer *l = bench_layer(b, "v.shp");
  assert_int_equal(l->table.n, 2);
  assert_int_equal(l->table.columns, 7);
  assert_int_equal(l->table.source_row[1], 2);
  assert_string_equal(bench_cell(b, "NAME", 0), "a");
  assert_string_equal(bench_cell(b, "CODE", 0), "421223100201");
  assert_string_equal(bench_cell(b, "CODE", 1), "(blank)");
  assert_string_equal(bench_cell(b, "BIG", 0), "12345678901234567890");
  assert_string_equal(bench_cell(b, "AREA", 0), "2.5");
  assert_string_equal(bench_cell(b, "AREA", 1), "(blank)");
  assert_string_equal(bench_cell(b, "DAY", 0), "2020-01-31");
  assert_string_equal(bench_cell(b, "DAY", 1), "(blank)");
  assert_string_equal(bench_cell(b, "OK", 0), "1");
  assert_string_equal(bench_cell(b, "OK", 1), "(blank)");
  assert_string_equal(bench_cell(b, "F", 0), "421223100201");
  assert_int_equal(bench_findings(b, "unread_field_type"), 1);
  /* the shape goes with its own record, not with the next */
  double x = l->x_m[1];
  b->input.where = "NAME = 'b'";
  l = bench_layer(b, "v.shp");
  assert_int_equal(l->table.n, 1);
  assert_true(l->x_m[0] == x);
}

static void text_in_a_number_is_kept_as_text(void **state) {
  bench *b = *state;
  static const bench_field fields[] = {{"POP", 'N', 8, 0}};
  static const char *const cells[] = {"12a4", "7"};
  b->input.crs = "EPSG:4490";
  bench_points(b, "v", two, 2);
  bench_dbf(b, "v", 0, fields, 1, cells, 2);
  bench_layer(b, "v.shp");
  assert_int_equal(b->layer->table.column[0].type, BUJU_CELL_TEXT);
  assert_string_equal(bench_cell(b, "POP", 0), "12a4");
  assert_string_equal(bench_cell(b, "POP", 1), "7");
  assert_non_null(strstr(bench_finding(b, "text_in_number_field"), "12a4"));
}

static void the_encoding_is_judged_in_order(void **state) {
  bench *b = *state;
  static const struct {
    const char *given, *cpg;
    unsigned char ldid;
    const char *bytes, *want, *finding;
  } cases[] = {
      {NULL, NULL, 0, BAIQUAN_GBK, "白泉", NULL},                       /* nothing said: GB18030 */
      {NULL, NULL, 0, "白泉", "白泉", NULL},                            /* nothing said: UTF-8 */
      {NULL, NULL, 0x4d, "白泉", "白泉", NULL},                         /* UTF-8 under a GBK label */
      {NULL, NULL, 0x57, BAIQUAN_GBK, "白泉", NULL},                    /* GBK under a Western label */
      {NULL, NULL, 0x57, "\xe9\xff", "éÿ", NULL},                       /* not GBK: the label after all */
      {NULL, "UTF-8", 0, "白泉", "白泉", NULL},                         /* .cpg */
      {NULL, "936", 0, BAIQUAN_GBK, "白泉", NULL},                      /* .cpg as a code page */
      {NULL, "Big-5", 0, "\xc1\x63\xc5\xe9", "繁體", NULL},             /* .cpg before the bytes */
      {NULL, "UTF-8", 0, BAIQUAN_GBK, "白泉", "cpg_contradicted"},      /* .cpg that lies */
      {NULL, "klingon", 0, BAIQUAN_GBK, "白泉", "cpg_unknown"},         /* .cpg nobody knows */
      {"BIG5", "UTF-8", 0x4d, "\xc1\x63\xc5\xe9", "繁體", NULL},        /* the scenario before all */
      {"UTF-8", NULL, 0, "\xb0白", "\xef\xbf\xbd白", "bad_text_bytes"}, /* and it is believed */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    write_named(b, "v", cases[i].ldid, "NAME", 12, cases[i].bytes, "x");
    if (cases[i].cpg != NULL) bench_text(b, "v.cpg", cases[i].cpg);
    b->input.encoding = cases[i].given;
    bench_layer(b, "v.shp");
    if (strcmp(bench_cell(b, "NAME", 0), cases[i].want) != 0) fail_msg("case %zu: %s", i, bench_cell(b, "NAME", 0));
    if (cases[i].finding != NULL) assert_int_equal(bench_findings(b, cases[i].finding), 1);
    assert_int_equal(b->findings.rows.n, cases[i].finding != NULL);
    if (cases[i].cpg != NULL) bench_remove(b, "v.cpg");
  }
  b->input.encoding = "klingon";
  bench_refused(b, "v.shp", BUJU_E_SCENARIO, "klingon|UTF-8|GB18030");
}

static void chinese_names_and_cut_cells_are_read(void **state) {
  bench *b = *state;
  /* ten bytes: five characters of 行政村代码名 cut by the DBF itself; a cell of five bytes: two characters and a half
   */
  write_named(b, "v", 0, "\xd0\xd0\xd5\xfe\xb4\xe5\xb4\xfa\xc2\xeb", 5, BAIQUAN_GBK "\xb4", BAIQUAN_GBK "x");
  bench_layer(b, "v.shp");
  assert_string_equal(bench_cell(b, "行政村代码", 0), "白泉");
  assert_string_equal(bench_cell(b, "行政村代码", 1), "白泉x");
  assert_int_equal(bench_findings(b, "text_cut"), 1);
  assert_non_null(strstr(bench_finding(b, "text_cut"), "白泉"));
}

static void missing_and_wrong_parts_are_named(void **state) {
  bench *b = *state;
  bench_refused(b, "no.shp", BUJU_E_OPEN, "no.shp|exists");
  bench_plain_points(b, "v", 114, 29, 2);
  bench_remove(b, "v.shx");
  bench_refused(b, "v.shp", BUJU_E_OPEN, "v.shp|.shx");
  bench_plain_points(b, "v", 114, 29, 2);
  bench_remove(b, "v.dbf");
  bench_refused(b, "v.shp", BUJU_E_OPEN, "v.shp|.dbf");
  bench_plain_points(b, "v", 114, 29, 2);
  bench_text(
      b, "v.shp",
      "this is not a shapefile, whatever it is called; it only needs to be longer than a header is, so on it goes");
  bench_refused(b, "v.shp", BUJU_E_OPEN, "v.shp|not a shapefile");
  bench_plain_points(b, "v", 114, 29, 0);
  bench_refused(b, "v.shp", BUJU_E_DATA, "v.shp|no rows");
  static const bench_field id = {"id", 'N', 6, 0};
  bench_plain_points(b, "v", 114, 29, 2);
  bench_dbf(b, "v", 0, &id, 1, (const char *const[]){"1"}, 1);
  bench_refused(b, "v.shp", BUJU_E_DATA, "v.shp|2 shapes|1 row");
  bench_plain_points(b, "v", 114, 29, 2);
  b->input.layer = "w";
  bench_refused(b, "v.shp", BUJU_E_SCENARIO, "\"w\"|v");
  bench_text(b, "x.gpkg", "not a GeoPackage");
  bench_refused(b, "x.gpkg", BUJU_E_OPEN, "x.gpkg|GDAL");
  bench_refused(b,
                "/vsicurl/http:/"
                "/127.0.0.1/a.shp",
                BUJU_E_OPEN, "cannot be opened");
}

/* Each part cut at each length: an error in one line, or, where only the DBF's end mark is gone, the whole table. */
static void truncated_files_are_refused(void **state) {
  bench *b = *state;
  static const char *const parts[] = {"v.shp", "v.shx", "v.dbf"};
  bench_plain_points(b, "v", 114, 29, 3);
  b->input.crs = "EPSG:4490";
  for (size_t p = 0; p < 3; p++) {
    size_t n = 0;
    unsigned char *bytes = bench_bytes(b, parts[p], &n);
    for (size_t keep = 0; keep < n; keep++) {
      bench_write(b, parts[p], bytes, keep);
      buju_status status = bench_read(b, "v.shp");
      if (p == 2 && keep == n - 1) {
        assert_int_equal(status, BUJU_OK);
        assert_int_equal(b->layer->table.n, 3);
      } else if (status != BUJU_E_OPEN && status != BUJU_E_DATA) {
        fail_msg("%s cut to %zu bytes: status %d", parts[p], keep, status);
      }
      /* past the headers (100 bytes; 65 of the DBF) it is we who see that something is missing, and say so */
      if (status != BUJU_OK && keep >= (p == 2 ? 65 : 100))
        assert_non_null(strstr(buju_ctx_error(b->ctx), "truncated"));
    }
    bench_write(b, parts[p], bytes, n);
    free(bytes);
  }
  assert_int_equal(bench_layer(b, "v.shp")->table.n, 3);
}

/* A header that was made to fit the shorter file does not hide the shapes that are gone. */
static void a_patched_header_does_not_help(void **state) {
  bench *b = *state;
  size_t n = 0;
  bench_plain_points(b, "v", 114, 29, 3);
  unsigned char *bytes = bench_bytes(b, "v.shp", &n);
  n -= 2;
  bytes[27] = (unsigned char)(n / 2);
  bench_write(b, "v.shp", bytes, n);
  free(bytes);
  bench_refused(b, "v.shp", BUJU_E_DATA, "v.shp|truncated|shape 3");
}

/* Any byte of any header changed: never more than an error (the sanitizer watches). */
static void damaged_headers_do_no_harm(void **state) {
  bench *b = *state;
  static const char *const parts[] = {"v.shp", "v.shx", "v.dbf"};
  bench_plain_points(b, "v", 114, 29, 3);
  b->input.crs = "EPSG:4490";
  for (size_t p = 0; p < 3; p++) {
    size_t n = 0;
    unsigned char *bytes = bench_bytes(b, parts[p], &n);
    for (size_t i = 0; i < n; i++) {
      unsigned char was = bytes[i];
      bytes[i] = (unsigned char)(was ^ 0xff);
      bench_write(b, parts[p], bytes, n);
      buju_status status = bench_read(b, "v.shp");
      assert_true(status == BUJU_OK || status == BUJU_E_OPEN || status == BUJU_E_DATA || status == BUJU_E_CRS);
      bytes[i] = was;
    }
    bench_write(b, parts[p], bytes, n);
    free(bytes);
  }
}

#define SQUARE(x, y) "[[[" #x "," #y "],[" #x ",29.9],[114.9,29.9],[114.9," #y "],[" #x "," #y "]]]"
#define FEATURE(geometry) "{\"type\":\"Feature\",\"properties\":{\"n\":1,\"s\":\" 村 \"},\"geometry\":" geometry "}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[114,29]}"
#define POLYGON "{\"type\":\"Polygon\",\"coordinates\":" SQUARE(114, 29) "}"

static void kinds_of_geometry_are_told_apart(void **state) {
  bench *b = *state;
  bench_text(b, "mixed.geojson", COLLECTION(FEATURE(POLYGON) "," FEATURE(POINT)));
  bench_refused(b, "mixed.geojson", BUJU_E_DATA, "mixed.geojson|row 0 is a polygon|row 1 a point");
  bench_text(b, "polygons.geojson",
             COLLECTION(FEATURE(POLYGON) "," FEATURE("{\"type\":\"MultiPolygon\",\"coordinates\":[" SQUARE(
                 114.2, 29) "]}") "," FEATURE("null") "," FEATURE("{\"type\":\"Polygon\",\"coordinates\":[]}")));
  const buju_layer *l = bench_layer(b, "polygons.geojson");
  assert_int_equal(l->geometry, BUJU_POLYGONS);
  assert_int_equal(l->table.n, 4);
  assert_int_equal(bench_findings(b, "no_geometry"), 2);
  assert_int_equal(l->shape[0].wkb[1], 6);
  assert_null(l->shape[2].wkb);
  assert_string_equal(bench_cell(b, "s", 3), "村");
  bench_text(b, "points.geojson",
             COLLECTION(FEATURE("{\"type\":\"MultiPoint\",\"coordinates\":[[114,29],[115,30]]}") "," FEATURE(
                 "{\"type\":\"Point\",\"coordinates\":[114,29,55]}")));
  l = bench_layer(b, "points.geojson");
  assert_int_equal(l->geometry, BUJU_POINTS);
  assert_int_equal(bench_findings(b, "several_points"), 1);
  assert_true(l->x_m[0] == l->x_m[1] && l->y_m[0] == l->y_m[1]);
  bench_text(b, "lines.geojson", COLLECTION(FEATURE("{\"type\":\"LineString\",\"coordinates\":[[114,29],[115,30]]}")));
  assert_int_equal(bench_layer(b, "lines.geojson")->geometry, BUJU_LINES);
  bench_text(b, "collection.geojson",
             COLLECTION(FEATURE("{\"type\":\"GeometryCollection\",\"geometries\":[" POINT "," POLYGON "]}")));
  bench_refused(b, "collection.geojson", BUJU_E_DATA, "collection.geojson|mixed collection");
  bench_text(b, "none.geojson", COLLECTION(""));
  bench_refused(b, "none.geojson", BUJU_E_DATA, "none.geojson|no rows");
}

static void broken_polygons_are_repaired_and_named(void **state) {
  bench *b = *state;
  b->input.crs = "EPSG:4547";
  bench_text(b, "bow.geojson",
             COLLECTION(FEATURE(
                 "{\"type\":\"Polygon\",\"coordinates\":[[[500000,3300000],[500100,3300100],[500100,3300000],"
                 "[500000,3300100],[500000,3300000]]]}") "," FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[500000,"
                                                                     "3300000],[500100,3300100],[500000,3300000]]]}")));
  const buju_layer *l = bench_layer(b, "bow.geojson");
  assert_int_equal(bench_findings(b, "geometry_repaired"), 1);
  assert_non_null(strstr(bench_finding(b, "geometry_repaired"), "self-intersection"));
  assert_int_equal(bench_findings(b, "geometry_without_area"), 1);
  assert_non_null(l->shape[0].wkb);
  assert_null(l->shape[1].wkb);
}

static unsigned char *real_part(bench *b, const char *file, size_t *n) {
  const char *path = bench_real(b, BUJU_DATA_DIR, file);
  FILE *in = fopen(path, "rb");
  assert_non_null(in);
  unsigned char *bytes = malloc(1 << 20);
  *n = fread(bytes, 1, 1 << 20, in);
  fclose(in);
  return bytes;
}

static void archives_are_looked_into(void **state) {
  bench *b = *state;
  static const char *const parts[] = {"v.shp", "v.shx", "v.dbf"};
  static const char *const gbk[] = {"\xd0\xd0/" NAME_GBK ".shp", "\xd0\xd0/" NAME_GBK ".shx",
                                    "\xd0\xd0/" NAME_GBK ".dbf"};
  static const char *const utf8[] = {"村名.shp", "村名.shx", "村名.dbf"};
  bench_member members[6];
  write_named(b, "v", 0, "NAME", 8, BAIQUAN_GBK, "x");
  for (int i = 0; i < 3; i++) {
    members[i] = (bench_member){.name = gbk[i]};
    members[i].bytes = bench_bytes(b, parts[i], &members[i].n);
    members[3 + i] = members[i];
    members[3 + i].name = utf8[i];
  }
  const buju_layer *plain = bench_layer(b, "v.shp");
  char hash[80];
  strcpy(hash, plain->hash);
  bench_zip(b, "gbk.zip", members, 3, false);
  static const char *const paths[] = {"gbk.zip", "gbk.zip/村名.shp", "gbk.zip/行/村名.shp"};
  for (size_t i = 0; i < 3; i++) {
    const buju_layer *l = bench_layer(b, paths[i]);
    assert_string_equal(bench_cell(b, "NAME", 0), "白泉");
    assert_string_equal(l->table.layer, "村名");
    assert_string_equal(l->hash, hash);
  }
  bench_refused(b, "gbk.zip/no.shp", BUJU_E_OPEN, "no.shp|行/村名.shp");
  bench_zip(b, "marked.zip", members + 3, 3, true);
  assert_string_equal(bench_layer(b, "marked.zip")->table.layer, "村名");
  bench_zip(b, "unmarked.zip", members + 3, 3, false);
  assert_string_equal(bench_layer(b, "unmarked.zip/村名.shp")->table.layer, "村名");
  bench_zip(b, "two.zip", (bench_member[]){members[3], members[4], members[5], {"a.csv", "x\n1\n", 4}}, 4, true);
  bench_refused(b, "two.zip", BUJU_E_SCENARIO, "a.csv|村名.shp|layer:");
  b->input.layer = "村名";
  assert_string_equal(bench_layer(b, "two.zip")->table.layer, "村名");
  b->input.layer = NULL;
  bench_zip(b, "none.zip", &(bench_member){"readme.md", "x", 1}, 1, true);
  bench_refused(b, "none.zip", BUJU_E_DATA, "none.zip|no layer");
  bench_text(b, "fake.zip", "PK no");
  bench_refused(b, "fake.zip", BUJU_E_OPEN, "fake.zip|zip");
  for (int i = 0; i < 3; i++) free((void *)members[i].bytes);
}

static void folders_are_looked_into(void **state) {
  bench *b = *state;
  write_named(b, "v", 0, "NAME", 8, "a", "b");
  assert_int_equal(bench_layer(b, b->folder)->table.n, 2);
  bench_text(b, "w.csv", "x\n1\n");
  bench_refused(b, b->folder, BUJU_E_SCENARIO, "v.shp|w.csv|layer:");
  b->input.layer = "v";
  assert_string_equal(bench_layer(b, b->folder)->table.layer, "v");
  /* layer: has chosen the file; it does not choose a sheet of that name in it once more */
  bench_xlsx(b, "book.xlsx", (const char *const[]){"人口"},
             (const char *const[]){"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>n</t></is></c></row>"
                                   "<row r=\"2\"><c r=\"A2\"><v>5</v></c></row>"},
             1);
  b->input.layer = "book";
  assert_string_equal(bench_layer(b, b->folder)->table.layer, "人口");
}

static void where_leaves_rows_out_and_says_so(void **state) {
  bench *b = *state;
  bench_plain_points(b, "v", 114, 29, 5);
  b->input.crs = "EPSG:4490";
  b->input.where = "id > 1";
  bench_refused(b, "v.shp", BUJU_E_DATA, "v.shp|id > 1");
  b->input.where = "nothing > 1";
  bench_refused(b, "v.shp", BUJU_E_SELECTOR, "nothing");
  b->input.where = "ST_X(Geometry) > 450000";
  const buju_layer *l = bench_layer(b, "v.shp");
  assert_int_equal(bench_findings(b, "rows_left_out"), 1);
  assert_int_equal(l->table.n, 2);
  assert_int_equal(l->table.source_row[0], 3);
  for (buju_ix r = 0; r < l->table.n; r++) assert_true(l->x_m[r] > 450000);
}

/* The rows nobody wants decide nothing: the zone is that of the rows that are kept. */
static void where_comes_before_the_crs(void **state) {
  bench *b = *state;
  static const bench_field field = {"C", 'C', 2, 0};
  static const double xy[] = {114, 29, 126, 45, 126.1, 45.1};
  bench_points(b, "v", xy, 3);
  bench_dbf(b, "v", 0, &field, 1, (const char *const[]){"a", "b", "b"}, 3);
  b->input.crs = "EPSG:4490";
  b->input.where = "C = 'a'";
  bench_layer(b, "v.shp");
  assert_string_equal(b->target.name, "EPSG:4547");
}

static void hashes_are_of_the_bytes(void **state) {
  bench *b = *state;
  char before[80];
  bench_text(b, "a.csv", "abc");
  b->input.header_row = BUJU_NO_HEADER;
  assert_string_equal(bench_layer(b, "a.csv")->hash,
                      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  b->input.header_row = 0;
  write_named(b, "v", 0, "NAME", 8, "a", "b");
  strcpy(before, bench_layer(b, "v.shp")->hash);
  bench_text(b, "v.cpg", "UTF-8");
  assert_string_not_equal(bench_layer(b, "v.shp")->hash, before);
}

static void fixtures_of_many_encodings_are_read(void **state) {
  bench *b = *state;
  static const struct {
    const char *file, *encoding, *want;
  } cases[] = {{"gbk.dbf", NULL, "简体国语"},       {"gb2312.dbf", NULL, "简体国语"},
               {"ldid/chinese.dbf", NULL, "简体"},  {"cpg/big5.dbf", NULL, "國語"},
               {"big5.dbf", "Big5", "繁體國語"},    {"utf8.dbf", NULL, "国语國語"},
               {"cpg/win874.dbf", NULL, "ภาษาไทย"}, {"shiftjis.dbf", "Shift_JIS", "ひたちなか市"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char file[256], path[512];
    snprintf(file, sizeof file, "encoding-fixtures/%s", cases[i].file);
    snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, file));
    b->input.encoding = cases[i].encoding;
    bench_layer(b, path);
    if (strcmp(bench_cell(b, "NAME", 0), cases[i].want) != 0)
      fail_msg("%s: %s, not %s", cases[i].file, bench_cell(b, "NAME", 0), cases[i].want);
  }
  char path[512];
  b->input.encoding = NULL;
  snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, "encoding-fixtures/duplicate_fields.dbf"));
  assert_int_equal(bench_layer(b, path)->table.columns, 12);
  assert_string_equal(bench_cell(b, "unemployed", 1), "123");
  assert_string_equal(bench_cell(b, "unemployed_2", 1), "21");
  assert_int_equal(bench_findings(b, "repeated_field"), 2);
}

static void real_counties_are_read(void **state) {
  bench *b = *state;
  char path[512];
  size_t n = 0;
  free(real_part(b, "county-chongyang/行政村.shp", &n));
  b->input.crs = "GCJ-02";
  snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, "county-chongyang/行政村.shp"));
  const buju_layer *l = bench_layer(b, path);
  assert_int_equal(l->table.n, 178);
  assert_string_equal(bench_cell(b, "行政村名", 0), "白泉社区居委会");
  assert_string_equal(bench_cell(b, "所属乡镇", 0), "天城镇");
  assert_string_equal(b->target.name, "EPSG:4547");
  snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, "county-keerqin-left-middle/行政村.shp"));
  assert_int_equal(bench_layer(b, path)->table.n, 354);
  snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, "china-amap-districts/聊城市.shp"));
  l = bench_layer(b, path);
  assert_int_equal(l->geometry, BUJU_POLYGONS);
  assert_string_equal(bench_cell(b, "name", 0), "冠县");
  b->input.crs = NULL;
  snprintf(path, sizeof path, "%s", bench_real(b, BUJU_DATA_DIR, "liechtenstein-osm/liechtenstein-latest.osm.pbf"));
  bench_refused(b, path, BUJU_E_SCENARIO, "lines|points|layer:");
  b->input.layer = "lines";
  l = bench_layer(b, path);
  assert_int_equal(l->geometry, BUJU_LINES);
  assert_true(l->table.n > 10000);
  assert_string_equal(b->target.name, "EPSG:32632");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, bench_begin, bench_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(fields_become_columns),
      CASE(text_in_a_number_is_kept_as_text),
      CASE(the_encoding_is_judged_in_order),
      CASE(chinese_names_and_cut_cells_are_read),
      CASE(missing_and_wrong_parts_are_named),
      CASE(truncated_files_are_refused),
      CASE(a_patched_header_does_not_help),
      CASE(damaged_headers_do_no_harm),
      CASE(kinds_of_geometry_are_told_apart),
      CASE(broken_polygons_are_repaired_and_named),
      CASE(archives_are_looked_into),
      CASE(folders_are_looked_into),
      CASE(where_leaves_rows_out_and_says_so),
      CASE(where_comes_before_the_crs),
      CASE(hashes_are_of_the_bytes),
      CASE(fixtures_of_many_encodings_are_read),
      CASE(real_counties_are_read),
  };
  return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
