/* Samples as maps: borders, townships, settlements, roads, elevation. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "tests/support/sample_folder.h"

enum { KINDS = 4 };

/* One sample of each kind, made once: 300 villages, except the mountains: 1,200 make borders of every shape. */
static int make_samples(void **state) {
  sample_folder *folders = calloc(KINDS, sizeof *folders);
  for (int kind = 0; kind < KINDS; kind++) {
    buju_sample_spec spec = {.villages = kind == BUJU_SAMPLE_MOUNTAIN ? 1200 : 300, .seed = 11};
    spec.kind = (buju_sample_kind)kind;
    folders[kind] = sample_make(&spec);
  }
  *state = folders;
  return 0;
}

static int remove_samples(void **state) {
  sample_folder *folders = *state;
  for (int kind = 0; kind < KINDS; kind++) sample_remove(&folders[kind]);
  free(folders);
  return 0;
}

/* A piece of border between two points, with the direction in which its polygon runs along it. */
typedef struct segment {
  double x1, y1, x2, y2; /* the lesser point first */
  int direction;
} segment;

static int compare_doubles(double a, double b) { return a < b ? -1 : a > b; }

static int by_place(const void *a, const void *b) {
  const segment *s = a, *t = b;
  int order = compare_doubles(s->x1, t->x1);
  if (order == 0) order = compare_doubles(s->y1, t->y1);
  if (order == 0) order = compare_doubles(s->x2, t->x2);
  return order != 0 ? order : compare_doubles(s->y2, t->y2);
}

typedef struct border {
  segment *segment;
  size_t n, cap;
} border;

static void add_ring(border *all, OGRGeometryH ring) {
  int n = OGR_G_GetPointCount(ring);
  for (int i = 0; i + 1 < n; i++) {
    segment s = {OGR_G_GetX(ring, i), OGR_G_GetY(ring, i), OGR_G_GetX(ring, i + 1), OGR_G_GetY(ring, i + 1), 1};
    int order = compare_doubles(s.x1, s.x2);
    if (order == 0) order = compare_doubles(s.y1, s.y2);
    assert_int_not_equal(order, 0);
    if (order > 0) s = (segment){s.x2, s.y2, s.x1, s.y1, -1};
    if (all->n == all->cap) {
      all->cap = all->cap * 2 + 1024;
      all->segment = realloc(all->segment, all->cap * sizeof s);
      assert_non_null(all->segment);
    }
    all->segment[all->n++] = s;
  }
}

/* All segments of a layer of polygons; checks each polygon by itself and adds up their areas. */
static border read_polygons(const sample_folder *folder, const char *file, double *area, OGRGeometryH all) {
  OGRLayerH layer;
  border out = {0};
  GDALDatasetH dataset = sample_open(folder, file, &layer);
  *area = 0;
  for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(feature)) {
    OGRGeometryH polygon = OGR_F_GetGeometryRef(feature);
    assert_int_equal(wkbFlatten(OGR_G_GetGeometryType(polygon)), wkbPolygon);
    assert_true(OGR_G_IsValid(polygon));
    double length = 0;
    for (int r = 0; r < OGR_G_GetGeometryCount(polygon); r++) {
      add_ring(&out, OGR_G_GetGeometryRef(polygon, r));
      length += OGR_G_Length(OGR_G_GetGeometryRef(polygon, r));
    }
    double own = OGR_G_Area(polygon);
    assert_true(12.57 * own / (length * length) > 0.08); /* a circle has 1, a sliver next to nothing */
    *area += own;
    OGR_G_AddGeometry(all, polygon);
  }
  GDALClose(dataset);
  return out;
}

/* Sorts and pairs: an inner piece of border occurs exactly twice, run along in both directions. Returns how many occur
 * once: the county's outline. */
static size_t outline(border *b, double *length) {
  size_t single = 0;
  *length = 0;
  qsort(b->segment, b->n, sizeof *b->segment, by_place);
  for (size_t i = 0; i < b->n;) {
    size_t same = 1;
    while (i + same < b->n && by_place(&b->segment[i], &b->segment[i + same]) == 0) same++;
    assert_in_range(same, 1, 2);
    if (same == 2) assert_int_equal(b->segment[i].direction + b->segment[i + 1].direction, 0);
    if (same == 1) {
      single++;
      *length += hypot(b->segment[i].x2 - b->segment[i].x1, b->segment[i].y2 - b->segment[i].y1);
    }
    i += same;
  }
  return single;
}

/* GEOS as oracle: the union of the villages has the sum of their areas, no hole, one part, and our outline. */
static void villages_tile_the_county(void **state) {
  const sample_folder *folders = *state;
  for (int kind = 0; kind < KINDS; kind++) {
    double area, length;
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    border b = read_polygons(&folders[kind], "行政村.shp", &area, all);
    size_t single = outline(&b, &length);
    OGRGeometryH county = OGR_G_UnionCascaded(all);
    assert_int_equal(wkbFlatten(OGR_G_GetGeometryType(county)), wkbPolygon);
    assert_int_equal(OGR_G_GetGeometryCount(county), 1);
    OGRGeometryH ring = OGR_G_GetGeometryRef(county, 0);
    assert_int_equal(OGR_G_GetPointCount(ring), single + 1);
    assert_true(fabs(OGR_G_Length(ring) - length) < 0.001);
    assert_true(fabs(OGR_G_Area(county) / area - 1) < 1e-9);
    OGR_G_DestroyGeometry(county);
    OGR_G_DestroyGeometry(all);
    free(b.segment);
  }
}

static void townships_are_unions_of_villages(void **state) {
  const sample_folder *folders = *state;
  for (int kind = 0; kind < KINDS; kind++) {
    double village_area, township_area, village_outline, township_outline;
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    border villages = read_polygons(&folders[kind], "行政村.shp", &village_area, all);
    border townships = read_polygons(&folders[kind], "乡镇.shp", &township_area, all);
    OGR_G_DestroyGeometry(all);
    assert_true(fabs(village_area / township_area - 1) < 1e-9);
    assert_int_equal(outline(&villages, &village_outline), outline(&townships, &township_outline));
    for (size_t i = 0; i < townships.n; i++)
      assert_non_null(bsearch(&townships.segment[i], villages.segment, villages.n, sizeof(segment), by_place));
    free(villages.segment);
    free(townships.segment);
  }
}

/* Every settlement and facility lies in the village whose code it has. */
static void points_lie_in_their_villages(void **state) {
  static const char *const files[][2] = {{"自然村.shp", "行政村代"}, {"医疗机构.shp", "所在村码"}};
  const sample_folder *folders = *state;
  for (int kind = 0; kind < KINDS; kind++) {
    for (int f = 0; f < 2; f++) {
      OGRLayerH villages, points;
      GDALDatasetH a = sample_open(&folders[kind], "行政村.shp", &villages);
      GDALDatasetH b = sample_open(&folders[kind], files[f][0], &points);
      OGRFeatureH village = OGR_L_GetNextFeature(villages);
      for (OGRFeatureH point; (point = OGR_L_GetNextFeature(points)) != NULL; OGR_F_Destroy(point)) {
        while (village != NULL && strcmp(sample_text(village, "行政村代"), sample_text(point, files[f][1])) != 0) {
          OGR_F_Destroy(village); /* points come in the order of their villages */
          village = OGR_L_GetNextFeature(villages);
        }
        assert_non_null(village);
        assert_true(OGR_G_Contains(OGR_F_GetGeometryRef(village), OGR_F_GetGeometryRef(point)));
      }
      if (village != NULL) OGR_F_Destroy(village);
      GDALClose(a);
      GDALClose(b);
    }
  }
}

typedef struct place {
  double x, y;
  size_t id;
} place;

static int by_xy(const void *a, const void *b) {
  const place *p = a, *q = b;
  int order = compare_doubles(p->x, q->x);
  return order != 0 ? order : compare_doubles(p->y, q->y);
}

static size_t root(size_t *parent, size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

static place *read_settlements(const sample_folder *folder, size_t *n) {
  OGRLayerH layer;
  GDALDatasetH dataset = sample_open(folder, "自然村.shp", &layer);
  place *all = malloc((size_t)OGR_L_GetFeatureCount(layer, 1) * sizeof *all);
  *n = 0;
  for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(feature)) {
    OGRGeometryH point = OGR_F_GetGeometryRef(feature);
    all[(*n)++] = (place){OGR_G_GetX(point, 0), OGR_G_GetY(point, 0), 0};
  }
  GDALClose(dataset);
  qsort(all, *n, sizeof *all, by_xy);
  for (size_t i = 0; i < *n; i++) all[i].id = i;
  return all;
}

/* Both ends of every road are settlements, and roads reach each of them from each. */
static void roads_connect_every_settlement(void **state) {
  const sample_folder *folders = *state;
  for (int kind = 0; kind < KINDS; kind++) {
    size_t n, parts, classes[6] = {0};
    place *settlement = read_settlements(&folders[kind], &n);
    size_t *parent = malloc(n * sizeof *parent);
    for (size_t i = 0; i < n; i++) parent[i] = i;
    OGRLayerH layer;
    GDALDatasetH dataset = sample_open(&folders[kind], "道路.shp", &layer);
    parts = n;
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(feature)) {
      static const char *const names[] = {"国道", "省道", "县道", "乡道", "村道", "街道"};
      OGRGeometryH line = OGR_F_GetGeometryRef(feature);
      int last = OGR_G_GetPointCount(line) - 1, class = 0;
      place a = {OGR_G_GetX(line, 0), OGR_G_GetY(line, 0), 0}, b = {OGR_G_GetX(line, last), OGR_G_GetY(line, last), 0};
      const place *from = bsearch(&a, settlement, n, sizeof a, by_xy),
                  *to = bsearch(&b, settlement, n, sizeof b, by_xy);
      assert_non_null(from);
      assert_non_null(to);
      size_t p = root(parent, from->id), q = root(parent, to->id);
      parts -= p != q;
      parent[p] = q;
      while (strcmp(names[class], sample_text(feature, "道路等级")) != 0) assert_in_range(++class, 0, 5);
      classes[class]++;
    }
    GDALClose(dataset);
    assert_int_equal(parts, 1);
    for (int class = 0; class < 6; class ++) assert_true(classes[class] > 0);
    assert_true(classes[0] + classes[1] + classes[2] < classes[3] && classes[3] < classes[4] * 3);
    free(settlement);
    free(parent);
  }
}

typedef struct relief {
  double low, high, mean, lived; /* of the county's box; and where people live */
} relief;

static relief read_relief(const sample_folder *folder) {
  char path[128];
  double t[6];
  snprintf(path, sizeof path, "%s/data/高程.tif", folder->path);
  GDALDatasetH dem = GDALOpen(path, GA_ReadOnly);
  assert_non_null(dem);
  int w = GDALGetRasterXSize(dem), h = GDALGetRasterYSize(dem);
  int16_t *m = malloc((size_t)w * (size_t)h * sizeof *m);
  assert_int_equal(GDALGetGeoTransform(dem, t), CE_None);
  assert_int_equal(GDALRasterIO(GDALGetRasterBand(dem, 1), GF_Read, 0, 0, w, h, m, w, h, GDT_Int16, 0, 0), CE_None);
  relief r = {1e9, -1e9, 0, 0};
  for (int i = 0; i < w * h; i++) {
    r.low = m[i] < r.low ? m[i] : r.low;
    r.high = m[i] > r.high ? m[i] : r.high;
    r.mean += m[i];
  }
  r.mean /= w * h;
  size_t n;
  place *settlement = read_settlements(folder, &n);
  for (size_t i = 0; i < n; i++) {
    int column = (int)floor((settlement[i].x - t[0]) / t[1]), row = (int)floor((settlement[i].y - t[3]) / t[5]);
    assert_in_range(column, 0, w - 1);
    assert_in_range(row, 0, h - 1);
    r.lived += m[row * w + column];
  }
  r.lived /= (double)n;
  free(settlement);
  free(m);
  GDALClose(dem);
  return r;
}

static void people_live_in_the_valleys(void **state) {
  const sample_folder *folders = *state;
  relief plain = read_relief(&folders[BUJU_SAMPLE_PLAIN]), mountain = read_relief(&folders[BUJU_SAMPLE_MOUNTAIN]);
  assert_true(plain.high - plain.low < 30);
  assert_true(mountain.high - mountain.low > 600);
  assert_true(mountain.lived < mountain.mean - 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(villages_tile_the_county),     cmocka_unit_test(townships_are_unions_of_villages),
      cmocka_unit_test(points_lie_in_their_villages), cmocka_unit_test(roads_connect_every_settlement),
      cmocka_unit_test(people_live_in_the_valleys),
  };
  return cmocka_run_group_tests(tests, make_samples, remove_samples);
}
